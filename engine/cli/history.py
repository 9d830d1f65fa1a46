"""`planward history`: everything that happened to a plan, in order."""

from pathlib import Path

import click

from engine import views
from engine.cli.options import json_option, root
from engine.cli.printing import print_json
from engine.workspace.session.workspace import reading


@click.command()
@root
@click.argument("plan")
@json_option
def history(root: Path, plan: str, as_json: bool) -> None:
    """Show every entry of PLAN: its day, in words what happened, and what people wrote about it."""
    with reading(root) as workspace:
        head, found = views.heading(workspace, plan), views.history(workspace, plan)
    if as_json:
        print_json({**head, "entries": found})
        return
    click.echo(views.heading_line(head))
    told = ""
    for entry in found:
        click.echo(f"{entry['entry']:>4}  {entry['on']}  {entry['says']}")
        note = str(entry.get("note", ""))
        for line in note.splitlines() if note != told else ():  # one file makes several entries
            click.echo(f"{'':18}{line}")
        told = note
