"""What can be said of how far a plan's goals are reached, and of what a review finds."""

from datetime import date

from engine.core.values.message import Message, message
from engine.core.values.period import FiscalPeriod


def goal_judged_met(title: str) -> Message:
    return message("goal.met", title=title)


def goal_judged_missed(title: str) -> Message:
    return message("goal.missed", title=title)


def goal_not_judged_yet(title: str) -> Message:
    return message("goal.not_judged_yet", title=title)


def goal_not_begun(title: str) -> Message:
    return message("goal.not_begun", title=title)


def goal_without_period(title: str) -> Message:
    return message("goal.without_period", title=title)


def goal_met_in(title: str, met: int, of: int) -> Message:
    return message("goal.met_in", title=title, met=met, of=of)


def review_leads_anyway() -> Message:
    return message("review.leads_anyway")


def no_row_holds() -> Message:
    return message("review.no_row_holds")


def waits_for_figures(review: str, period: FiscalPeriod, until: date) -> Message:
    return message("review.waits_for_figures", review=review, period=period, until=until)


def figures_still_due(reason: Message, period: FiscalPeriod, until: date) -> Message:
    return message("review.figures_still_due", reason=reason, period=period, until=until)


def open_changes() -> Message:
    return message("open.changes")


def open_comments() -> Message:
    return message("open.comments")


def open_clause() -> Message:
    return message("open.clause")


def open_elsewhere() -> Message:
    return message("open.lost")


def open_uncarried() -> Message:
    return message("open.uncarried")


def all_that_is_open(items: tuple[Message, ...]) -> Message:
    return message("open.all", items=items)


def lines_told(lines: tuple[Message, ...]) -> Message:
    return message("open.lines", lines=lines)


# -- who may --------------------------------------------------------------------------------------


def for_another_role(action: str, role: str, said: str, who: Message) -> Message:
    return message("may.for_another_role", action=action, role=role, said=said, who=who)


def not_the_holder(person: str, role: str, employee: str, day: date, who: Message) -> Message:
    return message(
        "may.not_holder", person=person, role=role, employee=employee, day=day, who=who
    )  # fmt: skip


def not_on_own_plan(person: str) -> Message:
    return message("may.own_plan", person=person)


def these_may(persons: tuple[str, ...]) -> Message:
    return message("may.persons", persons=persons)


def nobody_may(role: str, day: date) -> Message:
    return message("may.nobody", role=role, day=day)


def for_other_roles(action: str, said: str, roles: tuple[Message, ...]) -> Message:
    return message("may.for_roles", action=action, said=said, roles=roles)


def of_role(role: str, who: Message) -> Message:
    return message("may.role", role=role, who=who)


def resignation_pending(effective: date) -> Message:
    return message("may.resignation_pending", effective=effective)


def asked_for_length(right: str, length: str, asked: date) -> Message:
    return message("may.asked_for_length", right=right, length=length, asked=asked)


def needs_own_user(what: Message, person: str) -> Message:
    return message("may.needs_own_user", what=what, person=person)


def wrong_state(plan: str, state: str, action: str, states: tuple[str, ...]) -> Message:
    return message("may.state", plan=plan, state=state, action=action, states=states)


def the_employee_themselves() -> Message:
    return message("role.the_employee")


def nobody_can(reason: Message) -> Message:
    return message("may.nobody_can", reason=reason)


def takes_another_person(apart: tuple[str, ...]) -> Message:
    return message("may.another_person", apart=apart)


# -- who will be needed ---------------------------------------------------------------------------


def too_few_people(persons: tuple[str, ...], roles: tuple[str, ...]) -> Message:
    return message("chain.too_few", persons=persons, roles=roles, count=len(roles))


def nobody_holds(role: str, why: Message) -> Message:
    return message("chain.nobody", role=role, why=why)


def stops_chains(says: Message, chains: tuple[Message, ...]) -> Message:
    return message("chain.stops", says=says, chains=chains)


def approval_of(document: str) -> Message:
    return message("chain.approval", document=document)


def agreement_to(right: str) -> Message:
    return message("chain.agreement", right=right)


def decision_for(outcomes: tuple[str, ...]) -> Message:
    return message("chain.decision", outcomes=outcomes)


def duty_not_known(duty: str, role: str, reason: Message) -> Message:
    return message("duty.not_known", duty=duty, role=role, reason=reason)


# -- time in which nothing adverse happens; never why ---------------------------------------------


def nothing_adverse_until(day: date) -> Message:
    return message("protection.until", day=day)


def nothing_adverse_now() -> Message:
    return message("protection.now")


def nothing_adverse_then(day: date) -> Message:
    return message("protection.then", day=day)


def decided_while_protected(day: date) -> Message:
    return message("protection.decided_then", day=day)


def issued_while_protected(day: date) -> Message:
    return message("protection.issued_then", day=day)


def delivered_while_protected(day: date) -> Message:
    return message("protection.delivered_then", day=day)


def silent_while_protected(day: date) -> Message:
    return message("protection.silent_then", day=day)


def stands_still_long(since: date, day: date) -> Message:
    return message("protection.long", since=since, day=day)
