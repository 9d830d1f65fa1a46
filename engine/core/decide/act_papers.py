"""Acts on documents: approve, send back, issue, hand over, confirm or refuse receipt."""

from datetime import date

from engine.core.decide.act_rights import grant
from engine.core.plan.authority import Act, allowed, confirmed, one_of, who_may
from engine.core.plan.in_force import (
    Matter,
    duties,
    rights,
)
from engine.core.plan.open_items import open_words
from engine.core.plan.owed import in_word, needs_issue, next_approver
from engine.core.plan.replay import unsettled
from engine.core.plan.state import Paper
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError


def paper_meant(m: Matter, act: Act, *states: str) -> Paper:
    """The document that is meant: the newest of that name in one of `states`, or the only one."""
    found = [p for p in m.plan.papers.values() if p.state in states and needs_issue_ever(m, p)]
    if act.document:
        found = [p for p in found if act.document in (p.document, str(p.number))][-1:]
    elif states == ("delivered",):
        found = [p for p in found if m.policy.documents[p.document].acknowledged]
    if len(found) != 1:
        names = ", ".join(sorted({p.document for p in found})) or "none"
        raise NotAllowedError(
            f"{act.action}: name the document with --document; {' or '.join(states)} now: {names}"
        )
    if act.version not in (0, found[0].version):
        newest = f"version {found[0].version} of {found[0].document} is the newest"
        raise NotAllowedError(f"{act.action}: {newest}, not version {act.version}")
    return found[0]


def needs_issue_ever(m: Matter, paper: Paper) -> bool:
    """A letter of a stage already left can be handed over but no longer approved or issued."""
    if paper.state in ("issued", "delivered"):
        return True
    return m.plan.visit is not None and paper.visit == m.visit.number and needs_issue(m, paper)


def approve(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    if act.item in rights(m) or asked_right(m, act):
        return grant(m, act, day)
    paper = paper_meant(m, act, "drafted")
    role = next_approver(m, paper)
    if not role:
        raise NotAllowedError(
            f"{paper.document} v{paper.version} has every approval; it can be issued"
        )
    allowed(m, act, role)
    nothing_open(paper)
    if act.by in {person for _, person in paper.approvals}:
        raise NotAllowedError(
            f"{act.by} has approved this version already; {role} must be another person"
        )
    if m.policy.documents[paper.document].assurance == "confirmed":
        confirmed(act, f"{paper.document} needs an approval that is confirmed")
    return (
        e.Approved(
            day, paper.number, paper.version, role, act.by, paper.sha256, note=act.note,
            assurance=act.assurance,
        ),
    )  # fmt: skip


def nothing_open(paper: Paper) -> None:
    """NotAllowedError while the newest file that came back leaves something to be settled."""
    if paper.open:
        said = paper.says or open_words(paper.open)
        raise NotAllowedError(f"{paper.document} v{paper.version} is held back: {said}")


def asked_right(m: Matter, act: Act) -> bool:
    """Without a document named, an approval speaks of the right that waits for it."""
    return (
        not act.document
        and not act.item
        and any(
            u.state == "asked" and name in rights(m) for (name, _), u in m.plan.uses.items()
        )
    )


def send_back(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """Changes wanted: the next version is drafted at once, without approvals."""
    asked = [
        n for (n, _), u in m.plan.uses.items() if u.state == "asked" and act.item in ("", n)
    ]
    if asked and not act.document:
        return grant(m, refusing(act), day)
    paper = paper_meant(m, act, "drafted")
    one_of(m, act, m.policy.documents[paper.document].approved_by)
    if not act.note:
        raise NotAllowedError("say what should be changed: --note")
    back = e.Returned(day, paper.number, paper.version, act.role, act.by, act.note)
    return (back, redraft(paper, day))


def revise(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """Whoever drafts it says what became of the changes or comments; the text stays as it is."""
    paper = paper_meant(m, act, "drafted")
    allowed(m, act, m.policy.documents[paper.document].drafted_by)
    if not (paper.wanted or paper.open):
        raise NotAllowedError(f"nobody wants {paper.document} v{paper.version} changed")
    if in_word(paper):
        nothing_open(paper)
    if not act.note:
        raise NotAllowedError("say what was done about it: --note")
    return (e.Revised(day, paper.number, paper.version, act.role, act.by, act.note),)


def refusing(act: Act) -> Act:
    return Act(
        "approve", act.role, act.by, act.day, item=act.item, outcome="refused", note=act.note
    )


def redraft(paper: Paper, day: date) -> e.Drafted:
    return e.Drafted(
        day, paper.document, paper.item, paper.occurrence, paper.number, paper.version + 1
    )


def issue(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    paper = paper_meant(m, act, "drafted")
    role = next_approver(m, paper)
    if role:
        raise NotAllowedError(
            f"{paper.document} v{paper.version} still needs the approval of {role}: {who_may(m, act, role)}"
        )
    duty = duties(m).get(paper.item)
    allowed(m, act, duty.by if duty else m.policy.documents[paper.document].drafted_by)
    nothing_open(paper)
    if unsettled(m.plan):
        raise NotAllowedError(
            f"{paper.document}: figures were corrected; {m.policy.held.by} first decides what follows"
        )
    return (
        e.Issued(day, paper.number, paper.version, act.role, act.by, paper.sha256, act.note),
    )


def deliver(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    paper = paper_meant(m, act, "issued")
    duty = duties(m).get(paper.item)
    allowed(m, act, duty.by if duty else m.policy.documents[paper.document].drafted_by)
    if paper.issued and act.day < paper.issued:
        raise NotAllowedError(
            f"{paper.document} was issued on {paper.issued}; it cannot be handed over on {act.day}"
        )
    return (e.Delivered(day, paper.number, act.role, act.by, act.day, act.note),)


def acknowledge(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    paper = paper_meant(m, act, "delivered")
    wanted = m.policy.documents[paper.document].acknowledged
    allowed(m, act, wanted.by if wanted else "employee")
    _in_hand(paper, act)
    return (e.Acknowledged(day, paper.number, "receipt", act.day, act.role, act.by, act.note),)


def _in_hand(paper: Paper, act: Act) -> None:
    if paper.handed and act.day < paper.handed:
        raise NotAllowedError(
            f"{paper.document} was handed over on {paper.handed}; not received or refused before"
        )


def refuse(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """Whoever handed the letter over notes the refusal; and, unless a plain note will do, who saw it."""
    paper = paper_meant(m, act, "delivered")
    duty = duties(m).get(paper.item)
    allowed(m, act, duty.by if duty else m.policy.documents[paper.document].drafted_by)
    _in_hand(paper, act)
    wanted = m.policy.documents[paper.document].acknowledged
    if not act.note and not (wanted and wanted.if_refused == "note"):
        raise NotAllowedError("a refusal is noted with its witness: --note")
    return (e.Acknowledged(day, paper.number, "refused", act.day, act.role, act.by, act.note),)
