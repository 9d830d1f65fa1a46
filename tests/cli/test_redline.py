"""`redline` names a document as people see it in the folder, and writes one new file."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx_plus.revisions import accept_all_revisions, reject_all_revisions

from engine.documents.reading.read_back import read_returned
from tests.engine.reviews import (
    DRAFT,
    FOLDER,
    HAL,
    PLAN,
    REASON,
    in_draft,
    note,
    opens,
    saves,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace

OLD, NEW = "Attainment is below 50", "Results are below 50"
THERE = "it has 01 (gap_statement), 02 (improvement_plan)"
CHANGES = "02 Performance improvement plan v1-v2 changes.docx"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> PlayedWorkspace:
    """The improvement plan of E012 in two versions; Hal changed one word. To be looked at only."""
    made = in_draft(tmp_path_factory.mktemp("redline") / "ws")
    saves(made, opens(made, HAL).rewords(REASON, NEW))
    made.runs(DAY)
    return made


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_of(content: bytes) -> str:
    return "\n".join(read_returned(content).lines)


def settled(content: bytes, settle) -> str:
    word, out = Document(BytesIO(content)), BytesIO()
    settle(word)
    word.save(out)
    return text_of(out.getvalue())


@pytest.mark.parametrize("plan", [PLAN, "E012"])
@pytest.mark.parametrize("document", ["02", "2", "improvement_plan"])
def test_a_document_is_named_by_its_number_or_its_id_and_a_plan_by_its_employee(
    twice: PlayedWorkspace, here: Path, plan: str, document: str
) -> None:
    assert twice.does("redline", plan, document, "1", "2") == f"written {CHANGES}\n"
    changes = read_returned((here / CHANGES).read_bytes()).changes
    assert {change.author for change in changes} == {HAL}


@pytest.mark.parametrize(("first", "second", "says"), [("1", "2", NEW), ("2", "1", OLD)])
def test_accepted_it_says_what_the_second_says_and_rejected_what_the_first_says(
    twice: PlayedWorkspace, here: Path, first: str, second: str, says: str
) -> None:
    twice.does("redline", PLAN, "02", first, second, "-o", "out.docx")
    content = (here / "out.docx").read_bytes()
    other = OLD if says == NEW else NEW
    accepted = settled(content, accept_all_revisions)
    rejected = settled(content, reject_all_revisions)
    assert (says in accepted, other in accepted) == (True, False)
    assert (says in rejected, other in rejected) == (False, True)


def test_a_dry_run_writes_nothing(twice: PlayedWorkspace, here: Path) -> None:
    said = twice.does("redline", PLAN, "02", "1", "2", "--dry-run")
    assert said == f"would write {CHANGES}; nothing was written: this was a dry run\n"
    assert [*here.iterdir()] == []


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_file_that_is_there_is_never_written_over(
    twice: PlayedWorkspace, here: Path, more: tuple[str, ...]
) -> None:
    (here / CHANGES).write_text("mine")
    said = twice.does("redline", PLAN, "02", "1", "2", *more, exit_code=2)
    assert said == f"{CHANGES} is there already; name another file with --output"
    assert (here / CHANGES).read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((PLAN, "07", "1", "2"), f'{PLAN} has no document "07"; {THERE}'),
        ((PLAN, "0", "1", "2"), f'{PLAN} has no document "0"; {THERE}'),
        ((PLAN, "warning", "1", "2"), f'{PLAN} has no document "warning"; {THERE}'),
        ((PLAN, "02", "1", "3"), f"document 02 of {PLAN} has no version 3; it has 1, 2"),
        ((PLAN, "01", "1", "2"), f"document 01 of {PLAN} has no version 2; it has 1"),
        ((PLAN, "02", "2", "2"), "version 2 does not differ from itself; name two versions"),
        (("PW-2026-0009", "02", "1", "2"), 'there is no plan "PW-2026-0009"; did you mean PW-2026-0002?'),
        ((PLAN, "02", "1", "2", "-o", "none/out.docx"), "there is no folder none; make it, or name another"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_there_is(
    twice: PlayedWorkspace, here: Path, words: tuple[str, ...], said: str
) -> None:
    assert twice.does("redline", *words, exit_code=2) == said
    assert [*here.iterdir()] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [(DRAFT.replace("v1", "v1-v2 changes"), False), (f"{FOLDER}/draft/from Hal.docx", True)],
    ids=["under its own name", "renamed"],
)
def test_nothing_is_read_from_a_redline_that_somebody_saved(
    twice: PlayedWorkspace, tmp_path: Path, name: str, told: bool
) -> None:
    """It shows two versions at once. Under its own name it is left alone; else its people are told."""
    copy = PlayedWorkspace(shutil.copytree(twice.root, tmp_path / "copy"))
    redline = opens(copy, HAL, DRAFT.replace("v1", "v1-v2 changes"))
    saves(copy, redline.fills(receipt="Received", receipt_date=DAY), name)
    before = copy.history(PLAN)
    copy.runs(DAY)
    assert ("it shows what changed between two versions" in note(copy, name)) is told
    assert copy.history(PLAN) == before
