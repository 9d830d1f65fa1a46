"""What a review waits for: figures, due some days after their period's end. Nobody is late before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from engine.core.measure.awaited import periods_awaited, stretches_asked
from engine.core.measure.context import EvaluationContext
from engine.core.measure.coverage import AskedPeriod
from engine.core.measure.figures_due import figures_due_on
from engine.core.measure.leave import ALWAYS
from engine.core.plan.goals import goal_stretches
from engine.core.plan.in_force import PlanContext, case_of, due_day, measuring_goals
from engine.core.plan.state import ReviewLook
from engine.core.policy.condition import GoalsTest, MetricTest, conditions_in, metric_tests
from engine.core.policy.review import Review, WhenRow
from engine.core.values.period import FiscalPeriod, Period

UNKNOWN = -1  # the row of a look that has found none


@dataclass(frozen=True, slots=True)
class MissingFigures:
    """The last period whose figures are missing, and the last day on which they are in time."""

    period: FiscalPeriod
    until: date


@dataclass(frozen=True, slots=True)
class WaitingReview:
    """A review whose figures are not all told yet: it is not late before they are due."""

    review: str
    occurrence: int
    figures: MissingFigures


def figures_day(m: PlanContext, review: Review, basis: date) -> date | None:
    """The day on which the last figures are due that a review as of `basis` rests on; None: on none."""
    return max((each.due for each in _awaited(m, review, basis)), default=None)


def first_closing(m: PlanContext, review: Review, basis: date, day: date) -> date:
    """Until when a review that begins on `day` waits: its time runs from the day its figures are due."""
    due = figures_day(m, review, basis)
    return due_day(m, max(day, due) if due else day, review.within)


def closing(m: PlanContext, name: str, look: ReviewLook) -> date:
    """Until when the look waits; later than was planned where figures come for longer periods."""
    return max(look.closes, first_closing(m, m.stage.reviews[name], look.basis, look.basis))


def waiting_reviews(m: PlanContext, day: date) -> Iterator[WaitingReview]:
    """The reviews that cannot be decided on `day` only because figures are still to come."""
    if m.plan.state != "open" or m.plan.visit is None:
        return
    for (visit, name, number), look in m.plan.looks.items():
        if visit != m.visit.number or look.decided or look.row != UNKNOWN:
            continue
        missing = missing_figures(m, m.stage.reviews[name], look.basis)
        if missing and day <= missing.until:
            yield WaitingReview(name, number, missing)


def missing_figures(m: PlanContext, review: Review, basis: date) -> MissingFigures | None:
    """What the review as of `basis` waits for longest; None where all of it is told."""
    untold = [each for each in _awaited(m, review, basis) if not each.told]
    last = max(untold, key=lambda each: each.due, default=None)
    if last is None:
        return None
    return MissingFigures(FiscalPeriod(last.period, m.policy.calendar.year_starts), last.due)


def metrics_of(m: PlanContext, review: Review) -> tuple[str, ...]:
    """The metrics its rows rest on, those of the stage's goals among them, each once."""
    found: dict[str, None] = {}
    for row in review.rows:
        for each in conditions_in(row.when) if isinstance(row, WhenRow) else ():
            if isinstance(each, MetricTest):
                found[each.metric] = None
            elif isinstance(each, GoalsTest) and m.stage.goals:
                found.update(dict.fromkeys(g.metric for g in m.stage.goals.fixed.values()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _AwaitedPeriod:
    period: Period
    told: bool
    due: date


def _awaited(m: PlanContext, review: Review, basis: date) -> Iterator[_AwaitedPeriod]:
    """Every period that counts, and whether it is told.

    What a reading of leave leaves out counts in another one, so that all of it is waited for.
    """
    case = replace(case_of(m, basis, judging=True), counting=(ALWAYS,))
    for metric, stretch in _asked(m, review, case):
        for period, told in periods_awaited(metric, stretch, case):
            due = figures_due_on(m.policy, metric, period, m.known.workdays)
            yield _AwaitedPeriod(period, told, due)


def _asked(
    m: PlanContext, review: Review, case: EvaluationContext
) -> Iterator[tuple[str, AskedPeriod]]:
    for row in review.rows:
        if not isinstance(row, WhenRow):
            continue
        for test in metric_tests(row.when):
            yield from ((test.metric, stretch) for stretch in stretches_asked(test, case))
        goals = any(isinstance(each, GoalsTest) for each in conditions_in(row.when))
        if goals and m.stage.goals:
            yield from goal_stretches(m.stage.goals, measuring_goals(m, case))
