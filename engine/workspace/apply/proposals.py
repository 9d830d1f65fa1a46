"""Look at employees for whom something became known, and begin the plans that follow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from engine.core.decide.advance import Step
from engine.core.decide.opening import (
    Considered,
    Found,
    begun_by,
    considered,
    spoken_for,
    worth_noting,
)
from engine.core.facts.people import People
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, apply
from engine.core.record import events as e
from engine.ledger import index
from engine.workspace.session.known_facts import Knowledge
from engine.workspace.session.pins import Pinned
from engine.workspace.session.transaction import Transaction, begin, move
from engine.workspace.session.workspace import Workspace


@dataclass(slots=True)
class Looking:
    """One round of looks. `today` dates the entries; None: the day the answer changed."""

    workspace: Workspace
    transaction: Transaction
    knowledge: Knowledge
    day: date  # the engine's day
    today: date | None
    proposed: int = 0
    not_covered: int = 0
    undecided: dict[str, str] = field(default_factory=dict)


def look_at(looking: Looking, employee: str, since: date) -> None:
    """Every policy in force looks at one employee; the first by precedence proposes."""
    told = looking.today is not None
    seen: list[tuple[Pinned, Known, Considered]] = []
    for pinned in looking.workspace.policies:
        known = looking.knowledge.known(employee, pinned.workdays)
        found = considered(pinned.policy, employee, known, since, looking.day, told=told)
        seen.append((pinned, known, found))
    again = [c.again for _, _, c in seen if c.again]
    looking.transaction.people[employee] = min(again, default=None)
    covering = [one for one in seen if one[2].covered]
    looking.not_covered += not covering
    _say_undecided(looking, employee, [c for _, _, c in seen])
    chosen = _preceding(looking, employee, covering)
    if chosen:
        _propose(looking, employee, *chosen)


def _say_undecided(looking: Looking, employee: str, seen: Iterable[Considered]) -> None:
    """What is not known is said; "" takes an earlier word back."""
    looking.undecided[employee] = next((c.undecided for c in seen if c.undecided), "")


def _preceding(
    looking: Looking, employee: str, covering: list[tuple[Pinned, Known, Considered]]
) -> tuple[Pinned, Known, Considered] | None:
    """Where several policies cover one employee, the one that precedes all others; else nobody acts."""
    if len(covering) <= 1:
        return covering[0] if covering else None
    ids = {pinned.policy.id for pinned, _, _ in covering}
    for one in covering:
        if ids - {one[0].policy.id} <= set(one[0].policy.precedes):
            return one
    if any(c.found for _, _, c in covering):
        names = ", ".join(sorted(ids))
        looking.undecided[employee] = (
            f"several policies cover this employee ({names}) and none precedes"
        )
    return None


def _propose(
    looking: Looking, employee: str, pinned: Pinned, known: Known, seen: Considered
) -> None:
    transaction = looking.transaction
    before = [transaction.plans.get(p.id, p) for p in looking.knowledge.plans_of(employee)]
    plans = {plan.id: plan for plan in before}
    plans |= {each: transaction.plans[each] for each in transaction.begun.get(employee, ())}
    for found in seen.found:
        issue = pinned.policy.open[found[0]].issue
        holder = spoken_for(list(plans.values()), issue, found[1], found[2])
        if holder is None:
            plan = _begun(looking, employee, pinned, known, found)
            plans[plan.id] = plan
        elif worth_noting(holder, found):
            plans[holder.id] = _noted(looking, holder, known, found)


def _begun(looking: Looking, employee: str, pinned: Pinned, known: Known, found: Found) -> Plan:
    on = looking.today or found[1]
    team = team_of(looking.workspace, known.people, employee, looking.day)
    first = begun_by(pinned.policy, pinned.sha, employee, team, found, on)
    looking.proposed += 1
    plan_id = next_number(looking.workspace, looking.transaction, looking.day)
    return begin(looking.transaction, plan_id, pinned, known, first)


def team_of(workspace: Workspace, people: People, employee: str, day: date) -> str:
    """The folder for the employee's documents: a team the config lists, else the top."""
    team = people.trait(employee, "team", day) or ""
    return team if team in workspace.config.teams else ""


def next_number(workspace: Workspace, transaction: Transaction, day: date) -> str:
    """`PW-2026-0001`: numbers are given once, in the order of the record, anew each year."""
    start = f"{workspace.config.prefix}-{day.year}-"
    if start not in transaction.newest:
        newest = index.newest_plan(workspace.book.index, start)
        transaction.newest[start] = int(newest.removeprefix(start)) if newest else 0
    transaction.newest[start] += 1
    return f"{start}{transaction.newest[start]:04}"


def _noted(looking: Looking, plan: Plan, known: Known, found: Found) -> Plan:
    at, basis, why = found
    event = e.Noted(max(looking.today or basis, plan.day), at, basis, why)

    def steps(m: PlanContext) -> Iterable[Step]:
        return (Step(event, apply(m.plan, event)),)

    return move(looking.transaction, plan, looking.workspace.pinned(plan.pin), known, steps)
