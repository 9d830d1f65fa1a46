"""A dropped file in; what it says, or why it is refused, out. Taken whole or not at all."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date

from engine.core.facts.facts import AbsentRows, Drop, Fact, Figure
from engine.core.facts.reading_messages import nought_not_yet
from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod, Period
from engine.disk.child import Child
from engine.intake.forms.read_form import Untouched, is_form, read_form
from engine.intake.forms.report import is_report, read_report
from engine.intake.rows.body import Body, body_of
from engine.intake.rows.hidden import notes_on_hidden
from engine.intake.rows.merged import merged_cells
from engine.intake.rows.unread_columns import half_absences, near_columns, unread_columns
from engine.intake.rows.unread_sheets import near_sheets, notes_on_columns_and_sheets
from engine.intake.sources.cells import CellContext
from engine.intake.sources.covered import (
    absent_rows,
    covered_period,
    periods_within,
    rows_outside,
)
from engine.intake.sources.figures import read_figures
from engine.intake.sources.fit import Fit, fitted, one_fit
from engine.intake.sources.header import header_mistakes
from engine.intake.sources.near_period import near_periods
from engine.intake.sources.people import read_people
from engine.intake.sources.source import PEOPLE, Source
from engine.intake.tables.file_kind import OpenedFile, opened
from engine.intake.values.mistake import Mistake, Refusal, refused
from engine.intake.values.own_failure import failed_over
from engine.languages.table import fingerprint

# Changes, with the table of languages, when the same bytes and source would give other facts.
READER = f"intake/5 {fingerprint()}"

# The ids that the roster knows, None where there is none, and the names.
People = tuple[Collection[str] | None, Collection[str]]


def read_drop(
    name: str,
    content: bytes,
    sources: Sequence[Source],
    *,
    today: date,
    known_employees: Collection[str] | None,
    known_names: Collection[str] = (),
    reader: Child | None = None,
) -> Drop | Refusal | Untouched:
    """What the file says, by the one source that fits it. The same bytes, sources and day give
    the same answer. `known_employees` None: there is no roster, so ids are not looked up.
    `known_names` are theirs: below the end of the data a name beside a figure is data.
    `reader` is the child that opens workbooks, kept warm over a sweep. A file that we fail over
    ourselves is refused like any other (F321): one file never stops another.
    """
    try:
        people = (known_employees, known_names)
        return _read(name, content, sources, today, people, reader)
    except Exception as failure:
        return failed_over(name, failure)


def _read(
    name: str,
    content: bytes,
    sources: Sequence[Source],
    today: date,
    people: People,
    reader: Child | None,
) -> Drop | Refusal | Untouched:
    if is_report(name, content):
        return read_report(name, content, digest(content), today, people[0])
    file = opened(name, content, reader)
    if isinstance(file, Mistake):
        return refused(name, file)
    if is_form(file):
        return read_form(file, digest(content), today, people[0])
    fit = one_fit([fitted(file, source) for source in sources])
    if not isinstance(fit, Fit):
        return refused(name, fit)
    return read_fit(file, fit, today, people)


def read_fit(file: OpenedFile, fit: Fit, today: date, people: People) -> Drop | Refusal:
    source, header = fit.source, fit.header
    sha256 = digest(file.content)
    reading = _reading(file, sha256, fit, today, people)
    body = body_of(fit.table, header, source, reading)
    reads = read_people if source.kind == PEOPLE else read_figures
    facts, found = reads(body.rows, source, reading)
    covered, absent, not_yet = _covered(body, source, reading, facts)
    mistakes = [
        *header_mistakes(header, source, fit.table.sheet),
        *near_periods(header, source, fit.table.sheet),
        *near_columns(header, source, fit.table.sheet),
        *half_absences(header, source, fit.table.sheet, body.rows),
        *near_sheets(fit, reading),
        *merged_cells(fit, body.rows, reading),
        *body.mistakes,
        *found,
        *covered,
    ]
    if not facts and not mistakes:
        mistakes.append(_nothing(body, fit))
    if mistakes:
        return refused(file.name, mistakes, ask=source.ask, source=source.id)
    told: tuple[Fact, ...] = tuple(facts)
    reader = f"{READER} {source.version}"
    unread = unread_columns(header, source, body.rows)
    return Drop(
        sha256, file.name, source.id, reader, told, len(body.rows), body.dropped, unread,
        (
            *notes_on_columns_and_sheets(fit, unread), *body.notes,
            *notes_on_hidden(fit, file.hidden, body.rows), *not_yet,
        ),
        absent,
    )  # fmt: skip


def _reading(
    file: OpenedFile, sha256: str, fit: Fit, today: date, people: People
) -> CellContext:
    known, names = people
    return CellContext(
        sha256, file.name, fit.table.sheet, fit.header, fit.source.blank, today,
        None if known is None else frozenset(known), frozenset(names),
    )  # fmt: skip


def _nothing(body: Body, fit: Fit) -> Mistake:
    row, sheet = fit.header.row.number + 1, fit.table.sheet
    if body.strangers:
        do = "have these people added to the roster first, or drop it where they are known"
        return Mistake("F311", "an employee the roster knows", do=do, sheet=sheet, row=row)
    return Mistake("F309", "at least one filled row", do="fill it", sheet=sheet, row=row)


def _covered(
    body: Body, source: Source, reading: CellContext, facts: Sequence[Fact]
) -> tuple[list[Mistake], AbsentRows | None, tuple[Message, ...]]:
    """What a report that is about one period as a whole says besides its rows."""
    period = covered_period(body.above, source, reading)
    if not isinstance(period, Period):
        return [period] if period else [], None, ()
    figures = [fact for fact in facts if isinstance(fact, Figure)]
    wrong = [*rows_outside(figures, body.rows, period, source, reading)]
    absent = absent_rows(body.rows, period, body.strangers, source, reading)
    ahead = [p for p in periods_within(period, source) if absent and p not in absent.periods]
    named = tuple(FiscalPeriod(each, 1) for each in ahead)
    return wrong, absent, (nought_not_yet(named),) if named else ()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
