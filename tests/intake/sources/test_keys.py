"""Each key of a source acts: with it the same file reads otherwise than without."""

from decimal import Decimal

import pytest

from engine.core.facts.facts import Drop
from engine.intake.values.mistake import Refusal
from engine.words.say import words
from tests.intake.sample import KNOWN, read, source

FIELDS = """\
fields:
  employee: {column: Employee}
  period: {column: Period, date_format: "%Y-%m-%d"}
  quota: {column: Quota, type: number}
"""
ROWS = "Employee,Period,Quota,Stage\nE00012,2026-04-01,5,Won\nE00017,2026-04-02,7,Lost\n"


def made(extra="", fields=FIELDS):
    return source(f"planward: source/1\nid: one\nkind: figures\n{extra}\n{fields}")


def values(text, extra="", fields=FIELDS):
    drop = read(text, sources=made(extra, fields), known=KNOWN)
    assert isinstance(drop, Drop), drop
    return [(f.employee, str(f.period), f.value) for f in drop.facts]


def codes(text, extra="", fields=FIELDS):
    refusal = read(text, sources=made(extra, fields), known=KNOWN)
    assert isinstance(refusal, Refusal), refusal
    return [(m.code, m.row) for m in refusal.mistakes]


def test_where_leaves_rows_out_and_says_how_many():
    assert len(values(ROWS)) == 2
    assert [v for *_, v in values(ROWS, "where: {Stage: won}")] == [Decimal(5)]
    drop = read(ROWS, sources=made("where: {Stage: [Won, Open]}"))
    (note,) = drop.notes
    assert words(note, "en") == "1 row was left out whose Stage is Lost"


def test_expect_refuses_a_row_that_differs():
    assert codes(ROWS, "expect: {Stage: Won}") == [("F319", 3)]
    assert len(values(ROWS, "expect: {Stage: [Won, Lost]}")) == 2


TWICE = "Employee,Period,Quota\n" + "E00012,2026-04-01,5\n" * 2 + "E00012,2026-04-01,7\n"


def test_two_rows_of_one_employee_and_period():
    assert codes(TWICE) == [("F316", 3)]
    assert [v for *_, v in values(TWICE, "on_duplicate: sum")] == [Decimal(17)]
    assert [v for *_, v in values(TWICE, "on_duplicate: last")] == [Decimal(7)]
    added = FIELDS.replace("type: number", "type: number, sum: true")
    assert [v for *_, v in values(TWICE, fields=added)] == [Decimal(17)]


def test_a_long_sum_names_its_first_rows():
    text = "Employee,Period,Quota\n" + "E00012,2026-04-01,1\n" * 20
    (figure,) = read(text, sources=made("on_duplicate: sum")).facts
    assert figure.value == 20
    assert figure.origin.text.endswith("1 (row 13) + 8 more rows")


PERCENT = FIELDS.replace("type: number", "type: percent")


@pytest.mark.parametrize(
    ("bare", "typed", "points"),
    [("points", "62.4", "62.4"), ("fraction", "0.624", "62.4"), ("points", "62.4%", "62.4")],
)
def test_a_percentage_without_its_sign(bare, typed, points):
    text = f"Employee,Period,Quota\nE00012,2026-04-01,{typed}\n"
    fields = PERCENT.replace("percent", f"percent, bare: {bare}")
    assert [v for *_, v in values(text, fields=fields)] == [Decimal(points)]
    if "%" not in typed:
        assert codes(text, fields=PERCENT) == [("F312", 2)]


WIDE = """\
layout: {wide: {columns: '^Q(?P<quarter>\\d) (?P<year>\\d{4})$', value: quota}}
fields:
  employee: {column: Employee}
  quota: {type: number}
"""


def test_quarters_in_the_headers():
    text = "Employee,Q1 2026,Q4 2025\nE00012,5,7\n"
    assert values(text, fields=WIDE) == [
        ("E00012", "2026-01-01 to 2026-03-31", Decimal(5)),
        ("E00012", "2025-10-01 to 2025-12-31", Decimal(7)),
    ]
    fiscal = WIDE.replace(
        "value: quota", "value: quota, fiscal_year_starts: october, fiscal_year_named_by: end"
    )
    assert [p for _, p, _ in values(text, fields=fiscal)] == [
        "2025-10-01 to 2025-12-31", "2025-07-01 to 2025-09-30"
    ]  # fmt: skip


def test_a_quarter_or_year_that_cannot_be_is_refused():
    assert codes("Employee,Q5 2026\nE00012,5\n", fields=WIDE) == [("F314", 1)]
    assert codes("Employee,Q1 1926\nE00012,5\n", fields=WIDE) == [("F314", 1)]
    years = WIDE.replace(" (?P<year>\\d{4})", "").replace("value", "year_column: Year, value")
    assert codes("Employee,Year,Q1\nE00012,26x,5\n", fields=years) == [("F314", 2)]
    assert len(values("Employee,Year,Q1\nE00012,26,5\n", fields=years)) == 1


def test_fields_keep_their_bounds_before_scale():
    bounded = FIELDS.replace("type: number", "type: number, min: 5, max: 7")
    assert len(values(ROWS, "scale: {quota: 1000}", bounded)) == 2
    for typed in ("4.9", "7.1"):
        assert codes(ROWS.replace(",5,", f",{typed},"), "scale: {quota: 1000}", bounded)


def test_the_file_name_and_the_row_of_the_header_can_be_told():
    assert isinstance(read(ROWS, "April.csv", sources=made("match: {file: 'Q*.csv'}")), Refusal)
    assert isinstance(read(ROWS, "q2.CSV", sources=made("match: {file: 'Q*.csv'}")), Drop)
    assert isinstance(read(ROWS, sources=made("format: {header_row: 2}")), Refusal)
    assert isinstance(read("x\n" + ROWS, sources=made("format: {header_row: 2}")), Drop)
    assert isinstance(read(ROWS, sources=made("format: {separator: ';'}")), Refusal)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        pytest.param("Employee,Period,Quota\n" + "E00012,2026-04-01,5\n" * 50_000, False,
                     id="more than 50,000 rows"),
        pytest.param("Employee,Period,Quota" + ",x" * 198 + "\n", False, id="201 columns"),
        pytest.param(ROWS.replace("Won", "x" * 4097), False, id="a cell of 4,097 characters"),
        pytest.param(ROWS.replace("Won", "x" * 4096), True, id="a cell of 4,096 characters"),
    ],
)  # fmt: skip
def test_the_bounds_of_a_file(text, allowed):
    drop = read(text, sources=made("on_duplicate: last"))
    if allowed:
        assert isinstance(drop, Drop)
    else:
        assert [m.code for m in drop.mistakes] == ["F306"]


BRITISH = """\
planward: source/1
id: british
kind: figures
format: {locale: en_GB}
layout: {wide: {columns: '^(?P<month>(?!Year)[A-Za-z]{3,4})$', value: quota, year_column: Year}}
fields:
  employee: {column: Employee}
  quota: {type: money}
"""


def british(header, row):
    return read(f"Employee,Year,{header}\nE00012,{row}\n", sources=source(BRITISH))


@pytest.mark.parametrize("september", ["Sep", "Sept"])
def test_a_month_column_as_excel_of_britain_names_it(september):
    (figure,) = british(september, "2026,2").facts
    assert str(figure.period) == "2026-09"


@pytest.mark.parametrize(
    ("header", "row", "cell", "found"),
    [
        pytest.param("Zep", "2026,2", "C1", "Zep", id="the month is none"),
        pytest.param("Sep", "1926,2", "B2", "1926", id="the year is none"),
    ],
)
def test_the_cell_that_is_wrong_is_named(header, row, cell, found):
    (mistake,) = british(header, row).mistakes
    assert (mistake.code, mistake.cell, mistake.found, mistake.type) == (
        "F314",
        cell,
        found,
        "",
    )


def test_months_beside_the_quarters_of_a_source_are_left_unread():
    quarters = BRITISH.replace("(?P<month>(?!Year)[A-Za-z]{3,4})", "Q(?P<quarter>[1-4])")
    drop = read("Employee,Year,Q1,Jan\nE00012,2026,3,1\n", sources=source(quarters))
    assert isinstance(drop, Drop)
    assert drop.unread_columns == ("Jan",)
