"""What a commit came from: one typed form for each kind of input, and how the ledger keeps it."""

from dataclasses import dataclass, fields
from typing import TypeAlias, assert_never

from engine.core.plan.authority import Act
from engine.core.read_back.in_progress import Note
from engine.core.record.commit import Json
from engine.core.values.message import Message, message_as_json
from engine.core.values.period import Period

APART = frozenset(
    {"note", "answers"}
)  # what an act says about people; the rest is ids and codes


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Time alone. `away` are the whole days on which nobody looked."""

    away: Period | None = None


@dataclass(frozen=True, slots=True)
class DropTaken:
    """A dropped file. `facts` and `blob` name what is kept of it; `roster`: it tells of people."""

    sha256: str
    name: str
    roster: bool = False
    receipt: Message | None = None
    facts: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class ActDone:
    """A person's act. `target` is as typed."""

    target: str
    user: str  # of the operating system
    act: Act


@dataclass(frozen=True, slots=True)
class DocumentReturned:
    """A document that came back. `notes` are told beside it; `late`: it came too late."""

    sha256: str
    plan: str
    number: int
    version: int
    draft: bool
    role: str
    name: str
    owner: str
    late: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """What its notes are about."""
        return tuple(sorted({each.code for each in self.notes}))


@dataclass(frozen=True, slots=True)
class ScanAttached:
    """A scan of a signed copy; `kind` is its ending."""

    sha256: str
    plan: str
    number: int
    kind: str
    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class FileRefused:
    """A file of which nothing is taken. `world`: what the refusal rests on besides the bytes."""

    sha256: str
    world: str
    name: str
    note: str
    problem: str
    kept: bool = False


Cause: TypeAlias = (
    TimePassed | DropTaken | ActDone | DocumentReturned | ScanAttached | FileRefused
)
Dict: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class EncodedCause:
    """As in the ledger: `body` stays for ever, `said` can be erased. What is not so is left out."""

    kind: str
    body: Dict
    said: Dict


def encoded_cause(cause: Cause) -> EncodedCause:
    match cause:
        case TimePassed(away):
            days: list[Json] = [away.first.isoformat(), away.last.isoformat()] if away else []
            return EncodedCause("tick", _given(away=days), {})
        case DropTaken():
            body = {"drop": cause.sha256} | _given(
                roster=cause.roster, facts=cause.facts, blob=cause.blob
            )
            told = message_as_json(cause.receipt) if cause.receipt else ""
            return EncodedCause("drop", body, {"name": cause.name, "receipt": told})
        case ActDone():
            return _act_done(cause)
        case DocumentReturned():
            return _returned(cause)
        case ScanAttached():
            body = {
                "attached": cause.sha256, "blob": cause.sha256, "plan": cause.plan,
                "number": cause.number, "kind": cause.kind,
            }  # fmt: skip
            return EncodedCause("attached", body, {"name": cause.name, "owner": cause.owner})
        case FileRefused():
            body = {"refused": cause.sha256, "world": cause.world}
            body |= _given(blob=cause.sha256 if cause.kept else "")
            said: Dict = {"name": cause.name, "note": cause.note, "problem": cause.problem}
            return EncodedCause("refused", body, said)
        case _:
            assert_never(cause)


def _act_done(cause: ActDone) -> EncodedCause:
    """All of the act, so that it can be taken again: ids and codes in the line, remarks apart."""
    body: Dict = {"target": cause.target}
    said: Dict = {"user": cause.user}
    for each in fields(cause.act):
        value: Json = getattr(cause.act, each.name)
        if each.name == "day":
            value = cause.act.day.isoformat()
        elif each.name == "answers":
            value = [list(pair) for pair in cause.act.answers]
        if value and value != each.default:
            (said if each.name in APART else body)[each.name] = value
    return EncodedCause("act", body, said)


def _returned(cause: DocumentReturned) -> EncodedCause:
    body: Dict = {
        "returned": cause.sha256, "blob": cause.sha256, "plan": cause.plan,
        "number": cause.number, "version": cause.version,
    }  # fmt: skip
    body |= _given(draft=cause.draft, role=cause.role, late=cause.late, codes=[*cause.codes])
    said: Dict = {"name": cause.name, "owner": cause.owner}
    notes: Json = [
        [each.code, message_as_json(each.says), message_as_json(each.do)]
        for each in cause.notes
    ]
    return EncodedCause("returned", body, said | _given(notes=notes))


def _given(**values: Json) -> Dict:
    return {name: value for name, value in values.items() if value}
