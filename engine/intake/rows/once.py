"""Rows that name one thing twice: they count once where they say the same, and refuse the file where not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.core.facts.reading_messages import rows_counted_once, same_but_for
from engine.core.values.message import Message
from engine.intake.rows.unread_sheets import first_of
from engine.intake.sources.cells import CellContext, broken
from engine.intake.sources.header import read_positions
from engine.intake.sources.source import Source
from engine.intake.tables.table import TableRow
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad


@dataclass(frozen=True, slots=True)
class Once:
    """The rows that count, with what is said of the others."""

    rows: list[TableRow]
    notes: tuple[Message, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def rows_once(rows: Sequence[TableRow], source: Source, reading: CellContext) -> Once:
    if not source.unique:
        return Once([*rows])
    keys = [reading.header.position((name,)) or 0 for name in source.unique]
    first: dict[tuple[str, ...], TableRow] = {}
    kept: list[TableRow] = []
    again: list[tuple[TableRow, TableRow]] = []
    mistakes: list[Mistake] = []
    for row in rows:
        named = tuple(reading.cell(row, at).text.strip() for at in keys)
        wrong = next((m for at in keys if (m := broken(reading, row, at, "the text"))), None)
        if wrong is None and not any(named):
            expected = Bad(f"what tells this row from the others, in {_titles(source)}", "")
            wrong = reading.mistake(
                "F317", row, keys[0], expected, do="export it anew, with it"
            )
        if wrong is not None:
            mistakes.append(wrong)
        elif named in first:
            again.append((row, first[named]))
        else:
            first[named] = row
            kept.append(row)
    mistakes += [m for row, other in again if (m := _differing(row, other, source, reading))]
    return Once(kept, tuple(_notes(again, source, reading)), tuple(mistakes))


def _titles(source: Source) -> str:
    return " and ".join(source.unique)


def _differing(
    row: TableRow, other: TableRow, source: Source, reading: CellContext
) -> Mistake | None:
    for at in sorted(read_positions(reading.header, source)):
        mine, theirs = reading.cell(row, at), reading.cell(other, at)
        if (mine.exact or mine.text.strip()) != (theirs.exact or theirs.text.strip()):
            said = f"what row {other.number} says, which has the same {_titles(source)}"
            wanted = f"{theirs.text.strip() or 'nothing'}, {said}"
            do = f"delete row {row.number} or row {other.number}, whichever is wrong"
            return reading.mistake("F344", row, at, Bad(wanted, ""), do=do)
    return None


def _notes(
    again: Sequence[tuple[TableRow, TableRow]], source: Source, reading: CellContext
) -> Iterator[Message]:
    if not again:
        return
    numbers = first_of([str(row.number) for row, _ in again])
    yield rows_counted_once(len(again), _titles(source), numbers)
    read = read_positions(reading.header, source)
    differ = {
        reading.header.names[at]
        for row, other in again
        for at in range(len(reading.header.names))
        if at not in read and reading.cell(row, at).text != reading.cell(other, at).text
    }
    if differ:
        yield same_but_for(first_of([name for name in reading.header.names if name in differ]))
