"""Days and periods are read by the declared format, and by no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.values.period import Period
from engine.core.values.units import TimeUnit
from engine.intake.values.day import Dating, format_faults, read_period, widened, written_day
from engine.intake.values.number import Bad
from tests.intake.sample import TODAY

FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%A %B %d %Y", "%d %b %Y", "%Y/%m/%d %H:%M:%S")
days = st.dates(date(1990, 1, 1), date(2031, 12, 31))


@given(days, st.sampled_from(FORMATS), st.sampled_from(("en", "de_DE", "fr_FR", "sv_SE")))
def test_a_day_as_written_is_read_back(day, form, locale):
    dating = Dating((form,), locale=locale)
    assert read_period(written_day(day, dating), dating, TODAY) == Period(day, day)


@given(days, st.integers(1, 12), st.booleans())
def test_a_fiscal_quarter_as_written_is_read_back(day, starts, by_end):
    dating = Dating(("%Y-Q%q",), None, starts, by_end)
    period = read_period(written_day(day, dating), dating, TODAY)
    if isinstance(period, Period):  # a quarter at the very edge may begin before 1990
        assert period.first <= day <= period.last
        assert period.first.month in {(starts + k - 1) % 12 + 1 for k in (0, 3, 6, 9)}


@pytest.mark.parametrize(
    ("text", "dating", "first", "last"),
    [
        pytest.param("03.04.2026", Dating(("%d.%m.%Y",)), "2026-04-03", "2026-04-03", id="day"),
        pytest.param("2018-Q1", Dating(("%Y-Q%q",)), "2018-01-01", "2018-03-31",
                     id="a quarter is a calendar quarter"),
        pytest.param("2026-Q1", Dating(("%Y-Q%q",), None, 2), "2026-02-01", "2026-04-30",
                     id="unless the fiscal year starts in February"),
        pytest.param("2026-Q4", Dating(("%Y-Q%q",), None, 10, True), "2026-07-01", "2026-09-30",
                     id="a fiscal year named by its end"),
        pytest.param("2026-01-31", Dating(("%Y-%m-%d",), TimeUnit.QUARTER, 2), "2025-11-01",
                     "2026-01-31", id="a day to its fiscal quarter"),
        pytest.param("2026-02", Dating(("%Y-%m", "%Y-Q%q")), "2026-02-01", "2026-02-28",
                     id="one of two formats"),
        pytest.param("März 2026", Dating(("%B %Y",), locale="de_DE"), "2026-03-01",
                     "2026-03-31", id="a month's name"),
        pytest.param("Friday December 1 2017", Dating(("%A %B %d %Y",)), "2017-12-01",
                     "2017-12-01", id="a long date"),
    ],
)  # fmt: skip
def test_periods(text, dating, first, last):
    wanted = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert read_period(text, dating, TODAY) == wanted


@pytest.mark.parametrize(
    ("text", "form", "typed"),
    [
        pytest.param("00:00.0", "%Y-%m-%d", "", id="a date that Excel ruined"),
        pytest.param("00/01/1900", "%d/%m/%Y", "", id="Excel's day nought"),
        pytest.param("31.12.1989", "%d.%m.%Y", "", id="before there were figures"),
        pytest.param("01.01.2032", "%d.%m.%Y", "", id="too far ahead"),
        pytest.param("9999-12-31", "%Y-%m-%d", "", id="never"),
        pytest.param("13/04/2026", "%m/%d/%Y", "04/13/2026", id="the other order"),
        pytest.param("03/04/2026", "%Y-%m-%d", "", id="two orders"),
        pytest.param("31/04/2026", "%d/%m/%Y", "", id="a day that never was"),
        pytest.param("2024-02-30", "%Y-%m-%d", "", id="another"),
        pytest.param("2026-13", "%Y-%m", "", id="a thirteenth month"),
        pytest.param("２０２６-01-01", "%Y-%m-%d", "", id="wide digits"),
        pytest.param("2026-Q5", "%Y-Q%q", "", id="a fifth quarter"),
        pytest.param("2026-04", "%Y-Q%q", "", id="a month is no quarter"),
        pytest.param("0001-Q1", "%Y-Q%q", "", id="the first year"),
        pytest.param("Smarch 2026", "%B %Y", "", id="no month"),
        pytest.param("Apr 2026", "%Y-%m", "2026-04", id="a month by its name"),
        pytest.param("April, 2026", "%Y-%m", "2026-04", id="with a comma"),
        pytest.param("Apr 2026", "%Y-%m-%d", "", id="a month is no day"),
        pytest.param("3 April 2026", "%Y-%m-%d", "2026-04-03", id="a day by its month's name"),
        pytest.param("04/2026", "%Y-%m", "2026-04", id="the month first"),
        pytest.param("2026-04-01 00:00:00", "%Y-%m-%d", "2026-04-01", id="with a midnight"),
        pytest.param("May", "%Y-%m", "", id="no year"),
        pytest.param("next month", "%Y-%m", "", id="words"),
        pytest.param("", "%Y-%m-%d", "", id="nothing"),
    ],
)
def test_a_date_is_suggested_only_where_there_is_one_reading(text, form, typed):
    dating = Dating((form,))
    bad = read_period(text, dating, TODAY)
    assert isinstance(bad, Bad)
    assert bad.type == typed
    assert not typed or isinstance(read_period(typed, dating, TODAY), Period)


@pytest.mark.parametrize(
    ("text", "typed"), [("Apr 2026", "04/01/2026"), ("2026-04-15", "04/15/2026")]
)
def test_a_month_is_typed_as_its_first_day_where_days_stand_for_months(text, typed):
    bad = read_period(text, Dating(("%m/%d/%Y",), TimeUnit.MONTH), TODAY)
    assert isinstance(bad, Bad)
    assert bad.type == typed


def test_a_text_that_fits_two_formats_in_two_ways_is_refused():
    dating = Dating(("%d/%m/%Y", "%m/%d/%Y"))
    assert isinstance(read_period("03/04/2026", dating, TODAY), Bad)
    assert isinstance(read_period("04/04/2026", dating, TODAY), Period)


def test_the_bounds_of_the_calendar_come_in_pairs():
    dating = Dating(("%Y-%m-%d",))
    for good, bad in (("1990-01-01", "1989-12-31"), ("2031-12-31", "2032-01-01")):
        assert isinstance(read_period(good, dating, TODAY), Period)
        assert isinstance(read_period(bad, dating, TODAY), Bad)


def test_a_date_cell_in_a_column_of_months_means_its_month():
    first = date(2026, 4, 1)
    april = Period(first, date(2026, 4, 30))
    assert widened(first, Dating(("%Y-%m", "%Y-Q%q")), TODAY) == april
    assert widened(first, Dating(("%Y-%m-%d",)), TODAY) == Period(first, first)
    later = first + timedelta(days=40)
    assert widened(later, Dating(("%Y-%m-%d",), TimeUnit.MONTH), TODAY).first == date(
        2026, 5, 1
    )


@pytest.mark.parametrize(
    "form", ["%Y-%j", "%d.%m", "%Y %Y", "%Y-%m-%B", "%Y-%d", "%Y-%m-Q%q", "%x"]
)
def test_a_format_that_leaves_something_open_is_named(form):
    assert format_faults(form)
