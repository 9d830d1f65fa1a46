"""What the headers of a wide sheet say: which field, and which month or quarter."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import product

from engine.core.values.period import Period, add_months, period_holding
from engine.core.values.units import TimeUnit
from engine.intake.sources.source import Wide
from engine.intake.values.day import LAST_YEAR
from engine.languages.table import month_shortened

LONGEST_HEADER = 200  # characters tried against a pattern
_USUAL = (
    "Jan-26", "2026-01", "M01", "January", "Jan", "01", "Q1-26", "2026-Q1", "Q1 2026", "Q1", "Jan 2026",
    "Jan 26",
)  # fmt: skip


@lru_cache(maxsize=1024)  # asked for every cell of a file
def wide_match(name: str, wide: Wide) -> re.Match[str] | None:
    """What the first fitting pattern finds in a header that holds one of the fields."""
    text = " ".join(name.split())[:LONGEST_HEADER]  # two lines within a cell are one text
    found = (re.search(pattern, text) for pattern in wide.patterns)
    return next((match for match in found if match and _field(match, wide)), None)


def wide_field(name: str, wide: Wide) -> str:
    """The field that a header of a period stands for."""
    match = wide_match(name, wide)
    return _field(match, wide) if match else ""


def _field(match: re.Match[str], wide: Wide) -> str:
    if not wide.fields:
        return wide.value
    word = _folded(match.groupdict().get("field") or "")
    return next((field for text, field in wide.fields if _folded(text) == word), "")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=64)
def wide_example(wide: Wide) -> str:
    """A header that fits, to show what is meant; a pattern would say nothing to most people."""
    fits = (name for name in _usual(wide) if wide_match(name, wide))
    return f"such as {next(fits, 'one column per period')}"


def _usual(wide: Wide) -> Iterator[str]:
    if not wide.fields:
        yield from _USUAL
        return
    for sign, (word, _), name in product((" ", "-", "_", " - ", ""), wide.fields, _USUAL):
        yield f"{name}{sign}{word}"
        yield f"{word}{sign}{name}"


def period_of_header(
    parts: Mapping[str, str | None], year_text: str, wide: Wide, locale: str
) -> Period | None:
    """The period that the named groups of a header say, with the year from wherever it stands."""
    if not re.fullmatch("[0-9]{2}|[0-9]{4}", year_text):
        return None
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if not 1900 <= year < LAST_YEAR:
        return None
    if (quarter := parts.get("quarter")) is not None:
        if quarter not in ("1", "2", "3", "4"):
            return None
        back = 1 if wide.named_by_end and wide.year_starts > 1 else 0
        start = add_months(date(year - back, wide.year_starts, 1), 3 * (int(quarter) - 1))
        return period_holding(start, TimeUnit.QUARTER, wide.year_starts)
    text = (parts.get("month") or "").strip()
    number = text.isascii() and text.isdigit() and len(text) <= 2
    month = int(text) if number else month_shortened(text, locale)
    return period_holding(date(year, month, 1), TimeUnit.MONTH) if 1 <= month <= 12 else None
