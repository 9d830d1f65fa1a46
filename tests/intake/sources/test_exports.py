"""Real exports, as public sources have them: read right, or refused with the right words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.core.facts.facts import Drop, Figure
from engine.core.values.period import Period
from engine.intake.note import note_text
from engine.intake.values.mistake import Refusal
from tests.intake.sample import SHIPPED, read, source

DATA = Path("../shared/data")
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real exports are not beside the project"),
]

QUARTERS = source("""
planward: source/1
id: attainment
kind: figures
match: {headers_all: [attainment]}
format: {type: csv, currency: USD}
fields:
  employee: {column: rep_id, pattern: '^AW-\\d+$'}
  period: {column: period, date_format: "%Y-Q%q"}
  quota: {column: quota, type: money, min: "0"}
  closed_won: {column: actual, type: money}
""")
PEOPLE = source("""
planward: source/1
id: people
kind: people
match: {headers_all: [attainment]}
fields:
  employee: {column: rep_id, pattern: '^AW-\\d+$'}
  name: {column: name, type: text}
  job: {column: title, type: text}
  manager: {column: manager_id, type: employee}
""")
WIDE = source("""
planward: source/1
id: targets
kind: figures
format: {type: csv}
layout: {wide: {columns: '^M(?P<month>\\d\\d)$', year_column: Year, value: quota}}
fields:
  employee: {column: EmployeeID, pattern: '^\\d+$'}
  quota: {type: number, min: "0"}
blank: ["", "-"]
scale: {quota: "1000"}
""")
GERMAN = source("""
planward: source/1
id: salesforce-de
kind: figures
match: {headers_any: [Opportunity Owner]}
format: {type: csv, encoding: cp1252, locale: de_DE, currency: EUR, stop_at: [salesforce-footer]}
expect: {Amount Currency: EUR}
ids: {Jürgen Groß: E00017}
fields:
  employee: {column: Opportunity Owner}
  period: {column: Close Date, date_format: "%d.%m.%Y", to: month}
  closed_won: {column: Amount, type: money, sum: "true", min: "0", max: "5000000"}
""")
RUINED = source("""
planward: source/1
id: reseller-sales
kind: figures
ask: Sales operations
fields:
  employee: {column: EmployeeKey, pattern: '^\\d{3}$'}
  period: {column: OrderDate, date_format: "%Y-%m-%d", to: month}
  closed_won: {column: SalesAmount, type: number, sum: "true"}
""")


def exported(path):
    return (DATA / path).read_bytes()


ATTAINMENT = "adventureworks/attainment_adventureworks.csv"


def test_quarters_of_quota_and_actual():
    drop = read(exported(ATTAINMENT), known=None, sources=QUARTERS)
    assert isinstance(drop, Drop), note_text(drop)
    lines = exported(ATTAINMENT).decode().splitlines()
    header = lines[0].split(",")
    found = {(f.employee, f.field, f.period): f for f in drop.facts}
    assert len(found) == len(drop.facts) == 2 * drop.rows == 2 * (len(lines) - 1)
    first = Period(date(2017, 7, 1), date(2017, 9, 30))
    assert found["AW-274", "quota", first].value == Decimal("28000.00")
    assert found["AW-274", "closed_won", first].value == Decimal("22584.70")
    for fact in drop.facts:
        typed = lines[fact.origin.row - 1].split(",")
        assert typed[header.index(fact.origin.column)] == fact.origin.text
        assert typed[0] == fact.employee
        assert Decimal(fact.origin.text) == fact.value
    assert {f.period.days for f in drop.facts if isinstance(f, Figure)} == {90, 91, 92}


def test_the_same_file_as_a_roster():
    drop = read(exported(ATTAINMENT), known={"AW-273"}, sources=PEOPLE)
    assert isinstance(drop, Drop), note_text(drop)
    found = {(f.employee, f.field): f.value for f in drop.facts}
    assert len(found) == len(drop.facts) == 17 * 3
    assert found["AW-274", "manager"] == "AW-273"
    refusal = read(exported(ATTAINMENT), known=set(), sources=PEOPLE)
    assert {(m.code, m.found) for m in refusal.mistakes} == {("F311", "AW-273")}


def test_one_file_that_two_sources_read_is_refused():
    refusal = read(exported(ATTAINMENT), known=None, sources=QUARTERS + PEOPLE)
    assert [(m.code, m.found) for m in refusal.mistakes] == [
        ("F302", "fits attainment and people")
    ]


def test_the_export_that_excel_ruined_is_refused_for_its_dates(golden):
    name = "FactResellerSales_packt_head40.csv"
    refusal = read(exported(f"mangled/{name}"), name, known=None, sources=RUINED)
    assert isinstance(refusal, Refusal)
    golden("intake/note-ruined.txt", note_text(refusal))


def test_the_wide_sheet_in_utf16():
    content = exported("wide_targets/ResellerSalesTargets.csv")
    drop = read(content, known=None, sources=WIDE)
    assert isinstance(drop, Drop), note_text(drop)
    lines = [line.split(",") for line in content.decode("utf-16").splitlines()]
    wanted = {
        (row[1], date(int(row[0]), month, 1)): Decimal(row[month + 1]) * 1000
        for row in lines[1:] for month in range(1, 13) if row[month + 1] != "-"
    }  # fmt: skip
    assert {(f.employee, f.period.first): f.value for f in drop.facts} == wanted
    assert len(drop.facts) == len(wanted) == 809
    assert wanted["61161660", date(2017, 7, 1)] == 200_000
    for fact in drop.facts:
        month = f"M{fact.period.first.month:02}"
        assert (fact.origin.column, fact.origin.text) == (
            month, lines[fact.origin.row - 1][lines[0].index(month)]
        )  # fmt: skip


def test_the_german_export_with_its_footer():
    drop = read(exported("mangled/salesforce_de_cp1252.csv"), sources=GERMAN)
    assert isinstance(drop, Drop), note_text(drop)
    (figure,) = drop.facts
    assert (figure.employee, str(figure.period), figure.value) == (
        "E00017", "2026-04", Decimal("13234.56")
    )  # fmt: skip
    assert figure.origin.text == "1.234,56 (row 2) + 12.000,00 (row 3)"
    assert [line.split(" ")[0] for line in drop.dropped_lines] == [
        "Total", "Confidential", "Copyright"
    ]  # fmt: skip


def test_the_german_export_is_not_guessed_at():
    undeclared = source(
        "planward: source/1\nid: x\nkind: figures\nformat: {locale: de_DE}\nfields:\n"
        "  employee: {column: Opportunity Owner}\n"
        '  period: {column: Close Date, date_format: "%d.%m.%Y"}\n'
        "  closed_won: {column: Amount, type: money}\n"
    )
    refusal = read(exported("mangled/salesforce_de_cp1252.csv"), sources=undeclared)
    assert [m.code for m in refusal.mistakes] == ["F304"]


LOCAL = source("""
planward: source/1
id: de
kind: figures
format: {type: csv, encoding: cp1252, separator: ";", locale: de_DE, currency: EUR}
fields:
  employee: {column: Personalnummer}
  period: {column: Zeitraum, date_format: "%Y-Q%q"}
  quota: {column: Quote, type: money}
""")
GERMANS = "Personalnummer;Zeitraum;Quote\nE00012;2026-Q1;100.000,00 €\n"


def test_the_encoding_of_one_source_is_enough_beside_others_that_declare_none():
    drop = read(GERMANS.encode("cp1252"), "q1.csv", sources=(*LOCAL, *SHIPPED))
    assert isinstance(drop, Drop), note_text(drop)
    assert [f.value for f in drop.facts] == [Decimal(100_000)]
    assert isinstance(read(GERMANS, "q1.csv", sources=(*LOCAL, *SHIPPED)), Drop)


def test_the_source_that_can_read_the_letters_says_what_is_missing():
    content = GERMANS.replace("Quote", "Quota").encode("cp1252")
    (mistake,) = read(content, "q1.csv", sources=(*LOCAL, *SHIPPED)).mistakes
    assert (mistake.code, mistake.type) == ("F307", "Quote")


def test_letters_that_no_source_declares_are_still_not_guessed_at():
    (mistake,) = read(GERMANS.encode("cp1252"), "q1.csv").mistakes
    assert mistake.code == "F304"
