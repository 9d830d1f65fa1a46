"""What a policy names and nothing uses: a mistake more often than not, since somebody meant it to act."""

from collections.abc import Collection, Iterator, Mapping

from engine.core.policy import walk
from engine.core.policy.condition import AnswerTest, MetricTest
from engine.core.policy.policy import Policy
from engine.core.policy.references import (
    deciding_roles,
    field_mentions,
    other_roles,
    roles_in_roles,
    value_mentions,
)
from engine.core.values.diagnostic import Finding


def unused(
    policy: Policy, written: Mapping[str, Collection[str]], printed: Collection[str]
) -> Iterator[Finding]:
    """Warnings. `written` holds the names that somebody typed, by their part of the file; of others
    nothing is told. `printed` are the fields of the employee that documents print.
    """
    used = {
        "metrics": _metrics(policy),
        "questions": _questions(policy),
        "values": {name for _, name in value_mentions(policy)},
        "employee": _fields(policy) | {*printed},
        "roles": {
            name
            for _, name in (
                *deciding_roles(policy),
                *other_roles(policy),
                *roles_in_roles(policy),
            )
        },
    }
    for part, (what, hint) in PARTS.items():
        for name in written.get(part, ()):
            if name not in used[part]:
                message = f"nothing uses {what} {name}"
                yield Finding((part, name), "P288", message, hint, warning=True)


OR_OUT = "or take it out"
PARTS = {
    "employee": ("the field", f"ask for it in a condition, print it, {OR_OUT}"),
    "values": ("the value", f"write it with a $ where it holds, {OR_OUT}"),
    "metrics": ("the metric", f"name it in a condition or a goal, {OR_OUT}"),
    "questions": ("the question", f"name its answers in a condition, {OR_OUT}"),
    "roles": ("the role", f"say what it does, {OR_OUT}"),
}


def _metrics(policy: Policy) -> set[str]:
    tested = {t.what.metric for t in walk.tests(policy) if isinstance(t.what, MetricTest)}
    return tested | {goal.what.metric for goal in walk.every_goal(policy)}


def _questions(policy: Policy) -> set[str]:
    return {t.what.question for t in walk.tests(policy) if isinstance(t.what, AnswerTest)}


def _fields(policy: Policy) -> set[str]:
    """A restricted absence acts by being there: while it lasts nothing adverse happens."""
    protecting = {
        name
        for name, field in policy.employee.items()
        if field.type == "absence" and field.restricted
    }
    steps = {step for role in policy.roles.values() for step in role.field.split(".")}
    return protecting | steps | {name for _, name in field_mentions(policy)}
