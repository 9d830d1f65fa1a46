"""Turn a decision to draft into a drafted document: brief, template, bytes and their hash."""

import hashlib
import hmac
import json
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.core import events as e
from engine.core.brief import Letter, composed
from engine.core.codec import decoded
from engine.core.decide import Step
from engine.core.plan import Plan, apply
from engine.core.standing import Known, Matter
from engine.disk.child import Child
from engine.ledger import index
from engine.ledger.book import Book
from engine.workspace.pins import Pinned

if TYPE_CHECKING:
    from engine.documents.template import Template

TOKEN = 12  # characters of base 32 kept of a sign-off's HMAC: 60 bits


@dataclass(slots=True)
class Writer:
    """What documents are written with. `blobs`, `drafts` and `uncarried` are of the commit being gathered.

    `uncarried` says of which new version, by plan, document and version, people's edits could not be
    carried over, and why. Whether a process dies of a file follows from no other input: so it is one.
    """

    company: str
    book: Book
    apart: Child  # where files of people are merged
    uncarried: dict[str, str] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[tuple[str, int, int], e.Drafted] = field(default_factory=dict)

    @property
    def key(self) -> bytes:
        return self.book.ledger.key.secret


def with_papers(
    pinned: Pinned, known: Known, plan: Plan, steps: Iterable[Step], writer: Writer
) -> Iterator[Step]:
    """The steps with every `Drafted` filled in. `plan` is the state before the first of them."""
    for step in steps:
        event = step.event
        if isinstance(event, e.Drafted):
            # What the letter says is what was so once it was decided to write it.
            m = Matter(pinned.policy, step.plan, known)
            event = drafted(m, pinned, event, plan, writer)
        plan = apply(plan, event)
        yield Step(event, plan)


def drafted(
    m: Matter, pinned: Pinned, event: e.Drafted, before: Plan, writer: Writer
) -> e.Drafted:
    """`before` is the plan without this version: what people did in the one before is carried over."""
    template = pinned.template(m.policy.documents[event.document].template)
    bare = replace(event, template=template.sha256)
    filled = (
        _copied(bare, before, pinned, writer)
        if event.source
        else _told(m, bare, pinned, writer)
    )
    content = document_bytes(template, m.plan.id, pinned.sha, filled, writer.key)
    paper = before.papers.get(event.number)
    if event.source or (paper and (paper.carries or paper.file)):
        from engine.workspace.carrying import (
            carried,
        )  # few versions have anybody's hand in them

        filled, content = carried(pinned, filled, content, before, writer)
    filled = replace(filled, sha256=hashlib.sha256(content).hexdigest())
    if filled.source:
        writer.blobs[filled.sha256] = content
    writer.drafts[m.plan.id, event.number, event.version] = filled
    return filled


def _told(m: Matter, event: e.Drafted, pinned: Pinned, writer: Writer) -> e.Drafted:
    from engine.documents.dress import dress  # here and below: most commands write no letter

    letter = Letter(
        event.document, event.item, event.occurrence, event.number, event.version, event.on
    )
    brief = dress(composed(m, letter, writer.company), pinned.language)
    if not isinstance(brief, dict):
        raise TypeError("a brief is a mapping")
    return replace(event, brief=brief)


def _copied(event: e.Drafted, before: Plan, pinned: Pinned, writer: Writer) -> e.Drafted:
    """A version made of a reviewer's text says what the one before said, but for its number and day."""
    from engine.documents.dress import dress

    brief = dict(version_of(before.id, event.number, event.version - 1, writer).brief or {})
    own = brief.get("document")
    if isinstance(own, dict):
        day = dress(event.on, pinned.language)
        brief["document"] = {**own, "version": str(event.version), "drafted": day}
    return replace(event, brief=brief)


def version_of(plan: str, number: int, version: int, writer: Writer) -> e.Drafted:
    """With its brief; of the commit being gathered, or of the record."""
    if made := writer.drafts.get((plan, number, version)):
        return made
    for happened in index.events(writer.book.index, plan):
        event = decoded(happened.entry) if happened.entry.type == "Drafted" else None
        if isinstance(event, e.Drafted) and (event.number, event.version) == (number, version):
            return event
    raise LookupError(f"{plan}: document {number:02} has no version {version}")


def document_bytes(
    template: "Template", plan: str, pin: str, event: e.Drafted, key: bytes
) -> bytes:
    """The Word file of a drafted version, before people had a hand in it: the same for the same entry."""
    from engine.documents.render import render

    brief = json.dumps(event.brief or {}, sort_keys=True, ensure_ascii=False).encode()
    roles = _signers(event.brief or {})
    return render(
        template,
        event.brief or {},
        properties_of(plan, pin, event) | {"planward_brief": hashlib.sha256(brief).hexdigest()},
        tokens(key, plan, event.number, event.document, event.version, roles),
    )


def properties_of(plan: str, pin: str, event: e.Drafted) -> dict[str, str]:
    return {
        "planward_plan": plan,
        "planward_document": f"{event.number:02} {event.document}",
        "planward_version": str(event.version),
        "planward_template": event.template,
        "planward_policy": pin,
    }


def _signers(brief: Mapping[str, object]) -> set[str]:
    """The roles that may sign a document: its approvers, its drafter and the employee."""
    approvals, drafter = brief.get("approvals"), brief.get("drafter")
    rows = approvals if isinstance(approvals, list) else []
    rows = [*rows, drafter] if isinstance(drafter, dict) else rows
    return {
        "employee",
        *(str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row),
    }


def tokens(
    key: bytes, plan: str, number: int, document: str, version: int, roles: Iterable[str]
) -> dict[str, str]:
    """What each role's field carries, so that a sign-off cannot be copied into another document."""
    return {
        role: _token(key, f"{plan}|{number:02} {document}|{version}|{role}") for role in roles
    }


def _token(key: bytes, of: str) -> str:
    return b32encode(hmac.digest(key, of.encode(), "sha256")).decode().lower()[:TOKEN]
