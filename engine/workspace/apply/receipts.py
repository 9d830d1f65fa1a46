"""What a drop tells that was not known, and what is said of it: receipts, and what cannot be decided."""

from collections.abc import Iterator
from datetime import date

from engine.clock import Now
from engine.core.decide.messages import counts_told, file_taken, proposals_made, rows_read
from engine.core.facts.facts import Drop
from engine.core.measure.context import current_figures
from engine.core.values.message import Json, Message, message_as_json, message_from_json
from engine.ledger import index
from engine.ledger.index import Index
from engine.workspace.apply.proposals import Looking
from engine.workspace.session.known_facts import Knowledge
from engine.workspace.session.transaction import Transaction


def news(knowledge: Knowledge, today: date) -> Iterator[tuple[str, date]]:
    """Whom the drop tells something new about, with the first period to look at again."""
    for employee, (figures, traits, absences) in sorted(knowledge.coming.items()):
        before = knowledge.recorded(employee)
        old = {
            (f.field, f.period): f.value
            for fs in current_figures(before[0]).values()
            for f in fs
        }
        new = [f for f in figures if old.get((f.field, f.period)) != f.value]
        told = {(t.field, t.starting): t.value for t in before[1]}
        other = [t for t in traits if told.get((t.field, t.starting)) != t.value]
        away = [(a.field, a.first, a.until) for a in before[2]]
        gone = [a for a in absences if (a.field, a.first, a.until) not in away]
        if new or other or gone:
            yield employee, min((f.period.last for f in new), default=today)


def receipt(now: Now, drop: Drop, looking: Looking) -> Message:
    counts = counts_told(
        rows_read(drop.rows), proposals_made(looking.proposed), looking.not_covered
    )
    return file_taken(f"{now.instant:%Y-%m-%d %H:%M}", counts)


def count_of(number: int, what: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def say_undecided(transaction: Transaction, looking: Looking) -> None:
    """What cannot be decided, and for whom, so that status can say so; no empty words."""
    before = undecided(looking.workspace.book.index)
    news = {who: says for who, says in looking.undecided.items() if says != before.get(who)}
    if news:
        transaction.said["undecided"] = {
            who: message_as_json(says) if says else "" for who, says in sorted(news.items())
        }


def undecided(found: Index) -> dict[str, Message]:
    """Why nothing can be decided, for everybody of whom that is so now."""
    known: dict[str, Json] = {}
    for news in index.told(found, "undecided"):
        if isinstance(news, dict):
            known.update(news)
    return {who: message_from_json(says) for who, says in known.items() if says}
