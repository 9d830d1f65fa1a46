"""Documents in the shared folder, with the whole engine looking: ours are known, others are told."""

import json
import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from engine.clock import now
from engine.sweeping import one_turn
from engine.workspace.session.workspace import Memory, working
from tests.engine.company import FOLDER
from tests.workspaces import PlayedWorkspace, said_of

DAY = "2026-03-05"


@pytest.fixture
def patient(running: PlayedWorkspace) -> PlayedWorkspace:
    """Files have to hold still for five seconds."""
    config = running.root / "planward.yaml"
    config.write_text(re.sub("settle:.*", 'settle: "5"', config.read_text()))
    return running


def arriving(ws: PlayedWorkspace, at: float, memory: Memory | None = None) -> set[str]:
    """The names that still arrive, as the team reads them after a look at `at` seconds."""
    moment = now("America/New_York", date.fromisoformat(DAY))
    with working(ws.root, moment.day, memory or Memory()) as workspace:
        said = said_of(one_turn(workspace, moment, "watching", at))
    assert "looked:" in said
    page = (ws.plans / "East" / "STATUS.html").read_text("utf-8")
    return set(re.findall(r"([^/<>]+\.docx) is arriving", page))


def documents(ws: PlayedWorkspace) -> list[Path]:
    return sorted((ws.plans / FOLDER).rglob("*.docx"))


def test_what_one_process_published_the_next_one_knows(patient: PlayedWorkspace) -> None:
    assert len(documents(patient)) > 2
    shutil.rmtree(patient.plans / FOLDER)
    assert arriving(patient, 0.0) == set()  # and publishes them again
    assert len(documents(patient)) > 2
    assert arriving(patient, 0.0) == set()


def test_a_document_somebody_saved_has_to_hold_still(patient: PlayedWorkspace) -> None:
    arriving(patient, 0.0)
    memory, letter = Memory(), documents(patient)[-1]
    letter.chmod(0o600)
    letter.write_bytes(letter.read_bytes() + b"more")
    assert arriving(patient, 1.0, memory) == {letter.name}
    assert arriving(patient, 5.0, memory) == {letter.name}
    assert arriving(patient, 6.0, memory) == set()


@pytest.mark.parametrize("damage", ["gone", "no json", "a list", "odd rows"])
def test_losing_the_memory_of_what_was_published_costs_one_wait(
    patient: PlayedWorkspace, damage: str
) -> None:
    arriving(patient, 0.0)
    file = patient.root / ".planward" / "published.json"
    assert len(json.loads(file.read_text())) == len(documents(patient))
    if damage == "gone":
        file.unlink()
    else:
        file.write_text({"no json": "{", "a list": "[]", "odd rows": '{"a": 1}'}[damage])
    assert arriving(patient, 0.0) == {letter.name for letter in documents(patient)}
    assert arriving(patient, 0.0) == set()


@pytest.mark.parametrize("folder", ["", "East/"])
def test_a_document_that_is_no_letter_of_ours_is_refused_at_the_top(
    running: PlayedWorkspace, folder: str
) -> None:
    out = BytesIO()
    Document().save(out)
    file = running.drops(f"{folder}minutes.docx", out.getvalue())
    running.runs(DAY)
    note = file.with_name("minutes.docx - PLEASE FIX.txt")
    said = "save figures as .xlsx or .csv; of Word files only a plan's own documents are read"
    assert said in note.read_text("utf-8-sig")
    file.unlink()
    running.runs(DAY)
    assert not note.exists()


def test_a_letter_saved_as_another_kind_is_asked_for_among_the_drafts(
    running: PlayedWorkspace,
) -> None:
    file = running.drops(f"{FOLDER}/draft/01 Letter v1.odt", b"words")
    running.runs(DAY)
    note = file.with_name("01 Letter v1.odt - PLEASE FIX.txt")
    assert "save it as a Word document (.docx)" in note.read_text("utf-8-sig")
    file.unlink()
    running.runs(DAY)
    assert not note.exists()


def test_the_issued_copy_is_read_only_and_the_draft_is_not(running: PlayedWorkspace) -> None:
    folder = running.plans / FOLDER
    issued = {f.name: f.stat().st_mode & 0o222 for f in folder.glob("*.docx")}
    drafts = {f.name: f.stat().st_mode & 0o222 for f in (folder / "draft").glob("*.docx")}
    assert issued
    assert set(issued.values()) == {0}
    assert 0 not in drafts.values()
