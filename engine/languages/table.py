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
