"""Two versions of a document as one Word file whose tracked changes turn the first into the second."""

from collections.abc import Mapping
from datetime import date
from itertools import count

from lxml import etree

from engine.documents.blocks import Reading
from engine.documents.clean import one_line
from engine.documents.differences import mark_differences
from engine.documents.notes import Notes
from engine.documents.opened import open_word
from engine.documents.tracked import DELETED, INSERTED, Pen


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
    Raises UnsafeZipError or UnreadableWordError.
    """
    old, new = open_word(before), open_word(after)
    notes = Notes(old, new)
    pen = Pen(
        one_line(author),
        f"{on.isoformat()}T00:00:00Z",
        count(new.numbers_from()),
        kept=INSERTED,
        brought=DELETED,
        reading=Reading(),
        note=notes.bring,
        notes=notes.any,
    )
    mark_differences(new.body, old.body, pen)
    beside = dict(old.around())
    for use, root in new.around():
        mark_differences(root, beside.get(use, etree.Element(root.tag)), pen)
    notes.mark(pen)
    if properties:
        new.set_properties(properties)
    return new.written()
