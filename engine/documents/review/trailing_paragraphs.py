"""Tracks what comes or goes at the end of a cell, a header or a body, or right before a table.

The mark of a paragraph there cannot go: nothing follows that the line could join. So when the end was
deleted, the mark of the paragraph before it goes instead; when it arrived, the mark before it arrives.
"""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from engine.documents.review.tracked import (
    AFTER_MARK,
    DELETED,
    INSERTED,
    P_PR,
    Pen,
    mark_end,
    paragraph_properties,
)
from engine.documents.text.blocks import within
from engine.documents.text.inline_units import R_PR
from engine.documents.word.wordml import TBL, Element, P, W

NOT_OLD = frozenset({R_PR, *AFTER_MARK})


def settle_tails(container: Element, pen: Pen) -> None:
    """Call it once all else in the container is marked."""
    run: list[Element] = []
    for element in [*within(container, P, TBL), None]:
        if element is not None and element.tag == P:
            run.append(element)
            continue
        _settle(run, pen)
        run = []


def _settle(inside: list[Element], pen: Pen) -> None:
    tail: list[Element] = []
    while inside and own_mark(inside[-1]):
        tail.insert(0, inside.pop())
    gone = [p for p in tail if own_mark(p) == DELETED]
    come = [p for p in tail if own_mark(p) == INSERTED]
    if gone and come:
        _fuse(gone[-1], come[-1], pen)
    elif tail and inside:
        _shift(inside[-1], tail, pen)


def own_mark(paragraph: Element) -> str:
    """INSERTED, DELETED or nothing: what its own mark says."""
    for kind in (INSERTED, DELETED):
        if paragraph.find(f"{P_PR}/{R_PR}/{W}{kind}") is not None:
            return kind
    return ""


def _fuse(gone: Element, come: Element, pen: Pen) -> None:
    """The last that goes and the last that comes are one paragraph, whose words change."""
    home, guest = (come, gone) if pen.kept == INSERTED else (gone, come)
    content = [child for child in guest if child.tag != P_PR]
    if guest is gone:
        home[1:1] = content  # right behind its properties, which are there: it was marked
    else:
        home.extend(content)
    old, new = _plain(gone), _plain(come)
    _set_properties(home, new, old, pen)
    parent, last = guest.getparent(), home.getparent()
    if parent is not None:
        parent.remove(guest)
    if last is not None and home.getnext() is not None and guest is come:
        _to_end(home)


def _to_end(paragraph: Element) -> None:
    """Behind what else arrives: it carries the last mark now."""
    last = paragraph
    for later in paragraph.itersiblings(P, TBL):
        if later.tag == TBL or not own_mark(later):
            break
        last = later
    if last is not paragraph:
        last.addnext(paragraph)


def _shift(staying: Element, tail: Sequence[Element], pen: Pen) -> None:
    kind = own_mark(tail[-1])
    last, stays = _plain(tail[-1]), _plain(staying)
    mark_end(staying, kind, pen)
    if kind == DELETED:
        _set_properties(tail[-1], stays, last, pen)
    else:
        _set_properties(tail[-1], last, stays, pen)


def _plain(paragraph: Element) -> list[Element]:
    """What its properties are but for marks and sections."""
    look = paragraph.find(P_PR)
    return [deepcopy(e) for e in look if e.tag not in NOT_OLD] if look is not None else []


def _set_properties(
    paragraph: Element, new: Sequence[Element], old: Sequence[Element], pen: Pen
) -> None:
    """Its mark stays; its look becomes the new one, and rejecting gives back the old."""
    look = paragraph_properties(paragraph)
    for element in list(look):
        if element.tag not in NOT_OLD:
            look.remove(element)
    run_look = look.find(R_PR)
    for kind in (INSERTED, DELETED):
        mark = run_look.find(f"{W}{kind}") if run_look is not None else None
        if mark is not None and run_look is not None:
            run_look.remove(mark)
    look[0:0] = list(new)
    if [etree.tostring(e) for e in new] == [etree.tostring(e) for e in old]:
        return
    change = pen.mark("pPrChange")
    etree.SubElement(change, P_PR).extend(deepcopy(e) for e in old)
    look.append(change)
