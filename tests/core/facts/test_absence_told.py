"""Who has 0 for having no row in a report, and who has nothing."""

from datetime import date
from decimal import Decimal

import pytest

from engine.core.facts.absence_told import with_absence_told
from engine.core.facts.explanation import where_read
from engine.core.facts.facts import AbsentRows, Drop, Figure, Origin, Trait
from engine.core.facts.people import People
from engine.core.values.period import Period
from engine.words.say import words

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
HERE = Origin("0" * 64, "roster.csv", "", 2, "Name", "x")
ROW = Origin("1" * 64, "old.csv", "", 2, "Amount", "500")
NO_ROW = Origin("1" * 64, "old.csv", "", 0, "Owner", "")


def people(starting="2020-01-01", **traits):
    known = {
        field: (Trait("E00012", field, value, date.fromisoformat(starting), HERE),)
        for field, value in ({"name": "Ann"} | traits).items()
    }
    return People({"E00012": known}, {})


def told(who, *, rows=(), strangers=(), periods=(APRIL,), before=()):
    absent = AbsentRows(
        Decimal(0), ("closed_won",), tuple(periods), frozenset(rows), frozenset(strangers), "", "Owner"
    )  # fmt: skip
    drop = Drop("2" * 64, "won 2026-04.csv", "won", "r", (), 1, absent=absent)
    return with_absence_told(drop, who, ["E00012"], lambda _: before)


def months(drop):
    assert drop.absent is None
    return [(str(fact.period), fact.value) for fact in drop.facts]


@pytest.mark.parametrize(
    ("who", "has"),
    [
        pytest.param(people(hired="2020-01-01"), True, id="there for years"),
        pytest.param(people(hired="2026-04-01"), True, id="hired on its first day"),
        pytest.param(people(hired="2026-04-02"), False, id="hired within it"),
        pytest.param(people(hired="2026-05-01"), False, id="hired after it"),
        pytest.param(people(hired="2020-01-01", left="2026-04-30"), False, id="left on its last day"),
        pytest.param(people(hired="2020-01-01", left="2026-05-01"), True, id="left after it"),
        pytest.param(people(hired="2020-01-01", left="2026-01-31"), False, id="left before it"),
        pytest.param(people(), True, id="hired nobody knows when, but there since 2020"),
        pytest.param(people("2026-05-05"), False, id="of whom the roster speaks only since"),
        pytest.param(people("2026-05-05", hired="2020-01-01"), True, id="told late of one hired early"),
        pytest.param(people(hired="long ago"), False, id="a day that is none"),
    ],
)  # fmt: skip
def test_who_was_there_all_of_the_time_has_nought(who, has):
    assert months(told(who)) == ([("2026-04", Decimal(0))] if has else [])


def test_a_row_of_that_month_leaves_no_room_for_nought():
    drop = told(people(), rows={("E00012", APRIL)}, periods=(MARCH, APRIL))
    assert months(drop) == [("2026-03", Decimal(0))]


@pytest.mark.parametrize("stranger", ["E00021", "E0012", "E000012", "e00021"])
def test_who_may_stand_in_the_file_misspelt_has_nothing(stranger):
    drop = told(people(), strangers={stranger})
    assert months(drop) == []
    (note,) = drop.notes
    assert words(note, "en") == (
        "E00012 has no row, which means nothing: an id in the file is nearly theirs"
    )


@pytest.mark.parametrize("stranger", ["E00099", "E00013", "Sam Stranger"])
def test_other_people_in_the_file_change_nothing(stranger):
    assert len(months(told(people(), strangers={stranger}))) == 1


def test_what_a_row_told_is_not_taken_back_by_there_being_none():
    before = (Figure("E00012", "closed_won", APRIL, Decimal(500), ROW),)
    drop = told(people(), before=before)
    assert months(drop) == []
    assert words(drop.notes[0], "en").startswith(
        "E00012 has no row, which means nothing: an earlier"
    )
    again = (*before, Figure("E00012", "closed_won", APRIL, Decimal(0), NO_ROW))
    assert len(months(told(people(), before=again))) == 1


def test_letters_and_receipts_say_that_there_was_no_row():
    drop = told(people())
    (figure,) = drop.facts
    assert figure.by_absence
    assert (
        words(where_read([figure]), "en")
        == "won 2026-04.csv, no row with E00012, which means 0"
    )
    assert words(drop.notes[0], "en") == "E00012 has no row, which means 0 in 2026-04"


def test_a_drop_without_such_a_report_stays_as_it_is():
    drop = Drop("2" * 64, "a.csv", "won", "r", (), 1)
    assert with_absence_told(drop, people(), ["E00012"], lambda _: ()) is drop
