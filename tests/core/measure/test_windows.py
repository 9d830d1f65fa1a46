# ruff: noqa: E501 - a row of a table is read across
"""Where a test of `open` looks: the newest window told, or why that is not judged."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.measure.context import LookBack
from engine.core.measure.windows import newest_window, newest_windows, window_changes
from engine.core.policy.condition import AnyOf, Each, MeanOf, MetricTest, Over, ValueRef
from engine.core.policy.open_row import STALE
from engine.core.policy.policy import Dated, Value
from engine.core.values.period import add_months
from engine.core.values.units import Span, TimeUnit
from tests.builders import ATTAINMENT, a_case, a_policy, an_absence, figures, is_, on, percent
from tests.english import english
from tests.kinds import a_metric

BELOW = is_("below", percent(70))
MONTHS = Over(Span(3, TimeUnit.MONTH))
QUARTER = Each(TimeUnit.QUARTER)
CALLS = {"attainment": a_metric("count", "actual")}
RATING = {"attainment": a_metric("latest", "actual")}
WEEKLY = {"attainment": a_metric("sum", "actual", partial="prorate")}
AWAY = {"attainment": a_metric("ratio", "actual", "target", leave_out=("leave",))}


def told(*periods: str, fields=("actual", "target")):
    """Something is told for these periods: how much does not matter here."""
    return [figure for name in fields for figure in figures(name, dict.fromkeys(periods, 50))]


def window_on(day: str, known, window=MONTHS, metrics=None, absences=(), **look):
    case = a_case(day, known, policy=a_policy(metrics), absences=absences)
    return newest_window(
        MetricTest("attainment", window, BELOW), case, LookBack(on(day), on(day), **look)
    )


@pytest.mark.parametrize(
    ("day", "known", "window", "metrics", "last"),
    [
        pytest.param("2026-04-10", told("2026-01", "2026-02", "2026-03"), MONTHS, None, "2026-03-31", id="all is told"),
        pytest.param("2026-04-30", told("2026-01", "2026-02", "2026-03"), MONTHS, None, "2026-03-31", id="April is over, not told: March"),
        pytest.param("2026-05-10", told("2026-02", "2026-04"), MONTHS, None, "2026-04-30", id="a hole before it: the newest all the same"),
        pytest.param("2026-05-10", [*told("2026-03"), *told("2026-04", fields=("target",))], MONTHS, None, "2026-03-31", id="a target alone does not tell the month"),
        pytest.param("2026-04-15", told("2026-03", "2026-04"), MONTHS, None, "2026-03-31", id="what is told before its month is over counts later"),
        pytest.param("2026-05-10", told("2026-01", "2026-02", "2026-03", "2026-04"), QUARTER, None, "2026-03-31", id="a quarter is told with its last month"),
        pytest.param("2026-07-10", told("2026-04", "2026-06"), QUARTER, None, "2026-06-30", id="whatever is missing in it"),
        pytest.param("2026-08-10", told("2026-Q2"), MONTHS, None, "2026-06-30", id="quarterly figures: windows of months move by quarters"),
        pytest.param("2026-05-10", told("2026-04-01", "2026-05-04", fields=("actual",)), Over(Span(1, TimeUnit.MONTH)), CALLS, "2026-04-30", id="day by day: told up to the newest day"),
        pytest.param("2026-05-10", told("2026-04-20", fields=("actual",)), Over(Span(1, TimeUnit.MONTH)), CALLS, "2026-03-31", id="and no further"),
        pytest.param("2026-05-10", told("2026-04-20..2026-04-26", "2026-04-27..2026-05-03", fields=("actual",)), Over(Span(1, TimeUnit.MONTH)), WEEKLY, "2026-04-30", id="the last week of a month ends in the next"),
        pytest.param("2026-04-10", told("2026-02", fields=("actual",)), MONTHS, RATING, "2026-02-28", id="the newest of all: as old as it is"),
        pytest.param("2026-05-10", told("2026-03", "2026-04"), MeanOf(Span(2, TimeUnit.MONTH)), None, "2026-04-30", id="a mean"),
        pytest.param("2026-05-10", (), MONTHS, None, "2026-05-10", id="nothing is told: as of the day"),
        pytest.param("2026-05-10", told("2026-04-06..2026-04-17", "2026-04-20..2026-04-30"), Over(Span(1, TimeUnit.MONTH)), None, "2026-04-30", id="stretches of no kind"),
    ],
)  # fmt: skip
def test_the_newest_window_told(day, known, window, metrics, last) -> None:
    found = window_on(day, known, window, metrics)
    assert (str(found.last), found.reason) == (last, None)


QUARTERS_MONTHS = told("2026-01", "2026-02", "2026-03")


@pytest.mark.parametrize(
    ("day", "look", "says"),
    [
        pytest.param("2026-05-21", {}, "", id="April may come until then"),
        pytest.param("2026-05-22", {}, "the figures for 2026-04 are overdue: they were to be told by 2026-05-21", id="from then on it is overdue"),
        pytest.param("2026-05-10", {"not_older": Span(40, TimeUnit.DAY)}, "", id="forty days old"),
        pytest.param("2026-05-11", {"not_older": Span(40, TimeUnit.DAY)}, "2026-Q1 is too long ago: nothing is proposed on it after 2026-05-10", id="older"),
        pytest.param("2026-05-11", {"not_older": ValueRef("fresh")}, "2026-Q1 is too long ago: nothing is proposed on it after 2026-04-30", id="a value says how old"),
        pytest.param("2026-04-10", {"after": on("2025-12-31")}, "", id="it began on the day after a good end"),
        pytest.param("2026-04-10", {"after": on("2026-01-01")}, "an earlier plan ended on 2026-01-01: only what came after it counts, and that is not enough yet", id="a day too early"),
    ],
)  # fmt: skip
def test_why_it_is_not_judged(day, look, says) -> None:
    policy = replace(
        a_policy(), values={"fresh": Value((Dated(on("2020-01-01"), Span(30, TimeUnit.DAY)),))}
    )
    case = a_case(day, QUARTERS_MONTHS, policy=policy)
    found = newest_window(
        MetricTest("attainment", MONTHS, BELOW), case, LookBack(on(day), on(day), **look)
    )
    assert (english(found.reason) if found.reason else "") == says
    assert found.overdue == ("overdue" in says)


def test_a_month_that_leave_leaves_out_is_not_waited_for() -> None:
    april = an_absence("leave", "sick", "2026-04-01", "2026-04-30")
    assert window_on("2026-05-22", QUARTERS_MONTHS, metrics=AWAY).overdue
    away = window_on("2026-05-22", QUARTERS_MONTHS, metrics=AWAY, absences=(april,))
    assert (str(away.last), away.overdue) == ("2026-03-31", False)
    assert window_on("2026-06-22", QUARTERS_MONTHS, metrics=AWAY, absences=(april,)).overdue


def test_the_newest_of_all_is_waited_for_by_nobody() -> None:
    found = window_on(
        "2026-12-01",
        told("2026-02", fields=("actual",)),
        Over(Span(1, TimeUnit.YEAR)),
        RATING,
        not_older="forever",
    )
    assert (found.reason, found.until) == (None, None)


def test_every_window_of_a_condition_but_those_of_clocks() -> None:
    case = a_case("2026-05-10", QUARTERS_MONTHS)
    condition = AnyOf(
        (
            MetricTest("attainment", MONTHS, BELOW),
            MetricTest("attainment", Over(clock="period"), BELOW),
        )
    )
    assert [*newest_windows(condition, case)] == []
    looking = replace(case, look_back=LookBack(case.basis, case.basis))
    assert [str(each.last) for each in newest_windows(condition, looking)] == ["2026-03-31"]


def test_it_changes_by_time_when_figures_are_overdue_or_too_old() -> None:
    case = a_case("2026-04-10", QUARTERS_MONTHS)
    days = window_changes(
        MetricTest("attainment", MONTHS, BELOW), case, LookBack(case.basis, case.basis)
    )
    assert {str(day) for day in days} == {"2026-05-22", "2026-06-01"}


MONTH_NUMBERS = st.sets(st.integers(0, 23), min_size=1)


@given(MONTH_NUMBERS, st.integers(0, 800), st.integers(1, 6))
def test_no_window_ends_before_the_newest_month_told(months, days, count) -> None:
    """And it is judged only while no later month is overdue, and it is not too old."""
    names = [f"{add_months(date(2025, 1, 1), n):%Y-%m}" for n in sorted(months)]
    day = date.fromordinal(date(2025, 1, 1).toordinal() + days)
    known = told(*names)
    case = a_case(day, known, policy=a_policy({"attainment": ATTAINMENT}))
    found = newest_window(
        MetricTest("attainment", Over(Span(count, TimeUnit.MONTH)), BELOW),
        case,
        LookBack(day, day),
    )
    ends = [f.period.last for f in known if f.period.last <= day]
    assert found.last == max(ends, default=day)
    if ends and not found.reason:
        assert (day - found.last).days <= max(62, STALE.count)
