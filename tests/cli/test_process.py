"""Real processes: one engine a workspace, a clean stop on a signal, a word when work takes long."""

import os
import pty
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.demo.playing import typed

PLANWARD = (sys.executable, "-m", "engine")
HOME = Path(__file__).parents[2]
LONGEST = 60  # seconds; a process that hangs fails the test instead of hanging it


def process(*words: str, **how: object) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(HOME), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen([*PLANWARD, *words], text=True, env=env, **how)  # type: ignore[call-overload]


def test_the_watching_engine_keeps_others_out_and_stops_when_asked(
    told: Path, tmp_path: Path
) -> None:
    ws = shutil.copytree(told, tmp_path / "ws")
    engine = process(
        "run",
        "--root",
        str(ws),
        "--as-of",
        "2026-03-04",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert engine.stdout is not None
        assert "looked: 0 taken, 0 refused" in engine.stdout.readline()
        code, _, said = typed("run", "--once", "--as-of", "2026-03-04", root=ws)
        assert (code, "another engine" in said) == (3, True)
        engine.send_signal(signal.SIGTERM)
        rest, _ = engine.communicate(timeout=LONGEST)
    finally:
        engine.kill()
    assert engine.returncode == 0
    assert "stopped; everything recorded is on disk" in rest
    assert typed("run", "--once", "--as-of", "2026-03-04", root=ws)[0] == 0


def test_on_a_terminal_long_work_is_said_and_can_be_interrupted(
    told: Path, tmp_path: Path
) -> None:
    """A file that must lie still for a minute keeps a look waiting; Ctrl-C ends it with 130."""
    ws = shutil.copytree(told, tmp_path / "ws")
    config = ws / "planward.yaml"
    config.write_text(config.read_text("utf-8").replace("settle: 0", "settle: 60"))
    shutil.copy(ws / "exports" / "East 2026-03.csv", ws / "plans" / "East")
    before = (ws / ".planward" / "ledger" / "2026-03.jsonl").read_bytes()
    master, slave = pty.openpty()
    engine = process(
        "run",
        "--once",
        "--root",
        str(ws),
        "--as-of",
        "2026-04-02",
        stderr=slave,
        stdout=subprocess.PIPE,
    )
    os.close(slave)
    try:
        said = ""
        while "looking … " not in said:
            said += os.read(master, 1000).decode()
        engine.send_signal(signal.SIGINT)
        assert engine.wait(timeout=LONGEST) == 130
        while "interrupted; what was recorded stays recorded" not in said:
            said += os.read(master, 1000).decode()
    finally:
        engine.kill()
        engine.communicate()
        os.close(master)
    assert (ws / ".planward" / "ledger" / "2026-03.jsonl").read_bytes() == before


def test_without_a_terminal_nothing_is_said_beside_the_answer(told: Path) -> None:
    done = subprocess.run(
        [*PLANWARD, "verify", "--root", str(told)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("the record is whole\n", "")
