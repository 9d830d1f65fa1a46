"""`planward init`: make a workspace that works at once and is meant to be changed."""

import os
import re
import shlex
from pathlib import Path
from uuid import UUID

import click

from engine.cli.options import dry_run
from engine.cli.package_data import PACKAGE, shipped
from engine.core.values.errors import SurroundingsError, WrongUseError
from engine.disk.write import make_folder, write_once
from engine.folder.disks import unfit_state
from engine.folder.root import place_marker
from engine.ledger.chain import create_ledger
from engine.policyfile.config import Config, load_config

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
settle: {settle} # seconds a dropped file must have held still before it is read
# users: {{E00003: anna}} # whose operating-system user is whose; what ends employment they record themselves
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

SCHEMAS = ".planward-schemas"
TEXTS = {
    ".gitignore": IGNORED,
    "CODEOWNERS": CODEOWNERS,
    ".vscode/settings.json": EDITOR,
    ".vscode/extensions.json": EXTENSIONS,
    "plans/README.md": DROP_HERE,
}


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
    if (folder / "planward.yaml").exists():
        raise SurroundingsError(f"{folder} is a workspace already")
    identity = str(UUID(bytes=os.urandom(16), version=4))
    config = CONFIG.format(
        id=identity, company=_quoted(company), teams=", ".join(map(_quoted, teams)), zone=zone, settle=settle,
    )  # fmt: skip
    if not isinstance(load_config(config, "planward.yaml"), Config):
        raise WrongUseError(_why_not(load_config(config, "planward.yaml")))
    if reason := unfit_state(folder / ".planward", folder / "plans"):
        raise SurroundingsError(reason)
    contents = {"planward.yaml": config.encode(), **_contents(policy)}
    if dry_run:
        for name in contents:
            click.echo(f"would write {folder / name}")
        return
    for name, content in contents.items():
        if not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_once(folder / name, content, 0o644)
    for team in teams:
        (folder / "plans" / team).mkdir(exist_ok=True)
    make_folder(folder / ".planward")
    create_ledger(folder / ".planward", folder / ".planward" / "key")
    place_marker(folder / "plans", identity)
    click.echo(
        f"{folder} is a workspace. Next: planward check --root {shlex.quote(str(folder))}"
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _why_not(problems: object) -> str:
    """What was typed becomes the config, so its mistakes are found as the config's."""
    said = problems if isinstance(problems, list) else []
    return "; ".join(one.message for one in said)


def _contents(policy: str) -> dict[str, bytes]:
    """File -> content: the sample policy, every source and template, the schemas for editors."""
    samples = shipped("policies")
    found = {name: text.encode() for name, text in TEXTS.items()}
    found[f"policies/{policy}.yaml"] = _at_home(samples / f"{policy}.yaml", "..")
    for file in sorted((samples / "sources").glob("*.yaml")):
        found[f"policies/sources/{file.name}"] = _at_home(file, "../..")
    for file in sorted((shipped("templates") / "standard").iterdir()):
        found[f"templates/{file.name}"] = file.read_bytes()
    for file in sorted((PACKAGE / "schemas").glob("*.json")):
        found[f"{SCHEMAS}/{file.name}"] = file.read_bytes()
    return found


def _at_home(file: Path, up: str) -> bytes:
    """The file with its line for editors pointing at the workspace's own copies of the schemas."""
    line, end, rest = file.read_text("utf-8").partition("\n")
    here = re.sub(r"(\$schema=)\S*/", rf"\g<1>{up}/{SCHEMAS}/", line)
    return f"{here}{end}{rest}".encode()
