"""What falls due for a plan by the mere passing of time, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from engine.core.decide.handover import next_handover
from engine.core.decide.opening import last_day_to_confirm
from engine.core.facts.people import leaving_day
from engine.core.plan.in_force import (
    PlanContext,
    due_day,
    duties_in_force,
    missed_day,
    moment_day,
    moved,
    occurrences,
    rights_in_force,
    stretch,
)  # fmt: skip
from engine.core.plan.protection import back_on, protected_times
from engine.core.plan.replay import Plan
from engine.core.plan.resigning import resignation
from engine.core.plan.state import PlanDocument, Task
from engine.core.plan.waiting import closing, figures_day
from engine.core.policy.duty import Duty, IssueDuty
from engine.core.policy.review import Review
from engine.core.policy.right import ExtendRight
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
LONG = Span(26, TimeUnit.WEEK)  # so long a plan may stand still without anybody being asked
MORNING, EVENING = 0, 1  # a window ends with its last day: in the evening


DueKind = Literal[
    "left", "resigned", "handover", "clock", "review", "review_closes", "draft", "missed", "remind",
    "escalate", "silence", "deadline", "held_remind", "held_ends", "stop", "go_on", "long_stop",
    "lapse",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """`order` sorts what falls on one moment: clocks and reviews, then duties, then deadlines."""

    day: date
    phase: int
    order: int
    kind: DueKind
    item: str = ""
    occurrence: int = 0
    step: int = 0


def next_due(m: PlanContext) -> Due | None:
    """The earliest; None for a plan that only people can move."""
    return min(agenda(m), default=None)


def agenda(m: PlanContext) -> Iterator[Due]:
    """Everything that will happen if nobody does anything. What has happened is not in it."""
    plan = m.plan
    if plan.ended:
        windows = () if plan.stopped else (*_after_the_end(m),)
        yield from windows
        if plan.stopped or windows:
            yield from _standing_still(m)
        return
    yield from _standing_still(m)
    left = leaving_day(m.known.people, plan.employee)
    if left:
        yield Due(left, EVENING, 0, "left")
    leaving = resignation(m)
    if leaving and leaving.agreed:
        yield Due(leaving.effective, EVENING, 0, "resigned", leaving.right, leaving.number)
    passes = next_handover(m) if plan.state in ("open", "held") else None
    if passes:
        yield Due(passes, MORNING, 0, "handover")
    if plan.state == "proposed" and (last := last_day_to_confirm(m)):
        yield Due(last + DAY, MORNING, 0, "lapse")
    if plan.state == "held":
        yield from _held(m)
    elif plan.state == "open" and plan.stopped:
        yield from _clocks(m)
    elif plan.state == "open":
        yield from _clocks(m)
        yield from _reviews(m)
        yield from _duties(m)
        yield from _silence(m)
        yield from _deadline(m)


def _after_the_end(m: PlanContext) -> Iterator[Due]:
    yield from _silence(m)
    if m.plan.visit and m.stage.final:
        yield from _duties(m)  # the letter that tells the outcome


def _standing_still(m: PlanContext) -> Iterator[Due]:
    """When protected time stops the plan and when that is over; a person is asked when it lasts long."""
    plan, policy, known = m.plan, m.policy, m.known
    if plan.stopped is None:
        for time in protected_times(policy, known):
            first = max(time.first, plan.proposed)
            stood = any(begun <= first < resumed for begun, resumed in plan.stood)
            if not stood and (time.until is None or max(first, plan.day) <= time.until):
                yield Due(first, MORNING, 0, "stop")
        return
    back = back_on(policy, known, plan.stopped)
    if back:
        yield Due(back, MORNING, 0, "go_on")
    asked = any(raised.about == stop_of(plan) for raised in plan.raised.values())
    if plan.state in ("open", "held") and not asked:
        yield Due(known.workdays.add(plan.stopped, LONG), MORNING, 0, "long_stop")


def stop_of(plan: Plan) -> str:
    """What a question about a long stop is about."""
    return f"stop.{plan.stopped}"


def _clocks(m: PlanContext) -> Iterator[Due]:
    waiting = _waiting(m)
    for (visit, clock), run in m.plan.runs.items():
        if visit == m.visit.number and not run.ended and clock not in waiting:
            yield Due(run.last, EVENING, 1, "clock", clock)


def _waiting(m: PlanContext) -> set[str]:
    """A clock that somebody asked to extend waits for the answer."""
    here = m.visit.number
    asked = {u.right for u in m.plan.uses.values() if (u.state, u.visit) == ("asked", here)}
    rights = (right for name, right in rights_in_force(m).items() if name in asked)
    return {right.clock for right in rights if isinstance(right, ExtendRight)}


def _reviews(m: PlanContext) -> Iterator[Due]:
    for name, review in m.stage.reviews.items():
        for number, day in enumerate(_review_days(m, name, review), 1):
            if (m.visit.number, name, number) not in m.plan.looks:
                yield Due(day, EVENING, 2, "review", name, number)
        for (visit, looked, number), look in m.plan.looks.items():
            if (visit, looked) == (m.visit.number, name) and not look.decided:
                yield Due(closing(m, name, look), EVENING, 6, "review_closes", name, number)


def _review_days(m: PlanContext, name: str, review: Review) -> Iterator[date]:
    span = stretch(m, review.during) if (review.days or review.every) else None
    if span is None:
        return
    first, last = span
    add = partial(m.known.workdays.add, first)
    if review.every:
        looked = sum(1 for v, n, _ in m.plan.looks if (v, n) == (m.visit.number, name))
        every = review.every
        days = [add(Span(every.count * n, every.part)) for n in range(1, looked + 2)]
    else:
        days = [add(Span(n, TimeUnit.DAY)) for n in review.days]
    days = [moved(m, first, day) for day in days]
    yield from (day for day in days if last is None or day <= last)


def _duties(m: PlanContext) -> Iterator[Due]:
    for name, duty in duties_in_force(m).items():
        issues = isinstance(duty, IssueDuty)
        for at in occurrences(m, name, duty):
            task = m.plan.tasks.get((m.visit.number, name, at.number), Task())
            documents = _documents_of(m, name, at.number)
            if issues and duty.terms.recurs and at.due and not documents:
                yield Due(at.due, MORNING, 3, "draft", name, at.number)
            issued = issues and any(document.issued for document in documents)
            if at.due is None or task.done or issued:
                continue
            last = missed_day(m, duty, at.due)
            if not task.missed:
                yield Due(last, EVENING, 3, "missed", name, at.number)
            else:
                yield from _steps(m, name, duty, at.number, last, task)


def _documents_of(m: PlanContext, name: str, occurrence: int) -> list[PlanDocument]:
    """What a duty has been drafted for in this visit. Issuing it does the duty."""
    wanted = (m.visit.number, name, occurrence)
    return [p for p in m.plan.documents.values() if (p.visit, p.item, p.occurrence) == wanted]


def _steps(
    m: PlanContext, name: str, duty: Duty, number: int, last: date, task: Task
) -> Iterator[Due]:
    day = last
    for step, missed in enumerate(duty.terms.if_missed, 1):
        day = m.known.workdays.add(day, missed.after)
        if step > task.steps:
            yield Due(day, EVENING, 4, missed.kind, name, number, step)
            return


def _silence(m: PlanContext) -> Iterator[Due]:
    """A receipt not signed within its window counts as given by silence."""
    for document in m.plan.documents.values():
        wanted = m.policy.documents[document.document].acknowledged
        if document.state == "delivered" and document.delivered and wanted:
            day = due_day(m, document.delivered, wanted.within)
            yield Due(day, EVENING, 5, "silence", document.document, document.number)


def _deadline(m: PlanContext) -> Iterator[Due]:
    deadline = m.stage.deadline
    if m.visit.deadline:
        yield Due(_after_figures(m, m.visit.deadline), EVENING, 9, "deadline")
    elif deadline:
        since = moment_day(m, deadline.since) or m.visit.entered
        day = moved(m, since, m.known.workdays.add(since, deadline.within))
        yield Due(_after_figures(m, day), EVENING, 9, "deadline")
    else:
        for clock in _waiting(m):  # nobody answers: not for ever
            run = m.plan.runs.get((m.visit.number, clock))
            if run:
                day = m.known.workdays.add(run.last, m.policy.held.at_most)
                yield Due(day, EVENING, 9, "deadline")


def _after_figures(m: PlanContext, deadline: date) -> date:
    """Later where a review that was begun in time still waits for its figures or has just got them."""
    latest = [deadline]
    for (visit, name, _), look in m.plan.looks.items():
        if visit == m.visit.number and not look.decided and look.basis <= deadline:
            due = figures_day(m, m.stage.reviews[name], look.basis)
            if due and due > look.basis:
                latest.append(closing(m, name, look))
    return max(latest)


def _held(m: PlanContext) -> Iterator[Due]:
    since = m.plan.held_since_seen
    if since is None:
        return
    held, add = m.policy.held, m.known.workdays.add
    end = add(since, held.at_most)
    number = m.plan.held_reminders + 1
    remind = add(since, Span(held.remind.count * number, held.remind.part))
    if remind < end:
        yield Due(remind, MORNING, 4, "held_remind", occurrence=number)
    yield Due(end, EVENING, 9, "held_ends")
