"""What is said of an input: the receipt beside a file, and for whom nothing can be decided."""

from engine.clock import Now
from engine.core.facts.facts import Drop
from engine.core.life.gathering import Gathered
from engine.core.values.counts import count_of
from engine.ledger import index
from engine.ledger.index import Index
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace


def receipt(now: Now, drop: Drop, gathered: Gathered) -> str:
    return (
        f"taken {now.instant:%Y-%m-%d %H:%M} UTC: {count_of(drop.rows, 'row')}, "
        f"{count_of(gathered.proposed, 'proposal')}, {gathered.not_covered} not covered; "
        "you may delete this file"
    )


def say_undecided(transaction: Transaction, found: Index) -> None:
    """What cannot be decided, and for whom, so that status can say so; no empty words."""
    before, now = undecided(found), transaction.gathered.undecided
    transaction.undecided |= {
        who: says for who, says in now.items() if says != before.get(who, "")
    }


def undecided_now(workspace: Workspace) -> dict[str, str]:
    """By employee; of somebody whose plan stands still, that it does."""
    still = {plan.employee: workspace.why_still(plan) for plan in workspace.standing().values()}
    return undecided(workspace.book.index) | {who: why for who, why in still.items() if why}


def undecided(found: Index) -> dict[str, str]:
    """Why nothing can be decided, for everybody of whom that is so now."""
    known: dict[str, str] = {}
    for news in index.told(found, "undecided"):
        if isinstance(news, dict):
            known.update({who: str(says) for who, says in news.items()})
    return {who: says for who, says in known.items() if says}
