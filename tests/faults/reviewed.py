"""What came back from Word, read while the machine dies: what is run inside the fault process.

One look reads three documents back (an approval, a changed text that becomes a version with the file
that shows its changes, an open comment), attaches a scan and refuses a damaged file. After each death
somebody looks again, and everything must be as if nothing had happened.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from engine.core.values.errors import EngineError
from engine.workspace.outbox.layout import wanted
from engine.workspace.outbox.redlines import changes_wanted
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import working
from tests.documents.reviewer import Reviewer
from tests.faults import whole
from tests.faults.killing import (
    Mode,
    Point,
    counted,
    killed_then_power_cut,
    power_cut_after,
    sweep,
)
from tests.workspaces import PlayedWorkspace, new_workspace

CLEO = "E014,Cleo Seller,E002,E009,East,2020-01-01,Account Executive,smb,2020-01-01\n"
ROSTER = whole.ROSTER + CLEO
FIGURES = whole.FIGURES + "E014,2026-01,100000,40000\nE014,2026-02,100000,41000\n"
PLANS = {"E012": "PW-2026-0001", "E013": "PW-2026-0002", "E014": "PW-2026-0003"}
LETTER = "02 Performance improvement plan v1.docx"
REASON = "Attainment is below 50"
APPROVAL, EDIT, COMMENT = (f"East/{who} {plan}/draft/{LETTER}" for who, plan in PLANS.items())
SCAN = f"East/E012 {PLANS['E012']}/01 signed.pdf"
DAMAGED = f"East/E013 {PLANS['E013']}/from home.docx"
DANA = {
    "decision_second_line": "Approve",
    "name_second_line": "Dana Chief",
    "date_second_line": whole.DAY,
}
Ack = Callable[[str], None]


class Rig(whole.Rig):
    """Three plans whose letters wait for their approvers, and what people saved of them."""

    def set_up(self) -> None:
        made = new_workspace(self.before, "field-sales", teams=("East",))
        made.drops("roster.csv", ROSTER)
        made.drops("figures.csv", FIGURES)
        made.runs(whole.DAY)
        for plan in PLANS.values():
            made.says(f"planward record {plan} confirm --role hr --by E009", whole.DAY)
        self.saved = {
            APPROVAL: opens(made, APPROVAL, "Dana Chief").fills(**DANA).saves(),
            EDIT: opens(made, EDIT, "Hal Partner").rewords(REASON, "Results are below 50").saves(),
            COMMENT: opens(made, COMMENT, "Hal Partner").comments(REASON, "Which months?").saves(),
            SCAN: b"%PDF-1.4 signed",
            DAMAGED: b"PK\x03\x04 half a file",
        }  # fmt: skip
        for path, content in self.saved.items():
            made.drops(path, content)

    def act(self, ack: Ack) -> None:
        self.looks()
        ack("read")

    def ledger_first(self) -> None:
        """What lies in the shared folder is known to the record, or is as a person saved it."""
        with working(self.work, whole.ACTS[0].day) as workspace:
            there = [*versions(workspace)]
            ours = {**wanted(workspace, there), **dict(changes_wanted(workspace, there))}
        lying = {
            str(file.relative_to(self.work / "plans"))
            for file in (self.work / "plans").rglob("*.docx")
            if not file.name.startswith(".")
        }
        assert lying <= ours.keys() | self.saved.keys(), lying

    def nothing_is_lost(self) -> None:
        for path, content in self.saved.items():
            assert (self.work / "plans" / path).read_bytes() == content, path

    def each_is_read_once(self) -> None:
        """And kept: the file itself lies in the record."""
        entries = [
            e for plan in PLANS.values() for e in PlayedWorkspace(self.work).history(plan)
        ]
        read = Counter(e["sha256"] for e in entries if e["event"] in ("ReadBack", "Attached"))
        blobs = self.work / ".planward" / "blobs"
        for path in (APPROVAL, EDIT, COMMENT, SCAN):
            sha = hashlib.sha256(self.saved[path]).hexdigest()
            assert read.pop(sha) == 1, path
            assert (blobs / sha).read_bytes() == self.saved[path], path
        assert not read

    def check(self, point: Point) -> None:
        self.nothing_is_lost()
        super().check(point)
        self.nothing_is_lost()
        self.each_is_read_once()


def opens(made: PlayedWorkspace, path: str, who: str) -> Reviewer:
    return Reviewer((made.plans / path).read_bytes(), who)


def died_everywhere(folder: Path, every: int = 1) -> dict[str, int]:
    """Killed before each call, after half of each write, and without power at each call."""
    rig = Rig(folder)
    as_it_should_be(rig)
    return sweep(rig.act, rig.prepare, rig.check, (Mode.BEFORE, Mode.TORN, Mode.POWER), every)


def as_it_should_be(rig: Rig) -> None:
    """Undisturbed, everything that the look is about has happened: else the sweep shows nothing."""
    rig.each_is_read_once()
    events = {
        e["event"] for plan in PLANS.values() for e in PlayedWorkspace(rig.work).history(plan)
    }
    assert {"Approved", "Claimed", "Attached"} <= events, events
    files = {Path(path).name for path in rig.undisturbed["files"]}
    made = {LETTER.replace("v1", "v2"), LETTER.replace("v1", "v1-v2 changes")}
    told = {f"{Path(path).name} - PLEASE FIX.txt" for path in (COMMENT, DAMAGED)}
    assert made | told <= files, files


def died_at_some(folder: Path) -> dict[str, int]:
    return died_everywhere(folder, every=16)


def dies_twice(folder: Path, every: int = 1) -> dict[str, int]:
    """Killed, run again to its end, and then the power fails: what was promised is there."""
    rig, points = Rig(folder), 0
    for point in killed_then_power_cut(rig.act, rig.prepare, every):
        assert point.acked == ("read",), point
        rig.nothing_is_lost()
        rig.each_is_read_once()
        assert "whole" in PlayedWorkspace(rig.work).does("verify"), point
        points += 1
    return {"points": points}


def dies_twice_at_some(folder: Path) -> dict[str, int]:
    return dies_twice(folder, every=5)


def lying_syncs(folder: Path) -> dict[str, list[int]]:
    """Which syncs of reading one document, left out, lose what was promised when the power fails."""
    rig = Rig(folder)
    for path in rig.saved.keys() - {APPROVAL}:
        (rig.before / "plans" / path).unlink()
    sha = hashlib.sha256(rig.saved[APPROVAL]).hexdigest()
    kept = rig.work / ".planward" / "blobs" / sha
    noticed: list[int] = []
    _, syncs = counted(rig.act, rig.prepare)
    for sync in range(1, syncs + 1):
        point = power_cut_after(rig.act, rig.prepare, sync)
        assert point.acked == ("read",)
        try:
            assert read_back(rig.work) == 1
            assert kept.read_bytes() == rig.saved[APPROVAL]
            assert "whole" in PlayedWorkspace(rig.work).does("verify")
        except (AssertionError, EngineError, OSError):
            noticed.append(sync)
    return {"noticed": noticed}


def read_back(root: Path) -> int:
    entries = PlayedWorkspace(root).history(PLANS["E012"])
    return sum(entry["event"] == "ReadBack" for entry in entries)
