# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.measure.conditions import judge
from engine.core.measure.context import EarlierPlanEnd, EvaluationContext, RunningPlan
from engine.core.policy.condition import EarlierPlan, EarlierWithin, ValueRef
from engine.core.policy.policy import COUNTED_ENDS
from engine.core.values.units import Span
from tests.builders import a_case, on, span
from tests.english import english


def ended_within(same: bool, length: Span | ValueRef) -> EarlierPlan:
    return EarlierPlan(same, EarlierWithin("ended", length))


@pytest.mark.parametrize(
    ("basis", "issue", "same", "answer"),
    [
        pytest.param("2025-05-11", "results", True, False, id="before it ended"),
        pytest.param("2025-05-12", "results", True, True, id="the day it ended"),
        pytest.param("2026-05-12", "results", True, True, id="a year later to the day"),
        pytest.param("2026-05-13", "results", True, False, id="a day too late"),
        pytest.param("2026-05-12", "conduct", True, False, id="about something else"),
        pytest.param("2026-05-12", "conduct", False, True, id="which may not matter"),
    ],
)
def test_an_earlier_plan(basis: str, issue: str, same: bool, answer: bool) -> None:
    earlier = (EarlierPlanEnd(issue, on("2025-05-12")), EarlierPlanEnd(issue, on("2020-01-01")))
    case = a_case(basis, earlier=earlier)
    assert judge(ended_within(same, span(1, "year")), case).answer is answer


def test_an_earlier_plan_says_when_it_ended() -> None:
    case = a_case("2026-05-12", earlier=(EarlierPlanEnd("results", on("2026-01-31")),))
    assert english(judge(ended_within(True, span(1, "year")), case).says) == (
        "A plan on results ended on 2026-01-31, within 1 year"
    )
    assert english(judge(ended_within(False, span(1, "month")), case).says) == (
        "No earlier plan that counts ended within 1 month of 2026-05-12"
    )
    assert judge(ended_within(False, ValueRef("x")), case).answer is None


YEAR = span(1, "year")
STARTED = EarlierWithin("started", YEAR)
# In May 2026: two over, one of them long ago and without a verdict, and one that runs.
PAST = a_case(
    "2026-05-12",
    earlier=(
        EarlierPlanEnd("results", on("2026-01-31"), "success", on("2025-05-11")),
        EarlierPlanEnd("results", on("2019-12-31"), "no_action", on("2019-09-01")),
        EarlierPlanEnd("conduct", on("2026-06-30"), "demoted", on("2026-03-01")),
    ),
    running=(RunningPlan("results", on("2026-04-01")),),
)  # the one on conduct is not over yet on that day


@pytest.mark.parametrize(
    ("test", "says", "answer"),
    [
        pytest.param(EarlierPlan(True, EarlierWithin("ended", YEAR), COUNTED_ENDS), "A plan on results ended on 2026-01-31, within 1 year", True, id="ended within a year"),
        pytest.param(EarlierPlan(True, EarlierWithin("ended", YEAR), ("no_action",)), "0 earlier plans on results count that ended within 1 year as no_action; at least 1 asked for", False, id="but not with that outcome"),
        pytest.param(EarlierPlan(True, None, ("no_action",)), "1 earlier plan on results counts that ended, however long ago as no_action; at least 1 asked for", True, id="ever with that outcome"),
        pytest.param(EarlierPlan(True, None, COUNTED_ENDS, 2), "1 earlier plan on results counts that ended, however long ago; at least 2 asked for", False, id="an end without a verdict does not worsen"),
        pytest.param(EarlierPlan(True, None), "3 earlier plans on results count that opened, however long ago; at least 1 asked for", True, id="any, with the one that runs"),
        pytest.param(EarlierPlan(True, STARTED), "1 earlier plan on results counts that started within 1 year; at least 1 asked for", True, id="one started too long ago by a day, one runs"),
        pytest.param(EarlierPlan(True, STARTED, COUNTED_ENDS), "0 earlier plans on results count that started within 1 year; at least 1 asked for", False, id="one that runs has no outcome"),
        pytest.param(EarlierPlan(False, STARTED, at_least=2), "2 earlier plans count that started within 1 year; at least 2 asked for", True, id="on any issue"),
        pytest.param(EarlierPlan(False, None, ("demoted",)), "0 earlier plans count that ended, however long ago as demoted; at least 1 asked for", False, id="what ends later has not ended"),
    ],
)  # fmt: skip
def test_which_earlier_plans_count(test: EarlierPlan, says: str, answer: bool) -> None:
    why = judge(test, PAST)
    assert (english(why.says), why.answer) == (says, answer)


@pytest.mark.parametrize(
    ("basis", "answer"),
    [
        pytest.param("2026-02-28", False, id="before it started"),
        pytest.param("2026-03-01", True, id="the day it started"),
        pytest.param("2027-03-01", True, id="a year later to the day"),
        pytest.param("2027-03-02", False, id="a day too late"),
    ],
)
def test_a_plan_counts_from_the_day_it_started(basis: str, answer: bool) -> None:
    case: EvaluationContext = a_case(
        basis,
        earlier=(EarlierPlanEnd("results", on("2026-06-30"), "demoted", on("2026-03-01")),),
    )
    assert judge(EarlierPlan(True, STARTED), case).answer is answer
