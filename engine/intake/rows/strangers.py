"""Rows of people whom the roster does not know, where the source says that these need not stop a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.core.facts.reading_messages import strangers_held, strangers_left_out
from engine.core.values.message import Message
from engine.core.values.suggest import one_sign_from
from engine.intake.rows.people_named import names_employee
from engine.intake.rows.unread_sheets import first_of
from engine.intake.sources.cells import LONG_ID, CellContext, employee_at, known_employee
from engine.intake.sources.source import HELD, LEFT_OUT, Source
from engine.intake.tables.table import TEXT, TableRow
from engine.intake.values.mistake import Mistake


@dataclass(frozen=True, slots=True)
class KnownRows:
    """The rows to be read on, and the ids among all of them that no roster knows, as written.

    `mistakes` are ids that are nearly known ones.
    """

    rows: list[TableRow]
    strangers: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def known_rows(rows: Sequence[TableRow], source: Source, reading: CellContext) -> KnownRows:
    if source.unknown_ids not in (HELD, LEFT_OUT) or reading.known is None:
        return KnownRows([*rows])
    at = reading.header.position(source.employee.names) or 0
    found: dict[int, str] = {}
    near: list[Mistake] = []
    for row in rows:
        stranger = _stranger(row, at, source, reading)
        if not stranger:
            continue
        found[row.number] = stranger
        if len(stranger) >= LONG_ID and one_sign_from(stranger, reading.known):
            near += filter(None, [known_employee(reading, row, at, stranger)])
    names = tuple(dict.fromkeys(found.values()))
    kept, told = [*rows], strangers_held
    if source.unknown_ids == LEFT_OUT:
        kept, told = [row for row in rows if row.number not in found], strangers_left_out
    notes = (told(len(found), first_of(names)),) if names else ()
    return KnownRows(kept, names, notes, tuple(near))


def _stranger(row: TableRow, at: int, source: Source, reading: CellContext) -> str:
    """Who it is where it is surely nobody that the roster knows; a near miss is left to be refused.

    What can be no id is somebody else only where such rows are left out: held is what may be known later.
    """
    known = reading.known or frozenset()
    read = employee_at(reading, row, at, source.employee)
    if isinstance(read, str):
        return "" if read in known or names_employee(reading, row, at, source) else read
    cell = reading.cell(row, at)
    unsure = _unsure(read, known) or cell.kind != TEXT or not cell.text.strip()
    if source.unknown_ids == HELD or unsure or names_employee(reading, row, at, source):
        return ""
    return cell.text.strip()


def _unsure(mistake: Mistake, known: frozenset[str]) -> bool:
    return mistake.code != "F310" or mistake.type in known
