"""Quantities people argue about: exact, with their unit, rounded once."""

import re
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


TIME_UNITS = {form: part for part in TimeUnit for form in (part.value, f"{part.value}s")} | {
    "half-year": TimeUnit.HALF_YEAR,
    "half-years": TimeUnit.HALF_YEAR,
}


def span_written(text: str) -> Span | None:
    """`10 business days` as a policy or a person writes it; None for any other text, and for 0."""
    found = re.fullmatch(r"([0-9]{1,4}) ([a-z -]+)", text)
    part = TIME_UNITS.get(found[2]) if found else None
    count = int(found[1]) if found else 0
    return Span(count, part) if part and count else None
