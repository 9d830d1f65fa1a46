"""Leave in a workspace at work: it harms nobody, and no letter, receipt or page says a word of it."""

import re
import zipfile
from pathlib import Path

import pytest

from tests.faults.whole import ROSTER
from tests.workspaces import PlayedWorkspace, new_workspace

TOLD = re.compile(r"\b(leave|sick|absence|absent|away|ill|parental)\b", re.IGNORECASE)
MONTHS = ("2025-12", "2026-01", "2026-02")


def roster(kind: str, first: str, until: str) -> str:
    """Ann Seller away; everybody else as they were."""
    head, *rows = ROSTER.splitlines()
    lines = [f"{head},Leave,Leave from,Leave until"]
    for row in rows:
        own = (kind, first, until) if row.startswith("E012") else ("", "", "")
        lines.append(",".join((row, *own)))
    return "\n".join(lines) + "\n"


def figures(*reached: int) -> str:
    rows = [f"E012,{month},100000,{won}" for month, won in zip(MONTHS, reached, strict=True)]
    return "\n".join(["Employee,Period,Quota,Closed won", *rows]) + "\n"


@pytest.fixture
def made(tmp_path: Path) -> PlayedWorkspace:
    return new_workspace(tmp_path / "w", "field-sales", teams=("East",))


def published(made: PlayedWorkspace) -> dict[str, str]:
    """The words of every file that people see, by name, but for what they dropped themselves."""
    found = {}
    for file in made.plans.rglob("*"):
        if file.suffix == ".docx":
            with zipfile.ZipFile(file) as package:
                text = " ".join(
                    package.read(name).decode("utf-8", "replace")
                    for name in package.namelist()
                    if name.startswith("word/")
                    and name.endswith(".xml")
                    and "styles" not in name
                )
            found[file.name] = re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ")
        elif file.suffix in (".html", ".txt"):
            found[file.name] = re.sub(r"<[^>]+>", " ", file.read_text("utf-8"))
    return found


def stages(made: PlayedWorkspace) -> list[str]:
    return [plan["state"] for plan in made.status()["plans"] if plan["employee"] == "E012"]


def test_a_day_in_the_good_month_does_not_take_the_month_away(made: PlayedWorkspace) -> None:
    made.drops("roster.csv", roster("Sick", "2025-12-10", "2025-12-10"))
    made.drops("figures.csv", figures(150000, 60000, 60000))
    made.runs("2026-03-02")
    assert stages(made) == []


@pytest.fixture
def both(made: PlayedWorkspace) -> PlayedWorkspace:
    """Too little with the month and without it."""
    made.drops("roster.csv", roster("Sick", "2025-12-10", "2025-12-10"))
    made.drops("figures.csv", figures(45000, 60000, 60000))
    made.runs("2026-03-02")
    return made


def test_the_letter_says_what_counted_and_not_why(both: PlayedWorkspace) -> None:
    assert stages(both) == ["proposed"]
    said = published(both)
    (gap,) = (text for name, text in said.items() if name.endswith(".docx"))
    assert "60.0 %" in gap
    assert "business days counted" in gap
    assert {name: TOLD.findall(text) for name, text in said.items() if TOLD.search(text)} == {}


OTHER = "The other reading, which did not hold (for human resources only):"


def test_the_other_reading_is_explained_to_human_resources_only(both: PlayedWorkspace) -> None:
    plan = both.status()["plans"][0]["plan"]
    explained = both.does("explain", plan, "--by", "E009")
    assert OTHER in explained
    assert "55.0 %" in explained
    assert '"other"' in both.does("explain", plan, "--by", "E009", "--json")
    everybody = (both.does("explain", plan), both.does("explain", plan, "--json"))
    assert not any("55.0 %" in text or '"other"' in text or OTHER in text for text in everybody)
    for person in ("E002", "E012", "E404"):
        refused = both.does("explain", plan, "--by", person, exit_code=1)
        assert refused.startswith(f"{person} is not hr for E012 on ")
    assert "55.0 %" not in " ".join(
        (*published(both).values(), both.does("history", plan, "--json"))
    )


def test_nothing_is_proposed_until_the_day_after(made: PlayedWorkspace) -> None:
    made.drops("roster.csv", roster("Parental", "2026-02-25", "2026-03-05"))
    made.drops("figures.csv", figures(45000, 40000, 40000))
    made.runs("2026-03-02")
    assert stages(made) == []
    made.runs("2026-03-05")
    assert stages(made) == []
    made.runs("2026-03-06")
    assert len(stages(made)) == 1
    assert {name for name, text in published(made).items() if TOLD.search(text)} == set()


def test_a_proposal_waits_and_says_from_when_on(both: PlayedWorkspace) -> None:
    plan = both.status()["plans"][0]["plan"]
    both.drops("roster 2.csv", roster("", "2026-03-03", "2026-03-06"))
    both.runs("2026-03-03")
    waits = both.status()["plans"][0]
    assert [each["action"] for each in waits["awaiting"]] == ["decline"]
    confirm = ("record", plan, "confirm", "--role", "manager", "--by", "E002", "--as-of")
    refused = both.does(*confirm, "2026-03-04", exit_code=1)
    assert "from 2026-03-09 on it may" in refused
    assert not TOLD.search(refused)
    both.does(*confirm, "2026-03-09")
    assert stages(both) == ["open"]
    said = published(both)
    assert {name: TOLD.findall(text) for name, text in said.items() if TOLD.search(text)} == {}


def test_an_absence_without_a_kind_is_away(made: PlayedWorkspace) -> None:
    policy = made.root / "policies" / "field-sales.yaml"
    text = policy.read_text("utf-8")
    title = "leaves_out:\n"
    rule = "  - title: Back soon\n    when:\n      field: leave\n      is: away\n"
    policy.write_text(text.replace(title, title + rule), "utf-8")
    made.drops("roster.csv", roster("", "2026-02-25", "2026-03-31"))
    made.drops("figures.csv", figures(45000, 40000, 40000))
    made.runs("2026-03-02")
    assert stages(made) == []
