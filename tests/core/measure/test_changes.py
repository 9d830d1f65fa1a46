from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Absence, Trait
from engine.core.measure.changes import next_change
from engine.core.measure.conditions import judge
from engine.core.measure.context import EarlierPlanEnd, EvaluationContext, RunningPlan
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Condition,
    Each,
    EarlierPlan,
    EarlierWithin,
    FieldTest,
    GoalsTest,
    MeanOf,
    MetricTest,
    NoneOf,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.policy.policy import Dated, EmployeeField, Value
from engine.core.values.period import Period
from engine.core.values.units import Span, TimeUnit
from tests.builders import (
    ANNA,
    NOWHERE,
    a_case,
    a_figure,
    a_policy,
    a_trait,
    an_absence,
    each,
    figures,
    is_,
    months,
    on,
    over_last,
    people,
    percent,
    period,
    span,
)
from tests.kinds import a_metric

POLICY = a_policy(
    {
        "attainment": a_metric("ratio", "actual", "target", leave_out=("leave",)),
        "shared": a_metric("ratio", "actual", "target", partial="prorate", needs=months(2)),
        "talks": a_metric("count", "actual", round=Decimal(1)),
        "score": a_metric("latest", "target"),
        "rating": a_metric("latest", "rating"),
    },
    values={
        "floor": Value(
            dated=(Dated(on("2026-03-01"), percent(50)), Dated(on("2026-06-15"), percent(80)))
        ),
        "window": Value(
            varies_by="segment", by={"a": months(1), "b": Span(2, TimeUnit.QUARTER)}
        ),
    },
    employee={"hired": EmployeeField("date"), "leave": EmployeeField("absence")},
)
FLOOR, WINDOW = ValueRef("floor"), ValueRef("window")
MONTHLY = figures("actual", {"2026-06": 50, "2026-07": 60}) + figures(
    "target", {"2026-06": 100, "2026-07": 100}
)


@pytest.mark.parametrize(
    ("condition", "basis", "changes"),
    [
        pytest.param(
            over_last(months(1), "below", percent(80)),
            "2026-07-10",
            "2026-07-31",
            id="July closes",
        ),
        pytest.param(
            over_last(months(1), "below", percent(80)),
            "2026-07-31",
            "2026-08-31",
            id="then August",
        ),
        pytest.param(
            each("quarter", 2, "below", percent(80)), "2026-07-31", "2026-09-30", id="Q3"
        ),
        pytest.param(
            TimeSince("hired", "below", months(6)), "2026-07-10", "2026-07-15", id="six months"
        ),
        pytest.param(
            TimeSince("hired", "above", months(6)), "2026-07-15", "2026-07-16", id="a day more"
        ),
        pytest.param(TimeSince("hired", "below", months(6)), "2026-07-16", None, id="are over"),
        pytest.param(
            MetricTest("rating", Over(months(1)), is_("below", percent(80))),
            "2026-07-10",
            "2026-07-20",
            id="the last day rated",
        ),
        pytest.param(
            FieldTest("job", "is", ("a",)), "2026-07-10", "2026-08-01", id="a new job"
        ),
        pytest.param(
            FieldTest("manager.job", "is", ("a",)),
            "2026-07-10",
            "2026-07-20",
            id="a manager's job",
        ),
        pytest.param(
            FieldTest("leave", "is", ("sick",)), "2026-07-10", "2026-07-12", id="leave begins"
        ),
        pytest.param(
            FieldTest("leave", "is", ("sick",)),
            "2026-07-12",
            "2026-07-15",
            id="back on the 15th",
        ),
        pytest.param(
            EarlierPlan(True, EarlierWithin("ended", span(1, "year"))),
            "2026-07-10",
            "2027-02-01",
            id="a year has passed",
        ),
        pytest.param(
            AnswerTest("q", "is", ("a",)), "2026-07-10", None, id="only a person answers"
        ),
        pytest.param(GoalsTest("all_met"), "2026-07-10", None, id="goals are as measured"),
        pytest.param(
            GoalsTest("score", is_("below", FLOOR)),
            "2026-05-10",
            "2026-06-15",
            id="a dated value",
        ),
        pytest.param(
            AnyOf((TimeSince("hired", "below", months(6)), FieldTest("job", "is", ("a",)))),
            "2026-07-10",
            "2026-07-15",
            id="the first of several",
        ),
    ],
)
def test_the_next_day_an_answer_may_change_by_itself(
    condition: Condition, basis: str, changes: str | None
) -> None:
    who = people(
        a_trait("hired", "2026-01-15"),
        a_trait("job", "b", "2026-08-01"),
        a_trait("manager", "E1"),
        a_trait("job", "a", "2026-07-20", employee="E1"),
    )
    case = a_case(
        basis,
        [*MONTHLY, a_figure("rating", "2026-07-16..2026-07-20", 3)],
        policy=POLICY,
        who=who,
        absences=(an_absence("leave", "sick", "2026-07-12", "2026-07-14"),),
        earlier=(EarlierPlanEnd("results", on("2026-01-31")),),
    )
    assert next_change(condition, case) == (on(changes) if changes else None)


IN_CLOCK = MetricTest("attainment", Over(clock="period"), is_("below", percent(80)))


@pytest.mark.parametrize(
    ("periods", "basis", "changes"),
    [
        pytest.param(
            ["2026-05"], "2026-07-10", "2026-07-31", id="July is asked for once closed"
        ),
        pytest.param(["2026-05"], "2026-08-19", "2026-08-20", id="the clock ends"),
        pytest.param(["2026-05"], "2026-08-20", "2026-08-31", id="its last month closes"),
        pytest.param(["2026-05"], "2026-08-31", None, id="all of it is closed"),
        pytest.param(
            ["2026-06-03..2026-06-17"], "2026-05-20", "2026-06-02", id="a gap is over"
        ),
        pytest.param(
            ["2026-06-03..2026-06-17"], "2026-06-10", "2026-06-17", id="a figure counts"
        ),
        pytest.param(["2026-06-03..2026-06-17"], "2026-06-17", "2026-08-20", id="the last gap"),
        pytest.param(["2026-06-17"], "2026-06-20", "2026-06-21", id="told by the day"),
    ],
)
def test_a_running_clock_changes_by_what_closes_in_it(
    periods: list[str], basis: str, changes: str | None
) -> None:
    known = figures("actual", dict.fromkeys(periods, 1))
    clock = {"period": period("2026-05-12..2026-08-20")}
    case = a_case(basis, known, policy=POLICY, clocks=clock)
    assert next_change(IN_CLOCK, case) == (on(changes) if changes else None)


def test_a_value_taken_when_the_plan_opened_changes_no_more() -> None:
    test = GoalsTest("score", is_("below", FLOOR))
    case = a_case("2026-05-10", policy=POLICY, taken={"plan.opened": on("2026-05-01")})
    assert next_change(test, case) is None


days = st.dates(date(2026, 1, 1), date(2026, 9, 30))
lengths = st.sampled_from([months(1), months(2), span(1, "quarter"), span(2, "week"), WINDOW])
thresholds = st.sampled_from([percent(60), percent(80), FLOOR])
comparisons = st.builds(is_, st.sampled_from(["below", "at_least", "at_most"]), thresholds)
whole_months = st.integers(1, 9).map(lambda month: period(f"2026-{month:02}"))
stretches = st.one_of(
    whole_months,
    st.sampled_from([period("2026-Q1"), period("2026-Q2"), period("2026-Q3")]),
    st.tuples(days, st.integers(0, 20)).map(
        lambda d: Period(d[0], d[0] + timedelta(days=d[1]))
    ),
    days.map(lambda day: Period(day, day)),
)


def of_periods(
    periods: st.SearchStrategy[Period],
) -> st.SearchStrategy[list[tuple[str, Period]]]:
    return st.lists(st.tuples(st.sampled_from(["actual", "target"]), periods), max_size=12)


known_periods = st.one_of(of_periods(whole_months), of_periods(stretches))
windows = st.one_of(
    st.builds(Over, lengths),
    st.just(Over(clock="period")),
    st.builds(MeanOf, lengths),
    st.builds(
        Each,
        st.sampled_from([TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.WEEK]),
        st.integers(1, 3),
    ),
)
tests = st.one_of(
    st.builds(
        MetricTest,
        st.sampled_from(["attainment", "shared", "talks", "score"]),
        windows,
        comparisons,
    ),
    st.builds(
        TimeSince, st.just("hired"), st.sampled_from(["below", "above"]), st.just(months(2))
    ),
    st.builds(TimeSince, st.just("hired"), st.sampled_from(["at_least", "at_most"]), lengths),
    st.builds(
        FieldTest,
        st.sampled_from(["segment", "leave", "boss.segment"]),
        st.just("is"),
        st.just(("a",)),
    ),
    st.builds(
        EarlierPlan,
        st.booleans(),
        st.sampled_from(
            [None, EarlierWithin("started", months(1)), EarlierWithin("ended", months(1))]
        ),
        st.sampled_from([(), ("success",)]),
        st.integers(1, 2),
    ),
)
conditions = st.recursive(
    tests,
    lambda inner: st.builds(
        lambda make, parts: make(tuple(parts)),
        st.sampled_from([All, AnyOf, NoneOf]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=3,
)
traits = st.lists(
    st.builds(
        Trait,
        st.sampled_from([ANNA, "E1"]),
        st.sampled_from(["segment", "hired", "boss"]),
        st.sampled_from(["a", "b", "", "E1", "2026-05-31"]),
        days,
        st.just(NOWHERE),
    ),
    max_size=6,
)
absences = st.lists(
    st.tuples(days, st.none() | st.integers(0, 30)).map(
        lambda a: Absence(
            ANNA,
            "leave",
            "a",
            a[0],
            None if a[1] is None else a[0] + timedelta(days=a[1]),
            NOWHERE,
        )
    ),
    max_size=2,
)


@st.composite
def cases(draw: st.DrawFn) -> EvaluationContext:
    known = [
        replace(a_figure(field, "2026-01", draw(st.integers(0, 100))), period=when)
        for field, when in draw(known_periods)
    ]
    first = draw(days)
    clock = Period(first, first + timedelta(days=draw(st.integers(1, 90))))
    return a_case(
        draw(days),
        known,
        policy=POLICY,
        who=people(*draw(traits)),
        absences=tuple(draw(absences)),
        taken={"plan.opened": draw(days)} if draw(st.booleans()) else {},
        clocks={"period": clock} if draw(st.booleans()) else {},
        earlier=tuple(
            EarlierPlanEnd("results", max(pair), "success", min(pair))
            for pair in draw(st.lists(st.tuples(days, days), max_size=2))
        ),
        running=tuple(RunningPlan("results", day) for day in draw(st.lists(days, max_size=1))),
    )


@settings(max_examples=400, deadline=None)
@given(conditions, cases())
def test_until_the_next_change_the_answer_stays(
    condition: Condition, case: EvaluationContext
) -> None:
    answer = judge(condition, case).answer
    until = next_change(condition, case)
    assert until is None or until > case.basis
    day = case.basis
    for _ in range(100):
        day += timedelta(days=1)
        if day == until:
            return
        assert judge(condition, replace(case, basis=day)).answer is answer, day
