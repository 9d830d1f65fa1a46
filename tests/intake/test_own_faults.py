"""Files over which the reader once failed, each with its right answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.core.facts.facts import Drop
from engine.disk.child import child
from engine.intake.preview import reading_preview
from engine.intake.sources.source import IdColumn
from engine.intake.values.mistake import Refusal
from tests.intake.books import book
from tests.intake.sample import KNOWN, SHIPPED, TODAY, read, source

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "data"
HEADER = ["Employee", "Period", "Quota"]
WIDE = """\
planward: source/1
id: wide
kind: figures
layout: {wide: {columns: '^M(?P<month>[0-9]{2})$', value: quota, year_column: Year}}
fields:
  employee: {column: Employee}
  quota: {type: money}
"""


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def only(refusal):
    assert isinstance(refusal, Refusal), refusal
    (mistake,) = refusal.mistakes
    return mistake


def test_a_roster_whose_last_cell_in_a_row_is_blank_is_taken(warm):
    rows = ["Employee", "Name", "Manager"], ["E00003", "Mika Example", None]
    drop = read(book(*rows), "people.xlsx", reader=warm)
    assert isinstance(drop, Drop), drop
    assert [(f.field, f.value, f.origin.text) for f in drop.facts] == [
        ("name", "Mika Example", "Mika Example"), ("manager", "", "")
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1e29, -1e29, 1e300, 1e18])
def test_a_number_of_too_many_digits_is_refused_in_its_cell(number, warm):
    found = only(read(book(HEADER, ["E00012", "2026-04", number]), "April.xlsx", reader=warm))
    assert (found.code, found.cell, found.type) == ("F312", "C2", "")
    assert found.expected == "a number of at most 18 digits"


@pytest.mark.parametrize("period", ["9999-12", "9999-Q4", "9998-12", "0001-01"])
def test_a_year_at_an_end_of_the_calendar_is_refused_in_its_cell(period):
    found = only(read(f"Employee,Period,Quota\nE00012,{period},1\n"))
    assert (found.code, found.cell) == ("F314", "B2")


@pytest.mark.parametrize("year", ["9999", "1900"])
def test_a_year_of_its_own_column_is_held_to_the_same_calendar(year):
    found = only(read(f"Employee,Year,M12\nE00012,{year},1\n", sources=source(WIDE)))
    assert (found.code, found.cell) == ("F314", "B2")


def test_a_preview_says_that_the_fault_is_ours():
    wrong = [replace(s, employee=IdColumn(s.employee.names, "(")) for s in SHIPPED]
    content = b"Employee,Period,Quota\nE00012,2026-04,1\n"
    told = reading_preview("a.csv", content, wrong, today=TODAY, known_employees=KNOWN)
    assert only(told.outcome).code == "F321"


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    ("name", "code", "cell", "typed", "do"),
    [
        ("01 huge number.xlsx", "F312", "C2", "", "type the number in digits"),
        ("02 year 9999.csv", "F314", "B2", "", "type the day that is meant"),
        ("16 roster Left 9999-12-31 - note says type today.csv", "F314", "D3", "", "leave it empty"),
        ("17 Apr 2026 - note says type 2026-05.csv", "F314", "B2", "2026-04", ""),
        ("19 wide Feb.26 - month lost.xlsx", "F307", "C1", "Feb-26", ""),
        ("22 strict OOXML.xlsx", "F303", "", "", "open it in Excel"),
    ],
)  # fmt: skip
def test_the_cases_are_refused_with_what_is_right(name, code, cell, typed, do):
    found = only(read((SHARED / name).read_bytes(), name, known=frozenset({"E1", "E2", "E3"})))
    assert (found.code, found.cell, found.type) == (code, cell, typed)
    assert found.do.startswith(do)


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
def test_no_number_is_suggested_for_a_word():
    name = "18 hints invent numbers.csv"
    refusal = read((SHARED / name).read_bytes(), name, known=frozenset({"E1", "E2", "E3"}))
    assert [m.found for m in refusal.mistakes] == ["100k", "70k", "on hold", "n/a"]
    assert {m.type for m in refusal.mistakes} == {""}


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    ("name", "beside", "figures"),
    [
        ("00 roster.xlsx with a blank last cell.xlsx", "", 6),
        ("13 year column, en_GB, Sep.csv", "13 source wy.yaml", 2),
        ("15 formula that shows nothing - F318 forever.xlsx", "", 1),
    ],
)
def test_the_cases_are_taken_that_were_right(name, beside, figures):
    others = source((SHARED / beside).read_text("utf-8")) if beside else ()
    known = frozenset({"E1", "E2", "E3"})
    drop = read((SHARED / name).read_bytes(), name, known=known, sources=(*SHIPPED, *others))
    assert isinstance(drop, Drop), drop
    assert len(drop.facts) == figures
