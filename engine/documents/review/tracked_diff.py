"""Marks in one document all that another says differently, from the whole down to the word."""

from collections.abc import Sequence

from lxml import etree

from engine.documents.review.rewording import mark_words
from engine.documents.review.tracked import DELETED, Pen, brought_block, mark_block
from engine.documents.review.trailing_paragraphs import settle_tails
from engine.documents.text.blocks import (
    Block,
    Pair,
    block_elements,
    cells_of,
    rows_of,
    unlike,
    within,
)
from engine.documents.text.inline_units import NOTE
from engine.documents.word.wordml import TBL, TR, Element, P


def mark_differences(kept: Element, other: Element, pen: Pen) -> None:
    """Both hold paragraphs and tables: bodies, cells, headers. Changes `kept` in place."""
    if mark_elements(kept, block_elements(kept), block_elements(other), pen):
        settle_tails(kept, pen)


def mark_elements(
    container: Element, kept: Sequence[Element], other: Sequence[Element], pen: Pen
) -> bool:
    """Goes through what stands side by side. Whether anything came or went as a whole."""
    last: Element | None = None
    moved = False
    for found in unlike(kept, other, pen.reading):
        if isinstance(found, tuple):
            last = found[0]
            _meet_notes(*found, pen)
            continue
        for mine, theirs in _deletions_first(found, pen):
            if mine is None and theirs is not None:
                last = place_after(container, last, theirs.element, pen)
            elif mine is not None:
                last = mine.element
                mark_pair(mine, theirs, pen)
            moved = moved or mine is None or theirs is None
    return moved


def _deletions_first(pairs: Sequence[Pair], pen: Pen) -> list[Pair]:
    """Between two that stay, what goes comes before what arrives: so Word shows it, too."""
    ordered: list[Pair] = []
    gap: list[Pair] = []
    for pair in [*pairs, None]:
        if pair is not None and None in pair:
            gap.append(pair)
            continue
        ordered += sorted(gap, key=lambda p: (p[0] is None) == (pen.kept == DELETED))
        ordered += [pair] if pair is not None else []
        gap = []
    return ordered


def place_after(
    container: Element, last: Element | None, element: Element, pen: Pen
) -> Element:
    """Brings the block in behind the last one, or at the very start. Gives what was placed."""
    made = brought_block(element, pen)
    if last is not None:
        last.addnext(made)
        return made
    first = next(within(container, P, TBL, TR), None)
    if first is None:
        container.append(made)
        return made
    for parent in (first, *first.iterancestors()):
        if parent.getparent() is container:
            parent.addprevious(made)
    return made


def mark_pair(mine: Block, theirs: Block | None, pen: Pen) -> None:
    if theirs is None:
        mark_block(mine.element, pen.kept, pen)
    elif mine.paragraph:
        if mine.key == theirs.key:
            _meet_notes(mine.element, theirs.element, pen)
        else:
            mark_words(mine.element, theirs.element, pen)
    elif mine.element.tag == TR:
        mark_cells(mine.element, theirs.element, pen)
    else:  # rows are brought, marked and compared as paragraphs are
        mark_elements(mine.element, rows_of(mine.element), rows_of(theirs.element), pen)


def _meet_notes(kept: Element, other: Element, pen: Pen) -> None:
    """Two that read the same may still have notes that do not."""
    if pen.notes:
        pen.met.extend(zip(list(kept.iter(NOTE)), list(other.iter(NOTE)), strict=False))


def mark_cells(kept: Element, other: Element, pen: Pen) -> None:
    for mine, theirs in zip(cells_of(kept), cells_of(other), strict=True):
        if pen.notes or etree.tostring(mine) != etree.tostring(theirs):
            mark_differences(mine, theirs, pen)
