"""docs/errors-files.md is executed: each file is refused in the words shown, and taken once mended."""

import re
from pathlib import Path

import pytest

from engine.core.facts.facts import Drop
from engine.intake.sources.load import load_sources
from tests.docs.codes import explained, with_said
from tests.docs.dropped import DROPPED, FILES, noted_in, refused_file
from tests.intake.sample import SHIPPED, read

PAGE = Path(__file__).parents[2] / "docs" / "errors-files.md"
SECTIONS = explained(PAGE.read_text("utf-8"))
WON = """\
planward: source/1
id: won
kind: figures
unique: [Opportunity]
covers: {in: file_name, pattern: 'Won (?P<period>[0-9]{4}-[0-9]{2})', date_format: "%Y-%m"}
fields:
  employee: {column: Employee}
  period: {column: Month, date_format: "%Y-%m"}
  closed_won: {column: Amount, type: number, sum: "true"}
"""
TEAMS = "  team:\n    column: Team\n    type: "


def sources(code):
    """The shipped ones; with a roster that lists its teams, or a source that says what a report covers."""
    if code in ("F344", "F345", "F346"):
        return load_sources({"won.yaml": WON})
    if code != "F319":
        return SHIPPED
    files = {p.name: p.read_text("utf-8") for p in Path("policies/sources").glob("*.yaml")}
    assert TEAMS + "text" in files["roster.yaml"]
    told = files["roster.yaml"].replace(
        TEAMS + "text", TEAMS + "one_of\n    values: [East, West]"
    )
    return load_sources(files | {"roster.yaml": told})


def said(section, folder):
    if section.wrong is not None:
        return refused_file(section.name, section.wrong, sources(section.code))
    if section.code in FILES:
        return FILES[section.code]()
    return noted_in(folder, DROPPED[section.code])


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_the_page_says_what_is_said(section, tmp_path, request):
    found = said(section, tmp_path / "work")
    if request.config.getoption("--update-golden"):
        page = PAGE.read_text("utf-8")
        shown = {code: one.said for code, one in explained(page).items()}
        PAGE.write_text(with_said(page, shown | {section.code: found}), "utf-8")
        return
    assert section.said == found
    # Beside a file stands a note in plain words; everywhere else the code is named.
    assert section.code in DROPPED or {
        word for word in found.split() if re.fullmatch("F[0-9]{3}", word)
    } == {section.code}


@pytest.mark.parametrize(
    "section", [s for s in SECTIONS.values() if s.right], ids=lambda s: s.code
)
def test_what_is_shown_as_right_is_taken(section):
    assert isinstance(read(section.right, section.name, sources=sources(section.code)), Drop)
