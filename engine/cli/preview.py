"""`planward preview`: what a file would do, before it is dropped. Changes nothing."""

import sys
from datetime import date
from pathlib import Path

import click

from engine import previewing
from engine.cli.options import as_of, json_option, root
from engine.cli.printing import print_json
from engine.clock import now
from engine.workspace.session.workspace import config_of


@click.command()
@root
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_of
@json_option
def preview(root: Path, file: Path, as_of: date | None, as_json: bool) -> None:
    """Say which source fits FILE and why, what is read from it, and what would follow.

    Of a Word document that came back it says which version it is, what would follow, and the note
    that would lie beside it. Exits 1 when the file would be refused.
    """
    moment = now(config_of(root).time_zone, as_of)
    told = previewing.previewed(root, moment, file)
    if as_json:
        print_json(told.json)
    else:
        click.echo(told.text)
    sys.exit(0 if told.accepted else 1)
