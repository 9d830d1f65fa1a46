"""What a policy asks, in words of a letter: every form of a condition has its own."""

from dataclasses import replace
from typing import assert_never

from engine.core.letter import section_messages as say
from engine.core.letter.moment_words import span_told
from engine.core.measure.comparison import ASKED
from engine.core.measure.context import restricted, value_of
from engine.core.measure.earlier import how_long_ago, usual
from engine.core.measure.messages import both_ends, either_value
from engine.core.plan.in_force import PlanContext, case_of
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Bound,
    Comparator,
    Comparison,
    Condition,
    Each,
    EarlierPlan,
    FieldTest,
    GoalsTest,
    MeanOf,
    MetricTest,
    NoneOf,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.values.message import Message
from engine.core.values.units import Amount, Span


def bound(m: PlanContext, comparison: Comparison) -> Message:
    """`at least 80 %`."""
    lowest = _threshold(m, comparison.value)
    if comparison.upper is None:
        return ASKED[comparison.operator](lowest)
    return ASKED[comparison.operator](both_ends((lowest, _threshold(m, comparison.upper))))


def asked(m: PlanContext, comparison: Comparison) -> Message | None:
    """The other side of a limit that opens a plan: what would have been enough."""
    other = _other_side(comparison.operator)
    return bound(m, replace(comparison, operator=other)) if other else None


def _other_side(operator: Comparator) -> Bound | None:
    """None: it has two sides."""
    match operator:
        case "below":
            return "at_least"
        case "at_most":
            return "above"
        case "above":
            return "at_most"
        case "at_least":
            return "below"
        case "between":
            return None
    assert_never(operator)


def _threshold(m: PlanContext, value: Amount | ValueRef) -> Amount | Message:
    """The figure; the name of the value where nobody knows yet which one holds."""
    found = value_of(value, case_of(m, m.plan.basis))
    if isinstance(found, Amount):
        return found
    return say.value_named(value.name) if isinstance(value, ValueRef) else say.value_as_set()


def condition_words(m: PlanContext, condition: Condition) -> Message:
    """`attainment over the period is at least 80 %`: to be read after "when"."""
    match condition:
        case All(parts):
            return say.all_hold(tuple(_bracketed(m, part) for part in parts))
        case AnyOf(parts):
            return say.any_holds(tuple(condition_words(m, part) for part in parts))
        case NoneOf(parts):
            return say.none_holds(tuple(condition_words(m, part) for part in parts))
        case MetricTest():
            return _metric_words(m, condition)
        case FieldTest():
            return _field_words(m, condition)
        case AnswerTest():
            return _answer_words(m, condition)
        case GoalsTest():
            return _goals_words(m, condition)
        case TimeSince(field, operator, length):
            if restricted(field, case_of(m, m.plan.basis)):
                return say.hidden_field_fits()
            return say.time_since_is(field, ASKED[operator](span_told(m, length)))
        case EarlierPlan():
            return _earlier_words(m, condition)
    assert_never(condition)


def _earlier_words(m: PlanContext, test: EarlierPlan) -> Message:
    within = span_told(m, test.within.length) if test.within else None
    if within is None or not usual(test):
        how = how_long_ago(test, within)
        if test.same_issue:
            return say.earlier_plans_on(test.at_least, m.plan.issue, how)
        return say.earlier_plans(test.at_least, how)
    if test.same_issue:
        return say.earlier_plan_on(m.plan.issue, within)
    return say.earlier_plan(within)


def _bracketed(m: PlanContext, part: Condition) -> Message:
    """An "or" or a "not" inside an "and" is kept together."""
    words = condition_words(m, part)
    return say.in_brackets(words) if isinstance(part, AnyOf | NoneOf) else words


def _metric_words(m: PlanContext, test: MetricTest) -> Message:
    metric, asks = test.metric, bound(m, test.comparison)
    match test.window:
        case Over(clock=clock) if clock:
            return say.metric_over_clock_is(metric, clock, asks)
        case Over(last=last):
            if last:
                return say.metric_over_last_is(metric, say.last_span(span_told(m, last)), asks)
            return say.metric_is(metric, asks)
        case MeanOf(last):
            return say.mean_over_last_is(metric, say.last_span(span_told(m, last)), asks)
        case Each(part, 1):
            return say.metric_in_last_is(metric, say.last_span(Span(1, part)), asks)
        case Each(part, times):
            return say.metric_in_row_is(metric, asks, Span(times, part))
    assert_never(test.window)


def _goals_words(m: PlanContext, test: GoalsTest) -> Message:
    if test.comparison is None or test.what == "all_met":
        return say.all_goals_met()
    asks = bound(m, test.comparison)
    return say.goals_weigh(asks) if test.what == "score" else say.goals_counted(asks)


def _answer_words(m: PlanContext, test: AnswerTest) -> Message:
    asked = m.policy.questions[test.question]
    match test.operator:
        case "is" | "is_one_of":
            return say.question_is_answered(asked.text, test.values)
        case "is_not":
            return say.question_is_not_answered(asked.text, test.values)
    assert_never(test.operator)


def _field_words(m: PlanContext, test: FieldTest) -> Message:
    if restricted(test.field, case_of(m, m.plan.basis)):
        return say.hidden_field_fits()
    match test.operator:
        case "is" | "is_one_of":
            return say.field_is_one_of(test.field, test.values)
        case "is_not":
            return say.field_is_none_of(test.field, test.values)
        case "before" | "after" | "below" | "at_least" | "above" | "at_most":
            return say.field_is_bound(
                test.field, ASKED[test.operator](either_value(test.values))
            )
    assert_never(test.operator)
