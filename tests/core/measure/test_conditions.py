import csv
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.facts.explanation import Why, all_figures, first_message
from engine.core.facts.facts import Figure, Trait
from engine.core.measure.conditions import judge
from engine.core.measure.context import (
    EvaluationContext,
    GoalResult,
    GoalsReached,
)
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Condition,
    FieldTest,
    GoalsTest,
    NoneOf,
    TimeSince,
    ValueRef,
)
from engine.core.policy.policy import EmployeeField, Value
from engine.core.values.message import Message
from engine.core.values.units import Span
from tests.builders import (
    a_case,
    a_figure,
    a_policy,
    a_trait,
    an_absence,
    each,
    figures,
    is_,
    mean_of,
    months,
    number,
    over_last,
    people,
    percent,
    span,
)
from tests.english import english
from tests.kinds import a_metric

REAL = Path(__file__).parents[4] / "shared" / "data" / "adventureworks"


def alone(why: Why) -> tuple[str, bool | None]:
    """What is said and answered by a condition that rests on no figure and no part."""
    assert (why.figures, why.parts) == ((), ())
    return english(why.says), why.answer


def attained(values: Mapping[str, str], basis: str = "2026-07-10") -> EvaluationContext:
    """A case with these percentages attained in these periods, of targets of 100."""
    known = [*figures("actual", values), *figures("target", dict.fromkeys(values, 100))]
    return a_case(basis, known)


@pytest.mark.parametrize(
    ("last", "answer", "says"),
    [
        pytest.param(
            "79.95",
            False,
            "Attainment 80.0 % in 2026-06 is not below 80 % (79.95 of 100)",
            id="79.95 is printed as 80.0 and passes",
        ),
        pytest.param(
            "79.949",
            True,
            "Attainment 79.9 % in 2026-06 is below 80 % (79.949 of 100)",
            id="79.949 is printed as 79.9 and does not",
        ),
    ],
)
def test_the_number_compared_is_the_number_printed(last: str, answer: bool, says: str) -> None:
    why = judge(over_last(months(1), "below", percent(80)), attained({"2026-06": last}))
    assert (why.answer, english(why.says)) == (answer, says)
    assert [used.figure.field for used in why.figures] == ["actual", "target"]


@pytest.mark.parametrize(
    ("known", "in_a_row", "answer", "says"),
    [
        pytest.param(
            {"2026-Q1": "69.9", "2026-Q2": "62.4"},
            2,
            True,
            "Attainment is below 70 % in each of the last 2 quarters: "
            "2026-Q1 69.9 %, 2026-Q2 62.4 %",
            id="both below",
        ),
        pytest.param(
            {"2026-Q1": "70", "2026-Q2": "62.4"},
            2,
            False,
            "Attainment is not below 70 % in each of the last 2 quarters: "
            "2026-Q1 70.0 %, 2026-Q2 62.4 %",
            id="one on the mark",
        ),
        pytest.param(
            {"2026-Q2": "62.4"},
            2,
            None,
            "Attainment in each of the last 2 quarters is not known: Attainment in 2026-Q1 is not "
            "known: actual for 2026-Q1 and target for 2026-Q1 are missing",
            id="one below, one not known",
        ),
        pytest.param(
            {"2026-Q2": "70"},
            2,
            False,
            "Attainment is not below 70 % in each of the last 2 quarters: 2026-Q2 70.0 %",
            id="one on the mark decides without the other",
        ),
        pytest.param(
            {"2026-Q2": "62.4"},
            1,
            True,
            "Attainment 62.4 % in 2026-Q2 is below 70 % (62.4 of 100)",
            id="one is enough where one is asked",
        ),
    ],
)
def test_each_of_the_last_periods(
    known: Mapping[str, str], in_a_row: int, answer: bool | None, says: str
) -> None:
    why = judge(each("quarter", in_a_row, "below", percent(70)), attained(known))
    assert (why.answer, english(why.says)) == (answer, says)


def test_a_quarter_of_three_months_is_measured_as_one() -> None:
    case = attained({"2026-04": "50", "2026-05": "60", "2026-06": "130"})
    assert judge(each("quarter", 1, "below", percent(80)), case).answer is False
    assert judge(each("month", 1, "below", percent(80)), case).answer is False
    assert judge(each("month", 3, "below", percent(80)), case).answer is False
    assert judge(each("month", 3, "below", percent(131)), case).answer is True


def test_a_period_on_leave_is_not_known_and_so_never_adverse() -> None:
    policy = a_policy(
        {"attainment": a_metric("ratio", "actual", "target", leave_out=("leave",))}
    )
    values = {"2026-Q1": "50", "2026-Q2": "50"}
    known = [*figures("actual", values), *figures("target", dict.fromkeys(values, 100))]
    away = (an_absence("leave", "parental", "2026-01-10", "2026-02-20"),)
    case = a_case("2026-07-10", known, policy=policy, absences=away)
    why = judge(each("quarter", 2, "below", percent(70)), case)
    assert why.answer is None
    assert english(why.says).endswith(
        "Attainment in 2026-Q1 is not known: no whole period counts"
    )
    assert "leave" not in english(why.says)


def test_a_mean_prints_what_it_is_the_mean_of() -> None:
    why = judge(
        mean_of(months(2), "below", percent(70)), attained({"2026-05": "60", "2026-06": "70"})
    )
    assert english(why.says) == (
        "Attainment 65.0 % in 2026-05 to 2026-06 is below 70 % (mean of 60.0 %, 70.0 %)"
    )


def test_a_named_threshold_says_which() -> None:
    policy = a_policy(values={"floor": Value(varies_by="segment", by={"smb": percent(70)})})
    known = attained({"2026-06": "50"}).figures
    every = [figure for of_field in known.values() for figure in of_field]
    who = people(a_trait("segment", "smb"))
    test = over_last(months(1), "below", ValueRef("floor"))
    assert english(judge(test, a_case(known=every, policy=policy, who=who)).says) == (
        "Attainment 50.0 % in 2026-06 is below 70 % (50 of 100, segment smb)"
    )
    assert judge(test, a_case(known=every, policy=policy)).answer is None


POLICY = a_policy(
    {"talks": a_metric("count", "talk", round=Decimal(1))},
    values={"ramp": Value(varies_by="segment", by={"smb": months(6)})},
    employee={
        "job": EmployeeField("text"),
        "grade": EmployeeField("number"),
        "hired": EmployeeField("date"),
        "leave": EmployeeField("absence"),
        "health": EmployeeField("text", restricted=True),
        "sick": EmployeeField("absence", restricted=True),
        "since_birth": EmployeeField("date", restricted=True),
    },
)


def of_anna(*traits: Trait, basis: str = "2026-05-12") -> EvaluationContext:
    return a_case(basis, policy=POLICY, who=people(*traits))


@pytest.mark.parametrize(
    ("field", "value", "operator", "wanted", "answer", "says"),
    [
        pytest.param("job", "Clerk", "is", "Clerk", True, "Job is Clerk", id="is"),
        pytest.param("job", "Cook", "is", "Clerk", False, "Job is Cook, not Clerk", id="is not"),
        pytest.param("job", "clerk", "is", "Clerk", False, "Job is clerk, not Clerk", id="case"),
        pytest.param("job", None, "is", "Clerk", None, "Job is not known", id="nobody said"),
        pytest.param("job", "", "is", "Clerk", False, "Job is none, not Clerk", id="none"),
        pytest.param("job", "", "is_not", "Clerk", True, "Job is none, not Clerk", id="none: not"),
        pytest.param("job", "Clerk", "is_not", "Clerk", False, "Job is Clerk", id="not is"),
        pytest.param(
            "job", "Cook", "is_one_of", "Clerk Cook", True, "Job Cook is one of Clerk or Cook", id="in"
        ),
        pytest.param(
            "job", "King", "is_one_of", "Clerk Cook", False, "Job King is not one of Clerk or Cook",
            id="out",
        ),
        pytest.param("grade", "5.0", "is", "5", True, "Grade is 5.0", id="numbers by value"),
        pytest.param("grade", "10", "above", "9", True, "Grade 10 is above 9", id="not as text"),
        pytest.param("grade", "9", "above", "9", False, "Grade 9 is not above 9", id="on it"),
        pytest.param(
            "grade", "high", "above", "9", None, "Grade cannot be judged: high is no number", id="odd"
        ),
        pytest.param("grade", "", "above", "9", None, "Grade is not known: there is none", id="gone"),
        pytest.param(
            "hired", "2026-04-30", "before", "2026-05-01", True,
            "Hired 2026-04-30 is before 2026-05-01", id="the day before",
        ),
        pytest.param(
            "hired", "2026-05-01", "before", "2026-05-01", False,
            "Hired 2026-05-01 is not before 2026-05-01", id="on the day is not before",
        ),
        pytest.param(
            "hired", "2026-05-02", "after", "2026-05-01", True,
            "Hired 2026-05-02 is after 2026-05-01", id="the day after",
        ),
        pytest.param(
            "hired", "May", "after", "2026-05-01", None,
            "Hired cannot be judged: May is no date", id="not a day",
        ),
        pytest.param("health", "ill", "is", "ill", True, "A restricted field fits", id="hidden"),
        pytest.param(
            "health", "well", "is", "ill", False, "A restricted field does not fit", id="hidden: no"
        ),
        pytest.param(
            "health", None, "is", "ill", None, "A restricted field is not known", id="hidden: unknown"
        ),
    ],
)  # fmt: skip
def test_what_is_true_of_the_employee(
    field: str, value: str | None, operator: str, wanted: str, answer: bool | None, says: str
) -> None:
    case = of_anna(*([] if value is None else [a_trait(field, value)]))
    test = FieldTest(field, operator, tuple(wanted.split()))
    assert alone(judge(test, case)) == (says, answer)


@pytest.mark.parametrize(
    ("basis", "kinds", "answer"),
    [
        pytest.param("2026-05-11", "parental", False, id="the day before it begins"),
        pytest.param("2026-05-12", "parental sick", True, id="its first day"),
        pytest.param("2026-05-20", "parental", True, id="its last"),
        pytest.param("2026-05-20", "sick", False, id="of another kind"),
        pytest.param("2026-05-20", "Parental", True, id="written otherwise"),
        pytest.param("2026-05-21", "parental", False, id="back at work"),
        pytest.param("2026-06-01", "parental", True, id="away again, not back yet"),
    ],
)
def test_an_absence_is_so_from_its_first_day_to_its_last(
    basis: str, kinds: str, answer: bool
) -> None:
    away = (
        an_absence("leave", "parental", "2026-05-12", "2026-05-20"),
        an_absence("leave", "parental", "2026-06-01", None),
    )
    case = a_case(basis, policy=POLICY, absences=away)
    test = FieldTest("leave", "is_one_of", tuple(kinds.split()))
    assert judge(test, case).answer is answer
    assert judge(FieldTest("leave", "is_not", tuple(kinds.split())), case).answer is not answer


def test_a_restricted_absence_is_not_printed() -> None:
    away = (an_absence("sick", "surgery", "2026-05-12", None),)
    case = a_case("2026-05-12", policy=POLICY, absences=away)
    assert alone(judge(FieldTest("sick", "is", ("surgery",)), case)) == (
        "A restricted field fits",
        True,
    )


@pytest.mark.parametrize(
    ("operator", "basis", "answer"),
    [
        pytest.param(
            "below", "2026-02-27", True, id="six months from 31 August are 28 February"
        ),
        pytest.param("below", "2026-02-28", False, id="and on that day it is no longer below"),
        pytest.param("at_least", "2026-02-27", False, id="not yet"),
        pytest.param("at_least", "2026-02-28", True, id="at least, on the day"),
        pytest.param("at_most", "2026-02-28", True, id="at most, on the day"),
        pytest.param("at_most", "2026-03-01", False, id="but not after"),
        pytest.param("above", "2026-02-28", False, id="above only after"),
        pytest.param("above", "2026-03-01", True, id="the day"),
    ],
)
def test_time_since_a_day(operator: str, basis: str, answer: bool) -> None:
    case = of_anna(a_trait("hired", "2025-08-31"), basis=basis)
    assert judge(TimeSince("hired", operator, months(6)), case).answer is answer


@pytest.mark.parametrize(
    ("traits", "length", "says"),
    [
        pytest.param((), months(6), "Hired is not known", id="nobody said when"),
        pytest.param(
            (a_trait("hired", "long ago"),),
            months(6),
            "Time since hired cannot be judged: long ago is no date",
            id="no date",
        ),
        pytest.param(
            (a_trait("hired", "2026-01-01"),),
            ValueRef("ramp"),
            "Time since hired cannot be judged: segment is not known on 2026-05-12",
            id="no length",
        ),
    ],
)
def test_time_since_is_not_known(
    traits: tuple[Trait, ...], length: Span | ValueRef, says: str
) -> None:
    assert alone(judge(TimeSince("hired", "below", length), of_anna(*traits))) == (says, None)


def test_time_since_says_from_when() -> None:
    recent = of_anna(a_trait("hired", "2026-01-10"), a_trait("since_birth", "1980-01-01"))
    assert english(judge(TimeSince("hired", "below", months(6)), recent).says) == (
        "Time since hired (2026-01-10) is below 6 months on 2026-05-12"
    )
    assert english(judge(TimeSince("since_birth", "above", span(40, "year")), recent).says) == (
        "A restricted field fits"
    )


@pytest.mark.parametrize(
    ("answers", "operator", "values", "found", "says"),
    [
        ({}, "is", "enough", None, "Progress has not been answered"),
        ({"progress": ""}, "is_not", "enough", None, "Progress has not been answered"),
        ({"progress": "enough"}, "is", "enough", True, "Progress was answered enough"),
        ({"progress": "partly"}, "is", "enough", False, "Progress was answered partly, not enough"),
        ({"progress": "partly"}, "is_not", "enough", True, "Progress was answered partly, not enough"),
        ({"progress": "enough"}, "is_not", "enough", False, "Progress was answered enough"),
        ({"progress": "partly"}, "is_one_of", "enough partly", True, "Progress was answered partly"),
    ],
)  # fmt: skip
def test_a_judgement_by_a_person(
    answers: dict[str, str], operator: str, values: str, found: bool | None, says: str
) -> None:
    test = AnswerTest("progress", operator, tuple(values.split()))
    assert alone(judge(test, a_case(answers=answers))) == (says, found)


def goals(low: int, high: int, *met: bool | None) -> GoalsReached:
    results = tuple(
        GoalResult(f"g{n}", "Goal", Decimal(1), Why(Message(f"Goal {n}"), m), m, None)
        for n, m in enumerate(met)
    )
    sure = None not in met
    bounds = percent(f"{low}.0"), percent(f"{high}.0")
    count = met.count(True) if sure else None
    return GoalsReached(bounds[0] if sure else None, *bounds, count, len(met), results)


HALF = goals(50, 50, True, False)
MAYBE = goals(30, 100, True, None)


@pytest.mark.parametrize(
    ("reached", "test", "answer", "says"),
    [
        (None, GoalsTest("all_met"), None, "No goals are set"),
        (HALF, GoalsTest("all_met"), False, "1 of 2 goals are met"),
        (MAYBE, GoalsTest("all_met"), None, "1 to 2 of 2 goals are met"),
        (goals(0, 50, False, None), GoalsTest("all_met"), False, "0 to 1 of 2 goals are met"),
        (goals(100, 100, True, True), GoalsTest("all_met"), True, "2 of 2 goals are met"),
        (HALF, GoalsTest("met", is_("at_least", number(1))), True,
         "The number of goals met (1 of 2) is at least 1"),
        (HALF, GoalsTest("score", is_("at_least", percent(50))), True,
         "Weight of goals met 50.0 % is at least 50 %"),
        (HALF, GoalsTest("score", is_("at_least", percent("50.1"))), False,
         "Weight of goals met 50.0 % is not at least 50.1 %"),
        (MAYBE, GoalsTest("score", is_("at_least", percent(30))), True,
         "Weight of goals met 30.0 to 100.0 % is at least 30 %"),
        (MAYBE, GoalsTest("score", is_("below", percent(30))), False,
         "Weight of goals met 30.0 to 100.0 % is not below 30 %"),
        (MAYBE, GoalsTest("score", is_("at_least", percent(90))), None,
         "Weight of goals met 30.0 to 100.0 %: whether at least 90 % is not known"),
        (MAYBE, GoalsTest("score", is_("between", percent(40), percent(90))), None,
         "Weight of goals met 30.0 to 100.0 %: whether between 40 % and 90 % is not known"),
        (MAYBE, GoalsTest("score", is_("between", percent(0), percent(20))), False,
         "Weight of goals met 30.0 to 100.0 % is not between 0 % and 20 %"),
        (HALF, GoalsTest("score", is_("below", number(3))), None,
         "Weight of goals met 50.0 % cannot be judged: another unit"),
        (HALF, GoalsTest("score"), None, "Nothing is asked of the goals' score"),
    ],
)  # fmt: skip
def test_goals_are_judged_by_what_is_certain(
    reached: GoalsReached | None, test: GoalsTest, answer: bool | None, says: str
) -> None:
    why = judge(test, a_case(goals=reached))
    assert (why.answer, english(why.says)) == (answer, says)


def test_conditions_join_and_keep_every_figure() -> None:
    case = attained({"2026-05": "50", "2026-06": "60"})
    low, high = (over_last(months(1), how, percent(80)) for how in ("below", "at_least"))
    unknown = AnswerTest("progress", "is", ("enough",))
    assert judge(All((low, high)), case).answer is False
    assert judge(All((low, unknown)), case).answer is None
    assert judge(AnyOf((high, unknown, low)), case).answer is True
    assert judge(NoneOf((high, unknown)), case).answer is None
    assert judge(NoneOf((high,)), case).answer is True
    both = judge(All((low, low)), case)
    assert (
        english(first_message(both)) == "Attainment 60.0 % in 2026-06 is below 80 % (60 of 100)"
    )
    assert len(all_figures(both)) == 2


MONTHS = [f"2026-{month:02}" for month in range(1, 7)]
some_months = st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 120), max_size=6)
windows = st.sampled_from(["over 3", "each 2", "mean 3"])


def below_80(window: str) -> Condition:
    kind, count = window.split()
    if kind == "each":
        return each("month", int(count), "below", percent(80))
    make = over_last if kind == "over" else mean_of
    return make(months(int(count)), "below", percent(80))


def monthly(actual: Mapping[str, int], target: Mapping[str, int]) -> EvaluationContext:
    return a_case("2026-07-10", [*figures("actual", actual), *figures("target", target)])


@given(some_months, windows)
def test_unknown_is_never_below(actual: dict[str, int], window: str) -> None:
    """Promise 3: with no target known nothing adverse can be said."""
    assert judge(below_80(window), monthly(actual, {})).answer is not True
    assert judge(below_80(window), monthly({}, actual)).answer is not True


@given(some_months, some_months, st.sampled_from(MONTHS), windows)
def test_losing_a_figure_never_turns_an_answer_round(
    actual: dict[str, int], target: dict[str, int], lost: str, window: str
) -> None:
    """No becomes no or not known, never yes; yes becomes yes or not known, never no."""
    before = judge(below_80(window), monthly(actual, target)).answer
    less = {month: value for month, value in actual.items() if month != lost}
    after = judge(below_80(window), monthly(less, target)).answer
    assert after in (before, None)


@given(some_months, st.sampled_from(MONTHS), st.integers(1, 50), windows)
def test_doing_more_never_makes_it_fall_below(
    actual: dict[str, int], month: str, more: int, window: str
) -> None:
    target = dict.fromkeys(MONTHS, 100)
    before = judge(below_80(window), monthly(actual, target)).answer
    if month in actual:
        better = {**actual, month: actual[month] + more}
        after = judge(below_80(window), monthly(better, target)).answer
        assert after is before or after is False


@given(st.permutations([a_figure("actual", m, 50) for m in MONTHS]), windows)
def test_the_order_figures_arrive_in_means_nothing(known: list[Figure], window: str) -> None:
    target = figures("target", dict.fromkeys(MONTHS, 100))
    case = a_case("2026-07-10", [*known, *target])
    assert judge(below_80(window), case) == judge(
        below_80(window), monthly(dict.fromkeys(MONTHS, 50), dict.fromkeys(MONTHS, 100))
    )


def adventureworks() -> dict[str, list[Figure]]:
    """Quota and actual by quarter of the fourteen who manage nobody."""
    with (REAL / "attainment_adventureworks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    managers = {row["manager_id"] for row in rows}
    found: dict[str, list[Figure]] = defaultdict(list)
    for row in rows:
        if row["rep_id"] not in managers:
            for field, column in (("target", "quota"), ("actual", "actual")):
                found[row["rep_id"]].append(
                    a_figure(field, row["period"], row[column], row["rep_id"])
                )
    return found


@pytest.mark.shared_data
@pytest.mark.skipif(not REAL.exists(), reason="the real export does not lie beside the project")
@pytest.mark.parametrize(
    ("floor", "step", "people_below"),
    [(70, "0.1", 1), (80, "0.1", 7), (90, "0.1", 13), (80, "1", 5)],
)
def test_two_quarters_running_in_a_real_export(
    floor: int, step: str, people_below: int
) -> None:
    policy = a_policy(
        {"attainment": a_metric("ratio", "actual", "target", round=Decimal(step))}
    )
    test = each("quarter", 2, "below", percent(floor))
    everybody = adventureworks()
    assert len(everybody) == 14
    below = set()
    for person, known in everybody.items():
        ends = {figure.period.last for figure in known}
        for basis in sorted(ends):
            if judge(test, a_case(basis, known, policy=policy)).answer:
                below.add(person)
    assert len(below) == people_below
