"""Where the data of a file end, and what at or below that line is data all the same."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.core.values.period import Period
from engine.intake.rows.people_named import names_by_roster, names_employee
from engine.intake.sources.cells import CellContext, number_at, period_in
from engine.intake.sources.header import wide_positions
from engine.intake.sources.source import FigureColumn, Source
from engine.intake.tables.table import TableRow
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad, written

RECORDS = re.compile(r"\(([0-9][0-9,.]*) records?\)")
MOVE = "move it above that line, or delete it if it is no data"
NOT_A_STOP = (
    "if it is data, give its first cell another text or ask for another stop_at; "
    "if not, delete what it holds besides"
)


def before_stop(
    rows: Sequence[TableRow], source: Source
) -> tuple[list[TableRow], list[TableRow]]:
    """The rows above the line that ends the data, and the others with that line first."""
    if not source.format.stop_at:
        return list(rows), []
    after_blank = False
    for at, row in enumerate(rows):
        filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
        alone = source.format.stop_after_blank and after_blank and len(filled) == 1
        if filled and (alone or _ends(filled[0], source)):
            return list(rows[:at]), list(rows[at:])
        after_blank = not filled
    return list(rows), []


def _ends(text: str, source: Source) -> bool:
    return any(re.search(pattern, text) for pattern in source.format.stop_at)


def data_at_stop(
    above: Sequence[TableRow], ended: Sequence[TableRow], source: Source, reading: CellContext
) -> Iterator[Mistake]:
    """What would be lost in silence: a row that only looks like the end, and rows below the end."""
    if not ended:
        return
    stop, *below = ended
    yield from _stop_as_data(stop, above, source, reading)
    yield from _records(stop, above, reading)
    bad = Bad("no employee below the line that ends the data", "")
    for row in below:
        at = data_position(row, source, reading)
        if at is not None:
            yield reading.mistake("F320", row, at, bad, do=MOVE)


def data_position(row: TableRow, source: Source, reading: CellContext) -> int | None:
    """The cell by which a row outside the data looks like data; None where it does not."""
    filled = [i for i, cell in enumerate(row.cells) if cell.text.strip()]
    if len(filled) < 2:
        return None
    position = reading.header.position(source.employee.names) or 0
    text = reading.cell(row, position).text.strip()
    again = _ends(row.cells[filled[0]].text.strip(), source)  # another total
    if not again and re.fullmatch(source.employee.pattern, text, re.ASCII):
        return position
    for at in filled:
        if names_employee(reading, row, at, source):
            return at
    amounts = any(True for _ in _amounts(row, source, reading))
    if names_by_roster(reading, row, position) and (
        amounts or _fills_period(row, source, reading)
    ):
        return position
    if amounts and text and filled[0] != position:
        return position
    return _period_position(row, source, reading) if amounts else None


def goes_on(row: TableRow, source: Source, reading: CellContext) -> bool:
    """Whether a row of another sheet is data as it stands: somebody's, with a period and a figure."""
    position = reading.header.position(source.employee.names) or 0
    known = names_employee(reading, row, position, source)
    if not known and not names_by_roster(reading, row, position):
        return False
    if source.wide is None:
        told = any(True for _ in _amounts(row, source, reading))
        return told and _period_position(row, source, reading) is not None
    return _fills_period(row, source, reading, at_least=2)


def _fills_period(
    row: TableRow, source: Source, reading: CellContext, at_least: int = 1
) -> bool:
    """Whether so many columns of a wide sheet hold something."""
    periods = wide_positions(reading.header, source)
    return sum(bool(reading.cell(row, at).text.strip()) for at in periods) >= at_least


def _period_position(row: TableRow, source: Source, reading: CellContext) -> int | None:
    """Where a day or period stands."""
    if source.period is None:
        return None
    at = reading.header.position(source.period.names)
    if at is None:
        return None
    return at if isinstance(period_in(reading, row, source.period), Period) else None


def _stop_as_data(
    stop: TableRow, above: Sequence[TableRow], source: Source, reading: CellContext
) -> Iterator[Mistake]:
    first = next(i for i, cell in enumerate(stop.cells) if cell.text.strip())
    employee = reading.header.position(source.employee.names) or 0
    period = reading.header.position(source.period.names) if source.period else None
    here = [at for at in (employee, period) if at is not None and at != first]
    told = next((at for at in here if not reading.is_blank(reading.cell(stop, at))), None)
    if told is None and names_employee(reading, stop, first, source):
        told = first
    if told is not None:
        bad = Bad("no employee and no day in the line that ends the data", "")
        yield reading.mistake("F320", stop, told, bad, do=NOT_A_STOP)
        return
    for column, at, value in _amounts(stop, source, reading):
        sums = _sums(above, column, at, source, reading)
        if sums is not None and not any(_shown_as(each, value) for each in sums):
            shown = written(sums[0] / column.scale, source.notation.locale)
            bad = Bad(
                f"the sum of the rows above it, {shown}, in the line that ends the data", ""
            )
            yield reading.mistake("F320", stop, at, bad, do=NOT_A_STOP)


def _amounts(
    row: TableRow, source: Source, reading: CellContext
) -> Iterator[tuple[FigureColumn, int, Decimal]]:
    """The amounts of a row in the columns of figures. Shares add up to nothing, and are left out."""
    for column in source.figures:
        at = reading.header.position(column.names)
        if at is None or column.type == "percent" or reading.is_blank(reading.cell(row, at)):
            continue
        value = number_at(reading, row, at, _unbounded(column), source.notation)
        if isinstance(value, Decimal):
            yield column, at, value


def _unbounded(column: FigureColumn) -> FigureColumn:
    """A sum may pass the bounds of what is summed."""
    return FigureColumn(column.field, column.names, column.type, scale=column.scale)


def _sums(
    rows: Sequence[TableRow],
    column: FigureColumn,
    at: int,
    source: Source,
    reading: CellContext,
) -> tuple[Decimal] | None:
    total = Decimal(0)
    for row in rows:
        if reading.is_blank(reading.cell(row, at)):
            continue
        value = number_at(reading, row, at, column, source.notation)
        if isinstance(value, Mistake):
            return None  # it refuses the file anyway
        total += value
    return (total,)


def _shown_as(total: Decimal, shown: Decimal) -> bool:
    """Whether `shown` is `total`, written with as many digits as it has."""
    exponent = shown.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - a number that was read is finite
    return abs(total - shown) * 2 <= Decimal(1).scaleb(min(exponent, 0))


def _records(
    stop: TableRow, above: Sequence[TableRow], reading: CellContext
) -> Iterator[Mistake]:
    """A line that counts the records must count those above it."""
    first = next(i for i, cell in enumerate(stop.cells) if cell.text.strip())
    counted = RECORDS.search(reading.cell(stop, first).text)
    there = sum(not row.blank for row in above)
    if counted and int(re.sub("[,.]", "", counted[1])) != there:
        bad = Bad(f"as many records as rows above it, {there}", "")
        yield reading.mistake("F320", stop, first, bad, do="export the report anew, whole")
