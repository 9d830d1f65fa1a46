"""`planward status`: how every plan stands and who is awaited."""

import sys
from datetime import date
from pathlib import Path

import click

from engine import views
from engine.cli.options import as_of, json_option, root
from engine.cli.printing import print_json, styled
from engine.clock import now
from engine.workspace.session.workspace import config_of, reading


@click.command()
@root
@as_of
@json_option
def status(root: Path, as_of: date | None, as_json: bool) -> None:
    """Show every plan, who is awaited for what, and which files need fixing.

    Exits 1 when nobody has looked at the shared folder for longer than the config allows.
    """
    moment = now(config_of(root).time_zone, as_of)
    with reading(root) as workspace:
        found = views.overview(workspace, moment, asked=as_of is not None)
    if as_json:
        print_json(found.json)
    else:
        for line in found.lines:
            click.echo(styled(line.text, bold=line.strong))
    if found.stale:
        click.echo(
            "nobody has looked at the shared folder for too long: is planward run at work?",
            err=True,
        )
    sys.exit(1 if found.stale else 0)
