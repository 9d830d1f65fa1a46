"""On a terminal, text goes on below its own beginning; everywhere else a thing is one line."""

import fcntl
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from engine.cli.lines import Line, laid_out
from tests.cli.test_process import HOME, LONGEST, PLANWARD
from tests.demo.playing import inside, read, typed

DAY = ("--as-of", "2026-03-04")
PLAN = "PW-2026-0002"
TOLD = {
    "status": ("status", *DAY),
    "history": ("history", PLAN),
    "explain": ("explain", PLAN),
    "preview": ("preview", "exports/East 2026-03.csv", *DAY),
    "check": ("check", "broken.yaml"),
    "run": ("run", "--dry-run", *DAY),
}
SENT = "figures of everybody, as they were sent to us on Monday.csv"
COLOURS = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(scope="module")
def busy(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a file to be taken and one to be refused, under names with spaces."""
    ws = shutil.copytree(told, tmp_path_factory.mktemp("width") / "a work space")
    shutil.copy(ws / "exports" / "East 2026-03.csv", ws / "plans" / "East")
    bad = ws / "plans" / SENT
    bad.write_text("Employee,Period,Closed won\nE00099,2026-01,many\n", "utf-8")
    (ws / "broken.yaml").write_text("planward: policy/1\nid: x y\nstages: 7\n", "utf-8")
    return ws


def on_terminal(ws: Path, *words: str, columns: int, **env: str) -> list[str]:
    """What a person sees who typed that at a terminal of so many columns, in the workspace's folder."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    here = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")
    }
    process = subprocess.Popen(
        [*PLANWARD, *words], stdout=slave, stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, cwd=ws,
        env={**here, "PYTHONPATH": str(HOME), "TERM": "xterm", **env},
    )  # fmt: skip
    os.close(slave)
    said = b""
    try:
        while piece := os.read(master, 65536):
            said += piece
    except OSError:  # how Linux says that nobody writes any more
        pass
    finally:
        process.wait(timeout=LONGEST)
        os.close(master)
    return said.decode().replace("\r\n", "\n").splitlines()


def in_a_pipe(ws: Path, *words: str) -> list[str]:
    with inside(ws):
        return typed(*words)[1].splitlines()


def words_of(lines: list[str]) -> list[str]:
    text = COLOURS.sub("", "\n".join(lines)).replace(" \\\n", "\n")
    return text.split()


@pytest.mark.parametrize("name", TOLD)
def test_every_line_fits_and_not_a_word_is_lost_or_broken(busy: Path, name: str) -> None:
    plain = in_a_pipe(busy, *TOLD[name])
    seen = [COLOURS.sub("", line) for line in on_terminal(busy, *TOLD[name], columns=60)]
    assert words_of(seen) == words_of(plain)
    assert max(map(len, plain)) > 60, "nothing to wrap here"
    too_long = [line.replace(SENT, "one-name") for line in seen if len(line) > 60]
    assert [line for line in too_long if len(line.split()) > 1] == []


def test_what_goes_on_stands_further_in(busy: Path) -> None:
    lines = on_terminal(busy, *TOLD["history"], columns=60)
    first = next(number for number, line in enumerate(lines) if re.match(" +1  2026", line))
    assert lines[first + 1].startswith(" " * 18)
    assert lines[first + 1][18] != " "


def test_a_command_that_goes_on_can_still_be_copied(busy: Path) -> None:
    text = "\n".join(on_terminal(busy, *TOLD["status"], columns=50))
    shown = [
        shlex.split(each.replace("\\\n", " "))
        for each in re.findall(r"^ +(planward (?:.*\\\n)*.*)$", text, re.MULTILINE)
    ]
    told = read(busy, "status", *DAY)["plans"]
    meant = [
        each["command"]
        for plan in told
        for step in plan["awaiting"]
        for each in step.get("choices", [step])
        if each["command"]
    ]
    assert shown == [shlex.split(each) for each in meant]
    assert " \\\n" in text


def test_paths_are_never_broken(busy: Path) -> None:
    lines = on_terminal(busy, *TOLD["run"], columns=30)
    for name in ("East/East 2026-03.csv", SENT):
        assert any(name in line for line in lines), name
    figures = on_terminal(busy, *TOLD["explain"], columns=30)
    assert any("East 2026-01.csv" in line for line in figures)


def test_columns_overrules_the_terminal(busy: Path) -> None:
    wide = on_terminal(busy, *TOLD["history"], columns=60, COLUMNS="2000")
    assert [COLOURS.sub("", line) for line in wide] == in_a_pipe(busy, *TOLD["history"])


def test_colour_is_for_terminals_and_can_be_refused(busy: Path) -> None:
    assert any(COLOURS.search(line) for line in on_terminal(busy, *TOLD["status"], columns=80))
    plain = on_terminal(busy, *TOLD["status"], columns=80, NO_COLOR="1")
    assert not any("\x1b" in line for line in plain)


LAID_OUT = [
    pytest.param(Line("a b c", 2), 0, ["  a b c"], id="no terminal: as it is"),
    pytest.param(Line("x" * 10), 10, ["x" * 10], id="below the narrowest: as it is"),
    pytest.param(
        Line("one two three four five six", hang=4), 20,
        ["one two three four", "    five six"], id="goes on further in",
    ),
    pytest.param(
        Line("taken a b c d e f g h i j.csv: 3 rows", whole=("a b c d e f g h i j.csv",)), 24,
        ["taken", "  a b c d e f g h i j.csv:", "  3 rows"], id="a path is whole",
    ),
    pytest.param(
        Line("planward record P-1 revise --note 'what was done'", 2, command=True), 30,
        ["  planward record P-1 revise \\", "    --note 'what was done'"], id="a command",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "width", "lines"), LAID_OUT)
def test_a_line_is_laid_out(line: Line, width: int, lines: list[str]) -> None:
    assert laid_out(line, width) == lines


def test_what_is_piped_has_no_colour_and_one_line_a_thing(busy: Path) -> None:
    done = subprocess.run(
        [*PLANWARD, *TOLD["history"]], capture_output=True, text=True, cwd=busy, check=True,
        env={**os.environ, "PYTHONPATH": str(HOME), "COLUMNS": "60"},
    )  # fmt: skip
    entries = read(busy, "history", PLAN)["entries"]
    started = [line for line in done.stdout.splitlines() if re.match(" +[0-9]+  2026-", line)]
    assert [line.split("  ")[-1] for line in started] == [each["says"] for each in entries]
    assert "\x1b" not in done.stdout
