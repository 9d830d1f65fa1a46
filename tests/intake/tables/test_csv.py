"""CSV exports become figures whole, each with its cell, or are refused with one repair per line."""

import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Drop, Figure
from engine.disk.child import ProcessLimits, child
from engine.intake.tables.text_file import HARMLESS
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


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


LARGE = LONG + (" " * 1000 + "\n") * (1 + HARMLESS // 1000)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(LARGE.encode(), id="UTF-8"),
        pytest.param(LARGE.encode("utf-16"), id="UTF-16"),
        pytest.param(LARGE.replace(",", ";").replace("$100;", "$100,").encode(), id="semicolons"),
    ],
)  # fmt: skip
def test_a_large_export_is_read_in_the_child_and_reads_the_same(content, warm):
    assert figures(content, reader=warm) == LONG_READ
    assert warm.pid


def test_a_small_export_needs_no_child():
    with child() as process:
        assert figures(LONG, reader=process) == LONG_READ
        assert process.pid is None


def test_a_large_export_is_read_without_a_warm_child():
    assert figures(LARGE) == LONG_READ


@pytest.mark.parametrize(
    ("content", "expected", "row"),
    [
        pytest.param("," * 9_900_000, "at most 200 columns", 1, id="a line of commas"),
        pytest.param((HEADER.strip() + "," * 190 + "\n") * 49_000, "at most 500000 cells", 2578,
                     id="blank cells without end"),
        pytest.param(HEADER + "1" * 9_900_000, "at most 4096 characters in a cell", 2,
                     id="one long cell"),
        pytest.param(HEADER + '"' * 9_900_000, "at most 4096 characters in a cell", 2,
                     id="quotes alone"),
        pytest.param(HEADER + "E00012,2026-04,1,1\n" * 60_000, "at most 50000 rows", 50_001,
                     id="rows without end"),
        pytest.param("x" * 33 * 1024 * 1024, "a file below 32 MB", 0, id="32 MB"),
    ],
)  # fmt: skip
def test_a_file_over_a_limit_is_one_note_and_costs_the_engine_little(
    content, expected, row, warm
):
    content = content.encode()
    tracemalloc.start()
    refusal = read(content, reader=warm)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(refusal, Refusal)
    assert [(m.code, m.expected, m.row) for m in refusal.mistakes] == [("F306", expected, row)]
    assert peak < 3 * len(content)
    assert figures(LARGE, reader=warm) == LONG_READ


def test_a_quote_left_open_in_a_large_file_is_named_in_its_row(warm):
    refusal = read(
        LONG + 'E00012,2026-05,"70000,1\n' + "E00017,2026-05,1,1\n" * 9000, reader=warm
    )
    assert [(m.code, m.row, m.found) for m in refusal.mistakes] == [("F305", 4, "70000,1")]


@pytest.mark.parametrize(
    "limits",
    [ProcessLimits(memory=128 * 1024 * 1024), ProcessLimits(wall_seconds=0.01)],
    ids=["memory", "time"],
)
def test_a_file_that_costs_the_child_too_much_is_refused(limits):
    with child(limits) as process:
        refusal = read(LONG + "E00012,2026-05,1,1\n" * 1_500_000, reader=process)
    assert [(m.code, m.expected) for m in refusal.mistakes] == [
        ("F306", "a file that can be read with little memory and time")
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


@pytest.mark.parametrize(
    ("content", "code", "do"),
    [
        ("Employee,Period".encode("utf-16-be"), "F304", 'save it in Excel as "CSV UTF-8"'),
        ("Employee,Period".encode("utf-16-le"), "F304", 'save it in Excel as "CSV UTF-8"'),
        (b"\xef\xbb\xbf", "F309", "drop it again once it is filled"),
        (b"%PDF-1.7", "F303", "export it as an Excel workbook or as CSV, and drop that"),
        (
            b"\n<!DOCTYPE html><table>",
            "F303",
            'open it in Excel and save it as "Excel Workbook (*.xlsx)"',
        ),
        (
            b'<?xml version="1.0"?><Workbook>',
            "F303",
            'open it in Excel and save it as "Excel Workbook (*.xlsx)"',
        ),
    ],
)
def test_what_is_no_text_table_is_called_what_it_is(content, code, do):
    (mistake,) = read(content, "April.xls").mistakes
    assert (mistake.code, mistake.do) == (code, do)


def test_two_marks_of_the_encoding_are_as_good_as_one():
    marked = b"\xef\xbb\xbf" * 2 + b"Employee,Period,Quota\nE00012,2026-04,1\n"
    assert figures(marked) == figures(marked[3:]) != []
