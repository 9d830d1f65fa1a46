"""Cells that a person sees as one: whatever stands there, Excel keeps it in the first of them only."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from engine.intake.sources.cells import CellContext
from engine.intake.sources.fit import Fit
from engine.intake.sources.header import read_positions
from engine.intake.tables.table import TableRow
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad

SPLIT = "unmerge these cells, and type in each what holds for its row"


def merged_cells(fit: Fit, rows: Sequence[TableRow], reading: CellContext) -> Iterator[Mistake]:
    """One mistake for each merged cell that would be read in one place and be empty in the others."""
    read = sorted(read_positions(fit.header, fit.source))
    numbers = [row.number for row in rows]
    for top, bottom, left, right in fit.table.merged:
        begin = bisect_left(numbers, top)
        places = (
            (row, at)
            for row in rows[begin : begin + 2]
            for at in read
            if row.number <= bottom and left <= at <= right and (row.number, at) != (top, left)
        )
        place = next(places, None)
        if place:
            yield reading.mistake("F317", *place, Bad("a cell of its own", ""), do=SPLIT)
