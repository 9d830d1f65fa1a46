"""Sign-offs in files that came back: which claims hold water, and when they count.

A sign-off in a file is a claim. It is held against the token of its version, the roles of the day and
what was said before; what passes is recorded as `Claimed` and counts once it is that role's turn.
"""

import re
from datetime import date

from engine.core.plan.claim_words import APPROVE, CONFIRMED, RECEIVED, REFUSED, RETURN
from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.state import Claim, PlanDocument
from engine.core.read_back.in_progress import Copy, OutcomeInProgress, Unfit, spoken
from engine.core.record.field_names import DATE, DECISION, NAME, RECEIPT

WORDS = {
    "approve": APPROVE,
    "approved": APPROVE,
    "changes wanted": RETURN,
    "received": RECEIVED,
    "refused": REFUSED,
}
COPIED = "was made for another document or version, and copied into this one"
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
        return Unfit(
            "",
            f'the decision of {spoken(role)}, "{field.value}", is neither Approve nor Changes wanted',
        )
    if field.token != copy.tokens.get(role):
        return Unfit("copied", f"the sign-off of {spoken(role)} {COPIED}", says)
    name, on = copy.said.value(f"{NAME}{role}"), copy.said.value(f"{DATE}{role}")
    if not name or not on:
        missing = " and its ".join(
            w for w, value in (("name", name), ("date", on)) if not value
        )
        are = "is" if name or on else "are"
        return Unfit(
            "", f"the sign-off of {spoken(role)} is not whole: its {missing} {are} empty"
        )
    return _by_holder(reading, role, says)


def _twice(copy: Copy, name: str, role: str) -> Unfit | None:
    """A field that came in beside the version's own; where both are blank, nobody has signed."""
    said = [folded(each.value) for each in copy.said.fields if each.name == name]
    if copy.said.field(name) or not any(said):
        return None
    claims = next((WORDS[word] for word in said if word in WORDS), APPROVE)
    says = f"the sign-off of {spoken(role)} stands here twice, and the two do not agree"
    return Unfit("copied", says, claims)


def _by_holder(reading: OutcomeInProgress, role: str, says: str) -> Claim | Unfit | None:
    m, copy, day = reading.m, reading.copy, reading.day
    name, on = copy.said.value(f"{NAME}{role}"), copy.said.value(f"{DATE}{role}")
    told = f"the sign-off of {spoken(role)} was filled in or saved by the employee, who cannot give it"
    if is_employee(m, name, day):
        return Unfit("employee", told, says)
    person = named(m, role, name, day)
    if person is None:
        return Unfit("not_holder", not_held(m, role, name, day), says)
    said_on = day_of(on, day)
    if said_on is None:
        return Unfit("day", f'the date of {spoken(role)}, "{on}", {no_day(day)}', says)
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
        return Unfit("", f'the receipt, "{field.value}", is neither Received nor Refused')
    if field.token != copy.tokens.get("employee"):
        return Unfit("copied", f"the receipt {COPIED}", says)
    on = copy.said.value("receipt_date")
    said_on = day_of(on, day)
    if said_on is None:
        return Unfit("", f'the date of the receipt, "{on}", {no_day(day)}')
    if says == REFUSED and (missing := _witness_missing(m, document, copy, day)):
        return missing
    return Claim(
        "employee", m.plan.employee, says, said_on, copy.sha256, note=_seen(copy, says)
    )


def _witness_missing(
    m: PlanContext, document: PlanDocument, copy: Copy, day: date
) -> Unfit | None:
    """Where a plain note will do, nobody need have seen it."""
    wanted = m.policy.documents[document.document].acknowledged
    witness = copy.said.value("witness")
    if is_employee(m, witness, day):
        return Unfit(
            "employee", "the witness has to be another person than the employee", REFUSED
        )
    if not witness and not (wanted and wanted.if_refused == "note"):
        return Unfit("", "receipt was refused, and the name of the witness is empty")
    return None


def _seen(copy: Copy, says: str) -> str:
    witness, companion = copy.said.value("witness"), copy.said.value("companion")
    told = [f"witness: {witness}"] if says == REFUSED and witness else []
    return "; ".join([*told, *([f"companion present: {companion}"] if companion else [])])


def not_held(m: PlanContext, role: str, name: str, day: date) -> str:
    may = " or ".join(holders(m, role, day).persons) or "nobody"
    return f'"{name}" does not hold the role {spoken(role)} on {day}; {may} does'


def no_day(day: date) -> str:
    return f"is no day up to today, written like {day}"


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
