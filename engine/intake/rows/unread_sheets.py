"""Sheets that are not read: named on the receipt, or refused where they are nearly like the one read."""

from collections.abc import Iterator, Sequence

from engine.core.facts.reading_messages import columns_not_read, sheets_not_read, unread_more
from engine.core.values.message import Message
from engine.intake.rows.stop import goes_on
from engine.intake.sources.cells import CellContext
from engine.intake.sources.fit import Fit
from engine.intake.sources.header import (
    Header,
    Miss,
    found_header,
    nearly_same,
    read_positions,
)
from engine.intake.sources.near_period import near_periods
from engine.intake.sources.source import FIGURES, Source
from engine.intake.tables.table import NUMBER, PERCENT, Table, TableRow
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad, read_number

NAMED = 12  # columns or sheets on a receipt
MEND = "drop it in a file of its own with the same header; delete it if it is not to be read"


def notes_on_columns_and_sheets(fit: Fit, columns: tuple[str, ...]) -> Iterator[Message]:
    """What the receipt says of sheets and columns that are not read."""
    sheets = tuple(t.sheet for t in fit.others if any(not row.blank for row in t.rows))
    if sheets:
        yield sheets_not_read(first_of(sheets))
    if columns:
        yield columns_not_read(first_of(columns))


def first_of(names: Sequence[str]) -> tuple[str | Message, ...]:
    more = len(names) - NAMED
    return (*names[:NAMED], unread_more(more)) if more > 0 else tuple(names)


def near_sheets(fit: Fit, reading: CellContext) -> Iterator[Mistake]:
    """One mistake for each sheet that a person takes for data of the same kind, and the source does not.

    Where the source names its sheet, the others are left out because somebody said so.
    """
    for table in fit.others if not fit.source.format.sheet else ():
        row = _near_row(table, fit, reading)
        if row is not None:
            said = f"it is nearly like the sheet {fit.table.sheet}, and would not be read beside it"
            yield Mistake("F307", "", do=MEND, sheet=table.sheet, row=row.number, said=said)


def _near_row(table: Table, fit: Fit, reading: CellContext) -> TableRow | None:
    """The row that is nearly a header, or that is data without one."""
    miss = found_header(table.rows, fit.source)
    if isinstance(miss, Header):
        return None
    if miss.row is not None:
        below = [row for row in table.rows if row.number > miss.row.number and not row.blank]
        if below and _nearly_header(miss, fit.source, below):
            return miss.row
    return next((row for row in table.rows if goes_on(row, fit.source, reading)), None)


def _nearly_header(miss: Miss, source: Source, below: list[TableRow]) -> bool:
    header = miss.header
    assert header is not None  # noqa: S101 - asked only of a row that was found
    read = read_positions(header, source)
    free = [name for at, name in enumerate(header.names) if name and at not in read]
    if all(any(nearly_same(name, names) for name in free) for names in miss.missing):
        return True
    if next(near_periods(header, source, ""), None) is not None:
        return True
    return (
        source.kind == FIGURES
        and len(miss.missing) == 1
        and miss.present > 1
        and _holds_numbers(header, read, below, source)
    )


def _holds_numbers(
    header: Header, read: set[int], rows: list[TableRow], source: Source
) -> bool:
    """Whether a column that is not read, or one of figures that is, holds a number."""
    of_figures = {header.position(f.names) for f in source.figures if f.names}
    for row in rows:
        for at, cell in enumerate(row.cells):
            if at in read and at not in of_figures:
                continue
            number = not isinstance(read_number(cell.text, source.notation), Bad)
            if cell.kind in (NUMBER, PERCENT) or number:
                return True
    return False
