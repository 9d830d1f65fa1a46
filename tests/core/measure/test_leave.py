# ruff: noqa: E501 - a row of a table is read across
"""Leave never harms: what it touches is read left out and counted, and the kinder answer holds."""

import pytest

from engine.core.measure.leave import absences_left_out, kinder, leave_readings
from engine.core.policy.metric import LeaveRule, MetricRules
from tests.builders import a_case, a_policy, an_absence, span
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
    away = (an_absence(field, "sick", "2026-03-10", "2026-03-10"),)
    found = leave_readings(a_case(policy=LEAVING_OUT, absences=away))
    assert [case.leaving_out for case in found] == [True, False][:count]


def test_without_an_absence_there_is_one_reading() -> None:
    assert len(leave_readings(a_case(policy=LEAVING_OUT))) == 1


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
        policy=LEAVING_OUT, absences=(an_absence("leave", "sick", "2026-03-10", "2026-03-10"),)
    )
    found = kinder(case, lambda c: with_rule if c.leaving_out else without, lambda n: (n,))
    assert found == (holds, other)


def test_of_two_that_weigh_the_same_the_policys_own_reading_holds() -> None:
    case = a_case(
        policy=LEAVING_OUT, absences=(an_absence("leave", "sick", "2026-03-10", "2026-03-10"),)
    )
    found = kinder(case, lambda c: "out" if c.leaving_out else "in", lambda _: (0,))
    assert found == ("out", "in")
