"""Gather what one input causes, for every plan it touches, into one commit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.clock import Now
from engine.core.decide.advance import Step
from engine.core.decide.agenda import EVENING, next_due
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, replay
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Commit, Entry, Json, PlanPart
from engine.ledger import store
from engine.ledger.index import Dues
from engine.workspace.session.drafting import with_documents
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer

DAY = timedelta(days=1)


@dataclass(slots=True)
class Transaction:
    """A commit being gathered. Nothing is written before it is recorded as a whole."""

    kind: str
    writer: Writer
    body: dict[str, Json] = field(default_factory=dict)
    said: dict[str, Json] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)  # as they stand after it
    begun: dict[str, list[str]] = field(default_factory=dict)  # the new ones, by employee
    events: list[tuple[str, e.Event]] = field(default_factory=list)
    dues: dict[str, date | None] = field(default_factory=dict)
    people: dict[str, date | None] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)  # the last number given, by its start

    @property
    def empty(self) -> bool:
        return not self.entries and self.kind not in ("drop", "refused")

    @property
    def blobs(self) -> dict[str, bytes]:
        """What the entries rest on, to be kept with them; by sha256."""
        return self.writer.blobs


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
    if pinned.sha not in _texts(transaction.body.get("pins")):
        transaction.blobs.update(pinned.blobs)
        transaction.body["pins"] = sorted({*_texts(transaction.body.get("pins")), pinned.sha})

    def steps(m: PlanContext) -> Iterable[Step]:
        return (Step(event, m.plan) for event in first[1:])

    return move(transaction, plan, pinned, known, steps)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


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
    return Dues(transaction.dues, transaction.people)
