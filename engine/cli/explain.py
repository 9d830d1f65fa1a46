"""`planward explain`: why a plan is where it is, down to the cell of the file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from engine import views
from engine.cli.options import json_option, root
from engine.cli.printing import print_json, styled
from engine.workspace.session.workspace import reading


@click.command()
@root
@click.argument("plan")
@json_option
def explain(root: Path, plan: str, as_json: bool) -> None:
    """Show every decision of PLAN with its reasons and the figures they rest on."""
    with reading(root) as workspace:
        head, found = views.heading(workspace, plan), views.explained(workspace, plan)
    if as_json:
        print_json({**head, "decisions": found})
        return
    click.echo(views.heading_line(head))
    for decision in found:
        click.echo(styled(f"{decision['on']}  {decision['says']}", bold=True))
        for line in _tree(decision["why"], 1):
            click.echo(line)


ANSWERS = {True: "yes", False: "no", None: "not known"}


def _tree(why: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - plain JSON of any shape
    indent = "  " * depth
    yield f"{indent}{ANSWERS[why['answer']]}: {why['says']}"
    for used in why["figures"]:
        origin: Mapping[str, Any] = used["origin"]
        place = [origin["file"]]
        place += [f"sheet {origin['sheet']}"] if origin["sheet"] else []
        place += [f"row {origin['row']}"] if origin["row"] else []
        place += [f"column {origin['column']}"] if origin["column"] else []
        first, last = used["period"]
        yield f"{indent}  {used['field']} {first} to {last}: {used['prints']}  ({', '.join(place)})"
    for part in why["parts"]:
        yield from _tree(part, depth + 1)
