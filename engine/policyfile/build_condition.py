"""Conditions, as a policy writes them, become typed values."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Bound,
    Comparison,
    Condition,
    Each,
    EarlierPlan,
    EarlierWithin,
    FieldOperator,
    FieldTest,
    GoalsTest,
    MeanOf,
    MetricTest,
    NoneOf,
    Sameness,
    TimeSince,
    Window,
)
from engine.policyfile import scalar

Map = Mapping[str, Any]
Said = TypeVar("Said")
Made = TypeVar("Made")
Word = TypeVar("Word", bound=str)

BOUNDS: tuple[Bound, ...] = get_args(Bound)
_SAMENESS: tuple[Sameness, ...] = get_args(Sameness)
_OF_FIELDS: tuple[FieldOperator, ...] = get_args(FieldOperator)


def optional(read: Callable[[Said], Made], said: Said | None) -> Made | None:
    return None if said is None else read(said)


def condition(said: Map) -> Condition:
    return next(read(said) for key, read in _READ.items() if key in said)


def comparison(said: Map) -> Comparison:
    if "between" in said:
        low, high = (scalar.threshold(text) for text in said["between"])
        return Comparison("between", low, high)
    operator = _operator(said, BOUNDS)
    return Comparison(operator, scalar.threshold(said[operator]))


def _operator(said: Map, known: tuple[Word, ...]) -> Word:
    return next(key for key in known if key in said)


def _metric(said: Map) -> MetricTest:
    return MetricTest(said["metric"], _window(said), comparison(said))


def _window(said: Map) -> Window:
    if "over" in said:
        return scalar.over(said["over"])
    if "mean_of" in said:
        return MeanOf(scalar.look_back_length(said["mean_of"]))
    in_a_row = scalar.in_a_row(said.get("for", "1 in a row"))
    return Each(
        scalar.part(said["each"]), in_a_row, calendar=said["each"] == scalar.CALENDAR_WEEK
    )


def _field(said: Map) -> FieldTest:
    operator = _operator(said, _OF_FIELDS)
    return FieldTest(said["field"], operator, _words(said[operator]))


def _answer(said: Map) -> AnswerTest:
    operator = _operator(said, _SAMENESS)
    return AnswerTest(said["answer"], operator, _words(said[operator]))


def _words(said: str | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _goals(said: Map) -> GoalsTest:
    whole = said["goals"] == "all_met"
    return GoalsTest(said["goals"], None if whole else comparison(said))


def _time_since(said: Map) -> TimeSince:
    operator = _operator(said, BOUNDS)
    return TimeSince(said["time_since"], operator, scalar.length(said[operator]))


def _earlier_plan(said: Map) -> EarlierPlan:
    test = said["earlier_plan"]
    outcomes = () if test["outcome"] == "any" else tuple(_words(test["outcome"]))
    return EarlierPlan(
        same_issue=test["issue"] == "same",
        within=optional(_earlier_within, test.get("within")),
        outcomes=outcomes,
        at_least=int(test["at_least"]),
    )


def _earlier_within(said: Map) -> EarlierWithin:
    return EarlierWithin(said["of"], scalar.length(said["length"]))


def _parts(said: list[Map]) -> tuple[Condition, ...]:
    return tuple(condition(part) for part in said)


_READ: dict[str, Callable[[Map], Condition]] = {
    "metric": _metric,
    "field": _field,
    "answer": _answer,
    "goals": _goals,
    "time_since": _time_since,
    "earlier_plan": _earlier_plan,
    "all": lambda said: All(_parts(said["all"])),
    "any": lambda said: AnyOf(_parts(said["any"])),
    "none": lambda said: NoneOf(_parts(said["none"])),
}
