"""One column per period, of one field or of several beside each other, under one line or two."""

from decimal import Decimal

import pytest

from engine.core.facts.facts import Drop
from engine.words.say import words
from tests.intake.books import book
from tests.intake.sample import read, source

FIELDS = """\
fields:
  employee: {column: [Employee, Id]}
  quota: {type: number, min: "0"}
  closed_won: {type: number}
"""


def made(pattern, values="{Target: quota, Actual: closed_won}", form="", more=""):
    return source(
        f"planward: source/1\nid: beside\nkind: figures\nformat: {{locale: en_US{form}}}\n"
        f"layout: {{wide: {{columns: '{pattern}', values: {values}{more}}}}}\n{FIELDS}"
    )


MONTHS = r"^(?P<month>[A-Z][a-z]{2})-(?P<year>\d\d) (?P<field>Target|Actual)$"


def told(text, sources, **others):
    drop = read(text, sources=sources, **others)
    assert isinstance(drop, Drop), drop
    return [(f.field, str(f.period), f.value) for f in drop.facts]


APRIL = [("quota", "2026-04", Decimal(10)), ("closed_won", "2026-04", Decimal(7))]


@pytest.mark.parametrize(
    ("header", "pattern", "values"),
    [
        ("Apr-26 Target,Apr-26 Actual", MONTHS, "{Target: quota, Actual: closed_won}"),
        ("apr-26  TARGET,Apr-26 actual", "(?i)" + MONTHS, "{Target: quota, Actual: closed_won}"),
        ("Target 2026-04,Actual 2026-04", r"^(?P<field>\w+) (?P<year>\d{4})-(?P<month>\d\d)$",
         "{Target: quota, Actual: closed_won}"),
        ("2026-04_Quota,2026-04_Closed won", r"^(?P<year>\d{4})-(?P<month>\d\d)_(?P<field>.+)$",
         "{Quota: quota, Closed won: closed_won}"),
        ("Apr 2026 Plan,Apr 2026 Ist", r"^(?P<month>\w+) (?P<year>\d{4}) (?P<field>\w+)$",
         "{Plan: quota, Ist: closed_won}"),
    ],
)  # fmt: skip
def test_targets_beside_actuals(header, pattern, values):
    assert told(f"Employee,{header}\nE00012,10,7\n", made(pattern, values)) == APRIL


def test_quarters_and_a_column_with_the_year():
    quarters = made(r"^Q(?P<quarter>\d) (?P<field>\w+)$", more=", year_column: Year")
    text = "Employee,Year,Q1 Target,Q1 Actual,Q2 Target\nE00012,2026,1,2,3\n"
    assert [each[:2] for each in told(text, quarters)] == [
        ("quota", "2026-01-01 to 2026-03-31"),
        ("closed_won", "2026-01-01 to 2026-03-31"),
        ("quota", "2026-04-01 to 2026-06-30"),
    ]


def test_a_blank_is_not_known_and_a_column_of_another_word_is_named():
    text = "Employee,Apr-26 Target,Apr-26 Actual,Apr-26 Forecast\nE00012,10,,9\n"
    free = made(MONTHS.replace("Target|Actual", r"\w+"))
    assert told(text, free) == APRIL[:1]
    (note,) = read(text, sources=free).notes
    assert words(note, "en") == "column Apr-26 Forecast was not read"


@pytest.mark.parametrize(
    "header",
    ["Feb.26 Target", "Feb-26 Taget", "Feb-26Target", "Target Feb-26", "Feb-2026 Target", "Feb-26",
     "Febr-26 Target", "2026-02 Target", "Feb-26 Actuals", "Fbe-26 Target"],
)  # fmt: skip
def test_a_header_that_is_nearly_one_refuses_the_file(header):
    text = (
        f"Employee,Jan-26 Target,Jan-26 Actual,{header},Feb-26 Actual,Mar-26 Target,Mar-26 Actual\n"
        if "Actual" not in header else
        f"Employee,Jan-26 Target,Jan-26 Actual,Feb-26 Target,{header},Mar-26 Target,Mar-26 Actual\n"
    ) + "E00012,1,2,3,4,5,6\n"  # fmt: skip
    refusal = read(text, sources=made(MONTHS))
    assert not isinstance(refusal, Drop), header
    assert {m.code for m in refusal.mistakes} <= {"F307", "F314"}
    for mistake in refusal.mistakes:
        assert mistake.found == header
        if mistake.type:
            assert isinstance(
                read(text.replace(header, mistake.type), sources=made(MONTHS)), Drop
            )


@pytest.mark.parametrize(
    "header", ["Total Target", "Comment", "YTD Actual", "Target", "Region"]
)
def test_a_header_that_names_no_period_is_only_not_read(header):
    text = f"Employee,Jan-26 Target,Jan-26 Actual,{header}\nE00012,1,2,3\n"
    assert len(told(text, made(MONTHS))) == 2


TWO = made(MONTHS, form=", header_lines: 2")


@pytest.mark.parametrize(
    "text",
    [
        ",Apr-26,\nEmployee,Target,Actual\nE00012,10,7\n",
        "Employee,Apr-26,\n,Target,Actual\nE00012,10,7\n",
        "Run by somebody,,\n\nEmployee,Apr-26,Apr-26\n,Target,Actual\nE00012,10,7\n",
    ],
)
def test_a_header_of_two_lines(text):
    drop = read(text, sources=TWO)
    assert told(text, TWO) == APRIL
    assert all(f.origin.column in ("Apr-26 Target", "Apr-26 Actual") for f in drop.facts)
    assert [words(n, "en") for n in drop.notes] == (
        ["1 row above the header was not read"] if "Run by" in text else []
    )


def test_a_header_of_two_lines_in_a_workbook_with_ids_after_a_name():
    sheet = book(
        ["Person", "", "Apr-26", "", "May-26", ""],
        ["Name", "Id", "Target", "Actual", "Target", "Actual"],
        ["Ann", "E00012", 10, 7, 11, None],
    )
    beside = made(MONTHS, form=", header_lines: 2")
    assert not isinstance(read(sheet, "a.xlsx", sources=beside), Drop), "it is Person Id"
    named = source_with_column("Person Id")
    assert [each[:2] for each in told(sheet, named, name="a.xlsx")] == [
        ("quota", "2026-04"), ("closed_won", "2026-04"), ("quota", "2026-05")
    ]  # fmt: skip


def source_with_column(name):
    return source(
        "planward: source/1\nid: beside\nkind: figures\nformat: {header_lines: 2}\n"
        f"layout: {{wide: {{columns: '{MONTHS}', values: {{Target: quota, Actual: closed_won}}}}}}\n"
        + FIELDS.replace("[Employee, Id]", name)
    )


def test_two_lines_of_which_one_is_misspelt_are_refused_without_a_word_to_type():
    text = ",Jan-26,,Feb.26,,Mar-26,\nEmployee,Target,Actual,Target,Actual,Target,Actual\n"
    refusal = read(text + "E00012,1,2,3,4,5,6\n", sources=TWO)
    assert {(m.code, m.row, m.type) for m in refusal.mistakes} == {("F307", 2, "")}
    assert {m.found for m in refusal.mistakes} == {"Feb.26 Target", "Feb.26 Actual"}
