"""What the engine has to say, before it is words: a message is an id and its typed arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, cast

from engine.core.values.period import FiscalPeriod, Period
from engine.core.values.units import Amount, Span, TimeUnit, Unit

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

Argument: TypeAlias = (
    "str | int | Decimal | Amount | Span | date | FiscalPeriod | Message | tuple[Argument, ...]"
)
"""A text is an id, or words of a person or of the policy; the catalogue says how an id is shown."""


@dataclass(frozen=True, slots=True)
class Message:
    """`id` names an entry of the catalogue, whose places are filled by name.

    Made by the functions of the `messages` modules only, which know which arguments an id takes.
    """

    id: str
    args: tuple[tuple[str, Argument], ...] = ()

    def arg(self, name: str) -> Argument:
        """KeyError where the message has no such argument."""
        return dict(self.args)[name]


def message(id_: str, **args: Argument) -> Message:
    return Message(id_, tuple(args.items()))


def all_ids(said: Argument) -> frozenset[str]:
    """The ids of a message and of all within it."""
    if isinstance(said, Message):
        inner = (all_ids(value) for _, value in said.args)
        return frozenset({said.id}).union(*inner)
    if isinstance(said, tuple):
        return frozenset[str]().union(*(all_ids(each) for each in said))
    return frozenset()


def message_as_json(said: Message) -> dict[str, Json]:
    """Ids and values without a word of the engine. Figures as text: nothing passes through a float."""
    return {"id": said.id, "with": [[name, _plain(value)] for name, value in said.args]}


def message_from_json(value: Json) -> Message:
    """What `message_as_json` was given. KeyError, TypeError or ValueError for anything else."""
    known = cast("Mapping[str, Json]", value)
    pairs = cast("Sequence[tuple[str, Json]]", known["with"])
    return Message(cast("str", known["id"]), tuple((n, _typed(v)) for n, v in pairs))


def _plain(value: Argument) -> Json:
    match value:
        case str() | int():
            return value
        case Message():
            return message_as_json(value)
        case tuple():
            return [_plain(each) for each in value]
        case Amount():
            return {"amount": str(value.value), "unit": value.unit.value}
        case Span():
            return {"span": value.count, "of": value.part.value}
        case FiscalPeriod():
            ends = [value.period.first.isoformat(), value.period.last.isoformat()]
            return {"period": ends, "year_starts": value.year_starts}
        case date():
            return {"day": value.isoformat()}
        case Decimal():
            return {"figure": str(value)}


def _typed(value: Json) -> Argument:
    if isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return _of_mapping(cast("Mapping[str, str]", value))
    if isinstance(value, Sequence):
        return tuple(_typed(each) for each in value)
    raise TypeError("nothing is no argument of a message")


def _of_mapping(value: Mapping[str, str]) -> Argument:
    match sorted(value):
        case ["id", "with"]:
            return message_from_json(value)
        case ["amount", "unit"]:
            return Amount(Decimal(value["amount"]), Unit(value["unit"]))
        case ["of", "span"]:
            return Span(int(value["span"]), TimeUnit(value["of"]))
        case ["period", "year_starts"]:
            first, last = (date.fromisoformat(day) for day in value["period"])
            return FiscalPeriod(Period(first, last), int(value["year_starts"]))
        case ["day"]:
            return date.fromisoformat(value["day"])
        case ["figure"]:
            return Decimal(value["figure"])
        case _:
            raise ValueError(f"{', '.join(value)} are no argument of a message")
