"""Carries what a reviewer changed into a new draft: what only they changed arrives, the rest collides."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.documents.review.not_carried import DRAWN, Beside, LeftOut, alike, set_aside
from engine.documents.review.rewording import mark_words
from engine.documents.review.tracked import DELETED, Pen, mark_block
from engine.documents.review.tracked_diff import mark_cells, place_after
from engine.documents.review.trailing_paragraphs import settle_tails
from engine.documents.text.blocks import (
    block_elements,
    cells_of,
    exact,
    holds_field,
    matches,
    readable,
    rows_of,
)
from engine.documents.word.wordml import TBL, TR, Element, P

# How two sides can be at odds, as the sentence about it says it.
BOTH_CHANGED = "both changed"
THEY_DELETED = "they deleted"
WE_DROPPED = "we dropped"
HOLDS_FIELD = "holds a field"


@dataclass(frozen=True, slots=True)
class Collision:
    """`at` is where it is told: the element of the new draft, or its nearest kept neighbour."""

    kind: str
    at: Element | None
    base: Element
    theirs: Element | None
    ours: Element | None


@dataclass(slots=True)
class Merge:
    """One merge in work. Not a value: it gathers what happens while the new draft is changed."""

    pen: Pen
    beside: tuple[Beside, Beside]  # what base and theirs point to
    homes: dict[Element, Element] = field(default_factory=dict)  # theirs -> where it is now
    collisions: list[Collision] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    carried: int = 0

    def same(self, one: Element, other: Element) -> bool:
        if exact(one, self.pen.reading) == exact(other, self.pen.reading):
            return True
        drawn = next(one.iter(*DRAWN), None) is not None
        return drawn and one.tag == other.tag != TBL and alike(one, other)


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """The same container in all three, as the elements each holds."""

    base: Sequence[Element]
    theirs: Sequence[Element]
    ours: Sequence[Element]


def merge_containers(base: Element, theirs: Element, ours: Element, merge: Merge) -> None:
    """Bodies, headers, footers. Changes `ours` in place."""
    sides = ThreeWay(*(block_elements(side) for side in (base, theirs, ours)))
    if merge_sides(ours, sides, merge):
        settle_tails(ours, merge.pen)


def merge_sides(container: Element, sides: ThreeWay, merge: Merge) -> bool:
    """Whether anything came or went as a whole."""
    reading = merge.pen.reading
    to_theirs = matches(sides.base, sides.theirs, reading)
    to_ours = matches(sides.base, sides.ours, reading)
    theirs = {b: t for b, t in to_theirs if b is not None and t is not None}
    ours = {b: o for b, o in to_ours if b is not None and o is not None}
    gone = came = False
    last: Element | None = None
    for b in sides.base:
        gone = _settle_one(b, theirs.get(b), ours.get(b), last, merge) or gone
        last = ours.get(b, last)
    new = [o for b, o in to_ours if b is None and o is not None]
    last = None
    for base, their in to_theirs:
        if base is not None:
            last = ours.get(base, last)
        elif their is not None:
            before = merge.carried
            last = _arrived(container, their, last, new, merge)
            came = came or merge.carried > before
    return gone or came


def _arrived(
    container: Element, their: Element, last: Element | None, new: list[Element], merge: Merge
) -> Element | None:
    """What they added, behind `last`; once and plain where the new draft added the same."""
    left = set_aside(None, their, merge.beside)
    merge.left_out += left
    if left and not readable(their):
        return last
    twin = next((o for o in new if merge.same(their, o)), None)
    if twin is not None:
        new.remove(twin)
        _at_home(their, twin, merge)
        return twin
    if holds_field(their, only=True):
        return last
    made = place_after(container, last, their, merge.pen)
    _at_home(their, made, merge)
    merge.carried += 1
    return made


def _settle_one(
    base: Element,
    theirs: Element | None,
    ours: Element | None,
    last: Element | None,
    merge: Merge,
) -> bool:
    """Whether it goes as a whole."""
    if theirs is None:
        return ours is not None and _deleted(base, ours, merge)
    if base.tag != TBL:  # of a table each row is asked
        merge.left_out += set_aside(base, theirs, merge.beside)
    if ours is None:
        if not merge.same(base, theirs):
            merge.collisions.append(Collision(WE_DROPPED, last, base, theirs, None))
        return False
    _at_home(theirs, ours, merge)
    if base.tag == TBL:
        merge_sides(ours, ThreeWay(rows_of(base), rows_of(theirs), rows_of(ours)), merge)
        return False
    if merge.same(base, theirs) or merge.same(theirs, ours):
        return False
    if not merge.same(base, ours):
        merge.collisions.append(Collision(BOTH_CHANGED, ours, base, theirs, ours))
        return False
    mark = mark_words if base.tag == P else mark_cells
    mark(ours, theirs, merge.pen)
    merge.carried += 1
    return False


def _deleted(base: Element, ours: Element, merge: Merge) -> bool:
    if not merge.same(base, ours):
        merge.collisions.append(Collision(THEY_DELETED, ours, base, None, ours))
        return False
    if holds_field(ours):
        merge.collisions.append(Collision(HOLDS_FIELD, ours, base, None, ours))
        return False
    mark_block(ours, DELETED, merge.pen)
    merge.carried += 1
    return True


def _at_home(theirs: Element, ours: Element, merge: Merge) -> None:
    """Remembers where theirs is now, down to the paragraphs in the cells of a row."""
    merge.homes[theirs] = ours
    if theirs.tag == TR:
        for one, other in zip(cells_of(theirs), cells_of(ours), strict=False):
            pairs = zip(block_elements(one), block_elements(other), strict=False)
            merge.homes.update(pairs)


def home_of(
    paragraph: Element | None, order: Sequence[Element], merge: Merge
) -> Element | None:
    """The paragraph of the result that stands where this one of theirs did, or the one before it."""
    at = next((n for n, p in enumerate(order) if p is paragraph), -1)
    for n in range(at, -1, -1):
        home = merge.homes.get(order[n])
        if home is not None and home.tag == P:
            return home
    return None
