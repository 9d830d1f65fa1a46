"""The one configuration of a workspace: planward.yaml becomes a Config, or its problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.core.values.diagnostic import Diagnostic
from engine.policyfile.load import read_sound
from engine.schematext.schema import load_schema


@dataclass(frozen=True, slots=True)
class Config:
    """Paths are as typed: from the configuration's own folder unless they begin at the root."""

    id: str  # of the workspace; the shared folder carries the same one
    company: str
    plans: str
    state: str
    policies: str
    templates: str
    key: str
    teams: tuple[str, ...]
    settle: Decimal  # seconds a dropped file must have held still
    time_zone: str
    prefix: str  # letters before a plan's number
    language: str
    look_age: int  # minutes after which the last look is too old
    users: Mapping[str, str] = field(default_factory=dict)  # person id -> operating-system user
    sign_off: Mapping[str, str] = field(default_factory=dict)  # role -> folder inside plans


def load_config(text: str, file: str) -> Config | list[Diagnostic]:
    """The configuration in `text`, or every problem in it, sorted by place."""
    read = read_sound(text, file, "config.v1")
    if isinstance(read, list):
        return read
    known = load_schema("config.v1")["properties"]
    stated = {key: said["default"] for key, said in known.items() if "default" in said}
    said = {**stated, **read[1]}
    return Config(
        id=said["id"],
        company=said["company"],
        plans=said["plans"],
        state=said["state"],
        policies=said["policies"],
        templates=said["templates"],
        key=said["key"],
        teams=tuple(said["teams"]),
        settle=Decimal(said["settle"]),
        time_zone=said["time_zone"],
        prefix=said["prefix"],
        language=said["language"],
        look_age=int(said["look_age"]),
        users=dict(said["users"]),
        sign_off=dict(said["sign_off"]),
    )
