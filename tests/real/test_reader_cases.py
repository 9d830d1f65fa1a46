"""Workbooks and cells that once ended the engine or lost rows, each with siblings somebody may make."""

from datetime import date
from pathlib import Path

import pytest

from engine.core.facts.facts import Drop
from engine.disk.child import child
from engine.intake.note import note_text
from engine.intake.values.mistake import Refusal
from tests.intake.books import book, packed, parts_of, rebuilt
from tests.intake.sample import read
from tests.workspaces import new_workspace

CASES = Path(__file__).parents[3] / "shared" / "cases" / "data"
DAY = "2026-05-05"
EVERYBODY = frozenset({"E1", "E2", "E3", "M1"})
PEOPLE, LONG = ["Employee", "Name", "Manager"], ["Employee", "Period", "Quota"]
ROSTER = "Employee,Name,Manager,Team\nM1,Mia,,\n" + "".join(
    f"E{n},Ann,M1,East\n" for n in (1, 2, 3)
)
TAKEN, USUAL = "taken", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def said(content, warm, name="April.xlsx"):
    """`taken`, or the codes with what the note asks for."""
    told = read(content, name, known=EVERYBODY, reader=warm)
    if isinstance(told, Drop):
        return TAKEN
    assert isinstance(told, Refusal)
    assert told.failure == ""
    return " ".join(each.code for each in told.mistakes) + " " + note_text(told)


# -- the cases themselves, dropped into one workspace ---------------------------------------------

RIGHT = {
    "00 roster.xlsx with a blank last cell.xlsx": TAKEN,
    "01 huge number.xlsx": "Please do:    type the number in digits once it is certain",
    "02 year 9999.csv": "Expected:     a day between 1990 and 2031",
    "05 data sheet in odd folder - rows lost.xlsx": "row 5, column Employee",
    "08 tabs Jan and Feb, Feb header misspelt - Feb lost.xlsx": "it is nearly like the sheet Jan",
    "15 formula that shows nothing - F318 forever.xlsx": TAKEN,
    "16 roster Left 9999-12-31 - note says type today.csv": "leave it empty while the person is employed",
    "22 strict OOXML.xlsx": 'save it as "Excel Workbook (*.xlsx)", not as "Strict',
}


@pytest.mark.shared_data
@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside the project")
def test_each_case_has_its_answer_and_stops_no_other(tmp_path):
    place = new_workspace(tmp_path / "w", "starter")
    place.drops("roster.csv", (CASES / "roster.csv").read_bytes())
    place.runs(DAY)
    for name in RIGHT:
        place.drops(name, (CASES / name).read_bytes())
    printed = place.runs(DAY)
    for name, right in RIGHT.items():
        note = place.plans / f"{name} - PLEASE FIX.txt"
        if right == TAKEN:
            assert f"taken {name}" in printed
            assert not note.exists()
        else:
            assert right in note.read_text("utf-8-sig")
    assert place.does("verify")


# -- 00: blanks at the end of a row ----------------------------------------------------------------

BLANKS = {
    "the last cell": [PEOPLE, ["M1", "Mia", None]],
    "all but the first": [PEOPLE, ["M1", None, None]],
    "a column without a header behind it": [[*PEOPLE, None], ["M1", "Mia", None, None]],
    "a blank row between": [PEOPLE, ["M1", "Mia", None], [], ["E1", "Ann", "M1"]],
    "blank rows at the end": [PEOPLE, ["M1", "Mia", None], [], []],
    "spaces for nothing": [PEOPLE, ["M1", "Mia", "  "]],
    "an absence with no cell": [[*PEOPLE, "Leave", "Leave from", "Leave until"], ["E1", "Ann", "M1"]],
    "only the last filled": [[*PEOPLE, "Team"], ["E1", None, None, "East"]],
    "a title above": [["People"], [], PEOPLE, ["M1", "Mia", None]],
    "a column left of it": [[None, *PEOPLE], [None, "M1", "Mia", None]],
}  # fmt: skip


@pytest.mark.parametrize("name", BLANKS)
def test_a_blank_is_a_blank_wherever_a_row_ends(name, warm):
    assert said(book(*BLANKS[name]), warm) == TAKEN


# -- 01, 02, 16: numbers and days at the ends ------------------------------------------------------

CERTAIN = "type the number in digits once it is certain"
NUMBERS = [(1e29, CERTAIN), (-1e29, CERTAIN), (1e300, CERTAIN), (1e18, CERTAIN), (1e17, CERTAIN),
            (1e-20, CERTAIN),
           (0.1 + 0.2, TAKEN), (-0.0, TAKEN), (99_999_999.99, TAKEN), (100_000_001, CERTAIN)]  # fmt: skip


@pytest.mark.parametrize(("number", "right"), NUMBERS)
def test_a_number_of_any_size_has_an_answer(number, right, warm):
    assert right in said(book(LONG, ["E1", "2026-04", number]), warm)


WHEN, HOW = "type the day that is meant", "type the date in this way"
PERIODS = [("9999-12", WHEN), ("9999-Q4", HOW), ("9998-12", WHEN), ("0001-01", WHEN), ("1989-12",
            WHEN), ("1990-01", TAKEN),
           ("2031-12", TAKEN), ("2032-01", WHEN), ("0000-01", HOW), ("2026-00", HOW), ("99999-01", HOW),
           (date(9999, 12, 31), WHEN), (date(1900, 1, 1), WHEN), (date(2026, 4, 30), TAKEN)]  # fmt: skip


@pytest.mark.parametrize(("period", "right"), PERIODS)
def test_a_period_at_any_end_of_the_calendar_has_an_answer(period, right, warm):
    assert right in said(book(LONG, ["E1", period, 1]), warm)


EMPTY = "leave it empty while the person is employed"
LEFT = [("9999-12-31", EMPTY), ("9999-12-30", EMPTY), ("4712-12-31", EMPTY), ("2999-01-01", EMPTY),
            ("31.12.9999", EMPTY),
        ("12/31/9999", EMPTY), ("99991231", EMPTY), (date(9999, 12, 31), EMPTY), ("2027-01-01", TAKEN),
        ("2032-01-01", WHEN), ("soon", HOW), (None, TAKEN)]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), LEFT)
def test_who_has_not_left_has_an_empty_cell_and_never_leaves_today(left, right, warm):
    told = said(book([*PEOPLE, "Left"], ["E1", "Ann", "M1", left]), warm)
    assert right in told
    assert "Please type" not in told


# -- 05: parts in unusual places -------------------------------------------------------------------

ROWS = [LONG, *(["E1", f"2026-0{month}", month] for month in (1, 2, 3, 4))]
SHEET = "xl/worksheets/sheet1.xml"
PLACES = ("xl/data/sheet1.xml", "Sheets/one.xml", "xl/worksheets/deep/er/sheet1.xml",
            "xl/worksheets/Blatt 1.xml",
          "xl/WORKSHEETS/SHEET1.XML", "sheet1.xml", "xl/sheet.xml", "custom/xl/worksheets/sheet1.xml",
          "xl/worksheets/sheet1.bin.xml", "xl/worksheets/tabelle.xml")  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_sheet_is_read_whole_wherever_it_lies(place, warm):
    content = rebuilt(book(*ROWS), names=[(SHEET, place)])
    drop = read(content, "April.xlsx", known=EVERYBODY, reader=warm)
    assert isinstance(drop, Drop), drop
    assert len(drop.facts) == 4


def test_a_sheet_that_is_not_there_refuses_the_file(warm):
    parts = parts_of(book(*ROWS))
    del parts[SHEET]
    assert "open it in Excel, save it" in said(packed(parts), warm)


# -- 08: the other tab -----------------------------------------------------------------------------

MAY = ["E2", "2026-05", 5]
TABS = {
    "a header misspelt": ([["Employee", "Period", "Quotta"], MAY], "nearly like the sheet"),
    "another header misspelt": ([["Employe", "Period", "Quota"], MAY], "nearly like the sheet"),
    "a unit beside it": ([["Employee", "Period", "Quota (USD)"], MAY], "nearly like the sheet"),
    "the header as it is": ([LONG, MAY], "one sheet with these columns"),
    "no header": ([MAY, ["E3", "2026-05", 5]], "nearly like the sheet"),
    "the figures under another word": ([["Employee", "Period", "Target"], MAY], "nearly like the sheet"),
    "a word about the file": ([["Made by Mia"]], TAKEN),
    "a list of teams": ([["Team", "Head"], ["East", "Mia"]], TAKEN),
    "nothing": ([], TAKEN),
    "the header alone": ([["Employee", "Period", "Quotta"]], TAKEN),
}  # fmt: skip


@pytest.mark.parametrize("name", TABS)
def test_no_tab_is_lost_in_silence(name, warm):
    rows, right = TABS[name]
    assert right in said(book(*ROWS, sheet="Jan", Feb=rows), warm)


# -- 15: formulas and what they show ---------------------------------------------------------------

FORMULAS = {
    "nothing": ('<c r="C2" t="str"><f>IF(1=1,"","x")</f><v></v></c>', TAKEN),
    "nothing, without a value": ('<c r="C2" t="str"><f>IF(1=1,"","x")</f></c>', TAKEN),
    "a number": ('<c r="C2"><f>1+1</f><v>2</v></c>', TAKEN),
    "a number as text": ('<c r="C2" t="str"><f>TEXT(2,"0")</f><v>2</v></c>', TAKEN),
    "no word for a number": ('<c r="C2" t="str"><f>"n/a"</f><v>n/a</v></c>',
            "clear the cell if it is not known"),
    "an error": ('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "or clear the cell if it is not known"),
    "never calculated": ('<c r="C2"><f>1+1</f></c>', "save it once"),
    "never calculated either": ('<c r="C2"><f>1+1</f><v/></c>', "save it once"),
    "of many cells": ('<c r="C2"><f t="array" ref="C2">SUM(1)</f><v>1</v></c>', TAKEN),
    "the one above": ('<c r="C2"><f t="shared" si="0"/><v>1</v></c>', TAKEN),
    "true": ('<c r="C2" t="b"><f>1=1</f><v>1</v></c>', 'set the format of cell C2 to "Number"'),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_what_it_shows(name, warm):
    cell, right = FORMULAS[name]
    content = book(LONG, ["E1", "2026-04", 7], ["E2", "2026-04", 1])
    parts = parts_of(content)
    old = b'<c r="C2" t="n"><v>7</v></c>'
    assert old in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(old, cell.encode())
    assert right in said(packed(parts), warm)


# -- 22: what is no usual workbook -----------------------------------------------------------------


def strict(text):
    return text.replace(USUAL, "http://purl.oclc.org/ooxml/spreadsheetml/main")


FOREIGN = {
    "Strict": (rebuilt(book(*ROWS), all=strict), 'not as "Strict'),
    "a Strict sheet": (rebuilt(book(*ROWS), sheet=strict), 'not as "Strict'),
    "a Strict beginning": (rebuilt(book(*ROWS), book=strict), 'not as "Strict'),
    "with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "without a password"),
    "of LibreOffice": (packed({"mimetype": b"x", "content.xml": b"<x/>"}),
            "in the program that it was made with"),
    "a letter": (packed({"word/document.xml": b"<w/>"}), "in the program that it was made with"),
    "any zip": (packed({"a.txt": b"x"}), "in the program that it was made with"),
    "cut off": (book(*ROWS)[:-200], "open it in Excel, save it"),
    "a page of the web": (b"<html><table><tr><td>Employee</td></tr></table></html>", "in Excel and save"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "CSV UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_usual_workbook_is_told_how_to_be_saved(name, warm):
    content, right = FOREIGN[name]
    assert right in said(content, warm)


# -- days that are shown as months -----------------------------------------------------------------

SHOWN = [("mmm-yy", date(2026, 2, 1)), ("mmm-yy", date(2026, 2, 28)), ("mmmm yyyy", date(2026, 2, 14)),
            ("yyyy-mm", date(2026, 2, 2)),
         ("mm/yyyy", date(2026, 2, 28)), ("[$-407]mmm yy", date(2026, 2, 28)), ("yyyy-mm-dd",
            date(2026, 2, 1))]  # fmt: skip


@pytest.mark.parametrize(("form", "day"), SHOWN)
def test_a_day_shown_as_a_month_is_that_month(form, day, warm):
    wide = book(["Employee", "Jan-26", day], ["E1", 1, 2], formats={"C1": form})
    drop = read(wide, "Wide.xlsx", known=EVERYBODY, reader=warm)
    assert isinstance(drop, Drop), drop
    assert [str(fact.period) for fact in drop.facts] == ["2026-01", "2026-02"]
    long = book(LONG, ["E1", day, 1], formats={"B2": form})
    drop = read(long, "Long.xlsx", known=EVERYBODY, reader=warm)
    assert isinstance(drop, Drop), drop
    assert [str(fact.period) for fact in drop.facts] == ["2026-02"]


@pytest.mark.parametrize(
    "header",
    ["Mär-26", "janv.-26", "août-26", "Mrz-26", "Dez 26", "Ene-26", "мая 26", "Févr. 2026"],
)
def test_a_month_of_another_language_is_not_left_out_in_silence(header, warm):
    assert said(book(["Employee", "Jan-26", header], ["E1", 1, 2]), warm) != TAKEN


@pytest.mark.parametrize(
    "header", ["Note", "Set of goals", "Q1", "Group 26x", "Level 1", "Team"]
)
def test_a_header_that_is_no_month_is_only_named(header, warm):
    assert said(book(["Employee", "Jan-26", header], ["E1", 1, "x"]), warm) == TAKEN
