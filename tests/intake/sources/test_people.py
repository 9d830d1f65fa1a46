"""A roster says what is true of people, and from which day on."""

from datetime import date

import pytest

from engine.core.facts.facts import Absence, Drop
from tests.intake.sample import TODAY, read

HEADER = "Employee,Name,Manager,Hired,Left,Starting,Leave,Leave from,Leave until\n"


def roster(*rows, known=frozenset()):
    return read(HEADER + "".join(f"{row}\n" for row in rows), "people.csv", known=known)


def traits(drop):
    assert isinstance(drop, Drop), drop
    return {
        (f.employee, f.field): (f.value, f.starting)
        for f in drop.facts if not isinstance(f, Absence)
    }  # fmt: skip


def test_each_value_is_dated_from_its_column_or_the_day_of_the_drop():
    drop = roster(
        "E00003,Mika Example,,2015-02-01,,2026-06-01,,,",
        "E00012,Jo  Exämple,E00003,1985-02-01,2026-04-30,,,,",
    )
    found = traits(drop)
    june = date(2026, 6, 1)
    assert found["E00003", "name"] == ("Mika Example", june)
    assert found["E00003", "manager"] == ("", june)
    assert found["E00012", "name"] == ("Jo Exämple", TODAY)
    assert found["E00012", "manager"] == ("E00003", TODAY)
    assert found["E00012", "hired"] == ("1985-02-01", TODAY)
    assert found["E00012", "left"] == ("2026-04-30", TODAY)


def test_leave_is_a_kind_with_its_days():
    drop = roster(
        "E00003,Mika Example,,,,,parental,2026-01-05,",
        "E00012,Jo Example,E00003,,,,sick,2026-05-04,2026-05-08",
        "E00012,Jo Example,E00003,,,,sick,2026-03-02,2026-03-03",
    )
    found = [(f.employee, f.field, f.kind, f.first, f.until)
             for f in drop.facts if isinstance(f, Absence)]  # fmt: skip
    assert found == [
        ("E00003", "leave", "parental", date(2026, 1, 5), None),
        ("E00012", "leave", "sick", date(2026, 5, 4), date(2026, 5, 8)),
        ("E00012", "leave", "sick", date(2026, 3, 2), date(2026, 3, 3)),
    ]


def test_a_manager_may_be_in_the_file_or_known_before():
    row = "E00012,Jo Example,E00099,,,,,,"
    assert isinstance(roster(row, known=frozenset({"E00099"})), Drop)
    assert isinstance(roster(row, "E00099,Mika Example,,,,,,,"), Drop)
    assert isinstance(roster(row, known=None), Drop)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        pytest.param("E00012,Jo,E00099,,,,,,", "F311", "Manager", id="a manager nobody knows"),
        pytest.param("E 12,Jo,,,,,,,", "F310", "Employee", id="an id with a blank"),
        pytest.param("../../x,Jo,,,,,,,", "F310", "Employee", id="an id that is a path"),
        pytest.param("РEP1,Jo,,,,,,,", "F310", "Employee", id="an id in another script"),
        pytest.param(",Jo,,,,,,,", "F317", "Employee", id="no id"),
        pytest.param("E00012,Jo,,1949-12-31,,,,,", "F314", "Hired", id="hired too long ago"),
        pytest.param("E00012,Jo,,,soon,,,,", "F314", "Left", id="no day"),
        pytest.param("E00012,Jo,,,,01.06.2026,,,", "F314", "Starting", id="another way of dates"),
        pytest.param("E00012,Jo,,,,,sick,,", "F317", "Leave from", id="leave without a first day"),
        pytest.param("E00012,Jo,,,,,sick,2026-05-08,2026-05-04", "F315", "Leave until",
                     id="leave that ends before it starts"),
        pytest.param(f"E00012,{'J' * 201},,,,,,,", "F319", "Name", id="an endless name"),
    ],
)  # fmt: skip
def test_one_bad_cell_refuses_the_file_and_is_named(row, code, column):
    refusal = roster("E00003,Mika Example,,,,,,,", row)
    assert [(m.code, m.column, m.row) for m in refusal.mistakes] == [(code, column, 3)]


def test_two_values_from_one_day_on_are_refused_and_the_same_twice_is_said_once():
    twice = roster("E00012,Jo,,2020-01-01,,,,,", "E00012,Jo,,2020-01-01,,,,,")
    assert len(twice.facts) == 4
    differing = roster("E00012,Jo,,2020-01-01,,,,,", "E00012,Jo,,2020-02-01,,,,,")
    assert [(m.code, m.column, m.found) for m in differing.mistakes] == [
        ("F316", "Hired", "2020-02-01")
    ]


@pytest.mark.parametrize("never", ["9999-12-31", "2999-12-31", "31/12/9999", "9999"])
def test_somebody_who_never_left_has_an_empty_cell(never):
    (mistake,) = roster(f"E00012,Jo,,,{never},,,,").mistakes
    assert (mistake.code, mistake.column, mistake.type) == ("F314", "Left", "")
    assert mistake.do == "leave it empty while the person is employed"


def test_a_leave_without_an_end_has_an_empty_cell():
    (mistake,) = roster("E00012,Jo,,,,,sick,2026-05-04,9999-12-31").mistakes
    assert (mistake.column, mistake.type) == ("Leave until", "")
    assert mistake.do == "leave it empty while the last day away is not known"


def test_a_day_on_which_nobody_was_hired_is_asked_for():
    (mistake,) = roster("E00012,Jo,,9999-12-31,,,,,").mistakes
    assert mistake.do == "type the day that is meant"
