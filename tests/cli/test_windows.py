"""The engine works where the system lacks what Windows lacks. (No real Windows: see windows.py.)"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo.playing import typed
from tests.disk.test_history import a_clone

HERE = Path(__file__).parent
HOME = HERE.parents[1]
STORY = (HOME / "tests" / "golden" / "demo" / "story.txt").read_text("utf-8")

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="what is open is read from /proc"
)


@pytest.fixture
def windows(tmp_path: Path) -> dict[str, str]:
    """What a process is given so that it lacks all that."""
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    shutil.copy(HERE / "windows.py", lacking / "sitecustomize.py")
    return {**os.environ, "PYTHONPATH": f"{lacking}{os.pathsep}{HOME}", "LOGNAME": "hedda"}


def ran(windows: dict[str, str], folder: Path, *words: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=windows, capture_output=True, text=True,
        check=False, timeout=600,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_a_whole_story_is_the_same(windows: dict[str, str], tmp_path: Path) -> None:
    """Set up, drops, decisions, letters approved, issued and handed over, by the real commands."""
    code, out, said = ran(windows, a_clone(tmp_path), "-m", "engine", "demo", "demo")
    assert (code, out) == (0, STORY), said
    whole = (0, "the record is whole\n", "")
    assert ran(windows, tmp_path, "-m", "engine", "verify", "--root", "demo") == whole
    assert typed("verify", root=tmp_path / "demo") == whole


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import os, engine.disk.system as s; s.os.fchmod", "no attribute 'fchmod'"),
        ("import engine.disk.system as s; assert s.own_id() is None is s.own_real_id()", ""),
        ("from engine.cli.user import own_user; assert own_user() == 'hedda'", ""),
        ("from engine.disk.system import READ; assert READ == 0x4000_0000", ""),
        ("import pwd", "import of pwd halted"),
    ],
)
def test_it_is_really_lacking(
    windows: dict[str, str], tmp_path: Path, line: str, told: str
) -> None:
    here = tmp_path / "engine" / "asks.py"  # lacking for the engine alone, known by its folder
    here.parent.mkdir()
    here.write_text(line)
    code, _, said = ran(windows, tmp_path, str(here))
    assert (code != 0, told in said) == (bool(told), True), said
