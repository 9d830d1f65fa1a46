"""`planward history`: everything that happened to a plan, in order."""

from collections.abc import Iterator
from pathlib import Path

import click

from engine import service
from engine.cli.lines import Line, show, text_lines
from engine.cli.options import json_option, root
from engine.cli.printing import print_result
from engine.results import HistoryResult, PlanHeading

WORDS = 18  # columns before an entry's words


@click.command()
@root
@click.argument("plan")
@json_option
def history(root: Path, plan: str, as_json: bool) -> None:
    """Show every entry of PLAN: its day, in words what happened, and what people wrote about it."""
    found = service.history(root, plan)
    if as_json:
        print_result(found)
    else:
        show(_lines(found))


def _lines(found: HistoryResult) -> Iterator[Line]:
    yield heading_line(found.heading)
    told = ""
    for entry in found.entries:
        yield Line(f"{entry.entry:>4}  {entry.on}  {entry.says}", hang=WORDS)
        if entry.note != told:  # one file makes several entries
            yield from text_lines(entry.note, WORDS)
        told = entry.note


def heading_line(head: PlanHeading) -> Line:
    """In one line, as a printed history begins."""
    under = f'under {head.policy} {head.version}, "{head.title}"'
    return Line(f"{head.plan} of {head.employee}, {under} (text sha256 {head.pin})")
