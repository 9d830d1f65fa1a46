"""Plans played by their people in LibreOffice itself: what they type, sign and save, and what follows."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.core.record.returned import ReturnedDocument
from engine.documents.reading.read_back import read_returned
from tests.faults.whole import DAY, FIGURES, ROSTER
from tests.office.person import Person, at_their_workspace
from tests.workspaces import PlayedWorkspace, new_workspace

PLAN = "PW-2026-0001"
NAME = "02 Performance improvement plan v{}.docx"
HAL, MIA, DANA, ANN = "Hal Partner", "Mia Lead", "Dana Chief", "Ann Seller"
REASON, ADDED = "Attainment is below 50", ", January and February"
PAGE = Path(__file__).parents[2] / "docs" / "word" / "reviewing.md"
NEXT_DAY, CHECKED = "2026-03-03", "2026-03-09"
LEFT_BY_PROGRAMS = (".~lock.*", "~*", "*.tmp", "lu*")


@dataclass
class Office:
    """The plan's folder, who is at a desk, and what they saved."""

    made: PlayedWorkspace
    at: Callable[[str], Person]
    saved: list[str] = field(default_factory=list)  # sha256

    @property
    def folder(self) -> Path:
        return self.made.plans / "East" / f"E012 {PLAN}"

    def draft(self, version: int) -> Path:
        return self.folder / "draft" / NAME.format(version)

    def letter(self, version: int) -> Path:
        return self.folder / NAME.format(version)

    def saves(self, person: Person, file: Path) -> None:
        person.saves()
        self.closes(person, file)

    def closes(self, person: Person, file: Path) -> None:
        """What they saved must be found in the record for ever."""
        person.closes()
        self.saved.append(sha256_of(file))

    def signs(self, who: str, role: str, version: int) -> None:
        fields = {f"decision_{role}": "Approve", f"name_{role}": who, f"date_{role}": DAY}
        file = self.draft(version)
        self.saves(self.at(who).opens(file).fills(**fields), file)

    def records(self, words: str) -> str:
        return self.made.says(f"planward record {PLAN} {words}", DAY)

    def status(self) -> str:
        return self.made.does("status", "--as-of", DAY)

    def document(self, number: int = 2) -> tuple[str, int]:
        plan = next(p for p in self.made.status()["plans"] if p["plan"] == PLAN)
        document = next(d for d in plan["documents"] if d["number"] == number)
        return document["state"], document["version"]

    def happened(self, event: str) -> list[dict]:
        return [each for each in self.made.history(PLAN) if each["event"] == event]

    def told(self) -> str:
        return "".join(f"{each['on']}  {each['says']}\n" for each in self.made.history(PLAN))


def sha256_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def says(file: Path) -> ReturnedDocument:
    return read_returned(file.read_bytes())


def note(file: Path) -> str:
    beside = file.with_name(f"{file.name} - PLEASE FIX.txt")
    return beside.read_text("utf-8-sig") if beside.exists() else ""


@pytest.fixture
def made(tmp_path: Path) -> PlayedWorkspace:
    """Ann's improvement plan waits for Dana, then Hal."""
    made = new_workspace(tmp_path / "ws", "field-sales", teams=("East",))
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)
    made.says(f"planward record {PLAN} confirm --role hr --by E009", DAY)
    return made


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Person]]:
    """Each person's own LibreOffice, started when they are first asked for."""
    there: dict[str, Person] = {}
    with ExitStack() as stack:

        def at(name: str) -> Person:
            if name not in there:
                folder = tmp_path_factory.mktemp(name.split()[0])
                there[name] = stack.enter_context(at_their_workspace(name, folder))
            return there[name]

        yield at


@pytest.fixture
def office(made: PlayedWorkspace, workspaces: Callable[[str], Person]) -> Office:
    return Office(made, workspaces)


# -- from the first comment to a check-in -----------------------------------------------------------


def test_a_plan_from_the_first_comment_to_a_check_in(
    office: Office, golden: Callable[[str, str], None]
) -> None:
    hal_asks_and_types(office)
    mia_settles_it(office)
    two_approve_in_order(office)
    handed_over(office, 2)
    ann_confirms_and_replies(office)
    mia_holds_the_check_in(office)
    golden("office/checked-in.txt", office.told())
    nothing_is_lost_or_left(office)


def hal_asks_and_types(office: Office) -> None:
    file = office.draft(1)
    hal = office.at(HAL).opens(file).comments(REASON, "Please say since when.")
    hal.types("each of the last 2 months", ADDED, tracked=True).saves()
    lock = file.with_name(f".~lock.{file.name}#")
    assert lock.exists()
    office.made.runs(DAY)
    assert office.happened("ReadBack") == [], "he is still at it"
    office.closes(hal, file)
    assert not lock.exists()
    office.made.runs(DAY)
    assert "1 tracked change not accepted or rejected: inserted by Hal Partner" in note(file)
    assert f'1 open comment: Hal Partner at "{REASON}"' in note(file)
    assert f"```text\n{note(file).strip()}\n```\n" in PAGE.read_text("utf-8"), (
        "as the page tells"
    )
    assert "revise improvement_plan by manager E002" in office.status()
    assert office.document() == ("in review", 1)


def mia_settles_it(office: Office) -> None:
    file = office.draft(1)
    office.saves(office.at(MIA).opens(file).accepts().resolves(), file)
    office.made.runs(DAY)
    assert office.document() == ("drafted", 2)
    assert note(file) == ""
    new = says(office.draft(2))
    assert any(f"each of the last 2 months{ADDED}: " in line for line in new.lines)
    assert (new.remarks, new.changes, new.saved_by) == ((), (), "")
    assert new.properties["planward_version"] == "2"
    changes = says(office.draft(1).with_name(NAME.format("1-v2 changes"))).changes
    assert ("inserted", ADDED) in [(each.kind, each.text) for each in changes]


def two_approve_in_order(office: Office) -> None:
    office.signs(DANA, "second_line", 2)
    office.made.runs(DAY)
    assert office.document() == ("in review", 2)
    office.signs(HAL, "hr", 2)
    office.made.runs(DAY)
    assert office.document() == ("approved", 2)


def handed_over(office: Office, version: int) -> None:
    """What the manager issues is what both approved, byte for byte, with nobody's typing in it."""
    approved = {each["sha256"] for each in office.happened("Approved")}
    office.records("issue --role manager --by E002 --document 2")
    office.records("deliver --role manager --by E002 --document 2")
    letter = office.letter(version)
    assert {sha256_of(letter)} == approved
    issued = says(letter)
    assert (issued.remarks, issued.changes, issued.saved_by) == ((), (), "")
    assert {each.value for each in issued.fields if not each.locked} == {""}


def ann_confirms_and_replies(office: Office) -> None:
    reply = "I ask for one more joint visit."
    ann = office.at(ANN).opens(office.letter(2))
    ann.fills(receipt="Received", receipt_date=NEXT_DAY, reply=reply)
    signed = office.folder / NAME.format("2 signed")
    office.closes(ann.saves_copy(signed), signed)
    office.made.runs(NEXT_DAY)
    assert office.document() == ("acknowledged", 2)
    receipt = office.happened("Acknowledged")[0]
    assert (receipt["how"], receipt["day"], receipt["by"]) == ("receipt", NEXT_DAY, "E012")
    assert [each["note"] for each in office.happened("RightAsked")] == [reply]
    assert note(signed) == ""


def mia_holds_the_check_in(office: Office) -> None:
    form = office.folder / "draft" / "03 Check-in form v1.docx"
    mia = office.at(MIA).opens(form).fills(held_on=CHECKED, held_by=MIA)
    office.saves(mia.fills(remark_calls="Ten more calls.", blockers="None."), form)
    office.made.runs(CHECKED)
    done = office.happened("DutyDone")[0]
    assert (done["duty"], done["by"], done["day"]) == ("weekly", "E002", CHECKED)
    assert done["note"] == "Customer calls: Ten more calls.\nBlockers: None."
    assert office.document(4) == ("drafted", 1), "the form for the next check-in lies there"


def nothing_is_lost_or_left(office: Office) -> None:
    """The record is whole and holds every file they saved; the folder holds none of a program's."""
    blobs = office.made.root / ".planward" / "blobs"
    assert office.saved
    assert [sha for sha in office.saved if not (blobs / sha).is_file()] == []
    assert office.made.does("verify").strip() == "the record is whole"
    assert [file for kind in LEFT_BY_PROGRAMS for file in office.folder.rglob(kind)] == []
    assert [*office.folder.rglob("*PLEASE FIX*")] == []


# -- sent back, tracked by mistake, altered, refused ------------------------------------------------


def test_a_plan_sent_back_then_altered_then_refused(
    office: Office, golden: Callable[[str, str], None]
) -> None:
    dana_wants_changes(office)
    mia_changes_the_text(office)
    dana_forgets_track_changes(office)
    office.signs(HAL, "hr", 3)
    office.made.runs(DAY)
    handed_over(office, 3)
    mia_alters_the_letter(office)
    mia_saves_it_unchanged(office)
    ann_refuses(office)
    golden("office/refused.txt", office.told())
    nothing_is_lost_or_left(office)


def dana_wants_changes(office: Office) -> None:
    file = office.draft(1)
    dana = office.at(DANA).opens(file).comments(REASON, "Say since when.")
    dana.fills(decision_second_line="Changes wanted", name_second_line=DANA)
    office.saves(dana.fills(date_second_line=DAY), file)
    office.made.runs(DAY)
    assert office.document() == ("in review", 2)
    assert [each.text for each in says(office.draft(2)).remarks] == ["Say since when."]
    assert "revise improvement_plan by manager E002" in office.status()


def mia_changes_the_text(office: Office) -> None:
    file = office.draft(2)
    mia = office.at(MIA).opens(file).types(REASON, ", since January,")
    office.saves(mia.resolves(), file)
    office.made.runs(DAY)
    assert office.document()[1] == 3
    new = says(office.draft(3))
    assert (new.remarks, new.changes) == ((), ())
    assert any(f"{REASON}, since January," in line for line in new.lines)


def dana_forgets_track_changes(office: Office) -> None:
    """A name typed under Track Changes is only proposed, until somebody accepts it."""
    file = office.draft(3)
    fields = {"decision_second_line": "Approve", "name_second_line": DANA}
    dana = office.at(DANA).opens(file).fills(tracked=True, **fields, date_second_line=DAY)
    office.saves(dana, file)
    office.made.runs(DAY)
    assert "tracked changes not accepted or rejected" in note(file)
    assert office.happened("Approved") == []
    office.saves(office.at(DANA).opens(file).accepts(), file)
    office.made.runs(DAY)
    assert [each["by"] for each in office.happened("Approved")] == ["E001"]
    assert note(file) == ""


def mia_alters_the_letter(office: Office) -> None:
    letter = office.letter(3)
    issued = letter.read_bytes()
    letter.chmod(0o644)
    office.saves(office.at(MIA).opens(letter).types(REASON, " or so"), letter)
    assert "was altered after it was issued" in office.made.runs(NEXT_DAY)
    assert "it was altered after it was issued: Mia Lead: was: " in note(letter)
    assert "L590" in office.made.does("verify", exit_code=1)
    letter.unlink()
    office.made.runs(NEXT_DAY)
    assert letter.read_bytes() == issued
    assert note(letter) == ""


def mia_saves_it_unchanged(office: Office) -> None:
    letter = office.letter(3)
    issued = letter.read_bytes()
    letter.chmod(0o644)
    office.saves(office.at(MIA).opens(letter), letter)
    assert letter.read_bytes() != issued, "the program writes its own bytes"
    assert "document 02 v3 saved again, unchanged" in office.made.runs(NEXT_DAY)
    assert note(letter) == ""


def ann_refuses(office: Office) -> None:
    """The one who handed it over sees it, and puts their name there."""
    copy = office.folder / NAME.format("3 refused")
    ann = office.at(ANN).opens(office.letter(3))
    ann.fills(receipt="Refused", receipt_date=NEXT_DAY)
    office.closes(ann.saves_copy(copy), copy)
    office.made.runs(NEXT_DAY)
    assert "the name of the witness is empty" in note(copy)
    assert office.document() == ("delivered", 3)
    office.saves(office.at(HAL).opens(copy).fills(witness=HAL), copy)
    office.made.runs(NEXT_DAY)
    assert office.document() == ("refused", 3)
    assert office.happened("Acknowledged")[0]["note"] == f"witness: {HAL}"
    assert note(copy) == ""
