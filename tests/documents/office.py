"""LibreOffice as a person at a desk: one session, its own profile, a limit of time."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

NEEDED = (24, 8)  # older ones lose what content controls are called
LIMIT = 60  # seconds for all of a session


def soffice() -> str:
    """The program's path. No skip: what opens these files in practice must be tried."""
    found = shutil.which("soffice")
    assert found, "LibreOffice is not installed: run .ci/libreoffice.sh"
    says = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=LIMIT)
    version = re.search(r"LibreOffice (\d+)\.(\d+)", says.stdout)
    assert version, f"soffice --version says {says.stdout!r} {says.stderr!r}"
    assert tuple(map(int, version.groups())) >= NEEDED, f"{says.stdout.strip()} is too old"
    return found


def session(folder: Path, script: str, arguments: Sequence[str]) -> None:
    """Runs a script of this folder, under the system's Python, on a LibreOffice started for it.

    The script is given the name of a pipe, then the arguments, and ends the program itself.
    """
    pipe = f"planward-{os.getpid()}-{folder.name}"
    office = subprocess.Popen(
        [
            soffice(),
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
    command = ["/usr/bin/python3", str(Path(__file__).with_name(script)), pipe, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
        assert done.returncode == 0, done.stdout + done.stderr
        office.wait(timeout=LIMIT)
    finally:
        with suppress(ProcessLookupError):
            # the program proper is a child of what was started
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()
