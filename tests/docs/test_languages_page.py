"""docs/languages.md names every form that a place can have, and its example is read."""

import re
from pathlib import Path

import pytest

from engine.core.values.message import Message, message
from engine.core.values.units import Span, TimeUnit
from engine.words import catalogue as files
from engine.words import say
from engine.words.say import words

PAGE = (Path(__file__).parents[2] / "docs" / "languages.md").read_text("utf-8")
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def test_every_form_is_explained() -> None:
    lists = set(
        re.findall(r'^msgid "list\.(\w+)"$', files.OWN.read_text("utf-8"), re.MULTILINE)
    )
    known = {*say.FORMS, *say.LAST_BY, *lists, "two", "exact", "lines"} - {""}
    assert set(re.findall(r"^\| `\{\w+:(\w+)\}` \|", PAGE, re.MULTILINE)) == known


def test_the_example_is_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "de.po").write_text(HEAD + example, "utf-8")
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    said = message("answer.missed", subject=Message("X"), asked=Message("Y"))
    assert words(said, "de-AT") == "X ist nicht Y"
    length = message("letter.period", period=Span(2, TimeUnit.MONTH))
    assert words(length, "de") == "2 Monate"
