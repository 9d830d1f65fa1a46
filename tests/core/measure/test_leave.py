# ruff: noqa: E501 - a row of a table is read across
"""Leave never harms: what it touches is read left out and counted, and the kinder answer holds."""

import pytest

from engine.core.measure.leave import ALWAYS, MOST, absences_left_out, kinder, leave_readings
from engine.core.policy.metric import LeaveRule, MetricRules
from tests.builders import a_case, a_policy, an_absence, period, span
from tests.kinds import a_metric

LEAVING_OUT = a_policy(
    {"attainment": a_metric("ratio", "actual", "target", leave_out=("leave",))}
)


@pytest.mark.parametrize(
    ("field", "count"),
    [
        pytest.param("leave", 2, id="the metric leaves it out: two readings"),
        pytest.param("course", 1, id="no metric leaves it out: one"),
    ],
)
def test_there_are_two_readings_only_where_leave_may_leave_something_out(field, count) -> None:
    away = (an_absence(field, "sick", "2026-07-06", "2026-07-06"),)
    found = leave_readings(a_case(policy=LEAVING_OUT, absences=away))
    assert [case.counting for case in found] == [(), (ALWAYS,)][:count]


CLOCKED = {"clocks": {"period": period("2026-04-10..2026-07-08")}}


@pytest.mark.parametrize(
    ("days", "mixed"),
    [
        pytest.param(["2026-03-31"], None, id="before any window: one reading"),
        pytest.param(["2026-04-20"], [], id="one month: two"),
        pytest.param(["2026-04-20", "2026-04-22"], [], id="twice in one month: two"),
        pytest.param(["2026-04-20", "2026-06-03"], [["2026-04"], ["2026-06"]], id="two months: each left out alone, too"),
        pytest.param(["2026-05-20", "2026-07-03"], [["2026-05"], ["2026-07"]], id="the newest as well"),
    ],
)  # fmt: skip
def test_between_the_two_readings_lies_every_mixture_of_months(days, mixed) -> None:
    away = tuple(an_absence("leave", "sick", day, day) for day in days)
    found = [*leave_readings(a_case(policy=LEAVING_OUT, absences=away, **CLOCKED))]
    assert (None if len(found) == 1 else [_months(case) for case in found[2:]]) == mixed


def _months(case) -> list[str]:
    return [f"{each.first:%Y-%m}" for each in case.counting]


def test_no_more_readings_than_can_be_told_apart_in_time() -> None:
    days = [f"2026-{month:02}-15" for month in range(1, 13)]
    away = tuple(an_absence("leave", "sick", day, day) for day in days)
    clocks = {"period": period("2026-01-01..2026-12-31")}
    case = a_case("2026-12-31", policy=LEAVING_OUT, absences=away, clocks=clocks)
    found = [*leave_readings(case)]
    assert len(found) == 2**MOST
    assert ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"] in map(_months, found)


def test_without_an_absence_there_is_one_reading() -> None:
    assert len([*leave_readings(a_case(policy=LEAVING_OUT))]) == 1


@pytest.mark.parametrize(
    ("first", "until", "least", "out"),
    [
        pytest.param("2026-03-09", "2026-03-12", span(5, "day"), False, id="four days of five"),
        pytest.param("2026-03-09", "2026-03-13", span(5, "day"), True, id="five days, both ends in"),
        pytest.param("2026-03-09", None, span(5, "day"), True, id="nobody knows the end: long enough"),
        pytest.param("2026-03-06", "2026-03-09", span(3, "business day"), False, id="a weekend is no working day"),
        pytest.param("2026-03-05", "2026-03-09", span(3, "business day"), True, id="three working days"),
        pytest.param("2026-03-01", "2026-03-30", span(1, "month"), False, id="a day short of a month"),
        pytest.param("2026-03-01", "2026-03-31", span(1, "month"), True, id="a month"),
        pytest.param("2026-03-09", "2026-03-09", None, True, id="no least length: one day will do"),
    ],
)  # fmt: skip
def test_a_shorter_absence_leaves_nothing_out(first, until, least, out) -> None:
    rules = MetricRules(LeaveRule(("leave",), least))
    case = a_case(absences=(an_absence("leave", "sick", first, until),))
    assert bool([*absences_left_out(rules, case)]) is out


@pytest.mark.parametrize(
    ("with_rule", "without", "holds", "other"),
    [
        pytest.param(2, 1, 1, 2, id="the reading that counts it is kinder"),
        pytest.param(1, 2, 1, 2, id="the reading that leaves it out is kinder"),
    ],
)
def test_the_kinder_of_two_answers_holds(with_rule, without, holds, other) -> None:
    case = a_case(
        policy=LEAVING_OUT, absences=(an_absence("leave", "sick", "2026-07-06", "2026-07-06"),)
    )
    found = kinder(case, lambda c: without if c.counting else with_rule, lambda n: (n,))
    assert found == (holds, other)


def test_of_two_that_weigh_the_same_the_policys_own_reading_holds() -> None:
    case = a_case(
        policy=LEAVING_OUT, absences=(an_absence("leave", "sick", "2026-07-06", "2026-07-06"),)
    )
    found = kinder(case, lambda c: "in" if c.counting else "out", lambda _: (1,))
    assert found == ("out", "in")


def test_where_nothing_can_be_kinder_no_other_reading_is_sought() -> None:
    days = ("2026-04-20", "2026-05-20", "2026-06-03")
    away = tuple(an_absence("leave", "sick", day, day) for day in days)
    case, asked = a_case(policy=LEAVING_OUT, absences=away, **CLOCKED), []
    assert kinder(case, lambda c: asked.append(c) or len(asked), lambda _: (0,)) == (1, 2)
    assert len(asked) == 2
