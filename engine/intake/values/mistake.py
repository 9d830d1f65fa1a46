"""What is wrong with a dropped file, said once per repair and not once per row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.core.values.diagnostic import Diagnostic

MOST_SAID = 12  # different repairs in one note; a file with more needs another export


OF_ROWS = frozenset({"F316", "F320"})  # about whole rows, whatever stands in the cell named


@dataclass(frozen=True, slots=True)
class Mistake:
    """One repair. `type` is the one thing to type into `cell`; `do` says it when there is none.

    `rows` holds the further rows with the same mistake in the same column. `line` and
    `line_column` are set for a text file whose lines a person edits (a report).
    """

    code: str
    expected: str
    found: str = ""  # as typed, without quotes; empty when a blank is the mistake
    type: str = ""
    do: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    rows: tuple[int, ...] = ()
    line: int = 0
    line_column: int = 0
    said: str = ""  # the whole message, where it is not "found …, expected …"
    about: str = ""  # what of a document it is about; a document has no cells

    @property
    def where(self) -> str:
        parts = [f"sheet {self.sheet}"] if self.sheet else []
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    @property
    def repair(self) -> str:
        """`type 62400 in cell C14`, or what to do."""
        if not self.type:
            return self.do
        return f"type {self.type}" + (f" in cell {self.cell}" if self.cell else "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file of which nothing was taken, and why. `ask` says who can help."""

    name: str
    mistakes: tuple[Mistake, ...]
    ask: str = ""
    source: str = ""
    failure: str = ""  # of our own reader, for the log: what it was, and where in the code

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(_diagnostic(self.name, mistake) for mistake in self.mistakes)


def _diagnostic(name: str, mistake: Mistake) -> Diagnostic:
    found = f'found "{mistake.found}", ' if mistake.found else ""
    more = f" (and {len(mistake.rows)} more rows)" if mistake.rows else ""
    message = mistake.said or f"{found}expected {mistake.expected}{more}"
    return Diagnostic(
        name, mistake.line, mistake.line_column, mistake.code, message, mistake.repair,
        mistake.where,
    )  # fmt: skip


def grouped(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """One of each kind, column and text, the first, with the rows of the others; in file order."""
    first: dict[tuple[object, ...], Mistake] = {}
    rows: dict[tuple[object, ...], list[int]] = {}
    for mistake in mistakes:
        # Two wrong headers in one row are two repairs, two wrong cells in one column are one.
        place = mistake.column or mistake.cell
        # Of a text file each message is its own repair.
        said = "" if mistake.row else mistake.said
        found = "" if mistake.code in OF_ROWS else mistake.found
        what = (mistake.expected, found, said)
        key = (mistake.code, mistake.sheet, place, what, mistake.line)
        if key in first:
            rows[key].append(mistake.row)
        else:
            first[key], rows[key] = mistake, []
    whole = [replace(mistake, rows=tuple(rows[key])) for key, mistake in first.items()]
    return tuple(sorted(whole, key=lambda m: (m.line, m.sheet, m.row, m.cell)))[:MOST_SAID]


def refused(
    name: str, mistakes: Mistake | Sequence[Mistake], *, ask: str = "", source: str = ""
) -> Refusal:
    several = (mistakes,) if isinstance(mistakes, Mistake) else mistakes
    return Refusal(name, grouped(several), ask, source)
