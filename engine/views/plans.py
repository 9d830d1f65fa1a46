"""One plan: which is meant, everything that happened to it, and why."""

from collections.abc import Sequence
from datetime import date

from engine.core.facts.explanation import Used, Why, without_other
from engine.core.letter.sentences import message_of
from engine.core.life.acting import no_plan
from engine.core.plan.authority import Act, allowed
from engine.core.plan.in_force import PlanContext
from engine.core.plan.replay import Plan
from engine.core.record.codec import decoded, encoded
from engine.core.values.errors import WrongUseError
from engine.ledger import index
from engine.ledger.index import Happened
from engine.results import (
    ExplainedDecision,
    ExplainResult,
    FigureShown,
    HistoryEntry,
    HistoryResult,
    OriginShown,
    PlanHeading,
    ReasonShown,
)
from engine.words.figures import figure_text
from engine.words.remarks import remark_of
from engine.words.say import words
from engine.workspace.session.ledger_record import on_ledger
from engine.workspace.session.workspace import Workspace


def plan_history(workspace: Workspace, target: str) -> HistoryResult:
    """Every entry of a plan, oldest first, with the commit it came with. WrongUseError: no such plan."""
    plan = one_meant(workspace, target)
    language = workspace.config.language
    entries = tuple(_entry(each, language) for each in _happened(workspace, plan))
    return HistoryResult(_heading(workspace, plan), entries)


def explained(workspace: Workspace, target: str, by: str, today: date) -> ExplainResult:
    """Every decision of a plan with its tree of reasons, down to the cells. WrongUseError: no such plan.

    The readings that did not hold tell of leave: they are shown to `by` only, who must hold `held.by`.
    """
    plan = one_meant(workspace, target)
    if by:
        _may_see_all(workspace, plan, by, today)
    found: list[ExplainedDecision] = []
    language = workspace.config.language
    for each in _happened(workspace, plan):
        event = decoded(each.entry)
        why = getattr(event, "why", None)
        if isinstance(why, Why):
            shown = why if by else without_other(why)
            said, reason = words(message_of(event), language), _reason(shown, language)
            found.append(
                ExplainedDecision(each.plan_seq, event.on, each.entry.type, said, reason)
            )
    return ExplainResult(_heading(workspace, plan), tuple(found))


def _may_see_all(workspace: Workspace, plan: Plan, by: str, today: date) -> None:
    """NotAllowedError unless `by` is the one whom the policy asks about figures, today."""
    pinned = workspace.pinned(plan.pin)
    known = workspace.knowledge().known(plan.employee, pinned.workdays, besides=plan.id)
    day = max(today, index.last_day(workspace.book.index) or today)
    role = pinned.policy.held.by
    allowed(PlanContext(pinned.policy, plan, known), Act("explain", role, by, day), role)


def _reason(why: Why, language: str) -> ReasonShown:
    figures = (_figure(used, language) for used in why.figures)
    parts = (_reason(part, language) for part in why.parts)
    other = _reason(why.other, language) if why.other else None
    return ReasonShown(
        words(why.says, language), why.answer, tuple(figures), tuple(parts), other
    )


def _figure(used: Used, language: str) -> FigureShown:
    figure, origin = used.figure, used.figure.origin
    share = None if used.share is None else str(used.share)
    return FigureShown(
        figure.employee, figure.field, (figure.period.first, figure.period.last),
        str(figure.value), share, figure_text(figure.value, language),
        OriginShown(origin.drop, origin.file, origin.sheet, origin.row, origin.column, origin.text),
    )  # fmt: skip


def one_meant(workspace: Workspace, target: str) -> Plan:
    """By its number; by an employee's id the running plan, else the last. WrongUseError: none."""
    plans = workspace.standing()
    if target in plans:
        return plans[target]
    theirs = [plan for plan in plans.values() if plan.employee == target]
    running = [plan for plan in theirs if not plan.ended]
    if len(running) > 1:
        many = ", ".join(plan.id for plan in running)
        raise WrongUseError(f"{target} has several running plans; name one: {many}")
    if not theirs:
        raise WrongUseError(no_plan(on_ledger(workspace), target))
    return (running or theirs)[-1]


def _heading(workspace: Workspace, plan: Plan) -> PlanHeading:
    policy = workspace.pinned(plan.pin).policy
    return PlanHeading(
        plan.id, plan.employee, policy.id, policy.title, policy.version, plan.pin
    )


def _happened(workspace: Workspace, plan: Plan) -> Sequence[Happened]:
    return index.events(workspace.book.index, plan.id)


def _entry(each: Happened, language: str) -> HistoryEntry:
    event = decoded(each.entry)
    kept = encoded(event)
    return HistoryEntry(
        each.plan_seq, each.seq, each.recorded, each.kind, event.on, kept.type,
        words(message_of(event), language),
        {name: value for name, value in kept.body.items() if name not in ("on", "says")},
        claims=str(kept.body.get("says", "")), note=remark_of(event, language),
    )  # fmt: skip
