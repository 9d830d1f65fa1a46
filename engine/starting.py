"""Make a workspace that works at once and is meant to be changed."""

import os
import re
from pathlib import Path
from uuid import UUID

from engine.core.values.errors import SurroundingsError, WrongUseError
from engine.core.values.suggest import did_you_mean
from engine.disk.write import make_folder, write_once
from engine.folder.disks import unfit_state
from engine.folder.root import place_marker
from engine.ledger.chain import create_ledger
from engine.package_data import PACKAGE, shipped
from engine.policyfile.config import Config, load_config
from engine.requests import POLICIES, NewWorkspace
from engine.results import InitResult

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
WRITTEN = ("policy", "source", "config", "report")  # of the schemas: for what people write
TEXTS = {
    ".gitignore": IGNORED,
    "CODEOWNERS": CODEOWNERS,
    ".vscode/settings.json": EDITOR,
    ".vscode/extensions.json": EXTENSIONS,
    "plans/README.md": DROP_HERE,
}


def started(folder: Path, wish: NewWorkspace, *, dry_run: bool = False) -> InitResult:
    """A new workspace in `folder`. Nothing that is there already is changed.

    SurroundingsError where one is already, or the disk is not fit; WrongUseError for a wrong word.
    """
    if (folder / "planward.yaml").exists():
        raise SurroundingsError(f"{folder} is a workspace already")
    if wish.policy not in POLICIES:
        raise WrongUseError(
            f'there is no sample policy "{wish.policy}"; {did_you_mean(wish.policy, POLICIES)}'
        )
    identity = str(UUID(bytes=os.urandom(16), version=4))
    config = CONFIG.format(
        id=identity, company=_quoted(wish.company), teams=", ".join(map(_quoted, wish.teams)),
        zone=wish.zone, settle=wish.settle,
    )  # fmt: skip
    if not isinstance(load_config(config, "planward.yaml"), Config):
        raise WrongUseError(_why_not(load_config(config, "planward.yaml")))
    if reason := unfit_state(folder / ".planward", folder / "plans"):
        raise SurroundingsError(reason)
    contents = {"planward.yaml": config.encode(), **_contents(wish.policy)}
    contents = {name: text for name, text in contents.items() if not (folder / name).exists()}
    if not dry_run:
        _write(folder, contents, wish.teams)
        create_ledger(folder / ".planward", folder / ".planward" / "key")
        place_marker(folder / "plans", identity)
    return InitResult(str(folder), tuple(str(folder / name) for name in contents))


def _write(folder: Path, contents: dict[str, bytes], teams: tuple[str, ...]) -> None:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_once(folder / name, content, 0o644)
    for team in teams:
        (folder / "plans" / team).mkdir(exist_ok=True)
    make_folder(folder / ".planward")


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
    for schema in WRITTEN:
        file = PACKAGE / "schemas" / f"{schema}.v1.json"
        found[f"{SCHEMAS}/{file.name}"] = file.read_bytes()
    return found


def _at_home(file: Path, up: str) -> bytes:
    """The file with its line for editors pointing at the workspace's own copies of the schemas."""
    line, end, rest = file.read_text("utf-8").partition("\n")
    here = re.sub(r"(\$schema=)\S*/", rf"\g<1>{up}/{SCHEMAS}/", line)
    return f"{here}{end}{rest}".encode()
