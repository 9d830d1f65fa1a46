"""What a policy asks, in words of a letter: every form of a condition has its own."""

from dataclasses import replace
from typing import assert_never

from engine.core.facts.explanation import amount_text, title_of
from engine.core.measure.context import restricted, value_of
from engine.core.plan.in_force import PlanContext, case_of, length_of, longest_span
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
    Length,
    MeanOf,
    MetricTest,
    NoneOf,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.values.units import Amount

HIDDEN = "a field that is never printed is as required"  # for a restricted one


def span_words(m: PlanContext, length: Length) -> str:
    return str(length_of(m, length) or longest_span(m, length))


def bound(m: PlanContext, comparison: Comparison) -> str:
    """`at least 80 %`."""
    values = [_threshold(m, comparison.value)]
    if comparison.upper is not None:
        values.append(_threshold(m, comparison.upper))
    return _compared(comparison.operator, *values)


def _compared(operator: Comparator, *values: str) -> str:
    match operator:
        case "at_least":
            return f"at least {values[0]}"
        case "above":
            return f"above {values[0]}"
        case "below":
            return f"below {values[0]}"
        case "at_most":
            return f"at most {values[0]}"
        case "between":
            return f"between {' and '.join(values)}"
    assert_never(operator)


def asked(m: PlanContext, comparison: Comparison) -> str:
    """The other side of a limit that opens a plan: what would have been enough."""
    other = _other_side(comparison.operator)
    return bound(m, replace(comparison, operator=other)) if other else ""


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


def _threshold(m: PlanContext, value: Amount | ValueRef) -> str:
    """The figure; the name of the value where nobody knows yet which one holds."""
    found = value_of(value, case_of(m, m.plan.basis))
    if isinstance(found, Amount):
        return amount_text(found)
    return f"the {title_of(value.name).lower()}" if isinstance(value, ValueRef) else ""


def condition_words(m: PlanContext, condition: Condition) -> str:
    """`attainment over the period is at least 80 %`: to be read after "when"."""
    match condition:
        case All(parts):
            return " and ".join(_bracketed(m, part) for part in parts)
        case AnyOf(parts):
            return " or ".join(condition_words(m, part) for part in parts)
        case NoneOf(parts):
            either = " or ".join(condition_words(m, part) for part in parts)
            return f"it is not so that {either}"
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
                return HIDDEN
            since = title_of(field).lower()
            return f"the time since {since} is {_compared(operator, span_words(m, length))}"
        case EarlierPlan(same_issue, within):
            about = f" on {title_of(m.plan.issue).lower()}" if same_issue else ""
            return f"an earlier plan{about} ended within {span_words(m, within)}"
    assert_never(condition)


def _bracketed(m: PlanContext, part: Condition) -> str:
    """An "or" or a "not" inside an "and" is kept together."""
    words = condition_words(m, part)
    return f"({words})" if isinstance(part, AnyOf | NoneOf) else words


def _metric_words(m: PlanContext, test: MetricTest) -> str:
    name, asks = title_of(test.metric).lower(), bound(m, test.comparison)
    match test.window:
        case Over(clock=clock) if clock:
            return f"{name} over the {title_of(clock).lower()} is {asks}"
        case Over(last=last):
            over = f" over the last {_last(m, last)}" if last else ""
            return f"{name}{over} is {asks}"
        case MeanOf(last):
            return f"the mean of {name} over the last {_last(m, last)} is {asks}"
        case Each(part, 1):
            return f"{name} in the last {part} is {asks}"
        case Each(part, times):
            return f"{name} is {asks} in {times} {part}s running"
    assert_never(test.window)


def _last(m: PlanContext, length: Length) -> str:
    return span_words(m, length).removeprefix("1 ")


def _goals_words(m: PlanContext, test: GoalsTest) -> str:
    asks = bound(m, test.comparison) if test.comparison else ""
    match test.what:
        case "all_met":
            return "all goals are met"
        case "score":
            return f"the goals met weigh {asks} of the total"
        case "met":
            return f"the number of goals met is {asks}"
    assert_never(test.what)


def _answer_words(m: PlanContext, test: AnswerTest) -> str:
    asked, said = m.policy.questions[test.question], _either(test.values)
    match test.operator:
        case "is" | "is_one_of":
            return f'"{asked.text}" is answered {said}'
        case "is_not":
            return f'"{asked.text}" is not answered {said}'
    assert_never(test.operator)


def _either(values: tuple[str, ...]) -> str:
    return " or ".join(value.replace("_", " ") for value in values)


def _field_words(m: PlanContext, test: FieldTest) -> str:
    if restricted(test.field, case_of(m, m.plan.basis)):
        return HIDDEN
    name, said = title_of(test.field).lower(), " or ".join(test.values)
    match test.operator:
        case "is" | "is_one_of":
            return f"{name} is {said}"
        case "is_not":
            return f"{name} is not {said}"
        case "before" | "after":
            return f"{name} is {test.operator} {said}"
        case "below" | "at_least" | "above" | "at_most":
            return f"{name} is {_compared(test.operator, said)}"
    assert_never(test.operator)
