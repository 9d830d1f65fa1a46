"""People at work on the Word files of a workspace: they open one, change it, and save it."""

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


def a_drafted_letter(root: Path) -> Workspace:
    """The improvement plan of E012 waits for Dana, then Hal."""
    made = workspace(root, "field-sales", teams=("East",))
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)
    made.says(f"planward record {PLAN} confirm --role hr --by E009", DAY)
    return made


def opens(made: Workspace, who: str, path: str = DRAFT) -> Reviewer:
    return Reviewer((made.plans / path).read_bytes(), who)


def saves(made: Workspace, reviewer: Reviewer, path: str = DRAFT) -> str:
    """As Word does: a file beside it, then renamed. Gives the sha256 of what was saved."""
    content = reviewer.saves()
    puts(made, content, path)
    return hashlib.sha256(content).hexdigest()


def puts(made: Workspace, content: bytes, path: str = DRAFT) -> None:
    target = made.plans / path
    part = target.with_name("~WRD0001.tmp")
    part.write_bytes(content)
    part.replace(target)


def signs(role: str, name: str, says: str = "Approve", on: str = DAY) -> dict[str, str]:
    return {f"decision_{role}": says, f"name_{role}": name, f"date_{role}": on}


def a_reviewed_letter(root: Path) -> Workspace:
    """Everything that can come back from Word: edits, late ones too, comments, sign-offs, a receipt
    with a reply, a scan, a check-in form, a damaged file.
    """
    made = a_drafted_letter(root)
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


def _after_delivery(made: Workspace, letter: str) -> None:
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


def _comes_back(made: Workspace, reviewer: Reviewer, path: str, day: str) -> None:
    saves(made, reviewer, path)
    made.runs(day)
