# ruff: noqa: E501 - a row of a table is read across
"""Every form of a condition has words of its own, and none of them is vague."""

from dataclasses import replace
from typing import get_args

import pytest

from engine.core.letter.condition_words import asked, bound, condition_words
from engine.core.letter.goal_sections import measure_words
from engine.core.letter.moment_words import span_told
from engine.core.letter.sections import checkins, promised, reply_section
from engine.core.plan.in_force import PlanContext
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Bound,
    Comparator,
    Comparison,
    Condition,
    Each,
    EarlierPlan,
    EarlierWithin,
    FieldOperator,
    FieldTest,
    GoalsTest,
    MeanOf,
    MetricTest,
    NoneOf,
    Over,
    Sameness,
    TimeSince,
    ValueRef,
)
from engine.core.policy.duty import DUTIES
from engine.core.policy.metric import METRICS
from engine.core.policy.policy import COUNTED_ENDS, Goal
from engine.core.values.units import Span, TimeUnit
from tests.builders import day, number, percent
from tests.core.plans import DRAFTED, played
from tests.english import english, in_english
from tests.kinds import a_duty, a_metric

YEAR, MONTHS, MONTH = Span(1, TimeUnit.YEAR), Span(3, TimeUnit.MONTH), Span(1, TimeUnit.MONTH)
ENDED = EarlierWithin("ended", YEAR)
ENOUGH = Comparison("at_least", percent(80))
MET = GoalsTest("all_met")
# What a letter may never fall back to instead of saying what is asked.
VAGUE = (
    "condition",
    "the policy",
    "set value",
    "criteria",
    "the rules",
    "something",
    "some ",
    "none",
    "None",
)


def said(condition: Condition) -> str:
    return english(condition_words(played(*DRAFTED).m, condition))


def over(window: Over | Each | MeanOf) -> MetricTest:
    return MetricTest("attainment", window, ENOUGH)


FORMS = [
    (over(Over(clock="period")), "attainment over the period is at least 80 %"),
    (over(Over(last=MONTHS)), "attainment over the last 3 months is at least 80 %"),
    (over(Over(last=MONTH)), "attainment over the last month is at least 80 %"),
    (over(Each(TimeUnit.MONTH, 2)), "attainment is at least 80 % in 2 months running"),
    (over(Each(TimeUnit.MONTH)), "attainment in the last month is at least 80 %"),
    (over(MeanOf(MONTHS)), "the mean of attainment over the last 3 months is at least 80 %"),
    (FieldTest("job", "is", ("Clerk",)), "job is Clerk"),
    (FieldTest("job", "is_one_of", ("Clerk", "Agent")), "job is Clerk or Agent"),
    (FieldTest("job", "is_not", ("Clerk",)), "job is not Clerk"),
    (FieldTest("hired", "before", ("2025-01-01",)), "hired is before 2025-01-01"),
    (FieldTest("hired", "after", ("2025-01-01",)), "hired is after 2025-01-01"),
    (FieldTest("grade", "below", ("5",)), "grade is below 5"),
    (FieldTest("grade", "at_least", ("5",)), "grade is at least 5"),
    (FieldTest("grade", "above", ("5",)), "grade is above 5"),
    (FieldTest("grade", "at_most", ("5",)), "grade is at most 5"),
    (FieldTest("health", "is", ("well",)), "a field that is never printed is as required"),
    (AnswerTest("progress", "is", ("enough",)), '"How far has the work improved" is answered enough'),
    (AnswerTest("progress", "is_one_of", ("enough", "too_little")), '"How far has the work improved" is answered enough or too little'),
    (AnswerTest("progress", "is_not", ("too_little",)), '"How far has the work improved" is not answered too little'),
    (MET, "all goals are met"),
    (GoalsTest("score", Comparison("above", percent(60))), "the goals met weigh above 60 % of the total"),
    (GoalsTest("met", Comparison("at_least", number(2))), "the number of goals met is at least 2"),
    (TimeSince("hired", "at_least", YEAR), "the time since hired is at least 1 year"),
    (TimeSince("health", "at_least", YEAR), "a field that is never printed is as required"),
    (EarlierPlan(True, ENDED), "an earlier plan on results ended within 1 year"),
    (EarlierPlan(False, ENDED, COUNTED_ENDS), "an earlier plan ended within 1 year"),
    (EarlierPlan(True, EarlierWithin("started", YEAR), at_least=2), "2 or more earlier plans on results started within 1 year"),
    (EarlierPlan(False, None, ("demoted", "no_action")), "an earlier plan ended, however long ago as demoted or no_action"),
    (EarlierPlan(False, None), "an earlier plan opened, however long ago"),
    (All((MET, FieldTest("job", "is", ("Clerk",)))), "all goals are met and job is Clerk"),
    (AnyOf((MET, FieldTest("job", "is", ("Clerk",)))), "all goals are met or job is Clerk"),
    (NoneOf((MET, FieldTest("job", "is", ("Clerk",)))), "it is not so that all goals are met or job is Clerk"),
    (All((AnyOf((MET, MET)), MET)), "(all goals are met or all goals are met) and all goals are met"),
    (All((MET, NoneOf((MET,)))), "all goals are met and (it is not so that all goals are met)"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "words"), FORMS, ids=[words for _, words in FORMS])
def test_every_form_has_words_of_its_own(condition: Condition, words: str) -> None:
    assert said(condition) == words
    assert not [word for word in VAGUE if word in words]


def test_no_form_of_a_condition_is_left_out() -> None:
    shown = [condition for condition, _ in FORMS]
    assert {type(each) for each in shown} == {*get_args(Condition)}
    windows = {type(each.window) for each in shown if isinstance(each, MetricTest)}
    assert windows == {Over, Each, MeanOf}
    of_fields = {each.operator for each in shown if isinstance(each, FieldTest)}
    assert of_fields == {*get_args(FieldOperator)}
    of_answers = {each.operator for each in shown if isinstance(each, AnswerTest)}
    assert of_answers == {*get_args(Sameness)}
    assert {each.what for each in shown if isinstance(each, GoalsTest)} == {
        *("score", "met", "all_met")
    }


@pytest.mark.parametrize(
    ("operator", "words", "other"),
    [
        pytest.param("below", "below 70 %", "at least 70 %", id="below"),
        pytest.param("at_most", "at most 70 %", "above 70 %", id="at most"),
        pytest.param("above", "above 70 %", "at most 70 %", id="above"),
        pytest.param("at_least", "at least 70 %", "below 70 %", id="at least"),
        pytest.param("between", "between 70 % and 90 %", "", id="two sides at once"),
    ],
)
def test_every_comparison_has_words(operator: Comparator, words: str, other: str) -> None:
    upper = percent(90) if operator == "between" else None
    comparison = Comparison(operator, percent(70), upper)
    m = played(*DRAFTED).m
    assert (english(bound(m, comparison)), english(asked(m, comparison))) == (words, other)
    assert operator in (*get_args(Bound), "between")


def test_a_value_that_nobody_knows_yet_is_called_by_its_name() -> None:
    m = played(*DRAFTED).m
    said = bound(m, Comparison("at_least", ValueRef("no_such_floor")))
    assert english(said) == "at least the no such floor"


def test_a_length_is_told_by_its_figure() -> None:
    assert span_told(played(*DRAFTED).m, MONTHS) == MONTHS


def with_metric(kind: str, m: PlanContext) -> PlanContext:
    figures = ("closed_won", "quota") if kind == "ratio" else ("closed_won",)
    goal = Goal("Aim", "aim", ENOUGH, over="period")
    stage = m.stage
    goals = replace(stage.goals, fixed={"aim": goal}) if stage.goals else None
    stages = {**m.policy.stages, m.plan.stage: replace(stage, goals=goals)}
    metrics = {**m.policy.metrics, "aim": a_metric(kind, *figures)}
    return replace(m, policy=replace(m.policy, metrics=metrics, stages=stages))


GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}}"
}


@pytest.mark.parametrize("kind", METRICS)
def test_every_kind_of_metric_is_measured_in_words(kind: str) -> None:
    m = with_metric(kind, played(*DRAFTED, changes=GOALS).m)
    goals = m.stage.goals
    assert goals
    assert english(measure_words(m, goals.fixed["aim"])) == (
        "Aim (closed won to quota) over the period"
        if kind == "ratio"
        else "Aim over the period"
    )


@pytest.mark.parametrize("word", DUTIES)
def test_every_kind_of_duty_that_is_promised_says_what_and_by_when(word: str) -> None:
    text = {"text": "Two visits"} if word in ("train", "support", "act") else {}
    duty = a_duty(word, "manager", every=MONTH, during="period", **text)
    m = played(*DRAFTED).m
    stage = replace(m.stage, must={"help": duty})
    m = replace(m, policy=replace(m.policy, stages={**m.policy.stages, m.plan.stage: stage}))
    rows = [
        *promised(m, day(0), "support"),
        *promised(m, day(0), "training"),
        *checkins(m, day(0)),
    ]
    assert len(rows) == (DUTIES[word].promised != "")
    for row in rows:
        told = " ".join(str(each) for each in in_english(row).values())
        assert "Two visits" in told or "every month" in told
        assert not [vague for vague in VAGUE if vague in told]


def test_a_reply_says_within_which_time() -> None:
    m = played(
        *DRAFTED,
        changes={"may.reply": "{do: reply, within: 15 days, from: document.delivered}"},
    ).m
    words = in_english(reply_section(m))["words"]
    assert words == "within 15 days of the day this letter is handed over"
