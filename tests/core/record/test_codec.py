# ruff: noqa: E501 - a row of a table is read across

from dataclasses import MISSING, fields
from decimal import Decimal
from typing import get_args

import pytest

from engine.core.record import events as e
from engine.core.record.codec import KINDS, UnknownEventError, decoded, encoded
from engine.core.record.commit import Entry
from engine.core.values.period import Period
from tests.builders import day
from tests.core.plans import DELIVERED, DRAFTED, LAST_CHANCE, played

LIFE = (*LAST_CHANCE, "93 passes", "130 hr resume", "131 hr withdraw --note enough")
GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}, set_by: {role: manager, at_most: 2}}"
}  # fmt: skip


@pytest.mark.parametrize("event", played(*LIFE).events, ids=lambda x: type(x).__name__)
def test_what_is_written_is_read_back(event: e.Event) -> None:
    assert decoded(encoded(event)) == event


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(e.GoalSet(day(1), "own-1", Decimal("2.50"), "manager", "E3", "two"), id="a weight keeps its digits"),
        pytest.param(e.Held(day(1), "deadline", "work", Period(day(0), day(3))), id="a stretch of days"),
        pytest.param(e.GoalJudged(day(1), "own-1", False, "manager", "E3"), id="a plain no"),
        pytest.param(e.Opened(day(1), "hr", "E9", "work", (("hr", "E9"), ("manager", "E3"))), id="pairs"),
        pytest.param(e.Drafted(day(1), "letter", "item", 1, 2, 3, brief={"plan": {"id": "P"}, "goals": []}), id="a brief"),
    ],
)  # fmt: skip
def test_every_kind_of_value_survives(event: e.Event) -> None:
    assert decoded(encoded(event)) == event


def test_what_speaks_of_a_person_is_kept_apart() -> None:
    (opened,) = played("0 hr confirm --note agreed").of(e.Opened)
    entry = encoded(opened)
    assert entry.said == {"note": "agreed"}
    assert "note" not in entry.body
    assert encoded(played(*DRAFTED).of(e.StageEntered)[0]).said.keys() == {"why"}


def test_no_entry_says_anything_of_a_person_outside_what_can_be_erased() -> None:
    then = played(
        *DRAFTED, "0 manager goal --note 'Anna was late'", *DELIVERED[1:], changes=GOALS
    )
    then = then.then("5 hr withdraw --note 'Anna was ill'")
    bodies = [str(encoded(event).body) for event in then.events]
    assert not [body for body in bodies if "Anna" in body or "Attainment" in body]
    assert [encoded(x).said for x in then.of(e.GoalSet)] == [{"text": "Anna was late"}]


def test_an_erased_entry_can_still_be_read() -> None:
    entry = encoded(played("0 hr confirm --note agreed").of(e.Opened)[0])
    erased = decoded(Entry(entry.type, entry.v, entry.body, None))
    assert (erased.note, erased.by) == ("", "E00009")


@pytest.mark.parametrize("kind", get_args(e.Event), ids=lambda kind: kind.__name__)
def test_what_may_be_erased_may_be_missing(kind: type) -> None:
    assert [f.name for f in fields(kind) if f.name in e.PRIVATE and f.default is MISSING] == []


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(Entry("Promoted", 1, {}), id="a kind of entry nobody knows"),
        pytest.param(Entry("Held", 2, {"on": "2026-01-05", "because": "deadline"}), id="a later form of one"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_never_skipped(entry: Entry) -> None:
    with pytest.raises(
        UnknownEventError, match=f"{entry.type} v{entry.v} is not known to this engine"
    ):
        decoded(entry)


def test_every_event_has_its_name() -> None:
    assert set(KINDS) == {kind.__name__ for kind in get_args(e.Event)}


def test_what_cannot_be_written_is_said_at_once() -> None:
    with pytest.raises(TypeError, match="float cannot be recorded"):
        encoded(e.Drafted(day(1), "letter", "item", 1, 2, 3, brief={"share": 0.5}))
