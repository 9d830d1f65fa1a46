"""`planward rebuild`: make the index anew from the ledger."""

from pathlib import Path

import click

from engine import service
from engine.cli.options import dry_run, root


@click.command()
@root
@dry_run
def rebuild(root: Path, dry_run: bool) -> None:
    """Make the index anew from the ledger. Nothing else is touched; answers stay the same."""
    done = service.rebuild(root, dry_run=dry_run)
    if done.commits is None:
        click.echo(f"would make {done.index} anew")
    else:
        click.echo(f"index made anew from {done.commits} commits")
