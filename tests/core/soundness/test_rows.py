"""Rows leave no case out and answer none twice: by table, and against counting through."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.policy.policy import (
    Calendar,
    Dated,
    EmployeeField,
    HeldRule,
    Policy,
    Question,
    Stage,
    Value,
)
from engine.core.policy.review import Review
from engine.core.soundness.rows import hidden_openings, unclear_rows
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from tests.kinds import a_metric, a_row, an_opening

EFFECTIVE = date(2026, 4, 1)
SEGMENTS = ("large", "small")
LAST_YEAR = Over(last=Span(1, TimeUnit.YEAR))


def percent(figure: str) -> Amount:
    return Amount(Decimal(figure), Unit.PERCENT)


def metric(
    operator: str, *bounds: str | ValueRef, window: Over | Each = LAST_YEAR
) -> MetricTest:
    sides = [b if isinstance(b, ValueRef) else percent(b) for b in bounds]
    upper = sides[1] if len(sides) > 1 else None
    return MetricTest("attainment", window, Comparison(operator, sides[0], upper))


def score(operator: str, bound: str) -> GoalsTest:
    return GoalsTest("score", Comparison(operator, percent(bound)))


def met(operator: str, *bounds: int) -> GoalsTest:
    sides = [Amount(Decimal(b), Unit.NUMBER) for b in bounds]
    return GoalsTest("met", Comparison(operator, sides[0], sides[1] if sides[1:] else None))


def segment(operator: str, *segments: str) -> FieldTest:
    return FieldTest("segment", operator, segments)


def answer(operator: str, *answers: str) -> AnswerTest:
    return AnswerTest("progress", operator, answers)


def a_policy(*conditions: Condition, step: str = "0.1", otherwise: bool = False) -> Policy:
    rows = [a_row("when", ("stay",), condition) for condition in conditions]
    rows += [a_row("otherwise", ("stay",))] * otherwise
    review = Review("hr", (*rows, a_row("not_known", ("stay",))))
    return Policy(
        id="p",
        title="P",
        version="1",
        effective=EFFECTIVE,
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar("US", "America/New_York"),
        held=HeldRule("hr", "closed"),
        employee={"segment": EmployeeField("one_of", SEGMENTS)},
        values={
            "floor": Value(
                (
                    Dated(date(2025, 1, 1), percent("60")),
                    Dated(date(2026, 1, 1), percent("65")),
                    Dated(date(2026, 7, 1), percent("70")),
                )
            ),
            "bar": Value(
                varies_by="segment", by={"large": percent("70"), "small": percent("80")}
            ),
        },
        metrics={"attainment": a_metric("ratio", "won", "target", round=Decimal(step))},
        questions={"progress": Question("manager", "How far?", ("enough", "partly", "none"))},
        stages={"only": Stage("Only", reviews={"end": review})},
    )


def told(policy: Policy) -> list[tuple[str, str]]:
    """Code and last steps of the path of everything found."""
    return [(f.code, ".".join(f.path[5:])) for f in unclear_rows(policy)]


TWICE = Each(TimeUnit.QUARTER, 2)


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        pytest.param([metric("below", "80"), metric("at_least", "80")], [], id="touching"),
        pytest.param(
            [metric("below", "80"), metric("above", "80")], [("P240", "")], id="80.0 forgotten"
        ),
        pytest.param(
            [metric("at_most", "80"), metric("at_least", "80")],
            [("P241", "1.when")],
            id="80.0 twice",
        ),
        pytest.param(
            [metric("at_most", "79.9"), metric("at_least", "80")],
            [],
            id="one rounding step apart",
        ),
        pytest.param(
            [metric("at_most", "79.8"), metric("at_least", "80")],
            [("P240", "")],
            id="two rounding steps apart",
        ),
        pytest.param(
            [metric("below", "79.95"), metric("at_least", "79.95")],
            [],
            id="a bound off the grid",
        ),
        pytest.param(
            [metric("at_most", "79.95"), metric("above", "79.91")],
            [],
            id="off the grid, no figure between",
        ),
        pytest.param(
            [metric("below", "50"), metric("between", "50", "79.9"), metric("at_least", "80")],
            [],
            id="three parts",
        ),
        pytest.param(
            [metric("below", "50"), metric("between", "50", "80"), metric("at_least", "80")],
            [("P241", "2.when")],
            id="between holds at both ends",
        ),
        pytest.param(
            [metric("below", "65", window=TWICE), metric("at_least", "65", window=TWICE)],
            [("P240", "")],
            id="one quarter below, one above",
        ),
        pytest.param(
            [
                metric("below", "65", window=TWICE),
                NoneOf((metric("below", "65", window=TWICE),)),
            ],
            [],
            id="not both quarters below",
        ),
        pytest.param(
            [metric("below", "65"), metric("at_least", "65", window=TWICE)],
            [("P240", "")],
            id="two windows are two figures",
        ),
        pytest.param(
            [metric("below", ValueRef("floor")), metric("at_least", ValueRef("floor"))],
            [],
            id="the same value on both sides",
        ),
        pytest.param(
            [metric("below", ValueRef("floor")), metric("at_least", "65")],
            [("P241", "1.when")],
            id="right today, too high from July",
        ),
        pytest.param(
            [metric("below", "65"), metric("at_least", ValueRef("floor"))],
            [("P240", "")],
            id="right today, a gap from July",
        ),
        pytest.param(
            [metric("below", "70"), metric("at_least", ValueRef("bar"))],
            [("P240", "")],
            id="a gap for one segment",
        ),
        pytest.param(
            [metric("below", "80"), metric("at_least", ValueRef("bar"))],
            [("P241", "1.when")],
            id="an overlap for one segment",
        ),
        pytest.param([score("below", "100"), GoalsTest("all_met")], [], id="all goals or not"),
        pytest.param(
            [score("at_least", "0"), score("above", "100")],
            [("P242", "1.when")],
            id="a score is never above 100",
        ),
        pytest.param(
            [met("below", 2), met("between", 2, 3), met("above", 3)],
            [],
            id="goals met are whole",
        ),
        pytest.param(
            [met("at_most", 2), met("above", 3)], [("P240", "")], id="three goals met forgotten"
        ),
        pytest.param([met("at_least", 0)], [], id="fewer than no goals are never met"),
        pytest.param([segment("is", "small"), segment("is", "large")], [], id="all segments"),
        pytest.param(
            [segment("is", "small"), FieldTest("job", "is_not", ("Clerk",))],
            [("P240", "")],
            id="a clerk in a large segment",
        ),
        pytest.param(
            [FieldTest("job", "is", ("Clerk",)), FieldTest("job", "is_not", ("Clerk",))],
            [],
            id="a text or any other",
        ),
        pytest.param(
            [
                AnyOf((metric("below", "60"), metric("at_least", "80"))),
                metric("between", "60", "80"),
            ],
            [("P241", "1.when")],
            id="either end, and the middle with one end twice",
        ),
        pytest.param(
            [metric("below", "65", window=Each(TimeUnit.MONTH, 24))],
            [("P240", "")],
            id="too many cases to go through",
        ),
        pytest.param(
            [answer("is", "enough"), answer("is_one_of", "partly", "none")],
            [],
            id="all answers",
        ),
        pytest.param(
            [answer("is", "enough"), answer("is", "none")],
            [("P240", "")],
            id="an answer forgotten",
        ),
        pytest.param(
            [answer("is", "enough"), answer("is_not", "none"), answer("is", "none")],
            [("P241", "1.when")],
            id="an answer twice",
        ),
        pytest.param(
            [
                All((metric("at_least", "80"), answer("is", "enough"))),
                All((metric("at_least", "80"), answer("is_not", "enough"))),
                metric("below", "80"),
            ],
            [],
            id="two things crossed",
        ),
        pytest.param(
            [All((metric("at_least", "80"), answer("is", "enough"))), metric("below", "80")],
            [("P240", "")],
            id="two things crossed, one case forgotten",
        ),
        pytest.param(
            [
                metric("below", "80"),
                All((metric("below", "60"), answer("is", "none"))),
                metric("at_least", "80"),
            ],
            [("P242", "1.when")],
            id="hidden behind a wider row",
        ),
        pytest.param(
            [TimeSince("hired", "below", Span(1, TimeUnit.YEAR))],
            [("P240", "")],
            id="only yes or no",
        ),
        pytest.param(
            [metric("below", ValueRef("flor")), metric("at_least", ValueRef("floor"))],
            [],
            id="a mistyped value is taken as meant",
        ),
        pytest.param(
            [metric("below", ValueRef("zzz")), metric("at_least", "5")],
            [],
            id="an unknown value is told elsewhere",
        ),
    ],
)
def test_rows_leave_no_gap_and_no_overlap(
    conditions: list[Condition], found: list[tuple[str, str]]
) -> None:
    assert told(a_policy(*conditions)) == found


def test_otherwise_closes_every_gap() -> None:
    assert told(a_policy(metric("above", "80"), otherwise=True)) == []


def test_a_gap_is_told_with_the_figure_and_the_value_in_force() -> None:
    policy = a_policy(metric("below", "65"), metric("at_least", ValueRef("floor")))
    (gap,) = unclear_rows(policy)
    assert gap.message == "no row holds for attainment 65.0 with $floor = 70 %"


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        pytest.param([metric("below", "60"), metric("below", "80")], [], id="graver first"),
        pytest.param([metric("below", "80"), metric("below", "60")], ["1"], id="graver last"),
        pytest.param(
            [metric("below", ValueRef("bar")), metric("below", "75")],
            [],
            id="seen in one segment",
        ),
    ],
)
def test_an_opening_row_behind_a_wider_one_is_found(
    rows: list[Condition], hidden: list[str]
) -> None:
    opening = [an_opening("t", "results", ("only",), ("hr",), when=row) for row in rows]
    policy = replace(a_policy(), open=tuple(opening))
    assert [f.path[1] for f in hidden_openings(policy)] == hidden
    apart = (opening[0], replace(opening[1], issue="conduct"))
    assert list(hidden_openings(replace(policy, open=apart))) == []


# Counting through: every figure on the grid around all bounds, every day, every segment.

OPERATORS = st.sampled_from(["below", "at_least", "above", "at_most"])
BOUNDS = st.integers(0, 40).map(lambda n: str(Decimal(n) / 20)) | st.sampled_from(
    ["a", "b", "c"]
)


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    if draw(st.integers(0, 3)):
        return draw(OPERATORS), (draw(BOUNDS),)
    low, high = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
    return "between", (str(Decimal(low) / 10), str(Decimal(high) / 10))


FIGURES = st.integers(0, 20).map(lambda n: Decimal(n) / 10)
STARTS = st.lists(
    st.sampled_from([date(2026, m, 1) for m in (5, 7, 9)]), unique=True, max_size=2
)


@st.composite
def dated(draw: st.DrawFn) -> dict[date, Decimal]:
    starts = [date(2025, 1, 1), *sorted(draw(STARTS))]
    return {start: draw(FIGURES) for start in starts}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Policy, dict[str, object]]:
    """A review on one metric, and what its rows mean, in plain data."""
    rows = draw(st.lists(comparisons(), min_size=1, max_size=4))
    step = draw(st.sampled_from([Decimal("0.1"), Decimal("0.05"), Decimal("0.5"), Decimal(1)]))
    a, b = draw(dated()), draw(dated())
    taken = draw(st.sampled_from([("plan.opened", "plan.opened"), ("plan.opened", "today")]))
    c = {segment: draw(FIGURES) for segment in SEGMENTS}
    tests = [
        metric(operator, *(ValueRef(x) if x.isalpha() else x for x in bounds))
        for operator, bounds in rows
    ]
    policy = a_policy(*tests, step=str(step))
    values = {
        name: Value(
            tuple(Dated(d, Amount(v, Unit.PERCENT)) for d, v in days.items()), taken_at=at
        )
        for name, days, at in (("a", a, taken[0]), ("b", b, taken[1]))
    }
    values["c"] = Value(
        varies_by="segment", by={s: Amount(v, Unit.PERCENT) for s, v in c.items()}
    )
    return replace(policy, values=values), {
        "rows": rows,
        "step": step,
        "a": a,
        "b": b,
        "c": c,
        "together": taken[0] == taken[1],
    }


def counted(world: dict) -> Iterator[list[bool]]:
    """Which rows hold, for every figure and everything the values can be together."""
    days = sorted({date(2026, 4, 1), *(d for d in (*world["a"], *world["b"]) if d > EFFECTIVE)})
    for opened, today, segment in product(days, days, SEGMENTS):
        if today < opened or (world["together"] and today != opened):
            continue
        known = {
            "a": in_force(world["a"], opened),
            "b": in_force(world["b"], today),
            "c": world["c"][segment],
        }
        for number in range(-3, int(Decimal(3) / world["step"]) + 3):
            figure = number * world["step"]
            yield [holds(row, figure, known) for row in world["rows"]]


def in_force(days: dict[date, Decimal], day: date) -> Decimal:
    return days[max(d for d in days if d <= day)]


def holds(row: tuple[str, tuple[str, ...]], figure: Decimal, known: dict[str, Decimal]) -> bool:
    operator, said = row
    bounds = [known[s] if s.isalpha() else Decimal(s) for s in said]
    match operator:
        case "below":
            return figure < bounds[0]
        case "at_most":
            return not figure > bounds[0]
        case "above":
            return figure > bounds[0]
        case "at_least":
            return not figure < bounds[0]
    return bounds[0] <= figure <= bounds[1]


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_the_arithmetic_agrees_with_counting_through(world: tuple[Policy, dict]) -> None:
    policy, meaning = world
    found = told(policy)
    cases = list(counted(meaning))
    assert (("P240", "") in found) == any(not any(case) for case in cases)
    for at in range(len(meaning["rows"])):
        met = any(case[at] and any(case[:at]) for case in cases)
        first = any(case[at] and not any(case[:at]) for case in cases)
        assert (("P241", f"{at}.when") in found) == met
        assert (("P242", f"{at}.when") in found) == (not met and not first)
