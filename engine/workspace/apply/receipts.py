"""What is said of an input: the receipt beside a file, and for whom nothing can be decided."""

from engine.clock import Now
from engine.core.decide.messages import (
    counts_told,
    file_taken,
    file_taken_with_notes,
    proposals_made,
    rows_read,
)
from engine.core.facts.facts import Drop
from engine.core.life.gathering import Gathered
from engine.core.values.message import Json, Message, message_from_json
from engine.ledger import index
from engine.ledger.index import Index
from engine.words.say import words
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace


def receipt(now: Now, drop: Drop, gathered: Gathered) -> Message:
    counts = counts_told(
        rows_read(drop.rows), proposals_made(gathered.proposed), gathered.not_covered
    )
    at = f"{now.instant:%Y-%m-%d %H:%M}"
    return (
        file_taken_with_notes(at, counts, drop.notes) if drop.notes else file_taken(at, counts)
    )


def say_undecided(transaction: Transaction, found: Index) -> None:
    """What cannot be decided, and for whom, so that status can say so; no empty words."""
    before, now = undecided(found), transaction.gathered.undecided
    transaction.undecided |= {who: says for who, says in now.items() if says != before.get(who)}


def undecided_now(workspace: Workspace) -> dict[str, str]:
    """By employee, in words; of somebody whose plan stands still, that it does."""
    language = workspace.config.language
    known = {who: words(why, language) for who, why in undecided(workspace.book.index).items()}
    still = {plan.employee: workspace.why_still(plan) for plan in workspace.standing().values()}
    return known | {who: why for who, why in still.items() if why}


def undecided(found: Index) -> dict[str, Message]:
    """Why nothing can be decided, for everybody of whom that is so now."""
    known: dict[str, Json] = {}
    for news in index.told(found, "undecided"):
        if isinstance(news, dict):
            known.update(news)
    return {who: message_from_json(says) for who, says in known.items() if says}
