"""The period that a whole report is about: where it says so, and what then holds of its rows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from engine.core.facts.facts import AbsentRows, Figure
from engine.core.values.period import Period, period_holding
from engine.core.values.units import TimeUnit
from engine.intake.sources.cells import CellContext, employee_at, period_in
from engine.intake.sources.source import Covered, Source
from engine.intake.tables.table import TableRow
from engine.intake.values.day import precision, read_period, written_day
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import Bad


def covered_period(
    above: Sequence[TableRow], source: Source, reading: CellContext
) -> Period | Mistake | None:
    """None for a source whose reports cover nothing as a whole."""
    covered = source.covered
    if covered is None:
        return None
    texts = [unicodedata.normalize("NFC", reading.file)] if covered.in_name else [
        text for row in above for text in _texts(row)
    ]  # fmt: skip
    said = [match.groupdict() for text in texts for match in re.finditer(covered.pattern, text)]
    found = {_period(groups, covered, reading.today) for groups in said}
    if len(found) > 1:
        return _not_told(source, reading, f"one period that it is about, and not {len(found)}")
    period = found.pop() if found else None
    if period is None:
        return _not_told(source, reading, "the period that it is about")
    if source.absent_means is not None and not periods_within(period, source):
        return _not_told(source, reading, f"whole {_size(source)}s, and not {period}")
    return period


def _texts(row: TableRow) -> Iterator[str]:
    filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    yield from filled
    if len(filled) > 1:
        yield " ".join(filled)


def _period(groups: dict[str, str | None], covered: Covered, today: date) -> Period | None:
    ends = [groups.get(name) or groups.get("period") or "" for name in ("first", "last")]
    first, last = (read_period(text, covered.dating, today) for text in ends)
    if isinstance(first, Bad) or isinstance(last, Bad) or last.last < first.first:
        return None
    return Period(first.first, last.last)


def _not_told(source: Source, reading: CellContext, what: str) -> Mistake:
    covered = source.covered
    assert covered is not None  # noqa: S101 - asked only of a source that declares it
    place = "in the name of the file" if covered.in_name else "above the header"
    # Any day would do; one of last month is of no period that is not over.
    shown = written_day(date(reading.today.year - 1, 1, 1), covered.dating)
    do = f"say {place} which period the report is about, written like {shown}"
    row = 0 if covered.in_name else reading.header.first
    found = reading.file if covered.in_name else ""
    return Mistake("F345", f"{what}, {place}", found, do=do, sheet=reading.sheet, row=row)


def periods_within(period: Period, source: Source) -> tuple[Period, ...]:
    """The months, say, of which a period is made; none where it begins or ends inside of one."""
    assert source.period is not None  # noqa: S101 - only such sources cover a period
    found: list[Period] = []
    day = period.first
    while day <= period.last:
        found.append(period_holding(day, _size(source), source.period.dating.year_starts))
        day = date.fromordinal(found[-1].last.toordinal() + 1)
    whole = found[0].first == period.first and found[-1].last == period.last
    return tuple(found) if whole else ()


def _size(source: Source) -> TimeUnit:
    assert source.period is not None  # noqa: S101 - as above
    return source.period.dating.to or precision(source.period.dating.formats[0])


def rows_outside(
    figures: Iterable[Figure], rows: Sequence[TableRow], period: Period, source: Source,
    reading: CellContext,
) -> Iterator[Mistake]:  # fmt: skip
    """One mistake for each row of another period than the report is about."""
    numbers = {f.origin.row for f in figures if not f.period.within(period)}
    assert source.period is not None  # noqa: S101 - as above
    at = reading.header.position(source.period.names) or 0
    for row in rows:
        if row.number in numbers:
            bad = Bad(f"a day within {period}, which the report is about", "")
            do = "drop a report of one period only, or correct what it says it is about"
            yield reading.mistake("F346", row, at, bad, do=do)


def absent_rows(
    rows: Sequence[TableRow], period: Period, strangers: Iterable[str], source: Source,
    reading: CellContext,
) -> AbsentRows | None:  # fmt: skip
    """What is said by leaving somebody out: of each part of the period that is over."""
    if source.absent_means is None or source.period is None:
        return None
    at = reading.header.position(source.employee.names) or 0
    told: set[tuple[str, Period]] = set()
    for row in rows:
        employee = employee_at(reading, row, at, source.employee)
        of = period_in(reading, row, source.period)
        if isinstance(employee, str) and isinstance(of, Period):
            told.add((employee, of))
    over = tuple(p for p in periods_within(period, source) if p.last < reading.today)
    fields = tuple(
        f.field for f in source.figures if reading.header.position(f.names) is not None
    )
    return AbsentRows(
        source.absent_means, fields, over, frozenset(told), frozenset(strangers), reading.sheet,
        reading.header.names[at],
    )  # fmt: skip
