"""When something of a plan happened: the days that clocks, duties and rights are counted from."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from engine.core.plan.replay import Plan
from engine.core.plan.state import PlanDocument, Use
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Policy
from engine.core.policy.right import ExtendRight, Right, who_agrees
from engine.core.values.units import Span, span_written

Days = Iterator[date | None]


def last_time(policy: Policy, plan: Plan, visit: int, moment: Moment) -> date | None:
    """The day it happened in that visit, for what can happen again the last one; None: not yet."""
    days = _days(policy, plan, visit, moment)
    return max((day for day in days if day), default=None)


def _days(policy: Policy, plan: Plan, visit: int, moment: Moment) -> Days:
    match moment.moment:
        case "drafted" | "approved" | "issued" | "delivered" | "acknowledged":
            return _documents(policy, plan, visit, moment)
        case "started" | "ended":
            return _clock(plan, visit, moment)
        case "done" | "held":
            return _done(plan, visit, moment)
        case "missed":
            return _missed(plan, visit, moment)
        case "decided":
            return _decided(plan, visit, moment)
        case "asked" | "granted" | "used":
            return _right(policy, plan, visit, moment)
        case "opened" | "closed" | "entered" | "left":
            return iter(())  # of the plan and its stages, whose days it holds itself
    assert_never(moment.moment)


def document_moment(policy: Policy, document: PlanDocument, word: str) -> date | None:
    """`approved` happens with the last approval; where none is asked for, with the draft."""
    if word == "approved":
        wanted = set(policy.documents[document.document].approved_by)
        whole = wanted <= {role for role, _ in document.approvals}
        return (document.approved or document.drafted) if whole else None
    return {
        "drafted": document.drafted,
        "issued": document.issued,
        "delivered": document.delivered,
        "acknowledged": document.acknowledged,
    }[word]


def _documents(policy: Policy, plan: Plan, visit: int, moment: Moment) -> Days:
    """`document.` is each document of the visit."""
    for document in plan.documents.values():
        if document.visit == visit and moment.thing in (document.document, "document"):
            yield document_moment(policy, document, moment.moment)


def _clock(plan: Plan, visit: int, moment: Moment) -> Days:
    run = plan.runs.get((visit, moment.thing))
    if run:
        yield run.first if moment.moment == "started" else (run.last if run.ended else None)


def _done(plan: Plan, visit: int, moment: Moment) -> Days:
    """A letter is done when it is issued."""
    mine = (visit, moment.thing)
    yield from (task.done for (v, duty, _), task in plan.tasks.items() if (v, duty) == mine)
    yield from (p.issued for p in plan.documents.values() if (p.visit, p.item) == mine)


def _missed(plan: Plan, visit: int, moment: Moment) -> Days:
    mine = (visit, moment.thing)
    yield from (t.missed_on for (v, duty, _), t in plan.tasks.items() if (v, duty) == mine)


def _decided(plan: Plan, visit: int, moment: Moment) -> Days:
    for (v, review, _), look in plan.looks.items():
        if (v, review) == (visit, moment.thing) and look.decided:
            yield look.on


def _right(policy: Policy, plan: Plan, visit: int, moment: Moment) -> Days:
    for (name, _), use in plan.uses.items():
        if (use.visit, name) == (visit, moment.thing):
            yield {
                "asked": use.asked,
                "used": use.used_on,
                "granted": _granted(policy, plan, use),
            }[moment.moment]


def _granted(policy: Policy, plan: Plan, use: Use) -> date | None:
    """The day of the last yes; where nobody has to agree, the day it was asked for."""
    right = right_of(policy, plan, use)
    wanted = set(who_agrees(right)) if right else set()
    whole = use.state != "refused" and wanted <= {role for role, _ in use.granted}
    return (use.granted_on or use.asked) if whole else None


def extends_by(right: ExtendRight, use: Use) -> Span:
    """How much longer the clock is to run: what was said, else all that the policy allows."""
    return span_written(use.length) or right.up_to


def right_of(policy: Policy, plan: Plan, use: Use) -> Right | None:
    """The right that was used, as the stage of that visit or the whole policy gives it."""
    stage = next(visit.stage for visit in plan.visits if visit.number == use.visit)
    return policy.stages[stage].may.get(use.right) or policy.may.get(use.right)
