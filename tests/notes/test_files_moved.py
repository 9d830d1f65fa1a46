"""Notes about where a file lies, and what else lies there, carried out in the shared folder itself."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.dropped import FILLED, LOW, REPORT, ROSTER
from tests.intake.books import book
from tests.notes.typist import NoteEntry, entries_of
from tests.workspaces import PlayedWorkspace, new_workspace

TOP = "Employee,Period,Quota\n"
MAY = f"{TOP}E00017,2026-05,90000\n"
SHEET = book(["Employee", "Period", "Quota"], ["E00017", "2026-05", 90000])
PLAN = "East/E00012 PW-2026-0001"


def to_the_top(place: PlayedWorkspace, file: Path, _: NoteEntry) -> None:
    file.rename(place.plans / file.name)


def deleted(_: PlayedWorkspace, file: Path, __: NoteEntry) -> None:
    file.unlink()


def kept_under(place: PlayedWorkspace, file: Path, entry: NoteEntry) -> None:
    named = re.search("keep one of the two under the name (.*)", entry.do)
    assert named
    file.rename(place.plans / named[1])


def by_its_author(_: PlayedWorkspace, file: Path, entry: NoteEntry) -> None:
    """What the note says cannot be said here: HR says what can."""
    file.write_text(LOW.replace("2026-03", "2026-02"), "utf-8")
    file.rename(file.with_suffix(".csv"))


# Code: what is dropped at once, the file with the note, the sentence, what a person does, what is taken then.
MOVES: dict[str, list[tuple[dict[str, str | bytes], str, str, Callable[..., None], str]]] = {
    "F390": [
        ({"East/May.csv": MAY}, "East/May.csv",
         "drop it in the folder of their own team, or at the top", to_the_top, "May.csv"),
        ({"East/May.csv": MAY}, "East/May.csv", "drop it in the folder of their own team, or at the top",
         lambda p, f, _: f.rename(p.plans / "West" / f.name), "West/May.csv"),
    ],
    "F391": [
        ({"May.csv": MAY, "May new.csv": MAY.replace("90000", "95000")}, "May new.csv",
         "correct one of the two files, or delete it", deleted, "May.csv"),
        ({"May.csv": MAY, "May new.csv": MAY.replace("90000", "95000")}, "May.csv",
         "correct one of the two files, or delete it",
         lambda p, f, _: f.write_text(MAY.replace("90000", "95000")), "May new.csv"),
    ],
    "F392": [
        ({"E00012 May.yaml": REPORT}, "E00012 May.yaml", "correct it, or ask HR", by_its_author,
         "E00012 May.csv"),
    ],
    "F393": [
        ({"May.csv": MAY, "May (1).csv": f"{TOP}E00012,2026-05,95000\n"}, "May (1).csv",
         "keep one of the two under the name May.csv", kept_under, "May.csv"),
    ],
    "F394": [
        ({f"{PLAN}/TO DO May.xlsx": SHEET}, f"{PLAN}/TO DO May.xlsx",
         "drop it at the top or in the team's folder", to_the_top, "TO DO May.xlsx"),
        ({f"{PLAN}/TO DO check-in 2026-05-12.xlsx": FILLED}, f"{PLAN}/TO DO check-in 2026-05-12.xlsx",
         "move it to the folder of its own plan", deleted, ""),
    ],
}  # fmt: skip
ROWS = [(code, number) for code, rows in MOVES.items() for number in range(len(rows))]


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> PlayedWorkspace:
    """A roster with two teams, and one plan that is proposed."""
    place = new_workspace(
        tmp_path_factory.mktemp("moved") / "w", "field-sales", teams=("East", "West")
    )
    place.drops("roster.csv", ROSTER)
    place.drops("April.csv", LOW)
    place.runs("2026-05-11")
    return place


@pytest.mark.parametrize(("code", "number"), ROWS)
def test_whoever_moves_it_as_the_note_says_sees_it_taken(code, number, proposed, tmp_path):
    place = PlayedWorkspace(Path(shutil.copytree(proposed.root, tmp_path / "w")))
    files, noted, sentence, does, then = MOVES[code][number]
    for name, content in files.items():
        place.drops(name, content)
    place.runs("2026-05-12")
    note = place.plans / f"{noted} - PLEASE FIX.txt"
    (entry,) = entries_of(note.read_text("utf-8-sig"))
    assert entry.do == sentence
    does(place, place.plans / noted, entry)
    said = place.runs("2026-05-12")
    assert not note.exists()
    assert not [*place.plans.rglob("*PLEASE FIX.txt")], said
    assert not then or f"taken {then}" in said
