"""Two versions of a document as one Word file whose tracked changes turn the first into the second."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import count

from lxml import etree

from engine.documents.review.notes import Notes
from engine.documents.review.tracked import DELETED, INSERTED, Pen
from engine.documents.review.tracked_diff import mark_differences
from engine.documents.text.blocks import ComparisonMode
from engine.documents.text.changed_span import marked
from engine.documents.word.clean import one_line
from engine.documents.word.editable import EditableDocument, open_word


def redlined(
    before: bytes,
    after: bytes,
    *,
    author: str,
    on: date,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """`after` with what changed since `before` tracked in the author's name, dated the given day.

    Accepting all gives `after`, rejecting all gives `before`: text, tables, styles of paragraphs,
    headers, footers, footnotes. Not tracked: pictures, formulas, sections, the look of words. Custom
    properties named in `properties` are set. Equal arguments give equal bytes.
    Both are files of our own making. Raises UnsafeZipError or UnreadableWordError.
    """
    old, new = open_word(before, own=True), open_word(after, own=True)
    notes = Notes(old, new)
    pen = Pen(
        one_line(author),
        f"{on.isoformat()}T00:00:00Z",
        count(new.numbers_from()),
        kept=INSERTED,
        brought=DELETED,
        reading=ComparisonMode(),
        note=notes.bring,
        notes=notes.any,
    )
    if not _narrowly(old, old.main, new, new.main, pen):
        mark_differences(new.body, old.body, pen)
    beside = old.uses()
    for use, name in new.uses().items():
        home = beside.get(use, "")
        if not _narrowly(old, home, new, name, pen):
            root = new.root(name)
            mark_differences(root, old.root(home) if home else etree.Element(root.tag), pen)
    notes.mark(pen)
    if properties:
        new.set_properties(properties)
    return new.written()


def _narrowly(
    old: EditableDocument, was: str, new: EditableDocument, name: str, pen: Pen
) -> bool:
    """Marks the part without reading what is equal. False where it must be read: nothing is done then.

    A footnote may differ where the line that points to it does not; what was accepted is a tree already.
    """
    if not was or was in old.roots or name in new.roots or pen.notes:
        return False
    text = marked(new.parts[name], old.parts[was], partial(mark_differences, pen=pen))
    if text is not None and text is not new.parts[name]:
        new.texts[name] = text
    return text is not None
