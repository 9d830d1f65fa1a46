"""References of sources, planward.yaml and reports say what the schemas say; their examples are read."""

from pathlib import Path

import pytest

from engine.core.facts.facts import Drop
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import Source
from engine.schematext.schema import load_schema
from tests.docs.schema_pages import BESIDE, PARTED, REPORT, WON, schema_pages
from tests.intake.sample import read
from tests.schematext.test_schema import parts

DOCS = Path(__file__).parents[2] / "docs"
SCHEMAS = {"source-reference.md": "source.v1", "config-reference.md": "config.v1",
           "report-reference.md": "report.v1"}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_page_is_current(name, request):
    page = schema_pages()[name]
    if request.config.getoption("--update-golden"):
        (DOCS / name).write_text(page, "utf-8")
    assert (DOCS / name).read_text("utf-8") == page, "run pytest --update-golden"


@pytest.mark.parametrize(("name", "schema"), SCHEMAS.items())
def test_no_key_is_left_out(name, schema):
    page = schema_pages()[name]
    keys = {key for _, part in parts(load_schema(schema)) for key in part.get("properties", {})}
    assert [key for key in sorted(keys) if f"| `{key}` |" not in page] == []


WON_ROWS = """\
Opportunity ID,Owner ID,Stage,Close Date,Amount
006A,E00012,Closed Won,4/3/2026,"$1,000.00"
006A,E00012,Closed Won,4/3/2026,"$1,000.00"
006B,E00099,Closed Won,4/9/2026,$500.00
"""


@pytest.mark.parametrize(
    ("text", "name", "rows", "figures"),
    [
        pytest.param(WON, "won 2026-04.csv", WON_ROWS, 1, id="won deals"),
        pytest.param(BESIDE, "a.csv", ",Jan-26,\nEmployee,Target,Actual\nE00012,5,4\n", 2, id="beside"),
        pytest.param(PARTED, "a.csv", "Employee,Fiscal Year,Quarter,Quota\nE00012,FY26,Q1,5\n", 1,
                     id="fiscal quarters"),
    ],
)  # fmt: skip
def test_the_examples_read_what_they_are_shown_for(text, name, rows, figures):
    sources = load_sources({"one.yaml": text})
    assert all(isinstance(source, Source) for source in sources), sources
    drop = read(rows, name, sources=sources)
    assert isinstance(drop, Drop), drop
    assert len(drop.facts) == figures


def test_the_example_of_a_report_is_taken():
    assert isinstance(read(REPORT, "E00012 May.yaml"), Drop)
