"""A person's act: which plan is meant, what it becomes there, and a plan opened by hand."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from engine.core.decide import refusal_messages as refusal
from engine.core.decide.acts import Act
from engine.core.decide.opening import Found
from engine.core.facts.facts import Reported
from engine.core.life.beginnings import begun_by, row_by_hand
from engine.core.life.gathering import (
    Gathered,
    begin,
    decided_by_rules,
    known_now,
    move,
    plan_now,
    plans_now,
    policies_open_on,
)
from engine.core.life.looks import team_folder
from engine.core.life.on_record import OnRecord, PinnedRules
from engine.core.plan.in_force import PlanContext
from engine.core.plan.replay import Plan
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.message import Message
from engine.core.values.suggest import did_you_mean, nearest

Objecting = Callable[
    [Act, Plan], None
]  # NotAllowedError while something outside stands against it


def carry_out(
    gathered: Gathered, act: Act, target: str, today: date, objecting: Objecting | None = None
) -> None:
    """What one person's act does. NotAllowedError says who may, and nothing happens."""
    if act.action == "open":
        _open_by_hand(gathered, act, target, today)
        return
    plan = plan_meant(gathered, target)
    _known_role(gathered.record.rules(plan.pin).policy, act.role)
    acted = decided_by_rules(gathered, plan).acted
    if objecting:
        objecting(act, plan)
    move(gathered, plan, lambda m: acted(m, act, today))


def report(
    gathered: Gathered, fact: Reported, today: date, objecting: Objecting | None = None
) -> None:
    """What a file says was done. It speaks of one person, so it cannot touch another's plan."""
    target = fact.plan or fact.employee
    if plan_meant(gathered, target).employee != fact.employee:
        raise NotAllowedError(refusal.not_a_plan_of(fact.plan, fact.employee))
    carry_out(gathered, _act_of(fact), target, today, objecting)


def _act_of(fact: Reported) -> Act:
    return Act(
        fact.action,
        fact.role,
        fact.by,
        fact.on,
        "",
        fact.item,
        fact.outcome,
        fact.note,
        fact.answers,
        fact.visit,
        fact.occurrence,
    )


def follow(
    gathered: Gathered,
    target: str,
    told: Callable[[PlanContext], Iterable[e.Event]],
    today: date,
) -> None:
    """What a document that came back leads to, and what follows from that at once."""
    plan = plan_meant(gathered, target)
    read = decided_by_rules(gathered, plan).read
    move(gathered, plan, lambda m: read(m, tuple(told(m)), today))


def _known_role(policy: Policy, role: str) -> None:
    known = (*policy.roles, "employee")
    if role not in known:
        raise WrongUseError(f'there is no role "{role}"; {did_you_mean(role, known)}')


def plan_meant(gathered: Gathered, target: str) -> Plan:
    """The plan of that number, or the one running plan of that employee."""
    if plan := plan_now(gathered, target):
        return plan
    running = [plan for plan in plans_now(gathered, target) if not plan.ended]
    if len(running) == 1:
        return running[0]
    if running:
        many = tuple(plan.id for plan in running)
        raise NotAllowedError(refusal.has_several_plans(target, many))
    raise WrongUseError(no_plan(gathered.record, target))


def no_plan(record: OnRecord, target: str) -> str:
    """That there is no such plan, with the one that was meant, if any is like it."""
    near = nearest(target, [plan.id for plan in record.every_plan()])
    known = on_roster(record, target)
    what = f"{target} has no running plan" if known else f'there is no plan "{target}"'
    return f"{what}; did you mean {near}?" if near else what


def on_roster(record: OnRecord, employee: str) -> bool:
    return bool(record.facts(employee)[1])


# -- opened by hand -------------------------------------------------------------------------------


def _open_by_hand(gathered: Gathered, act: Act, employee: str, today: date) -> None:
    """A person opens a plan on a row that allows it: proposed and confirmed in one."""
    if not on_roster(gathered.record, employee):
        raise NotAllowedError(refusal.on_no_roster(employee))
    if not act.note:
        raise NotAllowedError(refusal.say_what_it_rests_on())
    rules, row = _row(gathered, act, employee, today)
    people = gathered.record.people()
    team = team_folder(gathered, people, employee, today)
    issue = dict(act.answers).get("issue", "")
    first = begun_by(rules.policy, rules.pin, employee, team, row, today, issue)
    about = first[0].issue
    if any(p.issue == about and not p.ended for p in plans_now(gathered, employee)):
        raise NotAllowedError(refusal.has_plan_already(employee, about))
    plan = begin(gathered, today, first)
    confirm = replace(act, action="confirm", item="")
    move(gathered, plan, lambda m: decided_by_rules(gathered, m.plan).acted(m, confirm, today))


def _row(gathered: Gathered, act: Act, employee: str, today: date) -> tuple[PinnedRules, Found]:
    """The first row, policy by policy, on which the act may open a plan of the employee."""
    refused: Message | str = (
        refusal.no_row_by_hand(act.role, act.item)
        if act.item
        else refusal.no_plan_by_hand(act.role)
    )
    for rules in policies_open_on(gathered, today):
        known = known_now(gathered, employee, rules.workdays)
        try:
            row = row_by_hand(rules.policy, employee, known, act, today)
        except NotAllowedError as problem:
            refused = problem.says  # another policy may be theirs
            continue
        if row:
            return rules, row
    raise NotAllowedError(refused)
