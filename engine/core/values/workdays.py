"""Which days are worked, and when a length of time from an anchor day is over."""

from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.values.period import MONTHS_IN, Period, add_months
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
STEPS = {"forward": DAY, "backward": -DAY}


@dataclass(frozen=True, slots=True)
class Workdays:
    """`weekend` holds weekday numbers (Monday is 0), `off` public holidays and extra days."""

    weekend: frozenset[int]
    off: frozenset[date]

    def __post_init__(self) -> None:
        if self.weekend >= set(range(7)):
            raise ValueError("a week needs at least one working day")

    def is_workday(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.off

    def roll(self, day: date, direction: str) -> date:
        """The nearest working day `forward` or `backward`, `day` itself if worked or `none`."""
        if direction == "none":
            return day
        step = STEPS[direction]
        while not self.is_workday(day):
            day += step
        return day

    def add(self, day: date, span: Span) -> date:
        """The day `span` after `day`, which is day 0. Months keep the day, else take the last.

        Five business days from a Friday are the next Friday; from a Saturday too.
        """
        match span.part:
            case TimeUnit.DAY:
                return day + span.count * DAY
            case TimeUnit.WEEK:
                return day + span.count * 7 * DAY
            case TimeUnit.BUSINESS_DAY:
                return self._add_business_days(day, span.count)
            case _:
                return add_months(day, span.count * MONTHS_IN[span.part])

    def due(self, anchor: date, span: Span, roll: str) -> date:
        """The due day: added, then rolled. Lengths and look-backs use `add`: never rolled."""
        return self.roll(self.add(anchor, span), roll)

    def count(self, period: Period) -> int:
        """The working days in `period`, both ends in."""
        first = period.first
        return sum(self.is_workday(first + n * DAY) for n in range(period.days))

    def _add_business_days(self, day: date, count: int) -> date:
        while count:
            day += DAY
            count -= self.is_workday(day)
        return day
