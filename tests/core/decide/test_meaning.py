"""A plan is decided by the meaning it opened under; a made-up second one shows how a change comes in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from engine.core.decide.advance import Step, settled_steps
from engine.core.decide.inputs import after_act
from engine.core.decide.meaning import (
    MEANINGS,
    SEM,
    DecidingRules,
    UnknownMeaningError,
    day_to_look,
    rules_under,
)
from engine.core.life.memory import InMemory, let_act, let_pass
from engine.core.plan.authority import Act
from engine.core.plan.in_force import PlanContext
from engine.core.plan.replay import apply
from engine.core.record import events as e
from tests.builders import ANNA, day
from tests.core.lives import QUARTER, a_memory, annas, entries, kinds, lived, pinned
from tests.core.plans import DELIVERED, a_short_policy, act, number_of, played

DECLINE = "Whoever declines a proposal is noted first."


def noted_first(m: PlanContext, said: Act, today: date) -> Iterator[Step]:
    """The made-up difference."""
    if said.action == "decline":
        event = e.Noted(today, m.plan.row, m.plan.basis, m.plan.why)
        m = replace(m, plan=apply(m.plan, event))
        yield Step(event, m.plan)
    yield from after_act(m, said, today)


NEXT = SEM + 1
TWO = {SEM: MEANINGS[SEM], NEXT: DecidingRules(DECLINE, acted=noted_first)}


def in_two_meanings(first: int, then: int) -> InMemory:
    """Anna's plan is proposed under the one; the other is the newest afterwards."""
    memory = a_memory(figures=False)
    memory.meanings = TWO
    memory.policies = [pinned(a_short_policy(), first)]
    lived(memory, QUARTER)
    memory.policies = [pinned(a_short_policy(), then)]
    return memory


def test_every_meaning_says_what_differs() -> None:
    assert max(MEANINGS) == SEM
    assert all(rules.differs for rules in MEANINGS.values())


def test_a_plan_goes_on_under_its_own_meaning_and_a_new_one_opens_under_the_newest() -> None:
    memory = in_two_meanings(SEM, NEXT)
    let_act(memory, day(0), ANNA, act("0 hr decline --note 'not now'"))
    assert kinds(memory) == ["Proposed", "Drafted", "Closed"], "decided by the one"
    lived(memory, "30 told sales 2026-01 10; target 2026-01 100")
    second = "PW-2026-0002"
    assert memory.plans[second].pin == f"field-{NEXT}"
    let_act(memory, day(30), second, act("30 hr decline --note 'not now'"))
    own = [kind for plan, kind, _ in entries(memory) if plan == second]
    assert own == ["Proposed", "Drafted", "Noted", "Closed"], "decided by the newest"


def test_a_meaning_that_is_not_there_stops_its_plan_and_no_other() -> None:
    memory = in_two_meanings(NEXT, SEM)
    lived(memory, "0 hr confirm", "30 told sales 2026-01 10; target 2026-01 100")
    running = annas(memory)
    memory.meanings = MEANINGS
    stopped = [*memory.events]
    lived(memory, "120 passes")
    lived(memory, "120 told sales 2026-02 1; target 2026-02 100")
    assert (memory.events, annas(memory)) == (stopped, running)
    with pytest.raises(UnknownMeaningError) as problem:
        let_act(memory, day(120), ANNA, act("120 hr withdraw"))
    assert str(problem.value) == (
        f"PW-2026-0001 stands still: its policy is to be understood by meaning {NEXT}, and this engine "
        f"has {SEM}; an engine that has it goes on with the plan"
    )
    lived(memory, "200 passes")
    assert memory.events == stopped
    memory.meanings = TWO
    assert kinds(let_pass(memory, day(200)))[0] == "Held", "what was due is still due"


def test_another_plan_goes_on_beside_one_that_stands_still() -> None:
    other = {"open.1": "{track: other, issue: conduct, opened_by: [hr], start: work}"}
    memory = a_memory({**other, "issues": "[results, conduct]"}, figures=False)
    lived(memory, QUARTER, "0 hr confirm", "0 hr open other --note 'as agreed'")
    pin = memory.plans["PW-2026-0001"].pin
    memory.plans["PW-2026-0001"] = replace(memory.plans["PW-2026-0001"], pin="of another")
    memory.closures["of another"] = replace(memory.closures[pin], meaning=9)
    before = len(memory.events)
    lived(memory, "20 passes")
    assert {plan for plan, _, _ in entries(memory)[before:]} == {"PW-2026-0002"}


def test_an_evening_counts_on_the_day_after() -> None:
    assert number_of(day_to_look(played(*DELIVERED).m)) == 8  # silence ends with day 7
    assert day_to_look(played("0 hr decline --note 'no'").m) is None


def test_every_function_of_a_meaning_is_the_rooms_own() -> None:
    first = rules_under(SEM, "PW-1")
    assert first is MEANINGS[SEM]
    m = played().m
    assert [*first.told(m, day(0))] == [*settled_steps(m, day(0))] == []
