"""A commit as one sealed line of the ledger, and back again."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256 as digest
from typing import NamedTuple

from engine.core.record.commit import Commit, Entry, Head, Json, PlanPart, Stored
from engine.ledger.canonical import (
    as_list,
    as_mapping,
    as_number,
    as_text,
    canonical,
    parsed,
    sha256,
)
from engine.ledger.payload import (
    BrokenLineError,
    Words,
    kept_words,
    payload_of,
    promise,
    salts_from,
)

FORM = 1
ALGORITHM = "hmac-sha256"
_SEAL = b',"mac":"'  # the last member, so that the seal is checked on the bytes as they lie
_SEAL_LENGTH = len(_SEAL) + 64 + len(b'"}')


@dataclass(frozen=True, slots=True)
class LedgerKey:
    """The secret that seals lines. `id` may be told: it says which key, not what key."""

    secret: bytes
    id: str


class Tail(NamedTuple):
    """How a plan's journal ends: the number its next event gets, and the hash to build on."""

    next_seq: int
    link: str


NEW_PLAN = Tail(1, "")


class JournalLink(NamedTuple):
    """One plan's part of a line: where the plan stood before, and where it stands after."""

    plan: str
    before: Tail
    after: Tail


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line joined with its payload. Entries are as written, not yet in today's form."""

    stored: Stored
    prev: str
    links: tuple[JournalLink, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A commit ready for the disk. `payload` is None when nobody said anything."""

    line: bytes
    payload: bytes | None
    read: LedgerLine


@dataclass(frozen=True, slots=True)
class Sealed:
    """A line whose seal was checked, taken apart no further than that."""

    record: Mapping[str, Json]
    head: Head
    prev: str


def draft(
    commit: Commit, after: Head, key: LedgerKey, tails: Mapping[str, Tail], random: bytes
) -> Draft:
    """The line and payload of the commit after `after`; `random` as `random_needed` says.

    ValueError or TypeError for a float or anything else that would not read back as it is.
    """
    if commit.recorded.utcoffset() != timedelta(0):
        raise ValueError("a commit is recorded at an instant in UTC")
    if not all(part.entries for part in commit.plans):
        raise ValueError("a commit names only plans that it adds something to")
    salts = salts_from(random)
    said, spoken = promise(commit.said, salts)
    links: list[JournalLink] = []
    parts: list[str] = []
    words: list[str] = []
    ends = dict(tails)
    for part in commit.plans:
        before = ends.get(part.plan, NEW_PLAN)
        promised, more = zip(
            *(promise(entry.said, salts) for entry in part.entries), strict=True
        )
        text = _part(part, before, promised)
        ends[part.plan] = Tail(before.next_seq + len(part.entries), sha256(text))
        links.append(JournalLink(part.plan, before, ends[part.plan]))
        parts.append(text.decode("ascii"))
        words.extend(more)
    body = _body(commit, after, key.id, said, parts)
    mac = _seal(body, key)
    line = body[:-1] + _SEAL + mac.encode("ascii") + b'"}\n'
    payload = payload_of(after.seq + 1, spoken, words)
    parsed(line)
    parsed(payload)  # what could not be read again is refused before anything is written
    read = LedgerLine(Stored(after.seq + 1, commit, mac), after.mac, tuple(links))
    return Draft(line, payload if random else None, read)


def unsealed(text: bytes, key: LedgerKey) -> Sealed:
    """The record in a line without its newline. BrokenLineError L501, L502, L513 or L514."""
    body = text[:-_SEAL_LENGTH] + b"}"
    mac = text[-_SEAL_LENGTH + len(_SEAL) : -2]
    framed = text.endswith(b'"}') and text[-_SEAL_LENGTH:].startswith(_SEAL)
    if not framed or not hmac.compare_digest(_seal(body, key).encode("ascii"), mac):
        raise _broken(text, key)
    record = as_mapping(parsed(body))
    if record["v"] != FORM:
        sentence = f"the line has form {record['v']}; this engine reads form {FORM}"
        raise BrokenLineError("L514", sentence)
    head = Head(as_number(record["seq"]), mac.decode("ascii"))
    return Sealed(record, head, as_text(record["prev"]))


def line_from(sealed: Sealed, words: Words | None) -> LedgerLine:
    """Join a line with its words (None: taken away). BrokenLineError L507 when they differ."""
    record = sealed.record
    found = [as_mapping(part) for part in as_list(record["plans"])]
    events = [[as_mapping(event) for event in as_list(part["events"])] for part in found]
    count = sum(map(len, events))
    entries = [None] * count if words is None else words.entries
    if len(entries) != count:
        raise BrokenLineError("L507", "the payload has words for more or fewer events")
    each = iter(entries)
    parts = tuple(
        PlanPart(as_text(part["plan"]), tuple(_entry(event, next(each)) for event in happened))
        for part, happened in zip(found, events, strict=True)
    )
    commit = Commit(
        as_text(record["kind"]),
        date.fromisoformat(as_text(record["day"])),
        datetime.fromisoformat(as_text(record["recorded"])),
        as_mapping(record["body"]),
        kept_words(words.said if words else None, record["said"]),
        parts,
    )
    stored = Stored(sealed.head.seq, commit, sealed.head.mac)
    return LedgerLine(stored, sealed.prev, tuple(_link(part) for part in found))


def promises(sealed: Sealed) -> tuple[Json, ...]:
    """The commitments: the commit's own, then those of its events. None: said nothing."""
    parts = (as_mapping(part) for part in as_list(sealed.record["plans"]))
    events = (as_mapping(event) for part in parts for event in as_list(part["events"]))
    return (sealed.record["said"], *(event["said"] for event in events))


def _part(part: PlanPart, before: Tail, promised: Sequence[str | None]) -> bytes:
    events = [
        {"type": entry.type, "v": entry.v, "body": entry.body, "said": said}
        for entry, said in zip(part.entries, promised, strict=True)
    ]
    return canonical(
        {
            "plan": part.plan,
            "plan_seq": before.next_seq,
            "plan_prev": before.link,
            "events": events,
        }
    )


def _body(
    commit: Commit, after: Head, key_id: str, said: str | None, parts: Sequence[str]
) -> bytes:
    """The canonical record without its seal. The parts, made already, stand where keys sort."""
    before: dict[str, Json] = {
        "alg": ALGORITHM,
        "body": commit.body,
        "day": commit.day.isoformat(),
        "key": key_id,
        "kind": commit.kind,
    }
    behind: dict[str, Json] = {
        "prev": after.mac,
        "recorded": commit.recorded.isoformat(),
        "said": said,
        "seq": after.seq + 1,
        "v": FORM,
    }
    plans = f',"plans":[{",".join(parts)}],'.encode("ascii")
    return canonical(before)[:-1] + plans + canonical(behind)[1:]


def _link(part: Mapping[str, Json]) -> JournalLink:
    before = Tail(as_number(part["plan_seq"]), as_text(part["plan_prev"]))
    after = Tail(before.next_seq + len(as_list(part["events"])), sha256(canonical(part)))
    return JournalLink(as_text(part["plan"]), before, after)


def _entry(found: Mapping[str, Json], word: Json) -> Entry:
    said = kept_words(word, found["said"])
    return Entry(as_text(found["type"]), as_number(found["v"]), as_mapping(found["body"]), said)


def _seal(body: bytes, key: LedgerKey) -> str:
    return hmac.new(key.secret, body, digest).hexdigest()


def _broken(text: bytes, key: LedgerKey) -> BrokenLineError:
    try:
        other = as_text(as_mapping(parsed(text))["key"])
    except (ValueError, KeyError, RecursionError):
        return BrokenLineError("L501", "the line cannot be read")
    if other != key.id:
        return BrokenLineError("L513", f"the line was sealed with key {other}, not {key.id}")
    return BrokenLineError("L502", "the line was changed after it was sealed")
