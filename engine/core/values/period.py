"""Stretches of the calendar that figures belong to: months, fiscal quarters, years."""

from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.values.units import Span, TimeUnit

MONTHS_IN = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.HALF_YEAR: 6, TimeUnit.YEAR: 12}
# The most days a period can have.
LONGEST = {
    TimeUnit.DAY: 1,
    TimeUnit.WEEK: 7,
    TimeUnit.MONTH: 31,
    TimeUnit.QUARTER: 92,
    TimeUnit.HALF_YEAR: 184,
    TimeUnit.YEAR: 366,
}


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


def whole_run(day: date, part: TimeUnit, count: int, year_starts: int = 1) -> Period:
    """`count` whole periods one after the other, from the first that begins after `day`."""
    found = period_holding(
        period_holding(day, part, year_starts).last + timedelta(days=1), part, year_starts
    )
    first = found.first
    for _ in range(count - 1):
        found = period_holding(found.last + timedelta(days=1), part, year_starts)
    return Period(first, found.last)


def whole_count(length: Span, part: TimeUnit, weekend: int = 2) -> int:
    """How many whole periods a length needs where they are at their longest, one at least.

    30 days are one month, and so are 31; 90 days are three. Of a week `weekend` days are off.
    """
    if length.part in MONTHS_IN and part in MONTHS_IN:
        return max(-(-length.count * MONTHS_IN[length.part] // MONTHS_IN[part]), 1)
    days = length.count * LONGEST.get(length.part, 1)
    if length.part is TimeUnit.BUSINESS_DAY:
        days = -(-length.count * 7 // max(7 - weekend, 1))
    return max(-(-days // LONGEST[part]), 1)
