"""Brings what a reviewer changed in a draft into the engine's new draft, and tells where both disagree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from engine.documents.review.fitting import fitting
from engine.documents.review.hidden_text import take_out_unseen, unveil, veil
from engine.documents.review.merge_comments import Teller
from engine.documents.review.not_carried import beside
from engine.documents.review.threeway import Merge, merge_containers
from engine.documents.review.tracked import DELETED, INSERTED, Pen
from engine.documents.text.blocks import ComparisonMode
from engine.documents.word.clean import one_line
from engine.documents.word.editable import EditableDocument, open_word
from engine.documents.word.wordml import Element

PLACES = {"headerReference": "header", "footerReference": "footer"}


@dataclass(frozen=True, slots=True)
class Merged:
    """The new draft with a reviewer's changes in it, tracked in their name.

    `collisions` says in one sentence each what both changed or what could not be brought, and where; the
    file has a comment there, with both texts. `carried` counts the paragraphs and rows in which a change
    of theirs arrived.
    """

    content: bytes
    collisions: tuple[str, ...] = ()
    carried: int = 0


def merged(
    base: bytes,
    theirs: bytes,
    ours: bytes,
    *,
    author: str,
    on: date,
    properties: Mapping[str, str] | None = None,
) -> Merged:
    """`ours` with what `author` changed from `base` to `theirs`, by paragraph and table row.

    Their tracked changes count as accepted, their open comments hang where their words are now. What both
    changed to different words stays as in `ours`. What people fill in is no text and is not merged;
    nor is what nobody sees, as `read_returned` lists it: in `theirs` it counts as not there.
    Custom properties named in `properties` are set. Equal arguments give equal bytes.
    Raises UnsafeZipError or UnreadableWordError.
    """
    old, their, new = open_word(base, own=True), open_word(theirs), open_word(ours, own=True)
    take_out_unseen(old)
    take_out_unseen(their)
    veiled = veil(new)
    when, numbers = f"{on.isoformat()}T00:00:00Z", count(new.numbers_from())
    teller = Teller(old, their, new, one_line(author), when, numbers)
    pen = _pen(teller)
    carried = 0
    for part, base_root, their_root, root in _stories(old, their, new):
        merge = Merge(pen, (beside(old, base_root), beside(their, their_root)))
        merge_containers(base_root, their_root, root, merge)
        teller.tell(part, their_root, merge)
        carried += merge.carried
    teller.tell_of_the_rest()
    unveil(veiled)
    if properties:
        new.set_properties(properties)
    return Merged(new.written(), tuple(teller.sentences), carried)


def _pen(teller: Teller) -> Pen:
    return Pen(
        teller.author,
        teller.when,
        teller.numbers,
        kept=DELETED,
        brought=INSERTED,
        reading=ComparisonMode(values=True, styles=False),
        fit=fitting(teller.their, teller.new),
    )


def _stories(
    old: EditableDocument, their: EditableDocument, new: EditableDocument
) -> list[tuple[str, Element, Element, Element]]:
    """The body, then each header and footer of the new draft, beside what stood there before."""
    found = [("body", old.body, their.body, new.body)]
    olds, theirs = dict(old.around()), dict(their.around())
    for use, root in new.around():
        if use in olds and use in theirs:
            found.append((PLACES[use[0]], olds[use], theirs[use], root))
    return found
