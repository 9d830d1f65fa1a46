"""Acts that steer a plan: confirm, decline, withdraw, decide, resume, delegate, strike."""

from dataclasses import replace
from datetime import date

from engine.core.decide import refusal_messages as refusal
from engine.core.decide.act_rights import stays_after_all
from engine.core.decide.opening import judged_again
from engine.core.plan.authority import Act, allowed, confirmed, one_of, only
from engine.core.plan.in_force import (
    PlanContext,
    due_day,
    holders,
)
from engine.core.plan.owed import open_looks
from engine.core.plan.protection import bar_adverse
from engine.core.plan.replay import apply
from engine.core.plan.review import adverse, ends_employment
from engine.core.plan.state import ReviewLook
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.units import Span, TimeUnit


def confirm(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """What is proposed is judged again: the newest figures and the day may say otherwise by now."""
    only(m, act, "proposed")
    one_of(m, act, m.plan.to)
    bar_adverse(m, day)
    anew = judged_again(m, day)
    for event in anew:
        m = replace(m, plan=apply(m.plan, event))
    one_of(m, act, m.plan.to)
    stage = act.outcome or (m.plan.start[0] if len(m.plan.start) == 1 else "")
    if stage not in m.plan.start:
        raise NotAllowedError(refusal.say_where_it_starts(m.plan.start))
    return (*anew, *opening(m, act.role, act.by, stage, day, act.note))


def opening(
    m: PlanContext, role: str, by: str, stage: str, day: date, note: str
) -> tuple[e.Event, ...]:
    who = ((name, holders(m, name, day).persons) for name in m.policy.roles)
    opened = e.Opened(day, role, by, stage, tuple((n, p[0]) for n, p in who if p), note)
    return (opened, e.StageEntered(day, stage, 1, "opened", m.plan.why))


def decline(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    only(m, act, "proposed")
    one_of(m, act, m.plan.to)
    return (e.Closed(day, "declined", act.role, act.by, act.note),)


def withdraw(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    if (stays := stays_after_all(m, act, day)) is not None:
        return stays
    roles = m.plan.to if m.plan.state == "proposed" else (m.policy.held.by,)
    one_of(m, act, tuple(dict.fromkeys((*roles, m.policy.held.by))))
    return (e.Closed(day, "withdrawn", act.role, act.by, act.note),)


def decide(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    raised = [n for n, r in m.plan.raised.items() if not r.settled and act.item in ("", n)]
    if raised and act.outcome in ("keep", "withdraw"):
        return settle_question(m, act, day, raised[0])
    only(m, act, "open")
    waiting = [one for one in open_looks(m) if one[2].roles and act.item in ("", one[0])]
    if not waiting:
        raise NotAllowedError(refusal.no_decision_now(m.plan.id))
    name, number, look = next((x for x in waiting if _fits(x[2], act)), waiting[0])
    return (vote(m, act, day, name, number, look),)


def _fits(look: ReviewLook, act: Act) -> bool:
    """Of several looks that wait, one that waits for this role and person and can lead there."""
    said = any(act.role == role or act.by == person for role, person, _ in look.votes)
    return act.role in look.roles and not said and act.outcome in look.go


def settle_question(m: PlanContext, act: Act, day: date, name: str) -> tuple[e.Event, ...]:
    allowed(m, act, m.plan.raised[name].role)
    said = e.QuestionSettled(day, name, act.outcome, act.role, act.by, act.note)
    if act.outcome == "keep" or m.plan.ended:
        return (said,)  # what has ended stays ended; the record says that it was found wrong
    return (said, e.Closed(day, "withdrawn", act.role, act.by, act.note))


def vote(
    m: PlanContext, act: Act, day: date, name: str, number: int, look: ReviewLook
) -> e.Event:
    one_of(m, act, look.roles)
    if act.outcome not in look.go:
        raise NotAllowedError(refusal.say_the_decision(look.go))
    for role, person, _ in look.votes:
        if role == act.role:
            raise NotAllowedError(refusal.has_decided_already(role))
        if person == act.by:
            raise NotAllowedError(refusal.decided_in_another_role(person, role, act.role))
    if adverse(m.policy, m.plan.stage, act.outcome):
        bar_adverse(m, day)
    if ends_employment(m.policy, act.outcome):
        confirmed(act, refusal.ends_or_cuts_employment(act.outcome))
    return e.Voted(
        day, name, number, act.role, act.by, act.outcome, act.note, assurance=act.assurance
    )


def resume(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    only(m, act, "held")
    allowed(m, act, m.policy.held.by)
    closes = due_day(m, day, Span(10, TimeUnit.BUSINESS_DAY))
    deadline = m.known.workdays.add(day, m.policy.held.at_most)
    if m.visit.deadline is None and m.stage.deadline and m.plan.held_for != "deadline":
        stood = day - (m.plan.held or day)
        planned = m.known.workdays.add(m.visit.entered, m.stage.deadline.within) + stood
        deadline = max(deadline, planned)
    return (e.Resumed(day, act.role, act.by, closes, deadline, act.note),)


def delegate(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    delegated = e.Delegated(day, act.role, act.by, act.outcome, act.note)
    stands_in = m.plan.delegates.get(act.role)
    if stands_in and act.by == act.outcome and act.by in holders(m, act.role, day).behind:
        return (delegated,)  # the holder takes it back
    allowed(m, act, act.role)
    if act.role == "employee" or act.outcome in ("", m.plan.employee, act.by):
        raise NotAllowedError(refusal.say_who_stands_in())
    if m.known.people.trait(act.outcome, "name", day) is None:
        raise NotAllowedError(refusal.on_no_roster(act.outcome))
    if m.known.people.has_left(act.outcome, day):
        raise NotAllowedError(refusal.person_has_left(act.outcome))
    _empties_nothing(m, replace(m, plan=apply(m.plan, delegated)), act, day)
    return (delegated,)


def _empties_nothing(before: PlanContext, after: PlanContext, act: Act, day: date) -> None:
    """NotAllowedError where the stand-in would not count, or would leave another role vacant."""
    who = holders(after, act.role, day)
    if act.outcome not in who.persons:
        raise NotAllowedError(refusal.must_keep_apart(act.outcome, act.role))
    for role in before.policy.roles:
        if holders(before, role, day).persons and not holders(after, role, day).persons:
            raise NotAllowedError(refusal.leaves_role_empty(act.outcome, act.role, role))


def strike(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """A person's newest entry from which nothing follows, by its maker or who looks after held plans.

    The employee strikes nothing: what was said in error they tell that role.
    """
    if m.plan.before is None:
        raise NotAllowedError(refusal.entry_stays(m.plan.seq))
    mine = (act.role, act.by) == m.plan.maker and act.role != "employee"
    one_of(m, act, (act.role,) if mine else (m.policy.held.by,))
    if not act.note:
        raise NotAllowedError(refusal.say_why_an_error())
    return (e.Struck(day, m.plan.before.seq + 1, act.role, act.by, act.note),)
