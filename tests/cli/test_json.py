"""What `--json` prints names its form, and is of that form: for every command that has it."""

import json
import shlex
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

from engine.cli.main import COMMANDS, planward
from engine.envelope import FORMS
from tests.demo.playing import typed

PLAN, DAY = "PW-2026-0001", ("--as-of", "2026-03-04")
NEXT = "the command that status prints first"
# For every command that has --json: words with which it says as much as it can.
ASKED = {
    "status": [(), DAY],
    "explain": [(PLAN,)],
    "history": [(PLAN,)],
    "verify": [()],
    "check": [(), ("broken.yaml",)],
    "preview": [
        ("exports/East 2026-03.csv", *DAY),
        ("exports/roster.csv", *DAY),
        ("broken.yaml", *DAY),
        ("letter.docx", *DAY),
    ],
    "run": [("--once", *DAY), ("--dry-run", *DAY)],
    "record": [(NEXT, "--dry-run", *DAY)],
}
CHANGES = ("run", "record")  # the shared workspace is only to be looked at


def schema(form: str) -> dict[str, Any]:
    name, _, version = form.partition("/")
    file = resources.files("engine.schemas") / f"{name}.v{version}.json"
    return json.loads(file.read_text("utf-8"))


def tightened(of: Any) -> Any:
    """As published, but nothing more may be said than is promised."""
    if isinstance(of, list):
        return [tightened(each) for each in of]
    if not isinstance(of, dict):
        return of
    told = {name: tightened(each) for name, each in of.items()}
    return {"additionalProperties": False, **told} if "properties" in told else told


def complaints(told: dict[str, Any]) -> Iterator[str]:
    form = tightened(schema(told["planward"]))
    Draft202012Validator.check_schema(form)
    checked = Draft202012Validator(form, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return (f"{each.json_path}: {each.message}" for each in checked.iter_errors(told))


@pytest.fixture(scope="module")
def asked(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ws = shutil.copytree(told, tmp_path_factory.mktemp("json") / "ws")
    (ws / "broken.yaml").write_text("planward: policy/1\n", "utf-8")
    letter = next((ws / "plans").rglob("draft/*.docx"))
    shutil.copy(letter, ws / "letter.docx")
    return ws


def commands_with_json() -> list[str]:
    context = click.Context(planward, **planward.context_settings)
    found = {name: planward.get_command(context, name) for name in COMMANDS}
    return [
        name
        for name, command in found.items()
        if command and any("--json" in each.opts for each in command.params)
    ]


@pytest.mark.parametrize("name", commands_with_json())
def test_every_answer_is_of_the_form_it_names(asked: Path, tmp_path: Path, name: str) -> None:
    ws = shutil.copytree(asked, tmp_path / "ws") if name in CHANGES else asked
    for words in ASKED[name]:
        _, said, _ = typed(name, *_in(ws, words), "--json", root=ws)
        told = json.loads(said)
        assert told["planward"].startswith(f"{name}/")
        assert [*complaints(told)] == []


def _in(ws: Path, words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        if word == NEXT:
            plans = json.loads(typed("status", "--json", root=ws)[1])["plans"]
            commands = [step["command"] for plan in plans for step in plan["awaiting"]]
            yield from shlex.split(next(filter(None, commands)))[2:]
        else:
            yield str(ws / word) if (ws / word).is_file() else word


def test_an_answer_of_another_form_is_found() -> None:
    told = {"planward": "verify/1", "problems": [{"file": "x", "line": "1", "more": 1}]}
    assert (
        len([*complaints(told)]) == 4
    )  # two fields missing, one of another kind, one too many


def test_every_form_is_one_of_a_command() -> None:
    assert {form.partition("/")[0] for form in FORMS.values()} == {*commands_with_json()}
    assert {*ASKED} == {*commands_with_json()}


READING = ("check", "preview", "status", "explain", "history", "verify")


@pytest.mark.parametrize("name", COMMANDS)
def test_what_reads_has_json_and_what_writes_can_be_tried(name: str) -> None:
    command = planward.get_command(click.Context(planward, **planward.context_settings), name)
    assert command is not None
    options = {option for each in command.params for option in each.opts}
    if name in READING:
        assert "--json" in options
    elif name != "demo":  # which makes only a folder of its own
        assert "--dry-run" in options
