"""What a returned Word file leads to: claims, a new version, a duty done, or evidence and why not."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from engine.core.decide.acts import taken
from engine.core.facts.explanation import title_of
from engine.core.plan.authority import Act
from engine.core.plan.claim_words import RETURN
from engine.core.plan.document_state import LOST
from engine.core.plan.in_force import PlanContext, duties_in_force
from engine.core.plan.state import Claim, PlanDocument
from engine.core.policy.duty import IssueDuty
from engine.core.read_back.differences import (
    altered,
    comments,
    edited,
    filled_fields,
    left_open,
    listed_short,
    lost,
    many,
    quoted_short,
    settled_by_reader,
    unmet,
)
from engine.core.read_back.filled_form import acts_of_form
from engine.core.read_back.in_progress import Copy, OutcomeInProgress, Unfit, spoken
from engine.core.read_back.sign_off import approval, receipt_claim
from engine.core.record import events as e
from engine.core.record.field_names import OF_EMPLOYEE
from engine.core.values.errors import NotAllowedError

OPEN_CODES = {"changes": "R409", "comments": "R409", LOST: "R409", "clause": "R410"}
OPEN_DO = {
    "changes": "accept or reject them in Word (Review, Accept), then save",
    "comments": "change the text or resolve the comment, then save; or have the drafter's answer recorded",
    LOST: "put it in again; or, where it was settled on purpose, have the drafter's answer recorded",
    "clause": "put it back as it was, then save; only a new policy or template changes it",
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
    return gone or m.plan.outcome in ("declined", "withdrawn", "left")


def _stripped(reading: OutcomeInProgress, gone: list[str]) -> None:
    says = f"it was sent back by a program that removed the fields ({listed_short(gone)})"
    reading.reads("stripped", (), says)
    do = "move this file elsewhere; Planward puts the document back, to be filled in with Word"
    reading.note("R403", f"{says}; nothing in it counts", do)


def _flag_hidden(reading: OutcomeInProgress) -> None:
    if hidden := reading.copy.said.hidden:
        says = f"it holds hidden text, which does not count: {quoted_short(hidden[0])}"
        reading.note("R414", says, "delete it, or make it visible (Font, Hidden), then save")


# -- before it is issued --------------------------------------------------------------------------


def _in_review(reading: OutcomeInProgress) -> None:
    copy = reading.copy
    edits = edited(copy.said, copy.base)
    left = dict(left_open(copy.said, copy.base, copy.answered))
    edits += settled_by_reader(copy.said, copy.base)
    touched = filled_fields(copy.said, copy.base) or left
    state = "edited" if edits else "filled" if touched else "same"
    left |= (missing := _missing(copy)).says
    reading.reads(state, tuple(left), "\n".join([*left.values(), *edits]), missing.files)
    _flag_hidden(reading)
    _nothing_follows(reading, OF_EMPLOYEE, "before the document is issued", TOO_EARLY)
    unsettled = bool({"changes", "clause"} & left.keys())
    wishes = _approvals(reading, edits, unsettled=unsettled)
    new = bool(edits) and not unsettled
    if wishes or new:
        _next_version(reading, wishes, edits if new else [])
        return  # with what is open carried over: nothing is left to do in this one
    for code, says in left.items():
        reading.note(OPEN_CODES[code], says, OPEN_DO[code])


@dataclass(frozen=True, slots=True)
class _Missing:
    """What earlier files of the version left open and this one does not have, and which files."""

    says: dict[str, str]
    files: tuple[str, ...]


def _missing(copy: Copy) -> _Missing:
    found = {sha: unmet(earlier, copy.said, copy.base) for sha, earlier in copy.pending}
    files = tuple(sha for sha, told in found.items() if told)
    told = [each for sha in files for each in found[sha]]
    says = {LOST: f"not in this file, though left open in an earlier one: {listed_short(told)}"}
    return _Missing(says if told else {}, files)


TO_REVIEW = "a copy that is there to be reviewed"
TOO_EARLY = "fill in the issued letter, in the plan's folder"
TOO_LATE = "ask HR; what was filled in is kept as evidence"


def _nothing_follows(
    reading: OutcomeInProgress, names: Container[str], when: str, do: str
) -> None:
    """Said of fields that were filled in and lead to nothing, so that nobody waits for it."""
    touched = filled_fields(reading.copy.said, reading.copy.base)
    said = [title_of(each.name).lower() for each in touched if each.name in names]
    if said:
        reading.note(
            "R415", f"filled in {when}, so that nothing follows: {listed_short(said)}", do
        )


def _approvals(reading: OutcomeInProgress, edits: list[str], *, unsettled: bool) -> list[Claim]:
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
            says = f"the text was changed as well: {spoken(role)} approves the new version, which has it"
            reading.refuse(role, Unfit("edited", says, found.says))
        elif reading.claims(found) and found.says == RETURN:
            wishes.append(found)
    return wishes


def _next_version(reading: OutcomeInProgress, wishes: list[Claim], edits: list[str]) -> None:
    """The text as changed; where changes are only asked for, the same text for the drafter."""
    asked = reading.document.says or "changes wanted, as said in the document"
    for wish in wishes:
        number, version = reading.number, reading.document.version
        reading.happens(e.Returned(reading.day, number, version, wish.role, wish.by, asked))
    said = comments(reading.copy.said, reading.copy.answered)
    told = [f"{many(len(said), 'open comment')}: {listed_short(said)}"] if said else []
    missing = _missing(reading.copy).says
    left = (*(("comments",) if said else ()), *missing)
    told += missing.values()
    reading.happens(drafted_from(reading, [*told, *edits], left, edit=bool(edits)))


def drafted_from(
    reading: OutcomeInProgress, told: list[str], left: tuple[str, ...], *, edit: bool
) -> e.Drafted:
    """The next version; without anything of the file in it where there is nothing to carry over."""
    document, copy = reading.document, reading.copy
    new = e.Drafted(
        reading.day, document.document, document.item, document.occurrence, document.number,
        document.version + 1, open=left, note="\n".join(told),
    )  # fmt: skip
    return replace(new, source=copy.sha256, edit=edit, made_from=copy.version) if told else new


# -- a version that another has followed ----------------------------------------------------------


def _late(reading: OutcomeInProgress) -> None:
    """Its sign-offs count no more. Text changed in it is merged into a new version, if one may come."""
    document, copy = reading.document, reading.copy
    left = dict(left_open(copy.said, copy.base))
    edits = [*edited(copy.said, copy.base), *left.values()]
    over = bool(document.issued) or left_behind(reading.m, document)
    reading.reads("over" if over else "late", (), "\n".join(edits))
    others = _not_of_approvers(reading)
    if document.issued and document.version == copy.version:
        _nothing_follows(reading, others & OF_EMPLOYEE, TO_REVIEW, TOO_EARLY)
        others -= OF_EMPLOYEE
    _nothing_follows(reading, others, "too late", TOO_LATE)
    for role in reading.m.policy.documents[document.document].approved_by:
        found = approval(reading, role)
        if isinstance(found, Claim):
            says = f"version {copy.version} can be approved no more; the newest is {document.version}"
            reading.refuse(role, Unfit("superseded", says, found.says))
        elif isinstance(found, Unfit) and found.because:
            reading.refuse(role, found)
    if not edits:
        return
    if over or comes_back_filled(reading.m, document) or "clause" in left:
        does = "ask HR whether it should be written anew; what was changed is kept as evidence"
        reading.note("R408", _too_late(reading, clause="clause" in left), does)
        return
    new = f"version {document.version + 1}"
    says = (
        f"version {document.version} has followed; what was changed here is merged into {new}"
    )
    reading.note(
        "R408", says, f"go on in {new}, in the folder draft; this file may be moved elsewhere"
    )
    reading.happens(drafted_from(reading, edits, ("changes",), edit=False))


def _not_of_approvers(reading: OutcomeInProgress) -> set[str]:
    """The names of fields that are not an approver's: those are told of one by one."""
    roles = reading.m.policy.documents[reading.document.document].approved_by
    theirs = {f"{what}_{role}" for what in ("decision", "name", "date") for role in roles}
    return {each.name for each in reading.copy.said.fields} - theirs


def _too_late(reading: OutcomeInProgress, *, clause: bool) -> str:
    version, document = f"version {reading.copy.version}", reading.document
    if document.issued:
        return f"{version} was changed after the document was issued"
    if left_behind(reading.m, document):
        return f"{version} was changed after its step of the plan was over"
    if clause:
        return f"{version} came late and with a locked clause changed, so that nothing of it is merged"
    return f"{version} of the form was changed after another one had followed"


# -- after it was issued --------------------------------------------------------------------------


def _after_issue(reading: OutcomeInProgress) -> None:
    copy = reading.copy
    touched = filled_fields(copy.said, copy.base)
    changed = altered(copy.said, copy.base)
    state = "altered" if changed else "filled" if touched else "same"
    reading.reads(state, (), "\n".join(changed))
    _flag_hidden(reading)
    if changed:
        says = f"it was altered after it was issued: {listed_short(changed)}"
        do = "move this file elsewhere; Planward puts the issued one back. For another text ask HR"
        reading.note("R412", says, do)
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
        reading.refuse("employee", Unfit("not_allowed", f"the reply: {problem}", "reply"))
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
    reading.reads(state, (), "\n".join([*left.values(), *edits]))
    for code, says in left.items():
        reading.note(OPEN_CODES[code], says, OPEN_DO[code])
    _flag_hidden(reading)
    if edits and not touched:
        says = f"words were typed beside the fields of the form: {listed_short(edits)}"
        reading.note("R413", says, "type into the fields; only they count")
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
            do = "if this is what counts, have it recorded by hand; then move this file elsewhere"
            reading.note("R415", str(problem), do)
            return
