"""How one kind of export is to be read: the typed form of `policies/sources/*.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.intake.values.day import Dating
from engine.intake.values.number import Notation

FIGURES, PEOPLE = "figures", "people"
REFUSED, HELD, LEFT_OUT = "refused", "held", "left_out"  # ids that the roster does not know
DEFAULT_ID = "^[A-Z0-9][A-Z0-9-]{0,31}$"


@dataclass(frozen=True, slots=True)
class Format:
    type: str = "any"  # csv | xlsx | any
    encoding: str = (
        "auto"  # auto: a mark at the start, else UTF-8; else a declared codec's name
    )
    separator: str = ""  # empty: the one under which the header is found
    header_row: int = 0  # 0: sought
    header_lines: int = 1  # of a header in two lines, the first stands over groups of columns
    sheet: str = ""  # empty: the one sheet that has the header
    stop_at: tuple[
        str, ...
    ] = ()  # patterns; the row whose first filled cell fits ends the data
    stop_after_blank: bool = False  # a one-cell row after a blank one ends the data too


@dataclass(frozen=True, slots=True)
class IdColumn:
    """`names` are alternatives: exactly one of them stands in the header."""

    names: tuple[str, ...]
    pattern: str = DEFAULT_ID
    ids: Mapping[str, str] = field(default_factory=dict)  # text as exported -> employee id


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """Where a period stands in several columns, `others` are those after the first; each part of the
    formats, from blank to blank, is of one of them.
    """

    names: tuple[str, ...]
    dating: Dating
    optional: bool = False
    others: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """`names` is empty for the value of a wide sheet. `type` is money, number or percent.

    `bare` says what a percent without its sign is: points, fraction, or refused when empty.
    """

    field: str
    names: tuple[str, ...]
    type: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    sum: bool = False
    optional: bool = False
    bare: str = ""
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Wide:
    """One column per period. Each pattern has the named groups month or quarter, and year.

    Where several fields stand beside each other, the group field finds the word that `fields` has for each;
    else `value` is the one field.
    """

    patterns: tuple[str, ...]
    value: str = ""
    fields: tuple[tuple[str, str], ...] = ()  # the word in the header, and the field
    year_names: tuple[str, ...] = ()
    year_starts: int = 1
    named_by_end: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """The period that a whole report is about, and where it says so: in its name, or above its header."""

    in_name: bool
    pattern: str  # with the named group period, or first and last
    dating: Dating


@dataclass(frozen=True, slots=True)
class TraitColumn:
    """`type` is text, date, employee or one_of."""

    field: str
    names: tuple[str, ...]
    type: str = "text"
    dating: Dating | None = None
    values: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class AbsenceColumns:
    field: str
    kind: tuple[str, ...]
    first: tuple[str, ...]
    until: tuple[str, ...]
    dating: Dating
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """`expect` must hold in every row, else the file is refused; `where` leaves rows out."""

    id: str
    kind: str
    employee: IdColumn
    notation: Notation
    title: str = ""
    ask: str = ""
    file: str = "*"
    headers_all: tuple[str, ...] = ()
    headers_any: tuple[str, ...] = ()
    format: Format = Format()
    period: PeriodColumn | None = None
    figures: tuple[FigureColumn, ...] = ()
    wide: Wide | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expect: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blank: tuple[str, ...] = ("",)
    on_duplicate: str = "refuse"  # refuse | sum | last
    unique: tuple[str, ...] = ()  # columns that together name one thing, which counts once
    unknown_ids: str = REFUSED
    covered: Covered | None = None
    absent_means: Decimal | None = None
    traits: tuple[TraitColumn, ...] = ()
    absences: tuple[AbsenceColumns, ...] = ()
    starting: PeriodColumn | None = None
    version: str = ""  # sha256 of the source's own text, 12 digits

    def columns(self) -> tuple[tuple[tuple[str, ...], bool], ...]:
        """Every column this source reads: its alternatives, and whether it must be there."""
        needed = [(self.employee.names, True)]
        for period in filter(None, (self.period, self.starting)):
            needed += [(n, not period.optional) for n in (period.names, *period.others)]
        needed += [(f.names, not f.optional) for f in self.figures if f.names]
        needed += [((name,), True) for name in (*self.where, *self.expect, *self.unique)]
        needed += [(t.names, not t.optional) for t in self.traits]
        for absence in self.absences:
            for names in (absence.kind, absence.first, absence.until):
                needed += [(names, not absence.optional)] if names else []
        if self.wide and self.wide.year_names:
            needed.append((self.wide.year_names, True))
        return tuple(dict.fromkeys(needed))
