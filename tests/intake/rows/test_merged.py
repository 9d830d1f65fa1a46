"""Cells that are shown as one say something of each row they stand in, and are read in the first only."""

import pytest

from engine.core.facts.facts import Drop
from tests.intake.books import book, merged
from tests.intake.sample import read

FIGURES = (
    ["Employee", "Period", "Quota", "Note"],
    ["E00012", "2026-04", 1, "a"],
    ["E00017", "2026-04", 2],
)
PEOPLE = (
    ["Employee", "Name", "Manager"],
    ["E00012", "Ann", "E00003"],
    ["E00017", "Bo", "E00003"],
)


@pytest.mark.parametrize(
    ("rows", "cells", "place"),
    [
        pytest.param(FIGURES, "C2:C3", "C3", id="one quota over two people"),
        pytest.param(FIGURES, "B2:B3", "B3", id="one month"),
        pytest.param(FIGURES, "C3:D3", "", id="over a column that is not read"),
        pytest.param(FIGURES, "B3:C3", "C3", id="beside each other"),
        pytest.param(FIGURES, "C1:C2", "C2", id="with the header"),
        pytest.param(FIGURES, "D2:D3", "", id="a remark"),
        pytest.param(FIGURES, "A9:C9", "", id="below the data"),
        pytest.param(PEOPLE, "C2:C3", "C3", id="one manager over two people"),
    ],
)
def test_a_merged_cell_that_would_be_read_in_one_place_only_refuses_the_file(
    rows, cells, place
):
    told = read(merged(book(*rows), cells), "a.xlsx")
    own = [m.cell for m in getattr(told, "mistakes", ()) if m.expected == "a cell of its own"]
    assert own == [place] * bool(place)
    assert isinstance(told, Drop) == (not place)


def test_a_merged_title_above_the_header_does_no_harm():
    title = ["Quota 2026"], ["Employee", "Period", "Quota"], ["E00012", "2026-04", 1]
    assert isinstance(read(merged(book(*title), "A1:C1"), "a.xlsx"), Drop)
