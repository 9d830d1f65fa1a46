"""The tracked changes of a Word file that nobody has accepted or rejected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.core.record.returned import Change
from engine.documents.word.fieldcodes import TRACKED
from engine.documents.word.place import every_place, paragraph_at, place_of
from engine.documents.word.wordml import TC, TR, Element, P, T, W, piece_text, runs, text_of

KINDS = {
    **dict.fromkeys(("ins", "cellIns", "customXmlInsRangeStart"), "inserted"),
    **dict.fromkeys(("del", "cellDel", "customXmlDelRangeStart"), "deleted"),
    **dict.fromkeys(("moveFrom", "moveTo"), "moved"),
}
FORMATTED = "formatted"
MARK = "¶"  # the end of a paragraph, as Word shows it
ROW, CELL, FRAME = "a table row", "a table cell", "a field"


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of text in reading order. `kind` is empty where nothing is tracked."""

    kind: str
    author: str
    text: str
    at: Element


def tracked(root: Element) -> bool:
    return next(root.iter(*(f"{W}{name}" for name in TRACKED)), None) is not None


def changes_of(root: Element, part: str, headings: Mapping[str, int]) -> list[Change]:
    """In reading order, formatting last. What one person did without a gap is one change."""
    steps = [*_joined(_steps(root)), *_formatted(root), *_frames(root)]
    known = every_place(
        root, part, headings, {p for step in steps if (p := paragraph_at(step.at)) is not None}
    )
    found: dict[Change, None] = {}
    for step in steps:
        where = place_of(step.at, known, part)
        found.setdefault(Change(step.kind, step.author, step.text.strip(), where))
    moved = {(c.author, c.text) for c in found if c.kind == "moved"}
    return [c for c in found if not _left_behind(c, moved)]


def _left_behind(change: Change, moved: set[tuple[str, str]]) -> bool:
    """The second of the two places a moved text is in: said once, it is not said again."""
    key = (change.author, change.text)
    if change.kind != "moved" or key in moved:
        moved.discard(key)
        return False
    return True


def _joined(steps: Iterable[_Step]) -> Iterator[_Step]:
    last: _Step | None = None
    for step in steps:
        if last and (step.kind, step.author) == (last.kind, last.author):
            last = _Step(last.kind, last.author, last.text + step.text, last.at)
            continue
        if last and last.kind:
            yield last
        last = step
    if last and last.kind:
        yield last


def _steps(root: Element) -> Iterator[_Step]:
    last: Element | None = None
    for element in _changed(root):
        if element.tag == P:
            if element.getprevious() is not last:
                yield _Step("", "", "", element)
            yield from _paragraph_steps(element)
            last = element
        else:
            what = (f"{W}trPr", ROW) if element.tag == TR else (f"{W}tcPr", CELL)
            yield from _whole(element, *what)


def _changed(root: Element) -> dict[Element, None]:
    """The paragraphs, rows and cells that hold a mark, in their order."""
    found: dict[Element, None] = {}
    for mark in root.iter(*(f"{W}{name}" for name in KINDS)):
        at = mark.getparent()
        while at is not None and at.tag not in {P, TR, TC}:
            at = at.getparent()
        if at is not None:
            found[at] = None
        if at is None or at.tag != P:
            found |= dict.fromkeys(
                mark.iter(P)
            )  # around whole paragraphs, as some programs write
    return found


def _whole(element: Element, properties: str, what: str) -> Iterator[_Step]:
    """A row or cell that came or went. Its text is said with it."""
    for mark in element.iterfind(f"{properties}/*"):
        kind = KINDS.get(etree.QName(mark).localname, "")
        if kind:
            text = " ".join(text_of(p) for p in element.iter(P)).strip()
            yield _Step("", "", "", element)
            yield _Step(kind, _author(mark), f"{what}: {text}" if text else what, element)
            yield _Step("", "", "", element)


def _paragraph_steps(paragraph: Element) -> Iterator[_Step]:
    for run in runs(paragraph):
        text = "".join(_shown(child) for child in run)
        if not text:
            continue
        mark = _mark_around(run)
        if mark is None:
            yield _Step("", "", text, paragraph)
        else:
            yield _Step(KINDS[etree.QName(mark).localname], _author(mark), text, paragraph)
    for mark in paragraph.iterfind(f"{W}pPr/{W}rPr/*"):
        kind = KINDS.get(etree.QName(mark).localname)
        if kind:
            yield _Step(kind, _author(mark), MARK, paragraph)
            return
    yield _Step("", "", "", paragraph)


def _shown(child: Element) -> str:
    return child.text or "" if child.tag in {T, f"{W}delText"} else piece_text(child)


def _mark_around(run: Element) -> Element | None:
    """The innermost: what one person inserted and another deleted is deleted."""
    at = run.getparent()
    while at is not None:
        if at.tag in MARKS:
            return at
        at = at.getparent()
    return None


def _formatted(root: Element) -> Iterator[_Step]:
    for mark in root.iter(*(f"{W}{name}" for name in TRACKED if name not in KINDS)):
        if etree.QName(mark).localname in {"cellMerge", "tblGridChange", "sectPrChange"}:
            yield _Step(FORMATTED, _author(mark), "", mark)
            continue
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        text = _text_under(owner) if owner is not None else ""
        yield _Step(FORMATTED, _author(mark), text, mark)


def _text_under(owner: Element) -> str:
    if owner.tag == f"{W}r":
        return "".join(_shown(child) for child in owner)
    return text_of(owner) if owner.tag == P else ""


def _frames(root: Element) -> Iterator[_Step]:
    """A content control that was itself put in or taken out."""
    for mark in root.iter(f"{W}customXmlInsRangeStart", f"{W}customXmlDelRangeStart"):
        yield _Step(KINDS[etree.QName(mark).localname], _author(mark), FRAME, mark)


def _author(mark: Element) -> str:
    return str(mark.get(f"{W}author", ""))


MARKS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
