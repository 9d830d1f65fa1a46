"""What of a workbook nobody sees: hidden rows and columns are read and named, hidden sheets are not."""

from collections.abc import Iterator, Sequence

from engine.core.facts.reading_messages import (
    hidden_columns_read,
    hidden_rows_read,
    hidden_sheets_not_read,
)
from engine.core.values.message import Message
from engine.intake.rows.unread_sheets import first_of
from engine.intake.sources.fit import Fit
from engine.intake.sources.header import read_positions
from engine.intake.tables.table import TableRow


def notes_on_hidden(
    fit: Fit, hidden_sheets: Sequence[str], rows: Sequence[TableRow]
) -> Iterator[Message]:
    """Of the rows and columns of which something was taken."""
    unseen = frozenset(fit.table.hidden_rows)
    hidden = [str(row.number) for row in rows if row.number in unseen]
    if hidden:
        yield hidden_rows_read(len(hidden), first_of(hidden))
    read = read_positions(fit.header, fit.source)
    columns = [fit.header.names[at] for at in fit.table.hidden_columns if at in read]
    if columns:
        yield hidden_columns_read(first_of(columns))
    if hidden_sheets:
        yield hidden_sheets_not_read(first_of(hidden_sheets))
