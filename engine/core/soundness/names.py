"""Whether every name that a policy mentions means something."""

from collections.abc import Iterator

from engine.core.policy import walk
from engine.core.policy.condition import AnswerTest, FieldTest, GoalsTest, MetricTest
from engine.core.policy.policy import Goals, Policy
from engine.core.policy.references import (
    EMPLOYEE,
    PERSON_FIELDS,
    ROSTER,
    clock_names,
    deciding_roles,
    document_mentions,
    field_mentions,
    field_types,
    measured_clocks,
    mentions,
    other_roles,
    roles_in_roles,
    stage_mentions,
    value_mentions,
)
from engine.core.policy.review import HELD, STAY
from engine.core.policy.right import ExtendRight
from engine.core.soundness.suggestions import unknown
from engine.core.values.diagnostic import Finding


def unknown_stages(policy: Policy) -> Iterator[Finding]:
    for path, name in stage_mentions(policy):
        if name not in (STAY, HELD):
            yield from unknown(path, "P201", name, "a stage", policy.stages)


def unknown_roles(policy: Policy) -> Iterator[Finding]:
    for path, name in (
        *deciding_roles(policy),
        *other_roles(policy),
        *roles_in_roles(policy),
    ):
        if name != EMPLOYEE:
            yield from unknown(path, "P202", name, "a role", policy.roles)


def unknown_documents(policy: Policy) -> Iterator[Finding]:
    for path, name in document_mentions(policy):
        yield from unknown(path, "P203", name, "a document", policy.documents)


def unknown_metrics(policy: Policy) -> Iterator[Finding]:
    for test in walk.tests(policy):
        if isinstance(test.what, MetricTest):
            path = (*test.path, "metric")
            yield from unknown(path, "P204", test.what.metric, "a metric", policy.metrics)
    for goal in walk.every_goal(policy):
        path = (*goal.path, "metric")
        yield from unknown(path, "P204", goal.what.metric, "a metric", policy.metrics)


def unknown_answers(policy: Policy) -> Iterator[Finding]:
    for test in walk.tests(policy):
        what = test.what
        if not isinstance(what, AnswerTest):
            continue
        path = (*test.path, "answer")
        yield from unknown(path, "P205", what.question, "a question", policy.questions)
        question = policy.questions.get(what.question)
        for path, value in mentions((*test.path, what.operator), what.values):
            if question is not None:
                expected = f"an answer to {what.question}"
                yield from unknown(path, "P206", value, expected, question.answers)


def unknown_values(policy: Policy) -> Iterator[Finding]:
    for path, name in value_mentions(policy):
        yield from unknown(path, "P207", name, "a value", policy.values)


def unknown_fields(policy: Policy) -> Iterator[Finding]:
    known = field_types(policy)
    for path, name in field_mentions(policy):
        yield from unknown(path, "P208", name, "an employee field", known)
    people = PERSON_FIELDS | {
        name
        for name, kind in known.items()
        if name not in ROSTER and kind in ("person", "text")
    }
    for id_, role in policy.roles.items():
        for step in role.field.split(".") if role.field else ():
            path = ("roles", id_, "field")
            yield from unknown(path, "P208", step, "a field that names a person", people)


def unknown_choices(policy: Policy) -> Iterator[Finding]:
    for test in walk.tests(policy):
        what = test.what
        if isinstance(what, FieldTest) and what.field in policy.employee:
            choices = policy.employee[what.field].values
            for path, value in mentions((*test.path, what.operator), what.values):
                if choices:
                    yield from unknown(path, "P209", value, f"one of {what.field}", choices)
    for id_, varying in policy.values.items():
        field = policy.employee.get(varying.varies_by)
        for choice in varying.by if field is not None and field.values else ():
            known = field.values if field is not None else ()
            path = ("values", id_, "is", choice)
            yield from unknown(path, "P209", choice, f"one of {varying.varies_by}", known)


def unknown_clocks(policy: Policy) -> Iterator[Finding]:
    for item in walk.tasks(policy):
        if (during := walk.during_of(item.what)) not in ("", "stage", "plan"):
            known = clock_names(policy, walk.applies_in(policy, item))
            path = (*item.path, "during")
            yield from unknown(path, "P210", during, "a clock of the stage", known)
    for review in walk.reviews(policy):
        if review.what.during not in ("", "stage", "plan"):
            known = clock_names(policy, (review.stage,))
            path = (*review.path, "during")
            yield from unknown(path, "P210", review.what.during, "a clock of the stage", known)
    for path, stage, name in measured_clocks(policy):
        known = clock_names(policy, (stage,) if stage else tuple(policy.stages))
        yield from unknown(path, "P210", name, "a clock of the stage", known)
    for right in walk.every_right(policy):
        every = clock_names(policy, tuple(policy.stages))
        if isinstance(right.what, ExtendRight):
            clock = right.what.clock
            yield from unknown((*right.path, "clock"), "P210", clock, "a clock", every)


def unknown_issues(policy: Policy) -> Iterator[Finding]:
    known = (*policy.issues, "asked")
    for at, opening in enumerate(policy.open):
        yield from unknown(("open", str(at), "issue"), "P213", opening.issue, "an issue", known)


def goals_asked_of_none(policy: Policy) -> Iterator[Finding]:
    """A test of goals where no stage it is alive in has any that counts."""
    for test in walk.tests(policy):
        if not isinstance(test.what, GoalsTest) or _counts(policy, test.stage, test.path[0]):
            continue
        where = (
            f"stage {test.stage} has none that counts" if test.stage else "no plan runs here"
        )
        message = f"found a test of goals, but {where}"
        hint = "add fixed goals to the stage, or a weight under set_by"
        yield Finding((*test.path, "goals"), "P214", message, hint)


def _counts(policy: Policy, stage: str, part: str) -> bool:
    if stage:
        return _any_counts(policy.stages[stage].goals)
    return part in ("must", "may") and any(_any_counts(s.goals) for s in policy.stages.values())


def _any_counts(goals: Goals | None) -> bool:
    if goals is None:
        return False
    return bool(goals.fixed) or (goals.set_by is not None and goals.set_by.weight > 0)


CHECKS = (
    unknown_stages,
    unknown_roles,
    unknown_documents,
    unknown_metrics,
    unknown_answers,
    unknown_values,
    unknown_fields,
    unknown_choices,
    unknown_clocks,
    unknown_issues,
    goals_asked_of_none,
)
