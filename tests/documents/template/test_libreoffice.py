"""A person opens each shipped template in LibreOffice, types a sentence, saves: it still works."""

import re
from pathlib import Path

import pytest
import yaml

from engine.documents.template.render import render
from tests.documents.letters import BODY, PROPERTIES, TOKENS, parts_of, sound
from tests.documents.office import session
from tests.documents.word_text import read_word

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates" / "standard").glob("*.docx"))
SENTENCE = " Please read this letter with care."


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all templates as LibreOffice saved them, in one session with its own profile."""
    folder = tmp_path_factory.mktemp("libreoffice")
    out = folder / "saved"
    out.mkdir()
    session(folder, "typist.py", [str(out), SENTENCE, *map(str, TEMPLATES)])
    return out


def test_there_are_nine_templates() -> None:
    assert len(TEMPLATES) == 9


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.stem)
def test_a_template_edited_in_libreoffice_still_says_all_it_said(
    template: Path, typed: Path
) -> None:
    before = sound(template.read_bytes(), template.name)
    after = sound((typed / template.name).read_bytes(), template.name)
    assert after.fields == before.fields
    assert after.headings == before.headings
    brief = yaml.safe_load(template.with_suffix(".sample.yaml").read_text("utf-8"))
    said, says = (read_word(render(t, brief, PROPERTIES, TOKENS)) for t in (before, after))
    changed = [line for line in says.lines if line not in said.lines]
    assert len(changed) == 1
    assert changed[0].endswith(SENTENCE)
    assert [line.removesuffix(SENTENCE) for line in says.lines] == list(said.lines)
    assert says.properties.keys() >= PROPERTIES.keys()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.stem)
def test_its_controls_are_still_filled_in(template: Path, typed: Path) -> None:
    """Tag and title, number, bookmark and prompt; LibreOffice makes a control in a line of each."""
    before = sound(template.read_bytes(), template.name)
    after = sound((typed / template.name).read_bytes(), template.name)
    assert [(c.tag, c.path, c.locked) for c in after.controls] == [
        (c.tag, c.path, c.locked) for c in before.controls
    ]
    brief = yaml.safe_load(template.with_suffix(".sample.yaml").read_text("utf-8"))
    had, has = (controls_in(render(t, brief, PROPERTIES, TOKENS)) for t in (before, after))
    assert has == had
    assert bool(had["tag"]) is (template.stem != "gap_statement")  # nobody approves that one


def controls_in(content: bytes) -> dict[str, list[str]]:
    """What is printed into the settings of the letter's controls, and how many show a prompt."""
    text = parts_of(content)[BODY].decode()
    own = re.findall(r'<w:bookmarkStart w:id="[12]0\d{5}" w:name="(\w+)"', text)
    return {
        "tag": re.findall(r'<w:tag w:val="([^"]*)"', text),
        "alias": re.findall(r'<w:alias w:val="([^"]*)"', text),
        "bookmark": own,
        "prompt": re.findall("<w:showingPlcHdr", text),
    }
