"""Gather what one input causes, for every plan it touches, into one commit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.clock import Now
from engine.core.decide.advance import Step
from engine.core.decide.agenda import EVENING, next_due
from engine.core.plan.in_force import Known, Matter
from engine.core.plan.replay import Plan, replay
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Commit, Entry, Json, PlanPart
from engine.ledger.index import Dues
from engine.workspace.session.drafting import with_papers
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer

DAY = timedelta(days=1)


@dataclass(slots=True)
class Making:
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


Steps = Callable[[Matter], Iterable[Step]]


def move(making: Making, plan: Plan, pinned: Pinned, known: Known, steps: Steps) -> Plan:
    """Let `steps` happen to a plan; its entries and its next day to look join the commit."""
    plan = making.plans.get(plan.id, plan)
    for step in with_papers(
        pinned, known, plan, steps(Matter(pinned.policy, plan, known)), making.writer
    ):
        plan = step.plan
        _note(making, plan.id, step.event)
    making.plans[plan.id] = plan
    making.dues[plan.id] = day_to_look(Matter(pinned.policy, plan, known))
    return plan


def begin(
    making: Making, plan_id: str, pinned: Pinned, known: Known, first: tuple[e.Event, ...]
) -> Plan:
    """A new plan, from its proposal on."""
    plan = replay(plan_id, first[:1])
    _note(making, plan_id, first[0])
    making.plans[plan_id] = plan
    making.begun.setdefault(plan.employee, []).append(plan_id)
    if pinned.sha not in _texts(making.body.get("pins")):
        making.blobs.update(pinned.blobs)
        making.body["pins"] = sorted({*_texts(making.body.get("pins")), pinned.sha})

    def steps(m: Matter) -> Iterable[Step]:
        return (Step(event, m.plan) for event in first[1:])

    return move(making, plan, pinned, known, steps)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _note(making: Making, plan: str, event: e.Event) -> None:
    making.entries.setdefault(plan, []).append(encoded(event))
    making.events.append((plan, event))


def day_to_look(m: Matter) -> date | None:
    """The first day on which time alone changes something; an evening counts on the day after."""
    due = next_due(m)
    if due is None:
        return None
    return due.day + DAY if due.phase == EVENING else due.day


def commit_of(making: Making, now: Now) -> Commit:
    if making.writer.uncarried:
        making.body["uncarried"] = dict(sorted(making.writer.uncarried.items()))
    named = {*_texts(making.body.get("blobs")), str(making.body.get("blob", ""))}
    if more := making.blobs.keys() - named:
        making.body["blobs"] = sorted({*_texts(making.body.get("blobs")), *more})
    return Commit(
        making.kind,
        now.day,
        now.instant,
        making.body,
        making.said or None,
        tuple(PlanPart(plan, tuple(entries)) for plan, entries in making.entries.items()),
    )


def dues_of(making: Making) -> Dues:
    return Dues(making.dues, making.people)
