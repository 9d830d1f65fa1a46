"""Carry what people wrote in one version of a document over into the next one."""

from dataclasses import dataclass, replace
from datetime import date

from engine.core import events as e
from engine.core.differences import listed, many
from engine.core.plan import Plan
from engine.documents.merge import Merged, merged
from engine.documents.opened import open_word
from engine.documents.read_back import read_returned
from engine.ledger import store
from engine.workspace.drafting import Writer, document_bytes, version_of
from engine.workspace.pins import Pinned

NOBODY = "Reviewer"
Made = tuple[e.Drafted, bytes]


def carried(
    pinned: Pinned, event: e.Drafted, drawn: bytes, before: Plan, writer: Writer
) -> tuple[e.Drafted, bytes]:
    """The new version and its bytes. `drawn` is how the engine alone would have drafted it.

    A reviewer's text that was accepted is plain text in it; anything else arrives as tracked changes
    in the reviewer's name, and what collides as a comment with both texts.
    """
    past = _Past(pinned, before, event.number, writer)
    old = past.version(event.version - 1)
    if event.edit:
        return _with_edits(past, event, drawn, old)
    if event.source:
        return _with_late_edits(past, event, drawn, old)
    return _drafted_anew(past, event, drawn, old)


@dataclass(frozen=True, slots=True)
class _Past:
    """What was written of one document before."""

    pinned: Pinned
    plan: Plan
    number: int
    writer: Writer

    def version(self, version: int) -> e.Drafted:
        """With its brief."""
        return version_of(self.plan.id, self.number, version, self.writer)

    def drawn(self, event: e.Drafted) -> bytes:
        """The version as the engine alone would have drafted it."""
        template = self.pinned.template(self.pinned.policy.documents[event.document].template)
        return document_bytes(template, self.plan.id, self.pinned.sha, event, self.writer.key)

    def content(self, event: e.Drafted) -> bytes:
        """The version as it was published."""
        return self.blob(event.sha256) if event.source else self.drawn(event)

    def blob(self, sha256: str) -> bytes:
        if sha256 in self.writer.blobs:
            return self.writer.blobs[sha256]
        return store.blob(self.writer.book.ledger, sha256)

    def author(self, event: e.Drafted) -> str:
        """Whoever saved the file whose text a version carries, as their program noted it."""
        while event.source:
            before = self.version(event.made_from)
            if event.source != before.sha256:
                break  # a file that came back, and no version of our own
            event = before
        return read_returned(self.blob(event.source)).saved_by if event.source else ""


def _with_edits(past: _Past, event: e.Drafted, drawn: bytes, old: e.Drafted) -> Made:
    """The text as somebody left it, in a document of our own making."""
    theirs = past.blob(event.source)
    made = _merge(past.drawn(old), theirs, drawn, _saved_by(theirs), event.on)
    return _told(event, made, ()), _settled(made.content)


def _with_late_edits(past: _Past, event: e.Drafted, drawn: bytes, old: e.Drafted) -> Made:
    """What somebody changed in an older version, on top of what the newest one says."""
    ours, theirs = drawn, past.blob(event.source)
    if old.source:
        newest = _merge(past.drawn(old), past.content(old), drawn, past.author(old), event.on)
        ours = _settled(newest.content)
    base = past.content(past.version(event.made_from))
    made = _merge(base, theirs, ours, _saved_by(theirs), event.on)
    return _told(event, made, ("changes",)), made.content


def _drafted_anew(past: _Past, event: e.Drafted, drawn: bytes, old: e.Drafted) -> Made:
    """The engine's own new draft, with what people had written in the one before."""
    paper = past.plan.papers[past.number]
    theirs = past.blob(paper.file) if paper.file else past.content(old)
    author = _saved_by(theirs) if paper.file else past.author(old)
    made = _merge(past.drawn(old), theirs, drawn, author, event.on)
    if not made.carried and not made.collisions and not read_returned(made.content).remarks:
        return event, drawn
    event = replace(event, source=paper.file or old.sha256, made_from=old.version)
    return _told(event, made, ("changes",)), made.content


def _settled(content: bytes) -> bytes:
    """With what is tracked accepted: its own text from now on."""
    return open_word(content).written()


def _saved_by(content: bytes) -> str:
    return read_returned(content).saved_by


def _merge(base: bytes, theirs: bytes, ours: bytes, author: str, on: date) -> Merged:
    return merged(base, theirs, ours, author=author or NOBODY, on=on)


def _told(event: e.Drafted, made: Merged, tracked: tuple[str, ...]) -> e.Drafted:
    """What the new version holds that people must settle, as it will be read when it comes back."""
    now = read_returned(made.content)
    left = [code for code in tracked if now.changes]
    left += ["comments"] if any(not each.resolved for each in now.remarks) else []
    told = [event.note] if event.note else []
    if tracked and made.carried:
        told.append(f"{many(made.carried, 'edit')} carried over as tracked changes")
    if made.collisions:
        count = many(len(made.collisions), "edit")
        told.append(f"{count} to settle, each with a comment: {listed(made.collisions)}")
    return replace(event, open=tuple(left), note="\n".join(told))
