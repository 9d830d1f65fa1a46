"""`planward init`: make a workspace that works at once and is meant to be changed."""

import os
import shutil
from pathlib import Path
from uuid import UUID

import click

from engine.cli.options import dry_run
from engine.cli.shipped import PACKAGE, shipped
from engine.core.errors import SurroundingsError
from engine.disk.write import make_folder, write_once
from engine.folder.disks import unfit_state
from engine.folder.root import place_marker
from engine.ledger.chain import create_ledger

CONFIG = """\
# yaml-language-server: $schema=.planward-schemas/config.v1.json
planward: config/1
id: {id}
company: {company}
plans: plans # the shared folder; a path on a file server is fine
state: .planward # the record: a local disk, never inside plans
key: .planward/key # keep a copy where only you can read it
teams: [{teams}]
time_zone: {zone}
prefix: PW
"""
IGNORED = """\
.planward/
plans/*
!plans/README.md
"""
CODEOWNERS = """\
# A change of policy or wording is approved by those who answer for it. Put in your own teams.
/policies/ @your-org/hr @your-org/legal
/templates/ @your-org/hr @your-org/legal
"""
EDITOR = """\
{
  "yaml.schemas": {
    ".planward-schemas/policy.v1.json": "policies/*.yaml",
    ".planward-schemas/source.v1.json": "policies/sources/*.yaml",
    ".planward-schemas/config.v1.json": "planward.yaml"
  }
}
"""
EXTENSIONS = '{\n  "recommendations": ["redhat.vscode-yaml"]\n}\n'
DROP_HERE = """\
Drop exports here, or in the folder of your team. A file that cannot be read gets a note beside it;
one that was taken gets a receipt, and may be deleted. STATUS.html says how things stand.
"""


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
    "--policy", type=click.Choice(["starter", "field-sales", "hub"]), default="starter", show_default=True,
    help="The sample policy to begin with.",
)  # fmt: skip
@dry_run
def init(
    folder: Path, company: str, teams: tuple[str, ...], zone: str, policy: str, dry_run: bool
) -> None:
    """Write a new workspace into DIR: config, a starter policy, templates, the shared folder, the record.

    Nothing that is there already is changed.
    """
    if (folder / "planward.yaml").exists():
        raise SurroundingsError(f"{folder} is a workspace already")
    identity = str(UUID(bytes=os.urandom(16), version=4))
    texts = {
        "planward.yaml": CONFIG.format(
            id=identity,
            company=_quoted(company),
            teams=", ".join(map(_quoted, teams)),
            zone=zone,
        ),
        ".gitignore": IGNORED,
        "CODEOWNERS": CODEOWNERS,
        ".vscode/settings.json": EDITOR,
        ".vscode/extensions.json": EXTENSIONS,
        "plans/README.md": DROP_HERE,
    }
    if dry_run:
        for name in texts:
            click.echo(f"would write {folder / name}")
        return
    folder.mkdir(parents=True, exist_ok=True)
    if reason := unfit_state(folder / ".planward", folder / "plans"):
        raise SurroundingsError(reason)
    _copy(folder, policy)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_once(folder / name, text.encode(), 0o644)
    for team in teams:
        (folder / "plans" / team).mkdir(exist_ok=True)
    make_folder(folder / ".planward")
    create_ledger(folder / ".planward", folder / ".planward" / "key")
    place_marker(folder / "plans", identity)
    click.echo(f"{folder} is a workspace. Next: planward check --root {folder}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _copy(folder: Path, policy: str) -> None:
    """The sample policy, every shipped source and template, and the schemas for editors."""
    sources = shipped("policies") / "sources"
    (folder / "policies" / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "templates").mkdir(exist_ok=True)
    (folder / ".planward-schemas").mkdir(exist_ok=True)
    pairs = [(shipped("policies") / f"{policy}.yaml", folder / "policies" / f"{policy}.yaml")]
    pairs += [
        (file, folder / "policies" / "sources" / file.name)
        for file in sorted(sources.glob("*.yaml"))
    ]
    pairs += [
        (file, folder / "templates" / file.name)
        for file in sorted((shipped("templates") / "standard").iterdir())
    ]
    pairs += [
        (file, folder / ".planward-schemas" / file.name)
        for file in sorted((PACKAGE / "schemas").glob("*.json"))
    ]
    for source, target in pairs:
        if not target.exists():
            shutil.copyfile(source, target)
