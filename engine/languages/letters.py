"""How the letters of one language write figures, days and lengths: data, which a plan keeps."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from engine.core.values.units import TimeUnit
from engine.languages.table import Marks, marks_of

if TYPE_CHECKING:
    from babel import Locale

DAY_FIRST = "en_GB"  # what plain "en" means here: 12 May 2026
UNITS = {
    TimeUnit.DAY: "duration-day",
    TimeUnit.WEEK: "duration-week",
    TimeUnit.MONTH: "duration-month",
    TimeUnit.QUARTER: "duration-quarter",
    TimeUnit.YEAR: "duration-year",
}
COUNTS = range(200)  # every kind of plural that whole numbers have shows itself below
NAMES: dict[str, tuple[Literal["wide", "abbreviated"], Literal["format", "stand-alone"]]] = {
    "MMMM": ("wide", "format"), "LLLL": ("wide", "stand-alone"),
    "MMM": ("abbreviated", "format"), "LLL": ("abbreviated", "stand-alone"),
}  # fmt: skip
FIGURES = {"d": "{d}", "dd": "{dd}", "M": "{m}", "L": "{m}", "MM": "{mm}", "LL": "{mm}",
           "y": "{y}", "yyyy": "{y}"}  # fmt: skip
PIECE = re.compile(r"'(?P<quoted>[^']*)'|(?P<sign>([A-Za-z])\3*)|(?P<plain>[^'A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class DayForm:
    """A day or month as text: `{d}`, `{dd}`, `{m}`, `{mm}`, `{y}` are figures, `{month}` a name."""

    text: str
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """`lengths`: by part of time and kind of plural, with `{n}`; `plurals`: the counts of each kind."""

    tag: str
    marks: Marks
    day: DayForm
    month: DayForm
    lengths: Mapping[str, Mapping[str, str]]
    plurals: Mapping[str, str]


@lru_cache(maxsize=32)
def language_of(tag: str) -> Language:
    """As the installed library has it. `tag` such as `en`, `en-US`, `de`; ValueError when unknown."""
    from babel.dates import get_date_format  # here and below: only a policy in force needs it

    locale = _locale(tag)
    return Language(
        tag, marks_of(str(locale)),
        _form(str(get_date_format("long", locale).pattern), locale),
        _form(_month_pattern(locale), locale),
        {part.value: _lengths(unit, locale) for part, unit in UNITS.items()},
        {str(kind): str(rule) for kind, rule in locale.plural_form.rules.items()},
    )  # fmt: skip


def language_data(language: Language) -> dict[str, Any]:
    """For JSON; `language_from` makes the same language of it."""
    return asdict(language)


def language_from(told: Mapping[str, Any]) -> Language:
    """What `language_data` gave. It comes from the record and is taken as such."""
    marks = told["marks"]
    day, month = (DayForm(told[k]["text"], tuple(told[k]["months"])) for k in ("day", "month"))
    last, others = marks["sizes"]
    return Language(
        told["tag"], Marks(marks["decimal"], tuple(marks["groups"]), (last, others)),
        day, month, told["lengths"], told["plurals"],
    )  # fmt: skip


def _locale(tag: str) -> "Locale":
    from babel import Locale

    name = DAY_FIRST if tag == "en" else tag
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except Exception as error:  # babel raises its own kind, no ValueError
        raise ValueError(f'found the unknown language "{tag}"') from error


def _month_pattern(locale: "Locale") -> str:
    from babel.dates import match_skeleton

    skeletons = locale.datetime_skeletons
    name = "yMMMM" if "yMMMM" in skeletons else match_skeleton("yMMMM", skeletons)
    return str(skeletons[name].pattern)


def _form(pattern: str, locale: "Locale") -> DayForm:
    from babel.dates import get_month_names

    signs = [piece["sign"] for piece in PIECE.finditer(pattern)]
    kind = next((NAMES[sign] for sign in signs if sign in NAMES), NAMES["MMMM"])
    width, context = kind
    names = get_month_names(width, context, locale)
    text = "".join(_pieces(pattern, locale))
    return DayForm(text, tuple(str(names[month]) for month in range(1, 13)))


def _pieces(pattern: str, locale: "Locale") -> Iterator[str]:
    """A pattern in our own words. An era is a word like another: there is one in all days of letters."""
    from babel.dates import get_era_names

    for piece in PIECE.finditer(pattern):
        sign = piece["sign"]
        if sign in NAMES:
            yield "{month}"
        elif sign and sign[0] == "G":
            yield str(get_era_names("abbreviated", locale)[1])
        elif sign:
            yield FIGURES[sign]
        else:
            yield piece["plain"] or piece["quoted"] or "'"


def _lengths(unit: str, locale: "Locale") -> dict[str, str]:
    """`{n} Monate`, for each kind of plural that this language has."""
    from babel.units import format_unit

    found: dict[str, str] = {}
    for count in COUNTS:
        kind = str(locale.plural_form(count))
        if kind not in found:
            text = str(format_unit(count, unit, locale=locale))
            found[kind] = text.replace(str(count), "{n}")
    return found
