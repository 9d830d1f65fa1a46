"""When a condition may be answered otherwise although nobody tells anything new."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from engine.core.measure.context import EvaluationContext, value_of
from engine.core.measure.coverage import grain_of
from engine.core.measure.windows import window_changes
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Comparison,
    Condition,
    Each,
    EarlierPlan,
    FieldTest,
    GoalsTest,
    MetricTest,
    NoneOf,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.policy.metric import figures_of
from engine.core.values.period import Period, period_holding
from engine.core.values.units import Amount, Span, TimeUnit

DAY = timedelta(days=1)


def next_change(condition: Condition, case: EvaluationContext) -> date | None:
    """The first day after the basis on which the answer may differ from today's; None: never.

    On every day before it the answer is today's, as long as nothing is recorded. The goals are
    taken as the case holds them: whoever measures them anew must ask anew.
    """
    return min((day for day in _days(condition, case) if day > case.basis), default=None)


def _days(condition: Condition, case: EvaluationContext) -> Iterator[date]:
    """Days that may change something, in no order, past ones among them."""
    match condition:
        case MetricTest():
            yield from _comparison(condition.comparison, case)
            yield from _window(condition, case)
            if case.look_back:
                yield from window_changes(condition, case, case.look_back)
            yield from _figures(condition.metric, case)
        case FieldTest():
            yield from _field(condition.field, case)
        case TimeSince():
            yield from _length(condition.length, case)
            yield from _time_since(condition, case)
        case EarlierPlan():
            if condition.within:
                yield from _length(condition.within.length, case)
            yield from _earlier(condition, case)
        case GoalsTest():
            if condition.comparison:
                yield from _comparison(condition.comparison, case)
        case All() | AnyOf() | NoneOf():
            for part in condition.parts:
                yield from _days(part, case)
        case AnswerTest():
            return
        case _:
            assert_never(condition)


def _comparison(comparison: Comparison, case: EvaluationContext) -> Iterator[date]:
    yield from _length(comparison.value, case)
    if comparison.upper:
        yield from _length(comparison.upper, case)


def _length(value: Amount | Span | ValueRef, case: EvaluationContext) -> Iterator[date]:
    """The days a named value takes another value; none once it was taken for the plan."""
    named = case.policy.values.get(value.name) if isinstance(value, ValueRef) else None
    if named is None or named.taken_at in case.taken:
        return
    yield from (dated.starting for dated in named.dated)
    if named.varies_by:
        yield from _field(named.varies_by, case)


def _figures(metric_id: str, case: EvaluationContext) -> Iterator[date]:
    """A figure counts from the day its period has closed."""
    for name in figures_of(case.policy.metrics[metric_id]):
        yield from (figure.period.last for figure in case.figures.get(name, ()))


def _window(test: MetricTest, case: EvaluationContext) -> Iterator[date]:
    """The day the next period of the window's kind closes."""
    window = test.window
    if isinstance(window, Over) and window.clock:
        yield from _clock(test.metric, case.clocks.get(window.clock), case)
        return
    if isinstance(window, Each):
        yield _closing(window.part, case)
        return
    if window.last is None:
        return
    yield from _length(window.last, case)
    length = value_of(window.last, case)
    if isinstance(length, Span):
        yield _closing(length.part, case)


def _clock(metric_id: str, clock: Period | None, case: EvaluationContext) -> Iterator[date]:
    """In a running clock each piece is asked for from the day it closes."""
    if clock is None:
        return
    fields = figures_of(case.policy.metrics[metric_id])
    grain = grain_of(fields, clock, case)
    yield clock.last
    if grain:
        piece = period_holding(case.basis + DAY, grain, case.year_starts)
        if piece.first <= clock.last:
            yield piece.last
    else:
        for name in fields:
            yield from (figure.period.first - DAY for figure in case.figures.get(name, ()))


def _closing(part: TimeUnit, case: EvaluationContext) -> date:
    return period_holding(case.basis + DAY, part, case.year_starts).last


def _field(path: str, case: EvaluationContext) -> Iterator[date]:
    """The days anything on the way to the field starts, and absences begin or are over."""
    person: str | None = case.employee
    for step in path.split("."):
        if person:
            yield from (trait.starting for trait in case.people.recorded(person, step))
            person = case.people.trait(person, step, case.basis)
    for away in case.absences:
        if away.field == path:
            yield away.first
            if away.until:
                yield away.until + DAY


def _time_since(test: TimeSince, case: EvaluationContext) -> Iterator[date]:
    yield from _field(test.field, case)
    length = value_of(test.length, case)
    value = case.people.trait(case.employee, test.field, case.basis)
    if value and isinstance(length, Span):
        try:
            boundary = case.workdays.add(date.fromisoformat(value), length)
        except ValueError:
            return
        yield boundary
        yield boundary + DAY


def _earlier(test: EarlierPlan, case: EvaluationContext) -> Iterator[date]:
    """The days plans start, end and fall out of reach."""
    days = [plan.ended for plan in case.earlier]
    days += [plan.started for plan in case.earlier if plan.started]
    days += [plan.started for plan in case.running]
    yield from days
    length = value_of(test.within.length, case) if test.within else None
    if isinstance(length, Span):
        yield from (case.workdays.add(day, length) + DAY for day in days)
