"""What the ledger keeps: a commit is all that one input caused, for every plan it touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
"""Plain values without floats. Sequences come back from the disk as lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a plan.

    `body` holds ids, codes and dates and stays for ever. `said` holds what it says about people
    (names, remarks, figures, explanations); it can be erased, and is None then.
    """

    type: str
    v: int
    body: Mapping[str, Json] = field(default_factory=dict)
    said: Json = None


@dataclass(frozen=True, slots=True)
class PlanPart:
    """What one commit did to one plan, in order. Never without entries."""

    plan: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Commit:
    """`day` is the day it counts for, `recorded` the aware UTC instant it was written down.

    Keys of a `body` that the ledger itself reads: `drop` (sha256 of a dropped file), `facts`
    (name of a facts file), `blob`, `blobs`, `pin` (blobs: one, a list, or name to sha256) and
    `erased` (numbers of the commits whose payload is to be taken away).
    """

    kind: str
    day: date
    recorded: datetime
    body: Mapping[str, Json] = field(default_factory=dict)
    said: Json = None
    plans: tuple[PlanPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The newest commit. Whoever decides says on which head, so that nothing slips between."""

    seq: int
    mac: str


NOTHING_YET = Head(0, "")


@dataclass(frozen=True, slots=True)
class Stored:
    """A commit with its place in the ledger. `seq` counts from 1 without gaps."""

    seq: int
    commit: Commit
    mac: str

    @property
    def head(self) -> Head:
        return Head(self.seq, self.mac)
