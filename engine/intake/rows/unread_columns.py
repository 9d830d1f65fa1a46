"""Columns that are not read: named on the receipt, or refused where the header is nearly one that is read."""

from collections.abc import Iterator, Sequence

from engine.intake.sources.header import (
    Header,
    just_that,
    nearly_same,
    nearly_same_words,
    read_positions,
    says_no_more,
)
from engine.intake.sources.source import Source
from engine.intake.tables.table import TableRow, cell_name
from engine.intake.values.mistake import Mistake


def unread_columns(header: Header, source: Source, rows: Sequence[TableRow]) -> tuple[str, ...]:
    """Their headers; of a column without one that holds anything below it, its letter."""
    read = read_positions(header, source)
    filled = {
        at for row in rows for at, cell in enumerate(row.cells) if at not in read and cell.text.strip()
    }  # fmt: skip
    named = {at for at, name in enumerate(header.names) if name and at not in read}
    return tuple(_called(header, at) for at in sorted(named | filled))


def _called(header: Header, at: int) -> str:
    name = header.names[at] if at < len(header.names) else ""
    return name or f"{cell_name(0, at).rstrip('0')} (without a header)"


def near_columns(header: Header, source: Source, sheet: str) -> Iterator[Mistake]:
    """One mistake for each column that may be missing, is missing, and stands there otherwise spelt."""
    read = read_positions(header, source)
    there = {at: name for at, name in enumerate(header.names) if name and at not in read}
    for names, must in source.columns():
        if must or header.position(names) is not None:
            continue
        spelt = [at for at, name in there.items() if nearly_same(name, names)]
        worded = [at for at, name in there.items() if nearly_same_words(name, names)]
        for at in (spelt or worded)[:1]:
            row, same = header.row.number, says_no_more(there[at], source)
            typed = names[0] if len(spelt) == 1 and same else ""
            do = f"name it {names[0]} if it is that column, and less like it if not"
            do = do if same else just_that(names[0])
            yield Mistake(
                "F307", f"the header {' or '.join(names)}, or one that is not so like it",
                there[at], typed, "" if typed else do, sheet, row, cell=cell_name(row, at),
            )  # fmt: skip


def half_absences(
    header: Header, source: Source, sheet: str, rows: Sequence[TableRow]
) -> Iterator[Mistake]:
    """Days away of which a kind or an end is told and no column says when they began."""
    for absence in source.absences:
        others = (header.position(names) for names in (absence.kind, absence.until))
        there = [at for at in others if at is not None]
        if header.position(absence.first) is not None or not there:
            continue
        filled = [row for row in rows if any(_filled(row, at) for at in there)]
        if filled:
            at, row, first = there[0], header.row.number, absence.first[0]
            yield Mistake(
                "F307", f"a column {first} beside {header.names[at]}", "",
                do=f"add the column {first} to the export", sheet=sheet, row=row,
            )  # fmt: skip


def _filled(row: TableRow, at: int) -> bool:
    return at < len(row.cells) and bool(row.cells[at].text.strip())
