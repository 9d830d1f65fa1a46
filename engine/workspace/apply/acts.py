"""A person's act: which plan is meant, what it becomes there, and a plan opened by hand."""

from dataclasses import replace
from datetime import date
from functools import partial

from engine.core.decide.acts import Act
from engine.core.decide.inputs import after_act
from engine.core.decide.opening import Found as Row
from engine.core.decide.opening import begun_by, row_by_hand
from engine.core.facts.facts import Reported
from engine.core.plan.replay import Plan
from engine.core.record.events import Issued
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.suggest import did_you_mean, nearest
from engine.ledger import index
from engine.ledger.index import Index
from engine.workspace.apply.preconditions import lies_as_issued, nothing_unread
from engine.workspace.apply.proposals import next_number, team_of
from engine.workspace.session.known_facts import Knowledge, every_plan, one_plan
from engine.workspace.session.pins import Pinned
from engine.workspace.session.transaction import Transaction, begin, move
from engine.workspace.session.versions import content, versions
from engine.workspace.session.workspace import Workspace


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


def carry_out(
    workspace: Workspace,
    transaction: Transaction,
    knowledge: Knowledge,
    what: Act,
    target: str,
    today: date,
) -> None:
    if what.action == "open":
        return _open_by_hand(workspace, transaction, knowledge, what, target, today)
    plan = plan_meant(workspace, transaction, knowledge, target)
    pinned = workspace.pinned(plan.pin)
    _known_role(pinned, what.role)
    known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
    if what.action in ("approve", "issue"):
        nothing_unread(workspace, plan)
    elif what.action == "deliver":
        lies_as_issued(workspace, plan)
    move(transaction, plan, pinned, known, partial(after_act, act=what, today=today))
    _keep_issued(workspace, transaction, plan.id)
    return None


def report(
    workspace: Workspace,
    transaction: Transaction,
    knowledge: Knowledge,
    fact: Reported,
    today: date,
) -> None:
    """What a file says was done. It speaks of one person, so it cannot touch another's plan."""
    target = fact.plan or fact.employee
    if plan_meant(workspace, transaction, knowledge, target).employee != fact.employee:
        raise NotAllowedError(f"{fact.plan} is not a plan of {fact.employee}")
    carry_out(workspace, transaction, knowledge, _act_of(fact), target, today)


def _known_role(pinned: Pinned, role: str) -> None:
    known = (*pinned.policy.roles, "employee")
    if role not in known:
        raise WrongUseError(f'there is no role "{role}"; {did_you_mean(role, known)}')


def _keep_issued(workspace: Workspace, transaction: Transaction, plan: str) -> None:
    """What is issued is kept for ever, byte for byte as it was approved."""
    issued = {
        (x.number, x.version)
        for p, x in transaction.events
        if p == plan and isinstance(x, Issued)
    }
    for version in versions(workspace, [plan]) if issued else ():
        if (version.event.number, version.event.version) in issued:
            transaction.blobs[version.event.sha256] = content(workspace, version)
            transaction.issued = version.event.sha256


def plan_meant(
    workspace: Workspace, transaction: Transaction, knowledge: Knowledge, target: str
) -> Plan:
    """The plan of that number, or the one running plan of that employee."""
    plan = transaction.plans.get(target) or one_plan(workspace.book.index, target)
    if plan:
        return plan
    running = [transaction.plans.get(p.id, p) for p in knowledge.plans_of(target)]
    running = [plan for plan in running if not plan.ended]
    if len(running) == 1:
        return running[0]
    if running:
        many = ", ".join(plan.id for plan in running)
        raise NotAllowedError(f"{target} has several running plans; name one: {many}")
    raise WrongUseError(no_plan(workspace.book.index, target))


def _open_by_hand(
    workspace: Workspace,
    transaction: Transaction,
    knowledge: Knowledge,
    what: Act,
    employee: str,
    today: date,
) -> None:
    """A person opens a plan on a row that allows it: proposed and confirmed in one."""
    if employee not in index.employees(workspace.book.index):
        raise NotAllowedError(f"{employee} is on no roster")
    if not what.note:
        raise NotAllowedError("say what the plan rests on, as its letters will: --note")
    refused = f'no policy lets the role "{what.role}" open "{what.item}" by hand'
    for pinned in workspace.policies:
        known = knowledge.known(employee, pinned.workdays)
        try:
            row = row_by_hand(pinned.policy, employee, known, what, today)
        except NotAllowedError as problem:
            refused = str(problem)  # another policy may be theirs
            continue
        if row:
            return _opened(
                workspace, transaction, knowledge, what, employee, today, (pinned, row)
            )
    raise NotAllowedError(refused)


def _opened(
    workspace: Workspace,
    transaction: Transaction,
    knowledge: Knowledge,
    what: Act,
    employee: str,
    today: date,
    found: tuple[Pinned, Row],
) -> None:
    pinned, row = found
    known = knowledge.known(employee, pinned.workdays)
    issue = dict(what.answers).get("issue", "")
    team = team_of(workspace, known.people, employee, today)
    first = begun_by(pinned.policy, pinned.sha, employee, team, row, today, issue)
    about = first[0].issue
    if any(p.issue == about and not p.ended for p in knowledge.plans_of(employee)):
        raise NotAllowedError(f"{employee} has a running plan on {about} already")
    plan = begin(transaction, next_number(workspace, transaction, today), pinned, known, first)
    confirm = replace(what, action="confirm", item="")
    move(transaction, plan, pinned, known, partial(after_act, act=confirm, today=today))


def no_plan(found: Index, target: str) -> str:
    """That there is no such plan, with the one that was meant, if any is like it."""
    near = nearest(target, [plan.id for plan in every_plan(found)])
    known = target in index.employees(found)
    what = f"{target} has no running plan" if known else f'there is no plan "{target}"'
    return f"{what}; did you mean {near}?" if near else what
