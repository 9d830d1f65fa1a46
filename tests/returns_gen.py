"""Returned Word files by chance: right, half right and wrong ones, of any version of a document.

A choice is made with dice, of which 0 always means the first: so a file shrinks to the plainest one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Protocol, TypeVar

from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.state import PlanDocument
from engine.core.read_back.in_progress import Copy
from engine.core.record import events as e
from engine.core.record.returned import Change, Field, ReturnedDocument, ReviewComment
from tests.kept import with_earlier

T = TypeVar("T")
CLAUSE = "A signature confirms receipt, never agreement."
TRACKED = Change("inserted", "Mia", "five", "body")
COMMENT = ReviewComment("Hugo", "Which talks?", "three talks", "body")


class Dice(Protocol):
    def of(self, choices: Sequence[T]) -> T: ...


def token_of(plan: str, number: int, version: int, role: str) -> str:
    return f"{plan}-{number}-{version}-{role}"


def sha_of(*told: object) -> str:
    return sha256(repr(told).encode()).hexdigest()


# -- versions as they were drafted ----------------------------------------------------------------


def as_drafted(
    m: PlanContext,
    event: e.Drafted,
    before: ReturnedDocument | None,
    source: ReturnedDocument | None,
) -> ReturnedDocument:
    """What a version says: the text of the file it carries, and what that leaves open."""
    lines = (f"body| Letter {event.number}.", "body| We agree on three talks.", "body| Signed.")
    if source and before and event.edit:
        lines = source.lines
    elif source and before:
        lines = (*before.lines, *(line for line in source.lines if line not in before.lines))
    return ReturnedDocument(
        lines,
        _fields(m, event),
        (COMMENT,) if "comments" in event.open else (),
        (TRACKED,) if "changes" in event.open else (),
        properties={"planward_plan": m.plan.id, "planward_version": str(event.version)},
    )


def _fields(m: PlanContext, event: e.Drafted) -> tuple[Field, ...]:
    document = m.policy.documents[event.document]
    names = [
        f"{what}_{role}"
        for role in document.approved_by
        for what in ("decision", "name", "date")
    ]
    names += ["receipt", "receipt_date", "witness", "companion", "reply"]
    fields = [Field(name, "", _token(m, event, name)) for name in names]
    return (*fields, Field("clause_receipt", CLAUSE, locked=True))


def _token(m: PlanContext, event: e.Drafted, name: str) -> str:
    role = "employee" if name == "receipt" else ""
    if name.startswith("decision_"):
        role = name.removeprefix("decision_")
    return role and token_of(m.plan.id, event.number, event.version, role)


def copy_of(
    m: PlanContext,
    document: PlanDocument,
    version: int,
    base: ReturnedDocument,
    said: ReturnedDocument,
    dice: Dice,
) -> Copy:
    rule = m.policy.documents[document.document]
    roles = {"employee", rule.drafted_by, *rule.approved_by}
    own = {role: token_of(m.plan.id, document.number, version, role) for role in sorted(roles)}
    is_issued = document.issued is not None
    letter = is_issued and dice.of((True, True, True, False))
    confirmed = dice.of(("", "", *rule.approved_by))
    sha = sha_of(m.plan.id, document.number, version, said, letter, confirmed)
    copy = Copy(sha, said, base, version, own, letter=letter, confirmed=confirmed)
    return with_earlier(copy, document)


WRONG = (
    *("text", "strange", "remark", "tracked", "clause", "settled", "answered", "both"),
    *("hidden", "gone", "employee"),
)


# -- what somebody makes of one -------------------------------------------------------------------


def saved(
    m: PlanContext,
    document: PlanDocument,
    base: ReturnedDocument,
    day: date,
    dice: Dice,
    cast: Sequence[str],
) -> ReturnedDocument:
    """The version after somebody had it in hand. Mostly as it should be."""
    kind = dice.of((*("",) * 11, *WRONG))
    said = _filled(m, document, base, day, dice, cast)
    said = replace(said, saved_by=dice.of(("", "", "", "", "", _name(m, dice.of(cast), day))))
    return _spoiled(said, kind, dice)


def signed(
    m: PlanContext, role: str, base: ReturnedDocument, day: date, dice: Dice
) -> ReturnedDocument:
    """As `role` should sign it; often with something wrong besides."""
    kind = dice.of((*("",) * 8, *WRONG))
    if role == "employee":
        said = _with(_with(base, "receipt", value="Received"), "receipt_date", value=str(day))
        return _spoiled(said, kind, dice)
    person = dice.of(holders(m, role, day).persons or ("nobody",))
    said = _with(base, f"decision_{role}", value=dice.of((*("Approve",) * 5, "Changes wanted")))
    said = _with(said, f"name_{role}", value=_name(m, person, day))
    return _spoiled(_with(said, f"date_{role}", value=str(day)), kind, dice)


def _spoiled(said: ReturnedDocument, kind: str, dice: Dice) -> ReturnedDocument:
    match kind:
        case "text":
            return replace(
                said,
                lines=(*said.lines[:-1], f"body| Line {dice.of(range(9))}.", said.lines[-1]),
                changes=(),
            )
        case "both":
            return _spoiled(_spoiled(said, "text", dice), "remark", dice)
        case "employee":
            return replace(said, saved_by="Eva")
        case "settled":
            return replace(said, changes=(), remarks=())
        case "remark":
            return replace(said, remarks=(*said.remarks, COMMENT))
        case "answered":
            return replace(said, remarks=tuple(replace(r, resolved=True) for r in said.remarks))
        case "tracked":
            return replace(
                said, lines=(*said.lines, "body| five"), changes=(*said.changes, TRACKED)
            )
        case "clause":
            return _with(said, "clause_receipt", value="It is agreed.")
        case "hidden":
            return replace(said, hidden=("Approved by everybody",))
        case "gone":
            return replace(said, fields=said.fields[1:])
        case "strange":  # a token of another version, plan or role, where somebody signed
            signed = [f for f in said.fields if f.token and f.value] or [said.fields[0]]
            field = dice.of(signed)
            others = (field.token.replace("-1-", "-2-", 1), f"{field.token}x")
            return _with(said, field.name, token=dice.of(others))
        case _:
            return said


def _with(said: ReturnedDocument, name: str, **changes: object) -> ReturnedDocument:
    fields = tuple(replace(f, **changes) if f.name == name else f for f in said.fields)
    return replace(said, fields=fields)


def _filled(
    m: PlanContext,
    document: PlanDocument,
    base: ReturnedDocument,
    day: date,
    dice: Dice,
    cast: Sequence[str],
) -> ReturnedDocument:
    if document.issued and dice.of((True, True, True, True, False)):
        return _received(m, base, day, dice, cast)
    said = base
    for role in m.policy.documents[document.document].approved_by:
        if dice.of((True, True, False)):
            said = _signed(m, said, role, day, dice, cast)
    return said


def _signed(
    m: PlanContext,
    said: ReturnedDocument,
    role: str,
    day: date,
    dice: Dice,
    cast: Sequence[str],
) -> ReturnedDocument:
    may = holders(m, role, day).persons or cast
    person = dice.of((*may, *may, *may, dice.of(cast)))
    says = dice.of(("Approve", "Approve", "Approve", "Approve", "Changes wanted", "Yes", ""))
    said = _with(said, f"decision_{role}", value=says)
    said = _with(
        said,
        f"name_{role}",
        value=dice.of((_name(m, person, day), person, _name(m, person, day), "")),
    )
    return _with(said, f"date_{role}", value=_day(day, dice))


def _received(
    m: PlanContext, said: ReturnedDocument, day: date, dice: Dice, cast: Sequence[str]
) -> ReturnedDocument:
    said = _with(said, "receipt", value=dice.of(("Received", "Received", "Refused", "Perhaps")))
    said = _with(said, "receipt_date", value=_day(day, dice))
    said = _with(said, "witness", value=dice.of(("", *(_name(m, who, day) for who in cast))))
    return _with(said, "reply", value=dice.of(("", "", "It was the leads.")))


def _day(day: date, dice: Dice) -> str:
    days = (
        day,
        day,
        day,
        day - timedelta(days=1),
        day - timedelta(days=40),
        day + timedelta(days=1),
    )
    return dice.of((*(each.isoformat() for each in days), "", "5.1."))


def _name(m: PlanContext, person: str, day: date) -> str:
    return m.known.people.trait(person, "name", day) or person
