"""Whether a condition holds for a case: yes, no or not known, and the sentence saying why."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import assert_never

from engine.core.facts.explanation import Why, amount_text, title_of
from engine.core.measure.changes import next_change as next_change  # asked of a condition too
from engine.core.measure.comparison import (
    SAID,
    all_of,
    any_of,
    asked_of,
    compared,
    none_of,
    thresholds,
)
from engine.core.measure.context import EvaluationContext, looked_up, restricted
from engine.core.measure.metrics import measure, measure_each
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Bound,
    Condition,
    Each,
    EarlierPlan,
    FieldTest,
    GoalsTest,
    MetricTest,
    NoneOf,
    TimeSince,
    holds,
)
from engine.core.values.units import Amount, Span, Unit


def judge(condition: Condition, case: EvaluationContext) -> Why:
    """The answer as of the case's basis, with every figure and sentence it rests on."""
    match condition:
        case MetricTest():
            return _metric(condition, case)
        case FieldTest():
            return _field(condition, case)
        case AnswerTest():
            return _answer(condition, case)
        case GoalsTest():
            return _goals(condition, case)
        case TimeSince():
            return _time_since(condition, case)
        case EarlierPlan():
            return _earlier(condition, case)
        case All():
            return all_of([judge(part, case) for part in condition.parts])
        case AnyOf():
            return any_of([judge(part, case) for part in condition.parts])
        case NoneOf():
            return none_of([judge(part, case) for part in condition.parts])
    assert_never(condition)


def _metric(test: MetricTest, case: EvaluationContext) -> Why:
    if not isinstance(test.window, Each):
        return compared(measure(test.metric, test.window, case), test.comparison, case)
    each = measure_each(test.metric, test.window.part, test.window.in_a_row, case)
    parts = [compared(measured, test.comparison, case) for measured in each]
    if len(parts) == 1:
        return parts[0]
    found = all_of(parts)
    bounds, notes = thresholds(test.comparison, case)
    asked = asked_of(test.comparison, bounds) if bounds else notes[0]
    row = f"each of the last {test.window.in_a_row} {test.window.part}s"
    named = ", ".join(f"{m.over} {amount_text(m.amount)}" for m in each if m.amount)
    name = title_of(test.metric)
    if found.answer is None:
        return Why(f"{name} in {row} is not known: {found.says}", None, parts=found.parts)
    not_ = "" if found.answer else "not "
    says = f"{name} is {not_}{asked} in {row}" + (f": {named}" if named else "")
    return Why(says, found.answer, parts=found.parts)


def _goals(test: GoalsTest, case: EvaluationContext) -> Why:
    goals = case.goals
    if goals is None or goals.low is None or goals.high is None:
        return Why("No goals are set", None)
    parts = tuple(goal.why for goal in goals.each)
    known = [goal.met for goal in goals.each]
    low, high = known.count(True), known.count(True) + known.count(None)
    if test.what == "all_met":
        answer = True if low == goals.of else (False if high < goals.of else None)
        says = f"{_range(low, high)} of {goals.of} goals are met"
        return Why(says, answer, parts=parts)
    if test.comparison is None:
        return Why(f"Nothing is asked of the goals' {test.what}", None, parts=parts)
    if test.what == "met":
        ends = (Amount(Decimal(low), Unit.NUMBER), Amount(Decimal(high), Unit.NUMBER))
        return _within(
            f"The number of goals met ({_range(low, high)} of {goals.of})",
            ends,
            test,
            case,
            parts,
        )
    said = (
        amount_text(goals.low)
        if goals.score
        else f"{goals.low.value} to {amount_text(goals.high)}"
    )
    return _within(f"Weight of goals met {said}", (goals.low, goals.high), test, case, parts)


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _within(
    subject: str,
    ends: tuple[Amount, Amount],
    test: GoalsTest,
    case: EvaluationContext,
    parts: tuple[Why, ...],
) -> Why:
    """Decided when both ends of what is possible agree and so does everything between them."""
    comparison = test.comparison
    assert comparison is not None  # noqa: S101  # the callers have looked
    bounds, notes = thresholds(comparison, case)
    if not bounds or any(bound.unit is not ends[0].unit for bound in bounds):
        return Why(
            f"{subject} cannot be judged: {(*notes, 'another unit')[0]}", None, parts=parts
        )
    values = [bound.value for bound in bounds]
    low, high = (holds(comparison.operator, end.value, *values) for end in ends)
    apart = low != high
    if comparison.operator == "between" and not low and not high:
        apart = ends[0].value < values[0] and values[-1] < ends[1].value
    asked = asked_of(comparison, bounds)
    detail = f" ({', '.join(notes)})" if notes else ""
    if apart:
        return Why(f"{subject}: whether {asked} is not known{detail}", None, parts=parts)
    return Why(f"{subject} is {'' if low else 'not '}{asked}{detail}", low, parts=parts)


# Traits, answers, time.

SAME = ("is", "is_not", "is_one_of")


def _field(test: FieldTest, case: EvaluationContext) -> Why:
    declared = case.policy.employee.get(test.field)
    if declared and declared.type == "absence":
        return _absence(test, case)
    value = case.people.trait(case.employee, test.field, case.basis)
    name = title_of(test.field)
    if value is None:
        return _told(test.field, case, f"{name} is not known", None)
    if not value and test.operator not in SAME:
        return _told(test.field, case, f"{name} is not known: there is none", None)
    kind = declared.type if declared else "text"
    if declared and declared.values and value and value not in declared.values:
        says = f"{name} cannot be judged: {value} is none of {', '.join(declared.values)}"
        return _told(test.field, case, says, None)
    try:
        answer = _field_holds(test, kind, value)
    except (ValueError, InvalidOperation):
        says = f"{name} cannot be judged: {value} is no {kind}"
        return _told(test.field, case, says, None)
    return _told(test.field, case, f"{name} {_field_said(test, value, answer)}", answer)


def _field_holds(test: FieldTest, kind: str, value: str) -> bool:
    match test.operator:
        case "is" | "is_one_of" | "is_not":
            wanted = [_typed(v, kind) for v in test.values]
            return (_typed(value, kind) in wanted) != (test.operator == "is_not")
        case "before":
            return _in_order("below", test, "date", value)
        case "after":
            return _in_order("above", test, "date", value)
        case "below" | "at_least" | "above" | "at_most":
            return _in_order(test.operator, test, kind, value)
    assert_never(test.operator)


def _in_order(operator: Bound, test: FieldTest, kind: str, value: str) -> bool:
    return holds(operator, _figure(value, kind), *(_figure(v, kind) for v in test.values))


def _typed(value: str, kind: str) -> str | Decimal:
    """What is compared for sameness: 5 is 5.0, a text is itself."""
    return _figure(value, kind) if value and kind in ("date", "number") else value


def _figure(value: str, kind: str) -> Decimal:
    """A date as its day's number: one comparison serves both. ValueError for neither."""
    return Decimal(date.fromisoformat(value).toordinal()) if kind == "date" else Decimal(value)


def _field_said(test: FieldTest, value: str, answer: bool) -> str:
    value, wanted = value or "none", " or ".join(test.values)
    if test.operator in ("is", "is_not"):
        same = answer == (test.operator == "is")
        return f"is {value}" if same else f"is {value}, not {wanted}"
    return f"{value} is {'' if answer else 'not '}{SAID[test.operator]} {wanted}"


def _told(field: str, case: EvaluationContext, says: str, answer: bool | None) -> Why:
    """The sentence, unless it speaks of a field that may never be printed."""
    if restricted(field, case):
        how = {True: "fits", False: "does not fit", None: "is not known"}[answer]
        return Why(f"A restricted field {how}", answer)
    return Why(says, answer)


def _absence(test: FieldTest, case: EvaluationContext) -> Why:
    """By the kinds of absence on the day. Nothing recorded means here: nobody reports that."""
    kinds = [
        away.kind
        for away in case.absences
        if away.field == test.field
        and away.first <= case.basis
        and (away.until is None or case.basis <= away.until)
    ]
    same = any(kind in test.values for kind in kinds)
    answer = same != (test.operator == "is_not")
    said = " and ".join(kinds) or "none"
    return _told(test.field, case, f"{title_of(test.field)} on {case.basis} is {said}", answer)


def _answer(test: AnswerTest, case: EvaluationContext) -> Why:
    given = case.answers.get(test.question)
    name = title_of(test.question)
    if not given:
        return Why(f"{name} has not been answered", None)
    answer = (given in test.values) != (test.operator == "is_not")
    wanted = (
        "" if answer == (test.operator != "is_not") else f", not {' or '.join(test.values)}"
    )
    return Why(f"{name} was answered {given}{wanted}", answer)


def _time_since(test: TimeSince, case: EvaluationContext) -> Why:
    looked = looked_up(test.length, case)
    value = case.people.trait(case.employee, test.field, case.basis)
    name = f"Time since {title_of(test.field).lower()}"
    if not value:
        return _told(test.field, case, f"{title_of(test.field)} is not known", None)
    if not isinstance(looked.value, Span):
        return _told(test.field, case, f"{name} cannot be judged: {looked.note}", None)
    try:
        boundary = case.workdays.add(date.fromisoformat(value), looked.value)
    except ValueError:
        return _told(test.field, case, f"{name} cannot be judged: {value} is no date", None)
    gone, wanted = (Decimal(day.toordinal()) for day in (case.basis, boundary))
    answer = holds(test.operator, gone, wanted)
    asked = f"{'' if answer else 'not '}{SAID[test.operator]} {looked.value}"
    says = f"{name} ({value}) is {asked} on {case.basis}"
    return _told(test.field, case, says, answer)


def _earlier(test: EarlierPlan, case: EvaluationContext) -> Why:
    looked = looked_up(test.ended_within, case)
    about = f" on {case.issue}" if test.same_issue else ""
    if not isinstance(looked.value, Span):
        return Why(f"Whether an earlier plan{about} counts is not known: {looked.note}", None)
    for plan in sorted(case.earlier, key=lambda plan: plan.ended, reverse=True):
        last = case.workdays.add(plan.ended, looked.value)
        fits = not test.same_issue or plan.issue == case.issue
        if fits and plan.ended <= case.basis <= last:
            return Why(f"A plan{about} ended on {plan.ended}, within {looked.value}", True)
    return Why(f"No earlier plan{about} ended within {looked.value} of {case.basis}", False)
