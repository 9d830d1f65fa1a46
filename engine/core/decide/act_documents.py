"""Acts on documents: approve, send back, issue, hand over, confirm or refuse receipt."""

from datetime import date

from engine.core.decide import refusal_messages as refusal
from engine.core.decide.act_rights import grant
from engine.core.plan.authority import Act, allowed, confirmed, one_of, who_may
from engine.core.plan.in_force import (
    PlanContext,
    duties_in_force,
    rights_in_force,
)
from engine.core.plan.owed import all_left_open, in_word, needs_issue, next_approver
from engine.core.plan.protection import bar_adverse, is_adverse
from engine.core.plan.replay import unsettled
from engine.core.plan.state import PlanDocument
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Message


def document_meant(m: PlanContext, act: Act, *states: str) -> PlanDocument:
    """The document that is meant: the newest of that name in one of `states`, or the only one."""
    found = [
        p for p in m.plan.documents.values() if p.state in states and needs_issue_ever(m, p)
    ]
    if act.document:
        found = [p for p in found if act.document in (p.document, str(p.number))][-1:]
    elif states == ("delivered",):
        found = [p for p in found if m.policy.documents[p.document].acknowledged]
    if len(found) != 1:
        names = tuple(sorted({p.document for p in found}))
        if names:
            raise NotAllowedError(refusal.name_the_document(act.action, states, names))
        raise NotAllowedError(_none_meant(m, act, states))
    if act.version not in (0, found[0].version):
        newest = found[0]
        raise NotAllowedError(
            refusal.not_the_newest(act.action, newest.version, newest.document, act.version)
        )
    return found[0]


def _none_meant(m: PlanContext, act: Act, states: tuple[str, ...]) -> Message:
    """Why the document that was named is none of those, where there is one of that name."""
    named = [
        p for p in m.plan.documents.values() if act.document in (p.document, str(p.number))
    ]
    there = tuple(sorted({p.document for p in m.plan.documents.values()}))
    if not act.document or not there:
        return refusal.no_document_to_name(act.action, states)
    if not named:
        return refusal.no_such_document(act.action, act.document, there)
    last = named[-1]
    if last.state in states:
        return refusal.document_is_no_letter(act.action, last.number, last.document)
    return refusal.document_stands(act.action, last.number, last.document, last.state, states)


def needs_issue_ever(m: PlanContext, document: PlanDocument) -> bool:
    """A letter of a stage already left can be handed over but no longer approved or issued."""
    if document.state in ("issued", "delivered"):
        return True
    return (
        m.plan.visit is not None
        and document.visit == m.visit.number
        and needs_issue(m, document)
    )


def approve(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    if act.item in rights_in_force(m) or asked_right(m, act):
        return grant(m, act, day)
    document = document_meant(m, act, "drafted")
    role = next_approver(m, document)
    if not role:
        raise NotAllowedError(refusal.has_every_approval(document.document, document.version))
    allowed(m, act, role)
    nothing_open(document)
    if act.by in {person for _, person in document.approvals}:
        raise NotAllowedError(refusal.has_approved_already(act.by, role))
    if m.policy.documents[document.document].assurance == "confirmed":
        confirmed(act, refusal.needs_sure_approval(document.document))
    return (
        e.Approved(
            day, document.number, document.version, role, act.by, document.letter, note=act.note,
            assurance=act.assurance,
        ),
    )  # fmt: skip


def nothing_open(document: PlanDocument) -> None:
    """NotAllowedError while the newest file that came back leaves something to be settled."""
    if document.open:
        said = all_left_open(document)
        raise NotAllowedError(
            refusal.version_held_back(document.document, document.version, said)
        )


def asked_right(m: PlanContext, act: Act) -> bool:
    """Without a document named, an approval speaks of the right that waits for it."""
    return (
        not act.document
        and not act.item
        and any(
            u.state == "asked" and name in rights_in_force(m)
            for (name, _), u in m.plan.uses.items()
        )
    )


def send_back(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """Changes wanted: the next version is drafted at once, without approvals."""
    asked = [
        n for (n, _), u in m.plan.uses.items() if u.state == "asked" and act.item in ("", n)
    ]
    if asked and not act.document:
        return grant(m, refusing(act), day)
    document = document_meant(m, act, "drafted")
    one_of(m, act, m.policy.documents[document.document].approved_by)
    if not act.note:
        raise NotAllowedError(refusal.say_what_to_change())
    back = e.Returned(day, document.number, document.version, act.role, act.by, act.note)
    return (back, redraft(document, day))


def revise(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """Whoever drafts it says what became of the changes or comments; the text stays as it is."""
    document = document_meant(m, act, "drafted")
    allowed(m, act, m.policy.documents[document.document].drafted_by)
    if not (document.wanted or document.open):
        raise NotAllowedError(
            refusal.nobody_wants_it_changed(document.document, document.version)
        )
    if in_word(document):
        nothing_open(document)
    if not act.note:
        raise NotAllowedError(refusal.say_what_was_done())
    return (e.Revised(day, document.number, document.version, act.role, act.by, act.note),)


def refusing(act: Act) -> Act:
    return Act(
        "approve", act.role, act.by, act.day, item=act.item, outcome="refused", note=act.note
    )


def redraft(document: PlanDocument, day: date) -> e.Drafted:
    return e.Drafted(
        day,
        document.document,
        document.item,
        document.occurrence,
        document.number,
        document.version + 1,
    )


def issue(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    document = document_meant(m, act, "drafted")
    role = next_approver(m, document)
    if role:
        who = who_may(m, act, role)
        raise NotAllowedError(
            refusal.needs_approval_of(document.document, document.version, role, who)
        )
    duty = duties_in_force(m).get(document.item)
    allowed(m, act, duty.terms.by if duty else m.policy.documents[document.document].drafted_by)
    nothing_open(document)
    if is_adverse(m, document):
        bar_adverse(m, day)
    if unsettled(m.plan):
        raise NotAllowedError(
            refusal.figures_were_corrected(document.document, m.policy.held.by)
        )
    return (
        e.Issued(
            day, document.number, document.version, act.role, act.by, document.letter, act.note
        ),
    )


def deliver(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    document = document_meant(m, act, "issued")
    duty = duties_in_force(m).get(document.item)
    allowed(m, act, duty.terms.by if duty else m.policy.documents[document.document].drafted_by)
    if document.issued and act.day < document.issued:
        raise NotAllowedError(refusal.issued_after(document.document, document.issued, act.day))
    if is_adverse(m, document):
        bar_adverse(m, day, act.day)
    return (e.Delivered(day, document.number, act.role, act.by, act.day, act.note),)


def acknowledge(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    document = document_meant(m, act, "delivered")
    wanted = m.policy.documents[document.document].acknowledged
    allowed(m, act, wanted.by if wanted else "employee")
    _in_hand(document, act)
    return (
        e.Acknowledged(day, document.number, "receipt", act.day, act.role, act.by, act.note),
    )


def _in_hand(document: PlanDocument, act: Act) -> None:
    if document.handed and act.day < document.handed:
        raise NotAllowedError(refusal.handed_over_after(document.document, document.handed))


def refuse_receipt(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """Whoever handed the letter over notes the refusal; and, unless a plain note will do, who saw it."""
    document = document_meant(m, act, "delivered")
    duty = duties_in_force(m).get(document.item)
    allowed(m, act, duty.terms.by if duty else m.policy.documents[document.document].drafted_by)
    _in_hand(document, act)
    wanted = m.policy.documents[document.document].acknowledged
    if not act.note and not (wanted and wanted.if_refused == "note"):
        raise NotAllowedError(refusal.needs_witness())
    if is_adverse(m, document):
        bar_adverse(m, day, act.day)
    return (
        e.Acknowledged(day, document.number, "refused", act.day, act.role, act.by, act.note),
    )
