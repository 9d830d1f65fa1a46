"""What a plan waits for: every act that somebody is awaited to do, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.core.plan.in_force import (
    Occurrence,
    PlanContext,
    due_day,
    duties_in_force,
    holders,
    occurrences,
    rights_in_force,
    stretch,
)
from engine.core.plan.messages import (
    all_that_is_open,
    lines_told,
    nobody_can,
    takes_another_person,
)
from engine.core.plan.open_items import open_items
from engine.core.plan.protection import is_adverse
from engine.core.plan.replay import unsettled
from engine.core.plan.review import ends_employment, questions_of, rests_on_goals
from engine.core.plan.state import PlanDocument, ReviewLook, Task
from engine.core.plan.waiting import closing
from engine.core.policy.duty import Duty, DutyTerms, IssueDuty, duty_kind, notice_of
from engine.core.policy.right import who_agrees
from engine.core.values.message import Message


@dataclass(frozen=True, slots=True)
class Owed:
    """An act that somebody is awaited to do; `record` takes its words as they stand here."""

    action: str
    role: str
    item: str = ""
    document: str = ""
    number: int = 0  # of the document, where one is meant
    occurrence: int = 1
    outcomes: tuple[str, ...] = ()
    question: str = ""
    due: date | None = None
    earliest: date | None = (
        None  # after a meeting's notice; after the one before, of what recurs
    )
    apart: tuple[str, ...] = ()  # persons who have said their part: it takes another one
    first: Message | None = None  # what has to be done before, in Word or by telling figures
    assurance: str = "asserted"  # how sure it must be who does it; for one outcome: for all


DAY = timedelta(days=1)
JUDGEMENTS = ("met", "not_met")


def persons(m: PlanContext, one: Owed, day: date) -> tuple[str, ...]:
    """Who may do it on `day`; nobody where the role is vacant or takes another person."""
    return tuple(p for p in holders(m, one.role, day).persons if p not in one.apart)


def why_not_now(m: PlanContext, one: Owed, day: date) -> Message | None:
    """What has to be done before, or why nobody may do it on `day`; None where somebody can."""
    if one.first or persons(m, one, day):
        return one.first
    found = holders(m, one.role, day)
    return nobody_can(takes_another_person(one.apart) if found.persons else found.why)


def owed(m: PlanContext) -> Iterator[Owed]:
    """Everything the plan waits for from a person, the most pressing kind first."""
    stopped = m.plan.stopped is not None
    if m.plan.state == "proposed":
        for role in m.plan.to:
            if not stopped:
                yield Owed("confirm", role, outcomes=m.plan.start)
            yield Owed("decline", role)
        return
    for name, raised in m.plan.raised.items():
        if not raised.settled:
            yield Owed("decide", raised.role, item=name, outcomes=("keep", "withdraw"))
    if m.plan.state == "held":
        yield Owed("resume", m.policy.held.by, due=m.plan.held)
        yield Owed("withdraw", m.policy.held.by)
        return
    if m.plan.visit is None:
        return
    if not m.plan.ended:
        if not stopped:
            yield from _judgements_owed(m)
            yield from _reviews_owed(m)
        yield from _rights_owed(m)
    if not m.plan.ended or m.stage.final:
        yield from _documents_owed(m)
        yield from () if stopped else duties_owed(m)


def _reviews_owed(m: PlanContext) -> Iterator[Owed]:
    for name, number, look in open_looks(m):
        closes = closing(m, name, look)
        for question in questions_of(m.stage.reviews[name]):
            if question not in m.plan.answers:
                asked = m.policy.questions[question]
                yield Owed(
                    "answer",
                    asked.ask,
                    name,
                    question=question,
                    outcomes=asked.answers,
                    due=closes,
                )
        voted = {role: person for role, person, _ in look.votes}
        for role in look.roles:
            if role not in voted:
                yield Owed(
                    "decide", role, name, occurrence=number, outcomes=look.go, due=closes,
                    apart=tuple(voted.values()), assurance=_assurance(m, look),
                )  # fmt: skip


def _judgements_owed(m: PlanContext) -> Iterator[Owed]:
    """Goals that a person set, that count and that nobody has judged, once a review rests on them."""
    setting = m.stage.goals.set_by if m.stage.goals else None
    looks = (look for name, _, look in open_looks(m) if rests_on_goals(m.stage.reviews[name]))
    due = min((look.closes for look in looks), default=None)
    if setting is None or not setting.weight or due is None:
        return
    for name, own in m.plan.own_goals.items():
        if own.visit == m.visit.number and not own.dropped and own.met is None:
            yield Owed(
                "goal", setting.judged_by, name, question=name, outcomes=JUDGEMENTS, due=due
            )


def _assurance(m: PlanContext, look: ReviewLook) -> str:
    ending = any(ends_employment(m.policy, go) for go in look.go)
    return "confirmed" if ending else "asserted"


def open_looks(m: PlanContext) -> Iterator[tuple[str, int, ReviewLook]]:
    for (visit, name, number), look in m.plan.looks.items():
        if visit == m.visit.number and not look.decided:
            yield name, number, look


def _rights_owed(m: PlanContext) -> Iterator[Owed]:
    for (name, number), use in m.plan.uses.items():
        right = rights_in_force(m).get(name)
        if (use.state, use.visit) != ("asked", m.visit.number) or right is None:
            continue
        said = dict(use.granted)
        for role in who_agrees(right):
            if role not in said:
                apart = tuple(said.values())
                yield Owed("approve", role, item=name, occurrence=number, apart=apart)
                break


def _documents_owed(m: PlanContext) -> Iterator[Owed]:
    for document in m.plan.documents.values():
        if m.plan.stopped and is_adverse(m, document):
            continue  # nobody is asked for what may not be now
        here = document.visit == m.visit.number
        rule = m.policy.documents[document.document]
        duty = duties_in_force(m).get(document.item)
        if document.state == "drafted" and here and needs_issue(m, document):
            role = next_approver(m, document)
            due = _issue_due(m, document, duty)
            if document.open or document.wanted:
                yield _revision(rule.drafted_by, document, due)
            if document.open:
                continue
            if role:
                apart = tuple(person for _, person in document.approvals)
                yield replace(
                    _about("approve", role, document, due),
                    apart=apart,
                    assurance=rule.assurance,
                )
            elif not unsettled(m.plan):
                yield _about("issue", duty.terms.by if duty else rule.drafted_by, document, due)
        elif document.state == "issued" and (here or rule.acknowledged):
            yield _about(
                "deliver", duty.terms.by if duty else rule.drafted_by, document, document.issued
            )
        elif document.state == "delivered" and rule.acknowledged and document.delivered:
            by = due_day(m, document.delivered, rule.acknowledged.within)
            yield _about("acknowledge", rule.acknowledged.by, document, by)


def _about(action: str, role: str, document: PlanDocument, due: date | None) -> Owed:
    return Owed(
        action,
        role,
        document.item,
        document.document,
        document.number,
        document.occurrence,
        due=due,
    )


def _revision(role: str, document: PlanDocument, due: date | None) -> Owed:
    first = all_left_open(document) if in_word(document) else None
    return replace(_about("revise", role, document, due), first=first)


def all_left_open(document: PlanDocument) -> Message:
    """What holds the document back: as told by the file, else by its codes."""
    if document.says:
        return lines_told(document.says)
    return all_that_is_open(open_items(document.open))


def in_word(document: PlanDocument) -> bool:
    """True for what only Word can settle: changes to be accepted or rejected, a clause to be put back,
    and whatever the version itself holds, which would be handed over with it.
    """
    return bool({"changes", "clause", *document.inside} & {*document.open})


def needs_issue(m: PlanContext, document: PlanDocument) -> bool:
    """Letters are issued; a check-in form is filled in and comes back as the duty's record."""
    duty = duties_in_force(m).get(document.item)
    return document.visit > 0 and (duty is None or isinstance(duty, IssueDuty))


def _issue_due(m: PlanContext, document: PlanDocument, duty: Duty | None) -> date | None:
    if duty is None:
        return None
    found = occurrences(m, document.item, duty)
    return next((at.due for at in found if at.number == document.occurrence), None)


def next_approver(m: PlanContext, document: PlanDocument) -> str:
    """The role whose turn it is; empty when all have approved this version."""
    given = {role for role, _ in document.approvals}
    wanted = m.policy.documents[document.document].approved_by
    return next((role for role in wanted if role not in given), "")


def document_state(m: PlanContext, document: PlanDocument) -> str:
    """The state as people call it: a draft is in review once anybody has had it in hand."""
    if document.state != "drafted":
        return document.state
    wanted = m.policy.documents[document.document].approved_by
    if wanted and not next_approver(m, document) and not document.open:
        return "approved"
    return "in review" if document.read or document.approvals or document.wanted else "drafted"


def duties_owed(m: PlanContext) -> Iterator[Owed]:
    for name, duty in duties_in_force(m).items():
        if isinstance(duty, IssueDuty):
            continue
        begins: date | None = None
        for at in occurrences(m, name, duty):
            task = m.plan.tasks.get((m.visit.number, name, at.number), Task())
            if task.done or (task.missed and duty.terms.recurs):
                begins = at.due and at.due + DAY  # one at a time: not before the last one's day
                continue
            earliest = begins if duty.terms.recurs and begins else announced(m, duty, at)
            yield Owed(
                duty_kind(duty).action, duty.terms.by, name, duty.document, 0, at.number,
                due=at.due, earliest=earliest,
            )  # fmt: skip
            if duty.terms.recurs:
                break


def announced(m: PlanContext, duty: Duty, at: Occurrence) -> date | None:
    """The first day on which a meeting can be held: when the employee can have had notice of it."""
    told, notice = _told_of(m, duty.terms, at), notice_of(duty)
    if notice is None or told is None:
        return None
    return m.known.workdays.add(told, notice)


def _told_of(m: PlanContext, due: DutyTerms, at: Occurrence) -> date | None:
    """The day from which on the employee can have been told of the meeting."""
    if due.recurs:
        span = stretch(m, due.during)
        return span[0] if span else None
    return at.since
