"""Stretches of the calendar that figures belong to: months, fiscal quarters, years."""

from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.values.units import TimeUnit

MONTHS_IN = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.HALF_YEAR: 6, TimeUnit.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both ends belong to it. A day is a period whose ends are equal."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period ends on {self.last}, before it starts on {self.first}")

    def within(self, other: "Period") -> bool:
        return other.first <= self.first and self.last <= other.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        """The shortest exact name: 2026-05-12, 2026-05, or 2026-04-01 to 2026-06-30."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.day == 1 and self.last == month_end(self.first):
            return f"{self.first:%Y-%m}"
        return f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True, order=True)
class FiscalPeriod:
    """A period as a calendar names it whose year starts in the month `year_starts`, from 1."""

    period: Period
    year_starts: int = 1


def month_end(day: date) -> date:
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of a later (or, below 0, earlier) month, or that month's last day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    first = date(year, month + 1, 1)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def period_holding(day: date, part: TimeUnit, year_starts: int = 1) -> Period:
    """The month, fiscal quarter, half-year, fiscal year, ISO week or day that holds `day`.

    `year_starts` is the first month of the fiscal year, from 1.
    """
    if part in (TimeUnit.DAY, TimeUnit.BUSINESS_DAY):
        return Period(day, day)
    if part is TimeUnit.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    length = MONTHS_IN[part]
    into = (day.month - year_starts) % 12 % length
    first = add_months(day.replace(day=1), -into)
    return Period(first, add_months(first, length) - timedelta(days=1))


def last_closed(
    day: date, part: TimeUnit, count: int, year_starts: int = 1
) -> tuple[Period, ...]:
    """The `count` latest whole periods that ended on or before `day`, oldest first."""
    found: list[Period] = []
    current = period_holding(day, part, year_starts)
    if current.last > day:
        current = period_holding(current.first - timedelta(days=1), part, year_starts)
    while len(found) < count:
        found.append(current)
        current = period_holding(current.first - timedelta(days=1), part, year_starts)
    return tuple(reversed(found))
