"""What at or below the line that ends the data is data all the same, and refuses the file."""

import pytest

from engine.core.facts.facts import Drop
from engine.words.say import words
from tests.intake.books import book
from tests.intake.sample import read, source

WON = source("""
planward: source/1
id: won
title: Report of won deals
kind: figures
format: {type: csv, currency: USD, stop_at: [salesforce-footer]}
ids: {"Ann Example": E00012, "Bob Example": E00017}
fields:
  employee: {column: Opportunity Owner}
  period: {column: Close Date, date_format: "%m/%d/%Y", to: month}
  closed_won: {column: Amount, type: money, sum: true, min: "0"}
""")
HEADER = "Account Name,Opportunity Owner,Close Date,Amount\n"
ROWS = "Acme,Ann Example,1/12/2026,$100.00\nBeta,Bob Example,2/3/2026,$50.40\n"
END = "Confidential Information - Do Not Distribute,,,\n"


def dropped(end, above=""):
    return read(f"{above}{HEADER}{ROWS}{end}\n{END}", "won.csv", sources=WON)


@pytest.mark.parametrize(
    ("end", "cell"),
    [
        pytest.param("Total,Bob Example,3/20/2026,$50.00", "B4", id="an account called Total"),
        pytest.param("Total,Cy Nobody,,", "B4", id="of somebody nobody knows"),
        pytest.param("Total,,3/20/2026,", "C4", id="with a day"),
        pytest.param("Total,,,$151", "D4", id="with an amount that is no sum"),
        pytest.param("Grand Totals (8 records),,,", "A4", id="that counts more records"),
        pytest.param('Total,,,\nCo,"Example, Ann",,$600', "B5", id="last name first"),
        pytest.param("Total,,,\nCo,ann example,,$600", "B5", id="small letters"),
        pytest.param("Total,,,\ne-00012,,,$600", "A5", id="an id elsewhere, otherwise spelt"),
        pytest.param("Total,,,\nCo,,3/21/2026,$600", "C5", id="a day and an amount of nobody"),
        pytest.param("Total,,,\nCo,Cy Nobody,,$600", "B5", id="an amount of somebody unknown"),
    ],
)
def test_a_row_that_only_looks_like_the_end_refuses_the_file(end, cell):
    refusal = dropped(end)
    assert [(m.code, m.cell, m.type) for m in refusal.mistakes] == [("F320", cell, "")]


def test_data_above_the_header_refuses_the_file():
    (mistake,) = dropped("Total,,,", "Cora,Ann Example,1/15/2026,$1.00\n").mistakes
    assert (mistake.code, mistake.cell) == ("F320", "B1")


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("Total,,,$150.40", '2 rows at the end were not read, from "Total | $150.40" on'),
        ("Total,,,$150", '2 rows at the end were not read, from "Total | $150" on'),
        ("Grand Totals (2 records),,,",
         '2 rows at the end were not read, from "Grand Totals (2 records)" on'),
        ("Total,,,\nTotal,,,$150.40", '3 rows at the end were not read, from "Total" on'),
        ("Total,,,\nAverage,,,75.2", '3 rows at the end were not read, from "Total" on'),
    ],
)  # fmt: skip
def test_a_line_of_sums_ends_the_data_and_the_receipt_says_so(end, said):
    drop = dropped(end, "Won deals,,,\n")
    assert isinstance(drop, Drop), drop
    assert drop.rows == 2
    assert [words(note, "en") for note in drop.notes] == [
        "column Account Name was not read", "1 row above the header was not read", said,
    ]  # fmt: skip


LONG_ROWS = "Employee,Period,Quota\nE00012,2026-04,100\nTotal,,100\n"
WIDE_ROWS = ["Employee", "Jan-26", "Feb-26"], ["E00012", 1, 2], ["Total", 1, 2]
NAMES = frozenset({"Ann Archer", "Bo de Boer"})


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        pytest.param("Ann Archer,,10", "A4", id="a name and an amount"),
        pytest.param("Ann Archer,March,10", "A4", id="with a period nobody can read"),
        pytest.param('"Boer, Bo de",,10', "A4", id="last name first"),
        pytest.param("ANN  ARCHER,,10", "A4", id="in capitals"),
        pytest.param("Ann Archer,,", "", id="alone"),
        pytest.param("Prepared by,Ann Archer,", "", id="who made the report"),
        pytest.param("West,,10", "", id="what is nobody's name"),
    ],
)
def test_below_the_end_a_name_from_the_roster_beside_an_amount_is_data(row, cell):
    read_so = read(LONG_ROWS + row + "\n", names=NAMES)
    assert [m.cell for m in getattr(read_so, "mistakes", ())] == [cell] * bool(cell)
    assert isinstance(read(LONG_ROWS + row + "\n"), Drop)  # where nobody knows such a name


def test_so_it_is_below_the_end_of_a_wide_sheet_and_on_a_sheet_without_a_header():
    sources = source("""
planward: source/1
id: wide
kind: figures
format: {locale: en_US, stop_at: [salesforce-footer]}
layout: {wide: {columns: ['^(?P<month>[A-Za-z]{3})-(?P<year>[0-9]{2})$'], value: quota}}
fields:
  employee: {column: Employee}
  quota: {type: money}
""")
    named = ["Archer, Ann", 4, 5]
    below, beside = book(*WIDE_ROWS, named), book(*WIDE_ROWS, More=[named])
    (mistake,) = read(below, "w.xlsx", sources=sources, names=NAMES).mistakes
    assert (mistake.code, mistake.cell) == ("F320", "A4")
    (mistake,) = read(beside, "w.xlsx", sources=sources, names=NAMES).mistakes
    assert (mistake.code, mistake.sheet) == ("F307", "More")
    assert all(isinstance(read(b, "w.xlsx", sources=sources), Drop) for b in (below, beside))
