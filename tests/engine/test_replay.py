"""Replay gives the same answer: the record is a function of its inputs in their recorded order."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from engine.cli.user import own_user
from tests.engine.replaying import empty_like, replayed
from tests.engine.reviews import PLAN, a_reviewed_letter
from tests.faults.whole import DAY, FIGURES, ROSTER
from tests.workspaces import PlayedWorkspace, new_workspace

SOON = ("confirm", "approve", "issue", "deliver", "acknowledge", "train", "support", "act")


def a_year(root: Path) -> PlayedWorkspace:
    """Openings, letters, check-ins, a correction, a new manager, months without anybody looking."""
    made = new_workspace(root, "field-sales", teams=("East",))
    with (root / "planward.yaml").open("a", encoding="utf-8") as config:
        config.write(f"users: {{E009: '{own_user()}'}}\n")  # what they say counts as confirmed
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)
    for _ in range(60):
        waiting = [w for plan in made.status("2026-03-03")["plans"] for w in plan["awaiting"]]
        ready = [w for w in waiting if w["action"] in SOON]
        if not ready:
            break
        for one in ready[:1]:
            made.says(one["command"], "2026-03-03")
    made.runs("2026-04-10")
    made.drops(
        "new boss.csv",
        ROSTER.replace("E002,E009,East,2020", "E001,E009,East,2020").replace(
            ",2020-01-01\n", ",2026-04-01\n"
        ),
    )
    made.drops("corrected.csv", FIGURES.replace("42000", "92000"))
    made.runs("2026-04-11")
    made.runs("2026-09-01")
    return made


def test_the_same_inputs_in_the_same_order_lead_to_the_same_entries(tmp_path: Path) -> None:
    made = a_year(tmp_path / "recorded")
    fresh = empty_like(made, tmp_path / "fresh", "field-sales", ("East",))
    compared, sure = 0, 0
    for commit, again in replayed(made.root, fresh.root):
        assert again == commit.plans, f"{commit.kind} of {commit.day}"
        compared += len(again)
        sure += commit.body.get("assurance") == "confirmed"
    assert compared > 5
    assert sure > 0


@pytest.mark.parametrize("looks", [0, 2])
def test_what_came_back_is_taken_again_from_what_was_kept(looks: int, tmp_path: Path) -> None:
    """However often somebody looks in between."""
    made = a_reviewed_letter(tmp_path / "recorded")
    happened = [entry["event"] for entry in made.history(PLAN)]
    assert happened.count("ReadBack") == 8
    wanted = {"Approved", "ClaimRefused", "Acknowledged", "Attached", "DutyDone"}
    assert wanted <= {*happened}, wanted - {*happened}
    assert any(
        entry["event"] == "Claimed" and entry["claims"] == "reply"
        for entry in made.history(PLAN)
    )
    fresh = empty_like(made, tmp_path / "fresh", "field-sales", ("East",))
    kinds = Counter()
    for commit, again in replayed(made.root, fresh.root, looks):
        assert again == commit.plans, f"{commit.kind} of {commit.day}"
        kinds[commit.kind] += 1
    assert (kinds["returned"], kinds["attached"]) == (8, 1)
    assert told(fresh) == told(made)
    drops = {hashlib.sha256(text.encode()).hexdigest() for text in (ROSTER, FIGURES)}
    assert blobs(made) - blobs(fresh) == drops  # the facts of a drop are taken, not its file


def blobs(made: PlayedWorkspace) -> set[str]:
    return {file.name for file in (made.root / ".planward" / "blobs").iterdir()}


def told(made: PlayedWorkspace) -> list[dict]:
    """A refused file leads to no entry and is not taken again, so that lines are numbered otherwise."""
    return [{k: v for k, v in entry.items() if k != "commit"} for entry in made.history(PLAN)]


def test_a_dropped_file_is_kept_byte_for_byte_after_it_is_deleted(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "w", "field-sales", teams=("East",))
    dropped = made.drops("roster.csv", ROSTER).read_bytes()
    made.runs(DAY)
    (made.plans / "roster.csv").unlink()
    made.runs(DAY)
    kept = made.root / ".planward" / "blobs" / hashlib.sha256(dropped).hexdigest()
    assert kept.read_bytes() == dropped
    kept.unlink()
    assert "missing" in made.does("verify", exit_code=1)
