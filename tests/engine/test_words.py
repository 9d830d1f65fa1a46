"""Words are made at the edge: the record keeps messages, and another language is one more file."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from engine.words import catalogue as files
from tests.documents.word_text import read_word
from tests.engine.reviews import DRAFT, PLAN, a_reviewed_letter, begun, note, opens, saves
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace, new_workspace

LITERAL = re.compile(r"[^{}]+(?=\{|$)")
PROSE = re.compile(r"[a-z]{2,}[ ,;:]+[a-z]{2,}")


def english() -> list[str]:
    """What the catalogue says between its places, where that is more than a word."""
    found = []
    for each in read_po(io.BytesIO(files.OWN.read_bytes())):
        texts = each.string if isinstance(each.string, tuple) else (each.string,)
        found += [
            p for text in texts if each.id for p in LITERAL.findall(text) if PROSE.search(p)
        ]
    return found


def recorded(made: PlayedWorkspace) -> Iterator[str]:
    """Every text of the record but for what a letter says, which stands as issued."""
    kept = [*made.root.glob(".planward/payload/*"), *made.root.glob(".planward/ledger/*")]
    for file in kept:
        for line in file.read_text("utf-8").splitlines():
            yield from _texts(json.loads(line))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name != "brief":
                yield from _texts(each)
    elif isinstance(value, list) and value and value[0] in ("was", "now", "text", "about"):
        return  # quoted of a document, whose text may be what a letter said
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def test_the_record_holds_no_words_of_the_engine(tmp_path: Path) -> None:
    texts = [*recorded(a_reviewed_letter(tmp_path / "work"))]
    assert "The quota was set late." in texts  # people's own words are there
    said = {part for part in english() if any(part in text for text in texts)}
    assert said == set()


# -- a language that nobody speaks ----------------------------------------------------------------


def in_capitals(text: str) -> str:
    """The text in capitals, its places untouched and in front of it."""
    places = re.findall(r"\{[^{}]*\}", text)
    return " ".join([*places, re.sub(r"\{[^{}]*\}", "…", text).upper()])


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayedWorkspace:
    """A workspace whose pages and letters are in a language made here, of one file."""
    catalogue = read_po(io.BytesIO(files.OWN.read_bytes()))
    for each in catalogue:
        if each.id and isinstance(each.string, tuple):
            each.string = tuple(map(in_capitals, each.string))
        elif each.id:
            each.string = in_capitals(each.string)
    (tmp_path / "words").mkdir()
    with (tmp_path / "words" / "eo.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(files, "FOLDER", tmp_path / "words")
    made = new_workspace(tmp_path / "work", "field-sales", teams=("East",))
    with (made.root / "planward.yaml").open("a", encoding="utf-8") as config:
        config.write("language: eo\n")
    policy = made.root / "policies" / "field-sales.yaml"
    spoken = policy.read_text("utf-8").replace("language: en-US", "language: eo")
    policy.write_text(spoken, "utf-8")
    return begun(made)


def test_a_language_needs_no_line_of_code(esperanto: PlayedWorkspace) -> None:
    explained = esperanto.does("explain", PLAN)
    assert "… IS BELOW" not in explained
    assert "… … IN …" in explained  # a figure of a period
    assert " is below " not in explained
    history = esperanto.does("history", PLAN)
    assert "… PROPOSED AS OF …" in history
    assert "proposed as of" not in history


def test_its_letters_and_notes_come_out_in_it_too(esperanto: PlayedWorkspace) -> None:
    letter = read_word((esperanto.plans / DRAFT).read_bytes()).text
    assert "IF THE IMPROVEMENT REQUIRED IS NOT REACHED" in letter
    assert "If the improvement required" not in letter
    saves(esperanto, opens(esperanto, "Dana").fills(decision_hr="Approve"))
    esperanto.runs(DAY)
    assert "IS NOT WHOLE" in note(esperanto)
