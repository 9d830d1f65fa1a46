"""Gather what one input causes, for every plan it touches, into one commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.clock import Now
from engine.core.life.gathering import Gathered
from engine.core.life.on_record import Dues
from engine.core.plan.replay import Plan
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Commit, Entry, Json, PlanPart
from engine.ledger import store
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer


@dataclass(slots=True)
class Transaction:
    """A commit being gathered. Nothing is written before it is recorded as a whole."""

    kind: str
    writer: Writer
    gathered: Gathered
    body: dict[str, Json] = field(default_factory=dict)
    said: dict[str, Json] = field(default_factory=dict)
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
        return not self.events and self.kind not in ("drop", "refused")

    @property
    def blobs(self) -> dict[str, bytes]:
        """What the entries rest on, to be kept with them; by sha256."""
        return self.writer.blobs


def keep_pin(transaction: Transaction, pinned: Pinned) -> None:
    """The closure that a new plan opens under is kept with its first entries."""
    transaction.blobs.update(pinned.blobs)
    transaction.body["pins"] = sorted({*_texts(transaction.body.get("pins")), pinned.sha})


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def commit_of(transaction: Transaction, now: Now) -> Commit:
    if transaction.writer.uncarried:
        transaction.body["uncarried"] = dict(sorted(transaction.writer.uncarried.items()))
    named = {*_texts(transaction.body.get("blobs")), str(transaction.body.get("blob", ""))}
    for entries in transaction.entries.values():
        named.update(sha for entry in entries for sha in store.blobs_named(entry.body))
    if more := transaction.blobs.keys() - named:
        transaction.body["blobs"] = sorted({*_texts(transaction.body.get("blobs")), *more})
    return Commit(
        transaction.kind,
        now.day,
        now.instant,
        transaction.body,
        transaction.said or None,
        tuple(PlanPart(plan, tuple(entries)) for plan, entries in transaction.entries.items()),
    )


def dues_of(transaction: Transaction) -> Dues:
    return transaction.gathered.dues
