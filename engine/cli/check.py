"""`planward check`: find every mistake in policies, sources and templates before it reaches a plan."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from engine import checking
from engine.cli.options import json_option, root
from engine.cli.printing import print_json, styled
from engine.cli.progress import patience


@click.command()
@root
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--full", is_flag=True, help="Print each policy with its defaults filled in, each marked."
)
@json_option
def check(root: Path, files: tuple[Path, ...], full: bool, as_json: bool) -> None:
    """Check policy FILES, or all policies, sources and templates of the workspace.

    Prints every problem as file:line:col: CODE message, with a hint. Exits 1 if there is one;
    warnings alone do not count.
    """
    if full:
        for text in checking.in_full(root, files):
            click.echo(text)
        return
    with patience("checking"):
        errors, warnings = checking.checked(root, files)
    if as_json:
        print_json(
            {"problems": list(_rows(errors, "error")) + list(_rows(warnings, "warning"))}
        )
    else:
        for problem in errors:
            click.echo(problem)
        for problem in warnings:
            click.echo(f"{problem}\n  (a warning)")
        click.echo(
            styled(_summary(len(errors), len(warnings)), fg="red" if errors else "green")
        )
    sys.exit(1 if errors else 0)


def _rows(problems: checking.Problems, weight: str) -> Iterator[dict[str, object]]:
    for one in problems:
        yield {
            "file": one.file, "line": one.line, "column": one.column, "code": one.code,
            "where": one.where, "message": one.message, "hint": one.hint, "weight": weight,
        }  # fmt: skip


def _summary(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "no problems"
    return f"{errors} problem{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"
