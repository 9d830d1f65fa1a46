"""What a review finds: the row that holds, where it leads, and who must say so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from engine.core.facts.explanation import Why
from engine.core.facts.messages import together_say
from engine.core.measure.conditions import judge
from engine.core.measure.context import EvaluationContext
from engine.core.measure.leave import Gravity, kinder, with_other
from engine.core.plan.in_force import PlanContext, case_of, counting_goals
from engine.core.plan.messages import figures_still_due, no_row_holds, review_leads_anyway
from engine.core.plan.waiting import UNKNOWN as UNKNOWN
from engine.core.plan.waiting import missing_figures
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Condition,
    EarlierPlan,
    FieldTest,
    GoalsTest,
    MetricTest,
    NoneOf,
    TimeSince,
)
from engine.core.policy.policy import Policy, seriousness, worsens
from engine.core.policy.review import (
    HELD,
    STAY,
    NotKnownRow,
    OtherwiseRow,
    Review,
    ReviewRow,
    WhenRow,
    who_decides,
)
from engine.core.policy.walk import Statement, leaves
from engine.core.values.message import Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """`row` -1: not known. `roles` must all name the same one of `go`; none: it follows by itself."""

    row: int
    go: tuple[str, ...]
    roles: tuple[str, ...]
    why: Why


WAITING: Gravity = (3, 0)  # not known, or held: nothing is decided
# Finals that are adverse, the mildest first.
BY_WEIGHT = ("discipline", "reduced", "reassigned", "demoted", "dismissed")


def measured(
    m: PlanContext, review: Review, basis: date, answers: Mapping[str, str] | None = None
) -> Outcome:
    """The first row that is yes; not known when a row above it is; `otherwise` when all are no.

    Where leave allows two readings, of the kinder one: success, staying, not known, then what is adverse.
    """
    case = case_of(m, basis, answers=answers, judging=True)

    def read(each: EvaluationContext) -> Outcome:
        return _read(m, review, counting_goals(m, each))

    def weight(found: Outcome) -> Gravity:
        return how_grave(m, found)

    found, other = kinder(case, read, weight)
    if other is not None:
        found = replace(found, why=with_other(found.why, other.why))
    missing = missing_figures(m, review, basis) if found.row == UNKNOWN else None
    if missing is None:
        return found
    says = figures_still_due(found.why.says, missing.period, missing.until)
    return replace(found, why=replace(found.why, says=says))


def how_grave(m: PlanContext, found: Outcome) -> Gravity:
    """How an outcome weighs on the employee: its worst choice first, then its mildest."""
    if found.row == UNKNOWN:
        return WAITING
    each = sorted(_gravity(m, go) for go in found.go)
    return (*each[-1], *each[0])


def _gravity(m: PlanContext, go: str) -> Gravity:
    if go == HELD:
        return WAITING
    if go == STAY:
        return (2, seriousness(m.policy, m.plan.stage))
    target = m.policy.stages[go]
    if target.adverse:
        return (5, BY_WEIGHT.index(target.final))
    if target.final:
        return (0 if target.final == "success" else 1, 0)
    worse = worsens(m.policy, m.plan.stage, go)
    return (4 if worse else 2, seriousness(m.policy, go))


def _read(m: PlanContext, review: Review, case: EvaluationContext) -> Outcome:
    """What its rows find in one reading."""
    parts: list[Why] = []
    unsure = False
    for at, row in enumerate(review.rows):
        match row:
            case NotKnownRow():
                continue
            case WhenRow():
                why = judge(row.when, case)
            case OtherwiseRow():
                why = _otherwise(parts)
            case _:
                assert_never(row)
        parts.append(why)
        if why.answer is None:
            unsure = True
        elif why.answer and unsure:
            break
        elif why.answer:
            return Outcome(
                at, row.go, deciding(m.policy, m.plan.stage, review, row), _told(why, parts)
            )
    return Outcome(UNKNOWN, (), (), Why(_open_ends(parts), None, parts=tuple(parts)))


def _otherwise(parts: list[Why]) -> Why:
    """All the rows above are no: what each of them found is the reason."""
    if len(parts) > 1:
        return Why(together_say(tuple(part.says for part in parts)), True)
    return Why(parts[0].says if parts else review_leads_anyway(), True)


def _told(why: Why, parts: list[Why]) -> Why:
    return Why(why.says, True, why.figures, tuple(parts)) if len(parts) > 1 else why


def _open_ends(parts: list[Why]) -> Message:
    said = [p.says for p in parts if p.answer is None]
    return said[0] if said else no_row_holds()


def deciding(policy: Policy, stage: str, review: Review, row: ReviewRow) -> tuple[str, ...]:
    """The roles that must decide. An ending takes at least two; another adverse step, `by`."""
    roles = who_decides(row)
    harsh = any(adverse(policy, stage, go) for go in row.go)
    if not roles and (harsh or len(row.go) > 1):
        roles = (review.by,)
    if any(ends_employment(policy, go) for go in row.go) and len(roles) < 2:
        others = (review.by, policy.held.by, *policy.roles)
        roles = (*roles, *[role for role in others if role not in roles][:1])
    return roles


def adverse(policy: Policy, stage: str, go: str) -> bool:
    """True for an adverse final and for any more serious stage."""
    return go not in (STAY, HELD) and worsens(policy, stage, go)


def ends_employment(policy: Policy, go: str) -> bool:
    """True for a final that ends or cuts employment; to stay or to be held is no stage."""
    return go in policy.stages and policy.stages[go].adverse


def not_known_row(review: Review) -> int:
    """The place of the row that holds when time is up; -1 where the policy has none."""
    found = (at for at, row in enumerate(review.rows) if isinstance(row, NotKnownRow))
    return next(found, UNKNOWN)


def rests_on_goals(review: Review) -> bool:
    """Whether a row of it asks how far the goals are reached."""
    whens = (row.when for row in review.rows if isinstance(row, WhenRow))
    tests = (each.what for when in whens for each in leaves(Statement((), "", when)))
    return any(isinstance(test, GoalsTest) for test in tests)


def questions_of(review: Review) -> tuple[str, ...]:
    """The questions its rows ask, in order, each once."""
    found: dict[str, None] = {}
    for row in review.rows:
        if isinstance(row, WhenRow):
            found.update(dict.fromkeys(questions_in(row.when)))
    return tuple(found)


def questions_in(condition: Condition) -> tuple[str, ...]:
    match condition:
        case AnswerTest():
            return (condition.question,)
        case All() | AnyOf() | NoneOf():
            return tuple(q for part in condition.parts for q in questions_in(part))
        case MetricTest() | FieldTest() | GoalsTest() | TimeSince() | EarlierPlan():
            return ()
    assert_never(condition)
