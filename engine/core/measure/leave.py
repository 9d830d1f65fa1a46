"""Leave never harms: what leave touches is read twice, left out and counted, and the kinder answer holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from engine.core.facts.explanation import Why, same_ground
from engine.core.facts.facts import Absence
from engine.core.measure.context import EvaluationContext
from engine.core.policy.metric import MetricRules
from engine.core.values.period import Period
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
Gravity = tuple[int | Decimal, ...]  # the less, the kinder to the employee
T = TypeVar("T")


def absences_left_out(rules: MetricRules, case: EvaluationContext) -> Iterator[Absence]:
    """The absences whose periods the metric leaves out."""
    fields, least = rules.leave_out.fields, rules.leave_out.at_least
    for away in case.absences if fields else ():
        if away.field in fields and (least is None or _lasts(away, least, case)):
            yield away


def _lasts(away: Absence, least: Span, case: EvaluationContext) -> bool:
    """Its first and last day count; one whose end nobody knows is long enough."""
    if away.until is None:
        return True
    if least.part is TimeUnit.BUSINESS_DAY:
        return case.workdays.count(Period(away.first, away.until)) >= least.count
    return case.workdays.add(away.first, least) - DAY <= away.until


def leave_readings(case: EvaluationContext) -> tuple[EvaluationContext, ...]:
    """As the policy says and, where that may leave something out, as though it left nothing out."""
    rules = (metric.rules for metric in case.policy.metrics.values()) if case.absences else ()
    if case.leaving_out and any(True for each in rules for _ in absences_left_out(each, case)):
        return case, replace(case, leaving_out=False)
    return (case,)


def kinder(
    case: EvaluationContext,
    answer: Callable[[EvaluationContext], T],
    gravity: Callable[[T], Gravity],
) -> tuple[T, T | None]:
    """The answer of the reading that is kinder to the employee, and the other; None: there is one only.

    Of two that weigh the same, the one that leaves leave out, as the policy says.
    """
    first, *others = (answer(each) for each in leave_readings(case))
    if not others:
        return first, None
    return min((first, *others), key=gravity), max((others[0], first), key=gravity)


def with_other(why: Why, other: Why | None) -> Why:
    """`why` with the reading that did not hold, where that one rests on anything else."""
    if other is None or same_ground(why, other):
        return why
    return replace(why, other=other)
