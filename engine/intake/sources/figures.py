"""Rows of an export into figures: one per employee, field and period, each with its cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.core.facts.facts import Figure, Origin
from engine.core.values.period import Period
from engine.intake.sources.cells import (
    NOBODYS,
    CellContext,
    employee_at,
    known_employee,
    number_at,
    period_in,
)
from engine.intake.sources.header import wide_positions
from engine.intake.sources.source import REFUSED, FigureColumn, Source
from engine.intake.sources.wide import period_of_header, wide_field, wide_match
from engine.intake.tables.table import TableRow
from engine.intake.values.day import YEARS_AHEAD
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad

MOST_ROWS_NAMED = 12  # of a sum, in the text of its origin


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure and where it stands, before duplicates are settled."""

    figure: Figure
    row: TableRow
    position: int


def read_figures(
    rows: Iterable[TableRow], source: Source, reading: CellContext
) -> tuple[list[Figure], list[Mistake]]:
    """Figures in the order of the file. Any mistake means that the whole file is refused."""
    found: list[_Found] = []
    mistakes: list[Mistake] = []
    periods = wide_positions(reading.header, source)
    for row in rows:
        for read in _row(row, source, reading, periods):
            if isinstance(read, Mistake):
                mistakes.append(read)
            else:
                found.append(read)
    figures, doubled = _settled(found, source, reading)
    return figures, mistakes + doubled


def _row(
    row: TableRow, source: Source, reading: CellContext, periods: Sequence[int]
) -> Iterator[_Found | Mistake]:
    """`periods` are the columns of a wide sheet, each of one period."""
    position = reading.header.position(source.employee.names)
    assert position is not None  # noqa: S101 - the header was found by this very column
    employee = employee_at(reading, row, position, source.employee, NOBODYS)
    if isinstance(employee, str) and source.unknown_ids == REFUSED:
        employee = known_employee(reading, row, position, employee) or employee
    if isinstance(employee, Mistake):
        yield employee
        employee = ""
    late = None  # a period that cannot be read is told once per row, whatever stands beside it
    for column, at, period in _places(row, source, reading, periods):
        if isinstance(period, Mistake) and period != late:
            yield period
            late = period
        if isinstance(period, Mistake) and period.row == reading.header.row.number:
            continue  # nobody knows whether these are figures at all
        value = number_at(reading, row, at, column, source.notation)
        if isinstance(value, Mistake):
            yield value
        elif employee and isinstance(period, Period):
            origin = reading.origin(row, at)
            yield _Found(Figure(employee, column.field, period, value, origin), row, at)


def _places(
    row: TableRow, source: Source, reading: CellContext, periods: Sequence[int]
) -> Iterator[tuple[FigureColumn, int, Period | Mistake]]:
    """The filled cells of a row, with the period each belongs to."""
    if source.wide:
        by_field = {column.field: column for column in source.figures}
        for at in periods:
            if not reading.is_blank(reading.cell(row, at)):
                field = wide_field(reading.header.names[at], source.wide)
                yield by_field[field], at, _wide_period(row, at, source, reading)
    if source.period is None:
        return
    period = period_in(reading, row, source.period)
    for column in source.figures:
        place = reading.header.position(column.names)
        if place is not None and not reading.is_blank(reading.cell(row, place)):
            yield column, place, period


def _wide_period(
    row: TableRow, at: int, source: Source, reading: CellContext
) -> Period | Mistake:
    wide = source.wide
    assert wide is not None  # noqa: S101 - asked only for wide sources
    match = wide_match(reading.header.names[at], wide)
    parts = match.groupdict() if match else {}
    year_text, year_at = parts.get("year") or "", at
    if wide.year_names:
        year_at = reading.header.position(wide.year_names) or 0
        year_text = reading.cell(row, year_at).text.strip()
    locale, this_year = source.notation.locale, reading.today.year
    period = period_of_header(parts, year_text, wide, locale)
    if period is not None and 1990 <= period.first.year <= this_year + YEARS_AHEAD:
        return period
    if wide.year_names and period_of_header(parts, str(this_year), wide, locale):
        bad = Bad(f"a year between 1990 and {this_year + YEARS_AHEAD}", "")
        return reading.mistake("F314", row, year_at, bad, do="type the year")
    bad = Bad("a header that names a month" + ("" if wide.year_names else " and a year"), "")
    do = "type the period's name; if it is none, give it a name that is not like one"
    return reading.mistake("F314", reading.header.row, at, bad, do=do)


def _settled(
    found: list[_Found], source: Source, reading: CellContext
) -> tuple[list[Figure], list[Mistake]]:
    """One figure per employee, field and period, as the source says for rows that share one."""
    adds = {f.field for f in source.figures if f.sum or source.on_duplicate == "sum"}
    groups: dict[tuple[str, str, Period], list[_Found]] = {}
    told: dict[int, Mistake] = {}  # one per row, however many cells of it are doubled
    for one in found:
        field = one.figure.field
        group = groups.setdefault((one.figure.employee, field, one.figure.period), [])
        if group and field not in adds and source.on_duplicate == "refuse":
            row = one.row.number
            told.setdefault(row, _doubled(one, group[0], reading))
        group.append(one)
    return [_one(group, adds) for group in groups.values()], list(told.values())


def _doubled(one: _Found, first: _Found, reading: CellContext) -> Mistake:
    """In two rows, or in two columns of one row of a wide sheet."""
    row, bad = one.row.number, Bad("one row per employee and period", "")
    do = f"delete row {row} or row {first.row.number}"
    if row == first.row.number:
        names = reading.header.names
        bad = Bad("one column per period", "")
        do = f"delete the column {names[one.position]} or the column {names[first.position]}"
    return reading.mistake("F316", one.row, one.position, bad, do=do)


def _one(group: list[_Found], adds: set[str]) -> Figure:
    last = group[-1].figure
    if len(group) == 1 or last.field not in adds:
        return last
    total = sum((f.figure.value for f in group), Decimal(0))
    return replace(group[0].figure, value=total, origin=_origin_of_sum(group))


def _origin_of_sum(group: list[_Found]) -> Origin:
    """The first cell, whose text then lists every cell added up."""
    named = [f"{f.figure.origin.text.strip()} (row {f.row.number})" for f in group]
    text = " + ".join(named[:MOST_ROWS_NAMED])
    if len(named) > MOST_ROWS_NAMED:
        text += f" + {len(named) - MOST_ROWS_NAMED} more rows"
    return replace(group[0].figure.origin, text=text)
