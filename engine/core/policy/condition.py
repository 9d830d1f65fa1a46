"""What a policy may ask: tests of figures, facts, answers and time, joined by all, any and none."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from engine.core.values.units import Amount, Span, TimeUnit


@dataclass(frozen=True, slots=True)
class ValueRef:
    """`$floor`: a value looked up by name, dated or by a field of the employee."""

    name: str


Threshold = Amount | ValueRef


Length = Span | ValueRef

Bound = Literal["below", "at_least", "above", "at_most"]
Comparator = Literal[Bound, "between"]
Sameness = Literal["is", "is_not", "is_one_of"]
FieldOperator = Literal[Sameness, "before", "after", Bound]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of `between` both ends are in."""

    operator: Comparator
    value: Threshold
    upper: Threshold | None = None  # for between


@dataclass(frozen=True, slots=True)
class Over:
    """One figure over the last closed periods, or (`clock`) over that clock of the plan."""

    last: Length | None = None
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Each:
    """The comparison holds in each of the `in_a_row` latest closed periods.

    Inside a stage weeks are those of its clock, unless they are weeks of the `calendar`.
    """

    part: TimeUnit
    in_a_row: int = 1
    calendar: bool = False


@dataclass(frozen=True, slots=True)
class MeanOf:
    """The mean of the metric taken period by period; the length's unit is the period."""

    last: Length


Window = Over | Each | MeanOf


@dataclass(frozen=True, slots=True)
class MetricTest:
    metric: str
    window: Window
    comparison: Comparison


AWAY = (
    "away"  # the kind of an absence of which none is told; a test for it holds for every kind
)


@dataclass(frozen=True, slots=True)
class FieldTest:
    field: str
    operator: FieldOperator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerTest:
    question: str
    operator: Sameness
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalsTest:
    """`what` is score (percent of weights met), met (a number) or all_met (no comparison)."""

    what: Literal["score", "met", "all_met"]
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class TimeSince:
    field: str  # an employee field of type date
    operator: Bound
    length: Length


@dataclass(frozen=True, slots=True)
class EarlierWithin:
    """How long ago an earlier plan may have `started` or `ended`."""

    of: Literal["started", "ended"]
    length: Length


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """Plans that were opened and stood: what was declined, withdrawn or annulled never was one.

    `within` None: however long ago. `outcomes` are the finals in which it ended; none: whatever came
    of it, and also a plan that still runs.
    """

    same_issue: bool
    within: EarlierWithin | None
    outcomes: tuple[str, ...] = ()
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    parts: tuple["Condition", ...]


Condition = (
    MetricTest
    | FieldTest
    | AnswerTest
    | GoalsTest
    | TimeSince
    | EarlierPlan
    | All
    | AnyOf
    | NoneOf
)


def holds(
    operator: Comparator, value: Decimal, first: Decimal, upper: Decimal | None = None
) -> bool:
    """One comparison, of figures as printed. `between` takes both ends in."""
    match operator:
        case "below":
            return value < first
        case "at_least":
            return value >= first
        case "above":
            return value > first
        case "at_most":
            return value <= first
        case "between":
            return first <= value and (upper is None or value <= upper)
        case _:
            assert_never(operator)


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """Every single test inside the condition, in order."""
    if isinstance(condition, All | AnyOf | NoneOf):
        for part in condition.parts:
            yield from conditions_in(part)
    else:
        yield condition


def metric_tests(condition: Condition) -> Iterator[MetricTest]:
    """Every test of a metric inside the condition, in order."""
    return (test for test in conditions_in(condition) if isinstance(test, MetricTest))
