"""Gather what one input causes, for every plan it touches, into one commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from engine.clock import Now
from engine.core.life.gathering import Gathered
from engine.core.life.on_record import Dues
from engine.core.plan.replay import Plan
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Commit, Entry, Json, PlanPart
from engine.core.values.message import Message, message_as_json
from engine.ledger import store
from engine.workspace.session.causes import (
    ActDone,
    Cause,
    DocumentReturned,
    DropTaken,
    FileRefused,
    ScanAttached,
    TimePassed,
    encoded_cause,
)
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer

C = TypeVar("C", bound=Cause)


@dataclass(slots=True)
class TransactionOf(Generic[C]):
    """A commit being gathered. Nothing is written before it is recorded as a whole."""

    cause: C
    writer: Writer
    gathered: Gathered
    pins: set[str] = field(default_factory=set)  # of policies under which plans begin
    undecided: dict[str, Message | None] = field(default_factory=dict)  # by employee: news
    _entries: dict[str, list[Entry]] = field(default_factory=dict)
    _encoded: int = 0  # so many of the events are among the entries

    @property
    def events(self) -> list[tuple[str, e.Event]]:
        return self.gathered.events

    @property
    def plans(self) -> Mapping[str, Plan]:
        """Those touched, as they stand after it."""
        return self.gathered.plans

    @property
    def entries(self) -> Mapping[str, list[Entry]]:
        """The events as they are recorded, plan by plan."""
        for plan, event in self.events[self._encoded :]:
            self._entries.setdefault(plan, []).append(encoded(event))
        self._encoded = len(self.events)
        return self._entries

    @property
    def empty(self) -> bool:
        """Nothing to record. What becomes of a file is recorded even where nothing follows from it."""
        return not self.events and not isinstance(self.cause, DropTaken | FileRefused)

    @property
    def blobs(self) -> dict[str, bytes]:
        """What the entries rest on, to be kept with them; by sha256."""
        return self.writer.blobs

    def keep_pin(self, pinned: Pinned) -> None:
        """The closure that a new plan opens under is kept with its first entries."""
        self.blobs.update(pinned.blobs)
        self.pins.add(pinned.sha)


Transaction: TypeAlias = (
    TransactionOf[TimePassed]
    | TransactionOf[DropTaken]
    | TransactionOf[ActDone]
    | TransactionOf[DocumentReturned]
    | TransactionOf[ScanAttached]
    | TransactionOf[FileRefused]
)


def commit_of(transaction: Transaction, now: Now) -> Commit:
    cause = encoded_cause(transaction.cause)
    named = {str(cause.body.get("blob", ""))}
    for entries in transaction.entries.values():
        named.update(sha for entry in entries for sha in store.blobs_named(entry.body))
    told: dict[str, Json] = {
        "blobs": sorted(transaction.blobs.keys() - named),
        "pins": sorted(transaction.pins),
        "uncarried": dict(sorted(transaction.writer.uncarried.items())),
    }
    unknown: dict[str, Json] = {
        who: message_as_json(says) if says else ""
        for who, says in sorted(transaction.undecided.items())
    }
    news: dict[str, Json] = {"undecided": unknown}
    return Commit(
        cause.kind,
        now.day,
        now.instant,
        cause.body | {name: value for name, value in told.items() if value},
        cause.said | (news if transaction.undecided else {}) or None,
        tuple(PlanPart(plan, tuple(entries)) for plan, entries in transaction.entries.items()),
    )


def dues_of(transaction: Transaction) -> Dues:
    return transaction.gathered.dues
