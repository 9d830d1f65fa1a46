"""What hangs on a thing that happens again happens for each time; what may not be owed is not missed."""

# ruff: noqa: E501 - a row of a table is read across

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.decide.agenda import agenda
from engine.core.plan.in_force import duties_not_known
from engine.core.plan.owed import owed
from engine.core.record import events as e
from tests.core.plans import DELIVERED, DRAFTED, Played, number_of, played

MUST = "stages.work.must."
WEEKLY = {MUST + "weekly": "{do: check_in, every: 1 week, during: period}"}
MAIL = WEEKLY | {
    "documents.mail": "{approved_by: []}",
    MUST + "mail": "{do: issue, document: mail, within: 1 day, from: weekly.done}",
}
CALL = WEEKLY | {MUST + "call": "{do: act, text: A call, within: 2 days, from: weekly.missed}"}
TALK = WEEKLY | {
    MUST + "talk": "{do: meeting, notice: 1 day, within: 3 days, from: weekly.done}"
}
AT_ONCE = WEEKLY | {MUST + "note": "{do: act, text: A note, at: weekly.done}"}
UNION = {
    "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], times: 2}",
    MUST
    + "union": "{do: act, text: Tell the union, by: hr, within: 1 day, from: more.granted}",
}
LOOKED = WEEKLY | {
    "stages.work.reviews.slip": "{at: weekly.missed, rows: [{when: {answer: progress, is: enough}, go: success}, {otherwise: stay}, {not_known: stay}]}"
}
THRICE = (
    "7 manager check-in weekly",
    "15 manager check-in weekly",
    "21 manager check-in weekly",
)


def owes(then: Played, item: str) -> list[tuple[int, int | None]]:
    return [(one.occurrence, number_of(one.due)) for one in owed(then.m) if one.item == item]


# -- for each time --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("checked", "mails"),
    [
        pytest.param(0, [], id="before the first"),
        pytest.param(1, [(1, 8)], id="after the first"),
        pytest.param(
            2, [(1, 8), (2, 16)], id="and after the second, though the first mail is open"
        ),
        pytest.param(3, [(1, 8), (2, 16), (3, 22)], id="and after the third"),
    ],
)
def test_a_mail_follows_each_check_in(checked: int, mails: list[tuple[int, int]]) -> None:
    then = played(*DELIVERED, *THRICE[:checked], changes=MAIL)
    assert [x.occurrence for x in then.of(e.Drafted) if x.item == "mail"] == [
        n for n, _ in mails
    ]
    assert owes(then, "mail") == mails


def test_a_mail_that_went_out_leaves_the_next_one_owed() -> None:
    then = played(*DELIVERED, THRICE[0], "8 manager issue mail", THRICE[1], changes=MAIL)
    assert [one for one in owes(then, "mail") if one[1]][-1] == (2, 16)
    late = then.then("20 passes").of(e.DutyMissed)
    assert [(x.duty, x.occurrence, number_of(x.due)) for x in late] == [("mail", 2, 16)]


def test_what_follows_a_missed_one_follows_each_that_was_missed() -> None:
    then = played(*DELIVERED, "21 passes", changes=CALL)
    missed = [x.occurrence for x in then.of(e.DutyMissed) if x.duty == "weekly"]
    assert missed == [1, 2]
    assert [number for number, _ in owes(then, "call")] == [1, 2]
    done = then.then("21 manager act call", "21 manager act call")
    assert owes(done, "call") == []


def test_each_meeting_has_its_own_notice() -> None:
    then = played(*DELIVERED, *THRICE[:2], changes=TALK)
    first = [
        (one.occurrence, number_of(one.earliest)) for one in owed(then.m) if one.item == "talk"
    ]
    assert first == [(1, 8), (2, 16)]


def test_what_is_due_at_a_moment_is_due_at_each() -> None:
    then = played(*DELIVERED, *THRICE[:2], changes=AT_ONCE)
    assert owes(then, "note") == [(1, 7), (2, 15)]


def test_the_union_is_told_of_each_extension() -> None:
    then = played(*DELIVERED, "9 manager extend more", changes=UNION)
    assert owes(then, "union") == [(1, 10)]
    again = then.then("10 hr act union", "11 manager extend more")
    assert owes(again, "union") == [(2, 15)]  # day 12 is a Saturday, day 14 a holiday


def test_a_review_looks_at_each_time() -> None:
    then = played(*DELIVERED, "23 passes", changes=LOOKED)
    assert [x.occurrence for x in then.of(e.ReviewOpened) if x.review == "slip"] == [1, 2]


@given(done=st.lists(st.booleans(), min_size=4, max_size=4))
@settings(max_examples=16, deadline=None)
def test_as_many_mails_as_check_ins(done: list[bool]) -> None:
    lines = [
        f"{day} manager check-in weekly"
        for day, yes in zip((7, 15, 21, 28), done, strict=True)
        if yes
    ]
    then = played(*DELIVERED, *lines, changes=MAIL)
    held = [x.occurrence for x in then.of(e.DutyDone)]
    assert [x.occurrence for x in then.of(e.Drafted) if x.item == "mail"] == held
    assert len(held) == sum(done)


# -- not known whether it is owed -----------------------------------------------------------------

CALLS = {"metrics.calls": "{count: calls}"}
UNSURE = CALLS | {
    MUST
    + "visit": "{do: act, text: A visit, by: hr, within: 3 days, when: {metric: calls, over: last 1 month, at_least: 1}, if_missed: [{escalate: second_line, after: 1 day}]}"
}
UNSURE_WEEKLY = CALLS | {
    MUST
    + "visit": "{do: check_in, every: 1 week, during: stage, when: {metric: calls, over: last 1 month, at_least: 1}}"
}
SOME, NONE = "told calls 2025-12 3", "told calls 2025-12 0"


def about(then: Played, item: str) -> list[str]:
    kinds = (e.DutyArose, e.DutyMissed, e.Escalated, e.Reminded)
    return [type(x).__name__ for x in then.events if isinstance(x, kinds) and x.duty == item]


def test_what_may_not_be_owed_is_neither_due_nor_missed_and_stands_open() -> None:
    then = played(*DRAFTED, "20 passes", changes=UNSURE)
    assert about(then, "visit") == []
    assert owes(then, "visit") == []
    assert [*duties_not_known(then.m)] == ["visit"]
    assert not [due for due in agenda(then.m) if due.item == "visit"]


def test_known_later_it_is_owed_from_then_on() -> None:
    then = played(*DRAFTED, f"15 {SOME}", changes=UNSURE)
    assert owes(then, "visit") == [(1, 18)]
    assert about(then, "visit") == ["DutyArose"]
    missed = then.then("25 passes").of(e.DutyMissed)
    assert [(x.duty, number_of(x.due)) for x in missed if x.duty == "visit"] == [("visit", 18)]


def test_known_from_the_start_it_is_due_from_the_start() -> None:
    then = played(f"-1 {SOME}", *DRAFTED, changes=UNSURE)
    assert owes(then, "visit") == [(1, 3)]
    assert about(then.then("6 passes"), "visit") == ["DutyArose", "DutyMissed", "Escalated"]


def test_known_not_to_be_owed_it_is_gone() -> None:
    then = played(*DRAFTED, f"15 {NONE}", "40 passes", changes=UNSURE)
    assert (about(then, "visit"), duties_not_known(then.m)) == ([], {})


def test_of_what_recurs_only_the_days_since_it_is_known_count() -> None:
    then = played(*DRAFTED, f"16 {SOME}", "30 passes", changes=UNSURE_WEEKLY)
    missed = [number_of(x.due) for x in then.of(e.DutyMissed) if x.duty == "visit"]
    assert missed == [21]  # days 7 and 15 were before it was known; day 28 has its grace


@given(told=st.none() | st.integers(1, 25), until=st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_no_duty_is_missed_before_it_was_known_to_be_owed(told: int | None, until: int) -> None:
    lines = [] if told is None or told > until else [f"{told} {SOME}"]
    then = played(*DRAFTED, *lines, f"{until} passes", changes=UNSURE)
    known = [x.on for x in then.of(e.DutyArose)]
    for missed in then.of(e.DutyMissed):
        if missed.duty == "visit":
            assert known
            assert missed.due > known[0]


# -- answers --------------------------------------------------------------------------------------

ASKED = {"stages.work.reviews.end.rows": "[{when: {answer: progress, is: enough}, go: success}, {otherwise: last_chance}, {not_known: held}]"}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        pytest.param(29, False, id="the day before: the review asks anew"),
        pytest.param(30, True, id="on the review's own day"),
        pytest.param(31, True, id="the day after"),
    ],
)
def test_an_answer_given_on_the_reviews_own_day_counts(day: int, counts: bool) -> None:
    then = played(
        *DELIVERED, f"{day} manager answer --answer progress=enough", "32 passes", changes=ASKED
    )
    assert (then.plan.outcome == "success") is counts


def test_the_last_answer_of_that_day_counts_and_a_new_stage_asks_anew() -> None:
    then = played(
        *DELIVERED, "30 manager answer --answer progress=enough",
        "30 manager answer --answer progress=partly", "31 manager decide end --outcome last_chance",
        changes=ASKED,
    )  # fmt: skip
    assert (then.plan.stage, then.plan.answers) == ("last_chance", {})
