"""A policy as typed values: what is measured, who must and may do what, where it leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.core.policy.condition import Comparison, Condition, Length
from engine.core.policy.duty import Duty
from engine.core.policy.metric import Metric
from engine.core.policy.moment import Moment
from engine.core.policy.open_row import OpenRow
from engine.core.policy.review import Review
from engine.core.policy.right import Right
from engine.core.values.units import Amount, Span, TimeUnit

EMPLOYMENT_ENDED = "employment_ended"  # as a roster says, whatever the cause
LEFT = "left"  # the final of whoever has resigned
# How an earlier plan ended that counts where a condition opens a plan or worsens one.
COUNTED_ENDS = (
    "success",
    LEFT,
    EMPLOYMENT_ENDED,
    "demoted",
    "reassigned",
    "reduced",
    "discipline",
    "dismissed",
)


ADVERSE_FINALS = frozenset({"demoted", "reassigned", "reduced", "discipline", "dismissed"})


HELD_REMINDER = Span(5, TimeUnit.BUSINESS_DAY)


HELD_AT_MOST = Span(30, TimeUnit.BUSINESS_DAY)


FIGURES_DUE = Span(15, TimeUnit.BUSINESS_DAY)


@dataclass(frozen=True, slots=True)
class Calendar:
    country: str
    time_zone: str
    subdivision: str = ""
    year_starts: int = 1  # month, from 1
    weekend: frozenset[int] = frozenset({5, 6})  # Monday is 0
    extra_days_off: tuple[date, ...] = ()
    roll: str = "forward"  # a due day on a day off: forward | backward | none
    figures_due: Span = FIGURES_DUE  # so long after its end a period's figures may still come


@dataclass(frozen=True, slots=True)
class EmployeeField:
    type: str  # text | date | number | one_of | absence | person
    values: tuple[str, ...] = ()
    restricted: bool = False  # may steer, can never be printed


@dataclass(frozen=True, slots=True)
class Dated:
    starting: date
    value: Amount | Span
    source: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """Exactly one of `dated` (oldest first) and `by` is filled."""

    dated: tuple[Dated, ...] = ()
    varies_by: str = ""
    by: Mapping[str, Amount | Span] = field(default_factory=dict)
    taken_at: str = "plan.opened"  # plan.opened | stage.entered | today


@dataclass(frozen=True, slots=True)
class Role:
    """Exactly one of `field` (a path like manager.manager), `group` and `person` is filled."""

    field: str = ""
    group: str = ""
    person: str = ""
    not_same_as: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    if_vacant: str = ""
    if_same: str = ""  # who acts where `not_same_as` leaves nobody


@dataclass(frozen=True, slots=True)
class Question:
    ask: str  # a role
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    title: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    within: Length
    by: str = "employee"
    means: str = "receipt"
    if_refused: str = "witness_note"


@dataclass(frozen=True, slots=True)
class Document:
    template: str
    drafted_by: str
    title: str = ""  # as printed and in the file's name; default from the id
    approved_by: tuple[str, ...] = ()  # in order
    acknowledged: Acknowledgement | None = None
    assurance: str = "asserted"  # how sure an approval must be: asserted | confirmed
    same_person: str = "apart"  # who holds two of its roles: apart (another must) | once


@dataclass(frozen=True, slots=True)
class Clock:
    """`whole`: it runs in whole periods of that kind, from the first one after its moment."""

    length: Length
    since: Moment
    whole: TimeUnit | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """Measured over a clock (`over`) or in each `each`; `weight` is its share of the score.

    Weeks are those of the clock, unless they are weeks of the `calendar`.
    """

    title: str
    metric: str
    comparison: Comparison
    over: str = ""
    each: TimeUnit | None = None
    calendar: bool = False
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class GoalSetting:
    """Goals that a person sets: each weighs `weight`, by default nothing, and `judged_by` says of each."""

    role: str
    at_most: int
    judged_by: str
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Goals:
    fixed: Mapping[str, Goal] = field(default_factory=dict)
    set_by: GoalSetting | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    within: Span
    since: Moment


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with `final` ends the plan and has neither level, clock nor review."""

    title: str
    level: int | None = None  # None: not said
    final: str = ""
    clocks: Mapping[str, Clock] = field(default_factory=dict)  # one at most
    goals: Goals | None = None
    must: Mapping[str, Duty] = field(default_factory=dict)
    may: Mapping[str, Right] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    deadline: Deadline | None = None

    @property
    def adverse(self) -> bool:
        return self.final in ADVERSE_FINALS


@dataclass(frozen=True, slots=True)
class HeldRule:
    by: str
    then: str  # a final that is not adverse
    remind: Span = HELD_REMINDER
    at_most: Span = HELD_AT_MOST


@dataclass(frozen=True, slots=True)
class Policy:
    id: str
    title: str
    version: str
    effective: date
    owner: str
    language: str
    calendar: Calendar
    held: HeldRule
    employee: Mapping[str, EmployeeField] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    issues: tuple[str, ...] = ("results",)
    covers: Condition | None = None  # None: everybody
    leaves_out: tuple[Exclusion, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    open: tuple[OpenRow, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    must: Mapping[str, Duty] = field(default_factory=dict)
    may: Mapping[str, Right] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    precedes: tuple[str, ...] = ()
    accepts: Mapping[str, str] = field(default_factory=dict)  # code of a warning -> the reason


def worsens(policy: Policy, stage: str, to: str) -> bool:
    """Whether going from the one stage to the other is adverse: to an adverse final, or a more serious one.

    The levels say so; where one is not said, the later written stage is the more serious.
    """
    here, there = policy.stages[stage], policy.stages[to]
    if there.final:
        return there.adverse
    if here.level is None or there.level is None:
        written = list(policy.stages)
        return written.index(to) > written.index(stage)
    return there.level > here.level


def seriousness(policy: Policy, stage: str) -> int:
    """The more, the more serious: its level or, where levels are not said, its place."""
    level = policy.stages[stage].level
    return [*policy.stages].index(stage) if level is None else level


def behind_each(precedes: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """For each policy id the ids that it comes before, directly or through others."""
    found = {id_: {*others} for id_, others in precedes.items()}
    for _ in precedes:
        for those in found.values():
            those |= {far for near in tuple(those) for far in found.get(near, ())}
    return found


def same_meaning(one: Policy, other: Policy) -> bool:
    """Whether two texts bind alike. The order of what has a name says nothing but how serious a stage is."""
    order = [*one.stages] == [*other.stages]
    levels = all(stage.final or stage.level is not None for stage in one.stages.values())
    return one == other and (levels or order)
