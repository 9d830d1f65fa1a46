"""Builders that fill in what does not matter to a test. Day 0 is a Monday."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from engine.core.facts.facts import Absence, Figure, Origin, Trait
from engine.core.facts.people import People
from engine.core.measure.context import (
    EarlierPlanEnd,
    EvaluationContext,
    GoalsReached,
    RunningPlan,
    current_figures,
)
from engine.core.policy.condition import (
    Comparison,
    Condition,
    Each,
    MeanOf,
    MetricTest,
    Over,
    ValueRef,
)
from engine.core.policy.metric import Metric
from engine.core.policy.policy import Calendar, EmployeeField, HeldRule, Policy, Value
from engine.core.values.period import Period, month_end
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from engine.core.values.workdays import Workdays
from tests.kinds import a_metric

ANNA = "E00012"
NOWHERE = Origin("0" * 64, "figures.csv", "", 2, "Value", "")
WEEKEND = frozenset({5, 6})


def day(n: int) -> date:
    return date(2026, 1, 5) + timedelta(days=n)


def on(text: str) -> date:
    return date.fromisoformat(text)


def percent(points: int | str) -> Amount:
    return Amount(Decimal(points), Unit.PERCENT)


def number(value: int | str) -> Amount:
    return Amount(Decimal(value), Unit.NUMBER)


def months(count: int) -> Span:
    return Span(count, TimeUnit.MONTH)


def span(count: int, part: str) -> Span:
    return Span(count, TimeUnit(part))


def period(text: str) -> Period:
    """`2026-05`, `2026-Q2`, `2026-05-12` or `2026-05-12..2026-07-11`."""
    if ".." in text:
        first, last = text.split("..")
        return Period(on(first), on(last))
    if "Q" in text:
        year, quarter = text.split("-Q")
        first = date(int(year), int(quarter) * 3 - 2, 1)
        return Period(first, month_end(date(int(year), int(quarter) * 3, 1)))
    if text.count("-") == 2:
        return Period(on(text), on(text))
    first = on(f"{text}-01")
    return Period(first, month_end(first))


def a_figure(
    field: str,
    when: str,
    value: int | str,
    employee: str = ANNA,
    origin: Origin = NOWHERE,
) -> Figure:
    return Figure(employee, field, period(when), Decimal(value), origin)


def figures(field: str, values: Mapping[str, int | str]) -> list[Figure]:
    """One figure a period: `figures("quota", {"2026-04": 100})`."""
    return [a_figure(field, when, value) for when, value in values.items()]


def a_trait(
    field: str, value: str, starting: str = "2020-01-01", employee: str = ANNA
) -> Trait:
    return Trait(employee, field, value, on(starting), NOWHERE)


def people(*traits: Trait, members: Mapping[str, tuple[str, ...]] | None = None) -> People:
    found: dict[str, dict[str, tuple[Trait, ...]]] = {}
    for trait in traits:
        of = found.setdefault(trait.employee, {})
        of[trait.field] = (*of.get(trait.field, ()), trait)
    return People(found, members or {})


def an_absence(field: str, kind: str, first: str, until: str | None) -> Absence:
    return Absence(ANNA, field, kind, on(first), on(until) if until else None, NOWHERE)


ATTAINMENT = a_metric("ratio", "actual", "target")


def a_policy(
    metrics: Mapping[str, Metric] | None = None,
    values: Mapping[str, Value] | None = None,
    employee: Mapping[str, EmployeeField] | None = None,
    year_starts: int = 1,
) -> Policy:
    return Policy(
        id="field",
        title="Field policy",
        version="2026.1",
        effective=on("2026-01-01"),
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar("US", "America/New_York", year_starts=year_starts),
        held=HeldRule("hr", "closed"),
        employee=employee or {},
        values=values or {},
        metrics=metrics or {"attainment": ATTAINMENT},
    )


def a_case(
    basis: str | date = "2026-07-10",
    known: Iterable[Figure] = (),
    *,
    policy: Policy | None = None,
    who: People | None = None,
    absences: tuple[Absence, ...] = (),
    taken: Mapping[str, date] | None = None,
    clocks: Mapping[str, Period] | None = None,
    answers: Mapping[str, str] | None = None,
    goals: GoalsReached | None = None,
    earlier: tuple[EarlierPlanEnd, ...] = (),
    running: tuple[RunningPlan, ...] = (),
    off: frozenset[date] = frozenset(),
) -> EvaluationContext:
    return EvaluationContext(
        policy=policy or a_policy(),
        employee=ANNA,
        basis=on(basis) if isinstance(basis, str) else basis,
        workdays=Workdays(WEEKEND, off),
        people=who or people(),
        figures=current_figures(known),
        absences=absences,
        taken=taken or {},
        clocks=clocks or {},
        answers=answers or {},
        goals=goals,
        earlier=earlier,
        running=running,
        issue="results",
    )


def is_(operator: str, value: Amount | ValueRef, upper: Amount | None = None) -> Comparison:
    return Comparison(operator, value, upper)


def over_last(span: Span | ValueRef, operator: str, value: Amount | ValueRef) -> Condition:
    return MetricTest("attainment", Over(span), is_(operator, value))


def each(part: str, in_a_row: int, operator: str, value: Amount | ValueRef) -> Condition:
    return MetricTest("attainment", Each(TimeUnit(part), in_a_row), is_(operator, value))


def mean_of(span: Span, operator: str, value: Amount) -> Condition:
    return MetricTest("attainment", MeanOf(span), is_(operator, value))
