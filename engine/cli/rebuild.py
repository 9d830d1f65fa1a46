"""`planward rebuild`: make the index anew from the ledger."""

from pathlib import Path

import click

from engine.cli.options import dry_run, root
from engine.ledger import book, index
from engine.workspace.session.workspace import config_of, locked


@click.command()
@root
@dry_run
def rebuild(root: Path, dry_run: bool) -> None:
    """Make the index anew from the ledger. Nothing else is touched; answers stay the same."""
    config = config_of(root)
    if dry_run:
        click.echo(f"would make {config.state}/index.sqlite anew")
        return
    with locked(root, config):
        found = book.rebuilt(root / config.state, root / config.key)
        head = index.indexed_head(found.index)
        book.close(found)
    click.echo(f"index made anew from {head.seq} commits")
