"""What a planted mistake is, and the ways to change one thing of a policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.core.policy.condition import Comparison, Condition, MetricTest, Over
from engine.core.policy.duty import Duty
from engine.core.policy.policy import Exclusion, Goal, Goals, Policy, Stage
from engine.core.policy.review import Review, ReviewRow, WhenRow, who_decides
from engine.core.policy.right import Right
from engine.core.values.units import Span, TimeUnit
from tests.kinds import a_duty, a_right
from tests.policies_gen import working
from tests.stages_gen import ENTERED, number

WEEK = Span(1, TimeUnit.WEEK)
SIX_MONTHS = Span(6, TimeUnit.MONTH)


@dataclass(frozen=True, slots=True)
class Planted:
    """`path` is where the finding's path must begin."""

    policy: Policy
    path: tuple[str, ...]
    templates: Mapping[str, frozenset[str]] | None = None
    brief_fields: frozenset[str] | None = None
    faulty: frozenset[str] = frozenset()


Plant = Callable[[Policy], Planted]


def last(policy: Policy) -> str:
    return working(policy)[-1]


def with_stage(policy: Policy, id_: str, **changes: Any) -> Policy:
    stage = replace(policy.stages.get(id_, Stage(id_)), **changes)
    return replace(policy, stages={**policy.stages, id_: stage})


def with_one(policy: Policy, section: str, id_: str, item: object) -> Policy:
    """One more (or another) entry in a map of the whole policy."""
    return replace(policy, **{section: {**getattr(policy, section), id_: item}})


def with_part(policy: Policy, section: str, id_: str, item: object, stage: str = "") -> Planted:
    """One more entry in a map of a stage, the last working one by default."""
    stage = stage or last(policy)
    items = {**getattr(policy.stages[stage], section), id_: item}
    return Planted(
        with_stage(policy, stage, **{section: items}), ("stages", stage, section, id_)
    )


def end_of(policy: Policy) -> Review:
    return policy.stages[last(policy)].reviews["end"]


def with_rows(policy: Policy, rows: tuple[ReviewRow, ...], *below: str) -> Planted:
    planted = with_part(policy, "reviews", "end", replace(end_of(policy), rows=rows))
    return replace(planted, path=(*planted.path, "rows", *below))


def with_row(policy: Policy, at: int, row: ReviewRow, *below: str) -> Planted:
    rows = end_of(policy).rows
    return with_rows(policy, (*rows[:at], row, *rows[at + 1 :]), str(at), *below)


def worst(policy: Policy) -> int:
    """The position of the row that leads to the adverse final."""
    return next(at for at, row in enumerate(end_of(policy).rows) if who_decides(row))


def best(policy: Policy) -> int:
    """The position of the row with the highest bound: its comparison is `at_least`."""
    rows = end_of(policy).rows
    top = len([row for row in rows if isinstance(row, WhenRow)]) - 1
    return 0 if worst(policy) else top


def opened(policy: Policy, at: int, **changes: Any) -> Policy:
    rows = list(policy.open)
    rows[at] = replace(rows[at], **changes)
    return replace(policy, open=tuple(rows))


def below(then: Planted, *more: str) -> Planted:
    return replace(then, path=(*then.path, *more))


def duty(**changes: Any) -> Duty:
    said = {"by": "hr", "within": WEEK, "since": ENTERED} | changes
    return a_duty("act", text="A thing", **said)


def reply(**changes: Any) -> Right:
    return a_right("reply", "employee", **changes)


def leaving_out(policy: Policy, condition: Condition, *below: str) -> Planted:
    rows = (*policy.leaves_out, Exclusion("One more", condition))
    path = ("leaves_out", str(len(policy.leaves_out)), "when", *below)
    return Planted(replace(policy, leaves_out=rows), path)


def over(metric: str, comparison: Comparison) -> MetricTest:
    return MetricTest(metric, Over(last=SIX_MONTHS), comparison)


AT_LEAST_1 = Comparison("at_least", number(1))


def with_goal(policy: Policy, goal: Goal, *more: str) -> Planted:
    """A further goal in the last stage, which may have had none."""
    stage = last(policy)
    goals = policy.stages[stage].goals or Goals()
    fixed = {**goals.fixed, "new": goal}
    changed = with_stage(policy, stage, goals=replace(goals, fixed=fixed))
    return Planted(changed, ("stages", stage, "goals", "fixed", "new", *more))
