"""What is news in what a file tells, and to whose plans it is told."""

import pytest

from engine.core.life.gathering import Gathered
from engine.core.life.news import by_employee, news, take_facts, together
from tests.builders import ANNA, day, on
from tests.core.lives import QUARTER, a_memory, entries, facts, kinds, lived
from tests.core.plans import MONA, SVEN

TODAY = day(40)
BEFORE = "sales 2025-12 60; sales 2026-01 70; job = Seller; away leave sick 3..9"


@pytest.mark.parametrize(
    ("said", "since"),
    [
        pytest.param(BEFORE, None, id="all of it was known"),
        pytest.param("sales 2026-01 70", None, id="a part of it was known"),
        pytest.param("sales 2026-01 70.00", None, id="the same figure in other digits"),
        pytest.param("sales 2026-01 71", on("2026-01-31"), id="a corrected figure"),
        pytest.param(
            "sales 2026-02 5; sales 2025-12 61", on("2025-12-31"), id="from the first period on"
        ),
        pytest.param("target 2026-01 70", on("2026-01-31"), id="another figure of the month"),
        pytest.param("job = Leader", TODAY, id="what is so of a person counts from today"),
        pytest.param("away leave sick 3..10", TODAY, id="a longer absence"),
        pytest.param("away leave parental 3..9", TODAY, id="another kind of absence"),
        pytest.param("away leave none 3..9", TODAY, id="an absence that never was"),
        pytest.param("away leave none 4..9", None, id="of which nothing was told"),
    ],
)
def test_what_is_news(said: str, since: object) -> None:
    (before,) = by_employee(facts(BEFORE, 0)).values()
    (coming,) = by_employee(facts(said, 0)).values()
    assert news(before, coming, TODAY) == since


def test_a_figure_taken_back_to_what_it_was_is_news() -> None:
    (before,) = by_employee(facts("sales 2026-01 70; sales 2026-01 80", 0)).values()
    (coming,) = by_employee(facts("sales 2026-01 70", 0)).values()
    assert news(before, coming, TODAY) == on("2026-01-31")


def test_facts_are_told_person_by_person_in_their_order() -> None:
    told = facts("sales 2026-01 1; sales 2026-02 2; E00003 job = Boss; away leave sick 3..9", 0)
    found = by_employee(told)
    assert [len(each) for each in found[ANNA]] == [2, 0, 1]
    assert [trait.value for trait in found[MONA][1]] == ["Boss"]
    twice = together(found[ANNA], found[ANNA])
    assert [figure.value for figure in twice[0]] == [1, 2, 1, 2]


def test_plans_hear_before_anybody_is_looked_at() -> None:
    """A corrected figure withdraws the proposal; the look after it finds nothing to propose."""
    memory = a_memory(figures=False)
    lived(memory, QUARTER, "3 told sales 2025-12 200")
    assert kinds(memory) == ["Proposed", "Drafted", "Closed"]


def test_who_holds_a_role_in_a_plan_of_another_is_heard_of_there() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER, "0 hr confirm", f"7 told {MONA} left = 2026-01-12")
    assert entries(memory)[-2:] == [
        ("PW-2026-0001", "HandedOver", "2026-01-12"),
        ("PW-2026-0001", "Drafted", "2026-01-12"),
    ]
    lived(memory, f"8 told {SVEN} job = Boss")
    assert entries(memory)[-1][2] == "2026-01-12"


def test_nothing_is_gathered_of_what_was_known() -> None:
    memory = a_memory(figures=False)
    lived(memory, QUARTER)
    gathered = Gathered(memory)
    take_facts(gathered, by_employee(facts("sales 2025-12 60", 1)), day(1))
    assert (gathered.events, dict(gathered.person_dues)) == ([], {})
