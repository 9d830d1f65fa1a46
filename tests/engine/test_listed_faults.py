"""Faults of documents that a folder full of people brings, by their number in the list of faults.

Numbers 6, 7, 10, 72 and 74 are in `test_returning`, 40 in `test_in_between`.
"""

import logging
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

from engine.cli.main import planward
from tests.documents.reviewer import Reviewer
from tests.engine.reviews import (
    ANN,
    DANA,
    DRAFT,
    HAL,
    MIA,
    NAME,
    PLAN,
    REASON,
    a_reviewed_letter,
    opens,
    puts,
    saves,
    signs,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace


def happened(made: PlayedWorkspace, kind: str) -> list[dict]:
    return [entry for entry in made.history(PLAN) if entry["event"] == kind]


def note(made: PlayedWorkspace, path: str = DRAFT) -> str:
    file = made.plans / f"{path} - PLEASE FIX.txt"
    return file.read_text("utf-8-sig") if file.exists() else ""


def decision(reviewer: Reviewer, role: str) -> object:
    """The run in which the decision of a role stands."""
    for control in reviewer.word.element.body.iter(qn("w:sdt")):
        tag = control.find(qn("w:sdtPr")).find(qn("w:tag"))
        if tag is not None and tag.get(qn("w:val")).startswith(f"decision_{role}__"):
            return next(control.find(qn("w:sdtContent")).iter(qn("w:r")))
    raise AssertionError(role)


def test_12_a_storm_of_renames_by_word_is_one_read_back(drafted: PlayedWorkspace) -> None:
    target = drafted.plans / DRAFT
    content = opens(drafted, DANA).fills(**signs("second_line", DANA)).saves()
    for number in range(4):
        scratch, old = (
            target.with_name(f"~WR{letter}000{number}.tmp") for letter in ("D", "L")
        )
        scratch.write_bytes(content)
        target.rename(old)
        drafted.runs(DAY)  # the name is gone for a moment: the draft is brought back, if at all
        scratch.replace(target)
        old.unlink()
        drafted.runs(DAY)
    assert len(happened(drafted, "ReadBack")) == 1
    assert target.read_bytes() == content
    assert [e["role"] for e in happened(drafted, "Approved")] == ["second_line"]


@pytest.mark.parametrize("lock", [f"~${NAME[2:]}", f".~lock.{NAME}#"])
def test_41_a_document_that_is_open_is_neither_read_nor_replaced(
    lock: str, drafted: PlayedWorkspace
) -> None:
    content = opens(drafted, HAL).rewords(REASON, "Results are below 50").saves()
    puts(drafted, content)
    beside = (drafted.plans / DRAFT).with_name(lock)
    beside.write_bytes(b"\x03Hal" + b" " * 50)
    for _ in range(3):
        drafted.runs(DAY)
    assert happened(drafted, "ReadBack") == []
    assert (drafted.plans / DRAFT).read_bytes() == content
    assert beside.exists()
    beside.unlink()
    drafted.runs(DAY)
    assert len(happened(drafted, "ReadBack")) == 1


def test_70_an_approval_typed_as_a_tracked_change_is_not_accepted(
    drafted: PlayedWorkspace,
) -> None:
    reviewer = opens(drafted, DANA).fills(**signs("second_line", DANA))
    run = decision(reviewer, "second_line")
    marks = {qn("w:id"): "990", qn("w:author"): DANA, qn("w:date"): "2026-03-02T09:00:00Z"}
    inserted = run.makeelement(qn("w:ins"), marks)
    run.addprevious(inserted)
    inserted.append(run)
    saves(drafted, reviewer)
    drafted.runs(DAY)
    assert happened(drafted, "Approved") == happened(drafted, "Claimed") == []
    assert "1 tracked change not accepted or rejected" in note(drafted)


def test_71_an_approval_in_hidden_text_counts_for_nothing_and_is_pointed_out(
    drafted: PlayedWorkspace,
) -> None:
    reviewer = opens(drafted, DANA).fills(**signs("second_line", DANA))
    run = decision(reviewer, "second_line")
    looks = run.find(qn("w:rPr"))
    if looks is None:
        looks = run.makeelement(qn("w:rPr"), {})
        run.insert(0, looks)
    looks.append(looks.makeelement(qn("w:vanish"), {}))
    saves(drafted, reviewer)
    drafted.runs(DAY)
    assert happened(drafted, "Approved") == happened(drafted, "Claimed") == []
    assert "hidden text, which does not count: Approve" in note(drafted)


def test_73_a_sign_off_that_contradicts_the_first_is_kept_beside_it(
    drafted: PlayedWorkspace,
) -> None:
    one = opens(drafted, DANA)
    first = saves(drafted, one.fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    second = saves(drafted, one.fills(**signs("second_line", DANA, "Changes wanted")))
    drafted.runs(DAY)
    assert [(e["claims"], e["sha256"]) for e in happened(drafted, "Claimed")] == [
        ("approve", first)
    ]
    refused = [(e["because"], e["sha256"]) for e in happened(drafted, "ClaimRefused")]
    assert refused == [("contradicts", second)]
    kept = {file.name for file in (drafted.root / ".planward" / "blobs").iterdir()}
    assert {first, second} <= kept
    assert "has said something else of this version before" in note(drafted)


def test_75_whatever_is_kept_of_a_review_is_for_the_engine_s_eyes_only(tmp_path: Path) -> None:
    made = a_reviewed_letter(tmp_path / "ws")
    state = made.root / ".planward"
    modes = {file: stat.S_IMODE(file.lstat().st_mode) for file in (state, *state.rglob("*"))}
    open_to_others = [file for file, mode in modes.items() if mode & 0o077]
    assert open_to_others == []
    assert {mode for file, mode in modes.items() if file.is_dir()} == {0o700}


SAID = ("Which sentence", "Dana adds", "Results are below", "quota was set late", "Two calls")
PEOPLE = {part for who in (ANN, DANA, HAL, MIA) for part in who.split()}


def test_76_no_name_and_no_word_of_anybody_is_in_the_log_at_any_level(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything that anything logs at all, and what the engine says when a review fails half-way."""
    caplog.set_level(logging.DEBUG)
    made = a_reviewed_letter(tmp_path / "ws")
    told = (made.root / ".planward" / "log" / "planward.log").read_text("utf-8")
    assert told.count("returned: ") == 8
    told += failing(made) + caplog.text
    assert "a file could not be placed: TamperedError" in told
    found = [word for word in (*PEOPLE, *SAID, NAME[3:-8]) if word in told]
    assert found == []


def failing(made: PlayedWorkspace) -> str:
    """What is printed on stderr of a look that cannot bring back a version somebody had a hand in."""
    path = made.plans / DRAFT.replace("v1", "v2")
    path.unlink()
    drafted = [e["review_copy"] for e in made.history(PLAN) if e["event"] == "Drafted"]
    for sha in drafted:
        blob = made.root / ".planward" / "blobs" / sha
        if blob.exists():
            blob.write_bytes(b"Dana Chief changed this")
    words = ["run", "--root", str(made.root), "--once", "--as-of", "2026-04-21"]
    result = CliRunner().invoke(planward, words)
    assert (
        f"not published: {path.relative_to(made.plans)}: it cannot be placed" in result.stdout
    )
    return result.stderr
