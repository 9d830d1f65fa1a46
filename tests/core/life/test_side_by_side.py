# ruff: noqa: E501 - a row of a table is read across

"""What is wrong between files that come in together."""

from decimal import Decimal

import pytest

from engine.core.facts.facts import Reported, Trait
from engine.core.life.side_by_side import (
    contradictions,
    of_another_team,
    reports_of_plans,
    tells_of_people,
)
from tests.builders import ANNA, NOWHERE, day
from tests.core.lives import a_memory, facts
from tests.core.plans import MONA

REPORT = Reported(ANNA, "PW-2026-0001", "check-in", "manager", MONA, day(0))


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        pytest.param(["sales 2026-01 1"], {}, id="one file contradicts nobody"),
        pytest.param(["sales 2026-01 1; sales 2026-01 2"], {}, id="what it says twice is its own affair"),
        pytest.param(["sales 2026-01 1", "sales 2026-01 1.0"], {}, id="the same figure in other digits"),
        pytest.param(["sales 2026-01 1", "sales 2026-02 2"], {}, id="other months"),
        pytest.param(["sales 2026-01 1", "target 2026-01 2"], {}, id="other figures"),
        pytest.param(["sales 2026-01 1", "E00003 sales 2026-01 2"], {}, id="of other people"),
        pytest.param(["sales 2026-01 1", "sales 2026-01 2"], {0: 1, 1: 0}, id="two figures for one month"),
        pytest.param(["job = A", "job = B"], {0: 1, 1: 0}, id="two words about one person"),
        pytest.param(["away leave sick 3..4", "away leave sick 3..9"], {}, id="absences add up"),
        pytest.param(["sales 2026-01 1", "sales 2026-01 1", "sales 2026-01 2"], {0: 2, 1: 2, 2: 0}, id="two agree and one does not"),
        pytest.param(["sales 2026-01 1", "target 2026-01 2", "sales 2026-01 3"], {0: 2, 2: 0}, id="a third has no part in it"),
    ],
)  # fmt: skip
def test_files_that_contradict_each_other(files: list[str], wrong: dict[int, int]) -> None:
    found = contradictions({str(n): facts(said, 0) for n, said in enumerate(files)})
    assert {int(mine): int(each.other) for mine, each in found.items()} == wrong


def test_a_contradiction_names_what_each_file_says() -> None:
    told = {"a": facts("sales 2026-01 1; sales 2026-02 5", 0), "b": facts("sales 2026-02 6", 0)}
    both = [(each.mine.value, each.theirs.value) for each in contradictions(told).values()]
    assert both == [(Decimal(5), Decimal(6)), (Decimal(6), Decimal(5))]


@pytest.mark.parametrize(
    ("team", "said", "stranger"),
    [
        pytest.param("north", "sales 2026-01 1", None, id="of the team on record"),
        pytest.param("south", "sales 2026-01 1", ANNA, id="of another"),
        pytest.param("north", "sales 2026-01 1; E00003 sales 2026-01 1", MONA, id="one of them of none"),
        pytest.param("north", "E00003 sales 2026-01 1; E00003 team = north", None, id="of the team as told here"),
        pytest.param("south", "team = south; sales 2026-01 1", ANNA, id="nobody is moved by a team's own file"),
    ],
)  # fmt: skip
def test_a_teams_file_speaks_of_that_team(team: str, said: str, stranger: str | None) -> None:
    found = of_another_team(a_memory().people(), team, facts(said, 0), day(0))
    assert (found.employee if found else None) == stranger


def test_only_a_form_speaks_of_plans_alone() -> None:
    trait = Trait(ANNA, "job", "Seller", day(0), NOWHERE)
    assert reports_of_plans([REPORT, REPORT]) == (REPORT, REPORT)
    assert reports_of_plans([REPORT, trait]) is None
    assert reports_of_plans([Reported(ANNA, "", "check-in", "manager", MONA, day(0))]) is None
    assert [tells_of_people(each) for each in ([trait], [REPORT], [])] == [True, False, False]
