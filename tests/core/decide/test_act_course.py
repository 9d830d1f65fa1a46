# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from tests.builders import ANNA
from tests.core.decide.test_acts import refused
from tests.core.plans import DELIVERED, DRAFTED, HEDDA, LOW, MONA, names, number_of, played

END = "stages.work.reviews.end"
CHOICE = {"open.0.start": "[work, last_chance]"}
TWO = {END + ".rows.1": "{otherwise: last_chance, decided_by: [manager, hr]}"}
BOTH_OR = {
    END + ".rows.1": "{otherwise: [last_chance, separated], decided_by: [second_line, hr]}"
}
SHORT_DEADLINE = {"stages.work.deadline": "{within: 2 weeks}"}
GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}, set_by: {role: manager, at_most: 2}}"
}


def test_who_confirms_and_who_holds_which_role_that_day_is_written_down() -> None:
    opened = played("0 hr/E00010 confirm --note agreed").of(e.Opened)[0]
    assert (opened.role, opened.by, opened.stage, opened.note) == (
        "hr",
        "E00010",
        "work",
        "agreed",
    )
    assert dict(opened.holders) == {"manager": MONA, "second_line": "E00002", "hr": HEDDA}


@pytest.mark.parametrize(
    ("changes", "line", "stage"),
    [
        pytest.param({}, "0 hr confirm", "work", id="one stage needs no choice"),
        pytest.param({}, "0 hr confirm --outcome work", "work", id="naming it does no harm"),
        pytest.param(CHOICE, "0 hr confirm --outcome last_chance", "last_chance", id="of two, the one named"),
    ],
)  # fmt: skip
def test_a_plan_starts_where_the_policy_lets_it(changes, line, stage) -> None:
    assert played(line, changes=changes).plan.stage == stage


@pytest.mark.parametrize(
    ("changes", "line", "told"),
    [
        pytest.param(CHOICE, "0 hr confirm", "say where the plan starts: --outcome work or last_chance", id="two: no guess"),
        pytest.param({}, "0 hr confirm --outcome success", "say where the plan starts: --outcome work", id="a stage the row does not name"),
        pytest.param({}, "0 manager confirm", 'confirm is not for the role "manager"; hr: E00009 or E00010 may', id="not who is asked"),
        pytest.param({}, "0 employee confirm", 'confirm is not for the role "employee"; hr: E00009 or E00010 may', id="least of all the employee"),
    ],
)  # fmt: skip
def test_a_plan_does_not_open(changes, line, told) -> None:
    assert refused(played(changes=changes), line) == told


def test_a_plan_opens_once() -> None:
    told = "PW-1 is open; confirm needs a plan that is proposed"
    assert refused(played(*DRAFTED), "0 hr confirm") == told
    assert (
        refused(played(*DRAFTED), "0 hr decline")
        == "PW-1 is open; decline needs a plan that is proposed"
    )


@pytest.mark.parametrize(
    ("lines", "line", "outcome"),
    [
        pytest.param((), "0 hr decline --note no", "declined", id="declined before it began"),
        pytest.param((), "0 hr withdraw", "withdrawn", id="withdrawn while proposed"),
        pytest.param(DELIVERED, "9 hr withdraw", "withdrawn", id="withdrawn while it runs"),
        pytest.param((*DELIVERED, "82 passes"), "83 hr withdraw", "withdrawn", id="withdrawn while held"),
    ],
)  # fmt: skip
def test_a_plan_ends_without_a_verdict(lines, line, outcome) -> None:
    plan = played(*lines, line).plan
    assert (plan.state, plan.outcome) == ("closed", outcome)


def test_a_running_plan_is_withdrawn_by_who_looks_after_held_plans_only() -> None:
    assert refused(played(*DELIVERED), "9 manager withdraw").startswith(
        'withdraw is not for the role "manager"'
    )


# -- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "votes", "told"),
    [
        pytest.param({}, ("manager decide end",), "say the decision: --outcome last_chance", id="the decision must be said"),
        pytest.param({}, ("manager decide end --outcome success",), "say the decision: --outcome last_chance", id="only where the row leads"),
        pytest.param({}, ("hr decide end --outcome last_chance",), 'decide is not for the role "hr"; manager: E00003 may', id="only who is named"),
        pytest.param(
            TWO, ("hr decide end --outcome last_chance", "hr decide end --outcome last_chance"),
            "hr has decided already", id="once",
        ),
        pytest.param(
            TWO, ("hr decide end --outcome last_chance", "hr/E00010 decide end --outcome last_chance"),
            "hr has decided already", id="once per role, whoever of the group",
        ),
    ],
)  # fmt: skip
def test_a_decision_is_not_taken_but_as_the_policy_says(changes, votes, told) -> None:
    *before, last = votes
    then = played(*DELIVERED, LOW, *(f"32 {vote}" for vote in before), changes=changes)
    assert refused(then, f"32 {last}") == told


def test_one_person_in_two_roles_is_one_voice() -> None:
    then = played(
        *DELIVERED, LOW, "32 hr decide end --outcome last_chance",
        "32 second_line delegate --outcome E00009", changes=BOTH_OR,
    )  # fmt: skip
    told = "E00009 has decided as hr; second_line must be another person"
    assert refused(then, "32 second_line/E00009 decide end --outcome last_chance") == told


def test_what_ends_employment_is_decided_by_that_very_person() -> None:
    then = played(*DELIVERED, LOW, changes=BOTH_OR)
    vote = "32 second_line decide end --outcome separated"
    assert refused(then, vote) == (
        "separated ends or cuts employment: E00002's own operating-system user must record it"
        " (users in planward.yaml)"
    )
    (said,) = then.then(f"{vote} --assurance confirmed").of(e.Voted)
    assert (said.outcome, said.assurance) == ("separated", "confirmed")
    milder = "32 second_line decide end --outcome last_chance"
    (said,) = then.then(milder).of(e.Voted)  # of the same choice: this takes nothing away
    assert (said.outcome, said.assurance) == ("last_chance", "asserted")


def test_who_may_not_decide_is_told_so_first() -> None:
    then = played(*DELIVERED, LOW, changes=BOTH_OR)
    told = refused(then, "32 second_line/E00003 decide end --outcome separated")
    assert told.startswith("E00003 is not second_line")


def test_without_an_open_review_there_is_nothing_to_decide() -> None:
    assert (
        refused(played(*DELIVERED), "9 manager decide end --outcome last_chance")
        == "PW-1 has no decision to take now"
    )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        pytest.param("keep", "open", id="the decision stands"),
        pytest.param("withdraw", "closed", id="the plan goes"),
    ],
)
def test_a_correction_asks_a_person_who_keeps_or_withdraws(outcome: str, state: str) -> None:
    asked = played(*DELIVERED, "9 told sales 2025-10 100; sales 2025-11 100")
    assert [x.about for x in asked.of(e.QuestionRaised)] == ["opening"]
    assert refused(asked, f"10 manager decide correction-1 --outcome {outcome}").startswith(
        "decide is for the role"
    )
    settled = asked.then(f"10 hr decide correction-1 --outcome {outcome} --note seen")
    assert settled.plan.state == state
    assert [x.outcome for x in settled.of(e.QuestionSettled)] == [outcome]


# -- held -----------------------------------------------------------------------------------------


def test_resumed_the_clock_moves_on_by_the_days_it_stood() -> None:
    held = played(*DELIVERED, "15 passes", changes=SHORT_DEADLINE)
    assert (held.plan.state, number_of(held.plan.held)) == ("held", 14)
    resumed = held.then("24 hr resume")
    (run,) = resumed.plan.runs.values()
    assert (resumed.plan.state, number_of(run.last)) == ("open", 40)


@pytest.mark.parametrize(
    ("held_for", "lines", "changes", "deadline"),
    [
        pytest.param("deadline", ("15 passes", "24 hr resume"), SHORT_DEADLINE, 66, id="past its deadline: as long as it may be held, anew"),
        pytest.param("not_known", ("82 passes", "91 hr resume"), {}, 192, id="held for another reason: the deadline, later by the ten days"),
    ],
)  # fmt: skip
def test_resumed_the_stage_has_a_deadline_again(held_for, lines, changes, deadline) -> None:
    then = played(*DELIVERED, *lines, changes=changes)
    assert then.of(e.Held)[0].because == held_for
    assert number_of(then.of(e.Resumed)[0].deadline) == deadline


def test_resumed_the_review_is_open_again_and_old_votes_are_gone() -> None:
    held = played(
        *DELIVERED, LOW, "32 hr decide end --outcome last_chance",
        "32 second_line decide end --outcome separated --assurance confirmed", changes=BOTH_OR,
    )  # fmt: skip
    (look,) = held.then("40 hr resume").plan.looks.values()
    assert (look.decided, look.votes, number_of(look.closes)) == ("", (), 53)


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        pytest.param(DELIVERED, "9 hr resume", "PW-1 is open; resume needs a plan that is held", id="not held"),
        pytest.param((*DELIVERED, "82 passes"), "83 manager resume", 'resume is for the role "hr", not "manager"; E00009 or E00010 may', id="not theirs"),
    ],
)  # fmt: skip
def test_nothing_is_resumed(lines, line, told) -> None:
    assert refused(played(*lines), line) == told


# -- standing in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("5 manager delegate", id="nobody named"),
        pytest.param(f"5 manager delegate --outcome {ANNA}", id="never the employee"),
        pytest.param(f"5 manager delegate --outcome {MONA}", id="not oneself"),
        pytest.param(
            "5 employee delegate --outcome E00001", id="the employee's part is theirs alone"
        ),
    ],
)
def test_nobody_stands_in(line: str) -> None:
    assert (
        refused(played(*DRAFTED), line)
        == "say who stands in: --outcome PERSON-ID, another person than the employee"
    )


def test_a_stand_in_is_on_the_roster() -> None:
    assert (
        refused(played(*DRAFTED), "5 manager delegate --outcome E99999")
        == "E99999 is on no roster"
    )


def test_a_role_is_handed_on_by_its_holder_only() -> None:
    assert refused(played(*DRAFTED), "5 manager/E00002 delegate --outcome E00001").startswith(
        "E00002 is not manager"
    )
    assert played(*DRAFTED, "5 manager delegate --outcome E00001").plan.delegates == {
        "manager": "E00001"
    }


@pytest.mark.parametrize(
    ("told", "line", "says"),
    [
        pytest.param("4 told E00001 left = 2026-01-08", "5 manager delegate --outcome E00001", "E00001 has left; name somebody else", id="who has left"),
        pytest.param("4 told E00001 left = 2027-01-08", "5 manager delegate --outcome E00002", "E00002 cannot stand in as manager: nobody would be left as second_line", id="who empties another role"),
        pytest.param("4 told E00001 left = 2027-01-08", f"5 second_line delegate --outcome {MONA}", f"{MONA} cannot stand in as second_line: the policy's rules keep them apart from other roles of this plan", id="whom the rules keep apart"),
    ],
)  # fmt: skip
def test_a_stand_in_leaves_the_plan_able_to_move(told: str, line: str, says: str) -> None:
    assert refused(played(*DRAFTED, told), line) == says


STOOD_IN = (*DRAFTED, "5 manager delegate --outcome E00001")


def test_a_holder_takes_the_role_back() -> None:
    back = played(*STOOD_IN, f"6 manager delegate --outcome {MONA}")
    assert back.plan.delegates == {}
    passed_on = played(*STOOD_IN, "6 manager/E00001 delegate --outcome E00009")
    assert passed_on.plan.delegates == {"manager": "E00009"}
    assert passed_on.then(f"6 manager delegate --outcome {MONA}").plan.delegates == {}
    stranger = "6 manager/E00010 delegate --outcome E00010"
    assert refused(played(*STOOD_IN), stranger).startswith("E00010 is not manager")


def test_a_stand_in_ends_with_the_one_they_stand_in_for() -> None:
    then = played(*STOOD_IN, "6 told manager = E00010")
    assert then.of(e.HandedOver)[0].after == "E00010"
    assert refused(then, "7 manager/E00001 delegate --outcome E00009").startswith(
        "E00001 is not manager"
    )
    assert then.then("7 manager/E00010 delegate --outcome E00009").plan.delegates == {
        "manager": "E00009"
    }


def test_a_stand_in_is_no_new_holder() -> None:
    """Facts that come in later hand the role over to nobody."""
    then = played(*DRAFTED, "5 manager delegate --outcome E00001", "6 told E00002 grade = 9")
    assert then.of(e.HandedOver) == []


# -- entries made in error ------------------------------------------------------------------------

ADDED = (*DRAFTED, "1 second_line approve plan_letter")


@pytest.mark.parametrize(
    ("line", "able"),
    [
        pytest.param("2 second_line strike --note slip", True, id="whoever made it"),
        pytest.param("2 hr strike --note slip", True, id="who looks after held plans"),
        pytest.param("2 manager strike --note slip", False, id="not another role"),
        pytest.param(
            "2 employee strike --note slip", False, id="never the employee, whom it is about"
        ),
    ],
)
def test_an_entry_is_struck_by_who_made_it_or_who_looks_after_held_plans(
    line: str, able: bool
) -> None:
    then = played(*ADDED)
    if able:
        struck = then.then(line)
        assert struck.of(e.Struck)[0].entry == then.plan.seq
        assert struck.plan.documents == played(*DRAFTED).plan.documents
    else:
        assert "strike is" in refused(then, line)


def test_a_strike_says_why() -> None:
    assert (
        refused(played(*ADDED), "2 second_line strike")
        == "say why the entry was an error: --note"
    )


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(DRAFTED, id="the last entry is the engine's"),
        pytest.param((*ADDED, "2 hr approve plan_letter", "2 manager issue plan_letter"), id="a letter issued is issued"),
        pytest.param((*ADDED, "2 hr strike --note slip"), id="nothing is struck twice"),
    ],
)  # fmt: skip
def test_what_something_followed_from_cannot_be_struck(lines) -> None:
    assert "cannot be struck" in refused(played(*lines), "9 hr strike --note slip")


def test_what_time_alone_said_stays_and_hinders_no_strike() -> None:
    after = played(*ADDED, "7 evening")
    assert names(after.events)[-2:] == ["Approved", "DutyMissed"]
    struck = after.then("9 hr strike --note slip")
    assert struck.of(e.Struck)[0].entry == after.plan.seq - 1
    assert struck.plan.documents == played(*DRAFTED).plan.documents
    assert struck.plan.tasks == after.plan.tasks


def test_a_struck_approval_can_be_given_again() -> None:
    again = played(
        *ADDED, "2 second_line strike --note slip", "3 second_line approve plan_letter"
    )
    assert names(again.events)[-3:] == ["Approved", "Struck", "Approved"]
    assert again.plan.documents[2].approvals == (("second_line", "E00002"),)


def test_refusals_leave_the_plan_untouched() -> None:
    before = played(*DELIVERED)
    with pytest.raises(NotAllowedError):
        before.then("9 manager withdraw")
    assert before.plan == played(*DELIVERED).plan
