"""Days and periods by a declared format: one reading or none."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from engine.core.values.period import Period, add_months, period_holding
from engine.core.values.units import TimeUnit
from engine.intake.values.number import Bad
from engine.languages.table import month_shortened

FIRST_YEAR = 1990
YEARS_AHEAD = 5
LAST_YEAR = 9990  # the calendar itself ends with 9999
TOO_FAR = "a day between"
_RUINED = " (Excel has ruined this one: rather export the file anew, and drop it unopened)"
_SIZES = (TimeUnit.DAY, TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.YEAR)
_YEAR, _DAY, _BETWEEN = "(?P<year>[0-9]{4})", "(?P<day>[0-9]{1,2})", "(?:[./-]|,? )"
_MONTH = r"(?P<month>[0-9]{1,2}|[^\W\d_]+\.?)"
_ORDERS = tuple(
    re.compile(_BETWEEN.join(order) + r"(?:[ T]00:00(?::00(?:\.0+)?)?)?")
    for order in (
        (_YEAR, _MONTH, _DAY), (_DAY, _MONTH, _YEAR), (_MONTH, _DAY, _YEAR),
        (_YEAR, _MONTH), (_MONTH, _YEAR),
    )
)  # fmt: skip
SIGNS = {
    "Y": r"(?P<Y>[0-9]{4})", "y": r"(?P<y>[0-9]{2})", "m": r"(?P<m>[0-9]{1,2})",
    "d": r"(?P<d>[0-9]{1,2})", "q": r"(?P<q>[1-4])", "H": r"[0-9]{1,2}", "M": r"[0-9]{2}",
    "S": r"[0-9]{2}(?:\.[0-9]+)?", "p": r"(?i:[ap]m)",
    "A": r"[^\W\d_]+\.?", "a": r"[^\W\d_]+\.?",
    "B": r"(?P<B>[^\W\d_]+\.?)", "b": r"(?P<B>[^\W\d_]+\.?)", "%": "%",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dating:
    """How a file writes its days. A text must fit exactly one of `formats`.

    `to` widens a day to its month, quarter or year. `year_starts` is the first month of the
    fiscal year; `named_by_end`: fiscal year 2026 is the one that ends in 2026.
    """

    formats: tuple[str, ...]
    to: TimeUnit | None = None
    year_starts: int = 1
    named_by_end: bool = False
    locale: str = "en"
    first_year: int = FIRST_YEAR


def format_faults(form: str) -> str:
    """What is wrong with a format, in words; empty when it can be used."""
    signs = re.findall(r"%(.?)", form)
    unknown = [s for s in signs if s not in SIGNS]
    if unknown:
        return f"%{unknown[0]} is not known"
    kinds = [{"b": "B", "y": "Y"}.get(s, s) for s in signs if s in "YymdqBb"]
    if len(kinds) != len(set(kinds)) or ("B" in kinds and "m" in kinds):
        return "one part of the date stands there twice"
    if "Y" not in kinds:
        return "it has no year (%Y)"
    if "d" in kinds and not {"m", "B"} & set(kinds):
        return "it has a day but no month"
    if "q" in kinds and {"m", "B", "d"} & set(kinds):
        return "it has a quarter and a month"
    return ""


def precision(form: str) -> TimeUnit:
    if "%d" in form:
        return TimeUnit.DAY
    if "%q" in form:
        return TimeUnit.QUARTER
    return TimeUnit.MONTH if re.search("%[mBb]", form) else TimeUnit.YEAR


@lru_cache(maxsize=8192)
def read_period(text: str, dating: Dating, today: date) -> Period | Bad:
    """The period that `text` names, in the one declared format it fits."""
    found = {p for form in dating.formats if (p := _fit(text.strip(), form, dating))}
    if len(found) != 1:
        return _bad(text, dating, today)
    return _plausible(found.pop(), dating, today)


def widened(day: date, dating: Dating, today: date) -> Period | Bad:
    """A day that the file itself knows to be one (a date cell).

    Where the formats name months, Excel has made their first day of what was typed: 2026-04.
    """
    exact = min((precision(form) for form in dating.formats), key=_SIZES.index)
    return _plausible(_around(day, dating.to or exact, dating), dating, today)


def _around(day: date, part: TimeUnit, dating: Dating) -> Period:
    """The day's month, say; at the ends of the calendar, where none is whole, the day alone."""
    if not 1 < day.year < LAST_YEAR:
        return Period(day, day)
    return period_holding(day, part, dating.year_starts)


def written_day(day: date, dating: Dating) -> str:
    """A day in the first declared format: what to type."""
    quarter = ((day.month - dating.year_starts) % 12) // 3 + 1
    year = _fiscal_name(day, dating) if "%q" in dating.formats[0] else day.year
    months = get_month_names("wide", locale=dating.locale)
    short = get_month_names("abbreviated", locale=dating.locale)
    parts = {
        "Y": f"{year:04}", "y": f"{year % 100:02}", "m": f"{day.month:02}",
        "d": f"{day.day:02}", "q": str(quarter), "B": months[day.month], "b": short[day.month],
        "H": "00", "M": "00", "S": "00", "p": "AM", "%": "%",
        "A": get_day_names("wide", locale=dating.locale)[day.weekday()],
        "a": get_day_names("abbreviated", locale=dating.locale)[day.weekday()],
    }  # fmt: skip
    return re.sub("%(.)", lambda m: parts[m[1]], dating.formats[0])


def _plausible(period: Period, dating: Dating, today: date) -> Period | Bad:
    last_year = today.year + YEARS_AHEAD
    if dating.first_year <= period.first.year <= last_year:
        return period
    return Bad(f"{TOO_FAR} {dating.first_year} and {last_year}", "")


def _bad(text: str, dating: Dating, today: date) -> Bad:
    example = written_day(date(today.year, today.month, 1), dating)
    kinds = " or ".join(dict.fromkeys(_in_words(form) for form in dating.formats))
    ruined = _RUINED if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}(\.[0-9])?", text.strip()) else ""
    typed = _only_reading(text, dating, today)
    return Bad(f"a date written {kinds}, such as {example}{ruined}", typed)


def _only_reading(text: str, dating: Dating, today: date) -> str:
    """The day or month that a refused text means to everybody, as this file writes it; else nothing."""
    found = _in_any_order(" ".join(text.split()), dating.locale)
    if len(found) != 1:
        return ""
    day, size = found.pop()
    for form in dating.formats:
        part = precision(form)
        wider = size is TimeUnit.MONTH and dating.to not in (None, TimeUnit.DAY)
        if part is size or (part, size) == (TimeUnit.MONTH, TimeUnit.DAY) or (
            part is TimeUnit.DAY and wider):  # fmt: skip
            typed = written_day(day, replace(dating, formats=(form,)))
            return typed if isinstance(read_period(typed, dating, today), Period) else ""
    return ""


def _in_any_order(text: str, locale: str) -> set[tuple[date, TimeUnit]]:
    """Every day or month that a text of three or two parts can mean, its year in four digits."""
    found: set[tuple[date, TimeUnit]] = set()
    for order in _ORDERS:
        parts = match.groupdict() if (match := order.fullmatch(text)) else {}
        if parts:
            months = months_named(parts["month"], locale)
            size = TimeUnit.DAY if parts.get("day") else TimeUnit.MONTH
            days = (
                _date(int(parts["year"]), month, int(parts.get("day") or 1)) for month in months
            )
            found |= {(day, size) for day in days if day}
    return found


def months_named(text: str, locale: str) -> set[int]:
    """Every month that a name or number can mean, in this language or in English."""
    if text.isdigit():
        return {int(text)} if len(text) <= 2 else set()
    return {month_shortened(text, locale), month_shortened(text, "en")} - {0}


def _in_words(form: str) -> str:
    words = {
        "Y": "YYYY", "y": "YY", "m": "MM", "d": "DD", "q": "n", "B": "Month", "b": "Mon",
        "H": "hh", "M": "mm", "S": "ss", "p": "AM", "A": "Weekday", "a": "Day", "%": "%",
    }  # fmt: skip
    return re.sub("%(.)", lambda m: words[m[1]], form)


def _fit(text: str, form: str, dating: Dating) -> Period | None:
    match = format_pattern(form).fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts["Y"]) if parts.get("Y") else 2000 + int(parts["y"])
    if parts.get("q"):
        return _quarter(year, int(parts["q"]), dating)
    month = _month(parts, dating.locale)
    if month == 0:
        return None
    day = _date(year, month, int(parts.get("d") or 1))
    if day is None:
        return None
    return _around(day, dating.to or precision(form), dating)


def _quarter(year: int, quarter: int, dating: Dating) -> Period | None:
    back = 1 if dating.named_by_end and dating.year_starts > 1 else 0
    if not 1 < year - back < LAST_YEAR:
        return None
    start = add_months(date(year - back, dating.year_starts, 1), 3 * (quarter - 1))
    return period_holding(start, dating.to or TimeUnit.QUARTER, dating.year_starts)


def _fiscal_name(day: date, dating: Dating) -> int:
    started = day.year if day.month >= dating.year_starts else day.year - 1
    return started + (1 if dating.named_by_end and dating.year_starts > 1 else 0)


def _month(parts: dict[str, str | None], locale: str) -> int:
    """1 to 12; 1 for a year alone; 0 when the name is not one."""
    if number := parts.get("m"):
        return int(number)
    name = parts.get("B")
    return month_shortened(name, locale) if name else 1


@lru_cache(maxsize=256)
def format_pattern(form: str) -> re.Pattern[str]:
    pieces = re.split("%(.)", form)
    texts = [re.escape(p) if i % 2 == 0 else SIGNS[p] for i, p in enumerate(pieces)]
    return re.compile("".join(texts))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
