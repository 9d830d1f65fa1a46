"""A whole life without a workspace: nothing is on a disk, and nothing but time, facts and acts moves it."""

import builtins
import io
import os

import pytest

from engine.core.decide.acts import Act
from engine.core.facts.facts import Reported
from engine.core.life.memory import InMemory, let_act, let_know, let_pass
from engine.core.values.errors import NotAllowedError
from tests.builders import ANNA, day
from tests.core.lives import QUARTER, a_memory, annas, entries, facts, kinds, lived
from tests.core.plans import HEDDA, MONA, SVEN, act
from tests.english import refusing

FIRST = "PW-2026-0001"


def test_a_whole_life_is_played_with_nothing_on_a_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory = a_memory(figures=False)
    for place, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat")):
        monkeypatch.delattr(place, name)
    let_know(memory, day(0), facts(QUARTER.split(maxsplit=2)[2], 0))
    let_act(memory, day(0), FIRST, Act("confirm", "hr", HEDDA, day(0)))
    for action, role, by in (
        ("approve", "second_line", SVEN),
        ("approve", "hr", HEDDA),
        ("issue", "manager", MONA),
        ("deliver", "manager", MONA),
    ):
        let_act(memory, day(1), ANNA, Act(action, role, by, day(1), document="plan_letter"))
    let_pass(memory, day(32))
    told = "sales 2026-01-06..2026-02-05 90; target 2026-01-06..2026-02-05 100"
    let_know(memory, day(33), facts(told, 33))
    monkeypatch.undo()
    assert annas(memory).outcome == "success"
    assert kinds(memory) == [
        "Proposed", "Drafted", "Opened", "StageEntered", "Drafted", "Approved", "Approved",
        "Issued", "Delivered", "ClockStarted", "Acknowledged", "ClockEnded", "ReviewOpened",
        "Measured", "Measured", "ReviewDecided", "StageEntered", "Closed",
    ]  # fmt: skip


def test_an_act_that_is_refused_leaves_nothing_behind() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    before = (list(memory.events), dict(memory.plans), dict(memory.plan_dues))
    with refusing("E00009 or E00010 may"):
        let_act(memory, day(0), ANNA, act("0 manager confirm"))
    assert (memory.events, memory.plans, memory.plan_dues) == before


def test_a_file_of_which_one_word_is_refused_tells_nothing() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    told = dict(memory.told)
    more = facts("sales 2025-12 95", 1)
    wrong = Reported(ANNA, FIRST, "confirm", "manager", MONA, day(1))
    with pytest.raises(NotAllowedError):
        let_know(memory, day(1), [*more, wrong])
    assert memory.told == told
    let_know(memory, day(1), [Reported(ANNA, "", "confirm", "hr", HEDDA, day(1))])
    assert annas(memory).state == "open"


def test_what_is_known_of_people_follows_what_is_told() -> None:
    memory = a_memory()
    assert memory.people().trait(ANNA, "manager", day(9)) == MONA
    lived(memory, f"5 told manager = {SVEN}")
    assert memory.people().trait(ANNA, "manager", day(9)) == SVEN


def test_numbers_go_on_from_what_is_on_record() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    assert [memory.number(2026, 1), memory.number(2026, 2)] == ["PW-2026-0002", "PW-2026-0003"]
    assert memory.number(2027, 1) == "PW-2027-0001"


def test_only_what_has_come_is_due() -> None:
    memory = InMemory([])
    memory.plan_dues = {"A": day(3), "B": day(4), "C": None}
    memory.person_dues = {ANNA: day(5)}
    assert (memory.due(day(3)).plans, memory.due(day(4)).people) == ({"A": day(3)}, {})
    assert memory.due(day(5)).people == {ANNA: day(5)}
    assert entries(memory) == []
