# ruff: noqa: E501 - a row of a table is read across

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.letter.sections import extension
from engine.core.record import events as e
from engine.core.values.units import Span, TimeUnit
from engine.words.say import words
from tests.builders import day
from tests.core.decide.test_acts import refused
from tests.core.plans import (
    DELIVERED,
    DRAFTED,
    HIGH,
    LAST_CHANCE,
    WORKDAYS,
    names,
    number_of,
    played,
)

MAY = "stages.work.may."
FREE = {MAY + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: []}"}
ASKED = {
    MAY
    + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [second_line, hr], times: 2}"
}
ANSWERED = {
    MAY
    + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], when: {answer: progress, is: partly}}"
}
LETTER = {
    "documents.more_letter": "{approved_by: []}",
    MAY
    + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], document: more_letter}",
}
REPLY = {
    "may.reply": "{do: reply, by: employee, in: [work, last_chance], within: 15 days, from: document.delivered}"
}
RESIGN = {
    "stages.left": "{final: left}",
    MAY
    + "resign": "{do: resign, by: employee, within: 3 business days, from: plan_letter.delivered, go: left}",
}


@pytest.mark.parametrize(
    ("changes", "lines", "told"),
    [
        pytest.param({}, ("9 manager extend more",), "work gives no right to extend", id="the policy gives none"),
        pytest.param(FREE, ("9 hr extend more",), 'extend is for the role "manager", not "hr"; E00003 may', id="not theirs"),
        pytest.param(FREE, ("9 manager extend more", "10 manager extend more"), "more may be used 1 time(s) and has been", id="once is once"),
        pytest.param(ANSWERED, ("9 manager extend more",), "more: Progress has not been answered", id="a right needs a yes"),
        pytest.param(ANSWERED, ("8 manager answer --answer progress=enough", "9 manager extend more"), "more: Progress was answered enough, not partly", id="the wrong answer"),
        pytest.param(FREE, ("31 manager extend more",), "more: the time for it ended on 2026-02-04", id="an ended clock stays ended"),
        pytest.param(RESIGN, ("4 employee resign",), "resign: the time for it ended on 2026-01-08", id="the window ended yesterday"),
        pytest.param(REPLY, ("3 employee reply",), "a reply is given with --note", id="a reply says something"),
        pytest.param(REPLY, ("16 employee reply --note hm",), "reply: the time for it ended on 2026-01-20", id="a reply after its window"),
        pytest.param(ASKED, ("9 second_line approve --item more",), 'nobody has asked for "more"', id="nothing to agree to"),
        pytest.param(
            ASKED, ("9 manager extend more", "10 hr approve --item more"),
            'approve is for the role "second_line", not "hr"; E00002 may', id="the second approver waits for the first",
        ),
        pytest.param(
            ASKED, ("9 manager extend more", "10 second_line approve --item more", "10 hr delegate --outcome E00002", "10 hr/E00002 approve --item more"),
            "E00002 has agreed already; hr must be another person", id="one person is not two approvers",
        ),
    ],
)  # fmt: skip
def test_a_right_is_not_used(changes, lines, told) -> None:
    *before, last = lines
    assert refused(played(*DELIVERED, *before, changes=changes), last).startswith(told)


@pytest.mark.parametrize(
    ("line", "able"),
    [
        pytest.param("0 manager extend more", True, id="on day 0"),
        pytest.param("30 manager extend more", True, id="on the last day"),
        pytest.param("31 manager extend more", False, id="on the day after"),
        pytest.param(
            "31 manager extend more --on 30", False, id="said too late, though meant in time"
        ),
    ],
)
def test_a_clock_is_extended_while_it_runs(line: str, able: bool) -> None:
    then = played(*DELIVERED, changes=FREE)
    if able:
        (run,) = then.then(line).plan.runs.values()
        assert number_of(run.last) == 40
    else:
        told = refused(then.then("31 passes"), line)
        assert "there is nothing to extend" in told or "the time for it ended" in told


@pytest.mark.parametrize(
    ("day", "able"),
    [
        pytest.param(3, True, id="the third working day, until its end"),
        pytest.param(4, False, id="the fourth"),
    ],
)
def test_a_right_stands_until_the_last_day_of_its_window(day: int, able: bool) -> None:
    then = played(*DELIVERED, changes=RESIGN)
    if able:
        said = then.then(f"{day} employee resign --note tired --assurance confirmed")
        assert said.plan.state == "open"
        over = said.then(f"{day + 1} passes")
        assert (over.plan.outcome, over.of(e.StageEntered)[-1].because) == ("left", "right")
    else:
        assert "the time for it ended" in refused(
            then, f"{day} employee resign --assurance confirmed"
        )


def test_a_right_is_not_used_before_its_window_opens() -> None:
    told = "resign: the time for it has not begun"
    assert refused(played(*DRAFTED, changes=RESIGN), "1 employee resign") == told
    early = played(*DRAFTED, "1 second_line approve plan_letter", "1 hr approve plan_letter",
                   "1 manager issue plan_letter", "2 manager deliver plan_letter", changes=RESIGN)  # fmt: skip
    assert (
        refused(early, "3 employee resign --on 1")
        == "resign: the time for it began on 2026-01-07, not before"
    )


# -- asked, and answered by others ----------------------------------------------------------------


def test_the_last_of_those_who_must_agree_makes_it_act() -> None:
    asked = played(*DELIVERED, "9 manager extend more", changes=ASKED)
    assert names(asked.events)[-1] == "RightAsked"
    one = asked.brought("10 second_line approve --item more")
    assert names(one) == ["RightGranted"]
    both = asked.then("10 second_line approve --item more").brought("11 hr approve --item more")
    assert names(both) == ["RightGranted", "ClockExtended", "RightUsed"]
    extended = both[1]
    assert (number_of(extended.before), number_of(extended.last), extended.right) == (
        30,
        40,
        "more",
    )


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        pytest.param("second_line approve --item more --outcome refused", 35, id="refused: it ends late, as soon as that is known"),
        pytest.param(None, None, id="no answer: the clock goes on waiting"),
    ],
)  # fmt: skip
def test_a_request_in_time_keeps_the_clock_waiting_for_its_answer(answer, then) -> None:
    asked = played(*DELIVERED, "30 manager extend more", "34 passes", changes=ASKED)
    assert asked.of(e.ClockEnded) == []
    later = asked.then(f"35 {answer}") if answer else asked
    later = later.then("40 passes")
    assert [number_of(x.on) for x in later.of(e.ClockEnded)] == ([then] if then else [])


def test_granted_after_the_end_it_would_have_had_the_clock_goes_on() -> None:
    then = played(
        *DELIVERED, "30 manager extend more", "33 second_line approve --item more",
        "34 hr approve --item more", "40 passes", changes=ASKED,
    )  # fmt: skip
    assert then.of(e.ClockEnded) == []
    assert [number_of(x.on) for x in then.then("41 passes").of(e.ClockEnded)] == [40]


def test_what_was_refused_does_not_count_as_used() -> None:
    refused_once = played(
        *DELIVERED, "2 manager extend more", "3 second_line approve --item more --outcome refused",
        changes={MAY + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [second_line]}"},
    )  # fmt: skip
    again = refused_once.then("4 manager extend more", "5 second_line approve --item more")
    assert [x.number for x in again.of(e.RightUsed)] == [2]


def test_a_second_extension_counts_from_the_first() -> None:
    twice = {
        MAY + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], times: 2}"
    }
    then = played(*DELIVERED, "9 manager extend more", "10 manager extend more", changes=twice)
    assert [(number_of(x.before), number_of(x.last)) for x in then.of(e.ClockExtended)] == [
        (30, 40),
        (40, 50),
    ]


def test_an_extension_is_told_in_its_letter() -> None:
    then = played(*DELIVERED, "9 manager extend more", changes=LETTER)
    assert [(x.document, x.item, x.occurrence) for x in then.of(e.Drafted)][-1] == (
        "more_letter",
        "more",
        1,
    )


def test_an_answer_to_a_question_may_open_the_way_at_any_time() -> None:
    then = played(
        *DELIVERED,
        "8 manager answer --answer progress=partly",
        "9 manager extend more",
        changes=ANSWERED,
    )
    (run,) = then.plan.runs.values()
    assert number_of(run.last) == 40


# -- replies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "able"),
    [
        pytest.param(14, True, id="within 15 days"),
        pytest.param(15, True, id="on the last of them"),
        pytest.param(16, False, id="a day late"),
    ],
)
def test_the_employees_own_words_are_kept(day: int, able: bool) -> None:
    then = played(*DELIVERED, f"{day} passes", changes=REPLY)
    line = f"{day} employee reply --note 'I was ill'"
    if able:
        asked = then.then(line).of(e.RightAsked)[0]
        assert (asked.role, asked.note) == ("employee", "I was ill")
    else:
        assert "the time for it ended" in refused(then, line)


def test_the_window_of_a_reply_runs_on_when_the_stage_is_left_and_after_the_end() -> None:
    short = {**REPLY, "stages.work.clocks.period.length": "5 days"}
    figures = HIGH.replace("31 ", "6 ").replace("2026-02-04", "2026-01-10")
    over = played(*DELIVERED, figures, changes=short)
    assert over.plan.state == "closed"
    assert over.then("15 employee reply --note thanks").of(e.RightUsed)
    assert "the time for it ended" in refused(over, "16 employee reply --note thanks")


def test_each_letter_opens_its_own_window() -> None:
    twice = {"may.reply": REPLY["may.reply"].replace("from:", "times: 2, from:")}
    then = played(*LAST_CHANCE, changes=twice)
    assert then.then("49 employee reply --note hm").of(e.RightUsed)  # day 47 is a Saturday
    assert "the time for it ended on 2026-02-23" in refused(then, "50 employee reply --note hm")


def test_goals_set_anew_fall_away_with_the_extension() -> None:
    goals = {
        "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}, set_by: {role: manager, at_most: 1}}",
        MAY
        + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], goals: reset, document: more_letter}",
        "documents.more_letter": "{approved_by: [hr]}",
    }
    lines = (*DRAFTED, "0 manager goal --note 'two new accounts'", *DELIVERED[1:])
    then = played(*lines, "9 manager extend more", changes=goals)
    assert [g.dropped for g in then.plan.own_goals.values()] == [True]
    (run,) = then.plan.runs.values()
    assert number_of(run.anew) == 31
    assert [x.goal for x in then.then("10 manager goal --note 'three more'").of(e.GoalSet)] == [
        "own-1",
        "own-2",
    ]


# -- as long as was said --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        pytest.param("", 40, id="nothing said: all that the policy allows"),
        pytest.param("--outcome '3 days'", 33, id="less than that"),
        pytest.param("--outcome '1 day'", 31, id="a single day"),
        pytest.param("--outcome '10 days'", 40, id="just that"),
        pytest.param("--outcome '1 week'", 37, id="in another unit"),
        pytest.param("--outcome '5 business days'", 37, id="in working days"),
    ],
)
def test_an_extension_is_as_long_as_was_said(said: str, ends: int) -> None:
    then = played(*DELIVERED, f"9 manager extend more {said}", changes=FREE)
    assert [number_of(x.last) for x in then.of(e.ClockExtended)] == [ends]
    agreed = played(
        *DELIVERED, f"9 manager extend more {said}", "10 second_line approve --item more",
        "11 hr approve --item more", changes=ASKED,
    )  # fmt: skip
    assert [number_of(x.last) for x in agreed.of(e.ClockExtended)] == [ends]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("11 days", "more gives up to 10 days, not 11 days"),
        ("2 weeks", "more gives up to 10 days, not 2 weeks"),
        ("9999 years", "more gives up to 10 days, not 9999 years"),
        ("soon", 'more: "soon" is no length of time; write it like 10 days, up to 10 days'),
        ("0 days", 'more: "0 days" is no length of time; write it like 10 days, up to 10 days'),
        ("-3 days", 'more: "-3 days" is no length of time; write it like 10 days, up to 10 days'),
    ],
)  # fmt: skip
def test_no_extension_is_longer_than_the_policy_allows(said: str, told: str) -> None:
    assert refused(played(*DELIVERED, changes=FREE), f"9 manager extend more --outcome '{said}'") == told  # fmt: skip


def test_who_agrees_agrees_to_the_length_that_was_asked_for() -> None:
    asked = played(*DELIVERED, "9 manager extend more --outcome '3 days'", changes=ASKED)
    line = "10 second_line approve --item more --outcome"
    assert refused(asked, f"{line} '10 days'").startswith("more was asked for 3 days: agree to")
    assert names(asked.brought(f"{line} '3 days'")) == ["RightGranted"]


@given(length=st.integers(1, 25), part=st.sampled_from(["day", "business day", "week"]))
@settings(max_examples=40, deadline=None)
def test_a_clock_never_ends_later_than_was_said_nor_than_the_policy_allows(
    length, part
) -> None:
    said = Span(length, TimeUnit(part))
    before, add = played(*DELIVERED, changes=FREE), WORKDAYS.add
    line = f"9 manager extend more --outcome '{said}'"
    if add(day(30), said) > add(day(30), Span(10, TimeUnit.DAY)):
        assert "gives up to 10 days" in refused(before, line)
    else:
        (extended,) = before.then(line).of(e.ClockExtended)
        assert extended.last == add(day(30), said)


def test_the_letter_says_the_length_that_was_said() -> None:
    then = played(*DELIVERED, "9 manager extend more --outcome '3 days'", changes=LETTER)
    assert words(extension(then.m, "more", 1)["words"], "en") == "by 3 days"
