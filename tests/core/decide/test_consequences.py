# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.decide.consequences import following
from engine.core.record import events as e
from tests.builders import day
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    LAST_CHANCE,
    LOW,
    names,
    number_of,
    played,
    proposed,
)

END = "stages.work.reviews.end"
TWO = {END + ".rows.1": "{otherwise: last_chance, decided_by: [manager, hr]}"}
CHOICE = {END + ".rows.1": "{otherwise: [last_chance, held], decided_by: [manager]}"}
FORM = {
    "documents.form": "{approved_by: []}",
    "stages.work.must.weekly": "{do: check_in, document: form, every: 1 week, during: period}",
}
TELL = {"must.tell": "{do: issue, document: last_letter, in: [success], by: hr, within: 5 business days, from: plan.closed}"}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "last", "then"),
    [
        pytest.param(
            (), "0 hr confirm", ["Opened", "StageEntered", "Drafted"],
            id="a plan opened enters its stage and its letter is drafted at once",
        ),
        pytest.param(
            (*APPROVED, "0 manager issue plan_letter"), "0 manager deliver plan_letter",
            ["Delivered", "ClockStarted"], id="the clock starts when the letter is handed over",
        ),
        pytest.param((*APPROVED,), "0 manager issue plan_letter", ["Issued"], id="issued alone starts nothing"),
        pytest.param(
            (*DELIVERED, "30 evening"), LOW, ["Measured"],
            id="an adverse row that holds is measured and waits for its decider",
        ),
        pytest.param(
            (*DELIVERED, "30 evening", LOW), "31 manager decide end --outcome last_chance",
            ["Voted", "ReviewDecided", "StageEntered", "Drafted"],
            id="decided, it is carried out, and the next letter is drafted",
        ),
        pytest.param(
            (*DELIVERED, "30 evening"), HIGH, ["Measured", "ReviewDecided", "StageEntered", "Closed"],
            id="good news needs nobody: the plan ends well by itself",
        ),
    ],
)  # fmt: skip
def test_what_follows_at_once(lines, last, then) -> None:
    assert names(played(*lines).brought(last)) == then


@pytest.mark.parametrize(
    ("votes", "state", "because"),
    [
        pytest.param(("manager decide end --outcome last_chance",), "open", "", id="one of two is not enough"),
        pytest.param(
            ("manager decide end --outcome last_chance", "hr decide end --outcome last_chance"),
            "last_chance", "", id="both say the same: carried out",
        ),
    ],
)  # fmt: skip
def test_every_named_decider_must_say_so(votes, state, because) -> None:
    then = played(*DELIVERED, LOW, *(f"32 {vote}" for vote in votes), changes=TWO)
    assert (then.plan.stage == "last_chance") == (state == "last_chance")
    assert then.plan.state == "open"


def test_deciders_who_differ_leave_it_to_a_person() -> None:
    changes = {
        END + ".rows.1": "{otherwise: [last_chance, separated], decided_by: [manager, hr]}"
    }
    then = played(
        *DELIVERED, LOW, "32 manager decide end --outcome last_chance",
        "32 hr decide end --outcome separated --assurance confirmed", changes=changes,
    )  # fmt: skip
    assert then.plan.state == "held"
    assert [(x.because, x.subject) for x in then.of(e.Held)] == [("disagreement", "end")]


@pytest.mark.parametrize(
    ("lines", "changes", "because"),
    [
        pytest.param((LOW, "32 manager decide end --outcome held"), CHOICE, "chosen", id="a decider chose to hold it"),
        pytest.param((LOW, "82 passes"), {}, "undecided", id="the deciders let the time pass"),
        pytest.param(("82 passes",), {}, "not_known", id="the figures never came"),
    ],
)  # fmt: skip
def test_a_held_plan_says_what_for(lines, changes, because) -> None:
    then = played(*DELIVERED, *lines, changes=changes)
    assert [x.because for x in then.of(e.Held)] == [because]


def test_corrected_figures_are_measured_anew_while_the_review_is_open() -> None:
    open_review = played(*DELIVERED, LOW)
    better = open_review.brought(HIGH.replace("31 ", "32 "))
    assert names(better) == ["Measured", "ReviewDecided", "StageEntered", "Closed"]
    assert names(open_review.brought(LOW.replace("31 ", "32 "))) == []


def test_what_was_said_about_other_figures_falls_away() -> None:
    changes = {
        END
        + ".rows": "[{when: {metric: attainment, over: period, below: 40%}, go: separated, decided_by: [manager, hr]},"
        " {when: {metric: attainment, over: period, below: 80%}, go: last_chance, decided_by: [manager, hr]},"
        " {otherwise: success}, {not_known: held}]"
    }
    voted = played(*DELIVERED, LOW, "32 hr decide end --outcome last_chance", changes=changes)
    (look,) = voted.plan.looks.values()
    assert len(look.votes) == 1
    corrected = voted.then(LOW.replace("31 ", "33 ").replace(" 50;", " 30;"))
    (look,) = corrected.plan.looks.values()
    assert (look.go, look.votes) == (("separated",), ())


def test_a_length_that_varies_by_what_nobody_told_holds_the_plan() -> None:
    changes = {
        "values.length": "{varies_by: segment, is: {enterprise: 60 days}}",
        "stages.work.clocks.period.length": "$length",
    }
    held = played(*DELIVERED, changes=changes).of(e.Held)
    assert [(x.because, x.subject) for x in held] == [("value_not_known", "period")]


@pytest.mark.parametrize(
    ("lines", "forms"),
    [
        pytest.param((), 0, id="no form before the clock runs"),
        pytest.param(("0 manager deliver plan_letter",), 1, id="the first form with the clock"),
        pytest.param(("0 manager deliver plan_letter", "9 passes"), 1, id="one at a time: the second waits for the first"),
        pytest.param(("0 manager deliver plan_letter", "7 manager check-in weekly"), 2, id="done: the next form"),
        pytest.param(("0 manager deliver plan_letter", "11 passes"), 2, id="missed: the next form"),
    ],
)  # fmt: skip
def test_forms_for_what_recurs_come_one_at_a_time(lines, forms) -> None:
    then = played(*APPROVED, "0 manager issue plan_letter", *lines, changes=FORM)
    assert [x.document for x in then.of(e.Drafted)].count("form") == forms


def test_a_review_on_a_moment_looks_on_the_day_it_is_on_record() -> None:
    changes = {END + ".at": "plan_letter.acknowledged"}
    then = played(*DELIVERED, "5 employee acknowledge plan_letter --on 3", changes=changes)
    opened = then.of(e.ReviewOpened)[0]
    assert (number_of(opened.on), number_of(opened.basis), number_of(opened.closes)) == (
        5,
        5,
        11,
    )


def test_the_outcome_letter_is_written_after_the_end() -> None:
    then = played(*DELIVERED, HIGH, changes=TELL)
    assert names(then.events)[-3:] == ["StageEntered", "Closed", "Drafted"]
    assert then.plan.state == "closed"


def test_an_adverse_end_follows_only_when_both_have_said_so() -> None:
    low = "94 told sales 2026-02-06..2026-04-07 10; target 2026-02-06..2026-04-07 100"
    by_their_own_user = "decide end --outcome separated --assurance confirmed"
    one = played(*LAST_CHANCE, low, f"95 second_line {by_their_own_user}")
    assert one.plan.state == "open"
    both = one.then(f"96 hr {by_their_own_user}")
    assert (both.plan.state, both.plan.outcome) == ("closed", "dismissed")


@pytest.mark.parametrize(
    ("lines"),
    [
        pytest.param((), id="a proposal"),
        pytest.param(("0 hr decline",), id="a declined one"),
        pytest.param((*DELIVERED, "2 hr withdraw"), id="a withdrawn plan"),
        pytest.param((*DELIVERED, "82 passes"), id="a held plan"),
    ],
)
def test_nothing_follows_for(lines) -> None:
    assert list(following(played(*lines).m, day(60))) == []


def test_following_shows_one_entry_and_leaves_the_plan_as_it_is() -> None:
    plan = proposed().plan
    first = played(*DRAFTED)
    assert plan.state == "proposed"
    assert next(following(first.m, day(0)), None) is None
