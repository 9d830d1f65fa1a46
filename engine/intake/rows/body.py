"""The data rows of a table: below its header, above its end, without what the source leaves out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.core.facts.reading_messages import (
    nothing_there,
    rows_above_header,
    rows_below_stop,
    rows_filtered_out,
)
from engine.core.values.message import Message
from engine.core.values.suggest import one_slip_from
from engine.intake.rows.once import rows_once
from engine.intake.rows.stop import before_stop, data_at_stop, data_position
from engine.intake.rows.strangers import known_rows
from engine.intake.sources.cells import CellContext
from engine.intake.sources.header import ALIKE, Header, key, spelt_like
from engine.intake.sources.source import Source
from engine.intake.tables.table import Table, TableRow
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad

LONG = 6  # letters
SHOWN = 5  # different texts of a column that rows were left out for


@dataclass(frozen=True, slots=True)
class Body:
    """The rows to be read, the lines at and below the end, and what is said of what is left out."""

    rows: tuple[TableRow, ...]
    dropped: tuple[str, ...]
    notes: tuple[Message, ...]
    mistakes: tuple[Mistake, ...]
    above: tuple[TableRow, ...] = ()  # the header
    strangers: tuple[
        str, ...
    ] = ()  # ids that no roster knows, where these need not stop a file


def body_of(table: Table, header: Header, source: Source, reading: CellContext) -> Body:
    above = [row for row in table.rows if row.number < header.first and not row.blank]
    below = [row for row in table.rows if row.number > header.row.number]
    kept, ended = before_stop(below, source)
    filled = [row for row in kept if not row.blank]
    wanted = [row for row in filled if _unwanted(row, source, reading) is None]
    known = known_rows(wanted, source, reading)
    once = rows_once(known.rows, source, reading)
    mistakes = [
        *_widths(kept, header, table),
        *_data_above(above, source, reading),
        *data_at_stop(kept, ended, source, reading),
        *(each for row in filled for each in _unexpected(row, source, reading)),
        *_nearly_wanted(filled, source, reading),
        *known.mistakes,
        *once.mistakes,
    ]
    lines = tuple(_line(row) for row in ended if not row.blank)
    notes = (*_left_out(above, filled, lines, source, reading), *known.notes, *once.notes)
    return Body(tuple(once.rows), lines, notes, tuple(mistakes), tuple(above), known.strangers)


def _left_out(
    above: Sequence[TableRow], filled: Sequence[TableRow], lines: Sequence[str], source: Source,
    reading: CellContext,
) -> Iterator[Message]:  # fmt: skip
    if above:
        yield rows_above_header(len(above))
    if lines:
        yield rows_below_stop(len(lines), lines[0])
    found: dict[str, Counter[str]] = {}
    for row in filled:
        column = _unwanted(row, source, reading)
        if column is not None:
            text = _text_in(column, row, reading)
            found.setdefault(column, Counter())[text] += 1
    for column, texts in found.items():
        shown = tuple(text for text, _ in texts.most_common(SHOWN))
        said = tuple(text or nothing_there() for text in shown)
        yield rows_filtered_out(texts.total(), column, said)


def _data_above(
    rows: Sequence[TableRow], source: Source, reading: CellContext
) -> Iterator[Mistake]:
    bad = Bad("no employee above the header", "")
    for row in rows:
        at = data_position(row, source, reading)
        if at is not None:
            yield reading.mistake("F320", row, at, bad, do="move it below the header")


def _widths(rows: Sequence[TableRow], header: Header, table: Table) -> Iterator[Mistake]:
    """In a text file a row of another width has a separator too many or too few."""
    width = len(header.row.cells)
    for row in rows if table.separator else ():
        if row.blank or len(row.cells) == width:
            continue
        quote = f"put quotes around the text that holds {_sign(table.separator)}"
        do = quote if len(row.cells) > width else "add the missing cells"
        found = f"{len(row.cells)} cells"
        yield Mistake("F308", f"{width} cells, as in the header", found, do=do, row=row.number)


def _sign(separator: str) -> str:
    return "a tab" if separator == "\t" else f'"{separator}"'


def _unexpected(row: TableRow, source: Source, reading: CellContext) -> Iterator[Mistake]:
    for column, values in source.expect.items():
        text, wanted = _text_in(column, row, reading), " or ".join(values)
        if text not in values:
            yield _value_mistake(
                column, row, reading, wanted, spelt_like(text, values),
                f"export the rows whose {column} is {wanted}, and no others",
            )  # fmt: skip


def _nearly_wanted(
    rows: Sequence[TableRow], source: Source, reading: CellContext
) -> Iterator[Mistake]:
    """A row left out for how one text is written: "Closed-Won" where "Closed Won" is read."""
    for row in rows:
        column = _unwanted(row, source, reading)
        if column is None:
            continue
        text = _text_in(column, row, reading)
        same = [v for v in source.where[column] if text and _letters(v) == _letters(text)]
        near = [v for v in source.where[column] if _one_slip(text, v)]
        for meant in (same or near)[:1]:
            do = f"type {meant} if that is meant, and another text if the row is not to be read"
            yield _value_mistake(column, row, reading, meant, meant if same else "", do)


def _one_slip(text: str, value: str) -> bool:
    """Of long texts without numbers and single letters: "Stage A" and "Stage B" are two things."""
    whole = len(text) >= LONG and not any(c.isdigit() for c in text + value)
    words = all(len(word) > 1 for word in (*text.split(), *value.split()))
    return whole and words and bool(one_slip_from(key(text), frozenset({key(value)}), ALIKE))


def _value_mistake(
    column: str, row: TableRow, reading: CellContext, wanted: str, typed: str, do: str
) -> Mistake:
    position = reading.header.position((column,)) or 0
    return reading.mistake(
        "F319", row, position, Bad(wanted, typed), do="" if typed else do
    )  # fmt: skip


def _unwanted(row: TableRow, source: Source, reading: CellContext) -> str | None:
    """The first column for which `where` leaves the row out; None when it is to be read."""
    for column, values in source.where.items():
        if key(_text_in(column, row, reading)) not in map(key, values):
            return column
    return None


def _text_in(column: str, row: TableRow, reading: CellContext) -> str:
    return reading.cell(row, reading.header.position((column,))).text.strip()


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _line(row: TableRow) -> str:
    return " | ".join(cell.text.strip() for cell in row.cells if cell.text.strip())
