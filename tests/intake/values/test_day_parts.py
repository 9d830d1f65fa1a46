"""A period whose year stands in one column and whose month or quarter stands in another."""

from datetime import date

import pytest

from engine.core.facts.facts import Drop
from tests.intake.books import book
from tests.intake.sample import read, source


def made(columns="[Year, Month]", form='"%Y %b"', more="", locale="en_US"):
    return source(f"""
planward: source/1
id: parted
kind: figures
format: {{locale: {locale}}}
fields:
  employee: {{column: Employee}}
  period: {{columns: {columns}, date_format: {form}{more}}}
  quota: {{column: Quota, type: number}}
""")


def period(text, sources, name="a.csv"):
    drop = read(text, name, sources=sources)
    assert isinstance(drop, Drop), drop
    (figure,) = drop.facts
    return str(figure.period)


@pytest.mark.parametrize(
    ("year", "month", "form", "locale", "means"),
    [
        ("2026", "Sep", "%Y %b", "en_US", "2026-09"),
        ("2026", "Sept", "%Y %b", "en_US", "2026-09"),
        ("2026", "Sep", "%Y %b", "en_GB", "2026-09"),
        ("2026", "September", "%Y %b", "en_GB", "2026-09"),
        ("26", "9", "%y %m", "en_US", "2026-09"),
        ("2026", "09", "%Y %m", "en_US", "2026-09"),
        ("2026", "März", "%Y %B", "de_DE", "2026-03"),
        ("2026", "Mrz", "%Y %B", "de_DE", "2026-03"),
        ("2026", "Q3", "%Y Q%q", "en_US", "2026-07-01 to 2026-09-30"),
        ("FY26", "M04", "FY%Y M%m", "en_US", None),
        ("FY26", "M04", "FY%y M%m", "en_US", "2026-04"),
    ],
)
def test_two_columns_name_a_period(year, month, form, locale, means):
    sources = made(form=f'"{form}"', locale=locale)
    text = f"Employee,Month,Year,Quota\nE00012,{month},{year},5\n"
    if means:
        assert period(text, sources) == means
    else:
        assert [m.code for m in read(text, sources=sources).mistakes] == ["F314"]


def test_a_fiscal_year_and_its_quarter():
    fiscal = ", fiscal_year_starts: february, fiscal_year_named_by: end"
    sources = made('["Fiscal Year", Quarter]', '"FY%y Q%q"', fiscal)
    text = "Employee,Fiscal Year,Quarter,Quota\nE00012,FY26,Q1,5\n"
    assert period(text, sources) == "2025-02-01 to 2025-04-30"


def test_alternatives_of_each_column():
    sources = made("[[Year, Jahr], [Month, Monat]]", '["%Y %b", "%Y %m"]')
    assert period("Employee,Jahr,Monat,Quota\nE00012,2026,Sep,5\n", sources) == "2026-09"
    assert period("Employee,Year,Month,Quota\nE00012,2026,9,5\n", sources) == "2026-09"


def test_cells_of_a_workbook():
    sources, header = made(form='["%Y %b", "%Y %m"]'), ["Employee", "Year", "Month", "Quota"]
    for month in (9, "Sep", "9", date(2026, 9, 1)):
        content = book(header, ["E00012", 2026, month, 5])
        assert period(content, sources, "a.xlsx") == "2026-09"


@pytest.mark.parametrize(
    ("year", "month", "code", "column", "typed"),
    [
        ("", "Sep", "F317", "Year", ""),
        ("2026", "", "F317", "Month", ""),
        ("2O26", "Sep", "F314", "Year", ""),
        ("26", "Sep", "F314", "Year", ""),
        ("2026", "9", "F314", "Month", "Sep"),
        ("2026", "Spt", "F314", "Month", ""),
        ("2026", "13", "F314", "Month", ""),
        ("2026", "Sep Oct", "F314", "Month", ""),
        ("1926", "Sep", "F314", "Year", ""),
        ("9999", "Sep", "F314", "Year", ""),
        ("2026", "n/a", "F314", "Month", ""),
    ],
)
def test_the_cell_that_is_wrong_is_named(year, month, code, column, typed):
    text = f"Employee,Month,Year,Quota\nE00012,{month},{year},5\n"
    refusal = read(text, sources=made())
    (mistake,) = refusal.mistakes
    assert (mistake.code, mistake.column, mistake.type) == (code, column, typed)
    if typed:
        assert period(text.replace(f",{month},", f",{typed},"), made()) == "2026-09"
