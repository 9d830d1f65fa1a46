"""What a returned Word file leads to: claims, a new version, a duty done, or evidence and why not."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from engine.core.decide.acts import taken
from engine.core.facts.explanation import title_of
from engine.core.plan.authority import Act
from engine.core.plan.document_state import LOST
from engine.core.plan.in_force import PlanContext, duties_in_force
from engine.core.plan.state import RETURN, Claim, PlanDocument
from engine.core.policy.duty import IssueDuty
from engine.core.policy.policy import EMPLOYMENT_ENDED
from engine.core.read_back import messages as say
from engine.core.read_back import sign_off_messages as sign_offs
from engine.core.read_back.difference_messages import Told, comments_left
from engine.core.read_back.differences import (
    altered,
    comments,
    edited,
    filled_fields,
    left_open,
    listed_short,
    lost,
    quoted_short,
    settled_by_reader,
    unmet,
)
from engine.core.read_back.filled_form import acts_of_form
from engine.core.read_back.in_progress import Copy, OutcomeInProgress, Unfit
from engine.core.read_back.sign_off import approval, receipt_claim
from engine.core.record import events as e
from engine.core.record.field_names import OF_EMPLOYEE
from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Message

OPEN_CODES = {"changes": "R409", "comments": "R409", LOST: "R409", "clause": "R410"}
OPEN_DO = {
    "changes": say.accept_or_reject,
    "comments": say.settle_comments,
    LOST: say.put_in_again,
    "clause": say.put_clause_back,
}


def read_back(m: PlanContext, number: int, copy: Copy, day: date) -> OutcomeInProgress:
    """Every entry that follows from the file, in order, and what to tell whoever saved it.

    The content of a `Drafted` among them is still to be made, of the file it names as its source.
    """
    reading = OutcomeInProgress(m, number, copy, day)
    document = reading.document
    if gone := lost(copy.said, copy.base):
        _stripped(reading, gone)
    elif document.issued and document.version == copy.version and copy.letter:
        _after_issue(reading)
    elif document.issued or document.version != copy.version or left_behind(m, document):
        _late(reading)
    elif comes_back_filled(m, document):
        _form(reading)
    else:
        _in_review(reading)
    return reading


def comes_back_filled(m: PlanContext, document: PlanDocument) -> bool:
    """A form is filled in and comes back as the duty's record; it is never issued."""
    duty = duties_in_force(m).get(document.item)
    return duty is not None and not isinstance(duty, IssueDuty)


def left_behind(m: PlanContext, document: PlanDocument) -> bool:
    """True once nothing can become of it any more: its step is over, or the plan with it."""
    gone = m.plan.visit is not None and document.visit not in (0, m.visit.number)
    return gone or m.plan.outcome in ("declined", "withdrawn", "lapsed", EMPLOYMENT_ENDED)


def _stripped(reading: OutcomeInProgress, gone: list[str]) -> None:
    says = say.fields_removed(listed_short(gone))
    reading.reads("stripped", (), (says,))
    reading.note("R403", say.nothing_counts(says), say.move_and_fill_in_ours())


def _flag_hidden(reading: OutcomeInProgress) -> None:
    if hidden := reading.copy.said.hidden:
        says = say.holds_hidden_text(quoted_short(hidden[0]))
        reading.note("R414", says, say.delete_or_show())


# -- before it is issued --------------------------------------------------------------------------


def _in_review(reading: OutcomeInProgress) -> None:
    copy = reading.copy
    edits = edited(copy.said, copy.base)
    left = dict(left_open(copy.said, copy.base, copy.answered))
    edits += settled_by_reader(copy.said, copy.base)
    touched = filled_fields(copy.said, copy.base) or left
    state = "edited" if edits else "filled" if touched else "same"
    left |= (missing := _missing(copy)).says
    reading.reads(state, tuple(left), (*left.values(), *edits), missing.files)
    _flag_hidden(reading)
    if early := _filled_in_vain(reading, OF_EMPLOYEE):
        reading.note("R415", say.filled_too_early(early), say.fill_in_issued())
    unsettled = bool({"changes", "clause"} & left.keys())
    wishes = _approvals(reading, edits, unsettled=unsettled)
    new = bool(edits) and not unsettled
    if wishes or new:
        _next_version(reading, wishes, edits if new else [])
        return  # with what is open carried over: nothing is left to do in this one
    for code, says in left.items():
        reading.note(OPEN_CODES[code], says, OPEN_DO[code]())


@dataclass(frozen=True, slots=True)
class _Missing:
    """What earlier files of the version left open and this one does not have, and which files."""

    says: dict[str, Message]
    files: tuple[str, ...]


def _missing(copy: Copy) -> _Missing:
    found = {sha: unmet(earlier, copy.said, copy.base) for sha, earlier in copy.pending}
    files = tuple(sha for sha, told in found.items() if told)
    told = [each for sha in files for each in found[sha]]
    says = {LOST: say.left_open_before(listed_short(told))}
    return _Missing(says if told else {}, files)


def _filled_in_vain(reading: OutcomeInProgress, names: Container[str]) -> Told:
    """Fields that were filled in and lead to nothing: it is said, so that nobody waits for it."""
    touched = filled_fields(reading.copy.said, reading.copy.base)
    return listed_short([title_of(each.name).lower() for each in touched if each.name in names])


def _approvals(
    reading: OutcomeInProgress, edits: list[Message], *, unsettled: bool
) -> list[Claim]:
    """Takes what approvers filled in; gives those who want changes.

    Whoever changes the text as well approves the new version, in the new version. While changes are
    unsettled nobody knows which text is approved, so that nothing is taken as approved.
    """
    wishes = []
    for role in reading.m.policy.documents[reading.document.document].approved_by:
        found = approval(reading, role)
        if isinstance(found, Unfit):
            reading.refuse(role, found)
        elif found is None:
            continue
        elif unsettled and found.says != RETURN:
            continue  # said already, with what is unsettled
        elif edits and found.says != RETURN:
            told = sign_offs.approves_the_new_version(role)
            reading.refuse(role, Unfit("edited", told, found.says))
        elif reading.claims(found) and found.says == RETURN:
            wishes.append(found)
    return wishes


def _next_version(
    reading: OutcomeInProgress, wishes: list[Claim], edits: list[Message]
) -> None:
    """The text as changed; where changes are only asked for, the same text for the drafter."""
    asked = reading.document.says or (say.changes_wanted_in_document(),)
    for wish in wishes:
        number, version = reading.number, reading.document.version
        reading.happens(
            e.Returned(reading.day, number, version, wish.role, wish.by, told=asked)
        )
    said = comments(reading.copy.said, reading.copy.answered)
    told = [comments_left(len(said), listed_short(said))] if said else []
    missing = _missing(reading.copy).says
    left = (*(("comments",) if said else ()), *missing)
    told += missing.values()
    reading.happens(drafted_from(reading, [*told, *edits], left, edit=bool(edits)))


def drafted_from(
    reading: OutcomeInProgress, told: list[Message], left: tuple[str, ...], *, edit: bool
) -> e.Drafted:
    """The next version; without anything of the file in it where there is nothing to carry over."""
    document, copy = reading.document, reading.copy
    new = e.Drafted(
        reading.day, document.document, document.item, document.occurrence, document.number,
        document.version + 1, open=left, note=tuple(told),
    )  # fmt: skip
    return replace(new, source=copy.sha256, edit=edit, made_from=copy.version) if told else new


# -- a version that another has followed ----------------------------------------------------------


def _late(reading: OutcomeInProgress) -> None:
    """Its sign-offs count no more. Text changed in it is merged into a new version, if one may come."""
    document, copy = reading.document, reading.copy
    left = dict(left_open(copy.said, copy.base))
    edits = [*edited(copy.said, copy.base), *left.values()]
    over = bool(document.issued) or left_behind(reading.m, document)
    reading.reads("over" if over else "late", (), tuple(edits))
    others = _not_of_approvers(reading)
    if document.issued and document.version == copy.version:
        if here := _filled_in_vain(reading, others & OF_EMPLOYEE):
            reading.note("R415", say.filled_in_review_copy(here), say.fill_in_issued())
        others -= OF_EMPLOYEE
    if late := _filled_in_vain(reading, others):
        reading.note("R415", say.filled_too_late(late), say.ask_hr_kept_as_evidence())
    for role in reading.m.policy.documents[document.document].approved_by:
        found = approval(reading, role)
        if isinstance(found, Claim):
            told = sign_offs.approved_no_more(copy.version, document.version)
            reading.refuse(role, Unfit("superseded", told, found.says))
        elif isinstance(found, Unfit) and found.because:
            reading.refuse(role, found)
    if not edits:
        return
    if over or comes_back_filled(reading.m, document) or "clause" in left:
        says = _too_late(reading, clause="clause" in left)
        reading.note("R408", says, say.ask_hr_to_write_anew())
        return
    new = document.version + 1
    reading.note("R408", say.merged_into(document.version, new), say.go_on_in(new))
    reading.happens(drafted_from(reading, edits, ("changes",), edit=False))


def _not_of_approvers(reading: OutcomeInProgress) -> set[str]:
    """The names of fields that are not an approver's: those are told of one by one."""
    roles = reading.m.policy.documents[reading.document.document].approved_by
    theirs = {f"{what}_{role}" for what in ("decision", "name", "date") for role in roles}
    return {each.name for each in reading.copy.said.fields} - theirs


def _too_late(reading: OutcomeInProgress, *, clause: bool) -> Message:
    version, document = reading.copy.version, reading.document
    if document.issued:
        return say.changed_after_issue(version)
    if left_behind(reading.m, document):
        return say.changed_after_step(version)
    if clause:
        return say.late_with_clause_changed(version)
    return say.form_changed_too_late(version)


# -- after it was issued --------------------------------------------------------------------------


def _after_issue(reading: OutcomeInProgress) -> None:
    copy = reading.copy
    touched = filled_fields(copy.said, copy.base)
    changed = altered(copy.said, copy.base)
    state = "altered" if changed else "filled" if touched else "same"
    reading.reads(state, (), tuple(changed))
    _flag_hidden(reading)
    if changed:
        says = say.altered_after_issue(listed_short(changed))
        reading.note("R412", says, say.move_and_take_issued())
        return
    found = receipt_claim(reading.m, reading.document, copy, reading.day)
    if isinstance(found, Unfit):
        reading.refuse("employee", found)
    elif found and not reading.known(found):
        reading.claims(found)
    _replied(reading)


def _replied(reading: OutcomeInProgress) -> None:
    """The employee's own words, kept like a reply said to `record`."""
    text, who = reading.copy.said.value("reply"), reading.m.plan.employee
    claim = Claim("employee", who, "reply", reading.day, reading.copy.sha256, note=text)
    if not text or text in {c.note for c in reading.document.claims if c.says == "reply"}:
        return
    try:
        events = taken(
            reading.m, Act("reply", "employee", who, reading.day, note=text), reading.day
        )
    except NotAllowedError as problem:
        reading.refuse(
            "employee", Unfit("not_allowed", sign_offs.reply_not_taken(problem.says), "reply")
        )
        return
    reading.claims(claim)
    reading.happens(*events)


# -- forms ----------------------------------------------------------------------------------------


def _form(reading: OutcomeInProgress) -> None:
    """A check-in form that was filled in: the duty's record, as if said to `record`."""
    copy = reading.copy
    edits, left = edited(copy.said, copy.base), dict(left_open(copy.said, copy.base))
    touched = filled_fields(copy.said, copy.base)
    state = "filled" if touched else "edited" if edits or left else "same"
    reading.reads(state, (), (*left.values(), *edits))
    for code, says in left.items():
        reading.note(OPEN_CODES[code], says, OPEN_DO[code]())
    _flag_hidden(reading)
    if edits and not touched:
        beside = say.typed_beside_fields(listed_short(edits))
        reading.note("R413", beside, say.type_into_fields())
    found = (
        acts_of_form(reading.m, reading.document, copy, reading.day, edits) if touched else ()
    )
    if isinstance(found, Unfit):
        reading.refuse(duties_in_force(reading.m)[reading.document.item].terms.by, found)
        return
    for act in found if "changes" not in left else ():
        try:
            reading.happens(*taken(reading.m, act, reading.day))
        except NotAllowedError as problem:
            told = say.as_refused(problem.says)
            reading.note("R415", told, say.have_it_recorded_by_hand())
            return
