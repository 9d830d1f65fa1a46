"""Numbers as people write them in a declared language, exactly or not at all."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol

from engine.languages.table import Marks, marks_of

MAX_DIGITS = 18
BLANKS = "\u0020\u00a0\u2007\u2009\u202f"
APOSTROPHES = "'\u2019"
_ALIKE = (
    BLANKS,
    APOSTROPHES,
)  # marks that nobody tells apart: any of them stands for each other
_MINUS = "-\u2212"
SURELY_POINTS = 10  # a bare 0.7 or 1.2 may be a fraction
# Letters typed for digits: among them, or O at the end; in front, or as another letter, it may be a word.
_SLIPS = re.compile("(?<=[0-9])(?:[oOlI]+(?=[0-9])|O+$)")
_MEANT_DIGITS = str.maketrans("oOlI", "0011")
_GROUPS = "[1-9][0-9]{0,2}"
_ANYWHERE = tuple(
    re.compile(shape)
    for shape in (
        "(?P<whole>[0-9]+)(?P<part>)",
        "(?P<whole>[0-9]+)[.,](?P<part>[0-9]{1,2})",
        "(?P<whole>0)[.,](?P<part>[0-9]+)",
        rf"(?P<whole>{_GROUPS}(?:,[0-9]{{3}})+)\.(?P<part>[0-9]+)",
        rf"(?P<whole>{_GROUPS}(?:\.[0-9]{{3}})+),(?P<part>[0-9]+)",
        rf"(?P<whole>{_GROUPS}(?P<mark>[.,])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})+)(?P<part>)",
        rf"(?P<whole>{_GROUPS}(?P<mark>[ '])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*)(?:[.,](?P<part>[0-9]+))?",
    )
)


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a text is not a value: what was expected, and what to type instead, if that is certain."""

    expected: str
    type: str


@dataclass(frozen=True, slots=True)
class Notation:
    """How one file writes numbers. `currency` is a code (EUR) whose signs may stand there."""

    locale: str
    currency: str = ""

    @property
    def signs(self) -> tuple[str, ...]:
        return _signs(self.locale, self.currency)


@lru_cache(maxsize=64)
def _signs(locale: str, currency: str) -> tuple[str, ...]:
    """What may stand before or after the digits, the longest first: US$ before $."""
    if not currency:
        return ()
    symbols = {
        currency,
        get_currency_symbol(currency, locale),
        get_currency_symbol(currency, "en"),
    }
    narrow = Locale.parse(locale).currency_symbols.get(currency)
    return tuple(sorted({*symbols, *([narrow] if narrow else [])}, key=lambda s: (-len(s), s)))


def known_locale(name: str) -> bool:
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def read_number(text: str, notation: Notation, *, percent: bool = False) -> Decimal | Bad:
    """The number in `text`. With `percent`, a percent sign must stand there: points come back.

    Currency, one minus (before, after, or as parentheses) and blanks between thousands are
    understood; anything else is refused rather than guessed.
    """
    body, negative = _unsigned(text.strip(BLANKS), notation)
    has_percent = body.endswith("%")
    body = body.removesuffix("%").strip(BLANKS)
    value = _digits(body, notation.locale)
    if value is None or has_percent != percent:
        return _bad(text, notation, percent=percent)
    return -value if negative else value


def _unsigned(body: str, notation: Notation) -> tuple[str, bool]:
    """Takes off one currency sign and one minus, in any order. Two of a kind stay and fail."""
    negative = False
    signs = list(notation.signs)
    for _ in range(2):
        if not negative and len(body) > 2 and body[0] == "(" and body[-1] == ")":
            body, negative = body[1:-1].strip(BLANKS), True
        elif not negative and len(body) > 1 and (body[0] in _MINUS) != (body[-1] in _MINUS):
            body, negative = (body[1:] if body[0] in _MINUS else body[:-1]).strip(BLANKS), True
        for sign in signs:
            if body.startswith(sign) != body.endswith(sign):
                body = body.removeprefix(sign).removesuffix(sign).strip(BLANKS)
                signs = []
                break
    return body, negative


@lru_cache(maxsize=8192)
def _digits(body: str, locale: str) -> Decimal | None:
    """ASCII digits with this language's marks, grouped properly or not at all."""
    if body.isascii() and body.isdigit():
        return Decimal(body) if len(body) <= MAX_DIGITS else None
    marks = marks_of(locale)
    if not _shape(marks).fullmatch(body) or sum(c.isdigit() for c in body) > MAX_DIGITS:
        return None
    whole, _, part = body.partition(marks.decimal)
    return Decimal("".join(c for c in whole if c.isdigit()) + (f".{part}" if part else ""))


@lru_cache(maxsize=64)
def _shape(marks: Marks) -> re.Pattern[str]:
    """Digits without any group, or all of them grouped by one kind of mark as this language does."""
    last, others = marks.sizes
    kinds = dict.fromkeys(_alike(mark) for mark in marks.groups)
    grouped = [
        rf"[1-9][0-9]{{0,{others - 1}}}(?:[{kind}][0-9]{{{others}}})*[{kind}][0-9]{{{last}}}"
        for kind in map(re.escape, kinds)
    ]
    return re.compile(rf"(?:[0-9]+|{'|'.join(grouped)})(?:{re.escape(marks.decimal)}[0-9]+)?")


def _alike(mark: str) -> str:
    return next((kind for kind in _ALIKE if mark in kind), mark)


def written(value: Decimal, locale: str) -> str:
    """`value` as this language writes it, every digit kept."""
    marks = marks_of(locale)
    whole, _, part = f"{value.copy_abs():f}".partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{marks.grouped(whole)}{marks.decimal if part else ''}{part}"


def _bad(text: str, notation: Notation, *, percent: bool) -> Bad:
    mark = marks_of(notation.locale).decimal
    typed = _only_reading(text, notation, percent=percent)
    if percent:
        return Bad(f"a percentage with its sign, such as {'62.4'.replace('.', mark)}%", typed)
    if any(unicodedata.category(c) == "Sc" for c in _unsigned(text.strip(BLANKS), notation)[0]):
        wanted = f"an amount in {notation.currency}" if notation.currency else "a number"
        return Bad(f"{wanted}, not in another currency", "")
    language = Locale.parse(notation.locale).get_display_name("en")
    example = written(Decimal("1234.5"), notation.locale)
    return Bad(f"a number as written in {language}, such as {example}", typed)


def _only_reading(text: str, notation: Notation, *, percent: bool) -> str:
    """The number that a refused text means to everybody, as this file writes it; else nothing.

    Nothing for words, units, other currencies and noughts: who follows a note must not invent a figure.
    """
    body, negative = _unsigned(text.strip(BLANKS), notation)
    signed = body.endswith("%")
    body = body.removesuffix("%").strip(BLANKS) if percent else body
    body = _SLIPS.sub(lambda slip: slip[0].translate(_MEANT_DIGITS), body)
    value = _digits(body, notation.locale) or _in_any_language(body)
    if not value or (percent and not signed and value < SURELY_POINTS):
        return ""
    typed = f"{value:f}".replace(".", marks_of(notation.locale).decimal)
    return f"{'-' if negative else ''}{typed}{'%' if percent else ''}"


def _in_any_language(body: str) -> Decimal | None:
    """Groups of three with or without decimals, or decimals that can be no group."""
    plain = "".join(next((kind[0] for kind in _ALIKE if c in kind), c) for c in body)
    found = next((m for shape in _ANYWHERE if (m := shape.fullmatch(plain))), None)
    if found is None or sum(c.isdigit() for c in plain) > MAX_DIGITS:
        return None
    whole, part = re.sub("[^0-9]", "", found["whole"]), found["part"]
    return Decimal(f"{whole}.{part}" if part else whole)
