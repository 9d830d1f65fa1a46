"""What a report says by having no row for somebody: 0, where it is certain that there would be one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.core.facts.facts import AbsentRows, Drop, Figure, Origin
from engine.core.facts.people import People, leaving_day
from engine.core.facts.reading_messages import (
    named_otherwise,
    no_nought_for,
    not_there_all_of_it,
    nought_without_row,
    told_before,
    unread_more,
)
from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod, Period

NAMED = 12  # people on a receipt
SHORT = 4  # signs of an id: of shorter ones another length is another id


@dataclass(slots=True)
class _Found:
    """Those for whom nothing stands in the file, by what that means."""

    nought: dict[str, list[Period]] = field(default_factory=dict)
    not_there: dict[str, None] = field(default_factory=dict)
    otherwise: dict[str, None] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)


def with_absence_told(
    drop: Drop,
    people: People,
    employees: Iterable[str],
    figures: Callable[[str], Sequence[Figure]],
) -> Drop:
    """The drop with a figure for each of `employees` whom its report should name and does not.

    Who was not there for the whole of a period, or may stand in the file under a misspelt id, has none; and
    what a row has told before is not taken back. `figures` gives what was told of somebody before.
    """
    absent = drop.absent
    if absent is None:
        return drop
    found = _Found()
    for employee in sorted(employees):
        _judge(employee, absent, people, figures, found)
    noughts = tuple(
        Figure(employee, name, period, absent.value,
               Origin(drop.sha256, drop.name, absent.sheet, 0, absent.column, ""))
        for employee, periods in found.nought.items() for period in periods for name in absent.fields
    )  # fmt: skip
    notes = (*drop.notes, *_notes(found, absent))
    return replace(drop, facts=(*drop.facts, *noughts), notes=notes, absent=None)


def _judge(
    employee: str,
    absent: AbsentRows,
    people: People,
    figures: Callable[[str], Sequence[Figure]],
    found: _Found,
) -> None:
    open_ = [period for period in absent.periods if (employee, period) not in absent.told]
    there = [period for period in open_ if _there(people, employee, period)]
    if len(there) < len(open_):
        found.not_there[employee] = None
    if there and any(_nearly(stranger, employee) for stranger in absent.strangers):
        found.otherwise[employee] = None
        return
    rows = (
        {f.period for f in _by_rows(figures(employee)) if f.field in absent.fields}
        if there
        else ()
    )
    if any(period in rows for period in there):
        found.told[employee] = None
    left = [period for period in there if period not in rows]
    if left:
        found.nought[employee] = left


def _by_rows(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Of what is told of the same, the last; where a row told it, and not that there was none."""
    last = {(figure.field, figure.period): figure for figure in figures}
    return (figure for figure in last.values() if not figure.by_absence)


def _there(people: People, employee: str, period: Period) -> bool:
    """From the day the person was hired; where nobody told it, from the first day the roster speaks of."""
    began = _hired(people, employee)
    left = leaving_day(people, employee)
    return began is not None and began <= period.first and (left is None or left > period.last)


def _hired(people: People, employee: str) -> date | None:
    told = people.recorded(employee, "hired")
    last = max(told, key=lambda trait: trait.starting, default=None)
    if last is not None and last.value:
        try:
            return date.fromisoformat(last.value)
        except ValueError:
            return None
    known = people.traits.get(employee) or {}
    return min((each.starting for traits in known.values() for each in traits), default=None)


def _nearly(stranger: str, employee: str) -> bool:
    """Whether an unknown id is this one with two signs changed over, one left out or one too many."""
    one, other = stranger.casefold(), employee.casefold()
    if len(one) == len(other):
        return sorted(one) == sorted(other)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) >= SHORT and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _notes(found: _Found, absent: AbsentRows) -> Iterator[Message]:
    alike: dict[tuple[Period, ...], list[str]] = {}
    for employee, periods in found.nought.items():
        alike.setdefault(tuple(periods), []).append(employee)
    for several, ids in alike.items():
        named = tuple(FiscalPeriod(period, 1) for period in several)
        yield nought_without_row(_first_of(ids), absent.value, named)
    doubtful = (
        (found.not_there, not_there_all_of_it()),
        (found.otherwise, named_otherwise()),
        (found.told, told_before()),
    )
    for few, why in doubtful:
        if few:
            yield no_nought_for(_first_of([*few]), why)


def _first_of(ids: Sequence[str]) -> tuple[str | Message, ...]:
    more = len(ids) - NAMED
    return (*ids[:NAMED], unread_more(more)) if more > 0 else tuple(ids)
