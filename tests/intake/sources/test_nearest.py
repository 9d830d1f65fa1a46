"""Where no source fits, the one that was probably meant is named, with what differs."""

import pytest

from engine.intake.note import note_text
from tests.intake.books import book
from tests.intake.sample import read

WORKER = """\
Worker,Employee ID,Worker's Manager,Manager ID,Cost Center,Hire Date,Business Title
Jo Weber,11,Max Old,2,East,2021-04-01,AE
"""


def only(content, name="a.csv"):
    (mistake,) = read(content, name).mistakes
    return mistake


def test_a_roster_of_another_system_is_held_against_the_roster(golden):
    golden("intake/note-nearest.txt", note_text(read(WORKER, "workers.csv")))


@pytest.mark.parametrize(
    ("header", "source", "lacks"),
    [
        ("Employee,Full name,Boss,Hired,Job,Team", "roster", "Name, Manager"),
        ("Rep,Month,Quota,Closed won", "quota-long", "Employee or Employee ID, Period"),
        ("Employee ID,Day,Coaching talks done by phone", "activity",
         "Date, Coaching talks or Customer calls"),
        ("Personnel number,Name,Manager,Hired", "roster", "Employee or Employee ID"),
        ("Seller,Quarter,Quota in USD,Closed won", "quota-long",
         "Employee or Employee ID, Period, Quota"),
    ],
)  # fmt: skip
def test_the_nearest_source_is_named_with_what_it_lacks(header, source, lacks):
    row = ",".join("x" for _ in header.split(","))
    first, *_ = read(f"{header}\n{row}\n").mistakes
    if first.said:
        assert f"The nearest is {source} (" in first.said
        assert f"it needs {lacks}, which" in first.said
    else:
        assert first.expected == f"a column with the header {lacks}"
    assert not first.type


def test_what_is_only_like_a_header_is_not_to_be_typed():
    mistakes = read(WORKER, "workers.csv").mistakes
    assert [m.type for m in mistakes] == [""]


def test_a_header_misspelt_is_told_in_a_line():
    assert only("Employee,Period,Qouta\nE00012,2026-04,1\n").type == "Quota"


def test_a_source_that_reads_another_kind_of_file_says_so():
    mistake = only("Employee,Jan-26\nE00012,1\n")
    assert mistake.said == (
        "quota-wide (Quota, one column per month) knows its columns, "
        "but it reads xlsx files, and this is csv"
    )
    assert mistake.do == "save it as xlsx"


def test_a_file_like_none_is_shown_every_header():
    mistake = only(book(("Article", "Price"), ("Pens", 12)), "Shopping.xlsx")
    assert (mistake.code, mistake.said) == ("F301", "")
    assert all(name in mistake.do for name in ("(activity)", "(quota-long)", "(roster)"))
