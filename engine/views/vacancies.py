"""Whom a policy's roles miss: people it covers for whom nobody could act."""

from collections.abc import Iterator
from datetime import date

from engine.core.decide.opening import covers, facts_without_a_plan
from engine.core.facts.messages import ALREADY_ACTS
from engine.core.policy.policy import Policy
from engine.core.policy.references import EMPLOYEE, deciding_roles, other_roles
from engine.core.values.counts import count_of
from engine.core.values.diagnostic import Finding
from engine.core.values.message import Message, all_ids
from engine.core.values.workdays import Workdays
from engine.ledger import index
from engine.words.say import words
from engine.workspace.session.workspace import Workspace

MOST_NAMED = 8


def vacancies(workspace: Workspace, policy: Policy, day: date) -> Iterator[Finding]:
    """Each role that nobody holds for somebody the policy covers on `day`: warnings, naming them."""
    missed: dict[str, list[tuple[str, Message]]] = {}
    needed = {name for _, name in (*deciding_roles(policy), *other_roles(policy))} - {EMPLOYEE}
    knowledge = workspace.knowledge()
    employees, people = index.employees(workspace.book.index), knowledge.people()
    knowledge.prepare(employees)
    for employee in employees:
        found = {role: people.resolve(role, policy.roles, employee, day) for role in needed}
        vacant = {role: each.why for role, each in found.items() if not each.persons}
        if not vacant:
            continue
        known = knowledge.known(employee, Workdays(policy.calendar.weekend, frozenset()))
        covered, _ = covers(facts_without_a_plan(policy, employee, known, day))
        for role, why in vacant.items() if covered else ():
            missed.setdefault(role, []).append((employee, why))
    for role in (name for name in policy.roles if name in missed):
        who = [employee for employee, _ in missed[role]]
        more = f" and {len(who) - MOST_NAMED} more" if len(who) > MOST_NAMED else ""
        named = ", ".join(who[:MOST_NAMED]) + more
        message = f"nobody holds {role} for {count_of(len(who), 'employee')}: {named}"
        why = missed[role][0][1]
        key = "if_same" if ALREADY_ACTS in all_ids(why) else "if_vacant"
        said = words(why, workspace.config.language)
        hint = f"{said}; complete the roster, or add {key} to the role"
        yield Finding(("roles", role), "P298", message, hint, warning=True)
