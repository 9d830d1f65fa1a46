"""The index: answers without reading the whole ledger. It can always be made again from it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from engine.core.facts.facts import Absence, FactsOfOne, Figure, Origin, Trait
from engine.core.life.on_record import Dues
from engine.core.record.commit import Entry, Head, Json
from engine.core.values.period import Period
from engine.ledger import projection
from engine.ledger.upcast import upcast

NAME = "index.sqlite"


@dataclass(frozen=True, slots=True)
class Index:
    connection: sqlite3.Connection


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a plan, in today's form, with the commit that holds it."""

    plan: str
    plan_seq: int  # from 1, without gaps
    seq: int
    day: date
    recorded: datetime
    kind: str
    entry: Entry


def indexed_head(index: Index) -> Head:
    """The newest commit the index holds."""
    seq, mac = index.connection.execute("SELECT seq, mac FROM head").fetchone()
    return Head(seq, mac)


def last_day(index: Index) -> date | None:
    """The latest day any commit counts for."""
    (found,) = index.connection.execute("SELECT max(day) FROM commit_").fetchone()
    return date.fromisoformat(found) if found else None


def plans(index: Index) -> tuple[str, ...]:
    """Every plan that ever was, by its id."""
    return tuple(
        plan for (plan,) in index.connection.execute("SELECT plan FROM tail ORDER BY 1")
    )


def events(index: Index, plan: str) -> tuple[Happened, ...]:
    """All that happened to a plan, in order. Empty for a plan nobody knows."""
    return dict(events_by_plan(index, [plan])).get(plan, ())


def events_by_plan(
    index: Index, wanted: Iterable[str] | None = None
) -> Iterator[tuple[str, tuple[Happened, ...]]]:
    """`events` for many plans (None: all), by their ids."""
    which, values = _among("plan", wanted)
    rows = index.connection.execute(
        "SELECT plan, plan_seq, event.seq, day, recorded, kind, type, v, event.body, event.said"  # noqa: S608 - `which` is our own text
        f" FROM event JOIN commit_ USING (seq) {which} ORDER BY plan, plan_seq",
        values,
    )
    for plan, some in groupby(map(_happened, rows), lambda each: each.plan):
        yield plan, tuple(some)


def outlines(
    index: Index, types: Iterable[str], wanted: Iterable[str] | None = None
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The entries of some types, plan by plan (None: all), without what they say of people."""
    which, values = _among("plan", wanted)
    rows = index.connection.execute(
        f"SELECT plan, type, v, body FROM event {which or 'WHERE true'}"  # noqa: S608 - our own text
        " AND type IN (SELECT value FROM json_each(?)) ORDER BY plan, plan_seq",
        (*values, json.dumps(list(types))),
    )
    for plan, some in groupby(rows, lambda row: row[0]):
        yield plan, tuple(upcast(Entry(what, v, json.loads(b), None)) for _, what, v, b in some)


def facts_by_employee(
    index: Index, wanted: Iterable[str] | None = None
) -> dict[str, FactsOfOne]:
    """The figures, traits and absences of each (None: of all), in the order they were recorded.

    Who has no facts is left out.
    """
    which, values = _among("employee", None if wanted is None else list(wanted))
    figures: dict[str, list[Figure]] = {}
    traits: dict[str, list[Trait]] = {}
    absences: dict[str, list[Absence]] = {}
    for figure in map(_figure, _rows(index, _FIGURES, which, values)):
        figures.setdefault(figure.employee, []).append(figure)
    for trait in map(_trait, _rows(index, _TRAITS, which, values)):
        traits.setdefault(trait.employee, []).append(trait)
    for absence in map(_absence, _rows(index, _ABSENCES, which, values)):
        absences.setdefault(absence.employee, []).append(absence)
    everybody = figures.keys() | traits.keys() | absences.keys()
    return {
        who: (
            tuple(figures.get(who, ())),
            tuple(traits.get(who, ())),
            tuple(absences.get(who, ())),
        )
        for who in sorted(everybody)
    }


def traits_all(index: Index, name: str) -> tuple[Trait, ...]:
    """One field of everybody (who manages whom), in the order recorded."""
    return tuple(map(_trait, _rows(index, _TRAITS, "WHERE field = ?", (name,))))


def employees(index: Index) -> tuple[str, ...]:
    """Everybody a roster ever named, by id."""
    found = index.connection.execute("SELECT DISTINCT employee FROM trait ORDER BY 1")
    return tuple(employee for (employee,) in found)


def names_on_rosters(index: Index) -> frozenset[str]:
    """Every name that a roster ever gave somebody."""
    return frozenset(str(trait.value) for trait in traits_all(index, "name") if trait.value)


def plans_by_employee(index: Index) -> dict[str, tuple[str, ...]]:
    """Whose plans they are: the ids of each person's plans, oldest first."""
    rows = index.connection.execute(
        "SELECT json_extract(body, '$.employee'), plan FROM event WHERE plan_seq = 1 ORDER BY plan"
    )
    found: dict[str, list[str]] = {}
    for employee, plan in rows:
        found.setdefault(employee, []).append(plan)
    return {employee: tuple(plans) for employee, plans in found.items()}


def pins(index: Index) -> dict[str, str]:
    """Every closure that a plan was proposed under, each with the first plan that was."""
    rows = index.connection.execute(
        "SELECT json_extract(body, '$.pin'), min(plan) FROM event WHERE plan_seq = 1 GROUP BY 1 ORDER BY 2"
    )
    return dict(rows.fetchall())


def touched_since(index: Index, seq: int) -> tuple[str, ...]:
    """The plans that commits after `seq` touched, by id."""
    rows = index.connection.execute(
        "SELECT DISTINCT plan FROM event WHERE seq > ? ORDER BY plan", (seq,)
    )
    return tuple(plan for (plan,) in rows)


def newest_plan(index: Index, start: str) -> str | None:
    """The highest plan number that begins with `start`, by length and then letters."""
    found = index.connection.execute(
        "SELECT plan FROM tail WHERE substr(plan, 1, ?) = ? ORDER BY length(plan) DESC, plan DESC LIMIT 1",
        (len(start), start),
    ).fetchone()
    return found[0] if found else None


def said_of_drop(index: Index, sha: str) -> Json:
    """What the commit that took the file said. None for a file never taken, or erased words."""
    found = index.connection.execute(
        "SELECT said FROM drop_ JOIN commit_ USING (seq) WHERE sha256 = ?", (sha,)
    ).fetchone()
    return json.loads(found[0]) if found and found[0] else None


def newest_with(index: Index, key: str) -> int:
    """The number of the newest commit whose body has `key`; 0 without one."""
    (seq,) = index.connection.execute(
        "SELECT max(seq) FROM commit_ WHERE json_extract(body, ?) IS NOT NULL", (f"$.{key}",)
    ).fetchone()
    return seq or 0


def told(index: Index, key: str) -> Iterator[Json]:
    """What commits said under `key`, oldest first; those that said nothing are passed over."""
    rows = index.connection.execute(
        "SELECT json_extract(said, ?) FROM commit_ WHERE json_extract(said, ?) IS NOT NULL ORDER BY seq",
        (f"$.{key}", f"$.{key}"),
    )
    return (json.loads(said) for (said,) in rows)


def commits_of(
    index: Index, kinds: Iterable[str]
) -> Iterator[tuple[int, date, datetime, str, Json, Json]]:
    """Commits of the kinds named, oldest first: number, day, instant, kind, body, what was said."""
    rows = index.connection.execute(
        "SELECT seq, day, recorded, kind, body, said FROM commit_"
        " WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (json.dumps(list(kinds)),),
    )
    for seq, day, recorded, kind, body, said in rows:
        when = datetime.fromisoformat(recorded)
        told = None if said is None else json.loads(said)
        yield seq, date.fromisoformat(day), when, kind, json.loads(body), told


def overtaken(index: Index, sha: str) -> int:
    """How many of the file's figures count no longer because a later file gave another value."""
    (count,) = index.connection.execute(
        "SELECT count(*) FROM figure old WHERE drop_ = ? AND CAST(value AS REAL) != ("
        " SELECT CAST(value AS REAL) FROM figure new"
        " WHERE new.employee = old.employee AND new.field = old.field"
        " AND new.first = old.first AND new.last = old.last ORDER BY number DESC LIMIT 1)",
        (sha,),
    ).fetchone()
    return int(count)


def has_drop(index: Index, sha: str) -> bool:
    """True when a commit named a dropped file of these bytes, taken or refused."""
    found = index.connection.execute("SELECT 1 FROM drop_ WHERE sha256 = ?", (sha,))
    return found.fetchone() is not None


def due(index: Index, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plans and the people to look at on `day`, late ones too, by their ids."""
    return _due(index, "plan_due", day), _due(index, "person_due", day)


def people_due(index: Index, day: date) -> dict[str, date]:
    """The people to look at on `day`, each with the day it was due."""
    return _due_days(index, "person_due", day)


def plans_due(index: Index, day: date) -> dict[str, date]:
    """The plans to look at on `day`, each with the day it was due."""
    return _due_days(index, "plan_due", day)


def set_due(index: Index, dues: Dues) -> None:
    """Remember when to look next, in one transaction.

    Not in the ledger: a commit that touches a plan or person, and a rebuild too, say "at once".
    """
    with index.connection:
        write_dues(index, dues)


def write_dues(index: Index, dues: Dues) -> None:
    """As `set_due`, inside the caller's transaction."""
    for table, days in (("plan_due", dues.plans), ("person_due", dues.people)):
        known = {each: day.isoformat() for each, day in days.items() if day is not None}
        projection.set_look_again(index.connection, table, known)
        gone = ((each,) for each, day in days.items() if day is None)
        index.connection.executemany(f"DELETE FROM {table} WHERE id = ?", gone)  # noqa: S608 - one of two names


_FIGURES = "SELECT employee, field, first, last, value, origin FROM figure"
_TRAITS = "SELECT employee, field, value, starting, origin FROM trait"
_ABSENCES = "SELECT employee, field, kind, first, until, origin FROM absence"


def _rows(
    index: Index, select: str, which: str, values: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    return index.connection.execute(f"{select} {which} ORDER BY number", values)


def _among(column: str, wanted: Iterable[str] | None) -> tuple[str, tuple[str, ...]]:
    if wanted is None:
        return "", ()
    which = f"WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
    return which, (json.dumps(list(wanted)),)


def _due(index: Index, table: str, day: date) -> tuple[str, ...]:
    sentence = f"SELECT id FROM {table} WHERE day <= ? ORDER BY id"  # noqa: S608 - one of two names
    return tuple(each for (each,) in index.connection.execute(sentence, (day.isoformat(),)))


def _due_days(index: Index, table: str, day: date) -> dict[str, date]:
    sentence = f"SELECT id, day FROM {table} WHERE day <= ? ORDER BY id"  # noqa: S608 - one of two names
    rows = index.connection.execute(sentence, (day.isoformat(),))
    return {each: date.fromisoformat(due) for each, due in rows}


def _happened(row: tuple[str, int, int, str, str, str, str, int, str, str | None]) -> Happened:
    plan, plan_seq, seq, day, recorded, kind, what, v, body, said = row
    entry = upcast(Entry(what, v, json.loads(body), None if said is None else json.loads(said)))
    when = datetime.fromisoformat(recorded)
    return Happened(plan, plan_seq, seq, date.fromisoformat(day), when, kind, entry)


def _figure(row: tuple[str, ...]) -> Figure:
    employee, name, first, last, value, origin = row
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return Figure(employee, name, period, Decimal(value), _origin(origin))


def _trait(row: tuple[str, ...]) -> Trait:
    employee, name, value, starting, origin = row
    return Trait(employee, name, value, date.fromisoformat(starting), _origin(origin))


def _absence(row: tuple[str, ...]) -> Absence:
    employee, name, kind, first, until, origin = row
    end = date.fromisoformat(until) if until else None
    return Absence(employee, name, kind, date.fromisoformat(first), end, _origin(origin))


def _origin(text: str) -> Origin:
    return Origin(*json.loads(text))
