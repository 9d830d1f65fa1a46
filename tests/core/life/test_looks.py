# ruff: noqa: E501 - a row of a table is read across

"""Who is looked at, by which policy, and what becomes of what is found."""

import pytest

from engine.core.decide.opening import Considered, Found
from engine.core.facts.explanation import Why
from engine.core.life.gathering import Gathered
from engine.core.life.looks import Considering, by_precedence, look_at, team_folder
from engine.core.values.message import Message
from tests.builders import ANNA, day, on
from tests.core.lives import QUARTER, a_memory, annas, entries, kinds, lived, pinned
from tests.core.plans import a_short_policy, a_world
from tests.english import english

FOUND = Considered((Found(0, day(0), Why("yes", True), day(0)),), covered=True)
ELSEWHERE = Considered((Found(1, day(0), Why("yes", True), day(0)),), covered=True)
EARLIER = Considered((Found(0, day(-1), Why("yes", True), day(-1)),), covered=True)
NOTHING = Considered((), covered=True)
UNSURE = Considered((), covered=True, undecided=Message("not known"))
LEFT_OUT = Considered((), covered=False)
PERHAPS = Considered((), covered=None, undecided=Message("ramp not known"))
SEVERAL = "several policies cover this employee (a, b) and none precedes"
TWO_ISSUES = """
  - when: {metric: attainment, over: last 3 months, below: 70%}
    start: work
    document: gap
  - {issue: conduct, when: {metric: attainment, over: last 3 months, below: 20%}, start: work}
"""


def considering(policy: str, precedes: str, considered: Considered) -> Considering:
    changes = {"policy": policy, "open": TWO_ISSUES} | (
        {"precedes": f"[{precedes}]"} if precedes else {}
    )
    return Considering(pinned(a_short_policy(changes)), a_world().known(), considered)


@pytest.mark.parametrize(
    ("seen", "acts"),
    [
        pytest.param([], [], id="no policy, nobody acts"),
        pytest.param([("a", "", FOUND)], ["a"], id="the only one acts"),
        pytest.param([("a", "", FOUND), ("b", "", LEFT_OUT)], ["a"], id="one covers, the other leaves out"),
        pytest.param([("a", "", FOUND), ("b", "", PERHAPS)], ["a"], id="not known does not cover"),
        pytest.param([("a", "", FOUND), ("b", "a", FOUND)], ["b"], id="the one that precedes acts"),
        pytest.param([("a", "b", FOUND), ("b", "", FOUND)], ["a"], id="whichever comes first by its id"),
        pytest.param([("a", "b", NOTHING), ("b", "", FOUND)], ["b"], id="who finds nothing holds nobody back"),
        pytest.param([("a", "b", UNSURE), ("b", "", FOUND)], ["b"], id="nor does who does not know"),
        pytest.param([("a", "", FOUND), ("b", "", NOTHING)], ["a"], id="only two that find something need an order"),
        pytest.param([("a", "", FOUND), ("b", "", FOUND)], ["a or b"], id="none precedes"),
        pytest.param([("a", "b", FOUND), ("b", "c", FOUND), ("c", "", FOUND)], ["a"], id="before one that is before another"),
        pytest.param([("a", "b", FOUND), ("b", "", FOUND), ("c", "", FOUND)], ["a or b or c"],
                     id="to precede one of two others is not enough"),
        pytest.param([("a", "b", FOUND), ("b", "", ELSEWHERE)], ["a", "b"], id="on another issue nobody is held back"),
        pytest.param([("a", "b", FOUND), ("b", "", EARLIER)], ["b", "a"], id="nor before the day of the other"),
    ],
)  # fmt: skip
def test_which_policy_acts(seen: list[tuple[str, str, Considered]], acts: list[str]) -> None:
    found = by_precedence([considering(*each) for each in seen])
    assert [" or ".join(one.rules.policy.id for one in those) for _, those in found] == acts


@pytest.mark.parametrize(
    ("policies", "proposed", "says"),
    [
        pytest.param([("a", ""), ("b", "")], 0, SEVERAL, id="none precedes: nobody acts, and it is said"),
        pytest.param([("a", "b"), ("b", "")], 1, "", id="one precedes: one plan"),
    ],
)  # fmt: skip
def test_where_none_of_several_precedes_nobody_acts(
    policies: list[tuple[str, str]], proposed: int, says: str
) -> None:
    memory = a_memory(figures=False)
    memory.policies = [considering(*each, NOTHING).rules for each in policies]
    assert lived(memory, QUARTER).proposed == proposed
    assert english(memory.undecided[ANNA]) == says


def test_the_same_fact_leads_to_one_plan() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    gathered = Gathered(memory)
    look_at(gathered, ANNA, on("2025-12-31"), day(1), told=True)
    assert (gathered.events, gathered.proposed) == ([], 0)
    lived(memory, "1 hr confirm", "30 told sales 2026-01 10; target 2026-01 100")
    assert [kind for kind in kinds(memory) if kind in ("Proposed", "Noted")] == [
        "Proposed",
        "Noted",
    ]
    assert annas(memory).noted == ((0, on("2026-01-31")),)


def test_an_entry_is_dated_by_what_was_told_or_by_the_day_the_answer_changed() -> None:
    ramp = {"leaves_out": "[{title: Ramp, when: {time_since: hired, below: 24 months}}]"}
    memory = a_memory(ramp, figures=False)
    told = lived(memory, QUARTER.replace("0 told", "1 told"))
    assert (told.events, told.person_dues[ANNA]) == ([], on("2026-01-08"))
    lived(memory, "60 passes")
    assert entries(memory)[0] == ("PW-2026-0001", "Proposed", "2026-01-08")


def test_a_policy_not_in_force_yet_does_not_look() -> None:
    memory = a_memory({"effective": "2026-01-06"}, figures=False)
    assert lived(memory, QUARTER).not_covered == 1
    assert lived(memory, "1 told sales 2025-12 61").proposed == 1


@pytest.mark.parametrize(("teams", "folder"), [(["north"], "north"), (["south"], ""), ([], "")])
def test_a_plan_lies_with_the_team_that_has_a_folder(teams: list[str], folder: str) -> None:
    memory = a_memory(figures=False)
    memory.teams = teams
    lived(memory, QUARTER)
    assert annas(memory).team == folder
    assert team_folder(Gathered(memory), memory.people(), ANNA, day(0)) == folder
