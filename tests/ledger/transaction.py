"""Commits, drops and ledgers for the tests of this room; all people are made up."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from engine.core.facts.facts import Absence, Drop, Figure, Origin, Reported, Trait
from engine.core.record.commit import Commit, Entry, Head, Json, PlanPart, Stored
from engine.core.values.period import Period
from engine.ledger import book, chain, line_reader
from engine.ledger.canonical import sha256
from engine.ledger.line_codec import Tail
from engine.ledger.line_reader import Ledger
from engine.ledger.upcast import upcast

DAY = date(2026, 5, 12)
NOON = datetime(2026, 5, 12, 10, 42, tzinfo=UTC)
FILE = b"Employee;Quota\nE00012;100,000\n"


def new_book(folder: Path) -> book.Book:
    chain.create_ledger(folder, folder / "key")
    return book.open_book(folder, folder / "key", writer=True)


def opened(folder: Path, *, writer: bool = True) -> book.Book:
    return book.open_book(folder, folder / "key", writer=writer)


def append(
    ledger: Ledger, commit: Commit, *, after: Head, tails: Mapping[str, Tail] | None = None
) -> Head:
    return chain.append_line(ledger, commit, after=after, tails=tails).stored.head


def commits_in(ledger: Ledger, since: int = 0) -> Iterator[Stored]:
    """The commits after `since`, oldest first, with their words and in today's form."""
    for line in line_reader.ledger_lines(ledger, since):
        commit = line.stored.commit
        parts = tuple(
            PlanPart(part.plan, tuple(upcast(entry) for entry in part.entries))
            for part in commit.plans
        )
        yield replace(line.stored, commit=replace(commit, plans=parts))


def act(plan: str = "P-0001", said: Json = "asked for time", **body: Json) -> Commit:
    entry = Entry("ActRecorded", 1, {"action": "confirm", **body}, said)
    return Commit("act", DAY, NOON, {}, None, (PlanPart(plan, (entry,)),))


def later(commit: Commit, days: int) -> Commit:
    moved = timedelta(days=days)
    return Commit(
        commit.kind,
        commit.day + moved,
        commit.recorded + moved,
        commit.body,
        commit.said,
        commit.plans,
    )


def drop_commit(facts: str, blob: str, plans: tuple[str, ...] = ("P-0001", "P-0002")) -> Commit:
    parts = tuple(
        PlanPart(
            plan,
            (
                Entry("PlanProposed", 1, {"row": 1}, {"because": "62.4 % < 70 %"}),
                Entry("DocumentDrafted", 1, {"document": "gap_statement"}),
            ),
        )
        for plan in plans
    )
    body = {"drop": sha256(FILE), "facts": facts, "blob": blob}
    return Commit("drop", DAY, NOON, body, {"name": "Q2 quotas.xlsx"}, parts)


def drop_of(*employees: str) -> Drop:
    facts = []
    for row, employee in enumerate(employees, 2):
        origin = Origin(sha256(FILE), "Q2 quotas.xlsx", "Pipeline", row, "Quota", "100,000")
        month = Period(date(2026, 4, 1), date(2026, 4, 30))
        facts += [
            Figure(employee, "quota", month, Decimal("100000"), origin),
            Trait(employee, "manager", "E00001", date(2026, 1, 1), origin),
            Absence(employee, "leave", "parental", date(2026, 2, 1), None, origin),
            Reported(employee, "P-0001", "check-in", "manager", "E00001", DAY, origin=origin),
        ]
    return Drop(sha256(FILE), "Q2 quotas.xlsx", "quotas", "1", tuple(facts), len(employees))
