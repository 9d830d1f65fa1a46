"""Quantities people argue about: exact, with their unit, rounded once."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What a figure is counted in. `percent` holds points: 80 means 80 %."""

    PERCENT = "percent"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit, already rounded: the number compared is the number printed."""

    value: Decimal
    unit: Unit

    def __str__(self) -> str:
        text = f"{self.value:f}"
        return f"{text} %" if self.unit is Unit.PERCENT else text


class TimeUnit(StrEnum):
    """The pieces time is cut into. `BUSINESS_DAY` needs a calendar to count."""

    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a policy writes it: `10 business days`, `6 months`. Never negative."""

    count: int
    part: TimeUnit

    def __str__(self) -> str:
        return f"{self.count} {self.part}" if self.count == 1 else f"{self.count} {self.part}s"
