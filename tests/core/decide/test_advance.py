# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.decide.advance import advanced, settled_steps
from engine.core.decide.agenda import EVENING, MORNING
from engine.core.record import events as e
from engine.core.values.period import Period
from tests.builders import day
from tests.core.plans import DELIVERED, DRAFTED, HIGH, LOW, names, number_of, played
from tests.english import english

SHORT_DEADLINE = {"stages.work.deadline": "{within: 2 weeks}"}
STEPS = {
    "stages.work.must.letter.if_missed": "[{remind: 2 business days}, {remind: 2 business days}, {escalate: second_line}]"
}
AWAY = Period(day(5), day(25))


def over_night(lines, until, phase=MORNING, changes=None, away=None):
    """The entries that nothing but time brings: kind and day."""
    m = played(*lines, changes=changes).m
    events = [step.event for step in advanced(m, day(until), phase, away)]
    return [(type(x).__name__, number_of(x.on)) for x in events]


@pytest.mark.parametrize(
    ("until", "phase", "then"),
    [
        pytest.param(29, EVENING, [], id="a day before the end nothing has ended"),
        pytest.param(30, MORNING, [], id="the last day belongs to the period"),
        pytest.param(
            30, EVENING,
            [("ClockEnded", 30), ("ReviewOpened", 30), ("Measured", 30)],
            id="it ends in the evening, and the review looks at once",
        ),
        pytest.param(
            31, MORNING,
            [("ClockEnded", 30), ("ReviewOpened", 30), ("Measured", 30)],
            id="whoever looks in the morning finds it dated the evening before",
        ),
    ],
)  # fmt: skip
def test_a_period_of_30_days_ends_on_the_evening_of_day_30(until, phase, then) -> None:
    received = (*DELIVERED, "1 employee acknowledge plan_letter")
    assert over_night(received, until, phase) == then


@pytest.mark.parametrize(
    ("lines", "until", "outcome"),
    [
        pytest.param((HIGH,), 36, "success", id="high enough: it leads on by itself, being good"),
        pytest.param((LOW,), 81, None, id="too low: adverse, so it waits for the manager"),
        pytest.param((LOW,), 82, "held", id="nobody decided within the review's window"),
        pytest.param((), 81, None, id="no figures yet: still waiting on the last day"),
        pytest.param((), 82, "held", id="no figures in time: held, never adverse"),
        pytest.param(
            (LOW, "81 manager decide end --outcome last_chance"), 82, "last_chance",
            id="decided on the last day is in time",
        ),
    ],
)  # fmt: skip
def test_a_review_waits_five_working_days_from_the_day_its_figures_are_due(
    lines, until, outcome
) -> None:
    then = played(*DELIVERED, "30 evening", *lines, f"{until} passes")
    decided = [x.outcome for x in then.of(e.ReviewDecided)]
    assert decided == ([outcome] if outcome else [])
    assert then.plan.state == {"held": "held", "success": "closed"}.get(outcome, "open")


def test_time_that_is_up_says_what_was_missing() -> None:
    nothing_known = played(*DELIVERED, "82 passes").of(e.ReviewDecided)[0]
    assert (
        english(nothing_known.why.says)
        == "the time for the review ended on 2026-03-27 and it was not known"
    )
    undecided = played(*DELIVERED, LOW, "82 passes").of(e.ReviewDecided)[0]
    assert english(undecided.why.says).endswith("and nobody decided")
    assert undecided.row == nothing_known.row == 2  # the row not_known


@pytest.mark.parametrize(
    ("until", "state"),
    [
        pytest.param(14, "open", id="the last day of the stage is still the stage's"),
        pytest.param(15, "held", id="after it the plan is held for a person"),
    ],
)
def test_a_stage_may_take_two_weeks(until: int, state: str) -> None:
    assert played(*DRAFTED, f"{until} passes", changes=SHORT_DEADLINE).plan.state == state


@pytest.mark.parametrize(
    ("until", "state"),
    [
        pytest.param(56, "held", id="thirty working days to resume it"),
        pytest.param(57, "closed", id="then it ends, and not against the employee"),
    ],
)
def test_a_held_plan_ends_by_itself_and_never_adversely(until: int, state: str) -> None:
    then = played(*DRAFTED, f"{until} passes", changes=SHORT_DEADLINE)
    assert (then.plan.state, then.plan.outcome) == (
        state,
        "no_action" if state == "closed" else "",
    )
    if state == "closed":
        assert english(then.of(e.StageEntered)[-1].why.says) == (
            "held since 2026-01-19 and nobody resumed it by 2026-03-02"
        )


@pytest.mark.parametrize(
    ("until", "closed"),
    [
        pytest.param(15, None, id="still there on the last day"),
        pytest.param(16, 15, id="gone that evening"),
    ],
)
def test_leaving_ends_the_plan_without_a_verdict(until: int, closed: int | None) -> None:
    then = played(*DELIVERED, "5 told left = 2026-01-20", f"{until} passes")
    assert number_of(then.plan.closed) == closed
    assert then.plan.outcome == ("employment_ended" if closed else "")


def test_a_duty_not_done_is_missed_then_reminded_of_then_escalated() -> None:
    assert over_night(DRAFTED, 30, changes=STEPS) == [
        ("DutyMissed", 7), ("Reminded", 9), ("Reminded", 11), ("Escalated", 21),
    ]  # fmt: skip


def test_what_recurs_tells_the_day_it_was_due_and_not_the_last_day_of_grace() -> None:
    weekly = {"stages.work.must.weekly": "{do: check_in, every: 1 week, during: period}"}
    missed = played(*DELIVERED, "19 passes", changes=weekly).of(e.DutyMissed)
    assert [(number_of(x.on), number_of(x.due)) for x in missed] == [(10, 7), (18, 15)]


# -- nobody was looking ---------------------------------------------------------------------------


def test_what_fell_due_while_nobody_looked_says_so() -> None:
    m = played(*DRAFTED, changes=STEPS).m
    late = [
        (type(x).__name__, x.late) for x in (s.event for s in advanced(m, day(26), away=AWAY))
    ]
    assert late == [("DutyMissed", AWAY), ("Reminded", AWAY), ("Escalated", AWAY)]


def test_after_an_absence_one_reminder_stands_for_all_of_it() -> None:
    m = played(*DRAFTED, changes=STEPS).m
    reminded = [
        s.event for s in advanced(m, day(26), away=AWAY) if isinstance(s.event, e.Reminded)
    ]
    assert [x.step for x in reminded] == [2]


def test_a_reminder_after_the_absence_is_its_own() -> None:
    m = played(*DRAFTED, changes=STEPS).m
    away = Period(day(5), day(10))
    reminded = [
        s.event for s in advanced(m, day(26), away=away) if isinstance(s.event, e.Reminded)
    ]
    assert [(x.step, x.late) for x in reminded] == [(1, away), (2, None)]


def test_a_review_whose_time_ran_out_unseen_is_held_for_a_person_though_figures_say_no() -> (
    None
):
    m = played(*DELIVERED, "30 evening", LOW).m
    away = Period(day(32), day(102))
    held = [s.event for s in advanced(m, day(103), away=away) if isinstance(s.event, e.Held)]
    assert [(x.because, x.late) for x in held] == [("review_late", away)]


def test_the_time_to_resume_begins_on_the_first_day_that_somebody_looks() -> None:
    m = played(*DELIVERED, "30 evening", LOW).m
    steps = list(advanced(m, day(103), away=Period(day(32), day(102))))
    left = replace(m, plan=steps[-1].plan)
    reminded = [
        s.event for s in advanced(left, day(117)) if isinstance(s.event, e.HeldReminded)
    ]
    assert [number_of(x.on) for x in reminded] == [
        109,
        116,
    ]  # five working days each from day 103, a Saturday


def test_silence_that_nobody_saw_counts_only_from_the_last_unseen_day() -> None:
    m = played(*DELIVERED).m
    seen = next(
        s.event for s in advanced(m, day(26), away=AWAY) if isinstance(s.event, e.Acknowledged)
    )
    assert (number_of(seen.on), number_of(seen.day)) == (7, 25)


# -- one entry at a time --------------------------------------------------------------------------


@pytest.mark.parametrize("cut", [7, 15, 30, 31, 38, 60])
def test_two_looks_find_what_one_look_finds(cut: int) -> None:
    m = played(*DELIVERED, changes=SHORT_DEADLINE).m
    at_once = [step.event for step in advanced(m, day(90))]
    first = list(advanced(m, day(cut)))
    later = replace(m, plan=first[-1].plan) if first else m
    assert [step.event for step in (*first, *advanced(later, day(90)))] == at_once


def test_what_is_settled_stays_settled() -> None:
    m = played(*DELIVERED).m
    assert list(settled_steps(m, day(0))) == []


def test_each_step_shows_the_plan_after_its_entry() -> None:
    m = played(*DELIVERED).m
    steps = list(advanced(m, day(31)))
    assert names(s.event for s in steps)[:2] == ["Acknowledged", "ClockEnded"]
    assert [s.plan.seq - m.plan.seq for s in steps] == [1, 2, 3, 4]
