"""Conditions cut into regions: finitely many points that stand for everything that can be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import product
from math import prod

from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Comparison,
    Condition,
    Each,
    FieldTest,
    GoalsTest,
    MetricTest,
    NoneOf,
    Threshold,
    ValueRef,
    holds,
)
from engine.core.policy.policy import Policy
from engine.core.policy.walk import Statement, Test, leaves
from engine.core.soundness.choices import Choice
from engine.core.soundness.suggestions import meant
from engine.core.values.units import Amount, Unit

Subject = tuple[str, ...]  # what is looked at: ("metric", "attainment", "last 2 quarters", "0")
Seen = Decimal | str | bool
Point = Mapping[Subject, Seen]

Reading = Callable[[Point], bool]

ANYTHING_ELSE = "\0"  # a text no row mentions
SCORE, MET = ("goals", "score"), ("goals", "met")
HUNDRED = Decimal(100)
MOST_POINTS = 50_000


@dataclass(frozen=True, slots=True)
class Scale:
    """The grid a figure is rounded to, and its ends; None: no end."""

    step: Decimal
    least: Decimal | None = None
    most: Decimal | None = None


def metric_meant(policy: Policy, name: str) -> str:
    return meant(name, policy.metrics) or name


def subjects(policy: Policy, test: Test) -> tuple[Subject, ...]:
    """What a test looks at; several for a test that holds in each of several periods."""
    if isinstance(test, MetricTest):
        name = metric_meant(policy, test.metric)
        if isinstance(test.window, Each):
            each = f"each {test.window.part}"
            return tuple(("metric", name, each, str(n)) for n in range(test.window.in_a_row))
        return (("metric", name, _window(test)),)
    if isinstance(test, GoalsTest):
        return (MET if test.what == "met" else SCORE,)
    if isinstance(test, AnswerTest):
        return (("answer", meant(test.question, policy.questions) or test.question),)
    if isinstance(test, FieldTest) and test.operator in ("is", "is_not", "is_one_of"):
        return (("field", test.field),)
    return (("other", repr(test)),)


def _window(test: MetricTest) -> str:
    return repr(test.window)


def family(subject: Subject) -> Subject:
    """The same for all periods of one `each`."""
    return subject[:3] if subject[0] == "metric" else subject


def scale(policy: Policy, subject: Subject) -> Scale:
    if subject == SCORE:
        return Scale(Decimal("0.1"), Decimal(0), HUNDRED)
    if subject == MET:
        return Scale(Decimal(1), Decimal(0))
    metric = policy.metrics.get(subject[1])
    return Scale(metric.rules.round if metric is not None else Decimal("0.1"))


def neighbours(bound: Decimal, scale: Scale) -> list[Decimal]:
    """The grid points next to `bound` on both sides, and `bound` itself when on the grid."""
    below = ((bound / scale.step).to_integral_value(ROUND_FLOOR) * scale.step).quantize(
        scale.step
    )
    points = (below - scale.step, below, below + scale.step)
    least, most = scale.least, scale.most
    return [p for p in points if (least is None or p >= least) and (most is None or p <= most)]


def figure(threshold: Threshold, choice: Choice, policy: Policy) -> Decimal | None:
    """The number compared with; None for a value that is not known or is a length."""
    if isinstance(threshold, ValueRef):
        found = choice.values.get(meant(threshold.name, policy.values))
        return found.value if isinstance(found, Amount) else None
    return threshold.value


def comparison_in(test: Test) -> Comparison | None:
    if isinstance(test, GoalsTest) and test.what == "all_met":
        return Comparison("at_least", Amount(HUNDRED, Unit.PERCENT))
    return test.comparison if isinstance(test, MetricTest | GoalsTest) else None


def clear(policy: Policy, tests: Sequence[Test], choice: Choice) -> bool:
    """Whether every bound is a number; where one is not, another check says so."""
    sides = [
        figure(side, choice, policy)
        for test in tests
        if (comparison := comparison_in(test)) is not None
        for side in (comparison.value, comparison.upper or comparison.value)
    ]
    return None not in sides


def points(policy: Policy, tests: Sequence[Test], choice: Choice) -> Iterable[Point] | None:
    """Every region of what the tests look at, by one point in it; None where they are countless."""
    seen: dict[Subject, set[Seen]] = {}
    for test in tests:
        for subject in subjects(policy, test):
            seen.setdefault(subject, set()).update(_seen(policy, test, subject, choice))
    if prod(len(found) for found in seen.values()) > MOST_POINTS:
        return None
    every = product(*(sorted(found, key=str) for found in seen.values()))
    return (dict(zip(seen, values, strict=True)) for values in every)


def _seen(policy: Policy, test: Test, subject: Subject, choice: Choice) -> list[Seen]:
    comparison = comparison_in(test)
    if comparison is not None:
        sides = [comparison.value] + (
            [comparison.upper] if comparison.upper is not None else []
        )
        bounds = [b for side in sides if (b := figure(side, choice, policy)) is not None]
        return [p for bound in bounds for p in neighbours(bound, scale(policy, subject))]
    if isinstance(test, AnswerTest):
        question = policy.questions.get(subject[1])
        return list(question.answers) if question else [*test.values, ANYTHING_ELSE]
    if subject[0] == "field":
        field = policy.employee.get(subject[1])
        return list(field.values) if field and field.values else [*_texts(test), ANYTHING_ELSE]
    return [False, True]


def _texts(test: Test) -> tuple[str, ...]:
    return test.values if isinstance(test, FieldTest) else ()


def holds_at(policy: Policy, condition: Condition, choice: Choice) -> Reading:
    """Whether the condition is true at a point. Asks that its bounds are `clear`."""
    if isinstance(condition, All | AnyOf | NoneOf):
        parts = [holds_at(policy, part, choice) for part in condition.parts]
        if isinstance(condition, All):
            return lambda at: all(part(at) for part in parts)
        if isinstance(condition, AnyOf):
            return lambda at: any(part(at) for part in parts)
        return lambda at: not any(part(at) for part in parts)
    looked_at = subjects(policy, condition)
    comparison = comparison_in(condition)
    if comparison is not None:
        compare = _comparing(policy, comparison, choice)
        return lambda at: all(compare(at[subject]) for subject in looked_at)
    (subject,) = looked_at
    if isinstance(condition, AnswerTest | FieldTest) and subject[0] != "other":
        named = {_choice_meant(policy, subject, value) for value in condition.values}
        if condition.operator == "is_not":
            return lambda at: at[subject] not in named
        return lambda at: at[subject] in named
    return lambda at: bool(at[subject])


def _choice_meant(policy: Policy, subject: Subject, value: str) -> str:
    if subject[0] == "answer" and subject[1] in policy.questions:
        return meant(value, policy.questions[subject[1]].answers)
    field = policy.employee.get(subject[1])
    return meant(value, field.values) if field and field.values else value


def _comparing(
    policy: Policy, comparison: Comparison, choice: Choice
) -> Callable[[Seen], bool]:
    bound = figure(comparison.value, choice, policy) or Decimal(0)
    upper = figure(comparison.upper or comparison.value, choice, policy) or Decimal(0)

    def compare(seen: Seen) -> bool:
        return isinstance(seen, Decimal) and holds(comparison.operator, seen, bound, upper)

    return compare


def tests_of(conditions: Sequence[Condition]) -> list[Test]:
    return [leaf.what for c in conditions for leaf in leaves(Statement((), "", c))]
