"""Edits that cannot be merged within the limits of one file cost nothing else, and stay in sight."""

import re
from pathlib import Path

import pytest

from engine.disk.child import ProcessLimits
from engine.documents.reading.read_back import read_returned
from tests.engine.replaying import empty_like, replayed
from tests.engine.reviews import (
    DANA,
    DRAFT,
    HAL,
    PLAN,
    REASON,
    begun,
    document,
    entries,
    note,
    opens,
    read_but_not_merged,
    saves,
    signs,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace, new_workspace

SECOND = DRAFT.replace("v1", "v2")
REVISE = (
    f'planward record {PLAN} revise --role manager --by E002 --document 2 --note "It stays."'
)

NO_TIME = ProcessLimits(wall_seconds=0)


def edited(made: PlayedWorkspace, limits: ProcessLimits = NO_TIME) -> str:
    """Hal's edit cannot be merged. Gives the sha256 of his file."""
    sha = saves(made, opens(made, HAL).rewords(REASON, "Results are below 50"))
    read_but_not_merged(made, limits)
    return sha


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        pytest.param(NO_TIME, "it takes too long", id="time"),
        pytest.param(
            ProcessLimits(memory=1),
            "(it needs too much memory|its reader (stopped|failed))",
            id="memory",
        ),
    ],
)
def test_the_next_version_is_the_engine_s_own_and_says_what_is_not_in_it(
    drafted: PlayedWorkspace, limits: ProcessLimits, why: str
) -> None:
    sha = edited(drafted, limits)
    new = entries(drafted, "Drafted")[-1]
    assert (new["version"], new["open"]) == (2, ["uncarried"])
    assert not new.get("source")
    assert re.search(
        f"could not be carried over: {why}. It is kept as {sha[:12]}$", new["note"]
    )
    assert "Results are below 50" in new["note"]
    assert (drafted.root / ".planward" / "blobs" / sha).is_file()
    said = read_returned((drafted.plans / SECOND).read_bytes())
    assert any(REASON in line for line in said.lines)
    assert "Results are below 50" in "".join(
        read_returned((drafted.plans / DRAFT).read_bytes()).lines
    )


def test_it_is_told_beside_the_file_until_the_drafter_has_answered(
    drafted: PlayedWorkspace,
) -> None:
    edited(drafted)
    drafted.runs(DAY)
    assert "could not be carried over" in note(drafted)
    assert "Results" not in (drafted.plans / "STATUS.html").read_text("utf-8")
    drafted.says(REVISE, DAY)
    drafted.runs(DAY)
    assert note(drafted) == ""


def test_no_approval_counts_before_the_drafter_has_answered(drafted: PlayedWorkspace) -> None:
    edited(drafted)
    saves(drafted, opens(drafted, DANA, SECOND).fills(**signs("second_line", DANA)), SECOND)
    drafted.runs(DAY)
    assert document(drafted)["version"] == 2
    assert entries(drafted, "Approved") == []
    drafted.says(REVISE, DAY)
    assert [each["role"] for each in entries(drafted, "Approved")] == ["second_line"]


def test_another_edit_does_not_settle_it(drafted: PlayedWorkspace) -> None:
    edited(drafted)
    reviewer = opens(drafted, DANA, SECOND).adds("Dear Ann Seller", "Dana adds a sentence.")
    saves(drafted, reviewer, SECOND)
    drafted.runs(DAY)
    assert document(drafted)["version"] == 3
    told = drafted.does(
        "record", PLAN, "approve", "--role", "second_line", "--by", "E001", "--document", "2",
        "--as-of", DAY, exit_code=1,
    )  # fmt: skip
    assert "could not be carried over" in told


def test_taken_again_it_is_left_out_again_however_fast_the_machine(tmp_path: Path) -> None:
    made = begun(new_workspace(tmp_path / "recorded", "field-sales", teams=("East",)))
    edited(made)
    made.says(REVISE, DAY)
    fresh = empty_like(made, tmp_path / "fresh", "field-sales", ("East",))
    for commit, again in replayed(made.root, fresh.root):
        assert again == commit.plans, f"{commit.kind} of {commit.day}"
    assert entries(fresh, "Drafted")[-1]["open"] == ["uncarried"]
    assert "the record is whole" in fresh.does("verify")
