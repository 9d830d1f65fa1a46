"""`preview` says what `run` then does, and changes nothing."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.main import planward
from tests.engine.company import FOLDER
from tests.engine.sheets import filled
from tests.workspaces import Workspace

MARCH = (
    "Employee,Period,Quota,Closed won\nE013,2026-01,100000,40000\nE013,2026-02,100000,41000\n"
)
CHECK_IN = "TO DO check-in 2026-03-12.xlsx"


def bytes_of(root: Path) -> dict[str, tuple[str, int]]:
    """Every file with what it holds and when it was written."""
    return {
        str(file.relative_to(root)): (
            hashlib.sha256(file.read_bytes()).hexdigest(),
            file.stat().st_mtime_ns,
        )
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def foretold(ws: Workspace, file: Path, day: str) -> dict[str, object]:
    words = ["preview", "--root", str(ws.root), str(file), "--as-of", day, "--json"]
    result = CliRunner().invoke(planward, words)
    assert result.exit_code in (0, 1), result.output
    told: dict[str, object] = json.loads(result.output)
    return told


def done_by(said: str) -> list[str]:
    """What `run` says of a drop: its entries, without their days."""
    lines = said[said.index("taken ") :].splitlines()[1:]
    entries = [line.split("  ") for line in lines if line.startswith("  PW-")]
    return [f"{plan}  {'  '.join(rest)}" for _, plan, _, *rest in entries]


@pytest.mark.parametrize("name", ["new.csv", CHECK_IN])
@pytest.mark.parametrize("day", ["2026-03-12", "2026-04-02"])
def test_run_does_what_preview_said(
    running: Workspace, tmp_path: Path, name: str, day: str
) -> None:
    """On the later day, time itself moves the plan first; that is foretold, too."""
    form = (running.plans / FOLDER / CHECK_IN).read_bytes()
    typed = {"done": "yes", "day": date(2026, 3, 12)}
    content = MARCH.encode() if name.endswith("csv") else filled(form, typed)
    file = tmp_path / name
    file.write_bytes(content)
    before = bytes_of(running.root)
    told = foretold(running, file, day)
    assert bytes_of(running.root) == before
    running.drops(name, content)
    said = running.runs(day)
    if told["accepted"]:
        assert told["follows"] == done_by(said) != []
    else:
        assert "missed" in str(told["note"])
        assert str(told["note"]).removeprefix("would be refused: ") in (
            running.plans / f"{name} - PLEASE FIX.txt"
        ).read_text("utf-8-sig")


def test_a_file_that_was_taken_leads_to_nothing(known: Workspace) -> None:
    told = foretold(known, known.plans / "figures.csv", "2026-03-02")
    assert (told["accepted"], told["follows"]) == (True, [])


def test_the_place_of_a_file_counts(known: Workspace, tmp_path: Path) -> None:
    file = known.plans / "West" / "new.csv"
    file.write_text(MARCH)
    assert "people of team West only" in str(foretold(known, file, "2026-03-03")["note"])
    elsewhere = tmp_path / "new.csv"
    elsewhere.write_text(MARCH)
    assert foretold(known, elsewhere, "2026-03-03")["accepted"] is True


def test_a_form_without_a_word_in_it_is_said_to_be_none(running: Workspace) -> None:
    told = foretold(running, running.plans / FOLDER / CHECK_IN, "2026-03-06")
    assert (told["accepted"], told["note"]) == (False, "nothing is filled in yet")
