from dataclasses import replace

import pytest

from engine.core.facts.explanation import Why
from engine.core.plan.replay import STRIKABLE, apply, begun, replay
from engine.core.record import events as e
from engine.core.values.message import Message
from tests.builders import ANNA, day
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    ISSUED,
    LAST_CHANCE,
    LOW,
    number_of,
    played,
    proposed,
)
from tests.english import english


@pytest.mark.parametrize(
    ("lines", "state", "stage"),
    [
        pytest.param((), "proposed", "", id="figures only propose"),
        pytest.param(DRAFTED, "open", "work", id="confirmed"),
        pytest.param(("0 hr decline",), "closed", "", id="declined: no stage was ever entered"),
        pytest.param((*DELIVERED, "82 passes"), "held", "work", id="held in its stage"),
        pytest.param((*DELIVERED, "82 passes", "84 hr resume"), "open", "work", id="resumed"),
        pytest.param(LAST_CHANCE, "open", "last_chance", id="moved on"),
        pytest.param((*DELIVERED, HIGH), "closed", "success", id="ended well"),
    ],
)
def test_where_a_plan_stands(lines, state, stage) -> None:
    plan = played(*lines).plan
    assert (plan.state, plan.stage, plan.ended) == (state, stage, state == "closed")


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        pytest.param(DRAFTED, "drafted", id="drafted"),
        pytest.param(APPROVED, "drafted", id="approved, it still waits to be issued"),
        pytest.param(ISSUED, "issued", id="issued"),
        pytest.param(DELIVERED, "delivered", id="handed over"),
        pytest.param(
            (*DELIVERED, "1 employee acknowledge plan_letter"), "acknowledged", id="received"
        ),
        pytest.param((*DELIVERED, "8 passes"), "acknowledged", id="taken as received"),
        pytest.param(
            (*DELIVERED, "1 manager refuse plan_letter --note S.D."), "refused", id="refused"
        ),
    ],
)
def test_the_way_of_a_letter(lines, state) -> None:
    assert played(*lines).plan.documents[2].state == state


def test_the_state_is_the_fold_of_the_entries_and_nothing_else() -> None:
    then = played(*LAST_CHANCE, "93 passes", "130 passes")
    assert replay("PW-1", then.events) == then.plan
    assert then.plan.seq == len(then.events)
    assert then.plan.day == then.events[-1].on


def test_a_plan_begins_with_its_proposal() -> None:
    first = proposed().events[0]
    assert begun("PW-9", first).employee == ANNA
    with pytest.raises(TypeError, match="PW-9 begins with Opened"):
        replay("PW-9", [e.Opened(day(0), "hr", "E00009", "work")])
    with pytest.raises(TypeError, match="Proposed is not an entry of a running plan"):
        apply(proposed().plan, first)


def test_proposed_anew_it_rests_on_other_figures() -> None:
    then = played("3 told sales 2025-12 30")
    renewed = then.of(e.Renewed)[0]
    assert then.plan.why == renewed.why
    assert "50.0 %" in english(renewed.why.says)
    assert then.plan.state == "proposed"


def test_leaving_a_stage_is_written_into_its_visit() -> None:
    first, second = played(*LAST_CHANCE).plan.visits
    assert (first.number, first.stage, number_of(first.entered), number_of(first.left)) == (
        1,
        "work",
        0,
        31,
    )
    assert (second.number, second.stage, number_of(second.entered), second.left) == (
        2,
        "last_chance",
        31,
        None,
    )


def test_each_review_asks_anew() -> None:
    then = played(*DELIVERED, "5 manager answer --answer progress=partly")
    assert then.plan.answers == {"progress": "partly"}
    assert then.then("31 passes").plan.answers == {}


def test_the_next_stage_begins_without_answers() -> None:
    late = played(*DELIVERED, LOW, "32 manager answer --answer progress=partly")
    assert late.then("33 manager decide end --outcome last_chance").plan.answers == {}


def test_what_was_answered_stays_with_the_decision() -> None:
    asks = {
        "stages.work.reviews.end.rows.0": "{when: {answer: progress, is: enough}, go: success}"
    }
    then = played(
        *DELIVERED, "30 evening", "31 manager answer --answer progress=enough", changes=asks
    )
    assert then.plan.looks[(1, "end", 1)].answers == {"progress": "enough"}


def test_other_figures_make_what_was_said_fall_away_and_the_same_do_not() -> None:
    two = {
        "stages.work.reviews.end.rows.1": "{otherwise: last_chance, decided_by: [manager, hr]}"
    }
    voted = played(*DELIVERED, LOW, "32 hr decide end --outcome last_chance", changes=two)
    look = voted.plan.looks[(1, "end", 1)]
    same = e.Measured(day(33), "end", 1, look.row, look.go, look.roles, look.why)
    corrected = replace(same, why=Why(Message("on other figures"), look.why is None))
    other = replace(same, row=0, go=("success",))
    assert len(apply(voted.plan, same).looks[(1, "end", 1)].votes) == 1
    assert apply(voted.plan, corrected).looks[(1, "end", 1)].votes == ()
    assert apply(voted.plan, other).looks[(1, "end", 1)].votes == ()


@pytest.mark.parametrize("kind", STRIKABLE, ids=lambda kind: kind.__name__)
def test_what_can_be_struck_is_a_persons(kind: type) -> None:
    assert {"role", "by"} <= set(kind.__dataclass_fields__)


def test_a_struck_entry_leaves_the_count_but_not_the_state() -> None:
    before = played(*DRAFTED)
    struck = before.then("1 second_line approve plan_letter", "2 hr strike --note slip")
    assert struck.plan.documents == before.plan.documents
    assert (struck.plan.seq, number_of(struck.plan.day)) == (before.plan.seq + 2, 2)
    with pytest.raises(ValueError, match="cannot be struck"):
        apply(struck.plan, e.Struck(day(3), 1, "hr", "E00009"))


def test_goals_dropped_are_those_of_this_visit_and_the_count_begins_the_day_after() -> None:
    plan = played(*DELIVERED).plan
    plan = apply(plan, e.GoalSet(day(1), "own-1", 1, "manager", "E00003", "two accounts"))
    kept = apply(plan, e.ClockExtended(day(2), "period", day(30), day(40), "more", "kept"))
    anew = apply(plan, e.ClockExtended(day(2), "period", day(30), day(40), "more", "reset"))
    assert (kept.own_goals["own-1"].dropped, kept.runs[(1, "period")].anew) == (False, None)
    assert (anew.own_goals["own-1"].dropped, anew.runs[(1, "period")].anew) == (True, day(31))
    assert kept.extended == anew.extended == {(1, "period"): day(30)}
