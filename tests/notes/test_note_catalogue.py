"""Each note is carried out as a person would, word for word; then the file is taken. No code is left out."""

import re
from pathlib import Path

import pytest

from engine.core.facts.facts import Drop
from engine.disk.child import Child, ProcessLimits, child
from engine.intake.note import note_text
from engine.intake.values.mistake import Refusal
from tests.docs import dropped
from tests.intake.books import typed
from tests.intake.sample import read
from tests.notes.catalogue import DONE, FILES
from tests.notes.typist import (
    STEPS,
    FileInHand,
    NoteEntry,
    Step,
    changed_line,
    entries_of,
    follow,
)

ENGINE = Path(__file__).parents[2] / "engine"
MOST_ROUNDS = 4  # notes in a row, each with what could be seen then
ROWS = [(code, number) for code, files in FILES.items() for number in range(len(files))]


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def in_form(file: FileInHand, entry: NoteEntry, value: str) -> FileInHand:
    cell = re.search(r"cell ([A-Z]+[0-9]+)", entry.place)
    assert cell, entry
    return FileInHand(file.name, raw=typed(file.content, "Form", cell[1], value))


# What forms and reports say; their cells and lines are not those of a table.
OTHERS: list[tuple[str, Step]] = [
    (r"delete one of them", changed_line(lambda line, _: "")),
    (r"indent with blanks", changed_line(lambda line, _: line.replace("\t", " "))),
    (r"type (report/1)", changed_line(lambda line, m: f"planward: {m[1]}")),
    (r"type ([a-z_]+:)", changed_line(lambda line, m: re.sub(r"[a-z_]+:", m[1], line, count=1))),
    (r"add .*, written like (day: .*)", changed_line(lambda line, m: f"{line}\n      {m[1]}")),
    (r"type it like ([0-9-]+)", changed_line(lambda line, m: f"      day: {m[1]}")),
    (r"type the day that is meant", changed_line(lambda line, _: "      day: 2026-05-07")),
    (r"open the newest form in the plan's folder and fill that in",
     lambda f, e, m: FileInHand(f.name, raw=dropped.form(**DONE))),
    (r"type the day it was done, written like .*", lambda f, e, m: in_form(f, e, "2026-05-11")),
    (r"choose the one that is true", lambda f, e, m: in_form(f, e, e.expected.split(" or ")[0])),
    (r"type it anew", lambda f, e, m: in_form(f, e, "it went well")),
    (r"shorten it; .*", lambda f, e, m: in_form(f, e, "it went well")),
]  # fmt: skip


def answer(file: FileInHand, reader: Child) -> object:
    return read(file.content, file.name, known=file.known, sources=file.sources, reader=reader)


def carried_out(file: FileInHand, note: str) -> FileInHand:
    of_a_form = file.name.startswith("TO DO")
    steps = OTHERS if of_a_form or file.name.endswith(".yaml") else STEPS
    before = file
    # From the bottom up, as rows that go or move would change the numbers of those below.
    for entry in reversed(entries_of(note)):
        file = (
            in_form(file, entry, entry.type)
            if of_a_form and entry.type
            else follow(file, entry, steps)
        )
        if file.raw and file.raw != before.raw:
            break  # another file, or another text: what else was wrong with the old one is to be seen anew
    return file


@pytest.mark.parametrize(("code", "number"), ROWS)
def test_whoever_does_what_the_note_says_sees_the_file_taken(code, number, warm):
    file = FILES[code][number]
    little = ProcessLimits(memory=1) if code == "F322" else None
    with child(little) if little else child() as other:
        refusal = answer(file, other if little else warm)
    assert isinstance(refusal, Refusal), refusal
    assert code in {each.code for each in refusal.mistakes}
    told = []
    for _ in range(MOST_ROUNDS):
        note = note_text(refusal)
        assert note not in told, f"what it says does not help: {note}"
        told.append(note)
        file = carried_out(file, note)
        refusal = answer(file, warm)
        if isinstance(refusal, Drop):
            return
    raise AssertionError("\n".join(told))


BESIDE = {"F390", "F391", "F392", "F393", "F394"}  # where a file lies: see test_files_moved


def test_no_code_of_a_file_is_left_out():
    modules = [p.read_text("utf-8") for p in ENGINE.rglob("*.py")]
    codes = {code for text in modules for code in re.findall(r'"(F[0-9]{3})"', text)}
    assert codes - BESIDE == set(FILES)
