"""`planward check`: find every mistake in policies, sources and templates before it reaches a plan."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from engine import service
from engine.cli.lines import Line, show, text_lines
from engine.cli.options import json_option, root
from engine.cli.printing import print_result
from engine.cli.progress import patience
from engine.core.values.counts import count_of
from engine.results import CheckResult


@click.command()
@root
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--full", is_flag=True, help="Print each policy with its defaults filled in, each marked."
)
@json_option
def check(root: Path, files: tuple[Path, ...], full: bool, as_json: bool) -> None:
    """Check policy FILES, or all policies, sources and templates of the workspace.

    In a workspace each policy is held against its earlier texts, in the record and in git, against the
    sources, and against the people known.

    Prints every problem as file:line:col: CODE message, with a hint. Exits 1 if there is one;
    warnings alone do not count.
    """
    if full:
        for text in service.policies_in_full(root, files):
            click.echo(text)
        return
    with patience("checking"):
        found = service.check(root, files)
    if as_json:
        print_result(found)
    else:
        show(_lines(found))
    sys.exit(1 if found.errors else 0)


def _lines(found: CheckResult) -> Iterator[Line]:
    for problem in found.errors:
        yield from text_lines(str(problem), whole=(problem.file,))
    for problem in found.warnings:
        yield from text_lines(f"{problem}\n  (a warning)", whole=(problem.file,))
    said, colour = _summary(len(found.errors), len(found.warnings))
    yield Line(said, colour=colour)


def _summary(errors: int, warnings: int) -> tuple[str, str]:
    if not errors and not warnings:
        return "no problems", "green"
    said = f"{count_of(errors, 'problem')}, {count_of(warnings, 'warning')}"
    return said, "red" if errors else "green"
