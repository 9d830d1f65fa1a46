from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.facts.facts import Absence, Figure
from engine.core.measure.context import EvaluationContext
from engine.core.plan.goals import GoalsReached, clock_of, reached
from engine.core.plan.state import OwnGoal
from engine.core.policy.policy import Goal, Goals, GoalSetting
from engine.core.values.units import TimeUnit
from tests.builders import (
    a_case,
    a_policy,
    an_absence,
    figures,
    is_,
    number,
    percent,
    period,
)
from tests.english import english
from tests.kinds import a_metric

POLICY = a_policy(
    {
        "attainment": a_metric("ratio", "actual", "target"),
        "calls": a_metric("count", "call", leave_out=("leave",), round=Decimal(1)),
        "faults": a_metric("count", "fault", round=Decimal(1)),
    }
)
ATTAIN = Goal("", "attainment", is_("at_least", percent(90)), over="period", weight=Decimal(70))
CALLS = Goal(
    "Calls",
    "calls",
    is_("at_least", number(12)),
    each=TimeUnit.WEEK,
    calendar=True,
    weight=Decimal(30),
)
BOTH = Goals({"attain": ATTAIN, "calls": CALLS})
CLOCK = {"period": period("2026-05-06..2026-06-30")}  # a Wednesday: its first week is not whole
MET = [*figures("actual", {"2026-06": 90}), *figures("target", {"2026-06": 100})]
WEEKS = ("2026-05-11..2026-05-17", "2026-05-18..2026-05-24", "2026-05-25..2026-05-31")
JUNE = tuple(f"2026-06-{n:02}..2026-06-{n + 6:02}" for n in (1, 8, 15, 22))
EVERY_WEEK = figures("call", dict.fromkeys((*WEEKS, *JUNE), 12))


def at(basis: str, *known: Figure, away: tuple[Absence, ...] = ()) -> EvaluationContext:
    return a_case(basis, known, policy=POLICY, clocks=CLOCK, absences=away)


def own(met: bool | None) -> OwnGoal:
    return OwnGoal(1, "Offers written", met)


def setting(weight: int) -> Goals:
    return Goals(set_by=GoalSetting("manager", 5, "hr", Decimal(weight)))


def score(found: GoalsReached) -> tuple[str, ...]:
    return tuple(str(amount) for amount in (found.score, found.low, found.high))


def test_the_score_is_the_weight_of_the_goals_met() -> None:
    found = reached(BOTH, {}, at("2026-06-30", *MET, *EVERY_WEEK))
    assert score(found) == ("100.0 %", "100.0 %", "100.0 %")
    assert (found.met, found.of) == (2, 2)
    assert [goal.title for goal in found.each] == ["Attain", "Calls"]
    assert [goal.actual for goal in found.each] == [percent("90.0"), number(12)]
    short = [*figures("actual", {"2026-06": "89.9"}), *MET[1:], *EVERY_WEEK]
    missed = reached(BOTH, {}, at("2026-06-30", *short))
    assert score(missed) == ("30.0 %",) * 3
    assert english(missed.each[0].why.says) == (
        "Attainment 89.9 % in 2026-06 is not at least 90 % (89.9 of 100)"
    )


def test_an_unknown_goal_leaves_bounds_not_a_score() -> None:
    found = reached(BOTH, {}, at("2026-06-30", *EVERY_WEEK))
    assert score(found) == ("None", "30.0 %", "100.0 %")
    assert found.met is None


@pytest.mark.parametrize(
    ("basis", "calls", "met", "says"),
    [
        pytest.param(
            "2026-05-16",
            {},
            None,
            "Calls is not known: no whole period has closed",
            id="too early",
        ),
        pytest.param(
            "2026-05-17",
            {WEEKS[0]: 12},
            True,
            "Calls is met in 1 of 1",
            id="the first whole week",
        ),
        pytest.param(
            "2026-05-24", {WEEKS[0]: 12}, None, "Calls is met in 1 of 2", id="one unknown"
        ),
        pytest.param(
            "2026-05-24",
            {WEEKS[0]: 12, WEEKS[1]: 11},
            False,
            "Calls is met in 1 of 2",
            id="one short",
        ),
        pytest.param(
            "2026-05-24", {WEEKS[1]: 11}, False, "Calls is met in 0 of 2", id="already no"
        ),
    ],
)
def test_a_goal_for_each_week_holds_in_every_whole_week(
    basis: str, calls: dict[str, int], met: bool | None, says: str
) -> None:
    goals = Goals({"calls": CALLS})
    result = reached(goals, {}, at(basis, *figures("call", calls))).each[0]
    assert (result.met, english(result.why.says)) == (met, says)


def test_the_worst_week_is_the_figure_shown() -> None:
    calls = figures("call", {WEEKS[0]: 14, WEEKS[1]: 11, WEEKS[2]: 13})
    case = at("2026-05-31", *calls, *figures("fault", {WEEKS[0]: 1, WEEKS[1]: 3, WEEKS[2]: 2}))
    few = Goal("", "faults", is_("at_most", number(2)), each=TimeUnit.WEEK, calendar=True)
    some = Goal(
        "", "faults", is_("between", number(1), number(3)), each=TimeUnit.WEEK, calendar=True
    )
    found = reached(Goals({"calls": CALLS, "few": few, "some": some}), {}, case)
    assert [goal.actual for goal in found.each] == [number(11), number(3), number(2)]


def test_a_week_on_leave_is_not_asked_for() -> None:
    away = (an_absence("leave", "sick", "2026-05-18", "2026-05-22"),)
    calls = figures("call", {WEEKS[0]: 12, WEEKS[2]: 12})
    result = reached(Goals({"calls": CALLS}), {}, at("2026-05-31", *calls, away=away)).each[0]
    assert (result.met, english(result.why.says)) == (True, "Calls is met in 2 of 2")


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        pytest.param((True, True), ("100.0 %",) * 3, id="both"),
        pytest.param((True, False), ("50.0 %",) * 3, id="one of the two"),
        pytest.param((True, None), ("None", "50.0 %", "100.0 %"), id="one not judged yet"),
        pytest.param((None, False), ("None", "0.0 %", "50.0 %"), id="one missed already"),
    ],
)
def test_goals_that_people_set_are_judged_by_people(
    judged: tuple[bool | None, bool | None], expected: tuple[str, ...]
) -> None:
    offers, visits = judged
    found = reached(
        setting(3), {"offers": own(offers), "visits": own(visits)}, at("2026-06-30")
    )
    assert score(found) == expected
    assert found.each[0].title == "Offers written"


def test_without_goals_or_weights_there_is_no_score() -> None:
    assert score(reached(Goals(), {}, at("2026-06-30"))) == ("None",) * 3
    assert score(reached(setting(0), {"x": own(True)}, at("2026-06-30"))) == ("None",) * 3


@pytest.mark.parametrize(
    ("weight", "judged", "expected"),
    [
        pytest.param(0, (False,), ("100.0 %",) * 3, id="nothing: a goal missed takes nothing away"),
        pytest.param(0, (None, None), ("100.0 %",) * 3, id="nothing: nobody has judged them"),
        pytest.param(0, (True,), ("100.0 %",) * 3, id="nothing: a goal met adds nothing"),
        pytest.param(30, (False,), ("76.9 %",) * 3, id="30 beside 100"),
        pytest.param(10, (False, True), ("91.7 %",) * 3, id="10 each"),
        pytest.param(30, (None,), ("None", "76.9 %", "100.0 %"), id="not judged yet, and it counts"),
    ],
)  # fmt: skip
def test_goals_that_people_set_weigh_what_the_policy_says(weight, judged, expected) -> None:
    goals = replace(BOTH, set_by=GoalSetting("manager", 3, "hr", Decimal(weight)))
    set_goals = {f"own-{n}": own(met) for n, met in enumerate(judged)}
    found = reached(goals, set_goals, at("2026-06-30", *MET, *EVERY_WEEK))
    assert score(found) == expected
    assert len(found.each) == 2 + len(judged)  # all of them are told
    assert found.of == 2 + (len(judged) if weight else 0)


@given(st.lists(st.sampled_from([True, False, None]), max_size=5), st.booleans())
def test_goals_that_weigh_nothing_change_no_answer(mets, known) -> None:
    case = at("2026-06-30", *MET, *(EVERY_WEEK if known else []))
    alone = replace(reached(BOTH, {}, case), each=())
    beside = reached(
        replace(BOTH, set_by=GoalSetting("manager", 5, "manager")),
        {f"own-{n}": own(met) for n, met in enumerate(mets)},
        case,
    )
    assert replace(beside, each=()) == alone
    assert [goal.id for goal in beside.counted] == ["attain", "calls"]


def test_a_goal_is_measured_over_its_clock_or_the_one_started_last() -> None:
    clocks = {
        "year": period("2026-01-01..2026-12-31"),
        "period": period("2026-05-06..2026-06-30"),
    }
    case = a_case(clocks=clocks)
    assert clock_of(CALLS, case) == clocks["period"]
    assert clock_of(Goal("", "calls", CALLS.comparison, over="year"), case) == clocks["year"]
    assert clock_of(CALLS, a_case()) is None


def test_before_its_clock_starts_a_goal_is_not_known() -> None:
    result = reached(Goals({"attain": ATTAIN}), {}, a_case(policy=POLICY)).each[0]
    assert (result.met, english(result.why.says)) == (
        None,
        "Attain is not known: its time has not started",
    )


results = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=5)


@given(results, st.integers(1, 9), st.lists(st.booleans(), min_size=5, max_size=5))
def test_whatever_the_unknown_goals_turn_out_the_score_is_within_its_bounds(
    known: list[bool | None], weight: int, turns_out: list[bool]
) -> None:
    def found(mets: list[bool | None]) -> GoalsReached:
        goals = {f"g{n}": own(met) for n, met in enumerate(mets)}
        return reached(setting(weight), goals, at("2026-06-30"))

    before = found(known)
    after = found([turns_out[n] if met is None else met for n, met in enumerate(known)])
    assert before.low is not None
    assert before.high is not None
    assert after.score is not None
    assert before.low.value <= after.score.value <= before.high.value
