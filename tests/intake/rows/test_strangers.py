"""Employees that the roster does not know: refused, held or left out, as the source says."""

import pytest

from engine.core.facts.facts import Drop
from engine.words.say import words
from tests.intake.sample import KNOWN, read, source

ROWS = "Employee,Period,Quota\nE00012,2026-04,5\nE00099,2026-04,7\nE00099,2026-05,8\n"


def made(unknown, ids=""):
    return source(f"""
planward: source/1
id: one
kind: figures
{unknown}
{ids}
fields:
  employee: {{column: Employee, pattern: '^E\\d{{5}}$'}}
  period: {{column: Period, date_format: "%Y-%m"}}
  quota: {{column: Quota, type: number}}
""")


def employees(drop):
    assert isinstance(drop, Drop), drop
    return [fact.employee for fact in drop.facts]


def told(drop):
    return [words(note, "en") for note in drop.notes]


def codes(refusal):
    return [(m.code, m.row, m.found) for m in refusal.mistakes]


@pytest.mark.parametrize("unknown", ["", "unknown_ids: refused"])
def test_they_refuse_a_file_unless_the_source_says_otherwise(unknown):
    assert codes(read(ROWS, sources=made(unknown))) == [("F311", 3, "E00099")]


def test_held_they_are_kept_and_named():
    drop = read(ROWS, sources=made("unknown_ids: held"))
    assert employees(drop) == ["E00012", "E00099", "E00099"]
    assert told(drop) == ["2 rows are held until a roster knows E00099"]


def test_left_out_nothing_of_them_is_read():
    drop = read(ROWS.replace(",8", ",none of ours"), sources=made("unknown_ids: left_out"))
    assert employees(drop) == ["E00012"]
    assert told(drop) == ["2 rows were left out: the roster does not know E00099"]


def test_a_file_that_names_nobody_known_is_refused():
    rows = "Employee,Period,Quota\nE00099,2026-04,7\n"
    refusal = read(rows, sources=made("unknown_ids: left_out"))
    assert codes(refusal) == [("F311", 2, "")]
    assert employees(read(rows, sources=made("unknown_ids: held"))) == ["E00099"]


@pytest.mark.parametrize("unknown", ["held", "left_out"])
@pytest.mark.parametrize("near", ["e00012", "E 00012", "E-00012", "Ｅ00012", ""])
def test_who_may_be_known_under_another_spelling_is_refused(unknown, near):
    rows = ROWS.replace("E00099", near)
    refusal = read(rows, sources=made(f"unknown_ids: {unknown}"))
    assert {m.code for m in refusal.mistakes} <= {"F310", "F317"}, refusal
    assert {m.type for m in refusal.mistakes} <= {"E00012", ""}


@pytest.mark.parametrize("unknown", ["held", "left_out"])
@pytest.mark.parametrize("near", ["E00O12", "E000012", "E0012"])
def test_an_id_that_is_nearly_a_known_one_is_refused(unknown, near):
    sources = source(
        f"planward: source/1\nid: one\nkind: figures\nunknown_ids: {unknown}\nfields:\n"
        "  employee: {column: Employee}\n  period: {column: Period, date_format: '%Y-%m'}\n"
        "  quota: {column: Quota, type: number}\n"
    )
    refusal = read(ROWS.replace("E00099", near), sources=sources)
    assert {(m.code, m.found, m.type) for m in refusal.mistakes} == {("F311", near, "E00012")}


def test_names_that_the_list_of_ids_does_not_have_are_left_out_but_not_held():
    ids = "ids: {Jordan Example: E00017}"
    rows = "Employee,Period,Quota\nJordan Example,2026-04,5\nSam Stranger,2026-04,7\n"
    assert employees(read(rows, sources=made("unknown_ids: left_out", ids))) == ["E00017"]
    assert codes(read(rows, sources=made("unknown_ids: held", ids))) == [
        ("F310", 3, "Sam Stranger")
    ]
    turned = rows.replace("Sam Stranger", '"Example, Jordan"')
    assert codes(read(turned, sources=made("unknown_ids: left_out", ids))) == [
        ("F310", 3, "Example, Jordan")
    ]


def test_without_any_roster_no_id_is_looked_up():
    drop = read(ROWS, known=None, sources=made("unknown_ids: left_out"))
    assert len(employees(drop)) == 3


@pytest.mark.parametrize("unknown", ["refused", "held", "left_out"])
def test_who_is_known_is_read_whatever_is_said_of_others(unknown):
    drop = read(ROWS.replace("E00099", "E00017"), sources=made(f"unknown_ids: {unknown}"))
    assert {*employees(drop)} <= KNOWN
    assert told(drop) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("E10", ""), ("E12", ""), ("E01", "E1"), ("E-1", "E1"), ("EI", "E1"), ("E", "")],
)
def test_of_short_ids_a_new_one_is_no_slip_for_a_known_one(typed, meant):
    rows = f"Employee,Period,Quota\n{typed},2026-04,100\n"
    (mistake,) = read(rows, known=frozenset({"E1", "M7"})).mistakes
    assert mistake.type == meant
