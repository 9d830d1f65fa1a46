"""What an entry about a document makes of it: its versions, what came back, who has said what."""

from dataclasses import replace
from typing import assert_never

from engine.core.plan.state import Claim, Plan, PlanDocument
from engine.core.record import events as e
from engine.core.values.message import Message

DocumentEvent = (
    e.Drafted | e.Approved | e.Returned | e.Issued | e.Delivered | e.Acknowledged
    | e.ReadBack | e.Claimed | e.ClaimRefused | e.Revised | e.Attached
)  # fmt: skip
LOST = "lost"  # in an earlier file of this version, and not in the newest
UNCARRIED = "uncarried"  # open until the drafter answers: edits that are in no version
BY_WORD = (LOST, UNCARRIED)  # what no file can settle, but the drafter's recorded answer
Moving = e.Approved | e.Returned | e.Issued | e.Delivered | e.Acknowledged
Heard = e.ReadBack | e.Claimed | e.Revised


def with_document(plan: Plan, event: DocumentEvent) -> Plan:
    match event:
        case e.Attached():
            return plan  # evidence, from which nothing follows
        case e.ClaimRefused():
            return _refused(plan, event)
        case e.Drafted():
            document = _drafted(plan, event)
        case e.ReadBack() | e.Claimed() | e.Revised():
            document = _heard(plan.documents[event.number], event)
        case _:
            document = _moved(plan.documents[event.number], event)
    return replace(plan, documents={**plan.documents, event.number: document})


def unclaimed(plan: Plan, event: e.Approved) -> Plan:
    """The plan as it was before an approval that stood in a file, without the claim it rests on."""
    document = plan.documents[event.number]
    left = tuple(claim for claim in document.claims if claim.role != event.role)
    gone = tuple(claim for claim in document.claims if claim.role == event.role)
    document = replace(document, claims=left, struck=(*document.struck, *gone))
    return replace(plan, documents={**plan.documents, event.number: document})


def _refused(plan: Plan, event: e.ClaimRefused) -> Plan:
    """Evidence; what the employee signed for others is not believed when somebody else saves it."""
    document = plan.documents[event.number]
    if event.because != "employee" or event.version != document.version:
        return plan
    document = replace(document, suspect=(*document.suspect, event.sha256))
    return replace(plan, documents={**plan.documents, event.number: document})


def _drafted(plan: Plan, event: e.Drafted) -> PlanDocument:
    """A new version begins without approvals. An edited one answers what was wanted."""
    before = plan.documents.get(event.number)
    here = plan.visits[-1].number if plan.visits else 0
    left, says = _still(before, event.open, event.note if event.open else ())
    return PlanDocument(
        event.number, event.document, event.item, event.occurrence,
        before.visit if before else here,
        event.version, event.letter, event.template, "drafted", event.on,
        open=left,
        says=says,
        wanted=before.wanted if before and not event.edit else "",
        inside=tuple(code for code in event.open if code not in BY_WORD),
        carries=bool(event.source),
        pending=_not_in(before, event) if before and LOST in event.open else (),
    )  # fmt: skip


def _not_in(before: PlanDocument, event: e.Drafted) -> tuple[str, ...]:
    return tuple(file for file in before.pending if file != event.source)


def _heard(document: PlanDocument, event: Heard) -> PlanDocument:
    match event:
        case e.ReadBack():
            if event.version != document.version:
                return document
            if event.state == "stripped":  # nothing in it counts, nor what it left out
                return replace(document, read=True)
            own = event.state == "edited" or any(code != LOST for code in event.open)
            pending = (*event.unmet, *((event.sha256,) if own else ()))
            left, says = _still(document, event.open, event.note)
            return replace(document, open=left, says=says, pending=pending, read=True)
        case e.Claimed():
            claim = Claim(
                event.role, event.by, event.says, event.day, event.sha256, event.assurance,
                event.note, event.told,
            )  # fmt: skip
            return replace(document, claims=(*document.claims, claim))
        case e.Revised():
            answered = (*document.answered, *document.pending)
            return replace(document, open=(), says=(), wanted="", pending=(), answered=answered)
        case _:
            assert_never(event)


def _still(
    document: PlanDocument | None, left: tuple[str, ...], says: tuple[Message, ...]
) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """What is open and its words, with edits that are in no version: no file settles those."""
    if document is None or UNCARRIED not in document.open:
        return left, says
    told = dict.fromkeys((*says, *document.says))
    return tuple(dict.fromkeys((*left, UNCARRIED))), tuple(told)


def _moved(document: PlanDocument, event: Moving) -> PlanDocument:
    match event:
        case e.Approved():
            given = (*document.approvals, (event.role, event.by))
            return replace(document, approvals=given, approved=event.on)
        case e.Returned():
            return replace(document, approvals=(), approved=None, wanted=event.role)
        case e.Issued():
            return replace(document, state="issued", issued=event.on, wanted="")
        case e.Delivered():
            # Clocks and windows begin when it is on record: none runs before anybody could know.
            return replace(document, state="delivered", delivered=event.on, handed=event.day)
        case e.Acknowledged():
            state = "refused" if event.how == "refused" else "acknowledged"
            day = max(event.day, event.on)
            return replace(document, state=state, acknowledged=day, how=event.how)
        case _:
            assert_never(event)
