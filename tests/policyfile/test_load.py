"""A policy is read whole: every mistake in its place, in our words, and only once."""

from datetime import date
from decimal import Decimal

import pytest

from engine.core.policy.condition import (
    AnswerTest,
    AnyOf,
    Comparison,
    Each,
    EarlierPlan,
    EarlierWithin,
    FieldTest,
    GoalsTest,
    MeanOf,
    MetricTest,
    NoneOf,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.policy.moment import Moment
from engine.core.policy.policy import COUNTED_ENDS, Dated, Policy, Value
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from engine.policyfile.load import load_policy
from tests.kinds import a_duty, a_step
from tests.policyfile.shipped import SMALL, planted

WHEN = "{metric: attainment, over: last 3 months, below: $floor}"

ENDED = EarlierWithin("ended", Span(1, TimeUnit.YEAR))


def loaded(text):
    read = load_policy(text, "p.yaml")
    assert isinstance(read, Policy), "\n".join(map(str, read))
    return read


def told(text):
    read = load_policy(text, "p.yaml")
    assert isinstance(read, list), "no mistake was found"
    return read


@pytest.mark.parametrize(
    ("old", "new", "code", "found", "hint"),
    [
        pytest.param(
            "title: Small",
            "titel: Small",
            "P110",
            '"titel", expected "title"',
            "type title:",
            id="key misspelled",
        ),
        pytest.param(
            "owner:",
            "blood_group: A\nowner:",
            "P110",
            '"blood_group", expected one of "',
            "",
            id="key from elsewhere",
        ),
        pytest.param(
            "do: issue, document: warning",
            "do: issue, text: x, document: warning",
            "P110",
            '"text", expected one of "by"',
            "",
            id="key of another form",
        ),
        pytest.param(
            "metric: attainment, over: last",
            "metrik: attainment, over: last",
            "P110",
            '"metrik", expected "metric"',
            "type metric:",
            id="the key that tells the form",
        ),
        pytest.param(
            "document: warning}}",
            "document: warning, in: [work]}}",
            "P110",
            '"in" inside a stage',
            "delete it",
            id="a stage duty names stages",
        ),
        pytest.param(
            "{type: date}",
            "{type: date, values: [a]}",
            "P110",
            '"values", expected no such key',
            "delete it",
            id="values of a date",
        ),
        pytest.param(
            "{goals: all_met}",
            "{goals: all_met, at_least: 3}",
            "P110",
            '"at_least", expected no such key',
            "delete it",
            id="all of how many",
        ),
        pytest.param(
            "title: Small\n",
            "",
            "P111",
            'no "title"',
            "add title:, written like title: Field sales",
            id="key missing",
        ),
        pytest.param(
            ", to: quota",
            "",
            "P111",
            'no "to"',
            "add to:, written like to: quota",
            id="key missing in a form",
        ),
        pytest.param(
            "do: issue, document",
            "document",
            "P111",
            'no "do"',
            "one of: issue, meeting",
            id="the word that tells the form is missing",
        ),
        pytest.param(
            "up_to: 30 days",
            "up_to: 30 days, within: 3 weeks",
            "P111",
            '"within" without "from"',
            "add from: beside it",
            id="key without its partner",
        ),
        pytest.param(
            "documents: {warning: {template: written_warning.docx}}",
            "documents: warning",
            "P112",
            '"warning", expected keys',
            "",
            id="text for keys",
        ),
        pytest.param(
            "answers: [enough, too_little]",
            "answers: enough",
            "P112",
            '"enough", expected a list',
            "type [enough]",
            id="text for a list",
        ),
        pytest.param(
            "title: Small",
            "title: [Small]",
            "P112",
            "a list, expected text",
            "",
            id="list for text",
        ),
        pytest.param(
            "do: issue, document: warning",
            "do: [issue], document: warning",
            "P112",
            "a list, expected text",
            "",
            id="list for the word that tells the form",
        ),
        pytest.param(
            "{type: date}",
            "{type: dates}",
            "P113",
            '"dates", expected one of "text", "date"',
            "type date",
            id="word unknown",
        ),
        pytest.param(
            "{type: date}",
            "{type: date, restricted: yes}",
            "P113",
            '"yes", expected "true" or "false"',
            "type true",
            id="yes is not a truth word",
        ),
        pytest.param(
            "do: extend",
            "do: extned",
            "P113",
            '"extned", expected one of "extend"',
            "type extend",
            id="form misspelled",
        ),
        pytest.param(
            "title: Small", "title:", "P114", "nothing, expected text", "", id="text missing"
        ),
        pytest.param(
            "{goals: all_met}",
            "{all: []}",
            "P114",
            "nothing, expected at least one entry",
            "",
            id="all of nothing",
        ),
        pytest.param(
            "{otherwise: ended}", "{otherwise: []}", "P114", "nothing", "", id="leads nowhere"
        ),
        pytest.param(
            "over: last 3 months",
            "over: last 3 months, each: month",
            "P115",
            '"each" beside "over"',
            "delete",
            id="two windows",
        ),
        pytest.param(
            "{goals: all_met}",
            "{goals: all_met, answer: progress}",
            "P115",
            '"answer" beside "goals"',
            "delete",
            id="two forms at once",
        ),
        pytest.param(
            "start: work",
            "start: work, propose_to: [hr], opened_by: [hr]",
            "P115",
            '"opened_by" beside "propose_to"',
            "delete",
            id="proposed and by hand",
        ),
        pytest.param(
            "document: warning}}",
            "document: warning, at: period.ended, every: 1 week}}",
            "P115",
            '"every" beside "at"',
            "delete",
            id="two kinds of due day",
        ),
        pytest.param(
            "over: last 3 months, ",
            "",
            "P116",
            "none of the keys",
            "one of: over, each, mean_of",
            id="no window",
        ),
        pytest.param(
            ", below: $floor",
            "",
            "P116",
            "none of the keys",
            "one of: below, at_least,",
            id="no comparison",
        ),
        pytest.param(
            "{goals: all_met}",
            "{}",
            "P116",
            "none of the keys",
            "one of: metric, field,",
            id="empty condition",
        ),
        pytest.param(
            f"when: {WHEN}, ",
            "",
            "P116",
            "none of the keys",
            "one of: when, opened_by",
            id="row without a reason",
        ),
        pytest.param(
            "    clocks: {period: {length: 60 days, from: warning.delivered}}\n",
            "",
            "P116",
            'none of "at", "days", "every"',
            "give the stage a clock",
            id="review without a day",
        ),
        pytest.param(
            "weight: 70",
            "weight: 0",
            "P117",
            '"0", expected more than 0',
            "",
            id="weight of nothing",
        ),
        pytest.param(
            "level: 1", "level: 10", "P117", '"10", expected at most 9', "", id="level too high"
        ),
        pytest.param(
            "answers: [enough, too_little]",
            "answers: [enough]",
            "P117",
            "1, expected at least 2",
            "",
            id="only one answer",
        ),
        pytest.param(
            "policy/1",
            "policy/2",
            "P118",
            '"policy/2", expected "policy/1"',
            "type policy/1",
            id="language of another release",
        ),
        pytest.param(
            "clocks: {period: {length: 60 days, from: warning.delivered}}",
            "clocks: {period: {length: 60 days, from: warning.delivered}, "
            "other: {length: 1 week, from: stage.entered}}",
            "P119",
            "2 entries, expected 1 at most",
            "",
            id="second clock",
        ),
        pytest.param(
            "below: $floor",
            "below: 70 percent",
            "P121",
            '"70 percent", expected a percent',
            "type 70%",
            id="percent in words",
        ),
        pytest.param(
            "floor: 70%",
            'floor: "70,5 %"',
            "P121",
            '"70,5 %"',
            "type 70.5%",
            id="decimal comma",
        ),
        pytest.param(
            "up_to: 30 days",
            "up_to: 30 dayz",
            "P122",
            '"30 dayz", expected a length',
            "type 30 days",
            id="length misspelled",
        ),
        pytest.param(
            "start: work}]",
            "start: work, not_older_than: 60 dayz}]",
            "P122",
            '"60 dayz", expected a length of time, or forever',
            "type 60 days",
            id="neither a length nor for ever",
        ),
        pytest.param(
            "up_to: 30 days",
            "up_to: 0 days",
            "P122",
            '"0 days", expected a length of at least 1',
            "",
            id="length of nothing",
        ),
        pytest.param(
            "2026-01-01",
            "01/02/2026",
            "P123",
            '"01/02/2026", expected a date',
            "2026-04-01",
            id="date of a country",
        ),
        pytest.param(
            "2026-01-01",
            "2026-02-29",
            "P123",
            "a day that the calendar has",
            "",
            id="no leap year",
        ),
        pytest.param(
            "warning.delivered",
            "warning",
            "P124",
            '"warning", expected a moment',
            "",
            id="thing without moment",
        ),
        pytest.param(
            "warning.delivered",
            "warning.deliverd",
            "P124",
            "expected a moment",
            "type warning.delivered",
            id="moment misspelled",
        ),
        pytest.param(
            "warning.delivered",
            "stage.delivered",
            "P124",
            "expected a moment",
            "one of: stage.entered, stage.left",
            id="moment of another thing",
        ),
        pytest.param(
            "policy: small",
            "policy: Small",
            "P125",
            '"Small", expected a policy id',
            "type small",
            id="policy id",
        ),
        pytest.param(
            "{attainment: {ratio",
            "{Quota attainment: {ratio",
            "P125",
            '"Quota attainment", expected a name',
            "type quota_attainment",
            id="name with a blank",
        ),
        pytest.param(
            "stages:\n  work:",
            "stages:\n  held:",
            "P125",
            "not a word of the language",
            "type my_held",
            id="a stage called held",
        ),
        pytest.param(
            "below: $floor",
            "below: $Floor!",
            "P126",
            '"$Floor!", expected $ and',
            "",
            id="reference",
        ),
        pytest.param(
            "level: 1",
            "level: first",
            "P127",
            '"first", expected a whole number',
            "",
            id="number in words",
        ),
        pytest.param(
            "over: last 3 months",
            "over: 3 months",
            "P128",
            '"3 months", expected "last"',
            "type last 3 months",
            id="window without last",
        ),
        pytest.param(
            "over: last 3 months",
            "each: month, for: 2 times",
            "P129",
            '"2 times", expected a count',
            "like 2 in a row",
            id="run",
        ),
        pytest.param(
            "written_warning.docx",
            "../written warning.doc",
            "P130",
            "expected a Word file",
            "a name of a file like letter.docx",
            id="template elsewhere",
        ),
        pytest.param(
            "America/New_York",
            "America/NewYork",
            "P194",
            "expected a known time zone",
            "type America/New_York",
            id="time zone",
        ),
        pytest.param(
            "country: US", "country: usa", "P131", "two capital letters", "", id="country"
        ),
        pytest.param(
            "values: [smb, enterprise]",
            "values: [smb, smb]",
            "P132",
            "found smb again",
            "",
            id="twice in a list",
        ),
    ],
)
def test_one_mistake_is_one_line(old, new, code, found, hint):
    (said,) = told(planted(old, new))
    assert said.code == code
    assert found in said.message
    assert hint in said.hint


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        pytest.param("leaves_out:", "watch: {}\nleaves_out:", "watch", id="watch"),
        pytest.param("leaves_out:", "must_not: {}\nleaves_out:", "must_not", id="freeze"),
        pytest.param("leaves_out:", "keep: {}\nleaves_out:", "keep", id="keep"),
        pytest.param(
            "leaves_out:", "clocks: {}\nleaves_out:", "clocks", id="clock of the plan"
        ),
        pytest.param("leaves_out:", "extends: base\nleaves_out:", "extends", id="extends"),
        pytest.param("country: US,", 'country: US, day_ends: "17:00",', "day_ends", id="hours"),
        pytest.param(
            "start: work", "start: work, automatic: true", "automatic", id="automatic"
        ),
        pytest.param(
            "do: extend, clock: period, up_to: 30 days",
            "do: appeal, by: employee",
            "appeal",
            id="appeal",
        ),
        pytest.param(
            "do: issue, document: warning", "do: tell, whom: union", "tell", id="tell"
        ),
        pytest.param(
            "length: 60 days,", "at_most: 9 weeks,", "at_most", id="clock with a range"
        ),
        pytest.param(
            "ratio: {of: closed_won, to: quota}",
            "share: {when: {goals: all_met}}",
            "share",
            id="share",
        ),
        pytest.param(
            "{ratio: {of: closed_won, to: quota}}",
            "{ratio: {of: closed_won, to: quota}, prorate: {quota: leave}}",
            "prorate",
            id="prorate",
        ),
        pytest.param(
            "{goals: all_met}",
            "{some: [{goals: all_met}], at_least: 1}",
            "some",
            id="some of several",
        ),
        pytest.param("{goals: all_met}", "{missed: letter}", "missed", id="missed"),
        pytest.param(
            "document: warning}}",
            "document: warning, if_missed: [{block: end}]}}",
            "block",
            id="block",
        ),
        pytest.param(
            "document: warning}}",
            "document: warning, evidence: photo}}",
            "evidence",
            id="evidence",
        ),
        pytest.param(
            "written_warning.docx",
            "written_warning.docx, assurance: signed",
            "signed",
            id="signed",
        ),
        pytest.param("{otherwise: ended}", "{otherwise: back}", "back", id="back"),
        pytest.param(
            "success: {final: success}",
            "success: {final: success, watch: {}}",
            "watch",
            id="relapse",
        ),
    ],
)
def test_a_form_that_does_not_act_yet_is_refused_by_name(old, new, word):
    (said,) = told(planted(old, new))
    assert said.code == "P120"
    assert f'"{word}" does not act yet' in said.message
    assert "expected" in said.message


def test_mistakes_of_several_kinds_are_all_told_sorted_by_place():
    text = planted("title: Small", "title:").replace("weight: 70", "weight: much")
    text = text.replace("do: extend", "do: extned").replace("below: 6 months", "below: 6 moons")
    said = told(text)
    assert [d.code for d in said] == ["P114", "P122", "P113", "P127"]
    assert said == sorted(said)


def test_a_misspelled_key_does_not_hide_what_stands_under_it():
    text = planted("metrics: {attainment: {ratio", "metrcs: {attainment: {ratoi")
    assert [d.code for d in told(text)] == ["P110", "P110"]


def test_problems_of_the_text_itself_come_with_their_own_codes():
    assert [d.code for d in told(SMALL + "title: Again\n")] == ["P102"]
    assert [d.code for d in told("")] == ["P101"]
    assert [d.code for d in told("- a\n")] == ["P112"]


def test_the_place_of_a_mistake_is_where_one_types():
    (said,) = told(planted("weight: 70", "weight: much"))
    line = SMALL.splitlines()[said.line - 1]
    assert line[said.column - 1 :].startswith("70")
    assert str(said).startswith(f"p.yaml:{said.line}:{said.column}: P127 found")


FLOOR = ValueRef("floor")
EIGHTY = Comparison("at_least", Amount(Decimal(80), Unit.PERCENT))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{metric: attainment, over: last 3 months, below: $floor}",
         MetricTest("attainment", Over(last=Span(3, TimeUnit.MONTH)), Comparison("below", FLOOR))),
        ("{metric: attainment, over: period, at_least: 80%}",
         MetricTest("attainment", Over(clock="period"), EIGHTY)),
        ("{metric: attainment, each: quarter, for: 2 in a row, at_least: 80%}",
         MetricTest("attainment", Each(TimeUnit.QUARTER, 2), EIGHTY)),
        ("{metric: attainment, each: month, at_least: 80%}",
         MetricTest("attainment", Each(TimeUnit.MONTH, 1), EIGHTY)),
        ("{metric: attainment, mean_of: last $length, at_least: 80 %}",
         MetricTest("attainment", MeanOf(ValueRef("length")), EIGHTY)),
        ("{metric: attainment, over: period, between: [$floor, 12.5]}",
         MetricTest("attainment", Over(clock="period"),
                    Comparison("between", FLOOR, Amount(Decimal("12.5"), Unit.NUMBER)))),
        ("{field: job, is_one_of: [a, b]}", FieldTest("job", "is_one_of", ("a", "b"))),
        ("{field: hired, before: 2026-01-01}", FieldTest("hired", "before", ("2026-01-01",))),
        ("{field: grade, at_most: 3}", FieldTest("grade", "at_most", ("3",))),
        ("{answer: progress, is_not: enough}", AnswerTest("progress", "is_not", ("enough",))),
        ("{goals: score, at_least: 80%}", GoalsTest("score", EIGHTY)),
        ("{goals: all_met}", GoalsTest("all_met")),
        ("{time_since: hired, below: $length}", TimeSince("hired", "below", ValueRef("length"))),
        ("{earlier_plan: any}", EarlierPlan(False, ENDED, COUNTED_ENDS)),
        ("{earlier_plan: same_issue, ended_within: $length}",
         EarlierPlan(True, EarlierWithin("ended", ValueRef("length")), COUNTED_ENDS)),
        ("{earlier_plan: {}}", EarlierPlan(True, ENDED, COUNTED_ENDS)),
        ("{none: [{earlier_plan: {issue: any, outcome: any, within: {of: started}, at_least: 3}}]}",
         NoneOf((EarlierPlan(False, EarlierWithin("started", ENDED.length), (), 3),))),
        ("{earlier_plan: {outcome: [expired], ever: true}}", EarlierPlan(True, None, ("expired",))),
        ("{any: [{goals: all_met}, {none: [{goals: all_met}]}]}",
         AnyOf((GoalsTest("all_met"), NoneOf((GoalsTest("all_met"),))))),
    ],
    ids=lambda typed: typed if isinstance(typed, str) else "",
)  # fmt: skip
def test_a_condition_means_what_it_says(typed, meant):
    assert loaded(planted(WHEN, typed)).open[0].when == meant


def test_whoever_is_left_out_had_any_plan():
    had_one = "{any: [{earlier_plan: same_issue}]}"
    (exclusion,) = loaded(planted("{time_since: hired, below: 6 months}", had_one)).leaves_out
    assert exclusion.when == AnyOf((EarlierPlan(True, ENDED, ()),))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("{earlier_plan: {ever: true, within: {length: 1 year}}}", "P115"),
        ("{earlier_plan: {issue: same}, ended_within: 1 year}", "P110"),
        ("{earlier_plan: {outcome: [fired]}}", "P113"),
        ("{earlier_plan: {at_least: 0}}", "P117"),
        ("{earlier_plan: other}", "P113"),
    ],
)
def test_what_cannot_be_meant_of_earlier_plans_is_refused(typed, code):
    found = load_policy(planted(WHEN, typed), "p.yaml")
    assert [problem.code for problem in found] == [code], found


def test_a_duty_means_what_it_says():
    typed = (
        "{do: check_in, document: warning, days: [30, 15], during: period, "
        "when: {goals: all_met}, if_missed: [{remind: 2 days}, {escalate: hr}]}"
    )
    text = planted("{do: issue, document: warning}", typed)
    assert loaded(text).stages["work"].must["letter"] == a_duty(
        "check_in",
        "manager",
        document="warning",
        days=(15, 30),
        during="period",
        when=GoalsTest("all_met"),
        if_missed=(
            a_step("remind", Span(2, TimeUnit.DAY)),
            a_step("escalate", Span(5, TimeUnit.BUSINESS_DAY), "hr"),
        ),
    )


def test_a_moment_of_another_stage_and_a_clock_of_a_value():
    text = planted("length: 60 days, from: warning", "length: $length, from: work.warning")
    clock = loaded(text).stages["work"].clocks["period"]
    assert clock.length == ValueRef("length")
    assert clock.since == Moment("warning", "delivered", "work")


def test_values_are_dated_or_vary():
    values = loaded(SMALL).values
    dated = (Dated(date(2026, 1, 1), Amount(Decimal(70), Unit.PERCENT)),)
    assert values["floor"] == Value(dated=dated)
    by = {"smb": Span(30, TimeUnit.DAY), "enterprise": Span(60, TimeUnit.DAY)}
    assert values["length"] == Value(varies_by="segment", by=by)


@pytest.mark.parametrize(
    ("typed", "older", "earlier"),
    [
        ("", None, False),
        (", not_older_than: 60 days", Span(60, TimeUnit.DAY), False),
        (", not_older_than: $floor", FLOOR, False),
        (", not_older_than: forever, counts_earlier: true", "forever", True),
    ],
)
@pytest.mark.parametrize("by", ["", ", opened_by: [hr]"])
def test_how_old_and_how_early_a_window_may_be(typed, older, earlier, by) -> None:
    policy = load_policy(planted("start: work}]", f"start: work{by}{typed}}}]"), "p.yaml")
    assert isinstance(policy, Policy)
    (row,) = policy.open
    assert (row.not_older_than, row.counts_earlier) == (older, earlier)
