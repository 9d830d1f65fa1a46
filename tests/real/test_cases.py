"""Exports that were once read wrongly, dropped into a workspace, each with siblings somebody may make."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.workspaces import PlayedWorkspace, new_workspace

CASES = Path(__file__).parents[3] / "shared" / "cases" / "data"
DAY = "2026-05-05"
ROSTER = """\
Employee,Name,Manager,HR partner,Team,Hired,Job,Segment,Starting
M1,Mia Lead,,,,2015-01-01,Manager,,2015-01-01
E1,Ann Archer,M1,,East,2020-01-01,Account Executive,smb,2020-01-01
E2,Bob Baker,M1,,East,2020-01-01,Account Executive,smb,2020-01-01
E3,Cy Cole,M1,,East,2020-01-01,Account Executive,smb,2020-01-01
"""
WON = """\
planward: source/1
id: sf-won
title: Salesforce report of won deals
kind: figures
match: {headers_all: [Account Name, Opportunity Owner]}
format: {type: csv, locale: en_US, currency: USD, stop_at: [salesforce-footer]}
fields:
  employee: {column: Opportunity Owner}
  period: {column: Close Date, date_format: "%m/%d/%Y", to: month}
  closed_won: {column: Amount, type: money, sum: true, min: "0"}
ids: {"Anna Example": E1, "Bo Example": E2}
"""
BY_YEAR = """\
planward: source/1
id: wy
kind: figures
format: {locale: en_GB}
layout: {wide: {columns: '^(?P<month>[A-Za-z]{3,4})$', value: quota, year_column: Year}}
fields:
  employee: {column: Employee}
  quota: {type: money}
"""
GERMAN = """\
planward: source/1
id: quoten
kind: figures
format: {type: csv, encoding: cp1252, locale: de_DE, currency: EUR}
ids: {N11: E1, N12: E2, Jürgen Groß: E3}
fields:
  employee: {column: Personalnummer}
  period: {column: Zeitraum, date_format: "%Y-Q%q"}
  quota: {column: Quote, type: money}
  closed_won: {column: Abschluss, type: money}
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> PlayedWorkspace:
    """With the roster taken; copied for each case that writes."""
    place = new_workspace(tmp_path_factory.mktemp("cases") / "w", "starter")
    for name, text in (("sf-won", WON), ("wy", BY_YEAR), ("quoten", GERMAN)):
        (place.root / "policies" / "sources" / f"{name}.yaml").write_text(text, "utf-8")
    print(place.does("check"))
    place.drops("roster.csv", ROSTER)
    place.runs(DAY)
    return place


@pytest.fixture
def place(template, tmp_path) -> PlayedWorkspace:
    shutil.copytree(template.root, tmp_path / "w")
    return PlayedWorkspace(tmp_path / "w")


def dropped(place: PlayedWorkspace, name: str, content: str | bytes) -> tuple[str, str]:
    """What the look printed, and the note beside the file; no note where it was taken."""
    place.drops(name, content)
    said = place.runs(DAY)
    note = place.plans / f"{name} - PLEASE FIX.txt"
    return said, note.read_text("utf-8-sig") if note.exists() else ""


def foretold(place: PlayedWorkspace, tmp_path: Path, name: str, content: str | bytes) -> str:
    """What `planward preview` says of a file that is not dropped."""
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    words = ("preview", str(file), "--as-of", DAY)
    try:
        return place.does(*words)
    except AssertionError:
        return place.does(*words, exit_code=1)


def read_figures(text: str) -> list[str]:
    return re.findall(r"→ (\w+ -?[0-9.,]+ for \w+ in [0-9-]+(?: to [0-9-]+)?)", text)


def case(name: str) -> bytes:
    if not CASES.is_dir():
        pytest.skip("the cases are not beside the project")
    return (CASES / name).read_bytes()


# -- a stop row that is data ------------------------------------------------------------------------

REPORT = """\
Account Name,Opportunity Owner,Close Date,Amount
Acme,Anna Example,1/12/2026,"$100.00"
{row}
Toyota,Anna Example,3/21/2026,"$600.00"

Grand Totals (3 records)

Confidential Information - Do Not Distribute
"""


@pytest.mark.shared_data
def test_an_account_called_total_does_not_end_a_report(place):
    name = "07 Salesforce report with the account Total - plan proposed on lost deals.csv"
    said, note = dropped(place, "won.csv", case(name))
    assert "0 taken, 1 refused" in said
    assert "row 8" in note.lower()
    assert place.status()["plans"] == [], "no plan on half of the deals"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param('Total,Bo Example,3/20/2026,"$50.00"', id="an account called Total"),
        pytest.param('Totals,Bo Example,3/20/2026,"$50.00"', id="Totals"),
        pytest.param('Grand Total,Bo Example,3/20/2026,"$50.00"', id="Grand Total"),
        pytest.param("Total,Bo Example,,", id="an employee alone"),
        pytest.param('Total,,3/20/2026,"$50.00"', id="a day alone"),
        pytest.param('Total,,,"$50.00"', id="an amount that is not the sum"),
        pytest.param('Total,BO EXAMPLE,3/20/2026,"$50.00"', id="a name in capitals"),
        pytest.param('Total,"Example, Bo",3/20/2026,"$50.00"', id="a name the other way round"),
        pytest.param('Total,E2,3/20/2026,"$50.00"', id="an id where names stand"),
        pytest.param('Total,Somebody Else,3/20/2026,"$50.00"', id="a name nobody knows"),
        pytest.param("Total (2 records),,,", id="a count that is not that of the rows"),
        pytest.param('Total,,,"$100.00"', id="the sum, but data go on below it"),
    ],
)
def test_a_row_that_looks_like_the_end_and_is_not_refuses_the_file(template, tmp_path, row):
    said = foretold(template, tmp_path, "won.csv", REPORT.format(row=row))
    assert "could not be read" in said, said
    assert "fits sf-won" in said


def test_a_real_end_is_one(template, tmp_path):
    rows = REPORT.format(row='Beta,Bo Example,2/3/2026,"$50.00"')
    assert len(read_figures(foretold(template, tmp_path, "won.csv", rows))) == 3


# -- the year in a column, months in the language of the file ---------------------------------------


@pytest.mark.shared_data
def test_september_as_the_british_write_it_is_read(place):
    said, note = dropped(place, "quota.csv", case("13 year column, en_GB, Sep.csv"))
    assert (note, "taken quota.csv: 1 row" in said) == ("", True)


@pytest.mark.parametrize(
    ("header", "year", "period"),
    [
        ("Sep", "2026", "2026-09"), ("Sept", "2026", "2026-09"), ("SEP", "2026", "2026-09"),
        ("sep", "26", "2026-09"), ("Jan", "2025", "2025-01"), ("May", "2026", "2026-05"),
        ("Jun", "2026", "2026-06"), ("June", "2026", "2026-06"), ("Dec", "1999", "1999-12"),
        ("Mar", "2026", "2026-03"),
    ],
)  # fmt: skip
def test_month_headers_beside_a_column_with_the_year(template, tmp_path, header, year, period):
    text = f"Employee,Year,{header}\nE1,{year},12\n"
    said = foretold(template, tmp_path, "quota.csv", text)
    assert read_figures(said) == [f"quota 12 for E1 in {period}"]


@pytest.mark.parametrize(
    ("year", "typed"), [("2O26", ""), ("", ""), ("9999", ""), ("26x", ""), ("1026", "")]
)
def test_a_year_that_is_none_is_the_cell_that_is_named(template, tmp_path, year, typed):
    said = foretold(template, tmp_path, "quota.csv", f"Employee,Year,Sep\nE1,{year},12\n")
    assert "column Year (cell B2)" in said
    assert "Please type:" not in said or f"Please type:  {typed}" in said


# -- what a note tells people to type ---------------------------------------------------------------


@pytest.mark.shared_data
def test_a_month_by_its_name_is_that_month(place):
    name = "17 Apr 2026 - note says type 2026-05.csv"
    _, note = dropped(place, "quota.csv", case(name))
    assert "Please type:  2026-04 " in note
    text = case(name).decode().replace("Apr 2026", "2026-04")
    said, note = dropped(place, "quota.csv", text)
    assert ("taken quota.csv" in said, note) == (True, "")


@pytest.mark.parametrize(
    ("period", "typed"),
    [
        ("Apr 2026", "2026-04"), ("April 2026", "2026-04"), ("2026/04", "2026-04"),
        ("2026.4", "2026-04"), ("04/2026", "2026-04"), ("April, 2026", "2026-04"),
        ("2026-04-01", "2026-04"), ("Apr", ""), ("Apr 26", ""), ("04/26", ""), ("2026", ""),
        ("last month", ""), ("Q2", ""), ("TBD", ""), ("45748", ""),
    ],
)  # fmt: skip
def test_a_period_is_suggested_only_where_it_can_mean_one(template, tmp_path, period, typed):
    text = f'Employee,Period,Quota,Closed won\nE1,"{period}",100,50\n'
    said = foretold(template, tmp_path, "quota.csv", text)
    found = re.findall(r"Please type: +(\S+)", said)
    assert found == ([typed] if typed else [])
    assert typed or "Please do:" in said


@pytest.mark.shared_data
def test_no_figure_is_invented_for_words(place):
    _, note = dropped(place, "quota.csv", case("18 hints invent numbers.csv"))
    assert "Please type:" not in note
    assert note.count("Please do:") == 4
    assert place.status()["plans"] == []


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("70k", ""), ("0.1m", ""), ("n/a", ""), ("TBD", ""), ("on hold", ""), ("none", ""), ("nil", ""),
        ("€100", ""), ("100 EUR", ""), ("O", ""), ("l00", ""), ("seventy", ""), ("50%", ""), ("~70", ""),
        ("7O000", "70000"), ("1 000", "1000"), ("1.000.000", "1000000"), ("70,5", "70.5"),
    ],
)  # fmt: skip
def test_a_figure_is_suggested_only_where_it_can_mean_one(template, tmp_path, cell, typed):
    text = f'Employee,Period,Quota,Closed won\nE1,2026-04,100,"{cell}"\n'
    said = foretold(template, tmp_path, "quota.csv", text)
    assert "could not be read" in said, said
    found = re.findall(r"Please type: +(\S+)", said)
    assert found == ([typed] if typed else [])
    for value in found:
        again = foretold(template, tmp_path, "quota.csv", text.replace(f'"{cell}"', value))
        assert "would be taken" in again


def test_one_line_for_each_text_that_is_wrong(template, tmp_path):
    rows = "".join(f"E1,2026-{m:02},100,n/a\nE2,2026-{m:02},100,tbd\n" for m in range(1, 13))
    text = "Employee,Period,Quota,Closed won\n" + rows
    said = foretold(template, tmp_path, "quota.csv", text)
    assert (said.count("It says:"), said.count("The same in rows")) == (2, 2)


# -- a wide sheet whose header is nearly right ------------------------------------------------------


@pytest.mark.shared_data
def test_a_month_whose_header_is_nearly_right_is_not_lost(place):
    said, note = dropped(place, "quota.xlsx", case("19 wide Feb.26 - month lost.xlsx"))
    assert "1 refused" in said
    assert "Please type:  Feb-26" in note


def sheet(*rows: list[object]) -> bytes:
    made, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("header", "typed"),
    [
        ("Feb.26", "Feb-26"), ("Feb26", "Feb-26"), ("Feb/26", "Feb-26"), ("26-Feb", "Feb-26"),
        ("Feb", ""), ("2026/02", "2026-02"), ("02-2026", "2026-02"), ("Feb_2026", "Feb-2026"),
        ("26 Feb", "Feb-26"), ("February", ""), ("2", ""),
    ],
)  # fmt: skip
def test_a_header_that_is_nearly_a_month_is_refused(template, tmp_path, header, typed):
    content = sheet(["Employee", "Jan-26", header, "Mar-26"], ["E1", 100, 110, 120])
    said = foretold(template, tmp_path, "quota.xlsx", content)
    assert "could not be read" in said, said
    found = re.findall(r"Please type: +(\S+)", said)
    assert found == ([typed] if typed else [])
    assert header in said


@pytest.mark.parametrize("header", ["Total", "Region", "Notes", "FY26", "Owner", "Q1"])
def test_another_header_is_only_named(template, tmp_path, header):
    content = sheet(["Employee", "Jan-26", "Feb-26", header], ["E1", 100, 110, "x"])
    said = foretold(template, tmp_path, "quota.xlsx", content)
    assert "would be taken" in said, said
    assert header in said


# -- an encoding that only one source declares ------------------------------------------------------

QUARTERS = """\
Personalnummer;Zeitraum;Quote;Abschluss
N11;2026-Q1;100.000,00 €;60.000,50 €
N12;2026-Q1;100.000,00;90.000
"""


@pytest.mark.shared_data
def test_the_source_that_declares_the_encoding_reads_it(place):
    said, note = dropped(place, "quartale.csv", case("de-cp1252.csv"))
    assert (note, "4 rows, 1 proposal" in said) == ("", True)
    assert "60,000.5 of 100,000" in said


@pytest.mark.parametrize(
    ("encoding", "figures"),
    [
        ("cp1252", 4),
        ("utf-8", 4),
        ("utf-8-sig", 4),
        ("utf-16", 4),
        ("utf-16-be", 0),
        ("cp437", 0),
    ],
)
def test_the_same_rows_in_other_encodings(template, tmp_path, encoding, figures):
    text = QUARTERS if encoding != "cp437" else QUARTERS.replace("€", "ü")
    said = foretold(template, tmp_path, "quartale.csv", text.encode(encoding))
    assert len(read_figures(said)) == figures, said


@pytest.mark.parametrize(
    ("name", "reads"),
    [("Jürgen Groß", True), ("jürgen groß", False), ("Jurgen Gross", False), ("Groß, Jürgen", False)],
)  # fmt: skip
def test_names_with_umlauts_in_the_list_of_ids(template, tmp_path, name, reads):
    text = QUARTERS.replace("N12", name).encode("cp1252")
    said = foretold(template, tmp_path, "quartale.csv", text)
    assert ("for E3 in" in said) == reads
    assert reads or "could not be read" in said


# -- an export that no source reads -----------------------------------------------------------------


@pytest.mark.shared_data
def test_the_nearest_source_is_named_with_what_differs(place):
    _, note = dropped(place, "workday.csv", case("workday.csv"))
    assert "The nearest is roster" in note
    assert "it needs Name, Manager" in note
    assert "Please type" not in note
    assert "Hire Date" in note


@pytest.mark.parametrize(
    ("header", "nearest", "misses"),
    [
        ("Employee ID,Full Name,Supervisor,Hire Date", "roster", "Name"),
        ("Employee,Name,Reports to,Hired,Job", "roster", "Manager"),
        ("Worker,Manager,Name,Job,Segment", "roster", "Employee"),
        ("Employee,Month,Quota,Closed won", "quota-long", "Period"),
        ("Rep,Period,Quota,Closed won", "quota-long", "Employee"),
        ("Employee,Period,Target,Closed won", "quota-long", "Quota"),
        ("Employee,Day,Coaching talks,Customer calls", "activity", "Date"),
        ("Account Name,Owner,Close Date,Amount", "sf-won", "Opportunity Owner"),
        ("Personalnummer,Quartal,Quote,Abschluss", "quoten", "Zeitraum"),
        ("Account,Opportunity Owner,Close Date,Amount", "sf-won", "Account Name"),
    ],
)
def test_of_each_kind_of_export_the_nearest_source(template, tmp_path, header, nearest, misses):
    row = ",".join("x" for _ in header.split(","))
    said = foretold(template, tmp_path, "export.csv", f"{header}\n{row}\n")
    note = said[said.index("could not be read") :]
    assert nearest in note or f"a column with the header {misses}" in note
    assert misses in note
