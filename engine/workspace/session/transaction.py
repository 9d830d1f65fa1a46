"""Gather what one input causes, for every plan it touches, into one commit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeAlias, TypeVar

from engine.clock import Now
from engine.core.decide.advance import Step
from engine.core.decide.agenda import EVENING, next_due
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, replay
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Commit, Entry, Json, PlanPart
from engine.ledger.index import Dues
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
from engine.workspace.session.drafting import with_documents
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer

DAY = timedelta(days=1)


C = TypeVar("C", bound=Cause)


@dataclass(slots=True)
class TransactionOf(Generic[C]):
    """A commit being gathered. Nothing is written before it is recorded as a whole."""

    cause: C
    writer: Writer
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)  # as they stand after it
    begun: dict[str, list[str]] = field(default_factory=dict)  # the new ones, by employee
    events: list[tuple[str, e.Event]] = field(default_factory=list)
    dues: dict[str, date | None] = field(default_factory=dict)
    people: dict[str, date | None] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)  # the last number given, by its start
    pins: set[str] = field(default_factory=set)  # of policies under which plans begin
    issued: str = ""  # sha256 of the letter that an act issued
    undecided: dict[str, str] = field(default_factory=dict)  # by employee, where it is news

    @property
    def empty(self) -> bool:
        """Nothing to record. What becomes of a file is recorded even where nothing follows from it."""
        return not self.entries and not isinstance(self.cause, DropTaken | FileRefused)

    @property
    def blobs(self) -> dict[str, bytes]:
        """What the entries rest on, to be kept with them; by sha256."""
        return self.writer.blobs


Transaction: TypeAlias = (
    TransactionOf[TimePassed]
    | TransactionOf[DropTaken]
    | TransactionOf[ActDone]
    | TransactionOf[DocumentReturned]
    | TransactionOf[ScanAttached]
    | TransactionOf[FileRefused]
)
Steps = Callable[[PlanContext], Iterable[Step]]


def move(
    transaction: Transaction, plan: Plan, pinned: Pinned, known: Known, steps: Steps
) -> Plan:
    """Let `steps` happen to a plan; its entries and its next day to look join the commit."""
    plan = transaction.plans.get(plan.id, plan)
    for step in with_documents(
        pinned, known, plan, steps(PlanContext(pinned.policy, plan, known)), transaction.writer
    ):
        plan = step.plan
        _note(transaction, plan.id, step.event)
    transaction.plans[plan.id] = plan
    transaction.dues[plan.id] = day_to_look(PlanContext(pinned.policy, plan, known))
    return plan


def begin(
    transaction: Transaction,
    plan_id: str,
    pinned: Pinned,
    known: Known,
    first: tuple[e.Event, ...],
) -> Plan:
    """A new plan, from its proposal on."""
    plan = replay(plan_id, first[:1])
    _note(transaction, plan_id, first[0])
    transaction.plans[plan_id] = plan
    transaction.begun.setdefault(plan.employee, []).append(plan_id)
    if pinned.sha not in transaction.pins:
        transaction.blobs.update(pinned.blobs)
        transaction.pins.add(pinned.sha)

    def steps(m: PlanContext) -> Iterable[Step]:
        return (Step(event, m.plan) for event in first[1:])

    return move(transaction, plan, pinned, known, steps)


def _note(transaction: Transaction, plan: str, event: e.Event) -> None:
    transaction.entries.setdefault(plan, []).append(encoded(event))
    transaction.events.append((plan, event))


def day_to_look(m: PlanContext) -> date | None:
    """The first day on which time alone changes something; an evening counts on the day after."""
    due = next_due(m)
    if due is None:
        return None
    return due.day + DAY if due.phase == EVENING else due.day


def commit_of(transaction: Transaction, now: Now) -> Commit:
    cause = encoded_cause(transaction.cause)
    blob = str(cause.body.get("blob", transaction.issued))
    told: dict[str, Json] = {
        "blob": blob,
        "blobs": sorted(transaction.blobs.keys() - {blob}),
        "pins": sorted(transaction.pins),
        "uncarried": dict(sorted(transaction.writer.uncarried.items())),
    }
    news: dict[str, Json] = {"undecided": dict(sorted(transaction.undecided.items()))}
    return Commit(
        cause.kind,
        now.day,
        now.instant,
        cause.body | {name: value for name, value in told.items() if value},
        cause.said | (news if transaction.undecided else {}) or None,
        tuple(PlanPart(plan, tuple(entries)) for plan, entries in transaction.entries.items()),
    )


def dues_of(transaction: Transaction) -> Dues:
    return Dues(transaction.dues, transaction.people)
