"""One figure against a threshold, and answers joined: the logic of yes, no and not known."""

from collections.abc import Sequence

from engine.core.facts.explanation import Why, amount_text, title_of
from engine.core.measure.context import EvaluationContext, looked_up
from engine.core.measure.metrics import Measurement
from engine.core.policy.condition import Comparator, Comparison, FieldOperator, holds
from engine.core.values.units import Amount

SAID: dict[FieldOperator | Comparator, str] = {
    "below": "below",
    "at_least": "at least",
    "above": "above",
    "at_most": "at most",
    "between": "between",
    "before": "before",
    "after": "after",
    "is_one_of": "one of",
}


# Joined answers bear the sentence of the part that decided, or all where all had to agree.


def all_of(parts: Sequence[Why]) -> Why:
    """No beats not known beats yes. Of nothing: yes."""
    for answer in (False, None):
        for part in parts:
            if part.answer is answer:
                return Why(part.says, answer, parts=tuple(parts))
    return Why(_together(parts, "nothing is asked"), True, parts=tuple(parts))


def any_of(parts: Sequence[Why]) -> Why:
    """Yes beats not known beats no. Of nothing: no."""
    for answer in (True, None):
        for part in parts:
            if part.answer is answer:
                return Why(part.says, answer, parts=tuple(parts))
    return Why(_together(parts, "nothing is offered"), False, parts=tuple(parts))


def none_of(parts: Sequence[Why]) -> Why:
    """The reverse of `any_of`; its sentences are the same, for they are true as they stand."""
    found = any_of(parts)
    return Why(
        found.says, None if found.answer is None else not found.answer, parts=found.parts
    )


def _together(parts: Sequence[Why], nothing: str) -> str:
    return "; ".join(part.says for part in parts) or nothing


def compared(measured: Measurement, comparison: Comparison, case: EvaluationContext) -> Why:
    """One measured figure against the policy's threshold."""
    bounds, notes = thresholds(comparison, case)
    if not bounds:
        return Why(f"{measured.subject} cannot be judged: {notes[0]}", None, measured.used)
    asked = asked_of(comparison, bounds)
    if measured.amount is None:
        return _by_lowest(measured, comparison, bounds, asked)
    if any(bound.unit is not measured.amount.unit for bound in bounds):
        says = f"{measured.subject} cannot be compared with {_said(bounds)}: another unit"
        return Why(says, None, measured.used)
    values = [bound.value for bound in bounds]
    answer = holds(comparison.operator, measured.amount.value, *values)
    detail = ", ".join(text for text in (measured.detail, *notes) if text)
    says = f"{measured.subject} is {'' if answer else 'not '}{asked}"
    return Why(f"{says} ({detail})" if detail else says, answer, measured.used)


def _by_lowest(
    measured: Measurement, comparison: Comparison, bounds: Sequence[Amount], asked: str
) -> Why:
    """What a count has reached already can decide, whatever is still to be told."""
    unknown = f"{measured.subject} is not known: {measured.reason}"
    if measured.low is None or any(b.unit is not measured.low.unit for b in bounds):
        return Why(unknown, None, measured.used)
    low, first = measured.low.value, bounds[0].value
    answer = None
    if comparison.operator in ("at_least", "above"):
        answer = True if holds(comparison.operator, low, first) else None
    elif not holds("at_most", low, bounds[-1].value) or (
        comparison.operator == "below" and low >= first
    ):
        answer = False
    if answer is None:
        return Why(unknown, None, measured.used)
    says = (
        f"{title_of(measured.metric)} in {measured.over} is {'' if answer else 'not '}{asked}"
    )
    return Why(f"{says} (already {amount_text(measured.low)})", answer, measured.used)


def thresholds(
    comparison: Comparison, case: EvaluationContext
) -> tuple[tuple[Amount, ...], tuple[str, ...]]:
    """The thresholds with where they come from; none with the reason when one is not known."""
    asked = [comparison.value, *([comparison.upper] if comparison.upper else [])]
    looked = [looked_up(value, case) for value in asked]
    for found in looked:
        if not isinstance(found.value, Amount):
            return (), (found.note or "its threshold is not a figure",)
    bounds = tuple(found.value for found in looked if isinstance(found.value, Amount))
    return bounds, tuple(found.note for found in looked if found.note)


def asked_of(comparison: Comparison, bounds: Sequence[Amount]) -> str:
    return f"{SAID[comparison.operator]} {_said(bounds)}"


def _said(bounds: Sequence[Amount]) -> str:
    return " and ".join(amount_text(bound) for bound in bounds)
