"""When claims count: the next entry that the sign-offs in a document's files lead to."""

from collections.abc import Iterator
from datetime import date

from engine.core.plan.claim_words import APPROVE, CONFIRMED, RECEIVED, REFUSED
from engine.core.plan.in_force import Matter, holders
from engine.core.plan.owed import needs_issue, next_approver
from engine.core.plan.state import Paper
from engine.core.record import events as e


def counted(m: Matter, paper: Paper, day: date) -> Iterator[e.Event]:
    """The next entry that the claims of a document lead to, if any."""
    if paper.state == "drafted":
        yield from _approved(m, paper, day)
    elif paper.state == "delivered":
        yield from _acknowledged(m, paper, day)


def _approved(m: Matter, paper: Paper, day: date) -> Iterator[e.Event]:
    """In the order of the policy, by who still holds the role, with nothing left open."""
    here = m.plan.visit is not None and paper.visit == m.visit.number
    if not here or paper.open or not needs_issue(m, paper):
        return
    role = next_approver(m, paper)
    enough = (
        m.policy.documents[paper.document].assurance,
        CONFIRMED,
    )  # else `record` is awaited
    said = {by for _, by in paper.approvals}
    for claim in paper.claims:
        mine = (claim.role, claim.says) == (role, APPROVE) and claim.assurance in enough
        if mine and claim.by not in said and claim.by in holders(m, role, day).persons:
            yield e.Approved(
                day,
                paper.number,
                paper.version,
                role,
                claim.by,
                paper.sha256,
                file=claim.file,
                assurance=claim.assurance,
            )
            return


def _acknowledged(m: Matter, paper: Paper, day: date) -> Iterator[e.Event]:
    claim = next((c for c in paper.claims if c.says in (RECEIVED, REFUSED)), None)
    if claim is None or not m.policy.documents[paper.document].acknowledged:
        return
    on = max(claim.day, paper.handed or claim.day)
    if claim.says == RECEIVED:
        note = claim.note or "in the document itself"
        yield e.Acknowledged(
            day, paper.number, "receipt", on, claim.role, claim.by, note, file=claim.file
        )
    else:
        yield e.Acknowledged(day, paper.number, "refused", on, file=claim.file, note=claim.note)
