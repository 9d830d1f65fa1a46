"""Carry what people wrote in one version of a document over into the next one."""

from dataclasses import replace
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


def carried(
    pinned: Pinned, event: e.Drafted, drawn: bytes, before: Plan, writer: Writer
) -> tuple[e.Drafted, bytes]:
    """The new version and its bytes. `drawn` is how the engine alone would have drafted it.

    A reviewer's text that was accepted is plain text in it; anything else arrives as tracked changes
    in the reviewer's name, and what collides as a comment with both texts.
    """
    paper = before.papers[event.number]
    old = version_of(before.id, event.number, event.version - 1, writer)
    base = _drawn(pinned, before, old, writer)
    if event.edit:
        made = _merge(base, _blob(writer, event.source), drawn, event.on)
        return _told(event, made, ()), _settled(made.content)
    if event.source:
        ours = drawn
        if paper.carries:
            theirs = _content(pinned, before, old, writer)
            ours = _settled(_merge(base, theirs, drawn, event.on).content)
        read = version_of(before.id, event.number, event.made_from, writer)
        made = _merge(
            _content(pinned, before, read, writer), _blob(writer, event.source), ours, event.on
        )
        return _told(event, made, ("changes",)), made.content
    theirs = _blob(writer, paper.file) if paper.file else _content(pinned, before, old, writer)
    made = _merge(base, theirs, drawn, event.on)
    if made.content == drawn:
        return event, drawn
    source = replace(event, source=paper.file or old.sha256, made_from=old.version)
    return _told(source, made, ("changes",)), made.content


def _settled(content: bytes) -> bytes:
    """With what is tracked accepted: its own text from now on."""
    return open_word(content).written()


def _merge(base: bytes, theirs: bytes, ours: bytes, on: date) -> Merged:
    author = read_returned(theirs).saved_by or NOBODY
    return merged(base, theirs, ours, author=author, on=on)


def _told(event: e.Drafted, made: Merged, tracked: tuple[str, ...]) -> e.Drafted:
    """What the new version holds that people must settle, as it will be read when it comes back."""
    now = read_returned(made.content)
    left = [code for code in tracked if now.changes]
    left += ["comments"] if any(not each.resolved for each in now.remarks) else []
    told = [event.note] if event.note else []
    if tracked and made.carried:
        told.append(f"{many(made.carried, 'edit')} carried over as tracked changes")
    if made.collisions:
        told.append(f"{many(len(made.collisions), 'edit')} collided: {listed(made.collisions)}")
    return replace(event, open=tuple(left), note="\n".join(told))


# -- what was written before ------------------------------------------------------------------------


def _drawn(pinned: Pinned, plan: Plan, event: e.Drafted, writer: Writer) -> bytes:
    """The version as the engine alone would have drafted it."""
    template = pinned.template(pinned.policy.documents[event.document].template)
    return document_bytes(template, plan.id, pinned.sha, event, writer.key)


def _content(pinned: Pinned, plan: Plan, event: e.Drafted, writer: Writer) -> bytes:
    """The version as it was published."""
    return _blob(writer, event.sha256) if event.source else _drawn(pinned, plan, event, writer)


def _blob(writer: Writer, sha256: str) -> bytes:
    if sha256 in writer.blobs:
        return writer.blobs[sha256]
    return store.blob(writer.book.ledger, sha256)
