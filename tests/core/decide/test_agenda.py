# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.decide.agenda import EVENING, MORNING, agenda, next_due
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    ISSUED,
    Played,
    number_of,
    played,
    proposed,
)

WEEKLY = {"stages.work.must.weekly": "{do: check_in, every: 1 week, during: period}"}
ASKING = {
    "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [hr]}"
}
STEPS = {
    "stages.work.must.letter.if_missed": "[{remind: 2 business days}, {escalate: second_line, after: 1 business day}]"
}
MONTHLY = {"stages.work.must.news": "{do: issue, document: gap, days: [7, 14], during: period}"}
REMIND = {"stages.work.deadline": "{within: 4 weeks}", "held": "{remind: 5 business days, at_most: 12 business days}"}  # fmt: skip


def lies_ahead(played: Played) -> list[tuple[str, str, int | None]]:
    """What will happen if nobody does anything, in order: kind, of what, day."""
    return [(due.kind, due.item, number_of(due.day)) for due in sorted(agenda(played.m))]


@pytest.mark.parametrize(
    ("lines", "changes", "ahead"),
    [
        pytest.param((), {}, [("lapse", "", 55)], id="a proposal waits for people, as long as its figures are fresh"),
        pytest.param(
            DRAFTED, {}, [("missed", "letter", 7), ("deadline", "", 182)],
            id="a letter not issued is missed on its due day; the stage has its last day",
        ),
        pytest.param(ISSUED, {}, [("deadline", "", 182)], id="issued, the duty is done"),
        pytest.param(
            DELIVERED, {},
            [("silence", "plan_letter", 7), ("clock", "period", 30), ("deadline", "", 182)],
            id="handed over, the receipt's window and the clock run",
        ),
        pytest.param(
            (*DELIVERED, "3 employee acknowledge plan_letter"), {},
            [("clock", "period", 30), ("deadline", "", 182)],
            id="a receipt given leaves no silence to come",
        ),
        pytest.param(
            (*DELIVERED, "30 evening"), {},
            [("review_closes", "end", 81), ("deadline", "", 182)],
            id="the review waits for figures and people",
        ),
        pytest.param(
            (*DELIVERED, "5 told left = 2026-01-20"), {},
            [("silence", "plan_letter", 7), ("left", "", 15), ("clock", "period", 30), ("deadline", "", 182)],
            id="a day of leaving that is to come",
        ),
        pytest.param(
            ("5 told left = 2026-01-20",), {}, [("left", "", 15), ("lapse", "", 55)],
            id="a proposal ends with the leaving too",
        ),
        pytest.param(
            (*DELIVERED, "2 manager extend more"), ASKING,
            [("silence", "plan_letter", 7), ("deadline", "", 182)],
            id="a clock asked to be extended waits for the answer",
        ),
        pytest.param(
            (*DELIVERED, "2 manager extend more", "3 hr approve more --outcome refused --item more"), ASKING,
            [("silence", "plan_letter", 7), ("clock", "period", 30), ("deadline", "", 182)],
            id="refused, the clock ends as it would have",
        ),
        pytest.param(
            (*DELIVERED, "2 manager extend more", "3 hr approve --item more"), ASKING,
            [("silence", "plan_letter", 7), ("clock", "period", 40), ("deadline", "", 182)],
            id="granted, it ends ten days later",
        ),
        pytest.param(
            (*DRAFTED, "8 passes"), STEPS, [("remind", "letter", 9), ("deadline", "", 182)],
            id="after the miss the reminder, one step at a time",
        ),
        pytest.param(
            (*DRAFTED, "10 passes"), STEPS, [("escalate", "letter", 10), ("deadline", "", 182)],
            id="after the reminder the escalation, counted from it",
        ),
        pytest.param(
            (*DRAFTED, "11 passes"), STEPS, [("deadline", "", 182)], id="then no more is said",
        ),
        pytest.param(
            DELIVERED, WEEKLY,
            [("silence", "plan_letter", 7), ("missed", "weekly", 10), ("missed", "weekly", 18),
             ("missed", "weekly", 24), ("clock", "period", 30), ("missed", "weekly", 31), ("deadline", "", 182)],
            id="a check-in is missed three working days after its day; day 14 is a holiday",
        ),
        pytest.param(
            DELIVERED, MONTHLY,
            [("draft", "news", 7), ("silence", "plan_letter", 7), ("missed", "news", 10), ("draft", "news", 15),
             ("missed", "news", 18), ("clock", "period", 30), ("deadline", "", 182)],
            id="a letter that recurs is written on its day, after a holiday on the next",
        ),
        pytest.param(
            (*DELIVERED, "29 passes"), REMIND,
            [("held_remind", "", 35), ("held_ends", "", 44)],
            id="held: only the reminders and the end of holding; no clock",
        ),
        pytest.param(
            (*DELIVERED, "36 passes"), REMIND,
            [("held_remind", "", 42), ("held_ends", "", 44)],
            id="the second reminder counts from the day of holding",
        ),
        pytest.param(
            (*DELIVERED, "36 passes"), {**REMIND, "held": "{remind: 5 business days, at_most: 10 business days}"}, [("held_ends", "", 42)],
            id="no reminder on the day of the end",
        ),
        pytest.param(
            (*DELIVERED, "44 passes"), REMIND, [("held_ends", "", 44)],
            id="nor after it",
        ),
        pytest.param(
            (*DELIVERED, "2 hr withdraw"), {}, [("silence", "plan_letter", 7)],
            id="withdrawn, only the receipt's window runs out",
        ),
    ],
)  # fmt: skip
def test_what_time_alone_will_bring(lines, changes, ahead) -> None:
    assert lies_ahead(played(*lines, changes=changes)) == ahead


def test_windows_end_in_the_evening_and_recurring_letters_are_written_in_the_morning() -> None:
    phases = {due.kind: due.phase for due in agenda(played(*DELIVERED, changes=MONTHLY).m)}
    assert phases["clock"] == phases["silence"] == phases["deadline"] == EVENING
    assert phases["draft"] == MORNING


def test_on_one_evening_clocks_come_first_and_deadlines_last() -> None:
    changes = {
        "documents.plan_letter.acknowledged": "{within: 22 business days}",
        "stages.work.deadline": "{within: 30 days}",
        "stages.work.must.look": "{do: act, text: Look, within: 30 days, from: stage.entered}",
        "stages.work.reviews.middle": "{days: [30], during: period, rows: [{otherwise: stay}, {not_known: stay}]}",
    }
    ahead = lies_ahead(played(*DELIVERED, changes=changes))
    assert [kind for kind, _, on in ahead if on == 30] == [
        "clock", "review", "missed", "deadline",
    ]  # fmt: skip


def test_a_review_again_and_again_shows_its_next_day_only() -> None:
    changes = {
        "stages.work.reviews.look": "{every: 2 weeks, during: stage, rows: [{otherwise: stay}, {not_known: stay}]}"
    }
    looks = [x for x in lies_ahead(played(*APPROVED, changes=changes)) if x[0] == "review"]
    assert looks == [("review", "look", 14)]
    later = played(*APPROVED, "20 passes", changes=changes)
    assert [x for x in lies_ahead(later) if x[0] == "review"] == [("review", "look", 28)]


def test_the_next_due_is_the_earliest_and_none_where_only_people_can_move() -> None:
    due = next_due(played(*DELIVERED).m)
    assert due is not None
    assert (due.kind, number_of(due.day)) == ("silence", 7)
    assert next_due(proposed({"open.0.not_older_than": "forever"}).m) is None
