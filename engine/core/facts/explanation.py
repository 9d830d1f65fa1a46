"""Why an answer is what it is: a tree of messages with the figures they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from engine.core.facts.facts import Figure, Origin
from engine.core.facts.messages import (
    deciding_clause,
    in_column,
    in_no_row,
    in_row,
    in_rows,
    in_sheet,
    read_at,
)
from engine.core.values.message import Json, Message, message_as_json, message_from_json
from engine.core.values.period import Period


@dataclass(frozen=True, slots=True)
class Used:
    """A figure an answer rests on. `share` is the part of it that counted; None: all of it."""

    figure: Figure
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Why:
    """`answer` is yes, no or None: not known. `says` is a sentence, once it is words.

    `other` is the reading that did not hold, where leave allows two: kept and explained, never printed.
    """

    says: Message
    answer: bool | None
    figures: tuple[Used, ...] = ()
    parts: tuple["Why", ...] = ()
    other: "Why | None" = None


def first_message(why: Why) -> Message:
    """What decided; the first of it where several had to hold together."""
    for part in why.parts:
        if part.says in (why.says, deciding_clause(why.says)):
            return first_message(part)
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


def where_read(figures: Sequence[Figure]) -> Message:
    """Where figures of one column were read: file, sheet, rows and header, as far as there are any."""
    origin, rows = figures[0].origin, tuple(figure.origin.row for figure in figures)
    places: list[str | Message] = [origin.file]
    if origin.sheet:
        places.append(in_sheet(origin.sheet))
    if figures[0].by_absence:
        places.append(in_no_row(figures[0].employee, figures[0].value))
        return read_at(tuple(places))
    if len(rows) > 1:
        places.append(in_rows(rows))
    elif origin.row:
        places.append(in_row(origin.row))
    if origin.column:
        places.append(in_column(origin.column))
    return read_at(tuple(places))


def title_of(name: str) -> str:
    """`closed_won` as a sentence starts: Closed won. What has no vowel is an abbreviation: HR."""
    text = name.replace("_", " ").replace("-", " ")
    if text.isalpha() and not set(text.lower()) & set("aeiouy"):
        return text.upper()
    return text[:1].upper() + text[1:]


def without_other(why: Why) -> Why:
    """The reason as anybody may read it: without the readings that did not hold."""
    return replace(why, parts=tuple(map(without_other, why.parts)), other=None)


def as_json(why: Why) -> dict[str, Json]:
    """Plain values, figures as text: nothing passes through a float."""
    return {
        "says": message_as_json(why.says),
        "answer": why.answer,
        "figures": [used_as_json(used) for used in why.figures],
        "parts": [as_json(part) for part in why.parts],
        **({"other": as_json(why.other)} if why.other else {}),
    }


def from_json(value: Mapping[str, Json]) -> Why:
    """What `as_json` was given. KeyError or ValueError for anything it did not write."""
    other = value.get("other")
    return Why(
        message_from_json(value["says"]),
        cast("bool | None", value["answer"]),
        tuple(_used_from_json(used) for used in _maps(value["figures"])),
        tuple(from_json(part) for part in _maps(value["parts"])),
        from_json(cast("Mapping[str, Json]", other)) if other else None,
    )


def _maps(value: Json) -> Sequence[Mapping[str, Json]]:
    return cast("Sequence[Mapping[str, Json]]", value)


def used_as_json(used: Used) -> dict[str, Json]:
    figure, origin = used.figure, used.figure.origin
    return {
        "employee": figure.employee,
        "field": figure.field,
        "period": [figure.period.first.isoformat(), figure.period.last.isoformat()],
        "value": str(figure.value),
        "share": None if used.share is None else str(used.share),
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
    return Used(figure, None if share is None else Decimal(share))
