# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.decide.inputs import after_facts
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from tests.builders import day
from tests.core.plans import DELIVERED, DRAFTED, HEDDA, HIGH, LAST_CHANCE, MONA, names, played
from tests.english import english

BETTER = "{} told sales 2025-10 100; sales 2025-11 100"
WORSE = "{} told sales 2025-10 50"


@pytest.mark.parametrize(
    ("line", "then"),
    [
        pytest.param(WORSE, ["Renewed", "Drafted"], id="other figures, the same answer: proposed anew"),
        pytest.param(BETTER, ["Closed"], id="no longer yes: withdrawn"),
        pytest.param("{} told sales 2025-12 60", [], id="the same figures again: nothing"),
        pytest.param("{} told sales 2026-01 10; target 2026-01 100", [], id="a later month: the proposal is as of its day"),
        pytest.param("{} told E00003 manager = E00001", [], id="another boss of the boss: nothing yet"),
        pytest.param("{} told left = 2025-12-31", ["Closed"], id="gone before the day it was judged as of"),
    ],
)  # fmt: skip
def test_figures_that_come_in_while_proposed(line: str, then: list[str]) -> None:
    assert names(played().brought(line.format(3))) == then


def test_withdrawn_it_says_why() -> None:
    closed = played(BETTER.format(3)).of(e.Closed)[0]
    assert (closed.outcome, closed.by) == ("withdrawn", "")
    assert (
        english(closed.why.says)
        == "Attainment 86.7 % in 2025-Q4 is not below 70 % (260 of 300)"
    )


@pytest.mark.parametrize(
    ("lines", "line", "about"),
    [
        pytest.param(DELIVERED, WORSE.format(9), [], id="still yes: nothing to ask"),
        pytest.param(DELIVERED, BETTER.format(9), ["opening"], id="would not have opened: a person is asked"),
        pytest.param((*DELIVERED, BETTER.format(9)), BETTER.format(10), [], id="each is asked about once"),
        pytest.param(LAST_CHANCE, HIGH.replace("31 ", "40 "), ["end.1.1"], id="a decision behind it would have gone another way"),
        pytest.param(LAST_CHANCE, "40 told sales 2026-01-05..2026-02-04 55", [], id="it would have gone the same way"),
        pytest.param((*DELIVERED, "5 hr withdraw"), BETTER.format(9), [], id="over: nothing is asked"),
    ],
)  # fmt: skip
def test_corrections_ask_a_person_and_change_nothing(lines, line, about) -> None:
    before = played(*lines)
    brought = before.brought(line)
    assert [x.about for x in brought if isinstance(x, e.QuestionRaised)] == about
    assert before.then(line).plan.stage == before.plan.stage


def test_figures_that_fall_away_ask_nothing() -> None:
    """Not known is not another answer."""
    m = played(*LAST_CHANCE).m
    assert [*after_facts(replace(m, known=replace(m.known, figures={})), day(40))] == []


def test_a_decision_behind_is_measured_as_it_stood_then() -> None:
    """The second stage calls its clock `period` too; figures of that one say nothing of the first."""
    second = "40 told sales 2026-02-06..2026-04-07 95; target 2026-02-06..2026-04-07 100"
    assert names(played(*LAST_CHANCE).brought(second)) == []


@pytest.mark.parametrize(
    ("line", "handed"),
    [
        pytest.param("9 told manager = E00001", [("manager", MONA, "E00001")], id="another manager"),
        pytest.param("9 told E00009 left = 2026-01-10", [("hr", HEDDA, "E00010")], id="one of the group leaves: another of it"),
        pytest.param("9 told E00010 left = 2026-01-10", [], id="somebody who never held it leaves"),
        pytest.param("9 told segment = enterprise", [], id="no role depends on it"),
    ],
)  # fmt: skip
def test_a_role_that_falls_to_somebody_else_is_handed_over(line, handed) -> None:
    found = [
        (x.role, x.before, x.after)
        for x in played(*DRAFTED).brought(line)
        if isinstance(x, e.HandedOver)
    ]
    assert found == handed


def test_a_role_nobody_holds_now_stays_with_whom_it_was() -> None:
    then = played(*DRAFTED, "9 told E00009 left = 2026-01-10; E00010 left = 2026-01-10")
    assert then.of(e.HandedOver) == []
    assert then.plan.holders["hr"] == HEDDA


def test_an_act_refused_has_done_nothing_and_one_taken_brings_what_follows() -> None:
    before = played()
    with pytest.raises(NotAllowedError):
        before.then("0 manager confirm")
    assert names(before.brought("0 hr confirm")) == ["Opened", "StageEntered", "Drafted"]
