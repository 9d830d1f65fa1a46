"""The heart of the engine: what time and figures do to one plan, one entry at a time, each with its why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from engine.core.decide.agenda import MORNING, Due, next_due, stop_of
from engine.core.decide.consequences import following, gone_on, review_begun
from engine.core.decide.handover import handed_over
from engine.core.decide.messages import (
    employee_left,
    held_too_long,
    nobody_decided,
    not_known_in_time,
    proposal_lapsed,
)
from engine.core.facts.explanation import Why
from engine.core.plan.in_force import PlanContext, duties_in_force, occurrences
from engine.core.plan.messages import stands_still_long
from engine.core.plan.replay import Plan, apply
from engine.core.plan.resigning import resignation
from engine.core.plan.review import UNKNOWN, not_known_row
from engine.core.policy.duty import EscalateStep, RemindStep
from engine.core.policy.policy import EMPLOYMENT_ENDED
from engine.core.policy.review import HELD
from engine.core.record import events as e
from engine.core.values.period import Period
from engine.core.values.units import Span

MOST_STEPS = (
    10_000  # far above any real plan: a loop here is a bug and must not hang the engine
)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry and the plan as it stands after it."""

    event: e.Event
    plan: Plan


def settled_steps(m: PlanContext, day: date) -> Iterator[Step]:
    """All that follows at once from what is already known, dated `day`."""
    for _ in range(MOST_STEPS):
        event = next(following(m, day), None)
        if event is None:
            return
        m = replace(m, plan=apply(m.plan, event))
        yield Step(event, m.plan)
    raise RuntimeError(f"{m.plan.id}: the policy goes round in circles on {day}")


def advanced(
    m: PlanContext, until: date, phase: int = MORNING, away: Period | None = None
) -> Iterator[Step]:
    """All that happens to the plan by time alone up to `until`, in order.

    `phase` MORNING: what ended in the evening before, and nothing of the day's own evening. Any
    partition of the time between two inputs gives the same entries. `away` are days on which
    nobody was looking: what fell due in them is late, says so, and never acts against anybody.
    """
    for _ in range(MOST_STEPS):
        due = next_due(m)
        if due is None or (due.day, due.phase) > (until, phase):
            return
        day = max(due.day, m.plan.day)
        for event in _fired(m, due, day, _late(due, away)):
            m = replace(m, plan=apply(m.plan, event))
            yield Step(event, m.plan)
        for step in settled_steps(m, day):
            m = replace(m, plan=step.plan)
            yield step
    raise RuntimeError(f"{m.plan.id}: the policy goes round in circles before {until}")


def _late(due: Due, away: Period | None) -> Period | None:
    return away if away and away.first <= due.day <= away.last else None


def _fired(m: PlanContext, due: Due, day: date, late: Period | None) -> tuple[e.Event, ...]:
    match due.kind:
        case "clock":
            return (e.ClockEnded(day, due.item, late),)
        case "review":
            return (review_begun(m, due.item, due.occurrence, due.day, day),)
        case "draft":
            document, number = duties_in_force(m)[due.item].document, len(m.plan.documents) + 1
            return (e.Drafted(day, document, due.item, due.occurrence, number, 1),)
        case "review_closes":
            return _timed_out(m, due, day, late)
        case "missed" | "remind" | "escalate":
            return (_missed(m, due, day, late),)
        case "silence":
            said = max(due.day, late.last) if late else due.day
            return (e.Acknowledged(day, due.occurrence, "silence", said, late=late),)
        case "handover":
            return handed_over(m, day)
        case "left" | "resigned" | "lapse":
            return _closing(m, due, day)
        case "deadline":
            return (e.Held(day, "deadline", m.plan.stage, late),)
        case "stop" | "go_on" | "long_stop":
            return _standing_still(m, due, day)
        case "held_remind" | "held_ends":
            return (_while_held(m, due, day, late),)
    assert_never(due.kind)


def _closing(m: PlanContext, due: Due, day: date) -> tuple[e.Event, ...]:
    if due.kind != "lapse":
        return _leaving(m, due, day)
    return (e.Closed(day, "lapsed", why=Why(proposal_lapsed(m.plan.basis), None)),)


def _leaving(m: PlanContext, due: Due, day: date) -> tuple[e.Event, ...]:
    """The roster says so, whatever the cause; or the day of a resignation that was not withdrawn is over."""
    resigned = resignation(m)
    if due.kind == "left" or resigned is None:
        return (e.Closed(day, EMPLOYMENT_ENDED, why=Why(employee_left(due.day), True)),)
    used = e.RightUsed(day, due.item, due.occurrence)
    return (used, e.StageEntered(day, resigned.go, m.visit.number + 1, "right"))


def _standing_still(m: PlanContext, due: Due, day: date) -> tuple[e.Event, ...]:
    if due.kind == "stop":
        return (e.Stopped(day, max(due.day, m.plan.proposed)),)
    if due.kind == "go_on":
        return gone_on(m, day)
    since, name = m.plan.stopped or due.day, f"stop-{len(m.plan.raised) + 1}"
    why = Why(stands_still_long(since, due.day), None)
    return (e.QuestionRaised(day, name, stop_of(m.plan), m.policy.held.by, why),)


def _while_held(m: PlanContext, due: Due, day: date, late: Period | None) -> e.Event:
    if due.kind == "held_remind":
        number = _last_held_reminder(m, due, late) if late else due.occurrence
        return e.HeldReminded(day, number, late)
    visit = m.visit.number + 1
    why = Why(held_too_long(m.plan.held or due.day, due.day), True)
    return e.StageEntered(day, m.policy.held.then, visit, "held", why)


def _missed(m: PlanContext, due: Due, day: date, late: Period | None) -> e.Event:
    """After an absence the reminders that fell into it are said once, by the last of them."""
    if due.kind == "missed":
        return e.DutyMissed(day, due.item, due.occurrence, _planned_day(m, due), late)
    step = duties_in_force(m)[due.item].terms.if_missed[due.step - 1]
    match step:
        case EscalateStep(role=role):
            return e.Escalated(day, due.item, due.occurrence, due.step, role, late)
        case RemindStep():
            number = _last_reminder(m, due, late) if late else due.step
            return e.Reminded(day, due.item, due.occurrence, number, late)
    assert_never(step)


def _planned_day(m: PlanContext, due: Due) -> date:
    """The day the duty was due on; what recurs is missed some days after it."""
    found = occurrences(m, due.item, duties_in_force(m)[due.item])
    return next((at.due for at in found if at.number == due.occurrence and at.due), due.day)


def _last_reminder(m: PlanContext, due: Due, late: Period) -> int:
    step, day = due.step, due.day
    for number, missed in enumerate(duties_in_force(m)[due.item].terms.if_missed, 1):
        if number <= due.step:
            continue
        day = m.known.workdays.add(day, missed.after)
        if not isinstance(missed, RemindStep) or day > late.last:
            break
        step = number
    return step


def _last_held_reminder(m: PlanContext, due: Due, late: Period) -> int:
    """Like a duty's: those that fell into an absence are said once."""
    since, remind = m.plan.held_since_seen or due.day, m.policy.held.remind
    end, number = m.known.workdays.add(since, m.policy.held.at_most), due.occurrence
    while True:
        day = m.known.workdays.add(since, Span(remind.count * (number + 1), remind.part))
        if day > late.last or day >= end:
            return number
        number += 1


def _timed_out(m: PlanContext, due: Due, day: date, late: Period | None) -> tuple[e.Event, ...]:
    """Time is up and figures or deciders are missing: the not-known row, which is never adverse."""
    if late:
        return (e.Held(day, "review_late", due.item, late),)
    review = m.stage.reviews[due.item]
    at = not_known_row(review)
    go = review.rows[at].go[0] if at != UNKNOWN else HELD
    look = m.plan.looks[(m.visit.number, due.item, due.occurrence)]
    parts = (look.why,) if look.why else ()
    missing = not_known_in_time if look.row == UNKNOWN else nobody_decided
    why = Why(missing(due.day), None, parts=parts)
    return (e.ReviewDecided(day, due.item, due.occurrence, at, go, why),)
