"""docs/errors-sources.md is executed: what it says of a source file is what is said."""

from pathlib import Path

import pytest

from engine.core.values.diagnostic import Diagnostic
from engine.intake.sources.load import load_sources
from tests.docs.codes import explained, with_said

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "errors-sources.md"
BASE = (DOCS / "examples" / "source.yaml").read_text("utf-8")
SECTIONS = explained(PAGE.read_text("utf-8"))


def said(section):
    if section.wrong is None:
        files = {"months.yaml": BASE, "quarters.yaml": BASE}
    else:
        assert BASE.count(section.right) == 1, "what is right stands once in the whole example"
        files = {"source.yaml": BASE.replace(section.right, section.wrong)}
    return [p for p in load_sources(files) if isinstance(p, Diagnostic)]


def test_the_example_is_right():
    assert not any(isinstance(one, Diagnostic) for one in load_sources({"source.yaml": BASE}))


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_the_page_says_what_is_said(section, request):
    found = said(section)
    text = "\n".join(map(str, found))
    if request.config.getoption("--update-golden"):
        page = PAGE.read_text("utf-8")
        shown = {code: one.said for code, one in explained(page).items()}
        PAGE.write_text(with_said(page, shown | {section.code: text}), "utf-8")
        return
    assert {problem.code for problem in found} == {section.code}
    assert section.said == text
