"""The demo tells its whole story, the same way from a shell, and touches nobody's folder."""

import os
import shlex
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.demo.books import quota_book
from tests.demo.playing import LINES, SAMPLES, ends, played, read, started, typed, up_to


def test_every_line_prints_what_came_of_it(demo, golden) -> None:
    folder, out = demo
    golden("demo/story.txt", out.replace(str(folder), "demo"))


def test_the_plans_end_differently(workspace: Path) -> None:
    assert ends(workspace) == {
        "E00011": "success",
        "E00012": "success",
        "E00013": "dismissed",
        "E00021": "withdrawn",
        "E00022": "declined",
        "E00023": "success",
    }


@pytest.mark.parametrize(
    ("plan", "happened"),
    [
        pytest.param("PW-2026-0002", ["RightAsked", "ClockExtended", "Closed"], id="extended"),
        pytest.param("PW-2026-0004", ["QuestionRaised", "QuestionSettled", "Closed"], id="corrected"),
        pytest.param("PW-2026-0006", ["StageEntered", "Acknowledged", "RightUsed", "Closed"], id="warned"),
        pytest.param("PW-2026-0003", ["DutyMissed", "Reminded", "Voted", "Voted", "Closed"], id="ended"),
    ],
)  # fmt: skip
def test_what_led_there_is_in_the_record(
    workspace: Path, plan: str, happened: list[str]
) -> None:
    events = iter([entry["event"] for entry in read(workspace, "history", plan)["entries"]])
    assert all(each in events for each in happened)  # in this order


def test_two_people_decided_on_the_separation(workspace: Path) -> None:
    votes = [
        (entry["role"], entry["by"], entry["assurance"])
        for entry in read(workspace, "history", "PW-2026-0003")["entries"]
        if entry["event"] == "Voted" and entry["outcome"] == "separated"
    ]
    assert votes == [("hr", "E00003", "confirmed"), ("second_line", "E00001", "confirmed")]


def test_the_refused_file_was_mended_and_its_note_is_gone(demo) -> None:
    folder, out = demo
    assert "Please type:  70200" in out
    assert not list((folder / "plans").rglob("*PLEASE FIX*"))
    assert read(folder, "status")["refused"] == []


def test_nobody_was_away_in_the_story(workspace: Path) -> None:
    for plan in read(workspace, "status")["plans"]:
        for entry in read(workspace, "history", plan["plan"])["entries"]:
            assert not entry.get("late"), entry


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    code, _, said = typed("demo", str(tmp_path))
    assert (code, "is no demo" in said) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_shell_plays_the_same_story(tmp_path: Path) -> None:
    """The first lines, typed into a shell: the same words come back."""
    lines = tuple(LINES[: up_to("2026-01-12")])
    shell, here = tmp_path / "shell", tmp_path / "here"
    home = Path(sys.executable).parent
    answer = subprocess.run(
        ["/bin/sh"], input="\n".join(lines), cwd=started(shell), text=True, capture_output=True,
        env={**os.environ, "PATH": f"{home}:{os.environ['PATH']}"}, check=True,
    )  # fmt: skip
    started(here)
    told = [line for line in played(here, lines).splitlines() if line]
    printed = [line for line in told if f"$ {line[2:]}" != line and f"# {line}" not in lines]
    assert answer.stdout.splitlines() == printed


def test_a_shell_says_the_same_of_whose_user_is_whose(tmp_path: Path) -> None:
    (line,) = (line for line in LINES if line.startswith("echo"))
    shell, here = tmp_path / "shell", tmp_path / "here"
    for folder in (shell, here):
        folder.mkdir()
    subprocess.run(["/bin/sh"], input=line, cwd=shell, text=True, check=True)
    played(here, (line,))
    said = [(folder / "planward.yaml").read_text("utf-8") for folder in (shell, here)]
    assert said[0] == said[1]
    assert "id -un" not in said[0]


def test_the_samples_are_as_their_makers_made_them() -> None:
    """Workbooks hold the hour of their making; their cells are compared."""
    shipped = openpyxl.load_workbook(SAMPLES / "Quota 2026.xlsx").active
    rows = [[cell.value for cell in row] for row in shipped.iter_rows()]
    anew = openpyxl.load_workbook(BytesIO(quota_book())).active
    assert rows == [[cell.value for cell in row] for row in anew.iter_rows()]


def test_every_command_of_the_story_is_a_shell_word() -> None:
    for line in LINES:
        if line and not line.startswith("#"):
            assert shlex.split(line)[0] in ("planward", "cp", "cat", "echo")
