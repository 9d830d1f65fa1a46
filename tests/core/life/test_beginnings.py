"""Where plans begin: from a look to entries, by hand, and beside the plans that are there."""

# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace
from datetime import date

import pytest

from engine.core.decide.messages import opened_by_hand
from engine.core.decide.opening import Found
from engine.core.facts.explanation import Why
from engine.core.life.beginnings import (
    begun_by,
    proposal,
    row_by_hand,
    spoken_for,
    worth_noting,
)
from engine.core.measure.context import EarlierPlanEnd
from engine.core.plan.authority import Act
from engine.core.record import events as e
from tests.builders import ANNA, day, on
from tests.core.openings import BY_HAND, COVERS, DECEMBER, GUARDED, RAMP, TODAY, looked, without
from tests.core.plans import (
    DELIVERED,
    MONA,
    World,
    a_short_policy,
    a_world,
    played,
    told,
)
from tests.english import english, refusing

# -- by hand --------------------------------------------------------------------------------------


def opens(role: str, track: str = "", note: str = "") -> Act:
    return Act("open", role, MONA, day(0), item=track, note=note)


@pytest.mark.parametrize(
    ("changes", "role", "track", "row"),
    [
        pytest.param(BY_HAND, "manager", "judged", 1, id="by the role the row names"),
        pytest.param(BY_HAND, "hr", "", 1, id="any track"),
        pytest.param(BY_HAND, "second_line", "judged", None, id="not by another"),
        pytest.param(BY_HAND, "manager", "gentle", None, id="no such track"),
        pytest.param({}, "hr", "", None, id="no row by hand"),
        pytest.param(GUARDED, "manager", "", 1, id="its condition is yes"),
    ],
)
def test_who_may_open_by_hand(changes, role, track, row) -> None:
    found = row_by_hand(
        a_short_policy(changes), ANNA, a_world().known(), opens(role, track), day(0)
    )
    assert (found and found[0]) == row
    if found:
        assert english(found[2].says).startswith(f"opened by hand by the {role}")


@pytest.mark.parametrize(
    "world",
    [
        pytest.param(
            told(a_world(), "segment = enterprise", DECEMBER), id="its condition is no"
        ),
        pytest.param(without("segment"), id="its condition is not known"),
    ],
)
def test_a_row_with_a_condition_needs_its_yes_by_hand_too(world: World) -> None:
    with refusing("judged cannot be opened by hand: Segment"):
        row_by_hand(a_short_policy(GUARDED), ANNA, world.known(), opens("manager"), day(0))


@pytest.mark.parametrize(
    ("changes", "world", "says"),
    [
        pytest.param(
            {"covers": "{field: segment, is: enterprise}"}, a_world(),
            "judged cannot be opened by hand: Segment", id="not covered",
        ),
        pytest.param(
            COVERS, without("segment"),
            "judged cannot be opened by hand: Segment", id="cover not known",
        ),
        pytest.param(
            RAMP, told(a_world(), "hired = 2025-12-01", DECEMBER),
            "judged cannot be opened by hand: Ramp", id="left out",
        ),
        pytest.param({}, told(a_world(), "left = 2025-12-20", DECEMBER), "left on", id="gone"),
    ],
)  # fmt: skip
def test_a_person_opens_no_plan_that_figures_could_not(changes, world: World, says) -> None:
    policy = a_short_policy({**BY_HAND, **changes})
    with refusing(says):
        row_by_hand(policy, ANNA, world.known(), opens("manager"), day(0))


def test_an_exclusion_speaks_of_the_issue_meant() -> None:
    once = "[{title: Had one, when: {earlier_plan: same_issue, ended_within: 1 year}}]"
    issues = {"issues": "[results, conduct]", "open.1.issue": "conduct", "leaves_out": once}
    policy = a_short_policy({**BY_HAND, **issues})
    after = replace(a_world(), earlier=(EarlierPlanEnd("results", day(-20)),))
    assert row_by_hand(policy, ANNA, after.known(), opens("manager"), day(0))
    again = replace(a_world(), earlier=(EarlierPlanEnd("conduct", day(-20)),))
    with refusing("Had one"):
        row_by_hand(policy, ANNA, again.known(), opens("manager"), day(0))


def test_what_a_person_says_stands_in_the_reason() -> None:
    act = opens("manager", note="missed three agreed calls")
    found = row_by_hand(a_short_policy(BY_HAND), ANNA, a_world().known(), act, day(0))
    assert found
    assert english(found[2].says) == "opened by hand by the manager: missed three agreed calls"


@pytest.mark.parametrize(
    ("issue", "said"),
    [
        pytest.param("conduct", "conduct", id="named"),
        pytest.param("", None, id="not named"),
        pytest.param("mood", None, id="not one of the policy's"),
    ],
)
def test_an_issue_left_open_is_named_by_the_person(issue: str, said: str | None) -> None:
    policy = a_short_policy({**BY_HAND, "issues": "[results, conduct]"})
    found = Found(1, day(0), Why(opened_by_hand("hr"), True), day(0))
    if said:
        assert proposal(policy, "pin", ANNA, "", found, day(0), issue).issue == said
    else:
        with refusing("issue=results or issue=conduct"):
            proposal(policy, "pin", ANNA, "", found, day(0), issue)


def test_a_plan_begins_with_its_proposal_and_its_gap_statement() -> None:
    found = looked().found[0]
    first, gap = begun_by(a_short_policy(), "pin", ANNA, "north", found, day(0))
    assert (first.employee, first.team, first.to, first.basis) == (
        ANNA,
        "north",
        ("hr",),
        DECEMBER,
    )
    assert isinstance(gap, e.Drafted)
    assert gap.document == "gap"
    assert (
        len(begun_by(a_short_policy({"open.0.document": None}), "pin", ANNA, "", found, day(0)))
        == 1
    )


# -- beside another plan --------------------------------------------------------------------------


JANUARY = "sales 2026-01 10; target 2026-01 100"
DECLINED = ("3 hr decline",)


def a_yes(said: str = "", on_day: date = TODAY) -> Found:
    """What a look finds on that day, with what is told by then."""
    (found,) = looked(said=said, today=on_day).found
    return found


@pytest.mark.parametrize(
    ("lines", "issue", "said", "looked_on", "spoken"),
    [
        pytest.param((), "results", "", 0, True, id="one is proposed"),
        pytest.param(DELIVERED, "results", "", 0, True, id="one runs"),
        pytest.param(DELIVERED, "results", JANUARY, 30, True, id="one runs, whatever is told"),
        pytest.param(DELIVERED, "conduct", "", 0, False, id="on another issue"),
        pytest.param(DECLINED, "results", "", 3, True, id="declined on the same figures"),
        pytest.param(DECLINED, "results", "", 20, True, id="time that passes is nothing new"),
        pytest.param(DECLINED, "results", "sales 2025-12 20", 20, True, id="nor is a figure told anew: its month was judged"),
        pytest.param(DECLINED, "results", JANUARY, 30, False, id="a month that nobody has judged is"),
        pytest.param(("3 hr withdraw",), "results", "", 20, True, id="withdrawn, on the same figures"),
        pytest.param(("3 hr withdraw",), "results", JANUARY, 30, False, id="withdrawn, with a month that nobody judged"),
        pytest.param((*DELIVERED, "30 hr withdraw"), "results", JANUARY, 31, False, id="opened and withdrawn: as if it had never run"),
        pytest.param(("40 hr decline",), "results", JANUARY, 41, False, id="declined when that month was over but not told"),
    ],
)  # fmt: skip
def test_one_plan_an_employee_and_issue(lines, issue, said, looked_on, spoken) -> None:
    plan = played(*lines).plan
    assert (spoken_for([plan], issue, a_yes(said, day(looked_on))) is plan) == spoken


def test_what_was_noted_on_a_plan_somebody_judged() -> None:
    plan = played("3 hr decline").plan
    noted = replace(plan, noted=((0, on("2026-01-31")),))
    assert spoken_for([noted], "results", a_yes(JANUARY, day(30))) is noted


def test_another_yes_is_noted_when_it_rests_on_something_newer() -> None:
    plan = played(*DELIVERED).plan
    found = looked().found[0]
    assert not worth_noting(plan, found)
    assert not worth_noting(plan, found._replace(basis=on("2026-01-31")))
    newer = a_yes(JANUARY, on("2026-02-02"))
    assert worth_noting(plan, newer)
    assert not worth_noting(played(*DELIVERED, "9 hr withdraw").plan, newer)
