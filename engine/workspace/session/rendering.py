"""The Word files of a version: brief, template and key to bytes, each made once and kept from then on."""

import hashlib
import hmac
import json
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.core.record import events as e
from engine.core.record.codec import decoded
from engine.disk.child import Child
from engine.ledger import index, store
from engine.ledger.book import Book

if TYPE_CHECKING:
    from engine.documents.template.compile import Template


REVIEW, LETTER, APPROVALS = (
    "review",
    "letter",
    "approvals",
)  # which file it is, by its own properties
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

    def keep(self, content: bytes) -> str:
        """Kept with the commit; gives its sha256."""
        sha = hashlib.sha256(content).hexdigest()
        self.blobs[sha] = content
        return sha

    def blob(self, sha: str) -> bytes:
        """Of the commit being gathered, or of the record. TamperedError when it is missing."""
        there = self.blobs.get(sha)
        return store.blob(self.book.ledger, sha) if there is None else there


def version_of(plan: str, number: int, version: int, writer: Writer) -> e.Drafted:
    """With its brief; of the commit being gathered, or of the record."""
    if made := writer.drafts.get((plan, number, version)):
        return made
    for happened in index.events(writer.book.index, plan):
        event = decoded(happened.entry) if happened.entry.type == "Drafted" else None
        if isinstance(event, e.Drafted) and (event.number, event.version) == (number, version):
            return event
    raise LookupError(f"{plan}: document {number:02} has no version {version}")


@dataclass(frozen=True, slots=True)
class DraftFiles:
    """The two Word files of one version."""

    review_copy: bytes
    letter: bytes


def draft_files(
    template: "Template", plan: str, pin: str, event: e.Drafted, key: bytes
) -> DraftFiles:
    """Both as the engine alone draws them. Only in the review copy can anybody approve."""
    from engine.documents.template.render import render

    brief = event.brief or {}
    text = json.dumps(brief, sort_keys=True, ensure_ascii=False).encode()
    properties = properties_of(plan, pin, event)
    properties["planward_brief"] = hashlib.sha256(text).hexdigest()
    approvers, others = _approvers(brief), _drafter(brief) | {"employee"}

    def made(copy: str, signers: set[str]) -> bytes:
        own = tokens(key, plan, event.number, event.document, event.version, signers)
        told = properties | {"planward_copy": copy}
        return render(template, brief, told, own, review=copy == REVIEW)

    return DraftFiles(made(REVIEW, approvers | others), made(LETTER, others))


def properties_of(plan: str, pin: str, event: e.Drafted) -> dict[str, str]:
    return {
        "planward_plan": plan,
        "planward_document": f"{event.number:02} {event.document}",
        "planward_version": str(event.version),
        "planward_template": event.template,
        "planward_policy": pin,
    }


def _approvers(brief: Mapping[str, object]) -> set[str]:
    """The roles that may approve a document."""
    approvals = brief.get("approvals")
    rows = approvals if isinstance(approvals, list) else []
    return {str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row}


def _drafter(brief: Mapping[str, object]) -> set[str]:
    drafter = brief.get("drafter")
    return {str(drafter["id"])} if isinstance(drafter, dict) and "id" in drafter else set()


def tokens(
    key: bytes, plan: str, number: int, document: str, version: int, roles: Iterable[str]
) -> dict[str, str]:
    """What each role's field carries, so that a sign-off cannot be copied into another document."""
    return {
        role: _token(key, f"{plan}|{number:02} {document}|{version}|{role}") for role in roles
    }


def _token(key: bytes, of: str) -> str:
    return b32encode(hmac.digest(key, of.encode(), "sha256")).decode().lower()[:TOKEN]
