"""Rows of a roster into what is true of people, from which day on, and when they were away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from engine.core.facts.facts import Absence, Origin, Trait
from engine.core.policy.condition import AWAY
from engine.intake.sources.cells import CellContext, broken, clean_text, employee_at, period_at
from engine.intake.sources.header import spelt_like
from engine.intake.sources.source import AbsenceColumns, Source, TraitColumn
from engine.intake.tables.table import Cell, TableRow
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad

Personal = Trait | Absence
LEFT = "left"  # the trait that says that a person is gone
YEARS = "(?<![0-9])[0-9]{4}(?=(?:[0-9]{4})?(?![0-9]))"  # also of 99991231
DISTANT = 50  # years ahead in which nobody plans to leave


def read_people(
    rows: Iterable[TableRow], source: Source, reading: CellContext
) -> tuple[list[Personal], list[Mistake]]:
    """Traits and absences in the order of the file; a blank cell is a trait that ended."""
    facts: dict[Personal, None] = {}
    mistakes: list[Mistake] = []
    named: list[tuple[str, TableRow, int]] = []  # ids of other people, checked at the end
    seen: set[str] = set()
    for row in rows:
        employee = _employee(row, source, reading)
        if isinstance(employee, Mistake):
            mistakes.append(employee)
        else:
            seen.add(employee)
        id_ = employee if isinstance(employee, str) else ""
        for read in _row(row, id_, source, reading, named):
            if isinstance(read, Mistake):
                mistakes.append(read)
            else:
                facts.setdefault(read)
    mistakes += _strangers(named, seen, reading)
    kept, doubled = _settled(list(facts), reading)
    return kept, mistakes + doubled


def _employee(row: TableRow, source: Source, reading: CellContext) -> str | Mistake:
    position = reading.header.position(source.employee.names)
    assert position is not None  # noqa: S101 - the header was found by this very column
    return employee_at(reading, row, position, source.employee)


def _row(
    row: TableRow,
    employee: str,
    source: Source,
    reading: CellContext,
    named: list[tuple[str, TableRow, int]],
) -> Iterator[Personal | Mistake]:
    starting = _starting(row, source, reading)
    if isinstance(starting, Mistake):
        yield starting
        starting = reading.today
    for column in source.traits:
        position = reading.header.position(column.names)
        if position is None:
            continue
        value = _value(row, position, column, source, reading)
        if isinstance(value, Mistake):
            yield value
            continue
        if column.type == "employee" and value:
            named.append((value, row, position))
        if employee:
            origin = reading.origin(row, position)
            yield Trait(employee, column.field, value, starting, origin)
    for absence in source.absences:
        read = _absence(row, employee, absence, reading)
        if isinstance(read, Mistake) or (read is not None and employee):
            yield read


def _starting(row: TableRow, source: Source, reading: CellContext) -> date | Mistake:
    if source.starting is None:
        return reading.today
    position = reading.header.position(source.starting.names)
    if position is None or reading.is_blank(reading.cell(row, position)):
        return reading.today
    period = period_at(reading, row, position, source.starting.dating)
    return period if isinstance(period, Mistake) else period.first


def _value(
    row: TableRow, position: int, column: TraitColumn, source: Source, reading: CellContext
) -> str | Mistake:
    """The trait as text. Blank: nothing holds (any more)."""
    cell = reading.cell(row, position)
    if fault := broken(reading, row, position, "the value"):
        return fault
    if reading.is_blank(cell):
        return ""
    if column.type == "employee":
        return employee_at(reading, row, position, source.employee)
    if column.dating is not None:
        period = period_at(reading, row, position, column.dating)
        if isinstance(period, Mistake) and column.field == LEFT:
            return _no_end(period, cell, reading, "leave it empty while the person is employed")
        return period if isinstance(period, Mistake) else period.first.isoformat()
    text = clean_text(cell.text)
    if text is None:
        bad = Bad("plain text of at most 200 characters, with no hidden signs", "")
        return reading.mistake("F319", row, position, bad, do="type it anew")
    if column.values and text not in column.values:
        bad = Bad("one of " + ", ".join(column.values), spelt_like(text, column.values))
        do = "" if bad.type else "type the one that is meant"
        return reading.mistake("F319", row, position, bad, do=do)
    return text


def _absence(
    row: TableRow, employee: str, columns: AbsenceColumns, reading: CellContext
) -> Absence | Mistake | None:
    first_at = reading.header.position(columns.first)
    if first_at is None:
        return None
    kind_at, until_at = (reading.header.position(n) for n in (columns.kind, columns.until))
    given = [at for at in (kind_at, until_at) if at is not None
             and not reading.is_blank(reading.cell(row, at))]  # fmt: skip
    if reading.is_blank(reading.cell(row, first_at)):
        if not given:
            return None
        bad = Bad("the first day away, as there is a kind or a last day", "")
        return reading.mistake("F317", row, first_at, bad, do="type the first day")
    first = period_at(reading, row, first_at, columns.dating)
    if isinstance(first, Mistake):
        return first
    until = _until(row, until_at if until_at in given else None, first.first, columns, reading)
    if isinstance(until, Mistake):
        return until
    kind = clean_text(reading.cell(row, kind_at).text) if kind_at in given else AWAY
    origin: Origin = reading.origin(row, first_at)
    return Absence(employee, columns.field, kind or AWAY, first.first, until, origin)


def _until(
    row: TableRow,
    position: int | None,
    first: date,
    columns: AbsenceColumns,
    reading: CellContext,
) -> date | Mistake | None:
    if position is None:
        return None
    until = period_at(reading, row, position, columns.dating)
    if isinstance(until, Mistake):
        do = "leave it empty while the last day away is not known"
        return _no_end(until, reading.cell(row, position), reading, do)
    if until.last < first:
        bad = Bad(f"a last day on or after {first}", "")
        return reading.mistake("F315", row, position, bad, do="type the last day away")
    return until.last


def _no_end(mistake: Mistake, cell: Cell, reading: CellContext, do: str) -> Mistake:
    """What to do instead of typing 9999-12-31, with which some systems say that nothing has ended."""
    years = [int(year) for year in re.findall(YEARS, cell.text)]
    distant = any(year > reading.today.year + DISTANT for year in years)
    return replace(mistake, do=do) if distant else mistake


def _strangers(
    named: list[tuple[str, TableRow, int]], seen: set[str], reading: CellContext
) -> Iterator[Mistake]:
    """People named as somebody's manager who are neither in this file nor known before."""
    if reading.known is None:
        return
    for id_, row, position in named:
        if id_ not in seen and id_ not in reading.known:
            bad = Bad("an id that is in this file or in an earlier roster", "")
            do = f"type another id, or add a row for {id_}"
            yield reading.mistake("F311", row, position, bad, do=do)


def _settled(
    facts: list[Personal], reading: CellContext
) -> tuple[list[Personal], list[Mistake]]:
    """The same said twice is said once; two values from one day on are a mistake."""
    first: dict[tuple[object, ...], Personal] = {}
    mistakes: list[Mistake] = []
    for fact in facts:
        if isinstance(fact, Trait):
            key: tuple[object, ...] = (fact.employee, fact.field, fact.starting)
        else:
            key = (fact.employee, fact.field, fact.kind, fact.first, fact.until)
        known = first.setdefault(key, fact)
        if isinstance(fact, Trait) and isinstance(known, Trait) and known.value != fact.value:
            do = f"delete row {fact.origin.row} or row {known.origin.row}"
            expected = "one value per employee and day"
            mistakes.append(
                Mistake("F316", expected, fact.value, do=do, sheet=reading.sheet,
                        row=fact.origin.row, column=fact.origin.column)
            )  # fmt: skip
    return list(first.values()), mistakes
