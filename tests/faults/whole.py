"""The whole engine, killed at every call that changes the disk: what is run inside the fault process.

Three drops (one bad), two openings, one approval, three documents. After each kill the same commands
are given again, as a person would, and everything must be as if nothing had happened.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from engine import workflow
from engine.cli.main import planward
from engine.clock import now
from engine.core.decide.acts import Act
from engine.core.values.errors import EngineError, NotAllowedError
from engine.ledger import index
from engine.workspace.outbox.layout import wanted
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import working
from tests.faults.killing import Mode, Point, counted, power_cut_after, sweep
from tests.workspaces import PlayedWorkspace, new_workspace

ROSTER = """\
Employee,Name,Manager,HR partner,Team,Hired,Job,Segment,Starting
E001,Dana Chief,,,,2015-01-01,Director,,2015-01-01
E002,Mia Lead,E001,E009,East,2018-01-01,Manager,,2018-01-01
E009,Hal Partner,E001,,,2018-01-01,HR,,2018-01-01
E012,Ann Seller,E002,E009,East,2020-01-01,Account Executive,smb,2020-01-01
E013,Bob Seller,E002,E009,East,2020-01-01,Account Executive,smb,2020-01-01
"""
FIGURES = """\
Employee,Period,Quota,Closed won
E012,2026-01,100000,42000
E012,2026-02,100000,44000
E013,2026-01,100000,41000
E013,2026-02,100000,43000
"""
BAD = "Employee,Period,Quota,Closed won\nE012,2026-03,much,1\n"
ROSTER_SHA = hashlib.sha256(ROSTER.encode()).hexdigest()
DAY = "2026-03-02"
ACTS = (
    Act("confirm", "hr", "E009", now("UTC", None).day.replace(2026, 3, 2)),
    Act("confirm", "hr", "E009", now("UTC", None).day.replace(2026, 3, 2)),
    Act("approve", "second_line", "E001", now("UTC", None).day.replace(2026, 3, 2)),
)
PLANS = ("PW-2026-0001", "PW-2026-0002", "PW-2026-0001")


class Rig:
    """A workspace as it is before the act, a copy that is hurt, and what it should look like."""

    def __init__(self, folder: Path) -> None:
        self.before = folder / "before"
        self.work = folder / "work"
        self.set_up()
        self.prepare()
        self.act(lambda _: None)
        self.undisturbed = self.seen()

    def set_up(self) -> None:
        made = new_workspace(self.before, "field-sales", teams=("East",))
        made.drops("roster.csv", ROSTER)
        made.drops("figures.csv", FIGURES)
        made.drops("march.csv", BAD)

    def prepare(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.before, self.work, symlinks=True)

    def act(self, ack: Callable[[str], None]) -> None:
        moment = now("America/New_York", ACTS[0].day)
        self.looks()
        ack("run")
        for number, (plan, act) in enumerate(zip(PLANS, ACTS, strict=True)):
            with working(self.work, moment.day) as workspace:
                try:
                    transaction = workflow.act(workspace, moment, plan, act, "tester")
                except NotAllowedError:
                    transaction = None  # said already before the kill
                if transaction:
                    workflow.record(workspace, moment, transaction)
                workflow.publish_documents(workspace)
            ack(f"act{number}")

        self.looks()

    def looks(self) -> None:
        words = ["run", "--root", str(self.work), "--once", "--as-of", DAY]
        result = CliRunner().invoke(planward, words)
        if result.exception:
            raise result.exception

    def seen(self) -> dict[str, Any]:
        """All that a person or a script can see of the workspace."""
        here = PlayedWorkspace(self.work)
        plans = [plan["plan"] for plan in here.status()["plans"]]
        return {
            "status": here.status(),
            "history": {plan: here.history(plan) for plan in plans},
            "explain": {plan: here.does("explain", plan, "--json") for plan in plans},
            "verify": here.does("verify"),
            "files": self.files(),
        }

    def files(self) -> dict[str, str]:
        """Every file in the shared folder by content, and every name in the state folder."""
        shared = {
            str(file.relative_to(self.work)): file.read_bytes().hex()
            for file in sorted(
                here.parents[0] / here.name for here in (self.work / "plans").rglob("*")
            )
            if file.is_file()
        }
        state = {
            str(file.relative_to(self.work)): ""
            for file in sorted((self.work / ".planward").rglob("*"))
            if file.is_file() and "index.sqlite" not in file.name
        }
        return shared | state

    def ledger_first(self) -> None:
        """Nothing lies in the shared folder that the record does not know of."""
        with working(self.work, ACTS[0].day) as workspace:
            known = {
                self.work / "plans" / path for path in wanted(workspace, versions(workspace))
            }
        lying = {f for f in (self.work / "plans").rglob("*.docx") if not f.name.startswith(".")}
        assert lying <= known, lying - known

    def check(self, point: Point) -> None:
        self.ledger_first()
        self.act(lambda _: None)
        found = self.seen()
        for what, should in self.undisturbed.items():
            assert found[what] == should, (
                f"{point}: {what}: {first_difference(found[what], should)}"
            )


def first_difference(found: Any, should: Any) -> str:
    """The lines that are in one only."""
    one, other = (json.dumps(x, indent=1, sort_keys=True).splitlines() for x in (found, should))
    more = [f"+{line.strip()[:200]}" for line in one if line not in other]
    return " | ".join(more + [f"-{line.strip()[:200]}" for line in other if line not in one])


def killed_everywhere(folder: Path, every: int = 1) -> dict[str, int]:
    """Killed before each call, which is after the one before it."""
    rig = Rig(folder)
    return sweep(rig.act, rig.prepare, rig.check, (Mode.BEFORE,), every)


def killed_at_a_third(folder: Path) -> dict[str, int]:
    return killed_everywhere(folder, every=3)


def publishing_first(folder: Path) -> dict[str, int]:
    """The same with documents placed before the commit: the check must catch it."""
    rig = Rig(folder)

    def wrong(ack: Callable[[str], None]) -> None:
        moment = now("America/New_York", ACTS[0].day)
        CliRunner().invoke(planward, ["run", "--root", str(rig.work), "--once", "--as-of", DAY])
        with working(rig.work, moment.day) as workspace:
            transaction = workflow.act(workspace, moment, PLANS[0], ACTS[0], "tester")
            draft = (
                rig.work / "plans" / "East" / "E012 PW-2026-0001" / "draft" / "02 early v1.docx"
            )
            draft.write_bytes(b"too early")
            workflow.record(workspace, moment, transaction)

    caught = 0

    def check(_: Point) -> None:
        nonlocal caught
        try:
            rig.ledger_first()
        except AssertionError:
            caught += 1

    sweep(wrong, rig.prepare, check, (Mode.BEFORE,), every=5)
    return {"caught": caught}


def lying_syncs(folder: Path) -> dict[str, list[int]]:
    """Which syncs of the first drop, left out, lose what was promised when the power fails."""
    rig = Rig(folder)
    noticed: list[int] = []
    act = partial(_first_drop, rig)
    _, syncs = counted(act, rig.prepare)
    for sync in range(1, syncs + 1):
        point = power_cut_after(act, rig.prepare, sync)
        assert point.acked == ("taken",)
        try:
            with working(rig.work, ACTS[0].day) as workspace:
                assert index.has_drop(workspace.book.index, ROSTER_SHA)
            assert "whole" in PlayedWorkspace(rig.work).does("verify")
        except (AssertionError, EngineError):
            noticed.append(sync)
    return {"noticed": noticed}


def _first_drop(rig: Rig, ack: Callable[[str], None]) -> None:
    (rig.work / "plans" / "figures.csv").unlink()
    (rig.work / "plans" / "march.csv").unlink()
    rig.looks()
    ack("taken")
