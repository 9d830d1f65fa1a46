# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.decide.messages import is_covered
from engine.core.decide.opening import considered, covers, next_look, remeasured
from engine.core.measure.context import EarlierPlanEnd
from engine.core.plan.in_force import case_of
from tests.builders import ANNA, day, on
from tests.core.openings import COVERS, DECEMBER, RAMP, SECOND, TWO_ROWS, looked, without
from tests.core.plans import (
    a_short_policy,
    a_world,
    number_of,
    proposed,
    told,
)
from tests.english import english


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
    ("since", "today", "by_figures", "looks"),
    [
        pytest.param("2025-12-31", "2026-01-05", True, ["2026-01-05"], id="facts: one look, on the day they come"),
        pytest.param("2025-10-31", "2025-12-31", True, ["2025-12-31"], id="however old the oldest figure is"),
        pytest.param("2025-12-31", "2025-12-30", True, [], id="before the period has closed"),
        pytest.param("2025-12-31", "2026-02-03", False, ["2025-12-31", "2026-01-31"], id="time alone: no newer one is told"),
        pytest.param("2025-12-31", "2026-02-23", False, ["2025-12-31", "2026-01-31"], id="until January is overdue"),
        pytest.param("2026-01-10", "2026-01-05", False, [], id="time alone, before its day"),
    ],
)  # fmt: skip
def test_each_look_judges_the_newest_window_told(since, today, by_figures, looks) -> None:
    seen = looked(since=on(since), today=on(today), by_figures=by_figures)
    assert [str(found.looked) for found in seen.found] == looks
    assert {found.basis for found in seen.found} <= {DECEMBER}


def test_no_look_is_dated_before_the_policy_is_in_force() -> None:
    (found,) = looked({"effective": "2026-01-01"}).found
    assert (found.looked, found.basis) == (day(0), DECEMBER)


def test_the_next_look_is_the_end_of_the_running_period() -> None:
    case = case_of(proposed().m, DECEMBER)
    assert str(next_look(case)) == "2026-01-31"
    assert looked().again == on("2026-01-31")


@pytest.mark.parametrize(
    ("changes", "said", "then"),
    [
        pytest.param({}, "", [], id="nothing new"),
        pytest.param({}, "sales 2025-12 30", ["Renewed", "Drafted"], id="lower: proposed anew"),
        pytest.param({}, "sales 2025-12 120", ["Closed"], id="high enough: withdrawn"),
        pytest.param(COVERS, "segment = enterprise", ["Closed"], id="not covered: withdrawn"),
        pytest.param(
            TWO_ROWS,
            "sales 2025-11 40; sales 2025-12 40",
            ["Renewed", "Drafted"],
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
