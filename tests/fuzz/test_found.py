"""What damaged files and long runs have found, each a row with its right answer; a new find becomes one."""

import time
from collections.abc import Callable

import pytest

from engine.core.values.diagnostic import Diagnostic
from engine.disk.child import child
from engine.documents.template.compile import compile_template
from engine.intake.sources.load import load_sources
from engine.policyfile.load import load_policy
from tests.documents.letters import with_body
from tests.intake.books import book, changed, packed, parts_of, shared
from tests.intake.sample import read

HEADER = ["Employee", "Period", "Quota"]
PLAIN = shared(book(HEADER, ["E00012", "2026-04", 1]))
SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(old: bytes, new: bytes) -> bytes:
    return changed(PLAIN, SHEET, old, new)


def with_formats(count: int) -> bytes:
    parts = parts_of(PLAIN)
    styles = parts["xl/styles.xml"].replace(
        b"</cellXfs>", b'<xf numFmtId="many"/>' * count + b"</cellXfs>"
    )
    return packed(parts | {"xl/styles.xml": styles})


# Over each of these our own code failed, or said that the file was cut off.
WORKBOOKS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a text that is not there": (lambda: in_sheet(b"<v>0</v>", b"<v>77</v>"), "F303", "names a text"),
    "a format that is no number": (lambda: with_formats(1), "F303", "a place in it is no number"),
    "a row without a number": (lambda: in_sheet(b'<row r="2"', b'<row r="x"'), "F303", "is no number"),
    "a day that is none": (lambda: in_sheet(b'r="C2" t="n"', b'r="C2" t="d"'), "F303", "holds none"),
    "XML that ends too soon": (lambda: in_sheet(b"</sheetData>", b""), "F303", "no whole XML"),
    "hidden columns without a number": (
        lambda: in_sheet(b"<sheetData>", b'<cols><col min="A" hidden="1"/></cols><sheetData>'),
        "F303", "is no number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_of_no_program_is_refused_for_what_it_is(name: str) -> None:
    content, code, found = WORKBOOKS[name]
    with child() as reader:
        refusal = read(content(), "April.xlsx", reader=reader)
    ((mistake,), failure) = refusal.mistakes, refusal.failure
    assert (mistake.code, failure) == (code, "")
    assert found in mistake.found


SOURCE = """\
planward: source/1
id: one
kind: figures
fields:
  employee: {{column: Employee, pattern: '{pattern}'}}
  period: {{column: Period}}
  quota: {{column: Quota, type: money}}
"""


@pytest.mark.parametrize("pattern", ["[a--z]", "E{99999999999}", "(", "[[a]"])
def test_a_pattern_that_cannot_be_used_is_told(pattern: str) -> None:
    (told,) = load_sources({"one.yaml": SOURCE.format(pattern=pattern)})
    assert isinstance(told, Diagnostic)
    assert (told.code, told.line) == ("P183", 5)


@pytest.mark.parametrize("letters", [60, 190, 4000])
def test_headers_that_nobody_knows_cost_no_minutes(letters: int) -> None:
    """6,000 words in the place of a header took half a minute, compared with those of each source."""
    word = "abcdefg hijk lmnop" * (letters // 18 + 1)
    rows = [[f"{at}{word}{number}"[:letters] for at in range(200)] for number in range(30)]
    before = time.process_time()
    refusal = read("\n".join(",".join(row) for row in rows))
    assert refusal.mistakes[0].code == "F301"
    assert time.process_time() - before < 15


def test_a_policy_in_another_encoding_is_told_so() -> None:
    text = b"planward: policy/1\npolicy: caf\xe9\n".decode("utf-8", "replace")
    told = load_policy(text, "own.yaml")
    assert isinstance(told, list)
    assert [(each.line, each.column, each.code, each.hint) for each in told] == [
        (2, 12, "P105", "save the file as UTF-8")
    ]


def test_a_table_inside_a_row_that_a_tag_takes_out_is_told() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{par('{%tr endfor %}')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{par('{%tr for g in goals %}')}{inner}</w:tc></w:tr>"
    told = compile_template("letter.docx", with_body(f"<w:tbl>{row}</w:tbl>"))
    assert isinstance(told, list)
    assert "T628" in {each.code for each in told}


def par(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
