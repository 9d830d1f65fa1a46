"""Every place in a policy where something is mentioned by its name."""

from collections.abc import Iterator
from typing import assert_never

from engine.core.policy import walk
from engine.core.policy.condition import (
    Comparison,
    Each,
    EarlierPlan,
    FieldTest,
    GoalsTest,
    Length,
    MeanOf,
    MetricTest,
    Over,
    Threshold,
    TimeSince,
    ValueRef,
)
from engine.core.policy.duty import EscalateStep, RemindStep
from engine.core.policy.metric import Metric
from engine.core.policy.open_row import who_opens
from engine.core.policy.policy import Policy
from engine.core.policy.review import who_decides
from engine.core.policy.right import destination_of, who_agrees
from engine.core.policy.walk import Path
from engine.core.values.units import Span

EMPLOYEE = "employee"
# What every roster knows of a person, without the policy saying so, by type.
ROSTER = {
    "id": "text",
    "name": "text",
    "manager": "text",
    "hr_partner": "text",
    "team": "text",
    "group": "text",
    "job": "text",
    "hired": "date",
    "left": "date",
}
PERSON_FIELDS = frozenset({"manager", "hr_partner"})
Mention = tuple[Path, str]


def field_types(policy: Policy) -> dict[str, str]:
    """The type of every employee field, declared or of the roster."""
    return ROSTER | {name: field.type for name, field in policy.employee.items()}


def stage_mentions(policy: Policy) -> Iterator[Mention]:
    for at, opening in enumerate(policy.open):
        yield from mentions(("open", str(at), "start"), opening.start)
    for item in walk.tasks(policy):
        yield from mentions((*item.path, "in"), item.what.terms.in_stages)
    for right in walk.every_right(policy):
        if go := destination_of(right.what):
            yield (*right.path, "go"), go
    for row in walk.every_row(policy):
        yield from mentions(walk.go_path(row), row.what.go)
    for moment in walk.moments(policy):
        if moment.what.stage:
            yield moment.path, moment.what.stage
    yield ("held", "then"), policy.held.then


def deciding_roles(policy: Policy) -> Iterator[Mention]:
    """Roles that draft, approve, decide, or open: never the employee."""
    yield ("held", "by"), policy.held.by
    for at, opening in enumerate(policy.open):
        yield from mentions(("open", str(at), opening.kind), who_opens(opening))
    for id_, document in policy.documents.items():
        yield ("documents", id_, "drafted_by"), document.drafted_by
        yield from mentions(("documents", id_, "approved_by"), document.approved_by)
    for right in walk.every_right(policy):
        yield from mentions((*right.path, "approved_by"), who_agrees(right.what))
    for review in walk.reviews(policy):
        yield (*review.path, "by"), review.what.by
    for row in walk.every_row(policy):
        yield from mentions((*row.path, "decided_by"), who_decides(row.what))
    for stage_id, stage in policy.stages.items():
        if stage.goals is not None and stage.goals.set_by is not None:
            path = ("stages", stage_id, "goals", "set_by")
            yield (*path, "role"), stage.goals.set_by.role
            if stage.goals.set_by.judged_by != stage.goals.set_by.role:
                yield (*path, "judged_by"), stage.goals.set_by.judged_by


def other_roles(policy: Policy) -> Iterator[Mention]:
    """Roles that may be the employee."""
    for id_, question in policy.questions.items():
        yield ("questions", id_, "ask"), question.ask
    for id_, document in policy.documents.items():
        if document.acknowledged is not None:
            yield ("documents", id_, "acknowledged", "by"), document.acknowledged.by
    for item in walk.tasks(policy):
        yield (*item.path, "by"), item.what.terms.by
    for duty in walk.every_duty(policy):
        for at, step in enumerate(duty.what.terms.if_missed):
            match step:
                case EscalateStep():
                    yield (*duty.path, "if_missed", str(at), "escalate"), step.role
                case RemindStep():
                    pass
                case _:
                    assert_never(step)


def roles_in_roles(policy: Policy) -> Iterator[Mention]:
    for id_, role in policy.roles.items():
        yield from mentions(("roles", id_, "not_same_as"), role.not_same_as)
        yield from mentions(("roles", id_, "above"), role.above)
        if role.if_vacant:
            yield ("roles", id_, "if_vacant"), role.if_vacant
        if role.if_same:
            yield ("roles", id_, "if_same"), role.if_same


def document_mentions(policy: Policy) -> Iterator[Mention]:
    for at, opening in enumerate(policy.open):
        if opening.document:
            yield ("open", str(at), "document"), opening.document
    for item in walk.tasks(policy):
        if document := walk.document_of(item.what):
            yield (*item.path, "document"), document


def value_mentions(policy: Policy) -> Iterator[Mention]:
    """Every `$name`."""
    for path, said in (*every_threshold(policy), *lengths(policy)):
        if isinstance(said, ValueRef):
            yield path, said.name


def every_threshold(policy: Policy) -> Iterator[tuple[Path, Threshold]]:
    """Every figure that is compared with, with its place."""
    for test in walk.tests(policy):
        if isinstance(test.what, MetricTest | GoalsTest) and test.what.comparison is not None:
            yield from _sides(test.path, test.what.comparison)
    for goal in walk.every_goal(policy):
        yield from _sides(goal.path, goal.what.comparison)


def _sides(path: Path, comparison: Comparison) -> Iterator[tuple[Path, Threshold]]:
    path = (*path, comparison.operator)
    if comparison.upper is None:
        yield path, comparison.value
    else:
        yield (*path, "0"), comparison.value
        yield (*path, "1"), comparison.upper


def lengths(policy: Policy) -> Iterator[tuple[Path, Length]]:
    """Every length of time that may be a value, with its place."""
    for clock in walk.clocks(policy):
        yield (*clock.path, "length"), clock.what.length
    for item in walk.tasks(policy):
        if item.what.terms.within is not None:
            yield (*item.path, "within"), item.what.terms.within
    for id_, document in policy.documents.items():
        if document.acknowledged is not None:
            path = ("documents", id_, "acknowledged", "within")
            yield path, document.acknowledged.within
    for at, opening in enumerate(policy.open):
        if isinstance(opening.not_older_than, Span | ValueRef):
            yield ("open", str(at), "not_older_than"), opening.not_older_than
    for test in walk.tests(policy):
        yield from _lengths_of_test(test)


def _lengths_of_test(test: walk.Statement[walk.Test]) -> Iterator[tuple[Path, Length]]:
    what = test.what
    if isinstance(what, TimeSince):
        yield (*test.path, what.operator), what.length
    elif isinstance(what, MetricTest) and isinstance(what.window, MeanOf):
        yield (*test.path, "mean_of"), what.window.last
    elif isinstance(what, MetricTest) and isinstance(what.window, Over):
        if what.window.last is not None:
            yield (*test.path, "over"), what.window.last
    elif isinstance(what, EarlierPlan) and what.within is not None:
        yield (*test.path, "earlier_plan", "within", "length"), what.within.length


def spans_looked_back(policy: Policy) -> Iterator[Span]:
    """How far back each window of a condition reaches, whatever its values turn out to be."""
    for test in walk.tests(policy):
        window = test.what.window if isinstance(test.what, MetricTest) else None
        if isinstance(window, Each):
            yield Span(window.in_a_row, window.part)
            continue
        last = window.last if window else None
        if isinstance(last, Span):
            yield last
        elif last is not None:
            value = policy.values.get(last.name)
            said = (*value.by.values(), *(d.value for d in value.dated)) if value else ()
            yield from (each for each in said if isinstance(each, Span))


def left_out_mentions(metric_id: str, metric: Metric) -> Iterator[Mention]:
    """Where the metric names what it leaves out; beside a least length the names are under `fields`."""
    path, out = ("metrics", metric_id, "leave_out"), metric.rules.leave_out
    yield from mentions((*path, "fields") if out.at_least else path, out.fields)


def field_mentions(policy: Policy) -> Iterator[Mention]:
    for id_, value in policy.values.items():
        if value.varies_by:
            yield ("values", id_, "varies_by"), value.varies_by
    for id_, metric in policy.metrics.items():
        yield from left_out_mentions(id_, metric)
    for test in walk.tests(policy):
        if isinstance(test.what, FieldTest):
            yield (*test.path, "field"), test.what.field
        elif isinstance(test.what, TimeSince):
            yield (*test.path, "time_since"), test.what.field


def clock_names(policy: Policy, stages: tuple[str, ...]) -> set[str]:
    """The clocks of these stages."""
    return {
        id_ for stage in stages if stage in policy.stages for id_ in policy.stages[stage].clocks
    }


def measured_clocks(policy: Policy) -> Iterator[tuple[Path, str, str]]:
    for test in walk.tests(policy):
        what = test.what
        if isinstance(what, MetricTest) and isinstance(what.window, Over) and what.window.clock:
            yield (*test.path, "over"), test.stage, what.window.clock
    for goal in walk.every_goal(policy):
        if goal.what.over:
            yield (*goal.path, "over"), goal.stage, goal.what.over


def mentions(path: Path, names: tuple[str, ...]) -> Iterator[Mention]:
    for at, name in enumerate(names):
        yield (*path, str(at)), name
