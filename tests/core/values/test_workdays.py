from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.values.period import Period
from engine.core.values.units import Span, TimeUnit
from engine.core.values.workdays import Workdays
from tests.builders import WEEKEND, on, span

INDEPENDENCE = frozenset({on("2026-07-03")})
PLAIN = Workdays(WEEKEND, frozenset())
JULY = Workdays(WEEKEND, INDEPENDENCE)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
calendars = st.builds(
    Workdays,
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=40),
)
spans = st.builds(Span, st.integers(0, 40), st.sampled_from(TimeUnit))


@pytest.mark.parametrize(
    ("anchor", "length", "lands_on"),
    [
        pytest.param("2026-05-12", span(0, "day"), "2026-05-12", id="the anchor is day 0"),
        pytest.param("2026-05-12", span(1, "day"), "2026-05-13", id="one day on"),
        pytest.param("2026-05-12", span(2, "week"), "2026-05-26", id="weeks keep the weekday"),
        pytest.param("2026-01-31", span(1, "month"), "2026-02-28", id="else the month's last"),
        pytest.param(
            "2028-01-31", span(1, "month"), "2028-02-29", id="in a leap year the 29th"
        ),
        pytest.param("2026-02-28", span(1, "month"), "2026-03-28", id="the day is kept"),
        pytest.param(
            "2026-11-30", span(1, "quarter"), "2027-02-28", id="a quarter is 3 months"
        ),
        pytest.param("2026-08-31", span(1, "half-year"), "2027-02-28", id="a half-year is 6"),
        pytest.param("2028-02-29", span(1, "year"), "2029-02-28", id="a year from a leap day"),
        pytest.param(
            "2026-05-08", span(5, "business day"), "2026-05-15", id="Friday to Friday"
        ),
        pytest.param("2026-05-09", span(5, "business day"), "2026-05-15", id="Saturday too"),
        pytest.param("2026-05-09", span(1, "business day"), "2026-05-11", id="then Monday"),
        pytest.param("2026-05-09", span(0, "business day"), "2026-05-09", id="0 moves nothing"),
        pytest.param("2026-07-02", span(1, "business day"), "2026-07-06", id="past a holiday"),
    ],
)
def test_a_length_is_counted_from_its_anchor(anchor: str, length: Span, lands_on: str) -> None:
    assert JULY.add(on(anchor), length) == on(lands_on)


@pytest.mark.parametrize(
    ("day", "direction", "rolled"),
    [
        pytest.param("2026-07-02", "forward", "2026-07-02", id="a working day stays"),
        pytest.param("2026-07-03", "forward", "2026-07-06", id="a holiday before a weekend"),
        pytest.param("2026-07-05", "backward", "2026-07-02", id="backward over the holiday"),
        pytest.param("2026-07-05", "none", "2026-07-05", id="none leaves it"),
    ],
)
def test_a_day_off_rolls_as_the_calendar_says(day: str, direction: str, rolled: str) -> None:
    assert JULY.roll(on(day), direction) == on(rolled)


def test_due_days_roll_and_lengths_do_not() -> None:
    assert JULY.add(on("2026-06-26"), span(1, "week")) == on("2026-07-03")
    assert JULY.due(on("2026-06-26"), span(1, "week"), "forward") == on("2026-07-06")


def test_working_days_are_counted_with_both_ends() -> None:
    assert PLAIN.count(Period(on("2026-06-29"), on("2026-07-05"))) == 5
    assert JULY.count(Period(on("2026-06-29"), on("2026-07-05"))) == 4
    assert JULY.count(Period(on("2026-07-03"), on("2026-07-05"))) == 0


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        Workdays(frozenset(range(7)), frozenset())


@given(days, days, spans, calendars)
def test_a_later_anchor_is_never_due_earlier(
    one: date, other: date, length: Span, calendar: Workdays
) -> None:
    first, second = sorted((one, other))
    assert calendar.add(first, length) <= calendar.add(second, length)
    assert calendar.due(first, length, "forward") <= calendar.due(second, length, "forward")


@given(days, spans, calendars)
def test_a_longer_length_ends_later_and_none_ends_before_its_anchor(
    anchor: date, length: Span, calendar: Workdays
) -> None:
    longer = Span(length.count + 1, length.part)
    assert anchor <= calendar.add(anchor, length) < calendar.add(anchor, longer)


@given(days, st.sampled_from(["forward", "backward"]), calendars)
def test_a_rolled_day_is_the_nearest_working_day(
    day: date, direction: str, calendar: Workdays
) -> None:
    rolled = calendar.roll(day, direction)
    between = range(1, abs((rolled - day).days))
    assert calendar.is_workday(rolled)
    assert (rolled >= day) if direction == "forward" else (rolled <= day)
    step = 1 if direction == "forward" else -1
    assert not any(calendar.is_workday(day + timedelta(days=step * n)) for n in between)


@given(days, st.integers(1, 40), calendars)
def test_n_business_days_on_there_are_n_working_days_between(
    anchor: date, count: int, calendar: Workdays
) -> None:
    end = calendar.add(anchor, Span(count, TimeUnit.BUSINESS_DAY))
    assert calendar.count(Period(anchor + timedelta(days=1), end)) == count
    assert calendar.is_workday(end)
