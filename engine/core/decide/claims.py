"""When claims count: the next entry that the sign-offs in a document's files lead to."""

from collections.abc import Iterator
from datetime import date

from engine.core.decide.messages import said_in_document
from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.owed import needs_issue, next_approver
from engine.core.plan.state import APPROVE, CONFIRMED, RECEIVED, REFUSED, PlanDocument
from engine.core.record import events as e


def counted(m: PlanContext, document: PlanDocument, day: date) -> Iterator[e.Event]:
    """The next entry that the claims of a document lead to, if any."""
    if document.state == "drafted":
        yield from _once(m, document, day)
        yield from _approved(m, document, day)
    elif document.state == "delivered":
        yield from _acknowledged(m, document, day)


def _once(m: PlanContext, document: PlanDocument, day: date) -> Iterator[e.Event]:
    """Where the policy lets one person approve once for two roles, and nobody else holds the other."""
    rule, role = m.policy.documents[document.document], next_approver(m, document)
    here = m.plan.visit is not None and document.visit == m.visit.number
    if rule.same_person != "once" or not role or not here or document.open:
        return
    said = {by: earlier for earlier, by in document.approvals}
    persons = holders(m, role, day).persons
    if persons and said.keys() >= {*persons}:
        by = persons[0]
        yield e.Approved(
            day, document.number, document.version, role, by, document.letter,
            assurance=rule.assurance, once_as=said[by],
        )  # fmt: skip


def _approved(m: PlanContext, document: PlanDocument, day: date) -> Iterator[e.Event]:
    """In the order of the policy, by who still holds the role, with nothing left open."""
    here = m.plan.visit is not None and document.visit == m.visit.number
    if not here or document.open or not needs_issue(m, document):
        return
    role = next_approver(m, document)
    enough = (
        m.policy.documents[document.document].assurance,
        CONFIRMED,
    )  # else `record` is awaited
    said = {by for _, by in document.approvals}
    for claim in document.claims:
        mine = (claim.role, claim.says) == (role, APPROVE) and claim.assurance in enough
        if mine and claim.by not in said and claim.by in holders(m, role, day).persons:
            yield e.Approved(
                day,
                document.number,
                document.version,
                role,
                claim.by,
                document.letter,
                file=claim.file,
                assurance=claim.assurance,
            )
            return


def _acknowledged(m: PlanContext, document: PlanDocument, day: date) -> Iterator[e.Event]:
    claim = next((c for c in document.claims if c.says in (RECEIVED, REFUSED)), None)
    if claim is None or not m.policy.documents[document.document].acknowledged:
        return
    on = max(claim.day, document.handed or claim.day)
    if claim.says == RECEIVED:
        told = claim.told or (said_in_document(),)
        yield e.Acknowledged(
            day,
            document.number,
            "receipt",
            on,
            claim.role,
            claim.by,
            told=told,
            file=claim.file,
        )
    else:
        yield e.Acknowledged(
            day, document.number, "refused", on, file=claim.file, told=claim.told
        )
