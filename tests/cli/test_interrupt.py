"""A signal ends every command at whatever moment it comes: 130 or 143, and nothing is half done."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.interrupt import Asked
from tests.demo.playing import read, typed

HOME = Path(__file__).parents[2]
LONGEST = 120  # seconds; a process that hangs fails the test instead of hanging it
DAY = "2026-04-02"
LOOK = ("run", "--once", "--as-of", DAY)
MOMENTS = 12


def ran(*words: str, ignored: bool = False) -> tuple[int, str]:
    """Exit code and what was said on stderr. `ignored`: as a shell starts a background job."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.SIG_DFL)
    try:
        engine = subprocess.Popen(
            [sys.executable, *words],
            env={**os.environ, "PYTHONPATH": str(HOME)}, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        _, said = engine.communicate(timeout=LONGEST)
    finally:
        engine.kill()
    return engine.returncode, said


def signalled(
    where: str, *words: str, by: int = signal.SIGINT, ignored: bool = False
) -> tuple[int, str]:
    """Run a command that gets a signal on entering its nth function, or the first of a name."""
    return ran("-m", "tests.cli.signalled", where, str(int(by)), *words, ignored=ignored)


def dropped(told: Path, folder: Path) -> Path:
    ws = shutil.copytree(told, folder)
    shutil.copy(ws / "exports" / "East 2026-03.csv", ws / "plans" / "East")
    return ws


def root(ws: Path) -> tuple[str, str]:
    return "--root", str(ws)


@pytest.fixture(scope="module")
def undisturbed(told: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict]:
    """How many functions a look enters from its first import to its end, and what it leads to."""
    ws = dropped(told, tmp_path_factory.mktemp("undisturbed") / "ws")
    code, said = signalled("0", *LOOK, *root(ws))
    assert code == 0, said
    return int(said.split()[-1]), read(ws, "status", "--as-of", DAY)["plans"]


@pytest.mark.parametrize("moment", range(1, MOMENTS + 1))
def test_a_look_ends_at_any_moment_and_the_next_one_makes_it_whole(
    told: Path, tmp_path: Path, undisturbed: tuple[int, dict], moment: int
) -> None:
    calls, plans = undisturbed
    ws = dropped(told, tmp_path / "ws")
    by, exits = [(signal.SIGINT, 130), (signal.SIGTERM, 143)][moment % 2]
    code, said = signalled(str(calls * moment // (MOMENTS + 1)), *LOOK, *root(ws), by=by)
    assert code == exits, said
    assert typed("verify", root=ws) == (0, "the record is whole\n", "")
    assert typed(*LOOK, root=ws)[0] == 0
    assert typed("verify", root=ws) == (0, "the record is whole\n", "")
    assert read(ws, "status", "--as-of", DAY)["plans"] == plans


def test_what_a_callback_throws_away_is_asked_again(told: Path, tmp_path: Path) -> None:
    """`cb` is called for the weak reference to an import's lock: Python drops what it raises."""
    ws = waiting(told, tmp_path)
    code, said = signalled("cb", *LOOK, *root(ws))
    assert "Exception ignored in" in said
    assert code == 130
    assert typed("verify", root=ws)[0] == 0


def test_what_exec_was_doing_does_not_change_the_exit_code() -> None:
    """Python remembers it, and would end by SIGINT whatever the exit code: dataclasses are made so."""
    code, said = signalled("<module> in _create_fn", "verify", by=signal.SIGTERM)
    assert code == 143, said


def waiting(told: Path, folder: Path) -> Path:
    """A workspace in which a file must lie still for longer than any test may take."""
    ws = dropped(told, folder / "ws")
    config = ws / "planward.yaml"
    config.write_text(config.read_text("utf-8").replace("settle: 0", "settle: 600"))
    return ws


def test_while_a_file_must_lie_still(told: Path, tmp_path: Path) -> None:
    ws = waiting(told, tmp_path)
    for ignored in (False, True):  # a background job of a script is started with Ctrl-C ignored
        code, said = signalled("pause", *LOOK, *root(ws), ignored=ignored)
        assert (code, "interrupted; what was recorded stays recorded" in said) == (130, True)


WAITING = """
import os, signal, sys, threading, time
from engine.cli.interrupt import heed
asked = heed()
try:
    {doing}
    time.sleep(600)
except KeyboardInterrupt:
    sys.exit(asked.over(0))
"""
ELSEWHERE = (
    "threading.Timer(0.3, lambda: signal.pthread_kill(threading.get_ident(), 15)).start()"
)
SWALLOWED = """
    try:
        os.kill(os.getpid(), 15)
        time.sleep(600)
    except BaseException:
        pass
"""


@pytest.mark.parametrize(
    "doing", [ELSEWHERE, SWALLOWED], ids=["of another thread", "swallowed"]
)
def test_a_wait_ends_that_no_signal_woke(doing: str) -> None:
    """The system may give a signal to any thread; and a broad `except` may hide the first one."""
    assert ran("-c", WAITING.format(doing=doing)) == (143, "")


def test_the_watching_engine_breaks_its_look_off_when_asked_twice() -> None:
    asked, rings = Asked(), []
    with asked.patiently(lambda: rings.append("")):
        asked(signal.SIGTERM, None)
        assert (rings, asked.number, asked.broken_off) == ([""], signal.SIGTERM, False)
        with pytest.raises(KeyboardInterrupt):
            asked(signal.SIGTERM, None)
    assert asked.broken_off


def test_one_listens_for_the_whole_process() -> None:
    script = "from engine.cli.interrupt import heed; import sys; sys.exit(heed() is not heed())"
    assert ran("-c", script) == (0, "")
