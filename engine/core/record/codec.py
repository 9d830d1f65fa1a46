"""Events to plain entries and back. What speaks of a person is kept apart from ids and dates."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Union, cast, get_args, get_origin, get_type_hints

from engine.core.facts.explanation import Why, as_json, from_json
from engine.core.record import events as e
from engine.core.record.commit import Entry, Json
from engine.core.values.message import Message, message_as_json, message_from_json
from engine.core.values.period import Period

VERSION = 1
KINDS: dict[str, Callable[..., e.Event]] = {kind.__name__: kind for kind in get_args(e.Event)}


class UnknownEventError(ValueError):
    """An entry of a kind this engine does not know: its plan stops, nothing is skipped."""


def encoded(event: e.Event) -> Entry:
    body: dict[str, Json] = {}
    said: dict[str, Json] = {}
    for name, default in _defaults(cast("type", type(event))):
        value = getattr(event, name)
        if value != default:
            (said if name in e.PRIVATE else body)[name] = _plain(value)
    return Entry(type(event).__name__, VERSION, body, said or None)


def decoded(entry: Entry) -> e.Event:
    """Raises UnknownEventError. An erased payload leaves its fields at their defaults."""
    kind = KINDS.get(entry.type)
    if kind is None or entry.v != VERSION:
        raise UnknownEventError(f"{entry.type} v{entry.v} is not known to this engine")
    said = entry.said if isinstance(entry.said, Mapping) else {}
    hints = _hints(kind)
    values = {k: _typed(v, hints[k]) for k, v in {**entry.body, **said}.items()}
    return kind(**values)


@cache
def _hints(kind: Callable[..., e.Event]) -> dict[str, object]:
    return get_type_hints(kind)


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """Field names with their defaults; where there is none, a mark that equals nothing."""
    return tuple((f.name, f.default) for f in fields(kind))


def _plain(value: object) -> Json:
    match value:
        case bool() | int() | str() | None:
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Period():
            return [value.first.isoformat(), value.last.isoformat()]
        case Why():
            return as_json(value)
        case Message():
            return message_as_json(value)
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case Sequence():
            return [_plain(v) for v in value]
        case _:
            raise TypeError(f"{type(value).__name__} cannot be recorded")


def _typed(value: Json, hint: object) -> object:
    if value is None or hint in (str, int, bool):
        return value
    if hint is date:
        return date.fromisoformat(cast("str", value))
    if hint is Decimal:
        return Decimal(cast("str", value))
    if hint is Period:
        first, last = cast("Sequence[str]", value)
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    if hint is Message:
        return message_from_json(value)
    if hint is Why:
        return from_json(cast("Mapping[str, Json]", value))
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return _typed(value, inner[0])
    if get_origin(hint) is tuple:
        return tuple(_typed(v, get_args(hint)[0]) for v in cast("Sequence[Json]", value))
    return value
