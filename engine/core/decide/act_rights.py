"""Acts by right: extend, reply, resign, and the approvals that a right needs."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from engine.core.decide import refusal_messages as refusal
from engine.core.facts.explanation import Why
from engine.core.measure.conditions import judge
from engine.core.measure.leave import kinder
from engine.core.plan.authority import Act, allowed, confirmed, one_of, only
from engine.core.plan.in_force import (
    PlanContext,
    case_of,
    counting_goals,
    due_day,
    moment_day,
    rights_in_force,
    stretch,
)
from engine.core.plan.moments import document_moment, extends_by
from engine.core.plan.protection import bar_adverse
from engine.core.plan.resigning import resignation
from engine.core.plan.state import Use
from engine.core.policy.condition import Condition
from engine.core.policy.moment import Moment
from engine.core.policy.right import (
    RIGHTS,
    ExtendRight,
    ReplyRight,
    ResignRight,
    Right,
    RightKind,
    right_kind,
    runs_during,
    times_of,
    who_agrees,
)
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.units import Span, span_written

EMPLOYEE = "employee"
GIVEN_UP = ("refused", "withdrawn")  # it was not used


def grant(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """One approver's yes or no; with the last yes the right acts."""
    for (name, number), use in m.plan.uses.items():
        right = rights_in_force(m).get(name)
        asked = (use.state, use.visit) == ("asked", m.visit.number)
        if right is None or not asked or act.item not in ("", name):
            continue
        said = {role for role, _ in use.granted}
        waits = [role for role in who_agrees(right) if role not in said]
        if not waits:
            continue
        allowed(m, act, waits[0])
        if act.by in {person for _, person in use.granted}:
            raise NotAllowedError(refusal.has_agreed_already(act.by, waits[0]))
        if act.outcome == "refused":
            bar_adverse(m, day)
            return (e.RightRefused(day, name, number, waits[0], act.by, act.note),)
        if isinstance(right, ExtendRight):
            _length_agreed(act, name, extends_by(right, use))
        granted = e.RightGranted(day, name, number, waits[0], act.by, act.note)
        return (
            granted,
            *(_acting(m, name, right, use, number, day) if len(waits) == 1 else ()),
        )
    raise NotAllowedError(refusal.nobody_has_asked(act.item))


def _length_agreed(act: Act, name: str, asked: Span) -> None:
    """NotAllowedError for a yes to another length than was asked for."""
    if act.outcome and span_written(act.outcome) != asked:
        raise NotAllowedError(refusal.another_length(name, asked))


def _acting(
    m: PlanContext, name: str, right: Right, use: Use, number: int, day: date
) -> tuple[e.Event, ...]:
    """What a right does once everybody who must agree has agreed."""
    used = e.RightUsed(day, name, number)
    match right:
        case ResignRight():
            return ()  # it takes effect with the last day of employment
        case ExtendRight():
            run = m.plan.runs.get((m.visit.number, right.clock))
            if run is None:
                return (used,)
            last = m.known.workdays.add(run.last, extends_by(right, use))
            return (e.ClockExtended(day, right.clock, run.last, last, name, right.goals), used)
        case ReplyRight():
            return (used,)
    assert_never(right)


def asked_for(m: PlanContext, act: Act, day: date, *, kind: RightKind) -> tuple[e.Event, ...]:
    """The request for a right of that kind and, where nobody else must agree, what it brings."""
    if kind.states:
        only(m, act, *kind.states)
    if kind.in_writing and not act.note:
        raise NotAllowedError(refusal.say_the_reply())
    name, right = right_meant(m, act, kind)
    number = sum(1 for n, _ in m.plan.uses if n == name) + 1
    length = _length_said(m, act, name, right) if isinstance(right, ExtendRight) else ""
    asked = e.RightAsked(day, name, number, act.role, act.by, act.note, length)
    if who_agrees(right):
        return (asked,)
    use = Use(name, m.visit.number, day, length=length)
    return (asked, *_acting(m, name, right, use, number, day))


def resigns(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """The employee's own word, sure to be theirs; or their letter, which who looks after plans records.

    It takes effect with the day that is said, by default with this one, and may be withdrawn until then.
    """
    kind = RIGHTS["resign"]
    only(m, act, *kind.states)
    own = replace(act, role=EMPLOYEE, by=m.plan.employee)
    if act.role == EMPLOYEE:
        allowed(m, act, EMPLOYEE)
    else:
        one_of(m, replace(act, day=day), who_records(m))
    name, _ = right_meant(m, own, kind)
    if act.role == EMPLOYEE:
        confirmed(act, refusal.resigning_is_ones_own())
    elif not act.letter:
        raise NotAllowedError(refusal.needs_own_letter(act.by))
    number = sum(1 for n, _ in m.plan.uses if n == name) + 1
    last = _last_day(act, day)
    return (
        e.RightAsked(
            day, name, number, act.role, act.by, act.note, effective=last, letter=act.letter
        ),
    )


def who_records(m: PlanContext) -> tuple[str, ...]:
    """Human resources: who looks after held plans, and the role of that name."""
    return tuple(dict.fromkeys((m.policy.held.by, *(r for r in m.policy.roles if r == "hr"))))


def _last_day(act: Act, day: date) -> date:
    if not act.outcome:
        return day
    try:
        said = date.fromisoformat(act.outcome)
    except ValueError:
        raise NotAllowedError(refusal.say_the_last_day(act.outcome)) from None
    if said < act.day:
        raise NotAllowedError(refusal.last_day_before(said, act.day))
    return said


def stays_after_all(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...] | None:
    """A resignation is withdrawn, up to its last day; None where the act means the plan."""
    pending = resignation(m)
    meant = act.role == EMPLOYEE or (pending is not None and act.item == pending.right)
    if not meant:
        return None
    if pending is None:
        raise NotAllowedError(refusal.nothing_to_withdraw())
    one_of(m, act, (EMPLOYEE, *who_records(m)))
    if day > pending.effective:
        raise NotAllowedError(refusal.right_ended_on(pending.right, pending.effective))
    return (e.RightWithdrawn(day, pending.right, pending.number, act.role, act.by, act.note),)


def _length_said(m: PlanContext, act: Act, name: str, right: ExtendRight) -> str:
    """The length that is asked for, in words; empty where none is named. Never beyond `up_to`."""
    if not act.outcome:
        return ""
    said, run = span_written(act.outcome), m.plan.runs.get((m.visit.number, right.clock))
    if said is None:
        raise NotAllowedError(refusal.say_how_long(name, act.outcome, right.up_to))
    if run and not _reaches(m, run.last, said, m.known.workdays.add(run.last, right.up_to)):
        raise NotAllowedError(refusal.longer_than_allowed(name, right.up_to, said))
    return str(said)


def _reaches(m: PlanContext, last: date, said: Span, at_most: date) -> bool:
    """Whether the clock would end no later than `at_most`."""
    try:
        return m.known.workdays.add(last, said) <= at_most
    except (OverflowError, ValueError):
        return False  # beyond every calendar


def right_meant(m: PlanContext, act: Act, kind: RightKind) -> tuple[str, Right]:
    """The right that is meant, if `act.by` may use it on that day."""
    found = [
        (name, right)
        for name, right in rights_running(m).items()
        if isinstance(right, kind.made) and act.item in ("", name)
    ]
    if not found:
        where = m.plan.stage or refusal.a_proposal()
        raise NotAllowedError(refusal.gives_no_right(where, kind.made.kind))
    name, right = found[0]
    allowed(m, act, right.terms.by)
    used = sum(1 for (n, _), u in m.plan.uses.items() if n == name and u.state not in GIVEN_UP)
    if used >= times_of(right):
        raise NotAllowedError(refusal.right_used_up(name, times_of(right)))
    if right.terms.when:
        why = _right_answer(m, right.terms.when, act.day)
        if why.answer is not True:
            raise NotAllowedError(refusal.right_not_now(name, why.says))
    _in_time(m, act, name, right)
    return name, right


def _right_answer(m: PlanContext, condition: Condition, day: date) -> Why:
    """Whether its condition holds, as the kinder reading has it: yes before no, for a right is a favour."""
    found, _ = kinder(
        case_of(m, day),
        lambda case: judge(condition, counting_goals(m, case)),
        lambda why: (why.answer is not True,),
    )
    return found


def rights_running(m: PlanContext) -> dict[str, Right]:
    """Those of the stage; and, for a reply, those left behind whose window runs on."""
    found = rights_in_force(m)
    for visit in reversed(m.plan.visits[:-1]):
        there = replace(m, plan=replace(m.plan, visits=m.plan.visits[: visit.number]))
        for name, right in rights_in_force(there).items():
            outlives = right_kind(right).outlives_stage and right.terms.since
            if outlives and name not in found:
                found[name] = right
    return found


def _in_time(m: PlanContext, act: Act, name: str, right: Right) -> None:
    first, last = window(m, right)
    if first is None:
        raise NotAllowedError(refusal.right_not_begun(name))
    if act.day < first:
        raise NotAllowedError(refusal.right_began_on(name, first))
    if last and act.day > last and not _stands_still(m, last):
        raise NotAllowedError(refusal.right_ended_on(name, last))
    if not isinstance(right, ExtendRight):
        return
    run = m.plan.runs.get((m.visit.number, right.clock))
    if run is None:
        raise NotAllowedError(refusal.clock_has_not_begun(name, right.clock))
    if run.ended:
        raise NotAllowedError(refusal.clock_has_ended(name, right.clock, run.last))


def _stands_still(m: PlanContext, last: date) -> bool:
    """The days that the window loses now are given back only when the plan goes on."""
    return m.plan.stopped is not None and m.plan.stopped <= last


def window(m: PlanContext, right: Right) -> tuple[date | None, date | None]:
    """The first and the last day of the right: its window's, its clock's, or the stage's.

    First None: not begun. Last None: as long as the stage or the plan runs.
    """
    within, counted_from = right.terms.within, right.terms.since
    if within and counted_from:
        since = _since(m, counted_from)
        return (since, due_day(m, since, within)) if since else (None, None)
    return stretch(m, runs_during(right)) or (None, None)


def _since(m: PlanContext, moment: Moment) -> date | None:
    """`document.` counts from each document; a letter of a stage left behind counts on."""
    if moment.thing != "document":
        return moment_day(m, moment)
    days = [
        document_moment(m.policy, document, moment.moment)
        for document in m.plan.documents.values()
        if document.visit
    ]
    return max((day for day in days if day), default=None)
