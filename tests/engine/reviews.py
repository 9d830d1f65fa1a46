"""A review played in a workspace: its people, its draft, and what they do to it with real Word files."""

import hashlib
from pathlib import Path

from tests.documents.reviewer import Reviewer
from tests.faults.whole import DAY, FIGURES, ROSTER
from tests.workspaces import Workspace, workspace

PLAN = "PW-2026-0001"
FOLDER = f"East/E012 {PLAN}"
NAME = "02 Performance improvement plan v1.docx"
DRAFT = f"{FOLDER}/draft/{NAME}"
DANA, HAL, MIA, ANN = "Dana Chief", "Hal Partner", "Mia Lead", "Ann Seller"
REASON = "Attainment is below 50"


def in_draft(root: Path) -> Workspace:
    """The improvement plan of E012 waits for Dana, then Hal."""
    return begun(workspace(root, "field-sales", teams=("East",)))


def begun(made: Workspace) -> Workspace:
    """HR confirms the plan of E012, and its letter is drafted."""
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)
    made.says(f"planward record {PLAN} confirm --role hr --by E009", DAY)
    return made


def opens(made: Workspace, who: str, path: str = DRAFT) -> Reviewer:
    return Reviewer((made.plans / path).read_bytes(), who)


def saves(made: Workspace, reviewer: Reviewer, path: str = DRAFT) -> str:
    """As Word does: a file beside it, then renamed. Gives the sha256 of what was saved."""
    target, content = made.plans / path, reviewer.saves()
    part = target.with_name("~WRD0001.tmp")
    part.write_bytes(content)
    part.replace(target)
    return hashlib.sha256(content).hexdigest()


def signs(role: str, name: str, says: str = "Approve", on: str = DAY) -> dict[str, str]:
    return {f"decision_{role}": says, f"name_{role}": name, f"date_{role}": on}


def events(made: Workspace, plan: str = PLAN) -> list[str]:
    return [entry["event"] for entry in made.history(plan)]


def entries(made: Workspace, kind: str) -> list[dict]:
    return [entry for entry in made.history(PLAN) if entry["event"] == kind]


def paper(made: Workspace) -> dict:
    plan = next(p for p in made.status()["plans"] if p["plan"] == PLAN)
    return next(d for d in plan["documents"] if d["number"] == 2)


def note(made: Workspace, path: str = DRAFT) -> str:
    file = made.plans / f"{path} - PLEASE FIX.txt"
    return file.read_text("utf-8-sig") if file.exists() else ""


def approved(made: Workspace) -> Workspace:
    saves(made, opens(made, DANA).fills(**signs("second_line", DANA)))
    made.runs(DAY)
    saves(made, opens(made, HAL).fills(**signs("hr", HAL)))
    made.runs(DAY)
    return made


def issued(made: Workspace) -> Workspace:
    approved(made)
    made.says(f"planward record {PLAN} issue --role manager --by E002 --document 2", DAY)
    return made


def delivered(made: Workspace) -> Workspace:
    issued(made)
    made.says(f"planward record {PLAN} deliver --role manager --by E002 --document 2", DAY)
    return made
