"""Which plan is meant, who may open one by hand, and what stands against an act from outside."""

import pytest

from engine.core.decide.acts import Act
from engine.core.facts.facts import Reported
from engine.core.life.acting import carry_out, follow, no_plan, on_roster, plan_meant, report
from engine.core.life.gathering import Gathered
from engine.core.life.memory import InMemory, let_act
from engine.core.plan.replay import Plan
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.words.say import refusal_words
from tests.builders import ANNA, day
from tests.core.lives import QUARTER, a_memory, annas, kinds, lived
from tests.core.plans import HEDDA, MONA, act
from tests.english import refusing

BY_HAND = {"open.1": "{track: judged, opened_by: [manager, hr], start: work}"}
OTHER = {
    "open.1": "{track: other, issue: conduct, opened_by: [hr], start: work}",
    "issues": "[results, conduct]",
}
OPEN = "0 manager open judged --note 'as agreed'"
NO_WAY_NAMED = "0 second_line open --note 'as agreed'"


def two_running() -> InMemory:
    memory = a_memory(OTHER, figures=False)
    lived(memory, QUARTER, "0 hr confirm", "0 hr open other --note 'as agreed'")
    return memory


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("PW-2026-0009", 'there is no plan "PW-2026-0009"; did you mean PW-2026-000'),
        (MONA, f"{MONA} has no running plan"),
        ("X", 'there is no plan "X"'),
        (ANNA, f"{ANNA} has several running plans; name one: PW-2026-0001, PW-2026-0002"),
    ],
)
def test_where_no_plan_can_be_meant_it_is_said(target: str, says: str) -> None:
    with pytest.raises((WrongUseError, NotAllowedError)) as problem:
        plan_meant(Gathered(two_running()), target)
    assert refusal_words(problem.value, "en").startswith(says)


def test_a_plan_is_meant_by_its_number_or_as_the_only_one_that_runs() -> None:
    memory = two_running()
    assert plan_meant(Gathered(memory), "PW-2026-0002").issue == "conduct"
    let_act(memory, day(0), "PW-2026-0001", act("0 hr withdraw"))
    assert plan_meant(Gathered(memory), ANNA).id == "PW-2026-0002"
    assert plan_meant(Gathered(memory), "PW-2026-0001").ended
    assert no_plan(memory, MONA) == f"{MONA} has no running plan"
    assert [on_roster(memory, who) for who in (ANNA, "E99999")] == [True, False]


@pytest.mark.parametrize(
    ("employee", "line", "says"),
    [
        pytest.param("E99999", OPEN, "is on no roster", id="nobody knows them"),
        pytest.param(ANNA, OPEN.partition(" --")[0], "say what the plan rests on", id="without a reason"),
        pytest.param(ANNA, OPEN.replace("manager", "second_line"), "no policy lets", id="not for that role"),
        pytest.param(ANNA, OPEN.replace("judged", "other"), 'open "other" by hand', id="no such way"),
        pytest.param(ANNA, NO_WAY_NAMED, "open a plan by hand", id="not for that role, no way named"),
        pytest.param(ANNA, OPEN.replace("manager", "manager/E00010"), "E00003 may", id="not that person"),
    ],
)  # fmt: skip
def test_who_may_not_open_a_plan_by_hand(employee: str, line: str, says: str) -> None:
    memory = a_memory(BY_HAND, figures=False)
    with refusing(says):
        let_act(memory, day(0), employee, act(line))
    assert memory.plans == {}


def test_a_plan_opened_by_hand_runs_and_there_is_one_of_an_issue() -> None:
    memory = a_memory(BY_HAND, figures=False)
    let_act(memory, day(0), ANNA, act(OPEN))
    assert kinds(memory) == ["Proposed", "Opened", "StageEntered", "Drafted"]
    with refusing("has a running plan on"):
        let_act(memory, day(0), ANNA, act(OPEN))


def test_two_words_of_one_file_open_no_second_plan() -> None:
    gathered = Gathered(a_memory(BY_HAND, figures=False))
    carry_out(gathered, act(OPEN), ANNA, day(0))
    with refusing("has a running plan on"):
        carry_out(gathered, act(OPEN), ANNA, day(0))


def test_a_role_that_the_policy_does_not_have_is_refused_with_the_one_meant() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    with pytest.raises(WrongUseError, match="did you mean manager"):
        let_act(memory, day(0), ANNA, Act("confirm", "manger", MONA, day(0)))


def test_what_stands_against_an_act_outside_the_record_is_asked_first() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    asked: list[tuple[str, str]] = []

    def object_to(said: Act, plan: Plan) -> None:
        asked.append((said.action, plan.id))
        raise NotAllowedError("somebody has it open")

    gathered = Gathered(memory)
    with refusing("has it open"):
        carry_out(gathered, act("0 hr confirm"), ANNA, day(0), object_to)
    assert (asked, gathered.events) == ([("confirm", "PW-2026-0001")], [])


def test_a_report_speaks_of_one_person() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    theirs = Reported(MONA, "PW-2026-0001", "confirm", "hr", HEDDA, day(0))
    with refusing("is not a plan of E00003"):
        report(Gathered(memory), theirs, day(0))


def test_what_came_back_is_followed_by_what_it_leads_to() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER, "0 hr confirm")
    gathered = Gathered(memory)
    follow(gathered, ANNA, lambda m: [e.Noted(day(1), 0, m.plan.basis, m.plan.why)], day(1))
    assert kinds(gathered) == ["Noted"]
    assert annas(memory).noted == ()
