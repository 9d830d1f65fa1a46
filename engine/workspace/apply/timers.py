"""Time passes day by day: however seldom somebody looks, each thing happens on its own day."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from engine.core.decide.advance import advanced
from engine.core.plan.replay import Plan
from engine.core.values.period import Period
from engine.ledger import index
from engine.workspace.apply.proposals import Looking, look_at
from engine.workspace.session.known_facts import every_plan
from engine.workspace.session.transaction import move


def pass_days(looking: Looking, until: date, away: Period | None) -> None:
    """Everything time alone brings up to the morning of `until`: each day plans first, then looks."""
    transaction, book = looking.transaction, looking.workspace.book.index
    transaction.dues |= index.plans_due(book, until)
    transaction.people |= index.people_due(book, until)
    plans = {plan.id: plan for plan in every_plan(book, tuple(transaction.dues))}
    looking.knowledge.prepare(transaction.people)
    while (day := _first(transaction.dues, transaction.people)) and day <= until:
        looking.day = day
        for plan in _at(transaction.dues, day):
            _advance(looking, transaction.plans.get(plan) or plans[plan], away)
        for employee in _at(transaction.people, day):
            look_at(looking, employee, transaction.people[employee] or day)


def _first(*dues: Mapping[str, date | None]) -> date | None:
    return min((day for each in dues for day in each.values() if day), default=None)


def _at(dues: Mapping[str, date | None], day: date) -> list[str]:
    return sorted(each for each, due in dues.items() if due and due <= day)


def _advance(looking: Looking, plan: Plan, away: Period | None) -> None:
    pinned = looking.workspace.pinned(plan.pin)
    known = looking.knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
    steps = partial(advanced, until=looking.day, away=away)
    moved = move(looking.transaction, plan, pinned, known, steps)
    if moved.ended:
        looking.knowledge.moved(moved)
