"""What a file would be read as, before anything is taken: which source and why, raw and read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.core.facts.facts import Absence, Drop, Fact, Figure, Trait
from engine.disk.child import Child
from engine.intake.forms.read_form import Untouched
from engine.intake.read import read_drop
from engine.intake.sources.fit import Fit, fitted
from engine.intake.sources.nearest import NoFit
from engine.intake.sources.source import Source
from engine.intake.tables.file_kind import opened
from engine.intake.values.mistake import Mistake, Refusal
from engine.intake.values.number import written

FIRST = 5  # rows shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one source reads a file, and why, in words."""

    source: str
    fits: bool
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as typed and as read: "1.234" and "1,234"."""

    row: int
    column: str
    raw: str
    read: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`encoding`, `separator` and `sheet` are empty where the kind of file has none."""

    verdicts: tuple[Verdict, ...]
    outcome: Drop | Refusal | Untouched
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    locale: str = ""
    shown: tuple[Shown, ...] = ()


def reading_preview(
    name: str,
    content: bytes,
    sources: Sequence[Source],
    *,
    today: date,
    known_employees: Collection[str] | None,
    known_names: Collection[str] = (),
    reader: Child | None = None,
) -> Preview:
    """What `read_drop` would give, and how it came to it. Nothing is written anywhere."""
    outcome = read_drop(
        name, content, sources, today=today, known_employees=known_employees,
        known_names=known_names, reader=reader,
    )  # fmt: skip
    if isinstance(outcome, Refusal) and outcome.failure:
        return Preview((), outcome)
    file = opened(name, content, reader)
    if isinstance(file, Mistake):
        return Preview((), outcome)
    tried = [(source, fitted(file, source)) for source in sources]
    verdicts = tuple(_verdict(source, fit) for source, fit in tried)
    fits = [fit for _, fit in tried if isinstance(fit, Fit)]
    if len(fits) != 1:
        return Preview(verdicts, outcome)
    return _of_one(verdicts, outcome, fits[0])


def _of_one(
    verdicts: tuple[Verdict, ...], outcome: Drop | Refusal | Untouched, fit: Fit
) -> Preview:
    locale, table = fit.source.notation.locale, fit.table
    shown = _first_rows(outcome.facts) if isinstance(outcome, Drop) else ()
    return Preview(
        verdicts, outcome, table.encoding, table.separator, table.sheet, locale, tuple(shown)
    )


def _verdict(source: Source, fit: Fit | NoFit | Mistake) -> Verdict:
    if isinstance(fit, Fit):
        row = fit.header.row.number
        where = f"sheet {fit.table.sheet}, row {row}" if fit.table.sheet else f"row {row}"
        return Verdict(source.id, True, f"its columns are in {where}")
    if isinstance(fit, NoFit):
        return Verdict(source.id, False, fit.why)
    return Verdict(source.id, False, f"found {fit.found or 'nothing'}, expected {fit.expected}")


def _first_rows(facts: Iterable[Fact]) -> list[Shown]:
    rows: dict[int, list[Shown]] = {}
    for fact in facts:
        origin = fact.origin
        if origin is None or (origin.row not in rows and len(rows) == FIRST):
            continue
        shown = Shown(origin.row, origin.column, origin.text, _read(fact))
        rows.setdefault(origin.row, []).append(shown)
    return [shown for row in rows.values() for shown in row]


def _read(fact: Fact) -> str:
    """A figure is shown in one notation for all files, so that a wrong language is seen."""
    if isinstance(fact, Figure):
        return f"{fact.field} {written(fact.value, 'en')} for {fact.employee} in {fact.period}"
    if isinstance(fact, Trait):
        return (
            f"{fact.field} of {fact.employee} is {fact.value or 'blank'} from {fact.starting}"
        )
    if isinstance(fact, Absence):
        return f"{fact.employee} away ({fact.kind}) {fact.first} to {fact.until or 'further notice'}"
    return f"{fact.action} by {fact.by} on {fact.on}"
