"""`planward explain`: why a plan is where it is, down to the cell of the file."""

from collections.abc import Iterator
from pathlib import Path

import click

from engine import service
from engine.cli.history import heading_line
from engine.cli.lines import Line, show
from engine.cli.options import json_option, root
from engine.cli.printing import print_result
from engine.results import ExplainResult, FigureShown, ReasonShown

ANSWERS = {True: "yes", False: "no", None: "not known"}


@click.command()
@root
@click.argument("plan")
@click.option(
    "--by", default="", metavar="PERSON-ID", help="Who asks: some readings are for HR only."
)
@json_option
def explain(root: Path, plan: str, by: str, as_json: bool) -> None:
    """Show every decision of PLAN with its reasons and the figures they rest on."""
    found = service.explain(root, plan, by)
    if as_json:
        print_result(found)
    else:
        show(_lines(found))


def _lines(found: ExplainResult) -> Iterator[Line]:
    yield heading_line(found.heading)
    for decision in found.decisions:
        day = f"{decision.on}  "
        yield Line(f"{day}{decision.says}", hang=len(day), strong=True)
        yield from _tree(decision.why, 2)


def _tree(why: ReasonShown, indent: int) -> Iterator[Line]:
    yield Line(f"{ANSWERS[why.answer]}: {why.says}", indent, hang=4)
    for figure in why.figures:
        yield _figure(figure, indent + 2)
    for part in why.parts:
        yield from _tree(part, indent + 2)
    if why.other:
        yield Line("The other reading, which did not hold (for human resources only):", indent)
        yield from _tree(why.other, indent + 2)


def _figure(figure: FigureShown, indent: int) -> Line:
    origin, (first, last) = figure.origin, figure.period
    place = [origin.file]
    place += [f"sheet {origin.sheet}"] if origin.sheet else []
    place += [f"row {origin.row}"] if origin.row else []
    if origin.column:
        place += [f"column {origin.column}" if origin.row else "no row, which means this"]
    said = f"{figure.field} {first} to {last}: {figure.prints}  ({', '.join(place)})"
    return Line(said, indent, whole=tuple(place))
