"""Forms while the machine dies: what is run inside the fault process."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from engine import workflow
from engine.clock import now
from engine.workspace.outbox.forms import keep_forms
from engine.workspace.session.workspace import working
from tests.engine.company import FOLDER, handed_over
from tests.engine.sheets import fill
from tests.faults.killing import Mode, Point, sweep
from tests.workspaces import PlayedWorkspace

DAY = date(2026, 3, 18)  # the first check-in was missed the day before
WRITTEN_INTO = "TO DO train 2026-03-19.xlsx"
Ack = Callable[[str], None]


class Rig:
    """A workspace in which time has passed, but the forms are those of before."""

    def __init__(self, folder: Path) -> None:
        self.before, self.work = folder / "before", folder / "work"
        made = handed_over(self.before)
        fill(made.plans / FOLDER / WRITTEN_INTO, remarks="Half of it was given.")
        moment = now("America/New_York", DAY)
        with working(self.before, DAY) as workspace:
            workflow.record(workspace, moment, workflow.pass_time(workspace, moment))
        self.prepare()
        self.act(lambda _: None)
        self.look()
        self.undisturbed = self.files()

    def prepare(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.before, self.work, symlinks=True)

    def act(self, ack: Ack) -> None:
        with working(self.work, DAY) as workspace:
            keep_forms(workspace, DAY)
        ack("kept")

    def look(self) -> None:
        PlayedWorkspace(self.work).runs(DAY.isoformat())

    def files(self) -> dict[str, bytes]:
        """What lies in the plan's folder, hidden files too."""
        folder = self.work / "plans" / FOLDER
        return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}

    def check(self, point: Point) -> None:
        self.look()
        assert self.files() == self.undisturbed, (point, sorted(self.files()))


def killed(folder: Path) -> dict[str, int]:
    rig = Rig(folder)
    names = set(rig.undisturbed)
    assert {WRITTEN_INTO, "TO DO check-in 2026-03-19.xlsx"} <= names
    assert "TO DO check-in 2026-03-12.xlsx" not in names
    points = sweep(rig.act, rig.prepare, rig.check, (Mode.BEFORE, Mode.TORN))
    return points | sweep(rig.act, rig.prepare, rig.check, (Mode.POWER,), every=4)
