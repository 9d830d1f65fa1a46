"""The same opportunity twice is one; two that differ are refused."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Drop
from engine.words.say import words
from tests.intake.sample import read, source

WON = source("""
planward: source/1
id: won
kind: figures
format: {currency: USD}
unique: [Opportunity ID]
fields:
  employee: {column: Owner}
  period: {column: Close Date, date_format: "%Y-%m-%d", to: month}
  closed_won: {column: Amount, type: money, sum: "true"}
""")
HEADER = "Opportunity ID,Owner,Close Date,Amount,Contact\n"
ONE = "006A,E00012,2026-04-03,$100.00,Ann\n"


def read_won(*rows):
    return read(HEADER + "".join(rows), sources=WON)


@pytest.mark.parametrize(
    ("rows", "comes_to", "told"),
    [
        pytest.param([ONE], "100", [], id="once"),
        pytest.param(
            [ONE, ONE], "100",
            ["row 3 counts once with the one above it that has the same Opportunity ID and says the same"],
            id="the same row twice",
        ),
        pytest.param(
            [ONE, ONE.replace("Ann", "Bo"), ONE.replace("Ann", "Cy")], "100",
            ["rows 3 and 4 count once with those above them "
             "that have the same Opportunity ID and say the same",
             "such rows differ in column Contact, which is not read"],
            id="joined with each contact of the account",
        ),
        pytest.param([ONE, ONE.replace("006A", "006a")], "200", [], id="capitals tell two ids apart"),
        pytest.param([ONE, ONE.replace("006A", "006B")], "200", [], id="two of the same amount"),
    ],
)  # fmt: skip
def test_what_names_the_same_counts_once(rows, comes_to, told):
    drop = read_won(*rows)
    assert isinstance(drop, Drop), drop
    (figure,) = drop.facts
    assert figure.value == Decimal(comes_to)
    said = [words(note, "en") for note in drop.notes]
    assert [each for each in said if "not read" not in each or "such rows" in each] == told


@pytest.mark.parametrize(
    ("other", "column", "found"),
    [
        pytest.param(ONE.replace("100", "101"), "Amount", "$101.00", id="another amount"),
        pytest.param(ONE.replace("E00012", "E00017"), "Owner", "E00017", id="another owner"),
        pytest.param(
            ONE.replace("04-03", "04-30"), "Close Date", "2026-04-30", id="another day"
        ),
        pytest.param(ONE.replace("$100.00", ""), "Amount", "", id="no amount"),
    ],
)
def test_two_rows_of_one_opportunity_that_differ_refuse_the_file(other, column, found):
    refusal = read_won(ONE, other)
    (mistake,) = refusal.mistakes
    assert (mistake.code, mistake.row, mistake.column, mistake.found) == (
        "F344",
        3,
        column,
        found,
    )
    assert mistake.repair == "delete row 3 or row 2, whichever is wrong"
    assert not mistake.type
    assert isinstance(read_won(ONE), Drop), "taken once a row is deleted"


def test_a_row_that_nothing_tells_from_the_others_is_refused():
    refusal = read_won(ONE, ONE.replace("006A", ""))
    assert [(m.code, m.row, m.column) for m in refusal.mistakes] == [
        ("F317", 3, "Opportunity ID")
    ]


def test_several_columns_tell_together():
    lines = source("""
planward: source/1
id: lines
kind: figures
unique: [Opportunity ID, Product]
fields:
  employee: {column: Owner}
  period: {column: Month, date_format: "%Y-%m"}
  closed_won: {column: Amount, type: number, sum: "true"}
""")
    text = "Opportunity ID,Product,Owner,Month,Amount\n"
    text += "1,A,E00012,2026-04,5\n1,B,E00012,2026-04,5\n1,B,E00012,2026-04,5\n"
    (figure,) = read(text, sources=lines).facts
    assert figure.value == 10


deals = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"),
        st.sampled_from(["E00012", "E00017"]),
        st.integers(1, 3),
        st.integers(1, 99),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(deals, st.randoms(use_true_random=False))
def test_each_deal_counts_once_however_often_and_in_whatever_order(made, chance):
    """Of each id the first tuple is the deal; it is exported several times, in any order."""
    known = {}
    for name, *rest in made:
        known.setdefault(name, tuple(rest))
    rows = [f"{n},{who},2026-{m:02}-03,${amount},x\n" for n, (who, m, amount) in known.items()]
    again = rows + [chance.choice(rows) for _ in range(chance.randint(0, 9))]
    chance.shuffle(again)
    assert totals(read_won(*again)) == totals(read_won(*rows))


def totals(drop):
    assert isinstance(drop, Drop), drop
    return {(f.employee, f.period): f.value for f in drop.facts}
