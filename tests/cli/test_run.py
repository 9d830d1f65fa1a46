"""`run`: what it would do without doing it, and what it says when it could not look."""

import shutil
from pathlib import Path

import pytest

from tests.demo.playing import everything, typed

NEWS = "Employee,Period,Quota,Closed won\nE00011,2026-02,100000,{}\n"


@pytest.fixture
def ws(told: Path, tmp_path: Path) -> Path:
    return shutil.copytree(told, tmp_path / "ws")


def test_a_dry_run_says_what_would_follow_and_records_nothing(ws: Path) -> None:
    (ws / "plans" / "news.csv").write_text(NEWS.format(1000), "utf-8")
    (ws / "plans" / "bad.csv").write_text(NEWS.format("lots"), "utf-8")
    before = everything(ws, ".planward/ledger")
    code, said, _ = typed(
        "run", "--root", str(ws), "--once", "--as-of", "2026-04-20", "--dry-run"
    )
    lines = said.splitlines()
    assert code == 0
    assert lines[0].startswith("  PW-2026-0001  2026-03-11  letter missed"), said
    assert "would take news.csv" in lines
    assert any(line.startswith("would refuse bad.csv: ") for line in lines), said
    assert lines[-1] == "nothing was recorded: this was a dry run"
    assert not any("TO DO" in line for line in lines)
    assert everything(ws, ".planward/ledger") == before


def test_a_look_that_was_not_possible_is_no_success(ws: Path) -> None:
    for marker in (ws / "plans").glob(".planward*"):
        marker.unlink()
    code, said, _ = typed("run", "--root", str(ws), "--once", "--as-of", "2026-03-05")
    assert code == 1
    assert said.startswith("paused: ")
