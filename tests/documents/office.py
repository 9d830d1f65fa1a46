"""LibreOffice as a person at a desk: one session, its own profile, a limit of time."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

NEEDED = (24, 8)  # older ones lose what content controls are called
LIMIT = 60  # seconds for all of a session
PYTHON = "/usr/bin/python3"  # the system's own has LibreOffice's bridge


@cache
def version() -> str:
    """As the program says it. No skip: what opens these files in practice must be tried."""
    found = shutil.which("soffice")
    assert found, "LibreOffice is not installed: run .ci/libreoffice.sh"
    says = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=LIMIT)
    told = re.search(r"LibreOffice (\d+)\.(\d+)\S*", says.stdout)
    assert told, f"soffice --version says {says.stdout!r} {says.stderr!r}"
    new_enough = tuple(map(int, told.groups())) >= NEEDED
    assert new_enough, f"{told[0]} is too old; {'.'.join(map(str, NEEDED))} or newer is needed"
    return told[0]


@contextmanager
def started(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The name of the pipe it listens at, and the program; it is gone afterwards, whatever happened."""
    version()
    pipe = f"planward-{os.getpid()}-{folder.name}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield pipe, office
    finally:
        with suppress(ProcessLookupError):
            # the program proper is a child of what was started
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def script_of(name: str) -> list[str]:
    """A script of this folder, as the system's Python runs it."""
    return [PYTHON, str(Path(__file__).with_name(name))]


def session(folder: Path, script: str, arguments: Sequence[str]) -> None:
    """Runs a script of this folder on a LibreOffice started for it.

    The script is given the name of a pipe, then the arguments, and ends the program itself.
    """
    with started(folder) as (pipe, office):
        command = [*script_of(script), pipe, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
        assert done.returncode == 0, done.stdout + done.stderr
        office.wait(timeout=LIMIT)
