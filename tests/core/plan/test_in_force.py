# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.plan.in_force import (
    case_of,
    documents_here,
    due_day,
    duties_in_force,
    duties_not_known,
    holders,
    length_of,
    longest_span,
    missed_day,
    moment_day,
    moved,
    occurrences,
    rights_in_force,
    stretch,
)
from engine.core.policy.condition import ValueRef
from engine.core.policy.moment import Moment
from tests.builders import ANNA, day, period, span
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    LAST_CHANCE,
    a_world,
    number_of,
    played,
    proposed,
)

MUST = "stages.work.must."
SHORT_DEADLINE = {"stages.work.deadline": "{within: 2 weeks}"}
HELD_TEN_DAYS = ("15 passes", "24 hr resume")  # held on day 14
LENGTH = {
    "values.length": "{varies_by: segment, is: {smb: 30 days, enterprise: 2 months}}",
    "stages.work.clocks.period.length": "$length",
}


# -- duties and rights ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        pytest.param((), [], id="a proposal has none"),
        pytest.param(
            DRAFTED, ["letter", "report"], id="the stage's, then those of the whole policy"
        ),
        pytest.param(LAST_CHANCE, ["letter"], id="only in the stages they name"),
        pytest.param((*DELIVERED, HIGH), ["tell"], id="the end has its own"),
    ],
)
def test_which_duties_hold(lines, names) -> None:
    changes = {
        "must.report": "{do: act, text: Report, in: [work]}",
        "must.tell": "{do: act, text: Tell, in: [success], from: plan.closed}",
    }
    assert [*duties_in_force(played(*lines, changes=changes).m)] == names


def test_a_duty_of_the_whole_policy_holds_in_every_stage_but_the_last() -> None:
    changes = {
        "must.report": "{do: act, text: Report}",
        "may.reply": "{do: reply, by: employee}",
    }
    running, over = played(*DRAFTED, changes=changes), played(*DELIVERED, HIGH, changes=changes)
    assert ("report" in duties_in_force(running.m), "reply" in rights_in_force(running.m)) == (
        True,
        True,
    )
    assert ("report" in duties_in_force(over.m), "reply" in rights_in_force(over.m)) == (
        False,
        False,
    )


@pytest.mark.parametrize(
    ("told", "owed"),
    [
        pytest.param((), False, id="nobody said: not due"),
        pytest.param(("-1 told health = well",), False, id="no"),
        pytest.param(("-1 told health = poor",), True, id="yes"),
        pytest.param(
            ("1 told health = poor",), False, id="told after the stage began: as it was then"
        ),
    ],
)
def test_a_duty_for_some_is_judged_on_the_day_the_stage_began(told, owed) -> None:
    changes = {MUST + "rest": "{do: act, text: Rest, when: {field: health, is: poor}}"}
    before = [line for line in told if line.startswith("-")]
    after = [line for line in told if not line.startswith("-")]
    assert (
        "rest" in duties_in_force(played(*before, *DRAFTED, *after, changes=changes).m)
    ) == owed


def test_a_duty_that_may_be_owed_is_told_apart() -> None:
    changes = {MUST + "rest": "{do: act, text: Rest, when: {field: health, is: poor}}"}
    unsure, sure = (
        played(*told, *DRAFTED, changes=changes).m for told in ((), ("-1 told health = well",))
    )
    assert [*duties_not_known(unsure)] == ["rest"]
    assert duties_not_known(sure) == {}


# -- moments --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "lines", "when"),
    [
        pytest.param(Moment("plan", "opened"), (), None, id="not opened yet"),
        pytest.param(Moment("plan", "opened"), DRAFTED, 0, id="opened"),
        pytest.param(Moment("plan", "closed"), DELIVERED, None, id="not closed yet"),
        pytest.param(Moment("plan", "closed"), (*DELIVERED, "9 hr withdraw"), 9, id="closed"),
        pytest.param(Moment("stage", "entered"), LAST_CHANCE, 31, id="the stage it is in"),
        pytest.param(Moment("stage", "entered", "work"), LAST_CHANCE, 0, id="another stage by name"),
        pytest.param(Moment("stage", "left", "work"), LAST_CHANCE, 31, id="left when the next was entered"),
        pytest.param(Moment("stage", "left"), LAST_CHANCE, None, id="not left yet"),
        pytest.param(Moment("last_letter", "delivered"), LAST_CHANCE, 32, id="a letter of this stage"),
        pytest.param(Moment("plan_letter", "delivered"), LAST_CHANCE, 0, id="one of an earlier stage, where this has none such"),
        pytest.param(Moment("period", "started"), LAST_CHANCE, 32, id="this stage's clock, not the earlier one of its name"),
        pytest.param(Moment("period", "ended", "work"), LAST_CHANCE, 30, id="the earlier one by its stage"),
        pytest.param(Moment("period", "ended"), LAST_CHANCE, None, id="still running"),
        pytest.param(Moment("document", "delivered"), LAST_CHANCE, 32, id="any letter of this visit"),
        pytest.param(Moment("letter", "done"), LAST_CHANCE, 32, id="a letter is done when issued"),
        pytest.param(Moment("end", "decided", "work"), LAST_CHANCE, 31, id="a review"),
    ],
)  # fmt: skip
def test_when_a_moment_happened(moment, lines, when) -> None:
    assert number_of(moment_day(played(*lines).m, moment)) == when


def test_what_a_visit_has_anew_does_not_count_from_an_earlier_one() -> None:
    entered = played(*LAST_CHANCE[:-3])  # in the last stage, its letter not handed over yet
    assert entered.plan.stage == "last_chance"
    assert moment_day(entered.m, Moment("period", "started")) is None
    assert case_of(entered.m, day(31)).clocks == {}


# -- due days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "lines", "days"),
    [
        pytest.param("{do: act, text: A, within: 5 business days, from: stage.entered}", DRAFTED, [7], id="a window of working days"),
        pytest.param("{do: act, text: A, within: 5 days, from: stage.entered}", DRAFTED, [7], id="ending on a Saturday: the Monday after"),
        pytest.param("{do: act, text: A, within: 2 weeks, from: stage.entered}", DRAFTED, [15], id="ending on a holiday: the day after it"),
        pytest.param("{do: act, text: A, within: 1 week, from: plan_letter.delivered}", APPROVED, [], id="not begun: no day yet"),
        pytest.param("{do: act, text: A, at: period.started}", DELIVERED, [0], id="at a moment"),
        pytest.param("{do: act, text: A, every: 1 week, during: period}", DELIVERED, [7, 15, 21, 28], id="every week: over the holiday, and not adding up"),
        pytest.param("{do: act, text: A, days: [5, 6, 7], during: period}", DELIVERED, [7], id="three days that fall on one are one"),
        pytest.param("{do: act, text: A, days: [10, 30, 31], during: period}", DELIVERED, [10, 30], id="the last day belongs to the clock, the day after does not"),
        pytest.param("{do: act, text: A, every: 1 week, during: stage}", DRAFTED, [7], id="without an end: the next one only"),
    ],
)  # fmt: skip
def test_when_a_duty_falls_due(said, lines, days) -> None:
    m = played(*lines, changes={MUST + "item": said}).m
    found = occurrences(m, "item", duties_in_force(m)["item"])
    assert [number_of(at.due) for at in found] == days
    assert [at.number for at in found] == [*range(1, len(days) + 1)]


def test_no_recurring_day_rolls_past_the_end_of_its_clock() -> None:
    """Day 33 is a Saturday: rolled it would be Monday, day 35, but the clock ends on Sunday."""
    changes = {
        MUST + "item": "{do: act, text: A, days: [33], during: period}",
        "stages.work.clocks.period.length": "34 days",
    }
    m = played(*DELIVERED, changes=changes).m
    assert [number_of(at.due) for at in occurrences(m, "item", duties_in_force(m)["item"])] == [
        34
    ]


@pytest.mark.parametrize(
    ("roll", "due"),
    [
        pytest.param("forward", 7, id="forward: the Monday"),
        pytest.param("backward", 4, id="backward: the Friday"),
        pytest.param("none", 5, id="none: the Saturday itself"),
    ],
)
def test_the_calendar_says_where_a_due_day_rolls(roll: str, due: int) -> None:
    m = played(*DRAFTED, changes={"calendar.roll": roll}).m
    assert number_of(due_day(m, day(0), span(5, "day"))) == due


@pytest.mark.parametrize(
    ("since", "due"),
    [
        pytest.param(0, 38, id="begun before the holding: later by its ten days"),
        pytest.param(20, 52, id="begun while it was held: later by the days left of it"),
        pytest.param(24, 52, id="begun on the day it was resumed: not at all"),
    ],
)
def test_windows_stand_still_while_the_plan_is_held(since: int, due: int) -> None:
    m = played(*DELIVERED, *HELD_TEN_DAYS, changes=SHORT_DEADLINE).m
    assert m.plan.stood == ((day(14), day(24)),)
    assert number_of(due_day(m, day(since), span(28, "day"))) == due


def test_a_window_over_before_the_holding_is_not_moved() -> None:
    m = played(*DELIVERED, *HELD_TEN_DAYS, changes=SHORT_DEADLINE).m
    assert (moved(m, day(0), day(13)), moved(m, day(0), day(14))) == (day(13), day(24))


def test_what_recurs_while_held_falls_away_and_the_rest_keeps_its_number() -> None:
    changes = {
        **SHORT_DEADLINE,
        MUST + "item": "{do: act, text: A, days: [10, 16, 28], during: period}",
    }
    m = played(*DELIVERED, *HELD_TEN_DAYS, changes=changes).m
    found = occurrences(m, "item", duties_in_force(m)["item"])
    assert [(at.number, number_of(at.due)) for at in found] == [(1, 10), (3, 28)]


@pytest.mark.parametrize(
    ("said", "last"),
    [
        pytest.param("{do: act, text: A, every: 1 week, during: period}", 10, id="what recurs has three working days of grace"),
        pytest.param("{do: act, text: A, at: period.started}", 10, id="so has what falls on a moment"),
        pytest.param("{do: act, text: A, within: 1 week, from: stage.entered}", 7, id="a window has none"),
    ],
)  # fmt: skip
def test_the_last_day_to_do_it_in_time(said: str, last: int) -> None:
    m = played(*DELIVERED, changes={MUST + "item": said}).m
    assert number_of(missed_day(m, duties_in_force(m)["item"], day(7))) == last


def test_a_length_by_segment_and_the_longest_where_nobody_said_which() -> None:
    told = played(*DRAFTED, changes=LENGTH).m
    assert str(length_of(told, ValueRef("length"))) == "30 days"
    world = a_world()
    untold = replace(world, traits=tuple(t for t in world.traits if t.field != "segment"))
    m = proposed(LENGTH, untold).m
    assert length_of(m, ValueRef("length")) is None
    assert str(longest_span(m, ValueRef("length"))) == "2 months"


@pytest.mark.parametrize(
    ("during", "lines", "found"),
    [
        pytest.param("stage", DRAFTED, (0, None), id="the stage: open end"),
        pytest.param("plan", LAST_CHANCE, (0, None), id="the plan: since its opening"),
        pytest.param("period", DELIVERED, (0, 30), id="a clock: both ends"),
        pytest.param("period", APPROVED, None, id="a clock not started"),
    ],
)
def test_how_long_a_stretch_is(during, lines, found) -> None:
    seen = stretch(played(*lines).m, during)
    assert (seen and (number_of(seen[0]), number_of(seen[1]))) == found


# -- what a condition sees ------------------------------------------------------------------------


def test_a_condition_sees_the_clock_of_its_own_visit() -> None:
    """Both stages call theirs `period`; a look back at the first sees the first."""
    m = played(*LAST_CHANCE).m
    assert case_of(m, day(40)).clocks == {"period": period("2026-02-06..2026-04-07")}
    then = replace(m, plan=replace(m.plan, visits=m.plan.visits[:1]))
    assert case_of(then, day(40)).clocks == {"period": period("2026-01-05..2026-02-04")}


def test_a_holding_later_on_moves_no_clock_of_a_stage_left() -> None:
    """A clock left before its end stands in the record as it was."""
    changes = {
        "stages.work.reviews.middle": "{days: [10], during: period, rows: [{otherwise: last_chance, decided_by: [manager]}, {not_known: stay}]}",
        "stages.last_chance.deadline": "{within: 2 weeks}",
    }
    then = played(
        *DELIVERED,
        "11 manager decide middle --outcome last_chance",
        "30 passes",
        "40 hr resume",
        changes=changes,
    )
    assert then.plan.state == "open"
    assert number_of(then.plan.runs[(1, "period")].last) == 30


def test_answers_of_the_plan_or_those_given() -> None:
    m = played(*DELIVERED, "5 manager answer --answer progress=partly").m
    assert case_of(m, day(5)).answers == {"progress": "partly"}
    assert case_of(m, day(5), answers={}).answers == {}


def test_who_holds_a_role_and_the_employee_is_one_too() -> None:
    m = played(*DRAFTED, "5 manager delegate --outcome E00001").m
    assert holders(m, "employee", day(5)).persons == (ANNA,)
    assert holders(m, "manager", day(5)).persons == ("E00001",)
    assert holders(m, "hr", day(5)).persons == ("E00009", "E00010")


def test_the_documents_of_this_visit_only() -> None:
    assert [p.document for p in documents_here(proposed().m)] == ["gap"]
    assert [p.document for p in documents_here(played(*DELIVERED).m)] == ["plan_letter"]
    assert [p.document for p in documents_here(played(*LAST_CHANCE).m)] == ["last_letter"]
