"""What a drop tells that was not known, and what is said of it: receipts, and what cannot be decided."""

from collections.abc import Iterator
from datetime import date

from engine.clock import Now
from engine.core.facts.facts import Drop
from engine.core.measure.context import current_figures
from engine.core.values.counts import count_of
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


def receipt(now: Now, drop: Drop, looking: Looking) -> str:
    return (
        f"taken {now.instant:%Y-%m-%d %H:%M} UTC: {count_of(drop.rows, 'row')}, "
        f"{count_of(looking.proposed, 'proposal')}, {looking.not_covered} not covered; "
        "you may delete this file"
    )


def say_undecided(transaction: Transaction, looking: Looking) -> None:
    """What cannot be decided, and for whom, so that status can say so; no empty words."""
    before = undecided(looking.workspace.book.index)
    transaction.undecided |= {
        who: says for who, says in looking.undecided.items() if says != before.get(who, "")
    }


def undecided(found: Index) -> dict[str, str]:
    """Why nothing can be decided, for everybody of whom that is so now."""
    known: dict[str, str] = {}
    for news in index.told(found, "undecided"):
        if isinstance(news, dict):
            known.update({who: str(says) for who, says in news.items()})
    return {who: says for who, says in known.items() if says}
