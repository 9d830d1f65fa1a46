import pytest

from engine.core.values.period import Period, add_months, last_closed, month_end, period_holding
from engine.core.values.units import TimeUnit
from tests.builders import on, period


def test_a_period_does_not_end_before_it_starts() -> None:
    assert Period(on("2026-05-12"), on("2026-05-12")).days == 1
    with pytest.raises(ValueError, match="a period ends on 2026-05-11, before it starts"):
        Period(on("2026-05-12"), on("2026-05-11"))


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        pytest.param("2026-05", "2026-Q2", True, id="a month of its quarter"),
        pytest.param("2026-05", "2026-05", True, id="itself"),
        pytest.param("2026-Q2", "2026-05", False, id="the larger in the smaller"),
        pytest.param("2026-04-30..2026-05-01", "2026-05", False, id="over the edge"),
        pytest.param("2026-04", "2026-05", False, id="its neighbour"),
    ],
)
def test_a_period_lies_within_another(one: str, other: str, within: bool) -> None:
    assert period(one).within(period(other)) is within


@pytest.mark.parametrize(
    ("stretch", "text"),
    [
        pytest.param("2026-05-12", "2026-05-12", id="a day"),
        pytest.param("2026-02", "2026-02", id="a month"),
        pytest.param("2026-Q2", "2026-04-01 to 2026-06-30", id="more than a month"),
        pytest.param("2026-05-01..2026-05-30", "2026-05-01 to 2026-05-30", id="a day short of a month"),
    ],
)  # fmt: skip
def test_a_period_has_the_shortest_exact_name(stretch: str, text: str) -> None:
    assert str(period(stretch)) == text


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        pytest.param("2026-01-31", 1, "2026-02-28", id="no such day: the month's last"),
        pytest.param("2028-01-31", 1, "2028-02-29", id="in a leap year one more"),
        pytest.param("2026-03-31", -1, "2026-02-28", id="backwards too"),
        pytest.param("2026-11-15", 3, "2027-02-15", id="over the year"),
        pytest.param("2026-02-28", 1, "2026-03-28", id="the day is kept, not the month's end"),
        pytest.param("2026-12-05", 12, "2027-12-05", id="a year"),
    ],
)
def test_months_keep_their_day(day: str, months: int, then: str) -> None:
    assert add_months(on(day), months) == on(then)


def test_the_end_of_a_month() -> None:
    assert [month_end(on(d)).day for d in ("2026-02-01", "2028-02-29", "2026-12-31")] == [
        28,
        29,
        31,
    ]


@pytest.mark.parametrize(
    ("day", "part", "starts", "found"),
    [
        pytest.param("2026-05-12", TimeUnit.DAY, 1, "2026-05-12", id="a day"),
        pytest.param("2026-05-17", TimeUnit.WEEK, 1, "2026-05-11..2026-05-17", id="a Sunday ends its week"),
        pytest.param("2026-05-18", TimeUnit.WEEK, 1, "2026-05-18..2026-05-24", id="a Monday begins one"),
        pytest.param("2026-05-12", TimeUnit.QUARTER, 1, "2026-Q2", id="a calendar quarter"),
        pytest.param("2026-05-12", TimeUnit.QUARTER, 2, "2026-05-01..2026-07-31", id="a fiscal one"),
        pytest.param("2026-01-31", TimeUnit.QUARTER, 2, "2025-11-01..2026-01-31", id="a fiscal one's last"),
        pytest.param("2026-05-12", TimeUnit.HALF_YEAR, 1, "2026-01-01..2026-06-30", id="a half-year"),
        pytest.param("2026-01-31", TimeUnit.YEAR, 2, "2025-02-01..2026-01-31", id="a fiscal year's last"),
        pytest.param("2026-02-01", TimeUnit.YEAR, 2, "2026-02-01..2027-01-31", id="and the next one"),
    ],
)  # fmt: skip
def test_the_period_that_holds_a_day(day: str, part: TimeUnit, starts: int, found: str) -> None:
    assert period_holding(on(day), part, starts) == period(found)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        pytest.param("2026-05-30", 1, ["2026-04"], id="a day before the end: not closed"),
        pytest.param("2026-05-31", 1, ["2026-05"], id="on its last day it is"),
        pytest.param("2026-06-15", 3, ["2026-03", "2026-04", "2026-05"], id="oldest first"),
    ],
)
def test_only_closed_periods_count(day: str, count: int, found: list[str]) -> None:
    assert [*last_closed(on(day), TimeUnit.MONTH, count)] == [period(name) for name in found]
