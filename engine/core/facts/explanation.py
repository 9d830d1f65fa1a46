"""Why an answer is what it is: a tree of plain sentences with the figures they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast

from engine.core.facts.facts import Figure, Origin
from engine.core.values.period import Period, month_end, period_holding
from engine.core.values.units import Amount, TimeUnit, Unit

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Used:
    """A figure an answer rests on. `share` is the part of it that counted; None: all of it."""

    figure: Figure
    share: Decimal | None
    prints: str  # the figure as the sentence prints it


@dataclass(frozen=True, slots=True)
class Why:
    """`answer` is yes, no or None: not known. `says` is a sentence without its full stop."""

    says: str
    answer: bool | None
    figures: tuple[Used, ...] = ()
    parts: tuple["Why", ...] = ()


def first_sentence(why: Why) -> str:
    """The sentence that decided; the first of them where several had to hold together."""
    for part in why.parts:
        if why.says.startswith(part.says):
            return first_sentence(part)
    return why.says


def same_ground(one: Why | None, other: Why | None) -> bool:
    """The same answer on the same figures, whatever words say so."""
    if one is None or other is None:
        return one is other
    return one.answer == other.answer and _ground(one) == _ground(other)


def _ground(why: Why) -> frozenset[tuple[str, Period, Decimal, Decimal | None]]:
    return frozenset(
        (used.figure.field, used.figure.period, used.figure.value, used.share)
        for used in all_figures(why)
    )


def all_figures(why: Why) -> tuple[Used, ...]:
    """Every figure of the tree, once each, in the order the sentences name them."""
    found = dict.fromkeys(why.figures)
    for part in why.parts:
        found.update(dict.fromkeys(all_figures(part)))
    return tuple(found)


# How core sentences print. Documents dress the same values anew in the policy's language.


def title_of(name: str) -> str:
    """`closed_won` as a sentence starts: Closed won. What has no vowel is an abbreviation: HR."""
    text = name.replace("_", " ").replace("-", " ")
    if text.isalpha() and not set(text.lower()) & set("aeiouy"):
        return text.upper()
    return text[:1].upper() + text[1:]


def plain_number(value: Decimal) -> str:
    """62,400 or 62,400.50: grouped, and without the zeros that say nothing."""
    text = f"{value:,f}"
    whole, point, rest = text.partition(".")
    return text if point and rest.strip("0") else whole


def amount_text(amount: Amount) -> str:
    """As rounded by the policy: 70.0 %. Of a number the zeros that say nothing are left away: 1,200."""
    return f"{amount.value:,f} %" if amount.unit is Unit.PERCENT else plain_number(amount.value)


@lru_cache(maxsize=4096)
def period_name(period: Period, year_starts: int = 1) -> str:
    """2026-05-12, 2026-05, 2026-Q2, 2026-H1, 2026, 2026-05 to 2026-07, else both days.

    Where the fiscal year does not start in January it bears both its years, FY2026/27-Q2, as
    companies differ on which of the two names it.
    """
    for part, suffix in (
        (TimeUnit.QUARTER, "-Q"),
        (TimeUnit.HALF_YEAR, "-H"),
        (TimeUnit.YEAR, ""),
    ):
        if period_holding(period.first, part, year_starts) == period:
            return _named(period, year_starts, suffix)
    if period.first.day == 1 and period.last == month_end(period.last):
        first, last = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
        return first if first == last else f"{first} to {last}"
    return str(period)


def _named(period: Period, year_starts: int, suffix: str) -> str:
    year = period_holding(period.first, TimeUnit.YEAR, year_starts)
    name = str(year.first.year)
    if year_starts != 1:
        name = f"FY{name}/{year.last.year % 100:02}"
    months_in = (period.first.month - year_starts) % 12
    length = {"-Q": 3, "-H": 6}.get(suffix, 12)
    return f"{name}{suffix}{months_in // length + 1}" if suffix else name


def as_json(why: Why) -> dict[str, Json]:
    """Plain values, figures as text: nothing passes through a float."""
    return {
        "says": why.says,
        "answer": why.answer,
        "figures": [_used_as_json(used) for used in why.figures],
        "parts": [as_json(part) for part in why.parts],
    }


def from_json(value: Mapping[str, Json]) -> Why:
    """What `as_json` was given. KeyError or ValueError for anything it did not write."""
    return Why(
        cast("str", value["says"]),
        cast("bool | None", value["answer"]),
        tuple(_used_from_json(used) for used in _maps(value["figures"])),
        tuple(from_json(part) for part in _maps(value["parts"])),
    )


def _maps(value: Json) -> Sequence[Mapping[str, Json]]:
    return cast("Sequence[Mapping[str, Json]]", value)


def _used_as_json(used: Used) -> dict[str, Json]:
    figure, origin = used.figure, used.figure.origin
    return {
        "employee": figure.employee,
        "field": figure.field,
        "period": [figure.period.first.isoformat(), figure.period.last.isoformat()],
        "value": str(figure.value),
        "share": None if used.share is None else str(used.share),
        "prints": used.prints,
        "origin": {
            "drop": origin.drop,
            "file": origin.file,
            "sheet": origin.sheet,
            "row": origin.row,
            "column": origin.column,
            "text": origin.text,
        },
    }


def _used_from_json(value: Mapping[str, Json]) -> Used:
    first, last = cast("Sequence[str]", value["period"])
    share = cast("str | None", value["share"])
    figure = Figure(
        cast("str", value["employee"]),
        cast("str", value["field"]),
        Period(date.fromisoformat(first), date.fromisoformat(last)),
        Decimal(cast("str", value["value"])),
        Origin(**cast("dict[str, str]", value["origin"])),  # type: ignore[arg-type]  # row is an int
    )
    prints = cast("str", value["prints"])
    return Used(figure, None if share is None else Decimal(share), prints)
