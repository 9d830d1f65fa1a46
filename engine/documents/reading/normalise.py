"""Walks once through a part of a Word file: its lines with their places, its fields, what is hidden.

What a program rewrites when it saves a file unchanged is not in the lines: how text is cut into runs,
page numbers, white space, empty paragraphs, bookmarks and the marks of spelling.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from engine.documents.reading.text_collector import PAGE, Listener
from engine.documents.text.filled_controls import FilledControl
from engine.documents.text.visibility import Looks
from engine.documents.word.fieldcodes import COUNTED, field_name
from engine.documents.word.wordml import RUN, TBL, TC, TR, Element, P, T, W, piece_text

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OWN_SPACES = "http://schemas.microsoft.com/office/"  # what Word adds to the standard, it reads
PICTURE, NOTE = "[picture]", "[note]"
TEXT_BOX = f"{W}txbxContent"
# Nothing that a person reads stands in these.
SILENT = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr"),
        *("sectPr", "proofErr", "lastRenderedPageBreak", "delText", "smartTagPr"),
        *("customXmlPr", "fldData", "ffData", "softHyphen"),
    )
)


@dataclass(slots=True)
class Walk:
    """`label` is the part in a person's words; `marks` are its tracked rows, cells and paragraph ends."""

    label: str
    looks: Looks | None = None
    marks: Mapping[Element, set[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    heard: Listener = field(default_factory=Listener)
    place: str = ""
    tables: int = 0
    row: int = 0
    cell: int = 0

    def through(self, element: Element) -> "Walk":
        self.heard.looks = self.looks
        self.place = self.place or self.label
        self.walk(element)
        return self

    def walk(self, element: Element) -> None:
        for child in element:
            act = ACTS.get(child.tag, _other)
            if act is not None:
                act(self, child)


def _other(walk: Walk, element: Element) -> None:
    if text := piece_text(element):
        walk.heard.say(text)
    else:
        walk.walk(element)


def _paragraph(walk: Walk, element: Element) -> None:
    heard = walk.heard
    outer, heard.line = heard.line, [*heard.unmarked]
    heard.unmarked.clear()
    heard.depth += 1
    walk.walk(element)
    heard.depth -= 1
    _write(walk, heard.line)
    heard.line = outer
    if heard.open or heard.veiled:
        heard.end_paragraph(touched=element in walk.marks)


def _write(walk: Walk, line: Sequence[str | FilledControl]) -> None:
    if not line:
        return
    pieces = [piece if isinstance(piece, str) else f"[{piece.name}]" for piece in line]
    if text := " ".join("".join(pieces).replace("\u00ad", "").split()):
        walk.lines.append(f"{walk.place}| {text}")


def tracked_marks(root: Element) -> dict[Element, set[str]]:
    """Rows, cells and paragraphs that came or went as a whole, with what became of them."""
    found: dict[Element, set[str]] = {}
    for mark in root.iter(*CHANGES):
        at = mark.getparent()
        while at is not None and at.tag in {f"{W}rPr", *PROPERTIES}:
            outer = at.getparent()
            if outer is not None and at.tag in PROPERTIES:
                found.setdefault(outer, set()).add(str(mark.tag))
            at = outer
    return found


def _run(walk: Walk, element: Element) -> None:
    outer, walk.heard.run = walk.heard.run, element
    for child in element:
        if child.tag == T:  # nearly always, so it is not looked up
            walk.heard.say(child.text or "")
        elif (act := ACTS.get(child.tag, _other)) is not None:
            act(walk, child)
    walk.heard.run = outer


def _text(walk: Walk, element: Element) -> None:
    walk.heard.say(element.text or "")


def _table(walk: Walk, element: Element) -> None:
    walk.tables += 1
    outer = walk.place, walk.row, walk.cell
    around = "" if walk.place == "body" else f"{walk.place}, "
    walk.place, walk.row = f"{around}table {walk.tables}", 0
    walk.walk(element)
    walk.place, walk.row, walk.cell = outer


def _row(walk: Walk, element: Element) -> None:
    kinds = walk.marks.get(element, NO_MARKS)
    walk.row += not kinds & DELETED
    walk.cell = 0
    _changed(walk, element, kinds)


def _cell(walk: Walk, element: Element) -> None:
    walk.cell += 1
    outer, cell = walk.place, walk.cell
    walk.place = f"{outer}, row {walk.row}, cell {cell}"
    _changed(walk, element, walk.marks.get(element, NO_MARKS))
    walk.place, walk.cell = outer, cell


def _change(walk: Walk, element: Element) -> None:
    _changed(walk, element, {str(element.tag)})


def _changed(walk: Walk, element: Element, kinds: Set[str]) -> None:
    if not kinds:
        walk.walk(element)
        return
    heard = walk.heard
    if heard.open and next(element.iter(RUN), None) is not None:
        heard.touch()
    outer = heard.touched, heard.gone
    heard.touched = heard.touched or bool(kinds & CHANGES)
    heard.gone = heard.gone or bool(kinds & DELETED)
    walk.walk(element)
    heard.touched, heard.gone = outer


def _control(walk: Walk, element: Element) -> None:
    heard = walk.heard
    control, own = heard.begin_control(element.find(f"{W}sdtPr"))
    walk.walk(element)
    if control is not None and own:
        heard.end(control)
    if control in heard.unmarked:
        heard.unmarked.remove(control)
        _write(walk, [control])


def _bookmark(walk: Walk, element: Element) -> None:
    walk.heard.begin_bookmark(str(element.get(f"{W}name", "")), str(element.get(f"{W}id", "")))


def _bookmark_end(walk: Walk, element: Element) -> None:
    walk.heard.end_bookmark(str(element.get(f"{W}id", "")))


def _comment(walk: Walk, element: Element) -> None:
    identity = str(element.get(f"{W}id", ""))
    if element.tag == f"{W}commentRangeEnd":
        walk.heard.hanging.pop(identity, None)
    else:
        walk.heard.begin_anchor(identity, element)
        if element.tag == f"{W}commentReference":
            walk.heard.hanging.pop(identity, None)


def _code_turns(walk: Walk, element: Element) -> None:
    walk.heard.code_turns(str(element.get(f"{W}fldCharType", "")))


def _code(walk: Walk, element: Element) -> None:
    if walk.heard.codes and not walk.heard.codes[-1].shows:
        walk.heard.codes[-1].text.append(element.text or "")


def _simple_field(walk: Walk, element: Element) -> None:
    if field_name(str(element.get(f"{W}instr", ""))) in COUNTED:
        walk.heard.say(PAGE)
    else:
        walk.walk(element)


def _drawn(walk: Walk, element: Element) -> None:
    boxes = list(element.iter(TEXT_BOX, f"{MC}AlternateContent"))
    if not boxes:
        walk.heard.say(PICTURE)
        return
    outer = walk.place, walk.row, walk.cell
    walk.place = f"{outer[0]}, text box"
    walk.walk(element)
    walk.place, walk.row, walk.cell = outer


def _alternatives(walk: Walk, element: Element) -> None:
    """The one branch that Word shows."""
    for choice in element.iterfind(f"{MC}Choice"):
        spaces = (choice.nsmap.get(p) for p in str(choice.get("Requires", "")).split())
        if all(space and space.startswith(OWN_SPACES) for space in spaces):
            walk.walk(choice)
            return
    for fallback in element.iterfind(f"{MC}Fallback"):
        walk.walk(fallback)


def _note(walk: Walk, _element: Element) -> None:
    walk.heard.say(NOTE)


def _symbol(walk: Walk, element: Element) -> None:
    code = str(element.get(f"{W}char", ""))
    walk.heard.say(f"[symbol {code}]")


NO_MARKS: frozenset[str] = frozenset()
PROPERTIES = frozenset(f"{W}{name}" for name in ("pPr", "trPr", "tcPr"))
DELETED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "cellDel"))
CHANGES = DELETED | {f"{W}{name}" for name in ("ins", "moveTo", "cellIns", "cellMerge")}
ACTS: Mapping[object, Callable[[Walk, Element], None] | None] = {
    **dict.fromkeys(SILENT),
    P: _paragraph,
    RUN: _run,
    T: _text,
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t": _text,
    TBL: _table,
    TR: _row,
    TC: _cell,
    **dict.fromkeys((f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")), _change),
    f"{W}sdt": _control,
    f"{W}bookmarkStart": _bookmark,
    f"{W}bookmarkEnd": _bookmark_end,
    **dict.fromkeys(
        (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"), _comment
    ),
    f"{W}fldChar": _code_turns,
    f"{W}instrText": _code,
    f"{W}fldSimple": _simple_field,
    **dict.fromkeys((f"{W}{name}" for name in ("drawing", "pict", "object")), _drawn),
    f"{MC}AlternateContent": _alternatives,
    **dict.fromkeys((f"{W}footnoteReference", f"{W}endnoteReference"), _note),
    f"{W}sym": _symbol,
}
