"""The demo as tests see it: its story line by line, in this process, in any folder."""

import contextlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from engine.cli.demo import EXPORTS, STORY, play
from engine.cli.failures import run_command
from engine.cli.main import planward

SAMPLES = Path(__file__).parents[2] / "policies" / "samples"
LINES = tuple((SAMPLES / STORY).read_text("utf-8").splitlines())
END = "2026-07-20"


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def typed(*words: str, root: Path | None = None) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said beside it."""
    out, beside = io.StringIO(), io.StringIO()
    more = ("--root", str(root)) if root else ()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(beside):
        code = run_command(planward, (*words, *more))
    return code, out.getvalue(), beside.getvalue()


def read(root: Path, *words: str) -> dict:
    """What a command says as JSON, whatever it exits with."""
    return json.loads(typed(*words, "--json", root=root)[1])


def started(folder: Path) -> Path:
    """A folder as the demo makes it, before its first line."""
    shutil.copytree(SAMPLES, folder / EXPORTS)
    return folder


def played(folder: Path, lines: tuple[str, ...]) -> str:
    """What came of the lines, as the demo prints it."""
    out = io.StringIO()
    with inside(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        for line in lines:
            play(planward, line)
    return out.getvalue()


def up_to(day: str) -> int:
    """The place behind the last line that is played on `day`."""
    return max(at for at, line in enumerate(LINES) if line.endswith(f"--as-of {day}")) + 1


def everything(root: Path, below: str = ".") -> dict[str, tuple[bytes, int]]:
    """Path -> content and time of last change."""
    return {
        str(file.relative_to(root)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted((root / below).rglob("*"))
        if file.is_file()
    }


def letters(root: Path) -> dict[str, bytes]:
    files = everything(root, "plans")
    return {path: content for path, (content, _) in files.items() if path.endswith(".docx")}


def ends(root: Path) -> dict[str, str]:
    """Employee -> how each plan stands."""
    found: dict[str, list[str]] = {}
    for plan in read(root, "status", "--as-of", END)["plans"]:
        found.setdefault(plan["employee"], []).append(plan["outcome"] or plan["state"])
    return {employee: ", ".join(how) for employee, how in found.items()}
