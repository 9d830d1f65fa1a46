# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.plan.in_force import duties_in_force, occurrences
from engine.core.plan.owed import announced, next_approver, open_looks, owed
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    ISSUED,
    LAST_CHANCE,
    LOW,
    Played,
    number_of,
    played,
)

MUST, MAY = "stages.work.must.", "stages.work.may."
TWO = {"stages.work.reviews.end.rows.1": "{otherwise: last_chance, decided_by: [manager, hr]}"}
TO_AN_END = {
    "stages.work.reviews.end.rows.1": "{otherwise: [last_chance, separated], decided_by: [manager, hr]}"
}
ASKS = {
    "stages.work.reviews.end.rows.1": "{when: {answer: progress, is: enough}, go: success}",
    "stages.work.reviews.end.rows.2": "{otherwise: last_chance}",
    "stages.work.reviews.end.rows.3": "{not_known: held}",
}
RIGHTS = {
    "stages.left": "{final: left}",
    MAY + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [second_line, hr]}",
    MAY + "resign": "{do: resign, by: employee, go: left, approved_by: [hr]}",
}
KICKOFF = {
    MUST
    + "kickoff": "{do: meeting, notice: 3 business days, within: 10 business days, from: plan_letter.delivered}"
}
WEEKLY = {MUST + "weekly": "{do: check_in, every: 1 week, during: period}"}
TELL = {
    "must.tell": "{do: issue, document: last_letter, in: [success], by: hr, within: 5 business days, from: plan.closed}"
}
SHORT_DEADLINE = {"stages.work.deadline": "{within: 2 weeks}"}


def awaited(then: Played) -> list[tuple[str, str, str, int | None]]:
    """What is awaited: action, role, of what, until when."""
    return [(o.action, o.role, o.document or o.item, number_of(o.due)) for o in owed(then.m)]


@pytest.mark.parametrize(
    ("changes", "lines", "waits"),
    [
        pytest.param({}, (), [("confirm", "hr", "", None), ("decline", "hr", "", None)], id="a proposal: yes or no"),
        pytest.param({}, DRAFTED, [("approve", "second_line", "plan_letter", 7)], id="the first approver, by the day the letter is due"),
        pytest.param({}, (*DRAFTED, "0 second_line approve plan_letter"), [("approve", "hr", "plan_letter", 7)], id="then the second"),
        pytest.param({}, APPROVED, [("issue", "manager", "plan_letter", 7)], id="then whose duty it is"),
        pytest.param({}, ISSUED, [("deliver", "manager", "plan_letter", 0)], id="issued: hand it over today"),
        pytest.param({}, DELIVERED, [("acknowledge", "employee", "plan_letter", 7)], id="the receipt within five working days"),
        pytest.param({}, (*DELIVERED, "8 passes"), [], id="silence has spoken: nobody is waited for"),
        pytest.param({}, (*DELIVERED, "30 evening"), [], id="figures are missing: no person can help"),
        pytest.param({}, (*DELIVERED, LOW), [("decide", "manager", "end", 81)], id="the decider, until the review closes"),
        pytest.param(TWO, (*DELIVERED, LOW, "32 hr decide end --outcome last_chance"), [("decide", "manager", "end", 81)], id="the one who has not decided yet"),
        pytest.param(ASKS, (*DELIVERED, LOW), [("answer", "manager", "end", 81)], id="the question of a review"),
        pytest.param({}, (*DELIVERED, "82 passes"), [("resume", "hr", "", 81), ("withdraw", "hr", "", None)], id="held: go on or give up"),
        pytest.param({}, (*DELIVERED, "9 told sales 2025-10 100; sales 2025-11 100"), [("decide", "hr", "correction-1", None)], id="a correction asks a person"),
        pytest.param(RIGHTS, (*DELIVERED, "8 passes", "9 manager extend more"), [("approve", "second_line", "more", None)], id="a right waits for its first approver"),
        pytest.param(
            RIGHTS, (*DELIVERED, "8 passes", "9 manager extend more", "9 employee resign --assurance confirmed"),
            [("approve", "second_line", "more", None), ("approve", "hr", "resign", None)], id="two rights asked for are both waited for",
        ),
        pytest.param(RIGHTS, (*DELIVERED, "8 passes", "9 manager extend more", "9 second_line approve --item more"), [("approve", "hr", "more", None)], id="and then for its second"),
        pytest.param(KICKOFF, (*DELIVERED, "8 passes"), [("meet", "manager", "kickoff", 15)], id="a duty, until its due day"),
        pytest.param(WEEKLY, (*DELIVERED, "8 passes"), [("check-in", "manager", "weekly", 7)], id="what recurs: the one at hand, although its day is past"),
        pytest.param(WEEKLY, (*DELIVERED, "8 manager check-in weekly"), [("check-in", "manager", "weekly", 15)], id="done: the next"),
        pytest.param(WEEKLY, (*DELIVERED, "11 passes"), [("check-in", "manager", "weekly", 15)], id="missed: the next"),
        pytest.param({}, (*DELIVERED, "3 hr withdraw"), [], id="withdrawn: nothing"),
        pytest.param(TELL, (*DELIVERED, HIGH), [("approve", "second_line", "last_letter", 38)], id="the end is told in a letter"),
        pytest.param({}, LAST_CHANCE[:-1], [("deliver", "hr", "last_letter", 32)], id="a letter of the stage it is in"),
    ],
)  # fmt: skip
def test_who_is_waited_for(changes, lines, waits) -> None:
    if changes is KICKOFF or changes is WEEKLY:
        lines = (
            *lines[: len(DELIVERED)],
            "0 employee acknowledge plan_letter",
            *lines[len(DELIVERED) :],
        )
    assert awaited(played(*lines, changes=changes)) == waits


def test_what_may_be_said_stands_with_it() -> None:
    confirm, decline = owed(played(changes={"open.0.start": "[work, last_chance]"}).m)
    assert (confirm.outcomes, decline.outcomes) == (("work", "last_chance"), ())
    (decide,) = owed(played(*DELIVERED, LOW).m)
    assert (decide.occurrence, decide.outcomes) == (1, ("last_chance",))
    (answer,) = owed(played(*DELIVERED, LOW, changes=ASKS).m)
    assert (answer.question, answer.outcomes) == ("progress", ("enough", "partly"))


@pytest.mark.parametrize(
    ("changes", "lines", "assurance"),
    [
        pytest.param({}, (*DELIVERED, LOW), "asserted", id="a decision that leads to another stage"),
        pytest.param(TO_AN_END, (*DELIVERED, LOW), "confirmed", id="a decision that may end employment"),
        pytest.param({}, DRAFTED, "asserted", id="a letter"),
        pytest.param({"documents.plan_letter.assurance": "confirmed"}, DRAFTED, "confirmed", id="a letter of which the policy says so"),
        pytest.param({"documents.plan_letter.assurance": "confirmed"}, (*DRAFTED, "0 second_line approve plan_letter --assurance confirmed", "0 hr approve plan_letter --assurance confirmed"), "asserted", id="but not to issue it"),
    ],
)  # fmt: skip
def test_how_sure_it_must_be_who_does_it_is_said(changes, lines, assurance) -> None:
    assert {one.assurance for one in owed(played(*lines, changes=changes).m)} == {assurance}


@pytest.mark.parametrize(
    ("changes", "lines", "earliest"),
    [
        pytest.param(KICKOFF, (), 3, id="a meeting after its notice"),
        pytest.param(WEEKLY, (), None, id="the first check-in at once"),
        pytest.param(
            WEEKLY,
            ("3 manager check-in weekly",),
            8,
            id="the second after the day of the first",
        ),
    ],
)
def test_from_when_on_it_can_be_done(changes, lines, earliest) -> None:
    m = played(*DELIVERED, "0 employee acknowledge plan_letter", *lines, changes=changes).m
    (one,) = owed(m)
    assert number_of(one.earliest) == earliest


def test_only_meetings_are_announced() -> None:
    changes = {**KICKOFF, **WEEKLY}
    m = played(*DELIVERED, changes=changes).m
    kickoff, weekly = (duties_in_force(m)[name] for name in ("kickoff", "weekly"))
    (once,) = occurrences(m, "kickoff", kickoff)
    assert number_of(announced(m, kickoff, once)) == 3
    assert announced(m, weekly, occurrences(m, "weekly", weekly)[0]) is None
    assert occurrences(played(*APPROVED, changes=changes).m, "kickoff", kickoff) == ()


def test_a_review_is_open_until_it_is_decided() -> None:
    still = played(*DELIVERED, LOW)
    assert [(name, number) for name, number, _ in open_looks(still.m)] == [("end", 1)]
    assert [*open_looks(played(*LAST_CHANCE).m)] == []


def test_whose_turn_it_is() -> None:
    turns = [
        next_approver(then.m, then.plan.documents[2])
        for then in (
            played(*DRAFTED),
            played(*DRAFTED, "0 second_line approve plan_letter"),
            played(*APPROVED),
        )
    ]
    assert turns == ["second_line", "hr", ""]
