"""What an entry about a document makes of it: its versions, what came back, who has said what."""

from dataclasses import replace
from typing import assert_never

from engine.core import events as e
from engine.core.parts import Claim, Paper, Plan

PaperEvent = (
    e.Drafted | e.Approved | e.Returned | e.Issued | e.Delivered | e.Acknowledged
    | e.ReadBack | e.Claimed | e.ClaimRefused | e.Revised | e.Attached
)  # fmt: skip
Moving = e.Approved | e.Returned | e.Issued | e.Delivered | e.Acknowledged
Heard = e.ReadBack | e.Claimed | e.Revised


def with_paper(plan: Plan, event: PaperEvent) -> Plan:
    match event:
        case e.ClaimRefused() | e.Attached():
            return plan  # evidence, from which nothing follows
        case e.Drafted():
            paper = _drafted(plan, event)
        case e.ReadBack() | e.Claimed() | e.Revised():
            paper = _heard(plan.papers[event.number], event)
        case _:
            paper = _moved(plan.papers[event.number], event)
    return replace(plan, papers={**plan.papers, event.number: paper})


def unclaimed(plan: Plan, event: e.Approved) -> Plan:
    """The plan as it was before an approval that stood in a file, without the claim it rests on."""
    paper = plan.papers[event.number]
    left = tuple(claim for claim in paper.claims if claim.role != event.role)
    return replace(plan, papers={**plan.papers, event.number: replace(paper, claims=left)})


def _drafted(plan: Plan, event: e.Drafted) -> Paper:
    """A new version begins without approvals. An edited one answers what was wanted."""
    before = plan.papers.get(event.number)
    here = plan.visits[-1].number if plan.visits else 0
    return Paper(
        event.number, event.document, event.item, event.occurrence,
        before.visit if before else here,
        event.version, event.sha256, event.template, "drafted", event.on,
        open=event.open,
        says=event.note if event.open else "",
        wanted=before.wanted if before and not event.edit else "",
        inside=event.open,
        carries=bool(event.source),
    )  # fmt: skip


def _heard(paper: Paper, event: Heard) -> Paper:
    match event:
        case e.ReadBack():
            if event.version != paper.version:
                return paper
            if event.state == "stripped":
                return replace(paper, read=True)  # nothing in it counts: what is open stays so
            theirs = event.sha256 if event.state == "edited" or event.open else ""
            return replace(paper, open=event.open, says=event.note, file=theirs, read=True)
        case e.Claimed():
            claim = Claim(
                event.role, event.by, event.says, event.day, event.sha256, event.assurance,
                event.note,
            )  # fmt: skip
            return replace(paper, claims=(*paper.claims, claim))
        case e.Revised():
            return replace(paper, open=(), says="", wanted="")
        case _:
            assert_never(event)


def _moved(paper: Paper, event: Moving) -> Paper:
    match event:
        case e.Approved():
            given = (*paper.approvals, (event.role, event.by))
            return replace(paper, approvals=given, approved=event.on)
        case e.Returned():
            return replace(paper, approvals=(), approved=None, wanted=event.role)
        case e.Issued():
            return replace(paper, state="issued", issued=event.on, wanted="")
        case e.Delivered():
            # Clocks and windows begin when it is on record: none runs before anybody could know.
            return replace(paper, state="delivered", delivered=event.on, handed=event.day)
        case e.Acknowledged():
            state = "refused" if event.how == "refused" else "acknowledged"
            return replace(paper, state=state, acknowledged=max(event.day, event.on))
        case _:
            assert_never(event)
