"""How figures are measured: the kinds of metric, and the one table that says what each kind is.

A new kind is a class of the union, a row of the table, and a form of the schema.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, TypedDict, TypeVar

from engine.core.policy.messages import part_of_whole, ratio_titled
from engine.core.values.message import Message
from engine.core.values.units import Span, Unit

PartlyIn = Literal["leave_out", "prorate"]  # what becomes of a period partly in the window


@dataclass(frozen=True, slots=True)
class LeaveRule:
    """Absence fields: the periods that such an absence touches do not count."""

    fields: tuple[str, ...] = ()
    at_least: Span | None = None  # shorter absences leave nothing out; None: however short


@dataclass(frozen=True, slots=True)
class MetricRules:
    """What every kind of metric has."""

    leave_out: LeaveRule = LeaveRule()
    needs: Span | None = None  # so many periods known are enough; None: all of them
    round: Decimal = Decimal("0.1")
    figures_due: Span | None = None  # None: as the calendar says


@dataclass(frozen=True, slots=True)
class RatioMetric:
    """One sum as a percent of another."""

    kind: ClassVar[Literal["ratio"]] = "ratio"
    of: str  # the figure that was reached
    to: str  # the figure it is measured against
    rules: MetricRules = MetricRules()
    partial: PartlyIn = "leave_out"


@dataclass(frozen=True, slots=True)
class SumMetric:
    kind: ClassVar[Literal["sum"]] = "sum"
    of: str
    rules: MetricRules = MetricRules()
    partial: PartlyIn = "leave_out"


@dataclass(frozen=True, slots=True)
class CountMetric:
    """How many there were: told as a number for a period, or each with its own day."""

    kind: ClassVar[Literal["count"]] = "count"
    of: str
    rules: MetricRules = MetricRules()
    partial: PartlyIn = "leave_out"


@dataclass(frozen=True, slots=True)
class LatestMetric:
    """The newest figure; there is no part of it."""

    kind: ClassVar[Literal["latest"]] = "latest"
    of: str
    rules: MetricRules = MetricRules()


Metric = RatioMetric | SumMetric | CountMetric | LatestMetric


@dataclass(frozen=True, slots=True)
class AddedUp:
    """Each figure field added up over the same periods."""

    partial: PartlyIn


@dataclass(frozen=True, slots=True)
class DayByDay:
    """Like `AddedUp`; what comes as single days is known up to the last day told of.

    It only grows: what it has reached already can decide.
    """

    partial: PartlyIn


@dataclass(frozen=True, slots=True)
class NewestOnly:
    """The figure whose period ends last."""


Gathering = AddedUp | DayByDay | NewestOnly  # which figures of a stretch of time count


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """How the first figure is said beside the last: of their totals, and of the metric and its fields."""

    totals: Callable[[Decimal, Decimal], Message]
    figures: Callable[[str, str, str], Message]


@dataclass(frozen=True, slots=True)
class MetricKind:
    """What a kind of metric is. Its functions take a metric of `made` and no other: TypeError.

    `exact` makes the result of the totals, which run parallel to `figures`; None: the last of
    them is 0, and it divides by that.
    """

    made: type[object]
    unit: Unit
    figures: Callable[[Metric], tuple[str, ...]]
    gathering: Callable[[Metric], Gathering]
    exact: Callable[[Sequence[Fraction]], Fraction | None]
    against: HeldAgainst | None = None  # where letters print the first figure beside the last


M = TypeVar("M")
Made = TypeVar("Made")


def metric_kind(
    made: type[M],
    unit: Unit,
    *,
    figures: Callable[[M], tuple[str, ...]],
    gathering: Callable[[M], Gathering],
    exact: Callable[[Sequence[Fraction]], Fraction | None],
    against: HeldAgainst | None = None,
) -> MetricKind:
    """A row of the table, from functions that know their own class only."""

    def of_its_own(read: Callable[[M], Made]) -> Callable[[Metric], Made]:
        def narrowed(metric: object) -> Made:
            if not isinstance(metric, made):
                raise TypeError(f"{made.__name__} expected, not {type(metric).__name__}")
            return read(metric)

        return narrowed

    return MetricKind(
        made, unit, of_its_own(figures), of_its_own(gathering), exact, against
    )  # fmt: skip


def share_of_two(totals: Sequence[Fraction]) -> Fraction | None:
    """The first as a percent of the second."""
    reached, against = totals
    return reached / against * 100 if against else None


def alone(totals: Sequence[Fraction]) -> Fraction:
    (total,) = totals
    return total


class MetricKinds(TypedDict):
    """The kinds there are: the type checker asks for a row of each."""

    ratio: MetricKind
    sum: MetricKind
    count: MetricKind
    latest: MetricKind


METRICS: MetricKinds = {
    "ratio": metric_kind(
        RatioMetric,
        Unit.PERCENT,
        figures=lambda metric: (metric.of, metric.to),
        gathering=lambda metric: AddedUp(metric.partial),
        exact=share_of_two,
        against=HeldAgainst(totals=part_of_whole, figures=ratio_titled),
    ),
    "sum": metric_kind(
        SumMetric,
        Unit.NUMBER,
        figures=lambda metric: (metric.of,),
        gathering=lambda metric: AddedUp(metric.partial),
        exact=alone,
    ),
    "count": metric_kind(
        CountMetric,
        Unit.NUMBER,
        figures=lambda metric: (metric.of,),
        gathering=lambda metric: DayByDay(metric.partial),
        exact=alone,
    ),
    "latest": metric_kind(
        LatestMetric,
        Unit.NUMBER,
        figures=lambda metric: (metric.of,),
        gathering=lambda _: NewestOnly(),
        exact=alone,
    ),
}


def kind_of(metric: Metric) -> MetricKind:
    return METRICS[metric.kind]


def partial_of(metric: Metric) -> PartlyIn:
    """What becomes of a period partly in the window; of the newest figure there is no part."""
    gathering = kind_of(metric).gathering(metric)
    return "prorate" if isinstance(gathering, NewestOnly) else gathering.partial


def figures_of(metric: Metric) -> tuple[str, ...]:
    """The figure fields it is measured from, in order."""
    return kind_of(metric).figures(metric)
