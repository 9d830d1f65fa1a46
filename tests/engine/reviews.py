"""A review played in a workspace: its people, its draft, and what they do to it with real Word files."""

import hashlib
from datetime import date
from pathlib import Path

from engine import workflow
from engine.clock import now
from engine.disk.child import Child, ProcessLimits
from engine.folder.found import Look
from engine.folder.look import look
from engine.workspace.inbox.arrivals import Arrivals
from engine.workspace.inbox.returned import came_back
from engine.workspace.outbox.layout import places
from engine.workspace.outbox.published_state import known_ours
from engine.workspace.session.workspace import Workspace, working
from tests.documents.reviewer import Reviewer
from tests.faults.whole import DAY, FIGURES, ROSTER
from tests.workspaces import PlayedWorkspace, new_workspace

PLAN = "PW-2026-0001"
FOLDER = f"East/E012 {PLAN}"
NAME = "02 Performance improvement plan v1.docx"
DRAFT = f"{FOLDER}/draft/{NAME}"
DANA, HAL, MIA, ANN = "Dana Chief", "Hal Partner", "Mia Lead", "Ann Seller"
REASON = "Attainment is below 50"


def in_draft(root: Path) -> PlayedWorkspace:
    """The improvement plan of E012 waits for Dana, then Hal."""
    return begun(new_workspace(root, "field-sales", teams=("East",)))


def begun(made: PlayedWorkspace) -> PlayedWorkspace:
    """HR confirms the plan of E012, and its letter is drafted."""
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)
    made.says(f"planward record {PLAN} confirm --role hr --by E009", DAY)
    return made


def opens(made: PlayedWorkspace, who: str, path: str = DRAFT) -> Reviewer:
    return Reviewer((made.plans / path).read_bytes(), who)


def saves(made: PlayedWorkspace, reviewer: Reviewer, path: str = DRAFT) -> str:
    """As Word does: a file beside it, then renamed. Gives the sha256 of what was saved."""
    content = reviewer.saves()
    puts(made, content, path)
    return hashlib.sha256(content).hexdigest()


def puts(made: PlayedWorkspace, content: bytes, path: str = DRAFT) -> None:
    target = made.plans / path
    part = target.with_name("~WRD0001.tmp")
    part.write_bytes(content)
    part.replace(target)


def signs(role: str, name: str, says: str = "Approve", on: str = DAY) -> dict[str, str]:
    return {f"decision_{role}": says, f"name_{role}": name, f"date_{role}": on}


def events(made: PlayedWorkspace, plan: str = PLAN) -> list[str]:
    return [entry["event"] for entry in made.history(plan)]


def entries(made: PlayedWorkspace, kind: str) -> list[dict]:
    return [entry for entry in made.history(PLAN) if entry["event"] == kind]


def document(made: PlayedWorkspace) -> dict:
    plan = next(p for p in made.status()["plans"] if p["plan"] == PLAN)
    return next(d for d in plan["documents"] if d["number"] == 2)


def note(made: PlayedWorkspace, path: str = DRAFT) -> str:
    file = made.plans / f"{path} - PLEASE FIX.txt"
    return file.read_text("utf-8-sig") if file.exists() else ""


def approved(made: PlayedWorkspace) -> PlayedWorkspace:
    saves(made, opens(made, DANA).fills(**signs("second_line", DANA)))
    made.runs(DAY)
    saves(made, opens(made, HAL).fills(**signs("hr", HAL)))
    made.runs(DAY)
    return made


def issued(made: PlayedWorkspace) -> PlayedWorkspace:
    approved(made)
    made.says(f"planward record {PLAN} issue --role manager --by E002 --document 2", DAY)
    return made


def delivered(made: PlayedWorkspace) -> PlayedWorkspace:
    issued(made)
    made.says(f"planward record {PLAN} deliver --role manager --by E002 --document 2", DAY)
    return made


def seen_by(workspace: Workspace) -> Look:
    seen = look(
        workspace.plans, workspace.config.id, places(workspace, date.fromisoformat(DAY)), {},
        now=0.0, quiet=0.0, ours=known_ours(workspace),
    )  # fmt: skip
    assert isinstance(seen, Look)
    return seen


def read_but_not_merged(made: PlayedWorkspace, limits: ProcessLimits) -> None:
    """A look at what came back, in which merging gets no more than this."""
    moment = now("America/New_York", date.fromisoformat(DAY))
    with working(made.root, moment.day) as workspace:
        for came in [*came_back(workspace, seen_by(workspace).documents, Arrivals())]:
            workspace.apart.close()
            workspace.apart = Child(limits)
            workflow.record(workspace, moment, workflow.take_back(workspace, moment, came))
        workflow.publish_documents(workspace, moment.day)


def a_reviewed_letter(root: Path) -> PlayedWorkspace:
    """Everything that can come back from Word: edits, late ones too, comments, sign-offs, a receipt
    with a reply, a scan, a check-in form, a damaged file.
    """
    made = in_draft(root)
    late = opens(made, DANA)
    _comes_back(made, opens(made, HAL).rewords(REASON, "Results are below 50"), DRAFT, DAY)
    late.adds("Dear Ann Seller", "Dana adds a sentence.").fills(**signs("second_line", DANA))
    _comes_back(made, late, DRAFT, DAY)  # v1, while v2 lies there
    third, fourth = (DRAFT.replace("v1", f"v{number}") for number in (3, 4))
    _comes_back(made, opens(made, MIA, third).accepts(), third, "2026-03-03")
    asked = opens(made, MIA, fourth).comments("Dana adds", "Which sentence?")
    _comes_back(made, asked, fourth, "2026-03-03")
    resolved = opens(made, DANA, fourth).resolves()
    _comes_back(made, resolved.fills(**signs("second_line", DANA)), fourth, "2026-03-03")
    _comes_back(made, opens(made, HAL, fourth).fills(**signs("hr", HAL)), fourth, "2026-03-04")
    for action in ("issue", "deliver"):
        words = f"planward record {PLAN} {action} --role manager --by E002 --document 2"
        made.says(words, "2026-03-04")
    _after_delivery(made, fourth.replace("draft/", ""))
    return made


def _after_delivery(made: PlayedWorkspace, letter: str) -> None:
    received = opens(made, ANN, letter).fills(
        receipt="Received", receipt_date="2026-03-05", reply="The quota was set late."
    )
    _comes_back(made, received, letter.replace(".docx", " signed.docx"), "2026-03-05")
    made.drops(f"{FOLDER}/02 signed.pdf", b"%PDF-1.4 signed")
    made.drops(f"{FOLDER}/from home.docx", b"PK\x03\x04 half a file")
    made.runs("2026-03-05")
    made.runs("2026-03-12")
    form = next((made.plans / FOLDER / "draft").glob("* Check-in form v1.docx"))
    path = str(form.relative_to(made.plans))
    filled = opens(made, MIA, path).fills(
        held_on="2026-03-12", held_by=MIA, next_actions="Two calls a day."
    )
    _comes_back(made, filled, path, "2026-03-12")
    made.runs("2026-04-20")


def _comes_back(made: PlayedWorkspace, reviewer: Reviewer, path: str, day: str) -> None:
    saves(made, reviewer, path)
    made.runs(day)
