"""A plan under a meaning that this engine does not have stands still, and no other plan does."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from engine import workflow
from engine.clock import now
from engine.core.decide.acts import Act
from engine.core.decide.meaning import MEANINGS, SEM, DecidingRules
from engine.core.values.errors import NotAllowedError
from engine.intake.read import read_drop
from engine.workspace.session.pins import Pinned
from engine.workspace.session.workspace import config_of, working
from tests.engine.company import FIGURES, FOLDER, PLAN, company
from tests.workspaces import PlayedWorkspace

OF_ANOTHER = FIGURES.replace("E012", "E013")
NEXT = SEM + 1
TWO = {SEM: MEANINGS[SEM], NEXT: DecidingRules("made up: it differs in nothing")}


def under_two(pinned: Pinned) -> Pinned:
    """The same closure as an engine pins it whose newest meaning is one more."""
    manifest = json.loads(pinned.blobs[pinned.sha]) | {"sem": NEXT}
    pin = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
    sha = hashlib.sha256(pin).hexdigest()
    return replace(pinned, sha=sha, meaning=NEXT, blobs={**pinned.blobs, sha: pin})


@pytest.fixture
def mixed(tmp_path: Path) -> PlayedWorkspace:
    """Ann's plan was opened by a newer engine, under the next meaning; Bob's by this one."""
    made = company(tmp_path / "w")
    (made.plans / "figures.csv").unlink()
    made.runs("2026-03-02")
    figures = made.drops("figures.csv", FIGURES)
    with working(made.root, date(2026, 3, 2)) as at_work:
        at_work.meanings = TWO
        at_work.policies = tuple(map(under_two, at_work.policies))
        moment = now(config_of(made.root).time_zone, date(2026, 3, 2))
        follows_from(at_work, moment, figures.name, figures.read_bytes())
    made.drops("more.csv", OF_ANOTHER)
    made.runs("2026-03-03")
    return made


def follows_from(at_work, moment, name: str, content: bytes) -> None:
    drop = read_drop(name, content, at_work.sources, today=moment.day, known_employees=None)
    transaction = workflow.take(at_work, moment, drop)
    workflow.keep_facts(at_work, transaction, drop)
    workflow.record(at_work, moment, transaction)


SAYS = (
    f"{PLAN} stands still: its policy is to be understood by meaning {NEXT}, and this engine has {SEM}; "
    "an engine that has it goes on with the plan"
)


def test_the_plan_stands_still_and_status_says_so(mixed: PlayedWorkspace) -> None:
    told = mixed.status()
    assert {"employee": "E012", "why": SAYS} in told["undecided"]
    assert [plan["state"] for plan in told["plans"]] == ["proposed", "proposed"]
    assert f"cannot decide for E012: {SAYS}" in mixed.does("status", exit_code=1)


def test_nobody_acts_on_it_and_the_other_goes_on(mixed: PlayedWorkspace) -> None:
    confirm = ("confirm", "--role", "hr", "--by", "E009", "--as-of", "2026-03-03")
    assert mixed.does("record", PLAN, *confirm, exit_code=1) == SAYS
    assert "opened by E009" in mixed.does("record", "PW-2026-0002", *confirm)
    mixed.runs("2026-07-01")
    assert [len(mixed.history(plan)) > 2 for plan in (PLAN, "PW-2026-0002")] == [False, True]


def test_figures_are_taken_for_everybody_else(mixed: PlayedWorkspace) -> None:
    both = FIGURES.replace("42000", "99000") + OF_ANOTHER.partition("\n")[2].replace("4", "9")
    mixed.drops("corrected.csv", both)
    assert "taken corrected.csv" in mixed.runs("2026-03-04")
    assert [plan["state"] for plan in mixed.status()["plans"]] == ["proposed", "closed"]


def test_its_documents_lie_where_they_lay_and_a_file_that_came_back_waits(
    mixed: PlayedWorkspace,
) -> None:
    (letter,) = (mixed.plans / FOLDER / "draft").glob("*.docx")
    before = letter.read_bytes()
    saved = letter.with_name(letter.name.replace(".docx", " - saved.docx"))
    saved.write_bytes(before)
    with ZipFile(saved, "a") as package:
        package.comment = b"saved by somebody"
    (mixed.plans / FOLDER / "01 signed.pdf").write_bytes(b"%PDF-1.4 signed")
    mixed.runs("2026-03-05")
    assert letter.read_bytes() == before
    assert [entry["event"] for entry in mixed.history(PLAN)] == ["Proposed", "Drafted"]
    assert saved.exists()
    assert mixed.does("verify") == "the record is whole\n"


def test_an_engine_that_has_it_goes_on(mixed: PlayedWorkspace) -> None:
    moment = now(config_of(mixed.root).time_zone, date(2026, 3, 9))
    with working(mixed.root, moment.day) as at_work:
        plan = at_work.standing()[PLAN]
        assert at_work.why_still(plan) == SAYS
        at_work.meanings = TWO
        assert at_work.why_still(plan) == ""
        confirm = Act("confirm", "hr", "E009", moment.day)
        workflow.record(at_work, moment, workflow.act(at_work, moment, PLAN, confirm, "tester"))
        assert at_work.standing()[PLAN].state == "open"
        at_work.meanings = MEANINGS
        with pytest.raises(NotAllowedError, match="stands still"):
            workflow.act(at_work, moment, PLAN, confirm, "tester")
