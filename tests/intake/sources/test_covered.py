"""A report that is about a period as a whole: where it says which, and what it says by leaving rows out."""

from decimal import Decimal

import pytest

from engine.core.facts.facts import Drop
from engine.words.say import words
from tests.intake.sample import read, source

APRIL = "Owner,Close Date,Amount\nE00012,2026-04-03,5\nE00012,2026-04-20,6\n"


def made(
    where="in: file_name, pattern: 'won (?P<period>\\d{4}-\\d\\d)', date_format: '%Y-%m'",
    more="",
):
    return source(f"""
planward: source/1
id: won
kind: figures
covers: {{{where}}}
{more}
fields:
  employee: {{column: Owner}}
  period: {{column: Close Date, date_format: "%Y-%m-%d", to: month}}
  closed_won: {{column: Amount, type: number, sum: "true"}}
""")


NOUGHT = made(more="absent_means: 0")
ABOVE = made("in: above_header, pattern: 'Closed (?P<first>.+) to (?P<last>.+)', date_format: '%d.%m.%Y'",
             "absent_means: 0")  # fmt: skip


def periods(drop):
    assert isinstance(drop, Drop), drop
    assert drop.absent is not None
    return [str(period) for period in drop.absent.periods]


def test_the_name_of_the_file_says_it():
    drop = read(APRIL, "won 2026-04.csv", sources=NOUGHT)
    assert periods(drop) == ["2026-04"]
    assert drop.absent.value == Decimal(0)
    assert drop.absent.fields == ("closed_won",)
    assert {who for who, _ in drop.absent.told} == {"E00012"}


def test_a_line_above_the_header_says_it():
    drop = read("Closed 01.02.2026 to 30.04.2026\n\n" + APRIL, sources=ABOVE)
    assert periods(drop) == ["2026-02", "2026-03", "2026-04"]
    apart = read("Closed 01.02.2026,to 30.04.2026,\n" + APRIL, sources=ABOVE)
    assert periods(apart) == periods(drop), "in two cells of a row"


def test_what_is_not_over_says_nothing_yet():
    text = APRIL + "E00012,2026-05-03,5\n"
    drop = read("Closed 01.04.2026 to 31.05.2026\n" + text, sources=ABOVE)
    assert periods(drop) == ["2026-04"]
    said = [words(note, "en") for note in drop.notes]
    assert "having no row means nothing yet in 2026-05, which is not over" in said


@pytest.mark.parametrize(
    ("name", "text", "sources", "code"),
    [
        pytest.param("won.csv", APRIL, NOUGHT, "F345", id="the name does not say it"),
        pytest.param("won 2026-13.csv", APRIL, NOUGHT, "F345", id="no month"),
        pytest.param("won 9999-04.csv", APRIL, NOUGHT, "F345", id="a year that cannot be"),
        pytest.param("won 2026-04 won 2026-05.csv", APRIL, NOUGHT, "F345", id="two months"),
        pytest.param("a.csv", APRIL, ABOVE, "F345", id="nothing above the header"),
        pytest.param("a.csv", "Closed 02.04.2026 to 30.04.2026\n" + APRIL, ABOVE, "F345", id="part of it"),
        pytest.param("a.csv", "Closed 30.04.2026 to 01.04.2026\n" + APRIL, ABOVE, "F345", id="backwards"),
        pytest.param("won 2026-03.csv", APRIL, NOUGHT, "F346", id="rows of another month"),
        pytest.param("won 2026-03.csv", APRIL, made(), "F346", id="so, too, where absence means nothing"),
    ],
)  # fmt: skip
def test_a_report_that_does_not_say_one_period_or_leaves_it_is_refused(
    name, text, sources, code
):
    refusal = read(text, name, sources=sources)
    assert not isinstance(refusal, Drop)
    assert {m.code for m in refusal.mistakes} == {code}
    assert all(not m.type and m.do for m in refusal.mistakes)


def test_a_row_with_a_blank_is_a_row():
    drop = read("Owner,Close Date,Amount\nE00012,2026-04-03,5\nE00017,2026-04-03,\n",
                "won 2026-04.csv", sources=NOUGHT)  # fmt: skip
    assert {who for who, _ in drop.absent.told} == {"E00012", "E00017"}


def test_without_absent_means_nothing_is_said_of_others():
    drop = read(APRIL, "won 2026-04.csv", sources=made())
    assert isinstance(drop, Drop)
    assert drop.absent is None
