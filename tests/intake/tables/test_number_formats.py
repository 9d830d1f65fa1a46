"""A number is read as it is, or refused where its format shows another; days in each date system."""

from datetime import date
from decimal import Decimal

import pytest

from engine.disk.child import child
from engine.intake.values.mistake import Refusal
from tests.intake.books import book, numbered, rebuilt
from tests.intake.sample import figures, read, source

RATES = """
planward: source/1
id: rates
kind: figures
fields:
  employee: {column: Employee}
  period: {column: Period, date_format: "%Y-%m"}
  share: {column: Share, type: percent, bare: fraction}
"""
DAYS = RATES.replace("share: {column: Share, type: percent, bare: fraction}",
                     "calls: {column: Calls, type: number}").replace("%Y-%m", "%Y-%m-%d")  # fmt: skip


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("General", 70), ("0", 70), ("#,##0", 70000), ("#,##0.00", 70), ("# ##0", 70), ("0.00E+00", 70),
        ("@", 70), ('"$"#,##0.00', 70), ("[$USD] #,##0", 70), ('#,##0.00" USD"', 70), ("[$$-409]#,##0", 70),
        ("#,##0;[Red]-#,##0", 70), ("#,##0_);[Red]\\(#,##0\\)", 70), ("0;-0;;@", 70),
        ('_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', 0), ('0;-0;"-"', 0), ("[Blue]0", 70),
    ],
)  # fmt: skip
def test_a_format_that_shows_the_number_does_not_change_it(form, number, warm):
    content = numbered(number, format_code=form)
    assert [value for *_, value in figures(content, "April.xlsx", reader=warm)] == [
        Decimal(number)
    ]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ('0"k"', 70, "70k"), ('0" Mio"', 70, "70 Mio"), ('0\\k', 70, "70k"), ("0,", 70_000, "70000"),
        ('0,,"M"', 7_000_000, "7000000"), ("#,##0.0,", 70_000, "70000"), ('0"%"', 70, "70%"),
        ("0\\%", 70, "70%"), ('0"000"', 70, "70000"), ("0\\.00", 70, "70"), ('0 "k$"', 70, "70 k$"),
        ('"$"0"k"', 70, "$70k"), ('"n/a"', 70, "70"), (";;;", 70, "70"), ("0;-0;;@", 0, "0"), ("#", 0, "0"),
        ('[>=50]0,"k";0', 70, "70"), ("[h]:mm", 70, "70"), ("0%%", 70, "70"), ('0"‰"', 70, "70‰"),
        ('"R$" 0', 70, "70"), ('0"万"', 70, "70万"), ("0 h", 70, "70 h"),
    ],
)  # fmt: skip
def test_a_format_that_shows_another_number_is_refused_in_its_cell(form, number, shown, warm):
    refusal = read(numbered(number, format_code=form), "April.xlsx", reader=warm)
    assert isinstance(refusal, Refusal)
    (mistake,) = refusal.mistakes
    assert mistake.code in ("F312", "F318")
    assert (mistake.cell, mistake.found, mistake.type) == ("C2", shown, "")
    assert mistake.expected.endswith((f"not in the format {form}", "not in R$"))
    assert mistake.do.startswith('set the format of cell C2 to "')


def test_a_nought_that_the_sheet_does_not_show_is_refused(warm):
    refusal = read(numbered(70, 0, showZeros=False), "April.xlsx", reader=warm)
    assert [(m.code, m.cell) for m in refusal.mistakes] == [("F318", "C3")]


@pytest.mark.parametrize(("form", "code"), [('0"%"', "F312"), ('0.0" %"', "F318")])
def test_a_percent_sign_in_quotes_is_no_percentage(form, code, warm):
    content = numbered(62, format_code=form, header="Share")
    refusal = read(content, "April.xlsx", sources=source(RATES), reader=warm)
    assert [m.code for m in refusal.mistakes] == [code]


def test_an_id_is_read_as_its_format_shows_it(warm):
    content = book(["Employee", "Period", "Quota"], [12, "2026-04", 70], [17, "2026-04", 80],
                   formats={"A2": '"E"00000', "A3": "\\E00000"})  # fmt: skip
    assert [who for who, *_ in figures(content, "April.xlsx", reader=warm)] == [
        "E00012",
        "E00017",
    ]


EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def dated(day, *, from_1904, beyond=0):
    """A workbook whose one day is written as its number in this date system."""
    serial = (day - EPOCHS[from_1904]).days + beyond
    made = book(
        ["Employee", "Period", "Calls"], ["E00012", 777, 1], formats={"B2": "yyyy-mm-dd"}
    )
    system = "<workbookPr date1904='1' " if from_1904 else "<workbookPr "
    return rebuilt(
        made, book=lambda t: t.replace("<workbookPr ", system, 1).replace("<workbookPr/>", system + "/>"),
        sheet=lambda t: t.replace("<v>777</v>", f"<v>{serial}</v>"),
    )  # fmt: skip


@pytest.mark.parametrize("from_1904", [False, True], ids=["1900", "1904"])
def test_a_day_is_the_same_in_each_date_system(from_1904, warm):
    content = dated(date(2026, 4, 3), from_1904=from_1904)
    (fact,) = read(content, "April.xlsx", sources=source(DAYS), reader=warm).facts
    assert str(fact.period) == "2026-04-03"


@pytest.mark.parametrize("from_1904", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize(
    ("beyond", "code", "found"),
    [(0, "F314", "9999-12-31"), (1, "F318", "########"), (1e12, "F318", "########")],
)
def test_the_end_of_the_calendar_is_refused_in_its_cell(from_1904, beyond, code, found, warm):
    content = dated(date(9999, 12, 31), from_1904=from_1904, beyond=beyond)
    (mistake,) = read(content, "April.xlsx", sources=source(DAYS), reader=warm).mistakes
    assert (mistake.code, mistake.cell, mistake.found) == (code, "B2", found)
