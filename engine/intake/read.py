"""A dropped file in; what it says, or why it is refused, out. Taken whole or not at all."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from engine.core.facts.facts import Drop, Fact
from engine.disk.child import Child
from engine.intake.forms.read_form import Untouched, is_form, read_form
from engine.intake.forms.report import is_report, read_report
from engine.intake.sources.cells import CellContext
from engine.intake.sources.figures import read_figures
from engine.intake.sources.fit import Fit, fitted, one_fit
from engine.intake.sources.header import Header, header_mistakes, key, spelt_like, unread
from engine.intake.sources.near_period import near_periods
from engine.intake.sources.people import read_people
from engine.intake.sources.source import PEOPLE, Source
from engine.intake.tables.file_kind import OpenedFile, opened
from engine.intake.tables.table import Table, TableRow
from engine.intake.values.mistake import Mistake, Refusal, refused
from engine.intake.values.number import Bad
from engine.intake.values.own_failure import failed_over
from engine.languages.table import fingerprint

# Changes, with the table of languages, when the same bytes and source would give other facts.
READER = f"intake/4 {fingerprint()}"


@dataclass(frozen=True, slots=True)
class Body:
    """The data rows of a table, without footer, blank rows and rows that `where` leaves out."""

    rows: tuple[TableRow, ...]
    dropped: tuple[str, ...]
    notes: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def read_drop(
    name: str,
    content: bytes,
    sources: Sequence[Source],
    *,
    today: date,
    known_employees: Collection[str] | None,
    reader: Child | None = None,
) -> Drop | Refusal | Untouched:
    """What the file says, by the one source that fits it. The same bytes, sources and day give
    the same answer. `known_employees` None: there is no roster, so ids are not looked up.
    `reader` is the child that opens workbooks, kept warm over a sweep. A file that we fail over
    ourselves is refused like any other (F321): one file never stops another.
    """
    try:
        return _read(name, content, sources, today, known_employees, reader)
    except Exception as failure:
        return failed_over(name, failure)


def _read(
    name: str,
    content: bytes,
    sources: Sequence[Source],
    today: date,
    known_employees: Collection[str] | None,
    reader: Child | None,
) -> Drop | Refusal | Untouched:
    if is_report(name, content):
        return read_report(name, content, digest(content), today, known_employees)
    file = opened(name, content, reader)
    if isinstance(file, Mistake):
        return refused(name, file)
    if is_form(file):
        return read_form(file, digest(content), today, known_employees)
    fit = one_fit([fitted(file, source) for source in sources])
    if not isinstance(fit, Fit):
        return refused(name, fit)
    return read_fit(file, fit, today, known_employees)


def read_fit(
    file: OpenedFile, fit: Fit, today: date, known: Collection[str] | None
) -> Drop | Refusal:
    source, header = fit.source, fit.header
    sha256 = digest(file.content)
    roster = None if known is None else frozenset(known)
    reading = CellContext(
        sha256, file.name, fit.table.sheet, header, source.blank, today, roster
    )
    body = body_of(fit.table, header, source, reading)
    reads = read_people if source.kind == PEOPLE else read_figures
    facts, found = reads(body.rows, source, reading)
    mistakes = [
        *header_mistakes(header, source, fit.table.sheet),
        *near_periods(header, source, fit.table.sheet),
        *body.mistakes,
        *found,
    ]
    if not facts and not mistakes:
        row, sheet = header.row.number + 1, fit.table.sheet
        mistakes.append(
            Mistake("F309", "at least one filled row", do="fill it", sheet=sheet, row=row)
        )
    if mistakes:
        return refused(file.name, mistakes, ask=source.ask, source=source.id)
    told: tuple[Fact, ...] = tuple(facts)
    reader = f"{READER} {source.version}"
    return Drop(
        sha256, file.name, source.id, reader, told, len(body.rows), body.dropped,
        unread(header, source), body.notes,
    )  # fmt: skip


def body_of(table: Table, header: Header, source: Source, reading: CellContext) -> Body:
    below = [row for row in table.rows if row.number > header.row.number]
    kept, dropped = _before_footer(below, source)
    mistakes = _widths(kept, header, table) + _after_footer(dropped, source, reading)
    read, left_out = [], 0
    for row in kept:
        if row.blank:
            continue
        mistakes += _unexpected(row, source, reading)
        if _wanted(row, source, reading):
            read.append(row)
        else:
            left_out += 1
    notes = (f"{left_out} rows left out: {_where(source)}",) if left_out else ()
    lines = tuple(_line(row) for row in dropped if not row.blank)
    return Body(tuple(read), lines, notes, tuple(mistakes))


def _before_footer(
    rows: Sequence[TableRow], source: Source
) -> tuple[list[TableRow], list[TableRow]]:
    stops = [re.compile(pattern) for pattern in source.format.stop_at]
    if not stops:
        return list(rows), []
    after_blank = False
    for at, row in enumerate(rows):
        filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
        alone = source.format.stop_after_blank and after_blank and len(filled) == 1
        if filled and (alone or any(stop.search(filled[0]) for stop in stops)):
            return list(rows[:at]), list(rows[at:])
        after_blank = not filled
    return list(rows), []


def _widths(rows: Sequence[TableRow], header: Header, table: Table) -> list[Mistake]:
    """In a text file a row of another width has a separator too many or too few."""
    if not table.separator:
        return []
    width = len(header.row.cells)
    return [
        Mistake(
            "F308", f"{width} cells, as in the header", f"{len(row.cells)} cells",
            row=row.number,
            do=f"put quotes around the text that holds {_sign(table.separator)}"
            if len(row.cells) > width else "add the missing cells",
        )
        for row in rows
        if not row.blank and len(row.cells) != width
    ]  # fmt: skip


def _sign(separator: str) -> str:
    return "a tab" if separator == "\t" else f'"{separator}"'


def _after_footer(
    rows: Sequence[TableRow], source: Source, reading: CellContext
) -> list[Mistake]:
    """Below a footer nothing may stand that looks like data: it would be lost in silence."""
    position = reading.header.position(source.employee.names) or 0
    id_ = re.compile(source.employee.pattern, re.ASCII)
    bad, do = (
        Bad("no employee below the line that ends the data", ""),
        "move it above that line",
    )
    return [
        reading.mistake("F320", row, position, bad, do=do)
        for row in rows[1:]
        if len([c for c in row.cells if c.text.strip()]) > 1
        and id_.fullmatch(reading.cell(row, position).text.strip())
    ]


def _unexpected(row: TableRow, source: Source, reading: CellContext) -> list[Mistake]:
    mistakes = []
    for column, values in source.expect.items():
        position = reading.header.position((column,)) or 0
        text, wanted = reading.cell(row, position).text.strip(), " or ".join(values)
        if text not in values:
            bad = Bad(wanted, spelt_like(text, values))
            do = (
                "" if bad.type else f"export the rows whose {column} is {wanted}, and no others"
            )
            mistakes.append(reading.mistake("F319", row, position, bad, do=do))
    return mistakes


def _wanted(row: TableRow, source: Source, reading: CellContext) -> bool:
    return all(
        key(reading.cell(row, reading.header.position((column,))).text) in map(key, values)
        for column, values in source.where.items()
    )


def _where(source: Source) -> str:
    return "; ".join(f"{c} is not {' or '.join(v)}" for c, v in source.where.items())


def _line(row: TableRow) -> str:
    return " | ".join(cell.text.strip() for cell in row.cells if cell.text.strip())


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
