"""While a restricted absence lasts nothing adverse happens to the employee: when, and what is adverse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.messages import (
    decided_while_protected,
    delivered_while_protected,
    issued_while_protected,
    nothing_adverse_now,
    nothing_adverse_then,
    nothing_adverse_until,
    silent_while_protected,
)
from engine.core.plan.state import PlanDocument
from engine.core.policy.policy import Policy
from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Message

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class ProtectedTime:
    """Days away and the days off after them, run together. `until` is the last; None: not known yet."""

    first: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day <= self.until)


def protected_times(policy: Policy, known: Known) -> tuple[ProtectedTime, ...]:
    """The restricted absences up to the first working day after each, oldest first, run together."""
    if not known.absences:
        return ()
    found: list[ProtectedTime] = []
    fields = {name for name, field in policy.employee.items() if field.restricted}
    mine = sorted((a for a in known.absences if a.field in fields), key=lambda a: a.first)
    for away in mine:
        until = away.until and known.workdays.roll(away.until + DAY, "forward") - DAY
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until + DAY < away.first):
            found.append(ProtectedTime(away.first, until))
        elif last.until is not None:
            found[-1] = ProtectedTime(last.first, until and max(last.until, until))
    return tuple(found)


def protected_on(policy: Policy, known: Known, day: date) -> ProtectedTime | None:
    """The time that protects the employee on `day`; None: nothing does."""
    return next((time for time in protected_times(policy, known) if time.holds(day)), None)


def back_on(policy: Policy, known: Known, day: date) -> date | None:
    """The first working day, from `day` on, on which nothing protects the employee; None: not known."""
    time = protected_on(policy, known, day)
    if time is None:
        return day
    return time.until and time.until + DAY


def bar_adverse(m: PlanContext, day: date, told: date | None = None) -> None:
    """NotAllowedError where `day`, or the day for which it is `told`, is protected."""
    if protected_on(m.policy, m.known, day):
        raise NotAllowedError(why_barred(m.policy, m.known, day))
    if told and protected_on(m.policy, m.known, told):
        raise NotAllowedError(nothing_adverse_then(told))


def why_barred(policy: Policy, known: Known, day: date) -> Message:
    """That nothing adverse happens now and, where it is known, from when on; never why."""
    back = back_on(policy, known, day)
    return nothing_adverse_until(back) if back and back > day else nothing_adverse_now()


def is_adverse(m: PlanContext, document: PlanDocument) -> bool:
    """A letter of a stage weighs on the employee, but for a good end and what a right brings."""
    visit = next((v for v in m.plan.visits if v.number == document.visit), None)
    if visit is None:
        return True
    stage = m.policy.stages[visit.stage]
    by_right = document.item in stage.may or document.item in m.policy.may
    return not by_right and (not stage.final or stage.adverse)


def uncounted(m: PlanContext, today: date) -> Iterator[ProtectedTime]:
    """Protected time of the plan's own that is over and was not known while it lasted."""
    for time in protected_times(m.policy, m.known):
        first = max(time.first, m.plan.proposed)
        over = time.until is not None and first <= time.until < today
        stood = any(begun <= first < resumed for begun, resumed in m.plan.stood)
        if over and not stood and m.plan.stopped is None:
            yield ProtectedTime(first, time.until)


def letters_then(m: PlanContext) -> Iterator[tuple[int, Message]]:
    """What to ask of letters that weighed on the employee on a day that turns out to be protected.

    Not of those that a decision of such a day led to: that one is asked about.
    """
    doubted = {v.number for v in m.plan.visits if protected_on(m.policy, m.known, v.entered)}
    for number, document in m.plan.documents.items():
        silent = document.acknowledged if document.how == "silence" else None
        says: dict[date | None, Callable[[date], Message]] = {
            document.issued: issued_while_protected,
            document.handed: delivered_while_protected,
            document.delivered: delivered_while_protected,
            silent: silent_while_protected,
        }
        if document.visit in doubted or not is_adverse(m, document):
            continue
        days = [d for d in says if d and protected_on(m.policy, m.known, d)]
        if days:
            yield number, says[days[0]](days[0])


def decided_then(m: PlanContext, day: date | None) -> Message | None:
    """What to ask of an adverse decision of a day of which nobody knew that it was protected."""
    if day is None or protected_on(m.policy, m.known, day) is None:
        return None
    return decided_while_protected(day)
