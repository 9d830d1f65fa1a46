# ruff: noqa: E501 - a row of a table is read across
"""While a restricted absence lasts nothing adverse happens, and nobody's time runs."""

from dataclasses import replace

import pytest

from engine.core.decide.agenda import agenda, next_due
from engine.core.decide.opening import considered
from engine.core.plan.owed import owed
from engine.core.plan.protection import back_on, protected_on, protected_times
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.words.say import refusal_words
from tests.builders import ANNA, day
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    ISSUED,
    LAST_CHANCE,
    LOW,
    a_short_policy,
    a_world,
    names,
    number_of,
    played,
    told,
)
from tests.english import english, refusing

AWAY = "{} told away leave sick {}"
POLICY = a_short_policy()


def away(*said: str):
    world = a_world()
    for each in said:
        world = told(world, f"away leave sick {each}", day(0))
    return world


def numbers(world) -> list[tuple[int | None, int | None]]:
    times = protected_times(POLICY, world.known())
    return [(number_of(time.first), number_of(time.until)) for time in times]


@pytest.mark.parametrize(
    ("said", "times"),
    [
        pytest.param(["3..9"], [(3, 9)], id="one"),
        pytest.param(["3..9", "20..21"], [(3, 9), (20, 21)], id="two"),
        pytest.param(["5..9", "3..6"], [(3, 9)], id="run together where they overlap"),
        pytest.param(["2..3", "4..9"], [(2, 9)], id="and where one follows the other"),
        pytest.param(["3..4", "7..9"], [(3, 9)], id="or the weekend alone lies between"),
        pytest.param(["3..12"], [(3, 14)], id="on days off after it nobody is back yet"),
        pytest.param(["3..9", "5.."], [(3, None)], id="nobody knows the end"),
        pytest.param(["3..", "5..9"], [(3, None)], id="nor after a shorter one inside"),
        pytest.param(["3..", "3..9"], [(3, 9)], id="the end is told later"),
    ],
)  # fmt: skip
def test_days_away_run_together(said, times) -> None:
    assert numbers(away(*said)) == times


def test_an_absence_that_the_policy_does_not_protect_protects_nobody() -> None:
    policy = a_short_policy({"employee.leave.restricted": "false"})
    assert protected_times(policy, away("3..9").known()) == ()


def test_an_absence_is_protected_unless_the_policy_says_otherwise() -> None:
    policy = a_short_policy({"employee.leave.restricted": None})
    assert len(protected_times(policy, away("3..9").known())) == 1


@pytest.mark.parametrize(
    ("said", "back"),
    [
        pytest.param("1..3", 4, id="the day after"),
        pytest.param("1..4", 7, id="over the weekend"),
        pytest.param("1..13", 15, id="and a holiday"),
        pytest.param("1..", None, id="not known"),
    ],
)
def test_the_first_working_day_after_it(said, back) -> None:
    found = back_on(POLICY, away(said).known(), day(2))
    assert number_of(found) == back
    assert protected_on(POLICY, away(said).known(), day(2))


# -- nothing is proposed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "found", "again"),
    [
        pytest.param("0..3", 0, 4, id="away today: looked at anew on the day after"),
        pytest.param("0..", 0, None, id="nobody knows until when"),
        pytest.param("-9..-1", 1, None, id="back since today"),
        pytest.param("1..3", 1, None, id="not yet away"),
    ],
)  # fmt: skip
def test_nothing_is_proposed_while_it_lasts(said, found, again) -> None:
    known = away(said).known()
    seen = considered(POLICY, ANNA, known, day(-5), day(0), told=True)
    assert (seen.covered, len(seen.found)) == (True, found)
    if not found:
        assert number_of(seen.again) == again
        assert seen.undecided is None


# -- nothing is asked or decided ------------------------------------------------------------------

WAITS = ("decline",)


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        pytest.param(["0 passes"], {"decline"}, id="a proposal is not to be confirmed"),
        pytest.param(DRAFTED, set(), id="no letter is to be approved"),
        pytest.param(APPROVED, set(), id="nor issued"),
        pytest.param(ISSUED, set(), id="nor handed over"),
        pytest.param(DELIVERED, set(), id="nor is its receipt awaited"),
        pytest.param([*DELIVERED, LOW], set(), id="nor a decision"),
    ],
)  # fmt: skip
def test_nobody_is_asked_for_anything_adverse(lines, asked) -> None:
    last = max(int(line.split()[0]) for line in lines)
    life = played(*lines, AWAY.format(last, f"{last + 1}..{last + 5}"), f"{last + 1} passes")
    assert {one.action for one in owed(life.m)} == asked
    back = life.then(f"{last + 7} passes")
    assert {one.action for one in owed(back.m)} > asked


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param(["0 passes"], "{} hr confirm", id="confirm"),
        pytest.param(APPROVED, "{} manager issue plan_letter", id="issue"),
        pytest.param(ISSUED, "{} manager deliver plan_letter", id="deliver"),
        pytest.param(DELIVERED, '{} manager refuse plan_letter --note "E00009 saw it"', id="say that receipt was refused"),
        pytest.param([*DELIVERED, LOW], "{} manager decide end --outcome last_chance", id="decide"),
    ],
)  # fmt: skip
def test_nothing_adverse_is_taken_while_it_lasts(lines, line) -> None:
    last = max(int(each.split()[0]) for each in lines)
    life = played(*lines, AWAY.format(last, f"{last + 1}..{last + 2}"))
    back = back_on(life.m.policy, life.m.known, day(last + 1))
    with refusing(f"from {back} on it may"):
        life.then(line.format(last + 1))
    assert life.brought(line.format(number_of(back)))


def test_a_letter_handed_over_on_such_a_day_does_not_count() -> None:
    life = played(*ISSUED, AWAY.format(3, "1..2"))
    with refusing("could happen on 2026-01-06; it does not count"):
        life.then("3 manager deliver plan_letter --on 1")


def test_no_refusal_says_why() -> None:
    life = played(AWAY.format(0, "0.."))
    with pytest.raises(NotAllowedError) as refused:
        life.then("1 hr confirm")
    said = refusal_words(refused.value, "en")
    assert (
        said
        == "nothing that goes against the employee may happen in this plan for the time being"
    )


@pytest.mark.parametrize(
    ("lines", "line", "then"),
    [
        pytest.param(["0 passes"], "1 hr decline", "Closed", id="decline"),
        pytest.param(DELIVERED, "1 hr withdraw", "Closed", id="withdraw"),
        pytest.param(DELIVERED, "1 employee acknowledge plan_letter", "Acknowledged", id="the employee's own word"),
    ],
)  # fmt: skip
def test_what_is_good_for_the_employee_goes_on(lines, line, then) -> None:
    assert then in names(played(*lines, AWAY.format(0, "0..5")).brought(line))


def test_success_does_not_wait() -> None:
    life = played(*DELIVERED, AWAY.format(25, "25..60"))
    assert "Closed" in names(life.brought(HIGH))
    assert life.then(HIGH).plan.outcome == "success"


def test_an_adverse_finding_waits_for_the_first_working_day_after_it() -> None:
    counted = {"metrics.attainment.leave_out": "[]"}  # else nothing of the clock would count
    life = played(*DELIVERED, AWAY.format(25, "25..36"), LOW, changes=counted)
    assert not [event for event in life.of(e.Measured) if event.go]
    found = life.then("37 passes").of(e.Measured)[-1]
    assert (number_of(found.on), found.go) == (37, ("last_chance",))


# -- time -----------------------------------------------------------------------------------------


def test_the_receipt_window_stops() -> None:
    """Five business days after day 0 are day 7; away from day 2 on and back on day 7 they are a Saturday."""
    plain = played(*DELIVERED, "40 passes")
    silent = [number_of(event.on) for event in plain.of(e.Acknowledged)]
    stopped = played(*DELIVERED, AWAY.format(1, "2..5"), "40 passes")
    later = [number_of(event.on) for event in stopped.of(e.Acknowledged)]
    assert (silent, later) == ([7], [15])  # the Monday is a holiday


def test_nothing_is_taken_from_silence_while_nobody_knows_the_end() -> None:
    life = played(*DELIVERED, AWAY.format(1, "2.."), "29 passes")
    assert not life.of(e.Acknowledged)


def test_the_deadline_stops() -> None:
    plain = played(*DELIVERED).m
    plain = replace(plain, plan=replace(plain.plan, runs={}))
    stopped = replace(plain, plan=replace(plain.plan, stood=((day(10), day(20)),)))
    (before,) = [due.day for due in agenda(plain) if due.kind == "deadline"]
    (after,) = [due.day for due in agenda(stopped) if due.kind == "deadline"]
    assert (after - before).days == 10


def test_a_review_that_waits_for_its_deciders_has_that_much_longer() -> None:
    life = played(*DELIVERED, LOW, AWAY.format(32, "32..41"), "42 passes")
    plain = played(*DELIVERED, LOW)
    ((_, look),), ((_, before),) = life.plan.looks.items(), plain.plan.looks.items()
    assert (look.closes - before.closes).days == 10


def test_leave_told_when_it_was_over_is_made_good() -> None:
    life = played(*DELIVERED, AWAY.format(6, "2..3"))
    assert names(life.events)[-2:] == ["Stopped", "WentOn"]
    silence = played(*DELIVERED, AWAY.format(6, "2..3"), "40 passes").of(e.Acknowledged)
    assert number_of(silence[0].on) == 9


def test_an_end_told_later_lets_it_go_on_at_once() -> None:
    life = played(*DELIVERED, AWAY.format(1, "2.."), AWAY.format(10, "2..8"))
    (went_on,) = life.of(e.WentOn)
    assert (number_of(went_on.on), number_of(went_on.since), number_of(went_on.resumed)) == (
        10,
        2,
        10,
    )
    assert life.plan.stopped is None


def test_leave_told_in_error_is_taken_back_and_the_plan_goes_on() -> None:
    life = played(*DELIVERED, AWAY.format(1, "2.."), "10 told away leave none 2")
    (went_on,) = life.of(e.WentOn)
    assert number_of(went_on.on) == 10
    assert life.plan.stopped is None
    assert not life.m.known.absences


def test_past_26_weeks_a_person_is_asked_once() -> None:
    life = played(*DELIVERED, AWAY.format(1, "2.."), "400 passes")
    (raised,) = life.of(e.QuestionRaised)
    assert (raised.role, number_of(raised.on)) == ("hr", 2 + 26 * 7)
    assert english(raised.why.says) == (
        "the plan has stood still since 2026-01-07, which was 26 weeks on 2026-07-08"
    )


def test_a_short_leave_asks_nobody() -> None:
    assert not played(*DELIVERED, AWAY.format(1, "2..9"), "29 passes").of(e.QuestionRaised)


def test_it_stops_on_its_own_day_however_seldom_somebody_looks() -> None:
    once = played(*DELIVERED, AWAY.format(0, "3..9"), "20 passes")
    often = played(*DELIVERED, AWAY.format(0, "3..9"), *(f"{n} passes" for n in range(1, 21)))
    assert once.events == often.events
    stops = [
        (type(x).__name__, number_of(x.on))
        for x in once.events
        if isinstance(x, e.Stopped | e.WentOn)
    ]
    assert stops == [("Stopped", 3), ("WentOn", 10)]


END_LETTER = {
    "documents.end_letter": "{drafted_by: hr, approved_by: [second_line], assurance: confirmed}",
    "must": "{ending: {do: issue, document: end_letter, by: hr, in: [separated], within: 5 business days, from: plan.closed}}",
}
ENDED = (
    *LAST_CHANCE,
    "93 told sales 2026-02-06..2026-04-07 10; target 2026-02-06..2026-04-07 100",
    "93 second_line decide end --outcome separated --assurance confirmed",
    "93 hr decide end --outcome separated --assurance confirmed",
    "93 second_line approve end_letter --assurance confirmed",
)


def test_after_an_adverse_end_its_letter_waits_too() -> None:
    life = played(*ENDED, changes=END_LETTER)
    assert life.plan.outcome == "dismissed"
    assert [one.action for one in owed(life.m)] == ["issue"]
    gone = life.then(AWAY.format(93, "94..98"), "94 passes")
    assert [one.action for one in owed(gone.m)] == []
    with refusing("on it may"):
        gone.then("94 hr issue end_letter")
    assert "Issued" in names(gone.brought("99 hr issue end_letter"))


def test_a_plan_that_stands_still_says_when_it_goes_on() -> None:
    due = next_due(played(*DELIVERED, AWAY.format(1, "1..9")).m)
    assert due is not None
    assert (due.kind, number_of(due.day)) == ("go_on", 10)


# -- told late ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("away", "asked"),
    [
        pytest.param("3..9", {"letter.2": "it was handed over on 2026-01-08"}, id="handed over while it lasted"),
        pytest.param("2..2", {"letter.2": "it was issued on 2026-01-07"}, id="issued while it lasted"),
        pytest.param("8..16", {"letter.2": "its receipt was taken from silence on 2026-01-15"}, id="taken from silence"),
        pytest.param("0..9", {"opening": "it was decided on 2026-01-05"}, id="decided: its letter is asked about with it"),
        pytest.param("4..5", {}, id="nothing happened then"),
        pytest.param("-9..-1", {}, id="nor before it"),
    ],
)  # fmt: skip
def test_what_happened_while_it_lasted_is_asked_about_when_it_is_told(away, asked) -> None:
    life = played(
        *APPROVED, "2 manager issue plan_letter", "3 manager deliver plan_letter", "20 passes"
    )
    raised = [x for x in life.brought(AWAY.format(20, away)) if isinstance(x, e.QuestionRaised)]
    said = {x.about: english(x.why.says) for x in raised}
    assert said.keys() == asked.keys()
    assert all(said[about].startswith(start) for about, start in asked.items())
    assert not life.then(AWAY.format(20, away)).brought(AWAY.format(21, away))


def test_the_employees_own_receipt_asks_nobody() -> None:
    life = played(*DELIVERED, "3 employee acknowledge plan_letter")
    assert not life.then(AWAY.format(6, "3..4")).of(e.QuestionRaised)


# -- rights ---------------------------------------------------------------------------------------

RIGHTS = {
    "stages.work.may": "{word: {do: reply, within: 5 business days, from: document.delivered},"
    " more: {do: extend, clock: period, up_to: 10 days, approved_by: [second_line]}}"
}


def test_the_window_of_a_right_is_open_while_it_lasts_and_as_long_again_after_it() -> None:
    """Five business days after day 0 are day 7; five days away, and a holiday."""
    plain = played(*DELIVERED, changes=RIGHTS)
    with refusing("ended on 2026-01-12"):
        plain.then("8 employee reply word --note late")
    away = played(*DELIVERED, AWAY.format(1, "7..11"), "8 passes", changes=RIGHTS)
    assert "RightUsed" in names(away.brought("8 employee reply word --note 'from home'"))
    assert "RightUsed" in names(away.brought("15 employee reply word --note 'back again'"))
    with refusing("ended on"):
        away.then("16 employee reply word --note late")


def test_what_the_employee_asks_for_may_be_granted_and_not_refused() -> None:
    life = played(*DELIVERED, AWAY.format(1, "2..4"), "2 manager extend more", changes=RIGHTS)
    assert "ClockExtended" in names(life.brought("3 second_line approve --item more"))
    with refusing("from 2026-01-12 on it may"):
        life.then("3 second_line return --item more --note no")
    assert "RightRefused" in names(life.brought("7 second_line return --item more --note no"))
