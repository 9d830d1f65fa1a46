"""Carry what people wrote in one version of a document over into the next one."""

from dataclasses import dataclass, replace
from datetime import date

from engine.core.plan.document_state import LOST, UNCARRIED
from engine.core.plan.replay import Plan
from engine.core.read_back import difference_messages as say
from engine.core.read_back.differences import listed_short
from engine.core.record import events as e
from engine.core.values.errors import EngineError
from engine.documents.review.merge_apart import Carried, MergeFiles, NotCarried, merge_in
from engine.workspace.session.rendering import DraftFiles, Writer, version_of

Made = tuple[e.Drafted, DraftFiles]


def carried(event: e.Drafted, drawn: DraftFiles, before: Plan, writer: Writer) -> Made:
    """The new version and its files. `drawn` is how the engine alone would have drafted it.

    A reviewer's text that was accepted is plain text in it; anything else arrives as tracked changes
    in the reviewer's name, and what collides as a comment with both texts. Where that needs more memory
    or time than a file may, the version stays as drawn, says so, and is held back.
    """
    past = _Past(before, event.number, writer)
    old = past.version(event.version - 1)
    key = f"{before.id} {event.number} {event.version}"
    if key in writer.uncarried:
        return _left_out(past, event, writer.uncarried[key]), drawn
    try:
        if event.edit:
            return _with_edits(past, event, drawn, old)
        if event.source:
            return _with_late_edits(past, event, drawn, old)
        return _drafted_anew(past, event, drawn, old)
    except _NotCarriedError as problem:
        writer.uncarried[key] = str(problem)
        return _left_out(past, event, str(problem)), drawn


class _NotCarriedError(EngineError):
    """Said in a few words: it takes too long, it needs too much memory."""


@dataclass(frozen=True, slots=True)
class _Past:
    """What was written of one document before."""

    plan: Plan
    number: int
    writer: Writer

    def version(self, version: int) -> e.Drafted:
        """With its brief."""
        return version_of(self.plan.id, self.number, version, self.writer)

    def drawn(self, event: e.Drafted) -> bytes:
        """The version's review copy as the engine alone drew it."""
        return self.blob(event.drawn or event.review_copy)

    def content(self, event: e.Drafted) -> bytes:
        """The version's review copy as it was published."""
        return self.blob(event.review_copy)

    def blob(self, sha256: str) -> bytes:
        return self.writer.blob(sha256)

    def signed(self, event: e.Drafted) -> bytes:
        """The file whose text a version carries: whoever saved it is named in it."""
        while event.source:
            before = self.version(event.made_from)
            if event.source != before.review_copy:
                break  # a file that came back, and no version of our own
            event = before
        return self.blob(event.source) if event.source else b""

    def merge(self, sides: MergeFiles, on: date, *, settled: bool = False) -> Carried:
        made = merge_in(self.writer.apart, sides, on=on, settled=settled)
        if isinstance(made, NotCarried):
            raise _NotCarriedError(made.why)
        return made


def _with_edits(past: _Past, event: e.Drafted, drawn: DraftFiles, old: e.Drafted) -> Made:
    """The text as somebody left it, in a document of our own making."""
    sides = _onto(drawn, past.drawn(old), past.blob(event.source))
    made = past.merge(sides, event.on, settled=True)
    return _told(event, made, ()), DraftFiles(made.content, made.letter)


def _with_late_edits(past: _Past, event: e.Drafted, drawn: DraftFiles, old: e.Drafted) -> Made:
    """What somebody changed in an older version, on top of what the newest one says."""
    ours, theirs = drawn.review_copy, past.blob(event.source)
    if old.source:
        sides = MergeFiles(past.drawn(old), past.content(old), ours, past.signed(old))
        ours = past.merge(sides, event.on, settled=True).content
    base = past.content(past.version(event.made_from))
    made = past.merge(replace(_onto(drawn, base, theirs), ours=ours), event.on)
    return _told(event, made, ("changes",)), DraftFiles(made.content, made.letter)


def _drafted_anew(past: _Past, event: e.Drafted, drawn: DraftFiles, old: e.Drafted) -> Made:
    """The engine's own new draft, with what people had written in the one before."""
    document = past.plan.documents[past.number]
    theirs = past.blob(document.file) if document.file else past.content(old)
    signed = theirs if document.file else past.signed(old)
    sides = replace(_onto(drawn, past.drawn(old), theirs), signed=signed)
    made = past.merge(sides, event.on)
    if not made.carried and not made.collisions and not made.remarks:
        return event, drawn
    event = replace(event, source=document.file or old.review_copy, made_from=old.version)
    if len(document.pending) > 1:
        told = say.only_newest_carried(len(document.pending))
        event = replace(event, open=(LOST,), note=(told,))
    return _told(event, made, ("changes",)), DraftFiles(made.content, made.letter)


def _onto(drawn: DraftFiles, base: bytes, theirs: bytes) -> MergeFiles:
    """To bring what changed between the two into a new draft, and into its letter."""
    return MergeFiles(
        base, theirs, drawn.review_copy, drawn=drawn.review_copy, letter=drawn.letter
    )


def _left_out(past: _Past, event: e.Drafted, why: str) -> e.Drafted:
    """As the engine alone drafts it. What is not in it is kept, and asked for."""
    document = past.plan.documents[past.number]
    kept = event.source or document.file or past.version(event.version - 1).review_copy
    told = (*event.note, say.not_carried_over(why, kept[:12]))
    return replace(event, source="", edit=False, made_from=0, open=(UNCARRIED,), note=told)


def _told(event: e.Drafted, made: Carried, tracked: tuple[str, ...]) -> e.Drafted:
    """What the new version holds that people must settle, as it will be read when it comes back."""
    left = [code for code in tracked if made.changes]
    left += [
        code for code in event.open if code == LOST
    ]  # said of other files than the one merged
    left += ["comments"] if made.unresolved else []
    told = [*event.note]
    if tracked and made.carried:
        told.append(say.carried_as_changes(made.carried))
    if made.collisions:
        count = len(made.collisions)
        told.append(say.edits_to_settle(count, listed_short(made.collisions)))
    if made.beside:
        told.append(say.in_the_block(listed_short(made.beside)))
    return replace(event, open=tuple(left), note=tuple(told))
