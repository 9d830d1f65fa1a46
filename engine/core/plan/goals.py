"""How far the goals of a stage are reached: each by its own comparison, then by weight."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from engine.core.facts.explanation import Why, title_of
from engine.core.measure.comparison import all_of, compared
from engine.core.measure.context import EvaluationContext, GoalResult
from engine.core.measure.context import (
    GoalsReached as GoalsReached,  # what this module answers with
)
from engine.core.measure.coverage import NOTHING, AskedPeriod
from engine.core.measure.metrics import Measurement, measure_in, rounded_exactly
from engine.core.measure.since_letter import from_letter_on, of_clock, week_of
from engine.core.plan.messages import (
    goal_judged_met,
    goal_judged_missed,
    goal_met_in,
    goal_not_begun,
    goal_not_judged_yet,
    goal_without_period,
)
from engine.core.plan.state import OwnGoal
from engine.core.policy.policy import Goal, Goals
from engine.core.values.period import Period, period_holding
from engine.core.values.units import Amount, TimeUnit, Unit

JUDGED = {True: goal_judged_met, False: goal_judged_missed, None: goal_not_judged_yet}
DAY = timedelta(days=1)
STEP = Decimal("0.1")  # the score is a percentage like any other


def reached(
    goals: Goals, set_goals: Mapping[str, OwnGoal], case: EvaluationContext
) -> GoalsReached:
    """Every fixed goal as measured, every goal a person set as a person judged it.

    A goal that weighs nothing is told and counts nowhere, known or not.
    """
    weight = goals.set_by.weight if goals.set_by else Decimal(0)
    each = (
        *(_measured(name, goal, case) for name, goal in goals.fixed.items()),
        *(_judged(name, goal, weight) for name, goal in set_goals.items()),
    )
    counted = [goal for goal in each if goal.weight]
    low, high = _score(counted, (True,)), _score(counted, (True, None))
    met = [goal.met for goal in counted]
    if None in met or low is None:
        return GoalsReached(None, low, high, None, len(counted), each)
    return GoalsReached(low, low, high, met.count(True), len(counted), each)


def goal_stretches(goals: Goals, case: EvaluationContext) -> Iterator[tuple[str, AskedPeriod]]:
    """What every fixed goal is measured in, with its metric."""
    for goal in goals.fixed.values():
        clock = clock_of(goal, case)
        for stretch in stretches_of(goal, clock, case) if clock else ():
            yield goal.metric, stretch


def clock_of(goal: Goal, case: EvaluationContext) -> Period | None:
    """The clock a goal is measured over: the one it names, else the one started last."""
    if goal.over:
        return case.clocks.get(goal.over)
    return max(case.clocks.values(), key=lambda clock: clock.first, default=None)


def stretches_of(goal: Goal, clock: Period, case: EvaluationContext) -> tuple[AskedPeriod, ...]:
    """What it is measured in: its clock, or the whole pieces of it that closed; not before the letter."""
    inside = from_letter_on(clock, case)
    if inside is None:
        return ()
    if goal.each is None:
        return (AskedPeriod(inside, clock=True),)
    if of_clock(goal.each, calendar=goal.calendar):
        return tuple(AskedPeriod(week, uncut=True) for week in _weeks(clock, inside, case))
    return tuple(AskedPeriod(period) for period in _periods(goal.each, inside, case))


def _score(each: Sequence[GoalResult], counts: tuple[bool | None, ...]) -> Amount | None:
    """The share of the weights whose goals are one of `counts`; None where nothing weighs."""
    total = sum((Fraction(goal.weight) for goal in each), Fraction(0))
    if not total:
        return None
    reached = sum((Fraction(goal.weight) for goal in each if goal.met in counts), Fraction(0))
    return Amount(rounded_exactly(reached / total * 100, STEP), Unit.PERCENT)


def _judged(name: str, goal: OwnGoal, weight: Decimal) -> GoalResult:
    title = goal.text or title_of(name)
    return GoalResult(
        name, title, weight, Why(JUDGED[goal.met](title), goal.met), goal.met, None
    )


def _measured(name: str, goal: Goal, case: EvaluationContext) -> GoalResult:
    title = goal.title or title_of(name)
    clock = clock_of(goal, case)
    if clock is None:
        why = Why(goal_not_begun(title), None)
        return GoalResult(name, title, goal.weight, why, None, None)
    stretches = stretches_of(goal, clock, case)
    if goal.each is None and stretches:
        measured = measure_in(goal.metric, stretches[0], case)
        why = compared(measured, goal.comparison, case)
        return GoalResult(
            name, title, goal.weight, why, why.answer, measured.amount, measured.low
        )
    found = (measure_in(goal.metric, stretch, case) for stretch in stretches)
    each = [measured for measured in found if measured.reason != NOTHING]
    why = _in_each(title, [compared(measured, goal.comparison, case) for measured in each])
    return GoalResult(name, title, goal.weight, why, why.answer, _worst(goal, each))


def _in_each(title: str, parts: Sequence[Why]) -> Why:
    """Met when met in every whole period that has closed; not known before there is one."""
    if not parts:
        return Why(goal_without_period(title), None)
    found = all_of(parts)
    held = sum(part.answer is True for part in parts)
    return Why(goal_met_in(title, held, len(parts)), found.answer, parts=found.parts)


def _weeks(clock: Period, inside: Period, case: EvaluationContext) -> Iterator[Period]:
    """The clock's own weeks that have closed, from the first that lies after the letter."""
    number = -(-(inside.first - clock.first).days // 7)
    week = week_of(clock.first, number)
    while week.last <= min(clock.last, case.basis):
        yield week
        number += 1
        week = week_of(clock.first, number)


def _periods(part: TimeUnit, clock: Period, case: EvaluationContext) -> Iterator[Period]:
    """The whole periods inside the clock that have closed, oldest first."""
    period = period_holding(clock.first, part, case.year_starts)
    while period.last <= min(clock.last, case.basis):
        if clock.first <= period.first:
            yield period
        period = period_holding(period.last + DAY, part, case.year_starts)


def _worst(goal: Goal, each: Sequence[Measurement]) -> Amount | None:
    """The figure that decides whether it is met in each; the last where two ends count."""
    known = [measured.amount for measured in each if measured.amount]
    if not known or goal.comparison.operator == "between":
        return known[-1] if known else None
    least = goal.comparison.operator in ("at_least", "above")
    return (min if least else max)(known, key=lambda amount: amount.value)
