"""Which days a window is about: closed periods, a clock's own weeks, and none before a stage's letter."""

from datetime import date, timedelta
from functools import lru_cache

from engine.core.measure.context import EvaluationContext
from engine.core.measure.coverage import AskedPeriod
from engine.core.policy.condition import Each
from engine.core.values.period import Period, last_closed
from engine.core.values.units import Span, TimeUnit

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
closed_periods = lru_cache(maxsize=1024)(last_closed)  # asked for every employee alike


def from_letter_on(window: Period, case: EvaluationContext) -> Period | None:
    """What of the window does not lie before the letter; None: nothing. Outside of a stage all of it."""
    if case.since is None or case.since <= window.first:
        return window
    return Period(case.since, window.last) if case.since <= window.last else None


def back_to_letter(span: Span, window: Period, case: EvaluationContext) -> Period | None:
    """Of a look back over the last closed periods; None where none of them is whole any more."""
    inside = from_letter_on(window, case)
    if inside in (None, window) or span.part is TimeUnit.BUSINESS_DAY:
        return inside
    (newest,) = last_closed(window.last, span.part, 1, case.year_starts)
    return inside if inside and inside.first <= newest.first else None


def stage_clock(case: EvaluationContext) -> Period | None:
    """The clock of the stage that is judged; of several the one started last. None outside of one."""
    if case.since is None:
        return None
    own = (clock for clock in case.clocks.values() if clock.last >= case.since)
    return max(own, key=lambda clock: clock.first, default=None)


def latest_each(window: Each, case: EvaluationContext) -> tuple[AskedPeriod, ...]:
    """The stretches of `each` that ended last, oldest first: of the calendar, or weeks of the stage's clock.

    The weeks before a clock's first one are counted backwards from it.
    """
    clock = stage_clock(case) if of_clock(window.part, calendar=window.calendar) else None
    if clock is None:
        found = closed_periods(case.basis, window.part, window.in_a_row, case.year_starts)
        return tuple(AskedPeriod(period) for period in found)
    ended = (min(case.basis, clock.last) + DAY - clock.first) // WEEK
    weeks = range(ended - window.in_a_row, ended)
    return tuple(AskedPeriod(week_of(clock.first, number), uncut=True) for number in weeks)


def of_clock(part: TimeUnit, *, calendar: bool) -> bool:
    """True where a clock has pieces of that kind of its own."""
    return part is TimeUnit.WEEK and not calendar


def week_of(first: date, number: int) -> Period:
    """A clock's week, from 0; below 0 it lies before the clock."""
    begins = first + number * WEEK
    return Period(begins, begins + WEEK - DAY)


def look_back(span: Span, case: EvaluationContext) -> Period | None:
    """The last closed periods of the span's own kind; business days end on the basis."""
    if not span.count:
        return None
    if span.part is TimeUnit.BUSINESS_DAY:
        return _business_days(span.count, case)
    closed = closed_periods(case.basis, span.part, span.count, case.year_starts)
    return Period(closed[0].first, closed[-1].last)


def _business_days(count: int, case: EvaluationContext) -> Period:
    first = last = case.workdays.roll(case.basis, "backward")
    for _ in range(count - 1):
        first = case.workdays.roll(first - DAY, "backward")
    return Period(first, last)
