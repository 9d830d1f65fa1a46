"""What somebody told us: figures, things true of a person, things that happened; each with its cell."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.core.values.message import Message
from engine.core.values.period import Period


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact was read. `drop` is the sha256 of the file's bytes, `text` the cell as typed."""

    drop: str
    file: str
    sheet: str  # empty for a file without sheets
    row: int  # from 1, as the person sees it; 0 when there is none
    column: str  # the header over it, or the key in a YAML file
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for one employee and period: `target` 100000 in 2026-04."""

    employee: str
    field: str
    period: Period
    value: Decimal
    origin: Origin

    @property
    def by_absence(self) -> bool:
        """No row told it: that there is none is what told it. The column is that of the ids."""
        return not self.origin.row and bool(self.origin.column) and not self.origin.text


@dataclass(frozen=True, slots=True)
class Trait:
    """Something true of a person from a day on: job, manager, hired, segment, left, team, name.

    `value` is text; a date is written 2026-05-12. An empty value means: no longer so.
    """

    employee: str
    field: str
    value: str
    starting: date
    origin: Origin


TAKEN_BACK = "none"  # the kind of an absence that takes back the one told for that first day


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away. `field` is the policy's own name for it (`leave`); `until` None: not back yet."""

    employee: str
    field: str
    kind: str
    first: date
    until: date | None
    origin: Origin

    def touches(self, period: Period) -> bool:
        return self.first <= period.last and (self.until is None or period.first <= self.until)


@dataclass(frozen=True, slots=True)
class Reported:
    """What a manager or employee says was done: the same thing `planward record` says.

    `action` is an action of `record` (check-in, train, answer …). `plan` may be empty when the
    employee has one open plan. `answers` holds question or goal ids with the answer given.
    """

    employee: str
    plan: str
    action: str
    role: str
    by: str
    on: date
    item: str = ""  # duty, document or question the report is about; empty: the one that is due
    outcome: str = ""
    note: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None
    visit: int = (
        0  # with `occurrence`: the very one a form was made for; 0: the one that is due
    )
    occurrence: int = 0


Fact = Figure | Trait | Absence | Reported
FactsOfOne = tuple[tuple[Figure, ...], tuple[Trait, ...], tuple[Absence, ...]]
NO_FACTS: FactsOfOne = ((), (), ())


@dataclass(frozen=True, slots=True)
class AbsentRows:
    """What a report says of people whom it does not name: `value` in each of `periods`.

    `told` are the employees and periods of its rows, `strangers` the ids in it that no roster knows.
    `column` is the header over the ids.
    """

    value: Decimal
    fields: tuple[str, ...]
    periods: tuple[Period, ...]
    told: frozenset[tuple[str, Period]]
    strangers: frozenset[str]
    sheet: str
    column: str


@dataclass(frozen=True, slots=True)
class Drop:
    """All that one dropped file said. `source` names the mapping that read it, `reader` its version."""

    sha256: str
    name: str
    source: str
    reader: str
    facts: tuple[Fact, ...]
    rows: int
    dropped_lines: tuple[str, ...] = ()  # footer lines left out, as read
    unread_columns: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()  # what its receipt says of what was not read
    absent: AbsentRows | None = None  # until those who were away from it are known by name
