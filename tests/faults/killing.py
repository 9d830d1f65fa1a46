"""Kill, tear and starve an act at every call that changes the disk, and check what is left.

`in_fault_process` starts one Python with `preload.c` in front of the C library; inside it a
`sweep` forks a child for each point, so that imports and caches are paid for once.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import NoReturn

from engine.core.values.errors import EngineError

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FAILED = 7  # the child's exit code when the act raised


class Mode(IntEnum):
    """What happens at the chosen call; the numbers are those of preload.c."""

    COUNT = 1  # nothing
    BEFORE = 2  # killed before it
    AFTER = 3  # killed after it
    TORN = 4  # half of a write is done, then killed
    POWER = 5  # power cut before it: whatever was never synced is gone
    EIO = 6  # it fails once
    FULL_DISK = 7  # a third of a write is done, then no space is left
    NO_LINKS = 8  # every hard link is refused; not for sweeps
    LEAVES = 9  # killed before it, and told what was never synced


KILLING = (Mode.BEFORE, Mode.AFTER, Mode.TORN, Mode.POWER)
FAILING = (Mode.EIO, Mode.FULL_DISK)

Act = Callable[[Callable[[str], None]], None]
"""Does the work; calls what it is given with a word for each thing promised to be durable."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where an act was stopped, and what it had promised by then."""

    mode: Mode
    at: int  # which call, from 1
    lied_sync: int  # which sync was left out, from 1; 0: none
    acked: tuple[str, ...]


def sweep(
    act: Act,
    prepare: Callable[[], None],
    check: Callable[[Point], None],
    modes: tuple[Mode, ...] = KILLING,
    every: int = 1,
) -> dict[str, int]:
    """Stop the act at every call in every mode, `prepare` before and `check` after each.

    `every` n-th call only, for an act of many calls. Gives the number of points by mode. Only
    inside `in_fault_process`.
    """
    done: dict[str, int] = {}
    for mode in modes:
        for stopped in _points(act, prepare, mode, every):
            check(stopped)
            done[mode.name] = done.get(mode.name, 0) + 1
    return done


def power_cut_after(act: Act, prepare: Callable[[], None], lied_sync: int) -> Point:
    """The power fails once the act is through, one sync having been left out."""
    prepare()
    return _stopped(act, Mode.POWER, 0, lied_sync)[0]


def killed_then_power_cut(
    act: Act, prepare: Callable[[], None], every: int = 1
) -> Iterator[Point]:
    """Killed before each n-th call, begun again, and once all is promised the power fails.

    What the killed process never synced is gone then, unless the second one has synced it.
    """
    for at in count(1, every):
        prepare()
        left: list[tuple[int, str]] = []
        _, through = _stopped(act, Mode.LEAVES, at, 0, left)
        if through:
            return
        again = partial(_after_a_kill, act, left)
        yield _stopped(again, Mode.POWER, 0, NO_SYNC)[0]


NO_SYNC = 1_000_000  # none is left out, but the power fails at the end


def _after_a_kill(act: Act, left: list[tuple[int, str]], ack: Callable[[str], None]) -> None:
    library = _library()
    for safe, path in left:
        library.fault_unsynced(os.fsencode(path), safe)
    act(ack)


def fails_always(mode: Mode, act: Act) -> None:
    """Run the act here, under a mode that hurts every time."""
    library = _library()
    library.fault_arm(mode, 0, 0)
    try:
        act(lambda _: None)
    finally:
        library.fault_arm(0, 0, 0)


def counted(act: Act, prepare: Callable[[], None]) -> tuple[int, int]:
    """How many calls that change the disk the act makes, and how many syncs among them."""
    prepare()
    library = _library()
    library.fault_arm(Mode.COUNT, 0, 0)
    act(lambda _: None)
    calls, syncs = library.fault_calls(), library.fault_syncs()
    library.fault_arm(0, 0, 0)
    return calls, syncs


def in_fault_process(module: str, function: str, folder: Path, limit_seconds: int = 300) -> str:
    """Run `function(folder)` of `module` in a Python that can be hurt; what it printed."""
    library = folder / "preload.so"
    source = HERE / "preload.c"
    assert shutil.which("gcc"), "install a C compiler (gcc): it builds what makes the disk fail"
    subprocess.run(
        ["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True
    )
    work = folder / "work"
    work.mkdir()
    changed = {
        "LD_PRELOAD": str(library),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", module, function, str(work)],
        env=os.environ | changed,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=limit_seconds,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _points(act: Act, prepare: Callable[[], None], mode: Mode, every: int) -> Iterator[Point]:
    for at in count(1, every):
        prepare()
        point, through = _stopped(act, mode, at, 0)
        if through:
            return
        yield point


def _stopped(
    act: Act, mode: Mode, at: int, lied_sync: int, left: list[tuple[int, str]] | None = None
) -> tuple[Point, bool]:
    """Run the act in a child. The flag says that it went through before the call was reached.

    `left` is given what it never synced, where the mode tells that.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _be_hurt(act, mode, at, lied_sync, write)
    os.close(write)
    with os.fdopen(read) as said:
        lines = said.read().splitlines()
    acked = tuple(line for line in lines if " " not in line)
    if left is not None:
        left += [
            (int(line.split()[0]), line.partition(" ")[2]) for line in lines if " " in line
        ]
    _, status = os.waitpid(child, 0)
    through = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    failed = os.WIFEXITED(status) and os.WEXITSTATUS(status) == FAILED
    assert through or died or (failed and mode in FAILING), f"{mode.name} {at}: {status}"
    return Point(mode, at, lied_sync, acked), through


def _be_hurt(act: Act, mode: Mode, at: int, lied_sync: int, write: int) -> NoReturn:
    """In the child: arm, act, and leave without any clearing up."""
    library = _library()
    code = FAILED
    try:
        library.fault_tell(write)
        library.fault_arm(mode, at, lied_sync)
        act(lambda word: _say(write, word))
        if lied_sync:
            library.fault_cut_power()
        code = 0 if library.fault_calls() < at else FAILED
    except BaseException as problem:
        if mode not in FAILING or not isinstance(problem, (OSError, EngineError)):
            os.write(2, f"{mode.name} {at}: {problem!r}\n".encode())
            code = 99
    finally:
        os._exit(code)


def _say(write: int, word: str) -> None:
    os.write(write, word.encode() + b"\n")  # a pipe: the shim looks at files only


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(os.environ["LD_PRELOAD"])
    library.fault_calls.restype = ctypes.c_long
    library.fault_syncs.restype = ctypes.c_long
    library.fault_arm.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_long]
    library.fault_unsynced.argtypes = [ctypes.c_char_p, ctypes.c_long]
    return library


if __name__ == "__main__":
    result = getattr(import_module(sys.argv[1]), sys.argv[2])(Path(sys.argv[3]))
    print(json.dumps(result))
