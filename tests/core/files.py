"""Returned Word files as a reader would tell them: the fields somebody filled in, the text they changed.

The tokens of a test are `own-<role>`; a field that signs carries its own unless a test says otherwise.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from engine.core.decide.inputs import after_reading
from engine.core.plan.state import PlanDocument
from engine.core.read_back.in_progress import Copy, Note
from engine.core.read_back.outcome import read_back
from engine.core.record import events as e
from engine.core.record.returned import Field, ReturnedDocument
from tests.builders import day
from tests.core.plans import NAMES, Played, _stepped
from tests.english import english
from tests.kept import with_earlier

LINES = (
    "body| Your result was 60 %.",
    "body| We agree on three talks.",
    "body| Signed: [decision_hr]",
)
SIGNING = {"receipt": "employee", "held_on": "manager"}
CLAUSE = "A signature confirms receipt, never agreement."
ROLES = ("second_line", "hr", "manager", "employee")


def document_of(played: Played, document: str = "plan_letter") -> PlanDocument:
    return [p for p in played.plan.documents.values() if p.document == document][-1]


def field(name: str, value: str = "", **more: str) -> Field:
    role = SIGNING.get(name) or name.removeprefix("decision_")
    token = f"own-{role}" if name in SIGNING or name.startswith("decision_") else ""
    return replace(Field(name, value, token), **more)


def blank(*names: str) -> ReturnedDocument:
    """A version as it was drafted: its fields are empty."""
    fields = [field(name) for name in names]
    fields.append(Field("clause_receipt", CLAUSE, locked=True))
    return ReturnedDocument(LINES, tuple(fields), properties={"planward_plan": "PW-1"})


LETTER = blank(
    *(f"{what}_{role}" for role in ("second_line", "hr") for what in ("decision", "name", "date")),
    "receipt", "receipt_date", "witness", "companion", "reply",
)  # fmt: skip


def filled(base: ReturnedDocument = LETTER, **values: str) -> ReturnedDocument:
    """The version with some of its fields filled in; `lines`, `saved_by` … by their own names."""
    fields = tuple(
        replace(each, value=values.pop(each.name)) if each.name in values else each
        for each in base.fields
    )
    return replace(base, fields=fields, **values)


def signed(role: str, person: str, says: str = "Approve", on: int = 0) -> dict[str, str]:
    return {
        f"decision_{role}": says,
        f"name_{role}": NAMES.get(person, person),
        f"date_{role}": day(on).isoformat(),
    }


def a_copy(
    said: ReturnedDocument,
    document: PlanDocument,
    base: ReturnedDocument = LETTER,
    **more: object,
) -> Copy:
    known = {role: f"own-{role}" for role in ROLES}
    sha = sha256(repr((said, document.version, more)).encode()).hexdigest()
    letter = document.issued is not None
    copy = replace(Copy(sha, said, base, document.version, known, letter=letter), **more)
    return with_earlier(copy, document)


def comes_back(
    played: Played, said: ReturnedDocument, on: int = 0, document: str = "plan_letter",
    base: ReturnedDocument = LETTER, number: int = 0, **more: object,
) -> tuple[Played, list[Note]]:  # fmt: skip
    """The plan after the file was read on that day, and what is told beside the file."""
    own = played.plan.documents[number] if number else document_of(played, document)
    reading = read_back(played.m, own.number, a_copy(said, own, base, **more), day(on))
    notes = [replace(n, says=english(n.says), do=english(n.do)) for n in reading.notes]
    return _stepped(played, after_reading(played.m, tuple(reading.events), day(on))), notes


def brought(before: Played, after: Played) -> list[str]:
    """What came of it, in the words of the history."""
    from engine.core.letter.sentences import message_of

    return [english(message_of(event)) for event in after.events[len(before.events) :]]


def codes(notes: Iterable[Note]) -> list[str]:
    return [note.code for note in notes]


def last(played: Played, kind: type[e.Event]) -> e.Event:
    return played.of(kind)[-1]
