"""CSV exports become figures whole, each with its cell, or are refused with one repair per line."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Drop, Figure
from engine.intake.values.mistake import Refusal
from tests.intake.sample import figures, read

HEADER = "Employee,Period,Quota,Closed won\n"
LONG = HEADER + 'E00012,2026-04,"$100,000",62400\nE00017,2026-Q1,90000,-\n'
LONG_READ = [
    ("E00012", "quota", "2026-04", Decimal(100_000)),
    ("E00012", "closed_won", "2026-04", Decimal(62_400)),
    ("E00017", "quota", "2026-01-01 to 2026-03-31", Decimal(90_000)),
]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(LONG.encode(), id="UTF-8"),
        pytest.param(LONG.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(LONG.encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + LONG.encode("utf-16-be"), id="UTF-16 the other way"),
        pytest.param(LONG.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(LONG.replace(",", ";").replace("$100;000", "$100,000").encode(),
                     id="semicolons"),
        pytest.param(("Quarter report,,,\n,,,\n" + LONG).encode(), id="title above the header"),
        pytest.param(LONG.replace("Employee", " employee  ID ").encode(), id="header spelling"),
        pytest.param((LONG + "\n\nTotal,,190000,62400\n").encode(), id="blank lines and footer"),
    ],
)  # fmt: skip
def test_one_export_in_many_clothes_reads_the_same(content):
    assert figures(content) == LONG_READ


def test_every_figure_is_found_again_in_its_cell():
    drop = read("Report\n" + LONG)
    header = ["Employee", "Period", "Quota", "Closed won"]
    rows = {
        3: ["E00012", "2026-04", "$100,000", "62400"],
        4: ["E00017", "2026-Q1", "90000", "-"],
    }
    assert len(drop.facts) == 3
    for fact in drop.facts:
        at = fact.origin
        assert rows[at.row][header.index(at.column)] == at.text
        assert at.drop == drop.sha256


def test_the_footer_and_other_columns_are_left_out_in_the_open():
    drop = read(
        "Employee,Period,Quota,Team\nE00012,2026-04,1,x\n\nGrand Totals (1 record),,1,\n"
    )
    assert drop.dropped_lines == ("Grand Totals (1 record) | 1",)
    assert drop.unread_columns == ("Team",)
    assert drop.rows == 1


def test_a_person_below_the_footer_is_not_lost_in_silence():
    refusal = read(HEADER + "E00012,2026-04,1,1\nTotal,,1,1\nE00017,2026-04,2,2\n")
    assert [(m.code, m.row, m.found) for m in refusal.mistakes] == [("F320", 4, "E00017")]


def test_the_same_bytes_read_twice_are_equal():
    assert read(LONG) == read(LONG)


def test_nothing_is_taken_from_a_file_with_one_bad_row():
    assert isinstance(read(LONG + "E00023,2026-04,many,1\n"), Refusal)


def test_the_same_mistake_in_many_rows_is_said_once_for_each_value():
    rows = "".join(f"E00012,2026/{m},1,1\n" for m in ("01", "02") * 4)
    refusal = read(HEADER + rows)
    assert [(m.code, m.row, m.rows, m.type) for m in refusal.mistakes] == [
        ("F314", 2, (4, 6, 8), "2026-01"),
        ("F314", 3, (5, 7, 9), "2026-02"),
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=200).map(lambda tail: LONG.encode() + tail),
        st.text('Employee,Period,Quota,E00012,2026-04\n";\t|', max_size=200).map(str.encode),
    )
)
def test_no_bytes_make_the_reader_raise(content):
    drop = read(content)
    assert isinstance(drop, Drop | Refusal)
    if isinstance(drop, Refusal):
        assert drop.mistakes
        assert all((m.expected or m.said) and m.repair for m in drop.mistakes)
    else:
        assert all(isinstance(f, Figure) for f in drop.facts)
