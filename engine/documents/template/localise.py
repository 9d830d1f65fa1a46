"""Gives typed values the look of a language: dates in words, figures with its separators."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import get_decimal_symbol, get_group_symbol
from babel.units import format_unit

from engine.core.values.period import Period, month_end
from engine.core.values.units import Amount, Span, TimeUnit, Unit

DAY_FIRST = "en_GB"  # what plain "en" means here: 12 May 2026
BABEL_UNITS = {
    TimeUnit.DAY: "duration-day",
    TimeUnit.WEEK: "duration-week",
    TimeUnit.MONTH: "duration-month",
    TimeUnit.QUARTER: "duration-quarter",
    TimeUnit.YEAR: "duration-year",
}
NO_BREAK = "\u00a0"
GROUP_FROM = 5  # digits; CLDR asks some languages to leave 1000 together

Plain = str | bool | list["Plain"] | dict[str, "Plain"]


def dress(value: object, language: str) -> Plain:
    """The value as text, or as dictionaries, lists and yes/no with text inside.

    Digits are printed as they are, never rounded again: a figure that was compared as 62.40
    prints as 62.40. A whole number given as `int` is a count or a version and gets no
    separators; None is empty. `language` is a tag such as `en`, `en-US`, `de`.
    Raises TypeError for a type that has no look, ValueError for an unknown language.
    """
    return _dressed(value, locale_of(language))


def locale_of(language: str) -> Locale:
    """ValueError when there is no such language."""
    tag = DAY_FIRST if language == "en" else language
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_")
    except Exception as error:  # babel raises its own kind, no ValueError
        raise ValueError(f'found the unknown language "{language}"') from error


def _dressed(value: object, locale: Locale) -> Plain:
    match value:
        case bool() | str():
            return _kept_together(value) if isinstance(value, str) else value
        case None:
            return ""
        case int():
            return str(value)
        case Mapping():
            return {str(key): _dressed(inner, locale) for key, inner in value.items()}
        case list() | tuple():
            return [_dressed(inner, locale) for inner in value]
        case _:
            return _figure_or_time(value, locale)


def _kept_together(text: str) -> str:
    """A figure and its sign are never parted by the end of a line."""
    return text.replace(" %", f"{NO_BREAK}%")


def _figure_or_time(value: object, locale: Locale) -> str:
    match value:
        case Decimal():
            return decimal_text(value, locale)
        case Amount():
            sign = f"{NO_BREAK}%" if value.unit is Unit.PERCENT else ""
            return decimal_text(value.value, locale) + sign
        case date():
            return str(format_date(value, "long", locale=locale))
        case Span():
            return _span(value, locale)
        case Period():
            return _period(value, locale)
        case _:
            raise TypeError(f"a {type(value).__name__} has no look in a letter")


def decimal_text(value: Decimal, locale: Locale) -> str:
    """Every digit as it stands, with the language's own separators."""
    if not value.is_finite():
        raise TypeError("a figure that is no number has no look in a letter")
    whole, _, part = f"{value.copy_abs():f}".partition(".")
    if len(whole) >= GROUP_FROM or locale.language == "en":
        grouped = f"{int(whole):,}".replace(",", get_group_symbol(locale))
    else:
        grouped = whole
    sign = "-" if value.is_signed() and value else ""
    return f"{sign}{grouped}{get_decimal_symbol(locale) if part else ''}{part}"


def _span(value: Span, locale: Locale) -> str:
    """`60 days`. Business days and half-years have no babel name and stay in English."""
    unit = BABEL_UNITS.get(value.part)
    if unit is None or locale.language == "en":
        return str(value)
    return str(format_unit(value.count, unit, locale=locale))


def _period(value: Period, locale: Locale) -> str:
    """One day, one month by its name, or both ends."""
    if value.first == value.last:
        return str(format_date(value.first, "long", locale=locale))
    if value.first.day == 1 and value.last == month_end(value.first):
        return str(format_skeleton("yMMMM", value.first, locale=locale))
    ends = [format_date(day, "long", locale=locale) for day in (value.first, value.last)]
    return " – ".join(ends)
