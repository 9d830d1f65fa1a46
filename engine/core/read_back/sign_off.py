"""Sign-offs in files that came back: which claims hold water, and when they count.

A sign-off in a file is a claim. It is held against the token of its version, the roles of the day and
what was said before; what passes is recorded as `Claimed` and counts once it is that role's turn.
"""

import re
from datetime import date

from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.state import (
    APPROVE,
    CONFIRMED,
    RECEIVED,
    REFUSED,
    RETURN,
    Claim,
    PlanDocument,
)
from engine.core.read_back import sign_off_messages as say
from engine.core.read_back.in_progress import Copy, OutcomeInProgress, Unfit
from engine.core.record.field_names import DATE, DECISION, NAME, RECEIPT
from engine.core.values.message import Message

WORDS = {
    "approve": APPROVE,
    "approved": APPROVE,
    "changes wanted": RETURN,
    "received": RECEIVED,
    "refused": REFUSED,
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


# -- reading one sign-off ---------------------------------------------------------------------------


def approval(reading: OutcomeInProgress, role: str) -> Claim | Unfit | None:
    """What the file says as the approver `role`; None where it says nothing, or nothing new."""
    copy = reading.copy
    field = copy.said.field(f"{DECISION}{role}")
    if twice := _twice(copy, f"{DECISION}{role}", role):
        return twice
    if field is None or not field.value.strip():
        return None
    says = WORDS.get(folded(field.value), "")
    if says not in (APPROVE, RETURN):
        return Unfit("", say.decision_unreadable(role, field.value))
    if field.token != copy.tokens.get(role):
        return Unfit("copied", say.signed_elsewhere(role), says)
    name, on = copy.said.value(f"{NAME}{role}"), copy.said.value(f"{DATE}{role}")
    if not name and not on:
        return Unfit("", say.name_and_date_empty(role))
    if not name or not on:
        return Unfit("", say.date_empty(role) if name else say.name_empty(role))
    return _by_holder(reading, role, says)


def _twice(copy: Copy, name: str, role: str) -> Unfit | None:
    """A field that came in beside the version's own; where both are blank, nobody has signed."""
    said = [folded(each.value) for each in copy.said.fields if each.name == name]
    if copy.said.field(name) or not any(said):
        return None
    claims = next((WORDS[word] for word in said if word in WORDS), APPROVE)
    return Unfit("copied", say.signed_twice(role), claims)


def _by_holder(reading: OutcomeInProgress, role: str, says: str) -> Claim | Unfit | None:
    m, copy, day = reading.m, reading.copy, reading.day
    name, on = copy.said.value(f"{NAME}{role}"), copy.said.value(f"{DATE}{role}")
    told = say.signed_by_employee(role)
    if is_employee(m, name, day):
        return Unfit("employee", told, says)
    person = named(m, role, name, day)
    if person is None:
        return Unfit("not_holder", not_held(m, role, name, day), says)
    said_on = day_of(on, day)
    if said_on is None:
        return Unfit("day", say.date_unfit(role, on, day), says)
    sure = CONFIRMED if copy.confirmed == role else "asserted"
    claim = Claim(role, person, says, said_on, copy.sha256, sure)
    if reading.known(claim):
        return None
    if is_employee(m, copy.said.saved_by, day) or _as_in_a_suspect(copy, role):
        return Unfit("employee", told, says)
    return claim


def _as_in_a_suspect(copy: Copy, role: str) -> bool:
    """True for a sign-off that stood, word for word, in a file the employee saved before."""
    names = [f"{what}_{role}" for what in ("decision", "name", "date")]
    mine = [copy.said.value(name) for name in names]
    return any([file.value(name) for name in names] == mine for file in copy.suspect)


def receipt_claim(
    m: PlanContext, document: PlanDocument, copy: Copy, day: date
) -> Claim | Unfit | None:
    """What the file says of the employee's receipt; a refusal names who saw it."""
    field = copy.said.field(RECEIPT)
    if twice := _twice(copy, RECEIPT, "employee"):
        return twice
    if field is None or not field.value.strip():
        return None
    says = WORDS.get(folded(field.value), "")
    if says not in (RECEIVED, REFUSED):
        return Unfit("", say.receipt_unreadable(field.value))
    if field.token != copy.tokens.get("employee"):
        return Unfit("copied", say.receipt_elsewhere(), says)
    on = copy.said.value("receipt_date")
    said_on = day_of(on, day)
    if said_on is None:
        return Unfit("", say.receipt_date_unfit(on, day))
    if says == REFUSED and (missing := _witness_missing(m, document, copy, day)):
        return missing
    seen = _seen(copy, says)
    return Claim("employee", m.plan.employee, says, said_on, copy.sha256, told=seen)


def _witness_missing(
    m: PlanContext, document: PlanDocument, copy: Copy, day: date
) -> Unfit | None:
    """Where a plain note will do, nobody need have seen it."""
    wanted = m.policy.documents[document.document].acknowledged
    witness = copy.said.value("witness")
    if is_employee(m, witness, day):
        return Unfit("employee", say.witness_is_employee(), REFUSED)
    if not witness and not (wanted and wanted.if_refused == "note"):
        return Unfit("", say.witness_empty())
    return None


def _seen(copy: Copy, says: str) -> tuple[Message, ...]:
    """Who was there when the letter was received or refused."""
    companion = copy.said.value("companion")
    witness = copy.said.value("witness") if says == REFUSED else ""
    if witness and companion:
        return (say.witness_and_companion(witness, companion),)
    if witness:
        return (say.seen_by_witness(witness),)
    return (say.companion_present(companion),) if companion else ()


def not_held(m: PlanContext, role: str, name: str, day: date) -> Message:
    may = holders(m, role, day).persons
    if not may:
        return say.nobody_holds_role(name, role, day)
    return say.holds_no_role(name, role, day, may)


def named(m: PlanContext, role: str, name: str, day: date) -> str | None:
    """The one holder of the role who is meant by an id, a name, or both; of two alike neither."""
    found = [p for p in holders(m, role, day).persons if folded(name) in _names(m, p, day)]
    return found[0] if len(found) == 1 else None


def _names(m: PlanContext, person: str, day: date) -> set[str]:
    name = m.known.people.trait(person, "name", day) or person
    return {
        folded(person),
        folded(name),
        folded(f"{person} {name}"),
        folded(f"{name} {person}"),
    }


def is_employee(m: PlanContext, name: str, day: date) -> bool:
    return folded(name) in _names(m, m.plan.employee, day)


def folded(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def day_of(text: str, today: date) -> date | None:
    """A day written 2026-03-05, up to today; else None."""
    if not DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1990, 1, 1) <= day <= today else None


# -- when claims count ------------------------------------------------------------------------------
