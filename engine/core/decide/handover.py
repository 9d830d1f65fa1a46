"""A role passes to somebody else: on the day it does so, by itself, and with what follows from it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.core.decide.act_documents import redraft
from engine.core.facts.people import leaving_day
from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.owed import needs_issue
from engine.core.record import events as e


def handed_over(m: PlanContext, day: date) -> tuple[e.Event, ...]:
    """The roles somebody else holds on `day`; letters not issued yet are drafted with the new names."""
    passed = tuple(_passed(m, day))
    if not passed or m.plan.state != "open":
        return passed
    waiting = (
        p
        for p in m.plan.documents.values()
        if p.state == "drafted" and p.visit == m.visit.number and needs_issue(m, p)
    )
    return (*passed, *(redraft(document, day) for document in waiting))


def _passed(m: PlanContext, day: date) -> Iterator[e.HandedOver]:
    """A stand-in is no new holder, and a vacant role has passed to nobody."""
    m = replace(m, plan=replace(m.plan, delegates={}))
    for role in m.policy.roles:
        persons = holders(m, role, day).persons
        before = m.plan.holders.get(role, "")
        if persons and before not in persons:
            yield e.HandedOver(day, role, before, persons[0])


def next_handover(m: PlanContext) -> date | None:
    """The first day after the newest entry on which a role passes, as far as people facts say."""
    days = sorted({day for day in _days(m) if day > m.plan.day})
    return next((day for day in days if any(_passed(m, day))), None)


def _days(m: PlanContext) -> Iterator[date]:
    """The days on which something begins to be so of the employee or of who holds a role now."""
    fields = {
        step for role in m.policy.roles.values() for step in role.field.split(".") if step
    }
    for person in {m.plan.employee, *m.plan.holders.values()}:
        for field in (*sorted(fields), "group"):
            for trait in m.known.people.recorded(person, field):
                yield trait.starting
        left = leaving_day(m.known.people, person)
        if left:
            yield left
