"""Gives typed values the look of a language: dates in words, figures with its separators."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.plural import PluralRule

from engine.core.values.period import Period, month_end
from engine.core.values.units import Amount, Span, Unit
from engine.languages.letters import DayForm, Language

NO_BREAK = "\u00a0"
GROUP_FROM = 5  # digits; CLDR asks some languages to leave 1000 together

Plain = str | bool | list["Plain"] | dict[str, "Plain"]


def dress(value: object, language: Language) -> Plain:
    """The value as text, or as dictionaries, lists and yes/no with text inside.

    Digits are printed as they are, never rounded again: a figure that was compared as 62.40
    prints as 62.40. A whole number given as `int` is a count or a version and gets no
    separators; None is empty. Raises TypeError for a type that has no look.
    """
    return _dressed(value, language)


def _dressed(value: object, language: Language) -> Plain:
    match value:
        case bool() | str():
            return _kept_together(value) if isinstance(value, str) else value
        case None:
            return ""
        case int():
            return str(value)
        case Mapping():
            return {str(key): _dressed(inner, language) for key, inner in value.items()}
        case list() | tuple():
            return [_dressed(inner, language) for inner in value]
        case _:
            return _figure_or_time(value, language)


def _kept_together(text: str) -> str:
    """A figure and its sign are never parted by the end of a line."""
    return text.replace(" %", f"{NO_BREAK}%")


def _figure_or_time(value: object, language: Language) -> str:
    match value:
        case Decimal():
            return decimal_text(value, language)
        case Amount():
            sign = f"{NO_BREAK}%" if value.unit is Unit.PERCENT else ""
            return decimal_text(value.value, language) + sign
        case date():
            return _day(value, language.day)
        case Span():
            return _span(value, language)
        case Period():
            return _period(value, language)
        case _:
            raise TypeError(f"a {type(value).__name__} has no look in a letter")


def decimal_text(value: Decimal, language: Language) -> str:
    """Every digit as it stands, with the language's own separators."""
    if not value.is_finite():
        raise TypeError("a figure that is no number has no look in a letter")
    whole, _, part = f"{value.copy_abs():f}".partition(".")
    if len(whole) >= GROUP_FROM or _is_english(language):
        whole = language.marks.grouped(whole)
    sign = "-" if value.is_signed() and value else ""
    return f"{sign}{whole}{language.marks.decimal if part else ''}{part}"


def _is_english(language: Language) -> bool:
    return re.split("[-_]", language.tag)[0] == "en"


def _span(value: Span, language: Language) -> str:
    """`60 days`. Business days and half-years have no name in other languages and stay in English."""
    kinds = language.lengths.get(value.part)
    if kinds is None or _is_english(language):
        return str(value)
    kind = str(PluralRule(language.plurals)(value.count))
    return kinds[kind].replace("{n}", decimal_text(Decimal(value.count), language))


def _period(value: Period, language: Language) -> str:
    """One day, one month by its name, or both ends."""
    if value.first == value.last:
        return _day(value.first, language.day)
    if value.first.day == 1 and value.last == month_end(value.first):
        return _day(value.first, language.month)
    return " – ".join(_day(day, language.day) for day in (value.first, value.last))


def _day(day: date, form: DayForm) -> str:
    return form.text.format(
        d=day.day, dd=f"{day.day:02}", m=day.month, mm=f"{day.month:02}", y=day.year,
        month=form.months[day.month - 1],
    )  # fmt: skip
