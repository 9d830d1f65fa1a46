"""Sheets that are not read are named; one that is nearly like the sheet read refuses the file."""

import pytest

from engine.core.facts.facts import Drop
from engine.disk.child import child
from engine.words.say import words
from tests.intake.books import book
from tests.intake.sample import read, source

JAN = (("Employee", "Period", "Quota", "Closed won"), ("E00012", "2026-01", 100, 90))


@pytest.fixture(scope="module")
def warm():
    with child() as running:
        yield running


def beside(rows, warm, **others):
    return read(book(*JAN, sheet="Jan", Feb=rows), "a.xlsx", reader=warm, **others)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((("Employee", "Period", "Qouta"), ("E00017", "2026-02", 5)), id="misspelt"),
        pytest.param((("Employee", "Period", "Target"), ("E00017", "2026-02", 5)), id="renamed"),
        pytest.param((("Rep", "Period", "Quota"), ("E00017", "2026-02", 5)), id="who renamed"),
        pytest.param((("Employee", "Perod", "Quotas"), ("E00017", "2026-02", 5)), id="two slips"),
        pytest.param((("E00017", "2026-02", 5, 6),), id="no header"),
        pytest.param((("Rep", "Month", "Quota"), ("E00017", "2026-02", 5)), id="two renamed"),
        pytest.param((("Rep", "Month", "Target"), ("E00017", "2026-02", 5)), id="all renamed"),
        pytest.param((("Title",), ("Employee", "Period", "Quota USD"), ("E00017", "2026-02", 5)),
                     id="a unit"),
    ],
)  # fmt: skip
def test_a_sheet_nearly_like_the_one_read_refuses_the_file(rows, warm):
    (mistake,) = beside(rows, warm).mistakes
    assert (mistake.code, mistake.sheet, mistake.type) == ("F307", "Feb", "")
    assert mistake.said == "it is nearly like the sheet Jan, and would not be read beside it"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((("How to read this",), ("in thousands",)), id="notes"),
        pytest.param((("Row Labels", "Sum of Quota"), ("E00012", 100)), id="a pivot table"),
        pytest.param((("Employee", "Period", "Comment"), ("E00012", "2026-01", "ok")), id="remarks"),
        pytest.param((("Code", "Meaning"), ("AE", "Account Executive")), id="a list of words"),
        pytest.param((("Employee", "Period", "Qouta"),), id="nothing below the header"),
    ],
)  # fmt: skip
def test_any_other_sheet_is_named_on_the_receipt(rows, warm):
    drop = beside(rows, warm)
    assert isinstance(drop, Drop), drop
    assert [words(note, "en") for note in drop.notes] == ["sheet Feb was not read"]


def test_an_empty_sheet_is_not_worth_a_word(warm):
    assert beside((), warm).notes == ()


def test_a_source_that_names_its_sheet_reads_no_other(warm):
    one = source(
        "planward: source/1\nid: jan\nkind: figures\nformat: {sheet: Jan}\nfields:\n"
        "  employee: {column: Employee}\n  period: {column: Period, date_format: '%Y-%m'}\n"
        "  quota: {column: Quota, type: money}\n"
    )
    drop = beside(
        (("Employee", "Period", "Qouta"), ("E00017", "2026-02", 5)), warm, sources=one
    )
    assert isinstance(drop, Drop), drop


def test_a_month_in_another_sheet_is_not_left_out(warm):
    content = book(
        ("Employee", "Jan-26"), ("E00012", 1), Two=[("Employee", "Feb.26"), ("E00012", 5)]
    )
    (mistake,) = read(content, "quota.xlsx", reader=warm).mistakes
    assert (mistake.code, mistake.sheet) == ("F307", "Two")
