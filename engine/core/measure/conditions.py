"""Whether a condition holds for a case: yes, no or not known, and what says why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import assert_never

from engine.core.facts.explanation import Why
from engine.core.measure import messages as say
from engine.core.measure import trait_messages as told
from engine.core.measure.changes import next_change as next_change  # asked of a condition too
from engine.core.measure.comparison import (
    ASKED,
    all_of,
    answer_said,
    any_of,
    asked_of,
    compared,
    none_of,
    thresholds,
)
from engine.core.measure.context import EvaluationContext, looked_up, restricted
from engine.core.measure.earlier import judge_earlier_plans
from engine.core.measure.metrics import measure, measure_each
from engine.core.measure.windows import newest_window
from engine.core.policy.condition import (
    AWAY,
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
    Over,
    TimeSince,
    holds,
)
from engine.core.values.message import Message
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
            return judge_earlier_plans(condition, case)
        case All():
            return all_of([judge(part, case) for part in condition.parts])
        case AnyOf():
            return any_of([judge(part, case) for part in condition.parts])
        case NoneOf():
            return none_of([judge(part, case) for part in condition.parts])
    assert_never(condition)


def _metric(test: MetricTest, case: EvaluationContext) -> Why:
    """Where it looks back for `open`, the figures are those of the newest window told."""
    window, as_of, known = test.window, case, case
    if case.look_back and not (isinstance(window, Over) and window.clock):
        newest = newest_window(test, case, case.look_back)
        if newest.reason:
            return Why(say.is_not_known(say.metric_alone(test.metric), newest.reason), None)
        window, as_of = newest.window, replace(case, basis=newest.as_of)
        known = replace(
            case, basis=newest.last
        )  # a floor that rose later is not held against it
    if not isinstance(window, Each):
        return compared(measure(test.metric, window, as_of), test.comparison, known)
    each = measure_each(test.metric, window, as_of)
    parts = [compared(measured, test.comparison, known) for measured in each]
    if len(parts) == 1:
        return parts[0]
    found = all_of(parts)
    if found.answer is None:
        says = say.unknown_in_each(test.metric, _row(window), found.says)
    else:
        asked = asked_of(test.comparison, thresholds(test.comparison, known)[0])
        readings = tuple(say.reading_over(m.over, m.amount) for m in each if m.amount)
        says = _in_each(test.metric, asked, _row(window), readings, held=found.answer)
    return Why(says, found.answer, parts=found.parts)


def _row(window: Each) -> Span:
    return Span(window.in_a_row, window.part)


def _in_each(
    metric: str, asked: Message, row: Span, readings: tuple[Message, ...], *, held: bool
) -> Message:
    if readings:
        at = say.held_in_each_at if held else say.missed_in_each_at
        return at(metric, asked, row, readings)
    return (say.held_in_each if held else say.missed_in_each)(metric, asked, row)


def _goals(test: GoalsTest, case: EvaluationContext) -> Why:
    goals = case.goals
    if goals is None or goals.low is None or goals.high is None:
        return Why(say.no_goals_set(), None)
    parts = tuple(goal.why for goal in goals.counted)
    known = [goal.met for goal in goals.counted]
    low, high = known.count(True), known.count(True) + known.count(None)
    if test.what == "all_met":
        answer = True if low == goals.of else (False if high < goals.of else None)
        says = (
            say.goals_met(low, goals.of)
            if low == high
            else say.goals_met_between(low, high, goals.of)
        )
        return Why(says, answer, parts=parts)
    if test.comparison is None:
        return Why(say.nothing_asked_of_goals(test.what), None, parts=parts)
    if test.what == "met":
        ends = (Amount(Decimal(low), Unit.NUMBER), Amount(Decimal(high), Unit.NUMBER))
        subject = (
            say.number_of_goals_met(low, goals.of)
            if low == high
            else say.number_of_goals_between(low, high, goals.of)
        )
        return _within(subject, ends, test, case, parts)
    weighed = (
        say.weight_of_goals(goals.low)
        if goals.score
        else say.weight_of_goals_between(goals.low.value, goals.high)
    )
    return _within(weighed, (goals.low, goals.high), test, case, parts)


def _within(
    subject: Message,
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
        reason = (*notes, say.another_unit())[0]
        return Why(say.cannot_be_judged(subject, reason), None, parts=parts)
    values = [bound.value for bound in bounds]
    low, high = (holds(comparison.operator, end.value, *values) for end in ends)
    apart = low != high
    if comparison.operator == "between" and not low and not high:
        apart = ends[0].value < values[0] and values[-1] < ends[1].value
    answer = None if apart else low
    says = answer_said(subject, asked_of(comparison, bounds), answer, notes)
    return Why(says, answer, parts=parts)


# Traits, answers, time.

SAME = ("is", "is_not", "is_one_of")


def _field(test: FieldTest, case: EvaluationContext) -> Why:
    declared = case.policy.employee.get(test.field)
    if declared and declared.type == "absence":
        return _absence(test, case)
    value = case.people.trait(case.employee, test.field, case.basis)
    if value is None:
        return _told(test.field, case, told.trait_unknown(test.field), None)
    if not value and test.operator not in SAME:
        return _told(test.field, case, told.trait_not_there(test.field), None)
    kind = declared.type if declared else "text"
    name = told.trait_named(test.field)
    if declared and declared.values and value and value not in declared.values:
        says = say.cannot_be_judged(name, told.none_of_values(value, declared.values))
        return _told(test.field, case, says, None)
    try:
        answer = _field_holds(test, kind, value)
    except (ValueError, InvalidOperation):
        says = say.cannot_be_judged(name, told.of_no_such_kind(value, kind))
        return _told(test.field, case, says, None)
    return _told(test.field, case, _field_said(test, value, answer=answer), answer)


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


def _field_said(test: FieldTest, value: str, *, answer: bool) -> Message:
    if test.operator in ("is", "is_not"):
        if answer == (test.operator == "is"):
            return told.trait_is(test.field, value)
        return told.trait_is_not(test.field, value, test.values)
    asked = ASKED[test.operator](say.either_value(test.values))
    return answer_said(told.trait_at(test.field, value), asked, answer)


def _told(field: str, case: EvaluationContext, says: Message, answer: bool | None) -> Why:
    """What is said, unless it speaks of a field that may never be printed."""
    if not restricted(field, case):
        return Why(says, answer)
    if answer is None:
        return Why(told.restricted_unknown(), None)
    return Why(told.restricted_fits() if answer else told.restricted_does_not_fit(), answer)


def _absence(test: FieldTest, case: EvaluationContext) -> Why:
    """By the kinds of absence on the day; `away` is each of them. Nothing recorded means here."""
    kinds = [
        away.kind
        for away in case.absences
        if away.field == test.field
        and away.first <= case.basis
        and (away.until is None or case.basis <= away.until)
    ]
    asked = {value.casefold() for value in test.values}  # a roster may write Parental
    same = any({kind.casefold(), AWAY} & asked for kind in kinds)
    answer = same != (test.operator == "is_not")
    says = told.absent_on(test.field, case.basis, tuple(kinds))
    return _told(test.field, case, says, answer)


def _answer(test: AnswerTest, case: EvaluationContext) -> Why:
    given = case.answers.get(test.question)
    if not given:
        return Why(told.not_answered(test.question), None)
    answer = (given in test.values) != (test.operator == "is_not")
    if answer == (test.operator != "is_not"):
        return Why(told.was_answered(test.question, given), answer)
    return Why(told.was_answered_otherwise(test.question, given, test.values), answer)


def _time_since(test: TimeSince, case: EvaluationContext) -> Why:
    looked = looked_up(test.length, case)
    value = case.people.trait(case.employee, test.field, case.basis)
    if not value:
        return _told(test.field, case, told.trait_unknown(test.field), None)
    name = told.time_since(test.field)
    if not isinstance(looked.value, Span):
        reason = looked.note or say.window_has_no_length()
        return _told(test.field, case, say.cannot_be_judged(name, reason), None)
    try:
        boundary = case.workdays.add(date.fromisoformat(value), looked.value)
    except ValueError:
        says = say.cannot_be_judged(name, told.no_date(value))
        return _told(test.field, case, says, None)
    gone, wanted = (Decimal(day.toordinal()) for day in (case.basis, boundary))
    answer = holds(test.operator, gone, wanted)
    since = told.time_since_held if answer else told.time_since_missed
    says = since(test.field, value, ASKED[test.operator](looked.value), case.basis)
    return _told(test.field, case, says, answer)
