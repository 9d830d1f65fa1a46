# ruff: noqa: E501 - a row of a table is read across

"""Who is looked at, by which policy, and what becomes of what is found."""

import pytest

from engine.core.decide.opening import Considered, Found
from engine.core.facts.explanation import Why
from engine.core.life.gathering import Gathered
from engine.core.life.looks import Considering, look_at, preceding, team_folder
from engine.core.values.message import Message
from tests.builders import ANNA, day, on
from tests.core.lives import QUARTER, a_memory, annas, entries, kinds, lived, pinned
from tests.core.plans import a_short_policy, a_world
from tests.english import english

FOUND = Considered((Found(0, day(0), Why("yes", True), day(0)),), covered=True)
NOTHING = Considered((), covered=True)
UNSURE = Considered((), covered=True, undecided=Message("not known"))
LEFT_OUT = Considered((), covered=False)
PERHAPS = Considered((), covered=None, undecided=Message("ramp not known"))
SEVERAL = "several policies cover this employee (a, b) and none precedes"


def considering(policy: str, precedes: str, considered: Considered) -> Considering:
    changes = {"policy": policy} | ({"precedes": f"[{precedes}]"} if precedes else {})
    return Considering(pinned(a_short_policy(changes)), a_world().known(), considered)


@pytest.mark.parametrize(
    ("seen", "acts", "says"),
    [
        pytest.param([], None, "", id="no policy, nobody acts"),
        pytest.param([("a", "", FOUND)], "a", "", id="the only one that covers acts"),
        pytest.param([("a", "", LEFT_OUT)], None, "", id="one that leaves out does not act"),
        pytest.param([("a", "", FOUND), ("b", "", LEFT_OUT)], "a", "", id="one covers, the other leaves out"),
        pytest.param([("a", "", FOUND), ("b", "", PERHAPS)], "a", "ramp not known", id="not known is said and does not cover"),
        pytest.param([("a", "", FOUND), ("b", "a", FOUND)], "b", "", id="the one that precedes acts"),
        pytest.param([("a", "b", FOUND), ("b", "", FOUND)], "a", "", id="whichever comes first by its id"),
        pytest.param([("a", "b", NOTHING), ("b", "", FOUND)], "a", "", id="it precedes even where it finds nothing"),
        pytest.param([("a", "", FOUND), ("b", "", NOTHING)], None, SEVERAL, id="none precedes: nobody acts, and it is said"),
        pytest.param([("a", "", NOTHING), ("b", "", NOTHING)], None, "", id="none precedes, and nothing is lost by it"),
        pytest.param([("a", "", NOTHING), ("b", "", UNSURE)], None, "not known", id="what is not known is said still"),
        pytest.param([("a", "b", FOUND), ("b", "", FOUND), ("c", "", FOUND)], None,
                     SEVERAL.replace("a, b", "a, b, c"), id="to precede one of two others is not enough"),
    ],
)  # fmt: skip
def test_which_policy_acts(
    seen: list[tuple[str, str, Considered]], acts: str | None, says: str
) -> None:
    chosen, undecided = preceding([considering(*each) for each in seen])
    assert (chosen.rules.policy.id if chosen else None, english(undecided)) == (acts, says)


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
