"""The fix loop: what the note says to type, typed into the file, makes it accepted."""

import csv
import io
import re

import pytest

from engine.core.facts.facts import Drop
from engine.disk.child import child
from engine.intake.note import note_text
from engine.intake.values.mistake import Refusal
from tests.intake.books import book, typed
from tests.intake.sample import read

HEADER = ["Employee", "Period", "Quota", "Closed won"]
GOOD = ["E00012", "2026-04", "100000", "62400"]
PLANTED = {
    "a number with a letter": (1, 2, "1o0,000"),
    "a number of another language": (1, 2, "100.000,50"),
    "a date written otherwise": (1, 1, "2026/04"),
    "a month by its name": (1, 1, "Apr 2026"),
    "an id in small letters": (1, 0, "e00012"),
    "an id with a blank": (1, 0, "E00 012"),
    "an id with a hidden mistake": (1, 0, "E00O12"),
    "a header misspelt": (0, 2, "Quotta"),
    "a header with other letters": (0, 1, "Perriod"),
}

# Nobody but the author knows what is meant: the note says what to do, and gives nothing to type.
UNCERTAIN = {
    "a number in words": (1, 2, "many"),
    "a number beyond its bounds": (1, 2, "900000000"),
    "a number below its bounds": (1, 2, "-1"),
    "a percentage": (1, 3, "62.4%"),
    "another currency": (1, 3, "€ 5"),
    "thousands by a letter": (1, 2, "70k"),
    "nothing by a word": (1, 2, "n/a"),
    "a date that Excel ruined": (1, 1, "00:00.0"),
    "a day of 1900": (1, 1, "1900-01"),
    "a year far ahead": (1, 1, "2062-04"),
    "a thirteenth month": (1, 1, "2026-13"),
    "a month of no year": (1, 1, "May"),
    "no period": (1, 1, ""),
}


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def as_csv(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def planted(row, column, text):
    rows = [list(HEADER), list(GOOD), ["E00017", "2026-04", "90000", "1"]]
    rows[row][column] = text
    return rows


def advice(refusal):
    """The cell and the text of the only repair in the note, as a person reads them there."""
    text = note_text(refusal)
    (cell,) = re.findall(r"\(?cell ([A-Z]+[0-9]+)\)?", text)
    (value,) = re.findall(r"Please type:  (.+?)(?:   \(.*)?$", text, re.MULTILINE)
    return cell, value


@pytest.mark.parametrize("name", PLANTED)
def test_a_csv_file_is_accepted_once_the_advice_is_typed(name):
    rows = planted(*PLANTED[name])
    refusal = read(as_csv(rows))
    assert isinstance(refusal, Refusal)
    cell, value = advice(refusal)
    rows[int(cell[1:]) - 1]["ABCD".index(cell[0])] = value
    assert isinstance(read(as_csv(rows)), Drop), note_text(refusal)


@pytest.mark.parametrize("name", PLANTED)
def test_a_workbook_is_accepted_once_the_advice_is_typed(name, warm):
    content = book(["Quota report"], [], *planted(*PLANTED[name]), sheet="Pipeline")
    refusal = read(content, "April.xlsx", reader=warm)
    assert isinstance(refusal, Refusal)
    mended = typed(content, "Pipeline", *advice(refusal))
    assert isinstance(read(mended, "April.xlsx", reader=warm), Drop), note_text(refusal)


@pytest.mark.parametrize("name", UNCERTAIN)
@pytest.mark.parametrize("workbook", [False, True])
def test_what_only_its_author_knows_is_not_suggested(name, workbook, warm):
    rows = planted(*UNCERTAIN[name])
    refusal = read(book(*rows) if workbook else as_csv(rows), reader=warm)
    (mistake,) = refusal.mistakes
    assert (mistake.type, mistake.row) == ("", 2)
    assert mistake.do.startswith(
        ("type the number in digits", "type the date in this way", "type the day that is meant")
    )
    assert "Please type" not in note_text(refusal)


DOING = {
    "a row twice": (
        as_csv([HEADER, GOOD, GOOD]), "delete row 3 or row 2", lambda c: c.replace(as_csv([GOOD]), b"", 1)
    ),
    "a quote left open": (
        b'Employee,Period,Quota\nE00012,2026-04,"100\nE00017,2026-04,5\n',
        'delete the quote (") before 100', lambda c: c.replace(b'"', b""),
    ),
    "a separator inside a text": (
        b"Employee,Period,Quota\nE00012,2026-04,100,000\n",
        'put quotes around the text that holds ","', lambda c: c.replace(b"100,000", b'"100,000"'),
    ),
    "a row that is too short": (
        b"Employee,Period,Quota\nE00012,2026-04,1\nE00017,2026-04\n",
        "add the missing cells", lambda c: c.replace(b"17,2026-04\n", b"17,2026-04,5\n"),
    ),
    "another encoding": (
        "Employee,Period,Quota,Büro\nE00012,2026-04,1,x\n".encode("cp1252"),
        'save it in Excel as "CSV UTF-8"', lambda c: c.decode("cp1252").encode("utf-8-sig"),
    ),
    "two columns with one header": (
        b"Employee,Period,Quota,Note,Note\nE00012,2026-04,1,a,b\n",
        "give one of the two another name", lambda c: c.replace(b"Note,Note", b"Note,Remark"),
    ),
    "two words for one column": (
        b"Employee,Employee ID,Period,Quota\nE00012,7,2026-04,1\n",
        "delete the column Employee ID", lambda c: c.replace(b",Employee ID", b"").replace(b",7,", b","),
    ),
    "a hidden character": (
        "Employee,Period,Quota\nE00012\u200b,2026-04,1\n".encode(),
        "delete this character", lambda c: c.replace("\u200b".encode(), b""),
    ),
    "a missing column": (
        b"Employee,Quota\nE00012,1\n",
        "add the column Period", lambda c: b"Employee,Period,Quota\nE00012,2026-04,1\n",
    ),
    "nothing below the header": (
        b"Employee,Period,Quota\n", "fill it", lambda c: c + b"E00012,2026-04,1\n",
    ),
    "somebody nobody knows": (
        b"Employee,Period,Quota\nZ9,2026-04,1\n",
        "type another id", lambda c: c.replace(b"Z9", b"E00012"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOING)
def test_a_file_is_accepted_once_the_advice_is_followed(name):
    content, said, follow = DOING[name]
    refusal = read(content)
    assert isinstance(refusal, Refusal)
    (mistake,) = refusal.mistakes
    assert said in mistake.repair
    assert isinstance(read(follow(content)), Drop)


def test_several_mistakes_are_told_together(golden):
    rows = [
        HEADER,
        ["e00012", "2026/04", "1o0,000", "62400"],
        *[["E00017", "2026/05", "1", "1"]] * 12,
    ]
    refusal = read(as_csv(rows), "Q2 quotas.csv")
    golden("intake/note-csv.txt", note_text(refusal))


def test_a_note_about_a_workbook_names_the_sheet(golden, warm):
    content = book(HEADER, ["E00012", "2026-04", "=1+1", "#N/A"], ["E99999", "2026-04", 1, 2])
    golden("intake/note-xlsx.txt", note_text(read(content, "Q2 quotas.xlsx", reader=warm)))


def test_a_note_about_a_foreign_file_is_short(golden):
    golden("intake/note-foreign.txt", note_text(read("a,b\n1,2\n", "shopping.csv")))


def test_a_note_about_cells_that_only_their_author_can_mend(golden):
    rows = [
        HEADER,
        ["E00012", "Apr 2026", "70k", "n/a"],
        ["E00017", "31/04/2026", "80", "€ 70"],
        ["E00023", "2026-04", "n/a", "12,5"],
    ]
    golden("intake/note-uncertain.txt", note_text(read(as_csv(rows), "Q2 quotas.csv")))


def test_a_note_about_a_header_that_is_nearly_a_month(golden, warm):
    content = book(["Employee", "Jan-26", "Feb.26", "March"], ["E00012", 1, 2, 3])
    golden("intake/note-near.txt", note_text(read(content, "Wide.xlsx", reader=warm)))
