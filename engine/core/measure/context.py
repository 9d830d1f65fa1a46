"""All that a condition may look at: one employee, one day, what is known on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.core.facts.explanation import Why
from engine.core.facts.facts import TAKEN_BACK, Absence, Figure, Origin
from engine.core.facts.people import People
from engine.core.measure.messages import (
    field_unknown_on,
    no_such_value,
    no_value_for,
    no_value_on,
    value_by_field,
    value_since,
    value_since_by,
)
from engine.core.measure.trait_messages import no_value_for_restricted, restricted_unknown_on
from engine.core.policy.condition import ValueRef
from engine.core.policy.open_row import NotOlder
from engine.core.policy.policy import Policy, Value
from engine.core.values.message import Message
from engine.core.values.period import Period
from engine.core.values.units import Amount, Span
from engine.core.values.workdays import Workdays


@dataclass(frozen=True, slots=True)
class GoalResult:
    """`met` None: not known. `actual` is the figure that decides; None if a person judged."""

    id: str
    title: str
    weight: Decimal
    why: Why
    met: bool | None
    actual: Amount | None
    low: Amount | None = None  # reached already, where the whole is not known


@dataclass(frozen=True, slots=True)
class GoalsReached:
    """`score` is the percent of the weights met, None while a goal is not known.

    It lies between `low` and `high` whatever the unknown goals turn out to be. `each` holds every
    goal, those that weigh nothing too; all else is of the `counted` ones.
    """

    score: Amount | None
    low: Amount | None  # None only where there is no goal
    high: Amount | None
    met: int | None  # how many; None while a goal is not known
    of: int
    each: tuple[GoalResult, ...]

    @property
    def counted(self) -> tuple[GoalResult, ...]:
        return tuple(goal for goal in self.each if goal.weight)


@dataclass(frozen=True, slots=True)
class EarlierPlanEnd:
    """A plan of the same employee that ran and is over. `started` None: on the day it ended."""

    issue: str
    ended: date
    outcome: str = ""
    started: date | None = None


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """Another plan of the same employee that was opened and is not over."""

    issue: str
    started: date


@dataclass(frozen=True, slots=True)
class LookBack:
    """How tests of `open` look back on `day`: over the newest window told, none that ends after `upto`.

    A window begins after `after`. `not_older`: how old it may be; None: two of its periods or 45
    days, whichever is longer.
    """

    day: date
    upto: date
    after: date | None = None
    not_older: NotOlder | None = None


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """`basis` is the day judged as of: periods that end later and later traits do not count.

    A clock that is over by then is measured whole: the period that its end cuts ends after the basis.
    `taken` holds the days of `plan.opened` and `stage.entered`, absent before they happen.
    `clocks` holds those that have started, from day 0 to the planned end.
    """

    policy: Policy
    employee: str
    basis: date
    workdays: Workdays
    people: People
    figures: Mapping[str, tuple[Figure, ...]]  # by field, as `current` gives them
    absences: tuple[Absence, ...] = ()
    taken: Mapping[str, date] = field(default_factory=dict)
    clocks: Mapping[str, Period] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    goals: GoalsReached | None = None
    earlier: tuple[EarlierPlanEnd, ...] = ()
    running: tuple[RunningPlan, ...] = ()
    issue: str = ""
    look_back: LookBack | None = None  # None: windows end on the basis, whatever is told
    counting: tuple[
        Period, ...
    ] = ()  # in these, in order, what leave touches counts all the same
    since: date | None = None  # inside a stage no window begins before it; None: outside of one

    @property
    def year_starts(self) -> int:
        return self.policy.calendar.year_starts


@dataclass(frozen=True, slots=True)
class Looked:
    """A value looked up. `note` says where it comes from, or why `value` is None: not known."""

    value: Amount | Span | None
    note: Message | None = None


def current_figures(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Figures by field, sorted by period; of several for one employee and period, the last."""
    latest = {(f.employee, f.field, f.period): f for f in figures}
    found: dict[str, list[Figure]] = {}
    for figure in sorted(latest.values(), key=lambda f: (f.period.first, f.period.last)):
        found.setdefault(figure.field, []).append(figure)
    return {name: tuple(of_field) for name, of_field in found.items()}


def current_absences(absences: Iterable[Absence]) -> tuple[Absence, ...]:
    """Of several of one field that begin on the same day, what was told last: it tells the end anew.

    Or that there was none. Two rows of one file are two absences.
    """
    found: dict[tuple[str, date], list[Absence]] = {}
    for away in absences:
        same = found.setdefault((away.field, away.first), [])
        if same and not _beside(same[-1].origin, away.origin):
            same.clear()
        same.append(away)
    every = (away for same in found.values() for away in same)
    return tuple(away for away in every if away.kind.casefold() != TAKEN_BACK)


def _beside(one: Origin, other: Origin) -> bool:
    return one.drop == other.drop and one.row != other.row


def value_of(value: Amount | Span | ValueRef, case: EvaluationContext) -> Amount | Span | None:
    """The amount or length itself, or the one a `$name` stands for; None: not known."""
    return value if isinstance(value, Amount | Span) else looked_up(value, case).value


def looked_up(value: Amount | Span | ValueRef, case: EvaluationContext) -> Looked:
    """Like `value_of`, with where it comes from or why it is not known."""
    if isinstance(value, Amount | Span):
        return Looked(value)
    named = case.policy.values.get(value.name)
    if named is None:
        return Looked(None, no_such_value(value.name))
    day = taken_on(named, case)
    return _varying(named, case, day) if named.varies_by else _dated(value.name, named, day)


def taken_on(value: Value, case: EvaluationContext) -> date:
    """The day that says which of the dated ones counts; the basis until that day has come."""
    return case.taken.get(value.taken_at, case.basis)


def restricted(field_path: str, case: EvaluationContext) -> bool:
    """True for a field that may steer and can never be printed."""
    return any(
        name in case.policy.employee and case.policy.employee[name].restricted
        for name in (field_path, *field_path.split("."))
    )


def _dated(name: str, value: Value, day: date) -> Looked:
    begun = [dated for dated in value.dated if dated.starting <= day]
    if not begun:
        return Looked(None, no_value_on(name, day))
    chosen = max(begun, key=lambda dated: dated.starting)
    if chosen.source:
        return Looked(chosen.value, value_since_by(name, chosen.starting, chosen.source))
    return Looked(chosen.value, value_since(name, chosen.starting))


def _varying(value: Value, case: EvaluationContext, day: date) -> Looked:
    field_, held = value.varies_by, case.people.trait(case.employee, value.varies_by, day)
    hidden = restricted(field_, case)
    if held is None:
        return Looked(
            None, restricted_unknown_on(day) if hidden else field_unknown_on(field_, day)
        )
    found = value.by.get(held)
    if found is None:
        return Looked(None, no_value_for_restricted() if hidden else no_value_for(field_, held))
    return Looked(found, None if hidden else value_by_field(field_, held))
