"""`planward init`: make a workspace that works at once and is meant to be changed."""

import shlex
from pathlib import Path

import click

from engine import service
from engine.cli.options import dry_run
from engine.requests import POLICIES, NewWorkspace


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--company", default="Example Ltd", show_default=True, help="As letters print it."
)
@click.option(
    "--team", "teams", multiple=True, help="A team with a folder of its own; may be repeated."
)
@click.option("--time-zone", "zone", default="America/New_York", show_default=True)
@click.option(
    "--policy", type=click.Choice(POLICIES), default="starter", show_default=True,
    help="The sample policy to begin with.",
)  # fmt: skip
@click.option(
    "--settle", type=click.IntRange(0), default=30, show_default=True,
    help="Seconds a dropped file must have held still before it is read.",
)  # fmt: skip
@dry_run
def init(
    folder: Path, company: str, teams: tuple[str, ...], zone: str, policy: str, settle: int, dry_run: bool,
) -> None:  # fmt: skip
    """Write a new workspace into DIR: config, a starter policy, templates, the shared folder, the record.

    Nothing that is there already is changed.
    """
    wish = NewWorkspace(company, teams, zone, policy, settle)
    made = service.init(folder, wish, dry_run=dry_run)
    if dry_run:
        for file in made.files:
            click.echo(f"would write {file}")
        return
    then = f"planward check --root {shlex.quote(str(folder))}"
    click.echo(f"{folder} is a workspace. Next: {then}")
