"""Figures as a language writes them: every digit as it was compared, with its own separators."""

from decimal import Decimal

from engine.languages.table import marks_of


def figure_text(value: Decimal, language: str) -> str:
    """62,400 or 62,400.50: grouped, and without the zeros that say nothing."""
    whole, point, part = f"{value:f}".partition(".")
    return digits_text(f"{whole}.{part}" if point and part.strip("0") else whole, language)


def digits_text(digits: str, language: str) -> str:
    """`-62400.50` with the separators of the language; no digit is added or taken away."""
    marks = marks_of(language)
    whole, point, part = digits.removeprefix("-").partition(".")
    sign = "-" if digits.startswith("-") else ""
    return f"{sign}{marks.grouped(whole)}{marks.decimal if point else ''}{part}"
