"""However a workbook's package is built, its rows are read whole, or the file is refused: never half."""

import re
from decimal import Decimal

import pytest

from engine.disk.child import child
from engine.intake.tables.file_kind import opened
from engine.intake.values.mistake import Refusal
from engine.words.say import words
from tests.intake.books import book, packed, parts_of, rebuilt, shared
from tests.intake.sample import figures, read

LONG = ("Employee", "Period", "Quota")
ROWS = [("E00012", f"2026-{month:02}", 1000 + month) for month in range(1, 5)]
PLAIN = shared(book(LONG, *ROWS))
TAKEN = [("E00012", "quota", period, Decimal(quota)) for _, period, quota in ROWS]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
USUAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def utf16(text):
    return re.sub(r"<\?xml[^>]*\?>", "", text).encode("utf-16")


def prefixed(text):
    """Every name of the sheet's own language written with x: in front."""
    text = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2", text)
    return text.replace(f'xmlns="{USUAL}"', f'xmlns:x="{USUAL}"')


def unplaced(text):
    return re.sub(r'(<(?:c|row)) r="[A-Z0-9]+"', r"\1", text)


def single_quoted(text):
    return re.sub(r'r="([A-Z0-9]+)"', r"r='\1'", text)


def in_line(text):
    """Texts in their cells, not in the table of shared ones."""
    shared = re.findall(
        r"<si><t[^>]*>(.*?)</t></si>", parts_of(PLAIN)["xl/sharedStrings.xml"].decode()
    )
    return re.sub(
        r't="s"\s*><v>([0-9]+)</v>',
        lambda m: f't="inlineStr"><is><r><t>{shared[int(m[1])]}</t></r><rPh><t>x</t></rPh></is>', text,
    )  # fmt: skip


def in_sheet(old, new):
    return rebuilt(PLAIN, sheet=lambda text: re.sub(old, new, text, count=1))


def in_links(old, new):
    return rebuilt(PLAIN, links=lambda text: re.sub(old, new, text))


def in_book(old, new):
    return rebuilt(PLAIN, book=lambda text: re.sub(old, new, text))


def under(*names, **edits):
    return rebuilt(PLAIN, names=names, **edits)


LINKS, NEW_LINKS = "xl/_rels/workbook.xml.rels", "book/_rels/main.xml.rels"
READ = {
    "a sheet in another folder": under((SHEET, "data/tab one/a.xml")),
    "a sheet in no folder": under((SHEET, "sheet1.xml")),
    "a sheet whose name is escaped": under(
        (SHEET, "xl/my sheet.xml"), links=lambda t: t.replace("my sheet", "my%20sheet")
    ),
    "another case of a name": in_links("worksheets/sheet1", "Worksheets/SHEET1"),
    "a way round to a sheet": in_links("/xl/worksheets", "../xl/./worksheets"),
    "a workbook in another folder": under(
        (BOOK, "book/main.xml"), (LINKS, NEW_LINKS), ("xl/styles.xml", "book/styles.xml")
    ),
    "shared texts in another folder": under(("xl/sharedStrings.xml", "texts/all.xml")),
    "a sheet in UTF-16": rebuilt(PLAIN, sheet=utf16),
    "a workbook in UTF-16": rebuilt(PLAIN, book=utf16),
    "a sheet with a byte order mark": rebuilt(PLAIN, sheet=lambda t: "\ufeff" + t),
    "a sheet with x: before its names": rebuilt(PLAIN, sheet=prefixed),
    "a sheet without places": rebuilt(PLAIN, sheet=unplaced),
    "places in single quotes": rebuilt(PLAIN, sheet=single_quoted),
    "texts in their cells": rebuilt(PLAIN, sheet=in_line),
    "a remark inside a number": in_sheet("1001", "10<!-- 9 -->01"),
    "a number that is no markup": in_sheet("1001", "<![CDATA[1001]]>"),
}

HALF = "its sheet Sheet1 is not where the file says"
ORDER = "the rows of a sheet are not in their order"
CELLS = "the cells of row 3 are not in their order"
CHOICE = r"<choice>\1</choice>"
REFUSED = {
    "a sheet that is not there": (in_links("sheet1.xml", "sheet9.xml"), HALF),
    "a sheet outside": (
        in_links('Target="/xl/work', 'TargetMode="External" Target="/xl/work'),
        HALF,
    ),
    "a sheet of macros": (in_links('/worksheet"', '/xlMacrosheet"'), HALF),
    "a sheet behind a choice": (in_book("(<sheet .*?/>)", CHOICE), "its sheet  is not"),
    "two sheets of one name": (in_book("(<sheet .*?/>)", r"\1\1"), "two of its sheets"),
    "two rows of one number": (in_sheet('<row r="4"', '<row r="3"'), ORDER),
    "rows that run backwards": (in_sheet('<row r="5"', '<row r="1"'), ORDER),
    "rows behind a choice": (in_sheet('(<row r="4".*?</row>)', CHOICE), ORDER),
    "cells behind a choice": (
        in_sheet('(<c r="C3".*?</c>)', CHOICE),
        "row 3 holds something else",
    ),
    "two cells in one place": (in_sheet('r="C3"', 'r="B3"'), CELLS),
    "a cell of another row": (in_sheet('r="C3"', 'r="C4"'), CELLS),
    "a cell of an unknown kind": (in_sheet('r="C3" t="n"', 'r="C3" t="x"'), 'of the kind "x"'),
    "a text that is not there": (in_sheet("<v>0</v>", "<v>99</v>"), "names a text or a format"),
    "a text before the first": (
        in_sheet("<v>0</v>", "<v>-1</v>"),
        "a place in it is no number",
    ),
    "a format that is not there": (
        in_sheet('r="C3"', 'r="C3" s="99"'),
        "names a text or a format",
    ),
    "a format before the first": (
        in_sheet('r="C3"', 'r="C3" s="-1"'),
        "a place in it is no number",
    ),
    "a row without a number": (
        in_sheet('<row r="2"', '<row r="two"'),
        "a place in it is no number",
    ),
    "a day that is none": (in_sheet('r="C3" t="n"', 'r="C3" t="d"'), "holds none"),
    "XML that ends too soon": (in_sheet("</sheetData>", ""), "no whole XML"),
    "a number that is none": (in_sheet("1001", "nan"), "should hold a number"),
    "shared texts that are not there": (
        in_links("sharedStrings.xml", "none.xml"),
        "a part of it",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_a_package_of_another_build_is_read_whole(name, warm):
    assert figures(READ[name], "April.xlsx", reader=warm) == TAKEN


@pytest.mark.parametrize("name", REFUSED)
def test_a_package_of_which_something_would_be_lost_is_refused(name, warm):
    content, why = REFUSED[name]
    assert content != PLAIN
    refusal = read(content, "April.xlsx", reader=warm)
    assert isinstance(refusal, Refusal)
    (mistake,) = refusal.mistakes
    assert (mistake.code, mistake.do[:16]) == ("F303", "open it in Excel")
    assert why in mistake.found


def strictly(text):
    return text.replace(USUAL, STRICT)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(rebuilt(PLAIN, all=strictly), id="all of it"),
        pytest.param(rebuilt(PLAIN, sheet=strictly), id="a sheet alone"),
        pytest.param(rebuilt(PLAIN, book=strictly), id="the workbook alone"),
        pytest.param(
            rebuilt(PLAIN, sheet=lambda t: strictly(prefixed(t))), id="with x: in front"
        ),
        pytest.param(rebuilt(PLAIN, book=lambda t: utf16(strictly(t))), id="in UTF-16"),
        pytest.param(
            rebuilt(book(LONG, *ROWS, Other=[["x"]]), sheet=strictly), id="one sheet of two"
        ),
    ],
)
def test_a_strict_workbook_is_told_what_it_is(content, warm):
    (mistake,) = read(content, "April.xlsx", reader=warm).mistakes
    assert (mistake.code, mistake.found) == ("F303", "a Strict Open XML Spreadsheet")
    assert 'not as "Strict' in mistake.do


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(packed({"mimetype": b"application/vnd.oasis"}), id="OpenDocument"),
        pytest.param(packed({"a.csv": b"Employee,Period,Quota"}), id="a zipped text"),
        pytest.param(rebuilt(PLAIN, names=[(BOOK, "xl/workbook.bin")]), id="the binary form"),
        pytest.param(in_book("spreadsheetml", "wordprocessingml"), id="Word"),
        pytest.param(
            rebuilt(PLAIN, sheet=lambda t: t.replace("worksheet", "chart")),
            id="a sheet of another kind",
        ),
    ],
)
def test_what_is_no_workbook_is_told_how_to_become_one(content, warm):
    (mistake,) = read(content, "April.xlsx", reader=warm).mistakes
    assert mistake.code == "F303"
    assert (
        mistake.do
        == 'save it as "Excel Workbook (*.xlsx)" in the program that it was made with'
    )


def test_a_sheet_with_a_chart_alone_holds_nothing_to_read(warm):
    kind, sheet2 = "/worksheet", ' Target="/xl/worksheets/sheet2.xml"'
    content = book(LONG, *ROWS, Chart=[["x"]])
    drawn = rebuilt(
        content, links=lambda t: t.replace(f'{kind}"{sheet2}', f'/chartsheet"{sheet2}')
    )
    names = [[t.sheet for t in opened("April.xlsx", c, warm).sheets] for c in (content, drawn)]
    assert names == [["Sheet1", "Chart"], ["Sheet1"]]


COLUMNS = '<cols><col min="3" max="16384" hidden="true" width="0"/></cols>'


def hidden(text):
    text = text.replace('sheetId="2" state="visible"', 'sheetId="2" state="hidden"')
    return text.replace('sheetId="3" state="visible"', 'sheetId="3" state="veryHidden"')


def test_what_nobody_sees_is_read_and_told(warm):
    content = rebuilt(
        book(LONG, *ROWS, Old=[LONG, ROWS[0]], Deep=[["x"]]), book=hidden,
        sheet=lambda t: t.replace('<row r="3"', '<row hidden="1" r="3"')
        .replace("<sheetData>", COLUMNS + "<sheetData>"),
    )  # fmt: skip
    file = opened("April.xlsx", content, warm)
    assert (file.sheets[0].hidden_rows, file.sheets[0].hidden_columns[:2]) == ((3,), (2, 3))
    assert file.hidden == ("Old", "Deep")
    assert figures(content, "April.xlsx", reader=warm) == TAKEN
    assert [words(note, "en") for note in read(content, "April.xlsx", reader=warm).notes] == [
        "row 3 is hidden or filtered out and was read",
        "column Quota is hidden and was read",
        "sheets Old and Deep are hidden and were not read",
    ]


def test_what_is_hidden_and_not_read_is_not_worth_a_word(warm):
    content = rebuilt(
        book((*LONG, "Note"), *((*row, "x") for row in ROWS)),
        sheet=lambda t: t.replace("<sheetData>", COLUMNS.replace('"3"', '"4"') + "<sheetData>"),
    )
    notes = [words(note, "en") for note in read(content, "April.xlsx", reader=warm).notes]
    assert notes == ["column Note was not read"]
