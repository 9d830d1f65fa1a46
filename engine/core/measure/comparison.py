"""One figure against a threshold, and answers joined: the logic of yes, no and not known."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from engine.core.facts.explanation import Why
from engine.core.facts.messages import together_say
from engine.core.measure import messages as say
from engine.core.measure.context import EvaluationContext, looked_up
from engine.core.measure.leave import absences_left_out
from engine.core.measure.metrics import Measurement
from engine.core.policy.condition import Comparator, Comparison, FieldOperator, holds
from engine.core.values.message import Message
from engine.core.values.units import Amount, Span, TimeUnit

ASKED: Mapping[FieldOperator | Comparator, Callable[[say.Bound], Message]] = {
    "below": say.below_bound,
    "at_least": say.at_least_bound,
    "above": say.above_bound,
    "at_most": say.at_most_bound,
    "between": say.between_bounds,
    "before": say.before_bound,
    "after": say.after_bound,
    "is_one_of": say.one_of_bounds,
}


# Joined answers bear the sentence of the part that decided, or all where all had to agree.


def all_of(parts: Sequence[Why]) -> Why:
    """No beats not known beats yes. Of nothing: yes."""
    for answer in (False, None):
        for part in parts:
            if part.answer is answer:
                return Why(part.says, answer, parts=tuple(parts))
    return Why(_together(parts, say.nothing_is_asked()), True, parts=tuple(parts))


def any_of(parts: Sequence[Why]) -> Why:
    """Yes beats not known beats no. Of nothing: no."""
    for answer in (True, None):
        for part in parts:
            if part.answer is answer:
                return Why(part.says, answer, parts=tuple(parts))
    return Why(_together(parts, say.nothing_is_offered()), False, parts=tuple(parts))


def none_of(parts: Sequence[Why]) -> Why:
    """The reverse of `any_of`; what they say is the same, for it is true as it stands."""
    found = any_of(parts)
    return Why(
        found.says, None if found.answer is None else not found.answer, parts=found.parts
    )


def _together(parts: Sequence[Why], nothing: Message) -> Message:
    if len(parts) > 1:
        return together_say(tuple(part.says for part in parts))
    return parts[0].says if parts else nothing


def compared(measured: Measurement, comparison: Comparison, case: EvaluationContext) -> Why:
    """One measured figure against the policy's threshold."""
    bounds, notes = thresholds(comparison, case)
    if not bounds:
        return Why(say.cannot_be_judged(measured.subject, notes[0]), None, measured.used)
    asked = asked_of(comparison, bounds)
    if measured.amount is None:
        return _by_lowest(measured, comparison, bounds, asked)
    if any(bound.unit is not measured.amount.unit for bound in bounds):
        return Why(say.of_another_unit(measured.subject, bounds), None, measured.used)
    values = [bound.value for bound in bounds]
    answer = holds(comparison.operator, measured.amount.value, *values)
    details = (
        *([measured.detail] if measured.detail else []),
        *_days_counted(measured, case),
        *notes,
    )
    return Why(answer_said(measured.subject, asked, answer, details), answer, measured.used)


def _days_counted(measured: Measurement, case: EvaluationContext) -> Iterator[Message]:
    """How many working days the figure stands for, where that depends on how leave is read."""
    rules, window = case.policy.metrics[measured.metric].rules, measured.period
    if window and any(away.touches(window) for away in absences_left_out(rules, case)):
        days = sum(case.workdays.count(each.period) for each in measured.over)
        yield say.days_counted(Span(days, TimeUnit.BUSINESS_DAY))


def answer_said(
    subject: Message, asked: Message, answer: bool | None, details: tuple[Message, ...] = ()
) -> Message:
    """Whether the subject is as asked, with what shows it."""
    if answer is None:
        plainly, by = say.bound_unknown, say.bound_unknown_by
    elif answer:
        plainly, by = say.bound_held, say.bound_held_by
    else:
        plainly, by = say.bound_missed, say.bound_missed_by
    return by(subject, asked, details) if details else plainly(subject, asked)


def _by_lowest(
    measured: Measurement, comparison: Comparison, bounds: Sequence[Amount], asked: Message
) -> Why:
    """What a count has reached already can decide, whatever is still to be told."""
    answer, low = None, measured.low
    if low and all(bound.unit is low.unit for bound in bounds):
        answer = _decided_by_lowest(low, comparison, bounds)
    if low is None or answer is None:
        reason = measured.reason or say.no_whole_period()
        return Why(say.is_not_known(measured.subject, reason), None, measured.used)
    says = answer_said(measured.subject, asked, answer, (say.already_reached(low),))
    return Why(says, answer, measured.used)


def _decided_by_lowest(
    low: Amount, comparison: Comparison, bounds: Sequence[Amount]
) -> bool | None:
    first = bounds[0].value
    if comparison.operator in ("at_least", "above"):
        return True if holds(comparison.operator, low.value, first) else None
    if not holds("at_most", low.value, bounds[-1].value):
        return False
    return False if comparison.operator == "below" and low.value >= first else None


def thresholds(
    comparison: Comparison, case: EvaluationContext
) -> tuple[tuple[Amount, ...], tuple[Message, ...]]:
    """The thresholds with where they come from; none with the reason when one is not known."""
    asked = [comparison.value, *([comparison.upper] if comparison.upper else [])]
    looked = [looked_up(value, case) for value in asked]
    for found in looked:
        if not isinstance(found.value, Amount):
            return (), (found.note or say.threshold_is_no_figure(),)
    bounds = tuple(found.value for found in looked if isinstance(found.value, Amount))
    return bounds, tuple(found.note for found in looked if found.note)


def asked_of(comparison: Comparison, bounds: tuple[Amount, ...]) -> Message:
    one = bounds[0] if len(bounds) == 1 else say.both_ends(bounds)
    return ASKED[comparison.operator](one)
