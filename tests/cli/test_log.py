"""The log says what the engine did by ids and counts; it names nobody and grows no further than it may."""

import csv
import logging
from pathlib import Path

from engine.logfile import KEPT, LARGEST, logged


def test_the_log_names_nobody(told: Path) -> None:
    log = (told / ".planward" / "log" / "planward.log").read_text("utf-8")
    assert log.count("looked: ") == 5
    assert "PW-2026-0003" in log
    roster = csv.DictReader((told / "exports" / "roster.csv").read_text("utf-8").splitlines())
    for person in roster:
        for part in person["Name"].split():
            assert part not in log
    for dropped in (told / "exports").iterdir():
        assert dropped.name not in log
    assert "%" not in log


def test_the_log_is_put_aside_when_it_is_large(tmp_path: Path) -> None:
    line = "x" * 10_000
    with logged(tmp_path):
        for _ in range(LARGEST // len(line) * (KEPT + 3)):
            logging.getLogger("planward").info(line)
    files = sorted(file.name for file in (tmp_path / "log").iterdir())
    assert files == ["planward.log", *(f"planward.log.{n}" for n in range(1, KEPT + 1))]
    assert all(file.stat().st_size <= LARGEST for file in (tmp_path / "log").iterdir())
