"""Where plans begin: from a look to entries, by hand, and beside the plans that are there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from engine.core.decide.messages import (
    cannot_open_by_hand,
    opened_by_hand,
    opened_by_hand_for,
    opened_by_hand_on,
)
from engine.core.decide.opening import (
    ASKED,
    Found,
    covers,
    facts_without_a_plan,
    opening_answer,
    window_end,
)
from engine.core.decide.refusal_messages import say_the_issue
from engine.core.facts.explanation import Why, all_figures
from engine.core.plan.authority import Act
from engine.core.plan.in_force import Known
from engine.core.plan.protection import protected_on, why_barred
from engine.core.plan.replay import Plan
from engine.core.policy.open_row import ByHandRow, who_opens
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError


def proposal(
    policy: Policy, pin: str, employee: str, team: str, found: Found, on: date, issue: str = ""
) -> e.Proposed:
    """`issue`: the one a person named, where the row leaves it open. NotAllowedError without."""
    at, basis, why, _ = found
    row = policy.open[at]
    if row.issue != ASKED:
        issue = row.issue
    elif issue not in policy.issues:
        raise NotAllowedError(say_the_issue(policy.issues))
    return e.Proposed(
        on, employee, pin, policy.id, at, row.track, issue, row.start,
        who_opens(row), basis, team, why,
    )  # fmt: skip


def begun_by(
    policy: Policy, pin: str, employee: str, team: str, found: Found, on: date, issue: str = ""
) -> tuple[e.Proposed, *tuple[e.Event, ...]]:
    """A plan's first entries: the proposal and, for those who decide on it, its gap statement."""
    first = proposal(policy, pin, employee, team, found, on, issue)
    document = policy.open[found.row].document
    return (first, e.Drafted(on, document, "open", 1, 1, 1)) if document else (first,)


def row_by_hand(
    policy: Policy, employee: str, known: Known, act: Act, today: date
) -> Found | None:
    """The row on which `act.role` may open a plan of the track `act.item` (empty: any), or None.

    NotAllowedError: the policy does not cover the employee or leaves them out, as for figures; or
    the row has a condition and its answer is not yes.
    """
    role, track = act.role, act.item
    for at, row in enumerate(policy.open):
        if not isinstance(row, ByHandRow) or role not in row.opened_by:
            continue
        if track not in ("", row.track):
            continue
        issue = dict(act.answers).get("issue", "") if row.issue == ASKED else row.issue
        case = replace(facts_without_a_plan(policy, employee, known, today), issue=issue)
        covered, says = covers(case)
        if not covered:
            raise NotAllowedError(cannot_open_by_hand(row.track, says))
        said = opened_by_hand_for(role, act.note) if act.note else opened_by_hand(role)
        why = Why(said, True)
        if protected_on(policy, known, today):
            raise NotAllowedError(
                cannot_open_by_hand(row.track, why_barred(policy, known, today))
            )
        if row.when:
            found = opening_answer(row, row.when, case)
            if not found.answer:
                raise NotAllowedError(cannot_open_by_hand(row.track, found.says))
            why = Why(opened_by_hand_on(said, found.says), True, found.figures, found.parts)
        return Found(at, window_end(row, case), why, today)
    return None


def spoken_for(plans: Sequence[Plan], issue: str, found: Found) -> Plan | None:
    """The plan on the same issue that this look belongs to, if there is one.

    A running one, or one that is over and after which nothing rests on a period that nobody judged.
    """
    for plan in plans:
        if plan.issue == issue and (not plan.ended or _newest_figure(found) <= _judged(plan)):
            return plan
    return None


def _judged(plan: Plan) -> date:
    """The last day of what people judged in a plan that is over; its end judges all before."""
    looked = (look.basis for look in plan.looks.values() if look.decided)
    seen = max((plan.basis, *(day for _, day in plan.noted), *looked))
    stood = plan.opened is not None and not plan.undone
    return max(seen, plan.closed) if stood and plan.closed else seen


def _newest_figure(found: Found) -> date:
    ends = (used.figure.period.last for used in all_figures(found.why))
    return min(max(ends, default=found.looked), found.looked)


def worth_noting(plan: Plan, found: Found) -> bool:
    """Whether another yes beside a running plan says something new: it rests on a newer figure."""
    if plan.ended or found.basis == plan.basis or (found.row, found.basis) in plan.noted:
        return False
    return _newest_figure(found) > max((plan.basis, *(day for _, day in plan.noted)))
