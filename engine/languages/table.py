"""The marks in numbers and the names of months, by our own table: no release of a library changes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TypedDict, TypeVar

Said = TypeVar("Said")


class _Marks(TypedDict):
    decimal: str
    groups: list[str]
    sizes: tuple[int, int]


class _Table(TypedDict):
    """By language; a text names the language that says the same."""

    marks: dict[str, _Marks | str]
    months: dict[str, list[list[str]] | str]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks in a number. `groups` may stand between thousands; the first is the one we write.

    `sizes`: digits in the last group, and in each one before it (3 and 2 where there are lakhs).
    """

    decimal: str
    groups: tuple[str, ...]
    sizes: tuple[int, int]

    def grouped(self, digits: str) -> str:
        last, others = self.sizes
        groups = [digits[-last:]]
        digits = digits[:-last]
        while digits:
            groups.append(digits[-others:])
            digits = digits[:-others]
        return self.groups[0].join(reversed(groups))


@lru_cache(maxsize=128)
def marks_of(locale: str) -> Marks:
    """Of a language such as `de_CH` or `de-CH`; one that the table has not writes like its nearest kin."""
    found = _found(_table()["marks"], locale)
    last, others = found["sizes"]
    return Marks(found["decimal"], tuple(found["groups"]), (last, others))


@lru_cache(maxsize=1024)
def month_named(name: str, locale: str) -> int:
    """The month, 1 to 12, that a name or its usual short form means in this language; 0 when none."""
    sought = name.casefold().rstrip(".")
    months = _found(_table()["months"], locale)
    return next((at for at, names in enumerate(months, 1) if sought in names), 0)


# What Excel writes and no letters of a name begin with.
_IRREGULAR = {"de": {"mrz": 3}}
SHORTEST = 3  # letters that are taken for the beginning of a name


@lru_cache(maxsize=1024)
def month_shortened(name: str, locale: str) -> int:
    """As `month_named`, and also what a spreadsheet makes of the names: `Sept` and `Sep`, `Mrz`.

    The beginning of one month's name and of no other, in this language or, failing that, in the
    one it is a kind of (English for that of Britain). Of a letter only whole names are read: there
    `mar.` may be a weekday.
    """
    sought = name.casefold().rstrip(".")
    plain = _plain(locale)
    language = plain.partition("_")[0]
    for each in dict.fromkeys((plain, language)):
        found = month_named(name, each) or _IRREGULAR.get(language, {}).get(sought, 0)
        if found or (found := _beginning(sought, each)):
            return found
    return 0


@lru_cache(maxsize=1024)
def month_anywhere(name: str) -> bool:
    """Whether a month has this name, whole or as it is shortened, in any language that is known here."""
    sought = name.casefold().rstrip(".")
    irregular = {each for names in _IRREGULAR.values() for each in names}
    return len(sought) >= SHORTEST and (
        sought in irregular or any(month_named(sought, each) for each in _table()["months"])
    )


def _beginning(sought: str, locale: str) -> int:
    months = _found(_table()["months"], locale)
    fits = {
        at
        for at, names in enumerate(months, 1)
        if any(name.startswith(sought) for name in names)
    }
    return fits.pop() if len(fits) == 1 and len(sought) >= SHORTEST else 0


def _found(rows: Mapping[str, Said | str], locale: str) -> Said:
    name = _plain(locale)
    while name not in rows:
        name = name.rpartition("_")[0]
    said = rows[name]
    return _found(rows, said) if isinstance(said, str) else said


def _plain(locale: str) -> str:
    """`DE-ch` and `de_CH.UTF-8@euro` as the table spells them: de_CH."""
    language, *rest = locale.partition("@")[0].partition(".")[0].replace("-", "_").split("_")
    parts = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "_".join([language.lower(), *parts])


def fingerprint() -> str:
    """Which table this is: what was read by another is told apart from what was read by this one."""
    return sha256(_bytes()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _table() -> _Table:
    table: _Table = json.loads(_bytes())
    return table


def _bytes() -> bytes:
    return files("engine.languages").joinpath("table.json").read_bytes()
