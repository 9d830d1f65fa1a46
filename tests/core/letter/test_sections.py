# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.letter import sections
from engine.core.letter.condition_words import asked, bound
from tests.builders import day
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    LAST_CHANCE,
    played,
    proposed,
)
from tests.english import english, in_english

MUST, MAY = "stages.work.must.", "stages.work.may."
END = "stages.work.reviews.end.rows"
OVER = "{metric: attainment, over: period, at_least: 80%}"
WEEKLY = {MUST + "weekly": "{do: check_in, every: 1 week, during: period}"}
GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}}",
}
SHORT_DEADLINE = {"stages.work.deadline": "{within: 2 weeks}"}


WAITS = " The review waits for its figures; they are due 15 business days after the end of the period they are for."


@pytest.mark.parametrize(
    ("lines", "known", "starts", "ends"),
    [
        pytest.param((), False, "", "", id="a proposal has no period"),
        pytest.param(APPROVED, False, "", "", id="not started: in words alone"),
        pytest.param(DELIVERED, True, day(0), day(30), id="running: both days"),
        pytest.param(
            (*DELIVERED, HIGH), True, day(0), day(30), id="over: the period that has ended"
        ),
        pytest.param(LAST_CHANCE, True, day(32), day(92), id="the stage's own"),
    ],
)
def test_the_period_of_a_letter(lines, known, starts, ends) -> None:
    found = sections.period(played(*lines).m)
    assert (found["known"], found["starts"], found["ends"]) == (known, starts, ends)


@pytest.mark.parametrize(
    ("comparison", "required", "enough"),
    [
        pytest.param("below: 70%", "below 70 %", "at least 70 %", id="below asks for at least"),
        pytest.param("at_most: 70%", "at most 70 %", "above 70 %", id="at most asks for above"),
        pytest.param("above: 70%", "above 70 %", "at most 70 %", id="above asks for at most"),
        pytest.param("at_least: 70%", "at least 70 %", "below 70 %", id="at least asks for below"),
        pytest.param("between: [60%, 70%]", "between 60 % and 70 %", "", id="between has no other side in one phrase"),
    ],
)  # fmt: skip
def test_a_limit_and_what_would_have_been_enough(comparison, required, enough) -> None:
    m = proposed(
        {
            "open.0.when": f"{{any: [{{metric: attainment, over: last 3 months, {comparison}}}, {{metric: attainment, over: last 3 months, below: 99%}}]}}"
        }
    ).m
    test = m.policy.open[0].when.parts[0].comparison
    assert (english(bound(m, test)), english(asked(m, test))) == (required, enough)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        pytest.param("{otherwise: last_chance}", "If the improvement required is not reached, the next step can be: last chance.", id="a higher level"),
        pytest.param(
            "{otherwise: separated, decided_by: [second_line, hr]}",
            "If the improvement required is not reached, the next step can be: separated (decided by the named people, in writing).", id="an end: by whom",
        ),
        pytest.param("{otherwise: closed}", "", id="nothing that weighs: no threat"),
        pytest.param("{otherwise: stay}", "", id="staying"),
    ],
)  # fmt: skip
def test_the_consequence_is_named_and_none_is_made_up(row: str, sentence: str) -> None:
    m = played(*DRAFTED, changes={END + ".1": row}).m
    assert english(sections.consequence(m)) == sentence


@pytest.mark.parametrize(
    ("when", "words"),
    [
        pytest.param(OVER, "attainment over the period is at least 80 %", id="a figure over a clock"),
        pytest.param("{metric: attainment, each: month, for: 2 in a row, at_least: 80%}", "attainment is at least 80 % in 2 months running", id="month by month"),
        pytest.param("{metric: attainment, over: last 3 months, at_least: 80%}", "attainment over the last 3 months is at least 80 %", id="over the last months"),
        pytest.param("{answer: progress, is: enough}", '"How far has the work improved" is answered enough', id="a person's answer"),
        pytest.param(f"{{all: [{OVER}, {{answer: progress, is: enough}}]}}", 'attainment over the period is at least 80 % and "How far has the work improved" is answered enough', id="both"),
        pytest.param(f"{{any: [{OVER}, {{answer: progress, is: enough}}]}}", 'attainment over the period is at least 80 % or "How far has the work improved" is answered enough', id="either"),
        pytest.param("{goals: all_met}", "all goals are met", id="all goals"),
        pytest.param("{goals: score, at_least: 60%}", "the goals met weigh at least 60 % of the total", id="enough of them"),
        pytest.param("{field: health, is: well}", "a field that is never printed is as required", id="a restricted field is not told"),
    ],
)  # fmt: skip
def test_how_a_plan_ends_well_is_said_in_words(when: str, words: str) -> None:
    m = played(*DRAFTED, changes={**GOALS, END + ".0": f"{{when: {when}, go: success}}"}).m
    said = english(sections.success(m))
    assert said.startswith("The plan ends successfully when")
    rests = any(each in when for each in ("metric", "goals"))
    assert said.endswith(f"{words}.{WAITS if rests else ''}")


def test_where_no_row_leads_to_a_good_end_none_is_promised() -> None:
    m = played(*DRAFTED, changes={END + ".0": f"{{when: {OVER}, go: stay}}"}).m
    assert sections.success(m) == ""
    assert sections.success(proposed().m) == sections.consequence(proposed().m) == ""


# -- check-ins ------------------------------------------------------------------------------------


def test_check_ins_not_begun_are_said_in_words_and_begun_by_their_days() -> None:
    before = in_english(sections.checkins(played(*APPROVED, changes=WEEKLY).m, day(0)))
    assert [row["date"] for row in before] == ["every week"]
    after = in_english(sections.checkins(played(*DELIVERED, changes=WEEKLY).m, day(0)))
    assert [(row["number"], row["of"], row["date"]) for row in after] == [
        (1, 4, day(7)), (2, 4, day(15)), (3, 4, day(21)), (4, 4, day(28)),
    ]  # fmt: skip
    assert {row["by"] for row in after} == {"Mona Lind"}


def test_check_ins_on_days_are_counted_before_they_are_dated() -> None:
    days = {MUST + "talk": "{do: check_in, days: [10, 20], during: period}"}
    before = in_english(sections.checkins(played(*APPROVED, changes=days).m, day(0)))
    assert [(row["number"], row["of"], row["date"]) for row in before] == [
        (1, 2, "day 10 of the period"), (2, 2, "day 20 of the period"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("occurrence", "week", "left"),
    [
        pytest.param(1, 1, 23, id="the first week"),
        pytest.param(2, 3, 15, id="rolled over the holiday it falls into the third"),
        pytest.param(4, 4, 2, id="the last"),
    ],
)
def test_a_form_says_which_week_it_is_and_what_is_left(
    occurrence: int, week: int, left: int
) -> None:
    found = sections.checkin(played(*DELIVERED, changes=WEEKLY).m, "weekly", occurrence)
    assert (found["number"], found["of"], found["week"], found["days_left"]) == (
        occurrence,
        4,
        week,
        left,
    )


def test_another_document_is_no_check_in() -> None:
    assert set(
        sections.checkin(played(*DELIVERED, changes=WEEKLY).m, "letter", 1).values()
    ) == {""}


# -- rights, receipts, decisions ------------------------------------------------------------------


def test_a_reply_is_offered_only_where_the_policy_gives_it() -> None:
    given = {
        MAY + "reply": "{do: reply, by: employee, within: 15 days, from: document.delivered}"
    }
    assert in_english(sections.reply_section(played(*DRAFTED, changes=given).m)) == {
        "allowed": True, "words": "within 15 days of the day this letter is handed over",
    }  # fmt: skip
    assert sections.reply_section(played(*DRAFTED).m) == {"allowed": False, "words": ""}


@pytest.mark.parametrize(
    ("means", "words"),
    [
        pytest.param("receipt", "received", id="never agreement"),
        pytest.param(
            "understanding", "received and understood", id="more, where the policy says so"
        ),
    ],
)
def test_what_a_signature_means(means: str, words: str) -> None:
    changes = {
        "documents.plan_letter.acknowledged": f"{{within: 5 business days, means: {means}}}"
    }
    found = sections.acknowledgement(played(*DRAFTED, changes=changes).m, "plan_letter")
    assert in_english(found)["means"] == words


def test_a_letter_without_a_receipt_asks_for_none() -> None:
    assert sections.acknowledgement(played(*DRAFTED).m, "gap") == {
        "needed": False,
        "words": "",
        "means": "",
        "by": "",
    }


def test_letters_issued_before_are_listed_with_their_stage() -> None:
    found = sections.earlier(played(*LAST_CHANCE).m, 3)
    assert found == [{"title": "Plan letter", "issued": day(0), "stage": "Work"}]
    assert sections.earlier(played(*LAST_CHANCE).m, 2) == []


@pytest.mark.parametrize(
    ("lines", "outcome", "on", "deciders"),
    [
        pytest.param((), "", "", ["HR"], id="a proposal: who may confirm"),
        pytest.param(DRAFTED, "", "", [], id="the first stage: nothing was decided"),
        pytest.param(
            LAST_CHANCE,
            "last_chance",
            day(31),
            ["Manager"],
            id="a review led here, and who decided",
        ),
        pytest.param(
            (*DELIVERED, HIGH), "success", day(31), [], id="a good end needs no decider"
        ),
        pytest.param(
            (*LAST_CHANCE, "190 passes"),
            "",
            "",
            [],
            id="ended because nobody resumed it: no review did that",
        ),
    ],
)
def test_the_decision_that_led_here(lines, outcome, on, deciders) -> None:
    found = sections.decision(played(*lines).m, day(31))
    assert (found["outcome"], found["on"]) == (outcome, on)
    assert [row["role"] for row in found["deciders"]] == deciders


def test_what_is_promised_is_done_by_somebody_by_a_day_or_in_words() -> None:
    changes = {
        MUST
        + "visit": "{do: support, text: A joint visit, within: 3 weeks, from: plan_letter.delivered}",
        MUST
        + "course": "{do: train, text: Discovery calls, given_by: the academy, by: hr, within: 3 weeks, from: stage.entered}",
    }
    m = played(*DRAFTED, changes=changes).m
    (support,) = in_english(sections.promised(m, day(0), "support"))
    (course,) = sections.promised(m, day(0), "training")
    assert (support["what"], support["owner"], support["given_by"]) == (
        "A joint visit",
        "Mona Lind",
        "Mona Lind",
    )
    assert support["due"] == "within 3 weeks of the day this letter is handed over"
    assert (course["owner"], course["given_by"], course["due"]) == (
        "Hedda Moe",
        "the academy",
        day(21),
    )
