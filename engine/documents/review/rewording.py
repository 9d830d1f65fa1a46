"""Marks within a paragraph which words go and which arrive, and leaves all else as it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from engine.documents.review.tracked import DELETED, Pen, brought_runs, delete_text, run_of
from engine.documents.text.inline_units import (
    BOOKMARK_END,
    BOOKMARK_START,
    CONTENT,
    INSIDE,
    NOTE,
    NOTE_KEY,
    InlineUnit,
    RunPart,
    both_lines,
    control_name,
)
from engine.documents.text.word_diff import WordStretch, stretches
from engine.documents.word.wordml import Element, W


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a line is cut, and which of its units only it has."""

    starts: frozenset[int]
    only: frozenset[int]

    def together(self, one: int, other: int) -> bool:
        return one == other or other not in self.starts


def mark_words(kept: Element, other: Element, pen: Pen) -> None:
    """What only `kept` has is marked, what only `other` has is brought in. Changes `kept` in place."""
    mine, theirs = both_lines(kept, other, values=pen.reading.values)
    way = stretches(mine, theirs)
    stays = _moved(mine, theirs, way)
    only = frozenset(
        i for s in way if not s.same for i in s.left if not mine[i].value and i not in stays
    )
    starts = {at for s in way for at in (s.left.start, s.left.stop)}
    cuts = Cuts(frozenset(starts | stays | {i + 1 for i in stays}), only)
    placed = _cut_line(mine, cuts, pen)
    for stretch in way:
        if stretch.same:
            _meet(mine, theirs, stretch, pen)
        elif stretch.right:
            at = stretch.left.stop if pen.kept == DELETED else stretch.left.start
            before = placed[at - 1] if at else None
            after = placed[at] if at < len(placed) else None
            _bring(kept, before, after, [theirs[j] for j in stretch.right], pen)
    pen.met.extend((note, None) for i in sorted(only) for note in _notes(mine[i]))


def _moved(
    mine: list[InlineUnit], theirs: list[InlineUnit], way: Sequence[WordStretch]
) -> set[int]:
    """Pictures and the like of mine that only stand elsewhere in theirs: marked, they would be lost.

    One program puts what floats on the page at the start of its paragraph.
    """
    there = Counter(
        theirs[j].key for s in way if not s.same for j in s.right if theirs[j].bound
    )
    found: set[int] = set()
    for i in (i for s in way if not s.same for i in s.left if mine[i].bound):
        if there[mine[i].key]:
            there[mine[i].key] -= 1
            found.add(i)
    return found


def _meet(
    mine: list[InlineUnit], theirs: list[InlineUnit], stretch: WordStretch, pen: Pen
) -> None:
    for i, j in zip(stretch.left, stretch.right, strict=True):
        if mine[i].key == NOTE_KEY:
            pen.met.extend(zip(_notes(mine[i]), _notes(theirs[j]), strict=True))


def _notes(unit: InlineUnit) -> list[Element]:
    return [p.child for p in unit.parts if p.child is not None and p.child.tag == NOTE]


def _cut_line(line: list[InlineUnit], cuts: Cuts, pen: Pen) -> list[Element]:
    """Cuts the runs where marks begin and end. Gives for each unit the element it now stands in."""
    placed: list[Element] = [unit.parts[-1].run for unit in line]
    pieces = [(i, p) for i, unit in enumerate(line) for p in unit.parts if p.child is not None]
    for run, group in groupby(pieces, key=lambda piece: piece[1].run):
        _cut_run(run, list(group), cuts, placed, pen)
    return placed


def _cut_run(
    run: Element, pieces: list[tuple[int, RunPart]], cuts: Cuts, placed: list[Element], pen: Pen
) -> None:
    bounds = [
        n for n in range(1, len(pieces)) if not cuts.together(pieces[n - 1][0], pieces[n][0])
    ]
    for start, end in zip([0, *bounds], [*bounds, len(pieces)], strict=True):
        marked = pieces[start][0] in cuts.only
        made = run_of([part for _, part in pieces[start:end]]) if bounds else run
        if marked:
            made = _marked(made, run, pen)
        elif bounds:
            run.addprevious(made)
        for i, _ in pieces[start:end]:
            placed[i] = made
    parent = run.getparent()
    if bounds and parent is not None:
        parent.remove(run)


def _marked(made: Element, run: Element, pen: Pen) -> Element:
    """The run within a tracked change, which it shares with a marked neighbour."""
    mark = run.getprevious()
    if mark is None or mark.tag != f"{W}{pen.kept}":
        mark = pen.mark(pen.kept)
        run.addprevious(mark)
    mark.append(made)
    if pen.kept == DELETED:
        delete_text(made)
    return mark


def _bring(
    paragraph: Element,
    before: Element | None,
    after: Element | None,
    line: Sequence[InlineUnit],
    pen: Pen,
) -> None:
    """Each piece goes into the control or link it came from, if one of that name is at this place."""
    before = _end_of_bookmark(before)
    for path, group in groupby(line, key=lambda unit: unit.path):
        mark = brought_runs(list(group), pen)
        if mark is None:
            continue
        if before is not None and _path(before, paragraph) == path:
            before.addnext(mark)
        elif after is not None and _path(after, paragraph) == path:
            after.addprevious(mark)
        else:
            _put_between(paragraph, before, after, mark)
        before = mark


def _put_between(
    paragraph: Element, before: Element | None, after: Element | None, mark: Element
) -> None:
    """As far out as the two allow: behind what ends here, ahead of what begins here."""
    at = before if before is not None else after
    if at is None:
        paragraph.append(mark)
        return
    around = set(after.iterancestors()) if before is not None and after is not None else set()
    while (parent := at.getparent()) is not None and parent is not paragraph:
        if parent in around:
            break
        at = parent
    if before is not None:
        at.addnext(mark)
    else:
        at.addprevious(mark)


def _end_of_bookmark(element: Element | None) -> Element | None:
    """A field is known by the bookmark around it: behind it means behind its end."""
    if element is None or element.tag != BOOKMARK_START:
        return element
    for later in element.itersiblings(BOOKMARK_END):
        if later.get(f"{W}id") == element.get(f"{W}id"):
            return later
    return element


def _path(element: Element, paragraph: Element) -> tuple[str, ...]:
    """The controls and links between the paragraph and the element, as `Unit.path` has them."""
    found: list[str] = []
    for parent in element.iterancestors():
        if parent is paragraph:
            break
        if parent.tag == CONTENT:
            sdt = parent.getparent()
            found.append(control_name(sdt) if sdt is not None else "")
        elif parent.tag in INSIDE:
            found.append(str(parent.tag))
    return tuple(reversed(found))


def cut_out(paragraph: Element, words: str, pen: Pen) -> tuple[Element | None, Element | None]:
    """The children of the paragraph that hold just these words, or nothing where they are not there.

    Words within a tracked change or a control are not taken apart.
    """
    line = pen.units(paragraph)
    text = "".join(unit.key for unit in line)
    at = text.find(words.strip()) if words.strip() else -1
    if at < 0:
        return None, None
    bounds = [0]
    for unit in line:
        bounds.append(bounds[-1] + len(unit.key))
    first = max(n for n, bound in enumerate(bounds) if bound <= at)
    last = next(n for n, bound in enumerate(bounds) if bound >= at + len(words.strip()))
    placed = _cut_line(line, Cuts(frozenset({first, last}), frozenset()), pen)
    ends = _child(paragraph, placed[first]), _child(paragraph, placed[last - 1])
    return ends[0], _end_of_bookmark(ends[1])


def _child(paragraph: Element, element: Element) -> Element:
    for parent in (element, *element.iterancestors()):
        if parent.getparent() is paragraph:
            return parent
    return element
