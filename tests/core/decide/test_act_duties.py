# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.record import events as e
from tests.core.decide.test_acts import refused
from tests.core.plans import APPROVED, DELIVERED, DRAFTED, ISSUED, names, number_of, played

MUST = "stages.work.must."
KICKOFF = {
    MUST
    + "kickoff": "{do: meeting, notice: 3 business days, within: 10 business days, from: plan_letter.delivered}"
}
WEEKLY = {MUST + "weekly": "{do: check_in, every: 1 week, during: period}"}
LOOK = {
    MUST
    + "look": "{do: act, text: Look at the territory, by: hr, within: 5 business days, from: stage.entered}"
}
TWO = {
    MUST
    + "coaching": "{do: support, text: A joint visit, within: 10 business days, from: stage.entered}",
    MUST
    + "pairing": "{do: support, text: A day together, within: 5 business days, from: stage.entered}",
}
SET_BY = "stages.work.goals.set_by."
GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%, weight: 3}}, set_by: {role: manager, at_most: 2}}"
}


@pytest.mark.parametrize(
    ("changes", "lines", "told"),
    [
        pytest.param({}, ("9 manager meet kickoff",), "no meet kickoff is owed in work", id="the policy asks for none"),
        pytest.param(KICKOFF, ("9 hr meet kickoff",), 'meet is for the role "manager", not "hr"; E00003 may', id="not theirs"),
        pytest.param(KICKOFF, ("5 manager meet kickoff", "6 manager meet kickoff"), "no meet kickoff is owed in work", id="held once"),
        pytest.param(KICKOFF, ("9 manager check-in kickoff",), "no check-in kickoff is owed in work", id="another word for it"),
        pytest.param(WEEKLY, ("7 manager check-in weekly", "7 manager check-in weekly"), "weekly number 2 is due on 2026-01-20: not before 2026-01-13", id="the second one ahead of its time"),
        pytest.param(LOOK, ("3 hr act look --on -1",), "look: work was entered on 2026-01-05, not done before", id="done before the stage began"),
    ],
)  # fmt: skip
def test_a_duty_is_not_done(changes, lines, told) -> None:
    *before, last = lines
    assert refused(played(*DELIVERED, *before, changes=changes), last) == told


@pytest.mark.parametrize(
    ("held", "able"),
    [
        pytest.param(
            2, False, id="two working days after the letter: no notice could be given"
        ),
        pytest.param(3, True, id="three working days after it"),
        pytest.param(14, True, id="as late as one likes: late is told, not refused"),
    ],
)
def test_a_meeting_needs_three_working_days_of_notice(held: int, able: bool) -> None:
    then = played(*DELIVERED, changes=KICKOFF)
    line = f"{held} manager meet kickoff"
    if able:
        assert number_of(then.then(line).of(e.DutyDone)[0].day) == held
    else:
        told = "kickoff needs 3 business days of notice: it can be held on 2026-01-08 or later"
        assert refused(then, line) == told


@pytest.mark.parametrize(
    ("day", "occurrence"),
    [
        pytest.param(3, 1, id="the first as soon as the clock runs"),
        pytest.param(11, 2, id="the first is missed on day 10; then it is the second"),
    ],
)
def test_one_check_in_at_a_time(day: int, occurrence: int) -> None:
    then = played(*DELIVERED, f"{day} manager check-in weekly --outcome held", changes=WEEKLY)
    done = then.of(e.DutyDone)[0]
    assert (done.duty, done.occurrence, done.outcome) == ("weekly", occurrence, "held")


@pytest.mark.parametrize(
    ("line", "duty"),
    [
        pytest.param("2 manager support", "pairing", id="unnamed: the one that is due first"),
        pytest.param("2 manager support coaching", "coaching", id="named"),
    ],
)
def test_which_duty_is_meant(line: str, duty: str) -> None:
    assert played(*DELIVERED, line, changes=TWO).of(e.DutyDone)[0].duty == duty


def test_a_duty_done_late_is_both_missed_and_done() -> None:
    then = played(*DRAFTED, "9 hr act look --on 8", changes=LOOK)
    assert names(
        x for x in then.events if isinstance(x, e.DutyMissed | e.DutyDone) and x.duty == "look"
    ) == ["DutyMissed", "DutyDone"]
    task = then.plan.tasks[(1, "look", 1)]
    assert (task.missed, number_of(task.missed_on), number_of(task.done)) == (True, 7, 9)


# -- goals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("changes", "weight"), [({}, "0"), ({SET_BY + "weight": "5"}, "5")])
def test_a_goal_weighs_what_the_policy_says_and_changes_the_letter(changes, weight) -> None:
    then = played(*DRAFTED, "0 manager goal --note 'two new accounts'", changes=GOALS | changes)
    goal = then.of(e.GoalSet)[0]
    assert (goal.goal, str(goal.weight), goal.text) == ("own-1", weight, "two new accounts")
    assert names(then.events)[-2:] == ["GoalSet", "Drafted"]
    assert then.plan.documents[2].version == 2


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        pytest.param(DRAFTED, "0 hr goal --note x", 'goal is for the role "manager", not "hr"; E00003 may', id="not theirs"),
        pytest.param(DRAFTED, "0 manager goal", "say the goal with --note; at most 2 may be set, 0 are", id="a goal has words"),
        pytest.param(
            (*DRAFTED, "0 manager goal --note a", "0 manager goal --note b"), "0 manager goal --note c",
            "say the goal with --note; at most 2 may be set, 2 are", id="the third of two",
        ),
        pytest.param(
            (*DRAFTED, "0 second_line approve plan_letter"), "0 manager goal --note a",
            "goals are set before the first approval of the letter that names them", id="after the first approval",
        ),
        pytest.param(DELIVERED, "5 manager goal --answer own-1=met", '"own-1=met": expected one of the goals none with met or not_met', id="judging what is not there"),
        pytest.param(
            (*DRAFTED, "0 manager goal --note a"), "5 manager goal --answer own-1=nearly",
            '"own-1=nearly": expected one of the goals own-1 with met or not_met', id="neither met nor not",
        ),
        pytest.param(DELIVERED, "5 hr goal --answer own-1=met", 'goal is for the role "manager", not "hr"; E00003 may', id="judged by who sets them"),
    ],
)  # fmt: skip
def test_a_goal_is_not_set(lines, line, told) -> None:
    assert refused(played(*lines, changes=GOALS), line) == told


def test_a_stage_without_goals_of_people_has_none() -> None:
    assert (
        refused(played(*DRAFTED), "0 manager goal --note a")
        == "work has no goals that a person sets"
    )


def test_goals_are_judged_alone_or_with_a_check_in() -> None:
    lines = (*DRAFTED, "0 manager goal --note a", *DELIVERED[1:])
    changes = {**GOALS, **WEEKLY}
    alone = played(*lines, "9 manager goal --answer own-1=not_met", changes=changes)
    assert alone.plan.own_goals["own-1"].met is False
    along = alone.then("9 manager check-in weekly --answer own-1=met")
    assert along.plan.own_goals["own-1"].met is True


@pytest.mark.parametrize(
    "line", ["goal --answer own-1=met", "check-in weekly --answer own-1=met"]
)
def test_only_who_judges_goals_judges_them(line: str) -> None:
    lines = (*DRAFTED, "0 manager goal --note a", *DELIVERED[1:])
    then = played(*lines, changes={**GOALS, **WEEKLY, SET_BY + "judged_by": "second_line"})
    told = ' is for the role "second_line", not "manager"; E00002 may'
    assert refused(then, f"9 manager {line}") == line.split()[0] + told
    by_them = then.then("9 second_line goal --answer own-1=met")
    assert by_them.plan.own_goals["own-1"].met is True


# -- questions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("5 manager answer", "say the answer: --answer QUESTION=ANSWER", id="without an answer"),
        pytest.param("5 manager answer --answer mood=good", '"mood" is no question; expected one of progress', id="no such question"),
        pytest.param("5 manager answer --answer progress=good", '"good" is no answer to progress; expected one of enough, partly', id="no such answer"),
        pytest.param("5 hr answer --answer progress=partly", 'answer is for the role "manager", not "hr"; E00003 may', id="asked of another"),
    ],
)  # fmt: skip
def test_a_question_is_not_answered(line: str, told: str) -> None:
    assert refused(played(*DELIVERED), line) == told


def test_the_last_answer_counts() -> None:
    then = played(
        *ISSUED,
        "5 manager answer --answer progress=partly",
        "6 manager answer --answer progress=enough",
    )
    assert then.plan.answers == {"progress": "enough"}


def test_a_proposal_owes_no_duty_and_answers_no_question() -> None:
    assert refused(played(changes=LOOK), "0 hr act look") == "no act look is owed in a proposal"
    assert "needs a plan that is open" in refused(
        played(), "0 manager answer --answer progress=partly"
    )
    assert APPROVED
