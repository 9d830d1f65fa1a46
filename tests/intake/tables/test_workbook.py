"""Workbooks: cells as Excel knows them, read where they stand; dangerous files harm nobody."""

import time
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Drop
from engine.disk.child import child
from engine.intake.values.mistake import Refusal
from tests.intake.books import book, changed, saved
from tests.intake.sample import figures, read, source

SHEET = "xl/worksheets/sheet1.xml"
LONG = ("Employee", "Period", "Quota", "Closed won")
RATES = """
planward: source/1
id: rates
kind: figures
format: {type: xlsx}
fields:
  employee: {column: Employee}
  period: {column: Day}
  share: {column: Share, type: percent}
"""


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def test_a_wide_sheet_is_read_month_by_month(warm):
    content = book(
        ["Quota 2026"], [], ["Employee", "Jan-26", "February 2026", "2026-03", "Note"],
        ["E00012", 100000, 90000.5, None, "x"], ["E00017", "$80,000", "-", 5, None],
        sheet="Plan",
    )  # fmt: skip
    drop = read(content, reader=warm)
    assert [(f.employee, str(f.period), f.value) for f in drop.facts] == [
        ("E00012", "2026-01", Decimal(100_000)), ("E00012", "2026-02", Decimal("90000.5")),
        ("E00017", "2026-01", Decimal(80_000)), ("E00017", "2026-03", Decimal(5)),
    ]  # fmt: skip
    assert (drop.source, drop.unread_columns) == ("quota-wide", ("Note",))
    page = openpyxl.load_workbook(BytesIO(content))["Plan"]
    headers = {cell.value: cell.column for cell in page[3]}
    for fact in drop.facts:
        typed = page.cell(fact.origin.row, headers[fact.origin.column]).value
        assert fact.origin.sheet == "Plan"
        assert str(typed) == fact.origin.text


def test_a_long_sheet_is_read_among_others(warm):
    rows = [LONG, ["E00012", date(2026, 4, 1), 100, 62.4], ["E00017", "2026-Q1", 1, None]]
    content = book(["Hello"], sheet="Cover", Data=rows)
    assert figures(content, reader=warm) == [
        ("E00012", "quota", "2026-04", Decimal(100)),
        ("E00012", "closed_won", "2026-04", Decimal("62.4")),
        ("E00017", "quota", "2026-01-01 to 2026-03-31", Decimal(1)),
    ]


def test_a_percent_cell_is_read_as_it_is_seen(warm):
    content = book(["Employee", "Day", "Share"], ["E00012", date(2026, 4, 3), 0.624],
                   ["E00017", date(2026, 4, 3), "71.5%"], formats={"C2": "0.0%"})  # fmt: skip
    drop = read(content, sources=source(RATES), reader=warm)
    assert [(f.value, f.origin.text) for f in drop.facts] == [
        (Decimal("62.4"), "62.4%"), (Decimal("71.5"), "71.5%")
    ]  # fmt: skip


def test_what_excel_calculates_is_read_as_fifteen_digits(warm):
    content = book(LONG, ["E00012", "2026-04", 77, 1234567.1])
    content = changed(content, SHEET, b"<v>77</v>", b"<v>0.30000000000000004</v>")
    assert [value for *_, value in figures(content, reader=warm)] == [
        Decimal("0.3"), Decimal("1234567.1")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "number_format", "code", "said"),
    [
        pytest.param("=1+1", None, "F318", "save it once", id="a formula never calculated"),
        pytest.param("#N/A", None, "F318", "clear the cell", id="an Excel error"),
        pytest.param(0.5, "0.0%", "F312", "format", id="a percent where money is expected"),
        pytest.param(5, "[$€-407] #,##0.00", "F312", "format", id="another currency"),
        pytest.param(5, '"€" #,##0', "F312", "format", id="another currency in quotes"),
        pytest.param(True, None, "F312", "Number", id="a truth value"),
        pytest.param(date(2026, 1, 1), None, "F312", "Number", id="a date"),
        pytest.param(1e18, None, "F312", "", id="19 digits"),
        pytest.param("a\u202eb", None, "F305", "anew", id="text turned round"),
    ],
)
def test_a_cell_that_is_no_amount_is_named(warm, cell, number_format, code, said):
    formats = {"C2": number_format} if number_format else None
    refusal = read(book(LONG, ["E00012", "2026-04", cell, 1], formats=formats), reader=warm)
    assert isinstance(refusal, Refusal)
    (mistake,) = refusal.mistakes
    assert (mistake.code, mistake.cell, mistake.sheet) == (code, "C2", "Sheet1")
    assert said in mistake.repair


def test_the_declared_currency_may_be_in_the_format(warm):
    content = book(LONG, ["E00012", "2026-04", 5, 6],
                   formats={"C2": '"$"#,##0.00', "D2": "[$USD] #,##0"})  # fmt: skip
    assert [value for *_, value in figures(content, reader=warm)] == [Decimal(5), Decimal(6)]


def test_a_calculated_formula_is_read_by_its_value(warm):
    content = book(LONG, ["E00012", "2026-04", "=50+50", 1])
    calculated = changed(
        content, SHEET, rb"<f>50\+50</f><v\s*/?>(</v>)?", b"<f>50+50</f><v>100</v>"
    )
    assert figures(calculated, reader=warm)[0] == (
        "E00012", "quota", "2026-04", Decimal(100)
    )  # fmt: skip


def test_a_hidden_sheet_is_not_read(warm):
    made = openpyxl.load_workbook(
        BytesIO(book(["Hello"], Data=[LONG, ["E00012", "2026-04", 1]]))
    )
    made["Data"].sheet_state = "hidden"
    assert isinstance(read(saved(made), reader=warm), Refusal)


def test_two_sheets_that_fit_are_a_question_for_a_person(warm):
    rows = [LONG, ["E00012", "2026-04", 1, 1]]
    refusal = read(book(*rows, Copy=rows), reader=warm)
    assert [(m.code, m.found) for m in refusal.mistakes] == [("F307", "Sheet1 and Copy")]


def bomb(member):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", member)
    return out.getvalue()


PLAIN = book(LONG, ["E00012", "2026-04", 1, 1])
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DEEP = b'<row r="50001"><c r="A50001"><v>1</v></c></row></sheetData>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(changed(PLAIN, SHEET, b"</sheetData>", FAR), "F306", id="two far cells"),
        pytest.param(changed(PLAIN, SHEET, b"</sheetData>", DEEP), "F306", id="too many rows"),
        pytest.param(changed(PLAIN, SHEET, b"^.*$", LAUGHS), "F303", id="entities"),
        pytest.param(bomb(b" " * 200_000_000), "F303", id="a zip bomb"),
        pytest.param(PLAIN[:-300], "F303", id="half a file"),
        pytest.param(changed(PLAIN, SHEET, b"<row ", b"<ro "), "F303", id="broken XML"),
        pytest.param(bomb(b"<workbook/>"), "F303", id="no workbook inside"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "F303", id="a password"),
        pytest.param(b"PK\x03\x04", "F303", id="the start of a zip"),
        pytest.param(
            book(LONG, ["E00012", "2026-04", "x" * 5000, 1]), "F306", id="a huge cell"
        ),
    ],
)
def test_a_hostile_workbook_is_refused_and_the_next_file_is_read(warm, content, code):
    before = time.monotonic()
    refusal = read(content, "bad.xlsx", reader=warm)
    assert isinstance(refusal, Refusal)
    assert [m.code for m in refusal.mistakes] == [code]
    assert time.monotonic() - before < 20
    assert isinstance(read(PLAIN, reader=warm), Drop)


def test_styled_blank_cells_far_away_do_no_harm(warm):
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert figures(changed(PLAIN, SHEET, b"</sheetData>", far), reader=warm) == figures(
        PLAIN, reader=warm
    )


def test_without_a_warm_child_one_is_started():
    assert isinstance(read(PLAIN), Drop)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_workbook_makes_the_reader_raise(warm, data):
    content = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    assert isinstance(read(bytes(content), reader=warm), Drop | Refusal)


def test_a_formula_that_shows_nothing_is_an_empty_cell(warm):
    content = book(LONG, ["E00012", "2026-04", 100, '=IF(1=1,"","x")'])
    uncalculated = read(content, reader=warm)
    assert [m.code for m in uncalculated.mistakes] == ["F318"]
    shown = changed(content, SHEET, rb'<c r="D2"(?=><f>|\s*><f)', b'<c r="D2" t="str"')
    assert figures(shown, reader=warm) == [("E00012", "quota", "2026-04", Decimal(100))]


def test_a_strict_workbook_is_told_from_a_file_without_a_header(warm):
    usual = rb"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    content = book(LONG, ["E00012", "2026-04", 1, 2])
    for part in ("xl/workbook.xml", SHEET):
        content = changed(content, part, usual, strict)
    (mistake,) = read(content, reader=warm).mistakes
    assert mistake.code == "F303"
    assert 'save it as "Excel Workbook (*.xlsx)", not as "Strict' in mistake.do


@pytest.mark.parametrize(
    ("header", "typed"),
    [
        ("Feb.26", "Feb-26"), ("Feb/26", "Feb-26"), ("Feb '26", "Feb-26"), ("2026/02", "2026-02"),
        ("02.2026", "2026-02"), ("Sept.-26", "Sept-26"), ("February", ""), ("Feb", ""),
    ],
)  # fmt: skip
def test_a_header_that_is_nearly_a_period_is_refused(header, typed, warm):
    rows = ["Employee", "Jan-26", header], ["E00012", 100, 90]
    (mistake,) = read(book(*rows), reader=warm).mistakes
    assert (mistake.code, mistake.cell, mistake.found) == ("F307", "C1", header)
    assert (mistake.type, "such as Jan-26" in mistake.expected) == (typed, True)
    if typed:
        mended = [*rows[0][:2], typed], rows[1]
        assert isinstance(read(book(*mended), reader=warm), Drop)


@pytest.mark.parametrize("header", ["Note", "Q1", "2026", "Feb-26 actual", "Mark", "12"])
def test_a_header_that_is_no_period_is_left_unread(header, warm):
    drop = read(book(["Employee", "Jan-26", header], ["E00012", 100, 90]), reader=warm)
    assert isinstance(drop, Drop)
    assert drop.unread_columns == (header,)
