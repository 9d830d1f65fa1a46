# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.decide.messages import is_covered, opened_by_hand
from engine.core.decide.opening import (
    begun_by,
    considered,
    covers,
    next_look,
    parts_in,
    proposal,
    remeasured,
    row_by_hand,
    spoken_for,
    worth_noting,
)
from engine.core.facts.explanation import Why
from engine.core.measure.context import EarlierPlanEnd
from engine.core.plan.authority import Act
from engine.core.plan.in_force import case_of
from engine.core.record import events as e
from engine.core.values.units import TimeUnit
from tests.builders import ANNA, day, on
from tests.core.plans import (
    DELIVERED,
    MONA,
    World,
    a_short_policy,
    a_world,
    number_of,
    played,
    proposed,
    told,
)
from tests.english import english, refusing

DECEMBER, TODAY = on("2025-12-31"), day(0)
TWO_ROWS = {
    "open.0.when": "{metric: attainment, each: month, for: 2 in a row, below: 50%}",
    "open.1": "{track: gentle, when: {metric: attainment, over: last 3 months, below: 70%}, start: work, propose_to: [manager]}",
}
COVERS = {"covers": "{field: segment, is: smb}"}
RAMP = {"leaves_out": "[{title: Ramp, when: {time_since: hired, below: 6 months}}]"}
SECOND = {
    "leaves_out": "[{title: Second, when: {earlier_plan: same_issue, ended_within: 1 year}}]"
}
BY_HAND = {
    "open.1": "{track: judged, issue: asked, opened_by: [manager, hr], start: [work, last_chance]}"
}
GUARDED = {
    "open.1": "{track: judged, opened_by: [manager], when: {field: segment, is: smb}, start: work}"
}


def looked(
    changes=None,
    said: str = "",
    since=DECEMBER,
    today=TODAY,
    world: World | None = None,
    by_figures=True,
):
    world = told(world or a_world(), said, DECEMBER) if said else world or a_world()
    return considered(
        a_short_policy(changes), ANNA, world.known(), since, today, told=by_figures
    )


def without(field: str) -> World:
    world = a_world()
    return replace(world, traits=tuple(t for t in world.traits if t.field != field))


@pytest.mark.parametrize(
    ("reached", "proposes"),
    [
        pytest.param(90, False, id="70.0 %: on the mark is enough"),
        pytest.param("89.7", True, id="69.9 %: below it"),
    ],
)
def test_a_plan_is_suggested_below_the_mark(reached, proposes: bool) -> None:
    assert bool(looked(said=f"sales 2025-12 {reached}").found) == proposes


@pytest.mark.parametrize(
    ("changes", "said", "row"),
    [
        pytest.param(TWO_ROWS, "", 1, id="the first is no: the second"),
        pytest.param(
            TWO_ROWS, "sales 2025-11 40; sales 2025-12 40", 0, id="the graver case comes first"
        ),
    ],
)
def test_the_first_row_that_is_yes_counts(changes, said, row) -> None:
    assert looked(changes, said).found[-1][0] == row


@pytest.mark.parametrize(
    ("changes", "world", "covered", "says"),
    [
        pytest.param(COVERS, a_world(), True, "", id="covered"),
        pytest.param(COVERS, told(a_world(), "segment = enterprise", DECEMBER), False, "", id="another segment: not"),
        pytest.param(COVERS, without("segment"), None, "Segment is not known", id="segment not known: not, and said"),
        pytest.param(RAMP, a_world(), True, "", id="hired long ago"),
        pytest.param(RAMP, told(a_world(), "hired = 2025-09-01", DECEMBER), False, "", id="still in the ramp"),
        pytest.param(RAMP, without("hired"), None, "Ramp: Hired is not known", id="hired not known: left out, and said"),
        pytest.param({}, told(a_world(), "left = 2025-12-15", DECEMBER), False, "", id="gone"),
        pytest.param(SECOND, replace(a_world(), earlier=(EarlierPlanEnd("results", on("2025-03-01")),)), False, "", id="a plan on the same issue within the year"),
        pytest.param(SECOND, replace(a_world(), earlier=(EarlierPlanEnd("results", on("2024-03-01")),)), True, "", id="longer ago"),
        pytest.param(SECOND, replace(a_world(), earlier=(EarlierPlanEnd("conduct", on("2025-03-01")),)), True, "", id="on another issue"),
    ],
)  # fmt: skip
def test_who_is_covered(changes, world, covered, says) -> None:
    seen = considered(a_short_policy(changes), ANNA, world.known(), day(0), day(0), told=True)
    assert seen.covered is covered
    assert bool(seen.found) == (covered is True)
    if says:
        assert english(seen.undecided) == says


@pytest.mark.parametrize(
    ("hired", "covered"),
    [
        pytest.param("2025-07-05", True, id="six months ago today"),
        pytest.param("2025-07-06", False, id="a day short of six months"),
    ],
)
def test_the_ramp_ends_with_its_day(hired: str, covered: bool) -> None:
    case = (
        case_of(proposed(RAMP, told(a_world(), f"hired = {hired}", DECEMBER)).m, day(0))
        if covered
        else None
    )
    seen = looked(RAMP, f"hired = {hired}", since=day(0))
    assert seen.covered is covered
    if case:
        assert covers(case) == (True, is_covered())


def test_what_is_not_known_suggests_nothing_and_is_said() -> None:
    world = replace(a_world(), figures=a_world().figures[:2])
    seen = looked(world=world)
    assert seen.found == ()
    assert "is not known" in english(seen.undecided)


@pytest.mark.parametrize(
    ("since", "today", "by_figures", "days"),
    [
        pytest.param("2025-12-31", "2026-01-05", True, ["2025-12-31"], id="figures for December: as of its end"),
        pytest.param("2025-10-31", "2025-12-31", True, ["2025-12-31"], id="months that are not known suggest nothing"),
        pytest.param("2025-12-31", "2025-12-30", True, [], id="before the period has closed"),
        pytest.param("2025-12-31", "2026-02-03", False, ["2025-12-31"], id="time alone: the next window is not known"),
        pytest.param("2026-01-10", "2026-01-05", False, [], id="time alone, before its day"),
    ],
)  # fmt: skip
def test_looks_are_taken_as_of_the_ends_of_periods(since, today, by_figures, days) -> None:
    seen = looked(since=on(since), today=on(today), by_figures=by_figures)
    assert [str(basis) for _, basis, _ in seen.found] == days


def test_no_look_is_dated_before_the_policy_is_in_force() -> None:
    (found,) = looked({"effective": "2026-01-01"}).found
    assert found[1] == day(0)  # and not the end of December


def test_the_next_look_is_the_end_of_the_running_period() -> None:
    case = case_of(proposed().m, DECEMBER)
    assert str(next_look(case)) == "2026-01-31"
    assert looked().again == on("2026-01-31")


def test_the_windows_of_a_condition_move_by_its_pieces() -> None:
    policy = a_short_policy(TWO_ROWS)
    assert [[*parts_in(row.when, policy)] for row in policy.open] == [
        [TimeUnit.MONTH],
        [TimeUnit.MONTH],
    ]
    both = a_short_policy(
        {
            "open.0.when": "{any: [{metric: attainment, over: last 1 quarter, below: 70%}, {none: [{metric: attainment, each: week, for: 1 in a row, at_least: 70%}]}]}"
        }
    )
    assert [*parts_in(both.open[0].when, both)] == [TimeUnit.QUARTER, TimeUnit.WEEK]


def test_windows_named_by_a_value_move_by_every_piece_it_may_have() -> None:
    varied = a_short_policy({
        "values.window": "{varies_by: segment, is: {smb: 3 months, enterprise: 2 quarters}}",
        "open.0.when": "{metric: attainment, over: last $window, below: 70%}",
    })  # fmt: skip
    assert {*parts_in(varied.open[0].when, varied)} == {TimeUnit.MONTH, TimeUnit.QUARTER}


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
    found = (1, day(0), Why(opened_by_hand("hr"), True))
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


@pytest.mark.parametrize(
    ("lines", "issue", "basis", "spoken"),
    [
        pytest.param((), "results", DECEMBER, True, id="one is proposed"),
        pytest.param(DELIVERED, "results", DECEMBER, True, id="one runs"),
        pytest.param(DELIVERED, "conduct", DECEMBER, False, id="on another issue"),
        pytest.param(
            ("3 hr decline",),
            "results",
            DECEMBER,
            True,
            id="declined, on figures that were past then",
        ),
        pytest.param(
            ("3 hr decline",), "results", day(3), True, id="declined on the day of this look"
        ),
        pytest.param(
            ("3 hr decline",), "results", day(4), False, id="declined the day before it"
        ),
        pytest.param(
            ("3 hr decline",),
            "results",
            on("2026-01-31"),
            False,
            id="declined before this look's day",
        ),
    ],
)
def test_one_plan_an_employee_and_issue(lines, issue, basis, spoken) -> None:
    plan = played(*lines).plan
    assert (spoken_for([plan], issue, basis) is plan) == spoken


def test_a_window_that_only_slides_over_judged_figures_is_nothing_new() -> None:
    declined = played("3 hr decline").plan
    same_figures = looked().found[0][2]
    assert spoken_for([declined], "results", on("2026-01-31"), same_figures) is declined


def test_another_yes_is_noted_when_it_rests_on_something_newer() -> None:
    plan = played(*DELIVERED).plan
    at, basis, why = looked().found[0]
    assert not worth_noting(plan, (at, basis, why))
    assert not worth_noting(plan, (at, on("2026-01-31"), why))
    newer = looked(
        said="sales 2026-01 10; target 2026-01 100",
        since=on("2026-01-31"),
        today=on("2026-02-02"),
    ).found[0]
    assert worth_noting(plan, newer)
    assert not worth_noting(played(*DELIVERED, "9 hr withdraw").plan, newer)


@pytest.mark.parametrize(
    ("changes", "said", "then"),
    [
        pytest.param({}, "", [], id="nothing new"),
        pytest.param({}, "sales 2025-12 30", ["Renewed"], id="lower: proposed anew"),
        pytest.param({}, "sales 2025-12 120", ["Closed"], id="high enough: withdrawn"),
        pytest.param(COVERS, "segment = enterprise", ["Closed"], id="not covered: withdrawn"),
        pytest.param(
            TWO_ROWS,
            "sales 2025-11 40; sales 2025-12 40",
            ["Renewed"],
            id="another row: proposed anew on it",
        ),
    ],
)
def test_a_proposal_under_todays_figures(changes, said, then) -> None:
    was = proposed(changes)
    world = told(was.world, said, DECEMBER) if said else was.world
    found = remeasured(replace(was.m, known=world.known()), day(3))
    assert [type(x).__name__ for x in found] == then
    assert all(number_of(x.on) == 3 for x in found)
