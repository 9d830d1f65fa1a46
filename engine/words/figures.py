"""Figures as a language writes them: every digit as it was compared, with its own separators."""

from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol


def figure_text(value: Decimal, language: str) -> str:
    """62,400 or 62,400.50: grouped, and without the zeros that say nothing."""
    text = f"{value:,f}"
    whole, point, rest = text.partition(".")
    return with_separators(text if point and rest.strip("0") else whole, language)


def with_separators(text: str, language: str) -> str:
    """A figure written with `,` between thousands and `.` before its part, as the language has it."""
    group, point = _separators(language)
    if (group, point) == (",", "."):
        return text
    return "".join({",": group, ".": point}.get(each, each) for each in text)


@lru_cache(maxsize=64)
def _separators(language: str) -> tuple[str, str]:
    """Of a language that nobody has described, the English ones."""
    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return ",", "."
    return str(get_group_symbol(locale)), str(get_decimal_symbol(locale))
