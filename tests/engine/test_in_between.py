"""Somebody saves while a look is at work: whenever that is, the newer save is read by the next one."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine import workflow
from engine.clock import now
from engine.documents.reading.read_back import read_returned
from engine.workspace.inbox.arrivals import Arrivals
from engine.workspace.inbox.returned import came_back
from engine.workspace.session.workspace import working
from tests.documents.reviewer import Reviewer
from tests.engine.reviews import (
    DANA,
    DRAFT,
    FOLDER,
    HAL,
    PLAN,
    REASON,
    opens,
    puts,
    saves,
    seen_by,
    signs,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace

TODAY = date.fromisoformat(DAY)
STEPS = ("seen", "read", "decided", "recorded", "published")
READ_BEFORE = {"seen": 1, "read": 2, "decided": 2, "recorded": 2, "published": 2}
Save = Callable[[], None]
at_any_step = pytest.mark.parametrize("step", STEPS)


def a_look(made: PlayedWorkspace, step: str, save: Save) -> Arrivals:
    """The steps of a sweep, one by one; somebody saves after one of them."""
    moment = now("America/New_York", TODAY)
    said = {name: save if name == step else _nothing for name in STEPS}
    with working(made.root, TODAY) as workspace:
        seen, arrivals = seen_by(workspace), Arrivals()
        said["seen"]()
        for came in came_back(workspace, seen.documents, arrivals):
            said["read"]()
            transaction = workflow.take_back(workspace, moment, came)
            said["decided"]()
            workflow.record(workspace, moment, transaction)
        said["recorded"]()
        workflow.publish_documents(workspace, TODAY)
        said["published"]()
    return arrivals


def _nothing() -> None:
    pass


def read(made: PlayedWorkspace) -> list[str]:
    return [e["sha256"] for e in made.history(PLAN) if e["event"] == "ReadBack"]


def sha_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def newest(made: PlayedWorkspace) -> str:
    plan = next(p for p in made.status()["plans"] if p["plan"] == PLAN)
    path = next(d["path"] for d in plan["documents"] if d["number"] == 2)
    return "\n".join(read_returned((made.plans / path).read_bytes()).lines)


@at_any_step
def test_a_sign_off_saved_while_a_look_is_at_work_counts_at_the_next(
    step: str, drafted: PlayedWorkspace
) -> None:
    first = opens(drafted, DANA).fills(**signs("second_line", DANA)).saves()
    both = Reviewer(first, HAL).fills(**signs("hr", HAL)).saves()
    puts(drafted, first)
    a_look(drafted, step, lambda: puts(drafted, both))
    drafted.runs(DAY)
    assert (drafted.plans / DRAFT).read_bytes() == both
    assert read(drafted) == [sha_of(first), sha_of(both)][-READ_BEFORE[step] :]
    approved = [e["role"] for e in drafted.history(PLAN) if e["event"] == "Approved"]
    assert approved == ["second_line", "hr"]
    assert drafted.runs(DAY).startswith("looked: 0 taken, 0 refused")


@at_any_step
def test_text_saved_while_a_look_is_at_work_is_in_the_next_version(
    step: str, drafted: PlayedWorkspace
) -> None:
    first = opens(drafted, HAL).rewords(REASON, "Results are below 50").saves()
    more = Reviewer(first, HAL).adds("Dear Ann Seller", "One more thing.").saves()
    puts(drafted, first)
    a_look(drafted, step, lambda: puts(drafted, more))
    drafted.runs(DAY)
    assert (drafted.plans / DRAFT).read_bytes() == more
    assert read(drafted) == [sha_of(first), sha_of(more)][-READ_BEFORE[step] :]
    text = newest(drafted)
    assert (text.count("Results are below 50"), text.count("One more thing.")) == (1, 1)
    assert drafted.does("verify").strip() == "the record is whole"


def test_a_file_replaced_after_it_was_seen_is_left_for_the_next_look(
    drafted: PlayedWorkspace,
) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    newer = opens(drafted, HAL)
    arrivals = a_look(drafted, "seen", lambda: puts(drafted, newer.saves()))
    assert [each.path for each in arrivals.moving] == [DRAFT]
    assert read(drafted) == []


@at_any_step
def test_what_somebody_puts_where_the_next_version_should_lie_is_not_overwritten(
    step: str, drafted: PlayedWorkspace
) -> None:
    """Checks 40 and 41 of the list of faults: a name that is taken."""
    second = f"{FOLDER}/draft/{Path(DRAFT).name.replace('v1', 'v2')}"
    puts(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50").saves())
    mine = b"PK\x03\x04 somebody's own file"
    a_look(drafted, step, lambda: puts(drafted, mine, second))
    out = drafted.runs(DAY)
    assert (drafted.plans / second).read_bytes() == mine
    assert second in out
    assert drafted.does("verify").strip() == "the record is whole"
    (drafted.plans / second).unlink()
    drafted.runs(DAY)
    assert "Results are below 50" in newest(drafted)
