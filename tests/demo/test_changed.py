"""One cell decides a story; what lies in the shared folder decides nothing."""

import shutil
from pathlib import Path

from tests.demo.playing import (
    EXPORTS,
    LINES,
    ends,
    everything,
    letters,
    played,
    read,
    started,
    typed,
    up_to,
)  # fmt: skip

MARKER, KEY = ".planward-root", ".planward/key"
INIT = next(at for at, line in enumerate(LINES) if line.startswith("planward init"))


def test_one_cell_changes_how_a_story_ends(workspace: Path, tmp_path: Path) -> None:
    """April at 60 % instead of 98 %: the same person's plan goes on to a warning."""
    export = started(tmp_path) / EXPORTS / "East 2026-04.csv"
    text = export.read_text("utf-8")
    export.write_text(
        text.replace("E00011,2026-04,100000,98000", "E00011,2026-04,100000,60000")
    )
    played(tmp_path, LINES[: up_to("2026-05-04")])
    plan = _plan(tmp_path, "PW-2026-0001")
    assert (plan["state"], plan["stage"]) == ("open", "coaching")
    step = next(a for a in plan["awaiting"] if a["action"] == "decide")
    assert (step["outcomes"], "choices" in step) == (["warning"], False)
    assert step["command"].endswith("--outcome warning")
    assert _plan(workspace, "PW-2026-0001")["outcome"] == "success"


def _plan(root: Path, number: str) -> dict:
    return next(p for p in read(root, "status")["plans"] if p["plan"] == number)


def test_losing_the_shared_folder_loses_nothing(workspace: Path, tmp_path: Path) -> None:
    """All but the marker is deleted half-way; the story goes on as if nothing had been."""
    started(tmp_path)
    half, made = up_to("2026-05-04"), INIT + 1
    played(tmp_path, LINES[:made])
    shutil.copy(
        workspace / KEY, tmp_path / KEY
    )  # letters carry what only this key can have made
    played(tmp_path, LINES[made:half])
    for lost in (tmp_path / "plans").iterdir():
        if lost.is_dir():
            shutil.rmtree(lost)
        elif lost.name != MARKER:
            lost.unlink()
    before = letters(tmp_path)
    assert before == {}
    for team in ("East", "West"):
        (tmp_path / "plans" / team).mkdir()
    played(tmp_path, LINES[half:])
    assert letters(tmp_path) == letters(workspace)
    assert ends(tmp_path) == ends(workspace)
    assert typed("verify", root=tmp_path)[:2] == (0, "the record is whole\n")


def test_an_altered_letter_is_found(copy: Path) -> None:
    letter = next((copy / "plans").glob("*/*/*Final warning v1.docx"))
    content = bytearray(letter.read_bytes())
    content[len(content) // 2] ^= 1
    letter.chmod(0o600)  # it is marked read-only
    letter.write_bytes(content)
    code, said, _ = typed("verify", root=copy)
    assert code == 1
    assert f"{letter.relative_to(copy)}: L590" in said


def test_reading_changes_no_byte(copy: Path) -> None:
    before = everything(copy)
    for words in (
        ("status",), ("history", "PW-2026-0003"), ("explain", "PW-2026-0003"), ("verify",), ("check",),
        ("preview", str(copy / "exports" / "roster.csv"), "--as-of", "2026-07-20"),
    ):  # fmt: skip
        for more in ((), ("--json",)):
            typed(*words, *more, root=copy)
    assert everything(copy) == before


def test_a_dry_run_changes_no_byte(copy: Path) -> None:
    before = everything(copy)
    for words in (
        ("run", "--once", "--as-of", "2026-08-03"),
        ("rebuild",),
        ("record", "PW-2026-0003", "acknowledge", "--role", "employee", "--by", "E00013",
         "--document", "final_warning", "--as-of", "2026-07-20"),
    ):  # fmt: skip
        typed(*words, "--dry-run", root=copy)
    assert everything(copy) == before


def test_an_index_made_anew_answers_the_same(copy: Path) -> None:
    asked = [("status",)]
    for plan in read(copy, "status")["plans"]:
        asked += [("history", plan["plan"]), ("explain", plan["plan"])]
    before = [typed(*words, "--json", root=copy)[1] for words in asked]
    (copy / ".planward" / "index.sqlite").unlink()
    assert typed("rebuild", root=copy)[0] == 0
    assert [typed(*words, "--json", root=copy)[1] for words in asked] == before
