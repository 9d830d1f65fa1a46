"""What could hurt somebody: decided on figures already corrected, on a former manager's word, unseen."""

from pathlib import Path

import pytest

from tests.faults.whole import DAY, FIGURES, ROSTER
from tests.workspaces import PlayedWorkspace, new_workspace


@pytest.fixture
def made(tmp_path: Path) -> PlayedWorkspace:
    made = new_workspace(tmp_path / "w", "field-sales", teams=("East",))
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)
    return made


def plan(made: PlayedWorkspace, employee: str = "E012") -> dict:
    return next(p for p in made.status()["plans"] if p["employee"] == employee)


def acts(made: PlayedWorkspace, line: str, day: str, exit_code: int = 0) -> str:
    words = ["record", plan(made)["plan"], *line.split(), "--as-of", day]
    return made.does(*words, exit_code=exit_code)


def handed_over(made: PlayedWorkspace) -> None:
    acts(made, "confirm --role hr --by E009", "2026-03-03")
    acts(made, "approve --role second_line --by E001", "2026-03-04")
    acts(made, "approve --role hr --by E009", "2026-03-04")
    acts(made, "issue --role manager --by E002", "2026-03-05")


def test_no_clock_runs_before_the_handing_over_is_on_record(made: PlayedWorkspace) -> None:
    handed_over(made)
    acts(made, "deliver --role manager --by E002 --on 2026-03-06", "2026-03-20")
    says = [entry["says"] for entry in made.history(plan(made)["plan"])]
    assert any("runs from 2026-03-20" in line for line in says)


def test_a_letter_waits_while_a_correction_is_asked_about(made: PlayedWorkspace) -> None:
    acts(made, "confirm --role hr --by E009", "2026-03-03")
    acts(made, "approve --role second_line --by E001", "2026-03-04")
    acts(made, "approve --role hr --by E009", "2026-03-04")
    made.drops("corrected.csv", FIGURES.replace("42000", "99000"))
    made.runs("2026-03-05")
    assert "figures were corrected" in acts(
        made, "issue --role manager --by E002", "2026-03-05", exit_code=1
    )
    acts(made, "decide --role hr --by E009 --outcome keep", "2026-03-06")
    acts(made, "issue --role manager --by E002", "2026-03-06")


def test_a_former_manager_cannot_act_by_naming_an_earlier_day(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "w", "field-sales", teams=("East",))
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES.replace("42000", "76000").replace("44000", "75000"))
    made.runs(DAY)
    other = ROSTER.replace("E012,Ann Seller,E002", "E012,Ann Seller,E001")
    made.drops("new manager.csv", other.replace("2020-01-01\n", "2026-03-05\n"))
    made.runs("2026-03-05")
    line = "confirm --role manager --by E002 --on 2026-03-04"
    assert "E002 is not manager" in acts(made, line, "2026-03-06", exit_code=1)
    acts(made, "confirm --role manager --by E001", "2026-03-06")


def test_a_refused_command_lets_no_time_pass(made: PlayedWorkspace) -> None:
    handed_over(made)
    before = made.status()["plans"]
    made.does(
        "record",
        plan(made)["plan"],
        "issue",
        "--role",
        "hrr",
        "--by",
        "E009",
        "--as-of",
        "2027-01-04",
        exit_code=2,
    )
    assert made.status()["plans"] == before


def test_the_first_command_after_an_absence_names_it_whichever_it_is(
    made: PlayedWorkspace,
) -> None:
    handed_over(made)
    acts(made, "deliver --role manager --by E002", "2026-03-06")
    made.runs("2026-03-06")
    acts(made, "reply --role employee --by E012 --note Noted", "2026-03-20", exit_code=0)
    says = " ".join(entry["says"] for entry in made.history(plan(made)["plan"]))
    assert "nobody was looking from 2026-03-07 to 2026-03-19" in says
