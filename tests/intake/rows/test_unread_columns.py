"""Columns that are not read are named; one that is nearly a column that is read refuses the file."""

import pytest

from engine.core.facts.facts import Drop
from engine.words.say import words
from tests.intake.books import book
from tests.intake.sample import read, source


def figures_under(header):
    return read(f"Employee,Period,Quota,{header}\nE00012,2026-04,1,1\n")


def roster_under(header, value=""):
    return read(f"Employee,Name,Manager,{header}\nE00012,Ann,,{value}\n")


@pytest.mark.parametrize(
    "header",
    [
        "Closed wom", "Colsed won", "ClosedWon", "Closed-Won (USD)", "Closed won USD",
        "Sum of Closed won",
    ],
)  # fmt: skip
def test_a_figure_whose_header_is_misspelt_is_not_left_out(header):
    (mistake,) = figures_under(header).mistakes
    assert (mistake.code, mistake.cell, mistake.type) == ("F307", "D1", "Closed won")


@pytest.mark.parametrize(
    "beside",
    ["(k)", "(in thousands)", "[k]", "(EUR)", "EUR", "€", "(TEUR)", "%", "(forecast)", "(last year)"],
)  # fmt: skip
def test_nobody_is_told_to_type_away_what_changes_the_figures(beside):
    refusals = (
        figures_under(f"Closed won {beside}"),
        read(f"Employee,Period,Quota {beside}\nE00012,2026-04,1\n"),
    )
    for refusal in refusals:
        assert [(m.code, m.type, bool(m.do)) for m in refusal.mistakes] == [("F307", "", True)]


@pytest.mark.parametrize(
    ("header", "typed"),
    [
        ("Leave form", "Leave from"), ("Leave untill", "Leave until"), ("Segmnt", "Segment"),
        ("Teams", "Team"), ("Leave from date", ""), ("Left on", ""), ("HR partner ID", ""),
        ("Starting date", ""), ("Jbo", "Job"), ("Hire date", ""), ("Hird on", ""),
    ],
)  # fmt: skip
def test_what_is_known_of_a_person_is_not_left_out(header, typed):
    (mistake,) = roster_under(header).mistakes
    assert (mistake.code, mistake.cell, mistake.type) == ("F307", "D1", typed)


@pytest.mark.parametrize("header", ["Closed lost", "Closed won last year", "Won", "Note"])
def test_another_column_is_named_on_the_receipt(header):
    drop = figures_under(header)
    assert isinstance(drop, Drop), drop
    assert [words(note, "en") for note in drop.notes] == [f"column {header} was not read"]
    assert isinstance(roster_under("Team lead"), Drop)


def test_days_away_without_their_beginning_are_not_left_out():
    (mistake,) = roster_under("Leave", "parental").mistakes
    assert (mistake.code, mistake.expected) == ("F307", "a column Leave from beside Leave")
    assert isinstance(roster_under("Leave"), Drop)


def test_a_column_without_a_header_is_named_by_its_letter():
    header, row = ("Employee", "Period", "Quota"), ("E00012", "2026-04", 1, None, 77)
    drop = read(book(header, row), "a.xlsx")
    assert drop.unread_columns == ("E (without a header)",)


def test_many_columns_are_counted():
    more = [f"Extra {number}" for number in range(20)]
    text = f"Employee,Period,Quota,{','.join(more)}\nE00012,2026-04,1{',' * 20}\n"
    (note,) = read(text).notes
    assert words(note, "en").endswith("Extra 11 and 8 more were not read")


MONTHS = ("Employee", "Jan-26", "?", "Mar-26")


@pytest.mark.parametrize(
    "header",
    [
        "Feb.26", "Feb26", "26-Feb", "2026/02", "02.2026", "2026-2", "Feb-226", "Fbe-26",
        "Feb-26*", "Feb 26x", "Feb (prelim)", "Febuary 26", "02", "February", "Mrz-26",
    ],
)  # fmt: skip
def test_a_header_that_is_nearly_a_month_refuses_the_file(header):
    rows = [(*MONTHS[:2], header, *MONTHS[3:]), ("E00012", 100, 200, 300)]
    (mistake,) = read(book(*rows), "quota.xlsx").mistakes
    assert (mistake.code in ("F307", "F314"), mistake.cell) == (True, "C1")
    assert mistake.type in ("", "Feb-26", "2026-02")


@pytest.mark.parametrize("header", ["Total", "Jan-26 actual", "Feb-26 actual", "Notes"])
def test_what_stands_beside_months_and_is_none_is_named(header):
    drop = read(book((*MONTHS[:2], header), ("E00012", 100, 200)), "quota.xlsx")
    assert isinstance(drop, Drop), drop
    assert drop.unread_columns == (header,)


WHERE = source("""
planward: source/1
id: one
kind: figures
where: {Stage: [Closed Won, Won]}
fields:
  employee: {column: Employee}
  period: {column: Period, date_format: "%Y-%m"}
  quota: {column: Quota, type: number}
""")


def staged(stage):
    text = f"Employee,Period,Quota,Stage\nE00012,2026-04,1,Won\nE00012,2026-05,1,{stage}\n"
    return read(text, sources=WHERE)


@pytest.mark.parametrize(
    ("stage", "typed"),
    [("Closed-Won", "Closed Won"), ("ClosedWon", "Closed Won"), ("Closed Wn", ""), ("Closed Wonn", "")],
)  # fmt: skip
def test_a_row_is_not_left_out_for_how_a_word_is_spelt(stage, typed):
    (mistake,) = staged(stage).mistakes
    assert (mistake.code, mistake.cell, mistake.type) == ("F319", "D3", typed)


@pytest.mark.parametrize(("stage", "shown"), [("Closed Lost", "Closed Lost"), ("", "empty")])
def test_the_receipt_says_which_rows_were_left_out(stage, shown):
    (note,) = staged(stage).notes
    assert words(note, "en") == f"1 row was left out whose Stage is {shown}"
