"""That a right was called on, and what became of that."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RightAsked:
    on: date
    right: str
    number: int  # of its uses in this plan, from 1
    role: str
    by: str
    note: str = ""
    length: str = ""  # of an extension, as said: `10 days`; empty: as long as the policy allows
    effective: date | None = None  # of a resignation: the last day of employment
    letter: str = ""  # sha256 of the employee's own letter, where somebody else records it


@dataclass(frozen=True, slots=True)
class RightGranted:
    """One approver's yes; the right acts when all of them have said it."""

    on: date
    right: str
    number: int
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RightRefused:
    on: date
    right: str
    number: int
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RightWithdrawn:
    """What was asked for is not wanted any more: a resignation, up to its last day."""

    on: date
    right: str
    number: int
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RightUsed:
    on: date
    right: str
    number: int
