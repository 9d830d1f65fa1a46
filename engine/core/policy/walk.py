"""Where a policy says what: every clock, duty, row and test with its path, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, assert_never

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
from engine.core.policy.duty import Duty
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Clock, Goal, Policy
from engine.core.policy.review import NotKnownRow, OtherwiseRow, Review, ReviewRow, WhenRow
from engine.core.policy.right import ExtendRight, ReplyRight, ResignRight, Right, right_letter

T = TypeVar("T")
Path = tuple[str, ...]
Test = MetricTest | FieldTest | AnswerTest | GoalsTest | TimeSince | EarlierPlan


@dataclass(frozen=True, slots=True)
class Statement(Generic[T]):
    """`what` the policy says at `path`; `stage` is empty for what it says of every stage."""

    path: Path
    stage: str
    what: T

    @property
    def id(self) -> str:
        return self.path[-1]


def every_duty(policy: Policy) -> Iterator[Statement[Duty]]:
    for id_, duty in policy.must.items():
        yield Statement(("must", id_), "", duty)
    for stage_id, stage in policy.stages.items():
        for id_, duty in stage.must.items():
            yield Statement(("stages", stage_id, "must", id_), stage_id, duty)


def every_right(policy: Policy) -> Iterator[Statement[Right]]:
    for id_, right in policy.may.items():
        yield Statement(("may", id_), "", right)
    for stage_id, stage in policy.stages.items():
        for id_, right in stage.may.items():
            yield Statement(("stages", stage_id, "may", id_), stage_id, right)


def tasks(policy: Policy) -> Iterator[Statement[Duty] | Statement[Right]]:
    yield from every_duty(policy)
    yield from every_right(policy)


def every_goal(policy: Policy) -> Iterator[Statement[Goal]]:
    for stage_id, stage in policy.stages.items():
        for id_, goal in stage.goals.fixed.items() if stage.goals else ():
            yield Statement(("stages", stage_id, "goals", "fixed", id_), stage_id, goal)


def clocks(policy: Policy) -> Iterator[Statement[Clock]]:
    for stage_id, stage in policy.stages.items():
        for id_, clock in stage.clocks.items():
            yield Statement(("stages", stage_id, "clocks", id_), stage_id, clock)


def reviews(policy: Policy) -> Iterator[Statement[Review]]:
    for stage_id, stage in policy.stages.items():
        for id_, review in stage.reviews.items():
            yield Statement(("stages", stage_id, "reviews", id_), stage_id, review)


def every_row(policy: Policy) -> Iterator[Statement[ReviewRow]]:
    for review in reviews(policy):
        for at, row in enumerate(review.what.rows):
            yield Statement((*review.path, "rows", str(at)), review.stage, row)


def go_path(said: Statement[ReviewRow]) -> Path:
    """A `when` row says where it leads under `go`; the others under their own kind."""
    match said.what:
        case WhenRow():
            return (*said.path, "go")
        case OtherwiseRow() | NotKnownRow():
            return (*said.path, said.what.kind)
    assert_never(said.what)


def document_of(task: Duty | Right) -> str:
    """The document that a duty or right brings about; empty: none."""
    return right_letter(task) if isinstance(task, Right) else task.document


def during_of(task: Duty | Right | Review) -> str:
    """What stands under `during`: a clock, `stage` or `plan`; empty: nothing."""
    match task:
        case Review() | ReplyRight() | ResignRight():
            return task.during
        case ExtendRight():
            return ""
        case _:
            return task.terms.during


def applies_in(policy: Policy, said: Statement[Duty] | Statement[Right]) -> tuple[str, ...]:
    """The stages a duty or right is alive in."""
    if said.stage:
        return (said.stage,)
    return said.what.terms.in_stages or tuple(policy.stages)


def rights_in(policy: Policy, stage: str) -> list[Statement[Right]]:
    return [said for said in every_right(policy) if stage in applies_in(policy, said)]


def conditions(policy: Policy) -> Iterator[Statement[Condition]]:
    if policy.covers is not None:
        yield Statement(("covers",), "", policy.covers)
    for at, exclusion in enumerate(policy.leaves_out):
        yield Statement(("leaves_out", str(at), "when"), "", exclusion.when)
    for at, row in enumerate(policy.open):
        if row.when is not None:
            yield Statement(("open", str(at), "when"), "", row.when)
    for item in tasks(policy):
        if item.what.terms.when is not None:
            yield Statement((*item.path, "when"), item.stage, item.what.terms.when)
    for asked in every_row(policy):
        if isinstance(asked.what, WhenRow):
            yield Statement((*asked.path, "when"), asked.stage, asked.what.when)


def tests(policy: Policy) -> Iterator[Statement[Test]]:
    """Every single test of every condition."""
    for said in conditions(policy):
        yield from leaves(said)


def leaves(said: Statement[Condition]) -> Iterator[Statement[Test]]:
    what = said.what
    if isinstance(what, All | AnyOf | NoneOf):
        word = {All: "all", AnyOf: "any", NoneOf: "none"}[type(what)]
        for at, part in enumerate(what.parts):
            yield from leaves(Statement((*said.path, word, str(at)), said.stage, part))
    else:
        yield Statement(said.path, said.stage, what)


def moments(policy: Policy) -> Iterator[Statement[Moment]]:
    """Every moment something is counted from or done at. Paths end in `from` or `at`."""
    for clock in clocks(policy):
        yield Statement((*clock.path, "from"), clock.stage, clock.what.since)
    for item in tasks(policy):
        if item.what.terms.since is not None:
            yield Statement((*item.path, "from"), item.stage, item.what.terms.since)
    for duty in every_duty(policy):
        if duty.what.terms.at is not None:
            yield Statement((*duty.path, "at"), duty.stage, duty.what.terms.at)
    for review in reviews(policy):
        if review.what.at is not None:
            yield Statement((*review.path, "at"), review.stage, review.what.at)
    for stage_id, stage in policy.stages.items():
        if stage.deadline is not None:
            path = ("stages", stage_id, "deadline", "from")
            yield Statement(path, stage_id, stage.deadline.since)
