"""What was gathered is seen by what is asked after it, and the record stays as it was."""

import pytest

from engine.core.decide.advance import Step
from engine.core.decide.meaning import SEM
from engine.core.life.gathering import (
    Gathered,
    begin,
    decided_by_rules,
    earlier_ends,
    happening,
    known_now,
    move,
    plan_now,
    plans_now,
    policies_open_on,
    running_plans,
    stands_still,
    undrafted,
)
from engine.core.measure.context import EarlierPlanEnd, RunningPlan
from engine.core.plan.in_force import PlanContext
from engine.core.plan.replay import replay
from engine.core.record import events as e
from tests.builders import ANNA, day, on
from tests.core.lives import QUARTER, a_memory, annas, lived
from tests.core.plans import HEDDA, WORKDAYS, a_world

CLOSED, WITHDRAWN = e.Closed(day(2), "success"), e.Closed(day(2), "withdrawn")


def running() -> Gathered:
    memory = a_memory(figures=False)
    lived(memory, QUARTER, "0 hr confirm")
    return Gathered(memory)


def test_a_plan_that_moved_is_seen_as_it_stands() -> None:
    gathered = running()
    (plan,) = plans_now(gathered, ANNA)
    assert known_now(gathered, ANNA, WORKDAYS).earlier == ()
    move(gathered, plan, lambda m: happening(m, [CLOSED]))
    assert [p.state for p in plans_now(gathered, ANNA)] == ["closed"]
    (earlier,) = known_now(gathered, ANNA, WORKDAYS).earlier
    assert earlier == EarlierPlanEnd(plan.issue, day(2), CLOSED.outcome, day(0))
    assert known_now(gathered, ANNA, WORKDAYS, besides=plan.id).earlier == ()
    found = gathered.record.plan(plan.id)
    assert found is not None
    assert found.state == "open", "the record is as it was"


def test_a_plan_that_began_is_numbered_and_seen() -> None:
    gathered = running()
    first = e.Proposed(
        day(3), ANNA, annas(gathered.record).pin, "field", 0, "", "conduct", ("work",), ("hr",),
        day(3), "", annas(gathered.record).why,
    )  # fmt: skip
    ids = [begin(gathered, when, (first,)).id for when in (day(3), day(3), on("2027-01-01"))]
    assert ids == ["PW-2026-0002", "PW-2026-0003", "PW-2027-0001"]
    assert [plan.id for plan in plans_now(gathered, ANNA)] == ["PW-2026-0001", *ids]
    assert plan_now(gathered, ids[0]) is not None
    assert gathered.record.plan(ids[0]) is None
    later = Gathered(gathered.record)
    later.goes_on_from(gathered)
    assert begin(later, day(4), (first,)).id == "PW-2026-0004"
    assert [plan for plan, _ in later.events] == ["PW-2026-0004"]


def test_a_plan_says_when_to_look_again() -> None:
    gathered = running()
    (plan,) = plans_now(gathered, ANNA)
    move(gathered, plan, lambda m: happening(m, ()))
    assert dict(gathered.dues.plans) == {plan.id: day(8)}, "the morning after the letter is due"


@pytest.mark.parametrize(("when", "found"), [("2024-12-31", 0), ("2025-01-01", 1)])
def test_a_policy_is_in_force_from_its_day_on(when: str, found: int) -> None:
    assert len(policies_open_on(Gathered(a_memory()), on(when))) == found


def test_only_plans_that_ran_are_earlier_ones() -> None:
    gathered = running()
    (plan,) = plans_now(gathered, ANNA)
    proposal = replay("P", [event for _, event in gathered.record.events][:1])
    m = PlanContext(gathered.record.policies[0].policy, proposal, a_world().known())
    (declined,) = (step.plan for step in happening(m, [e.Closed(day(2), "declined")]))
    assert earlier_ends([declined]) == ()
    assert earlier_ends([plan]) == ()
    assert running_plans([plan, declined]) == (RunningPlan(plan.issue, day(0)),)
    assert running_plans([plan], besides=plan.id) == ()


def test_a_plan_that_was_withdrawn_or_found_wrong_never_was_one() -> None:
    gathered = running()
    (plan,) = plans_now(gathered, ANNA)
    m = PlanContext(gathered.record.policies[0].policy, plan, a_world().known())
    raised = e.QuestionRaised(day(3), "correction-1", "opening", "hr")
    kept, wrong = (
        e.QuestionSettled(day(4), "correction-1", s, "hr", HEDDA) for s in ("keep", "withdraw")
    )

    def counts(*events: e.Event) -> bool:
        *_, last = (step.plan for step in happening(m, events))
        return earlier_ends([last]) != () and running_plans([last]) == ()

    assert counts(CLOSED)
    assert not counts(WITHDRAWN)
    assert counts(CLOSED, raised)
    assert counts(CLOSED, raised, kept)
    assert not counts(CLOSED, raised, wrong)


def test_letters_are_drafted_by_whoever_is_given_for_it() -> None:
    gathered = running()
    (plan,) = plans_now(gathered, ANNA)
    asked: list[str] = []

    def drafting(rules, known, plan, steps):
        asked.append(rules.pin)
        return steps

    gathered.drafting = drafting
    move(gathered, plan, lambda m: happening(m, [CLOSED]))
    assert asked == [plan.pin]
    steps = [Step(CLOSED, plan)]
    assert undrafted(gathered.record.policies[0], a_world().known(), plan, steps) is steps


def test_a_plan_of_a_meaning_that_is_not_there_stands_still() -> None:
    gathered = running()
    (plan,) = plans_now(gathered, ANNA)
    assert not stands_still(gathered, plan)
    assert decided_by_rules(gathered, plan) is gathered.meanings[SEM]
    gathered.meanings = {SEM + 1: gathered.meanings[SEM]}
    assert stands_still(gathered, plan)
