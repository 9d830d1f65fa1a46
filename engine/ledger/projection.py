"""Turn ledger lines into rows of the index: what the tables are, and what a commit adds."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.core.facts.facts import Absence, Drop, Figure, Origin, Reported, Trait
from engine.core.record.commit import Commit, Json
from engine.ledger.canonical import as_number, canonical
from engine.ledger.line_codec import NEW_PLAN, LedgerLine, Tail
from engine.ledger.payload import BrokenLineError

FORM = 1  # raise it with any change to the tables: an index of another form is made anew

TABLES = """
CREATE TABLE head (seq INTEGER NOT NULL, mac TEXT NOT NULL);
INSERT INTO head VALUES (0, '');
CREATE TABLE commit_ (
    seq INTEGER PRIMARY KEY, recorded TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, said TEXT
);
CREATE TABLE event (
    plan TEXT NOT NULL, plan_seq INTEGER NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL,
    v INTEGER NOT NULL, body TEXT NOT NULL, said TEXT, PRIMARY KEY (plan, plan_seq)
) WITHOUT ROWID;
CREATE INDEX event_of_commit ON event (seq);
CREATE TABLE tail (
    plan TEXT PRIMARY KEY, next_seq INTEGER NOT NULL, link TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE plan_due (id TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person_due (id TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE figure (
    number INTEGER PRIMARY KEY, employee TEXT NOT NULL, field TEXT NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, value TEXT NOT NULL, origin TEXT NOT NULL,
    seq INTEGER NOT NULL, drop_ TEXT NOT NULL
);
CREATE INDEX figure_of ON figure (employee);
CREATE TABLE trait (
    number INTEGER PRIMARY KEY, employee TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, starting TEXT NOT NULL, origin TEXT NOT NULL, seq INTEGER NOT NULL
);
CREATE INDEX trait_of ON trait (employee);
CREATE INDEX trait_field ON trait (field);
CREATE TABLE absence (
    number INTEGER PRIMARY KEY, employee TEXT NOT NULL, field TEXT NOT NULL,
    kind TEXT NOT NULL, first TEXT NOT NULL, until TEXT, origin TEXT NOT NULL,
    seq INTEGER NOT NULL
);
CREATE INDEX absence_of ON absence (employee);
CREATE TABLE drop_ (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
"""

_origin = json.JSONEncoder(separators=(",", ":")).encode
Facts = Callable[[str], Drop]
Row = tuple[str | int | None, ...]


def make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {FORM}")


def apply_line(connection: sqlite3.Connection, line: LedgerLine, facts: Facts) -> None:
    """Add the rows of one commit; the caller opens and ends the transaction.

    `facts` gives the drop of a facts file. BrokenLineError L504 when a journal has a gap.
    """
    stored = line.stored
    commit = stored.commit
    _move_tails(connection, line)
    row = (stored.seq, commit.recorded.isoformat(), commit.day.isoformat(), commit.kind)
    connection.execute(
        "INSERT INTO commit_ VALUES (?, ?, ?, ?, ?, ?)",
        (*row, json_text(commit.body), _said(commit.said)),
    )
    connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", _events(line))
    day = commit.day.isoformat()
    set_look_again(connection, "plan_due", {part.plan: day for part in commit.plans})
    _add_drop(connection, stored.seq, commit)
    if isinstance(name := commit.body.get("facts"), str):
        add_facts(connection, stored.seq, day, facts(name))
    for seq in erased_by(commit):
        connection.execute("UPDATE commit_ SET said = NULL WHERE seq = ?", (seq,))
        connection.execute("UPDATE event SET said = NULL WHERE seq = ?", (seq,))
    connection.execute("UPDATE head SET seq = ?, mac = ?", (stored.seq, stored.mac))


def set_look_again(connection: sqlite3.Connection, table: str, days: Mapping[str, str]) -> None:
    """Remember the next day to look, `table` being plan_due or person_due."""
    sentence = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608 - one of two names
    connection.executemany(sentence, days.items())


def erased_by(commit: Commit) -> tuple[int, ...]:
    """The numbers of the commits whose words this one takes away."""
    erased = commit.body.get("erased")
    return tuple(map(as_number, erased)) if isinstance(erased, list | tuple) else ()


def tails(connection: sqlite3.Connection, plans: Iterable[str]) -> dict[str, Tail]:
    """The ends of those of the journals that have begun."""
    found = connection.execute(
        "SELECT plan, next_seq, link FROM tail WHERE plan IN (SELECT value FROM json_each(?))",
        (json.dumps(list(plans)),),
    )
    return {plan: Tail(next_seq, link) for plan, next_seq, link in found}


def add_facts(connection: sqlite3.Connection, seq: int, day: str, drop: Drop) -> None:
    """Add what a drop said, in its order, and look again at everybody it speaks of."""
    figures: list[Row] = []
    traits: list[Row] = []
    absences: list[Row] = []
    for fact in drop.facts:
        match fact:
            case Figure():
                figures.append(_figure(fact, seq, drop.sha256))
            case Trait():
                traits.append(_trait(fact, seq))
            case Absence():
                absences.append(_absence(fact, seq))
            case Reported():
                pass  # an act: what comes of it stands in the commit's own events
    tables = {
        "figure (employee, field, first, last, value, origin, seq, drop_)": figures,
        "trait (employee, field, value, starting, origin, seq)": traits,
        "absence (employee, field, kind, first, until, origin, seq)": absences,
    }
    for columns, rows in tables.items():
        marks = ", ".join("?" * (columns.count(",") + 1))
        # Only the three table names above, so nothing from outside gets into the sentence.
        connection.executemany(f"INSERT INTO {columns} VALUES ({marks})", rows)  # noqa: S608
    set_look_again(connection, "person_due", {fact.employee: day for fact in drop.facts})


def json_text(value: Json) -> str:
    return canonical(value).decode("ascii")


def _move_tails(connection: sqlite3.Connection, line: LedgerLine) -> None:
    ends = tails(connection, {link.plan for link in line.links})
    for link in line.links:
        if link.before != ends.get(link.plan, NEW_PLAN):
            place = f"commit {line.stored.seq}"
            raise BrokenLineError("L504", f"{place}: the journal of plan {link.plan} has a gap")
        ends[link.plan] = link.after
    connection.executemany(
        "INSERT OR REPLACE INTO tail VALUES (?, ?, ?)",
        ((plan, tail.next_seq, tail.link) for plan, tail in ends.items()),
    )


def _events(line: LedgerLine) -> Iterator[Row]:
    seq = line.stored.seq
    for part, link in zip(line.stored.commit.plans, line.links, strict=True):
        for number, entry in enumerate(part.entries, link.before.next_seq):
            what = (entry.type, entry.v, json_text(entry.body), _said(entry.said))
            yield (part.plan, number, seq, *what)


def _add_drop(connection: sqlite3.Connection, seq: int, commit: Commit) -> None:
    sha = commit.body.get("drop")
    if not isinstance(sha, str):
        return
    said = commit.said if isinstance(commit.said, dict) else {}
    found = said.get("name", commit.body.get("name", ""))
    name = found.encode("utf-8", "backslashreplace").decode() if isinstance(found, str) else ""
    connection.execute(
        "INSERT OR IGNORE INTO drop_ VALUES (?, ?, ?, ?)",
        (sha, name, seq, json_text(commit.body)),
    )


def _figure(fact: Figure, seq: int, drop: str) -> Row:
    first, last = fact.period.first.isoformat(), fact.period.last.isoformat()
    origin = _place(fact.origin)
    return (fact.employee, fact.field, first, last, str(fact.value), origin, seq, drop)


def _trait(fact: Trait, seq: int) -> Row:
    starting = fact.starting.isoformat()
    return (fact.employee, fact.field, fact.value, starting, _place(fact.origin), seq)


def _absence(fact: Absence, seq: int) -> Row:
    ends = (fact.first.isoformat(), fact.until.isoformat() if fact.until else None)
    return (fact.employee, fact.field, fact.kind, *ends, _place(fact.origin), seq)


def _place(origin: Origin) -> str:
    o = origin
    return _origin([o.drop, o.file, o.sheet, o.row, o.column, o.text])


def _said(said: Json) -> str | None:
    return None if said is None else json_text(said)
