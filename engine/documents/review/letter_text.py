"""The letter of a version that people had a hand in: what they changed of it, without the approval block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from engine.core.values.errors import EngineError
from engine.documents.review.fitting import fitting
from engine.documents.review.merge_comments import ENGINE
from engine.documents.review.not_carried import beside
from engine.documents.review.threeway import Merge, merge_containers
from engine.documents.review.tracked import DELETED, INSERTED, Pen
from engine.documents.text.blocks import (
    ComparisonMode,
    block_elements,
    exact,
    matches,
    readable,
)
from engine.documents.word.editable import EditableDocument, open_word
from engine.documents.word.wordml import Element

READING = ComparisonMode(values=True, styles=False)
ANY_DAY = "2000-01-01T00:00:00Z"  # of marks that are accepted before anybody sees them

Pairs = Sequence[tuple[Element | None, Element | None]]


class OtherTextError(EngineError):
    """The letter would not say what the review copy says: it is not made."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """The letter, and what people wrote into the approval block, which is no part of it."""

    content: bytes
    beside: tuple[str, ...] = ()


def letter_of(drawn: bytes, review: bytes, letter: bytes) -> LetterText:
    """`letter` with what people changed between `drawn` and `review`, both review copies of our making.

    `drawn` and `letter` are one brief's: what only `drawn` has is the approval block. Tracked changes
    count as accepted, comments stay behind. Raises OtherTextError where the letter would not say,
    block for block, what the review copy says outside of that block.
    """
    old, their, new = (open_word(each, own=True) for each in (drawn, review, letter))
    apart = _block_taken_out(old.body, their.body, new.body)
    wanted = [exact(each, READING) for each in block_elements(their.body)]
    only_here = _only_in_letter(old.body, new.body)
    pen = _pen(their, new)
    for old_root, their_root, root in _stories(old, their, new):
        merge = Merge(pen, (beside(old, old_root), beside(their, their_root)))
        merge_containers(old_root, their_root, root, merge)
    made = open_word(new.written(), own=True)
    said = [exact(each, READING) for each in block_elements(made.body)]
    if not _same_but_for(said, wanted, only_here):
        raise OtherTextError("the letter would not say what the review copy says")
    return LetterText(made.written(), apart)


def _pen(their: EditableDocument, new: EditableDocument) -> Pen:
    return Pen(
        ENGINE, ANY_DAY, count(new.numbers_from()), kept=DELETED, brought=INSERTED,
        reading=READING, fit=fitting(their, new),
    )  # fmt: skip


def _stories(
    old: EditableDocument, their: EditableDocument, new: EditableDocument
) -> Iterator[tuple[Element, Element, Element]]:
    yield old.body, their.body, new.body
    olds, theirs = dict(old.around()), dict(their.around())
    for use, root in new.around():
        if use in olds and use in theirs:
            yield olds[use], theirs[use], root


def _block_taken_out(old: Element, their: Element, new: Element) -> tuple[str, ...]:
    """Takes the approval block out of both review copies; gives what people wrote into it."""
    olds = block_elements(old)
    to_letter = matches(olds, block_elements(new), READING)
    block = {one for one, other in to_letter if one is not None and other is None}
    to_theirs = matches(olds, block_elements(their), READING)
    inside = [
        (one, other)
        for one, other in to_theirs
        if one is not None and other is not None and one in block
    ]
    written = [*_written_inside(to_theirs, block)]
    written += _put_again(to_theirs, block, written)
    told = [
        readable(other) for one, other in inside if exact(one, READING) != exact(other, READING)
    ]
    told += [readable(each) for each in written]
    for element in (*block, *(other for _, other in inside), *written):
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    return tuple(text for text in told if text)


def _put_again(pairs: Pairs, block: set[Element], known: list[Element]) -> Iterator[Element]:
    """What stands elsewhere in theirs and says just what a piece of the block says: pasted or moved.

    Its fields do not count: one that stands there twice is no field any more.
    """
    says = {_words(each) for each in block} - {()}
    for one, other in pairs:
        if one is not None or other is None or other in known:
            continue
        if _words(other) in says:
            yield other


def _words(element: Element) -> tuple[str, ...]:
    return tuple(readable(element).translate({ord("…"): " ", ord("|"): " "}).split())


def _written_inside(pairs: Pairs, block: set[Element]) -> Iterator[Element]:
    """What stands alone in theirs, where it stands between two pieces of the block or in the place of one.

    In the place of one that is gone: as many as are gone, counted from the side of the block.
    """
    runs = [[*some] for _, some in groupby(pairs, key=lambda pair: None in pair)]
    for at, run in enumerate(runs):
        if None in run[0]:
            gone = [one for one, _ in run if one is not None]
            new = [other for _, other in run if other is not None]
            before = at > 0 and runs[at - 1][-1][0] in block
            after = at + 1 < len(runs) and runs[at + 1][0][0] in block
            yield from _of_the_block(gone, new, block, before=before, after=after)


def _of_the_block(
    gone: list[Element], new: list[Element], block: set[Element], *, before: bool, after: bool
) -> list[Element]:
    if before and after:
        return new
    lost = [one in block for one in gone]
    many = sum(lost)
    if not many:
        return []
    if after:
        return new[max(0, len(new) - many) :]
    first = 0 if before else lost.index(True)
    return new[first : first + many]


def _only_in_letter(old: Element, new: Element) -> list[str]:
    """What the template says in the letter alone. The block is taken out of `old` already."""
    pairs = matches(block_elements(old), block_elements(new), READING)
    return [exact(other, READING) for one, other in pairs if one is None and other is not None]


def _same_but_for(said: Sequence[str], wanted: Sequence[str], only: Sequence[str]) -> bool:
    """Whether `said` is `wanted` with these put in, in this order."""
    rest, waiting = [*only], [*wanted]
    for text in said:
        if waiting and text == waiting[0]:
            waiting.pop(0)
        elif rest and text == rest[0]:
            rest.pop(0)
        else:
            return False
    return not waiting and not rest
