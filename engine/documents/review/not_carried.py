"""Finds what a reviewer put in that cannot be brought into another file, and sets it aside to be told."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from engine.documents.reading.normalise import MC, TEXT_BOX
from engine.documents.review.hidden_text import FORMULA
from engine.documents.text.blocks import readable
from engine.documents.text.inline_units import NOTE, PORTABLE, SILENT, whole_units
from engine.documents.word.editable import EditableDocument
from engine.documents.word.wordml import RUN, Element, P, R, T, W, nearest_ancestor

ENDNOTE, LINK = f"{W}endnoteReference", f"{W}hyperlink"
ALTERNATIVES, CHOICE = f"{MC}AlternateContent", f"{MC}Choice"
DRAWN = (f"{W}drawing", f"{W}pict", ALTERNATIVES)
# At least one of these is in whatever is told. Asked first: it is quick, and nearly always none is.
SIGNS = (*DRAWN, NOTE, ENDNOTE, LINK, FORMULA, *(f"{W}{n}" for n in ("object", "ruby")))
NAMES = {
    NOTE: "a footnote",
    ENDNOTE: "an endnote",
    LINK: "the address of a link",
    FORMULA: "a formula",
    f"{W}object": "an embedded file",
}
NO_TEXT = "something that is no text"
TEXT_OF_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
GRAPHICS = {"picture": "a picture", "chart": "a chart", "chartex": "a chart"}
GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
PUT_IN, CHANGED = "put in", "changed"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not brought, in a person's words; `says` is its text where it has any."""

    paragraph: Element  # of theirs
    what: str
    how: str
    says: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a story points to in its file: addresses by the id of the link, the text of notes by their id."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Thing:
    """`sort` is what it may have been before: one program saves a drawing as a picture."""

    paragraph: Element
    element: Element
    sort: str
    name: str
    says: str = ""

    @property
    def inside(self) -> bool:
        """Whether it counts as a part of the line: links and formulas stand beside the runs."""
        return self.element.tag not in {LINK, FORMULA}


def beside(word: EditableDocument, root: Element) -> Beside:
    top = root.getroottree().getroot()
    part = next(name for name, each in word.roots.items() if each is top)
    links = word.package.links_from(part)
    addresses = {link.id: link.target for link in links if link.kind == "hyperlink"}
    return Beside(addresses, dict(_notes(word)))


def _notes(word: EditableDocument) -> Iterator[tuple[tuple[str, str], str]]:
    for tag, kind in ((NOTE, "footnotes"), (ENDNOTE, "endnotes")):
        root = word.part(kind)
        for note in root if root is not None else ():
            yield (tag, str(note.get(f"{W}id"))), text_of_note(note)


def text_of_note(note: Element) -> str:
    return " ".join(filter(None, (readable(p) for p in note.iter(P))))


def set_aside(base: Element | None, theirs: Element, both: Sequence[Beside]) -> list[LeftOut]:
    """What theirs has and base has not. Changes `theirs`: what is new goes, what changed is as in base."""
    if next(theirs.iter(*SIGNS), None) is None:
        return []
    had = list(_things(base, both[0])) if base is not None else []
    new = []
    for thing in list(_things(theirs, both[1])):
        same = next((o for o in had if (o.sort, o.says) == (thing.sort, thing.says)), None)
        if same is None:
            new.append(thing)
        else:
            had.remove(same)
            _as_before(thing, same)
    return [left for thing in new if (left := _left_out(thing, had)) is not None]


def _left_out(thing: _Thing, had: list[_Thing]) -> LeftOut | None:
    old = next((o for o in had if o.sort == thing.sort), None)
    if old is not None:
        had.remove(old)
    if old is not None and thing.element.tag in {NOTE, ENDNOTE}:
        return None  # its text changed; that is told of all notes at once
    _as_before(thing, old)
    if thing.element.tag == LINK and _spelled_out(thing):
        return None
    says = "" if thing.element.tag == LINK else thing.says
    return LeftOut(thing.paragraph, thing.name, PUT_IN if old is None else CHANGED, says)


def _as_before(thing: _Thing, old: _Thing | None) -> None:
    """Programs describe the same picture in different ways, and the line must read as it did."""
    parent = thing.element.getparent()
    if not thing.inside or parent is None:
        return
    if old is None:
        parent.remove(thing.element)
    else:
        parent.replace(thing.element, deepcopy(old.element))


def _spelled_out(link: _Thing) -> bool:
    """The words of the link are its address: nothing is lost."""
    words = "".join(t.text or "" for t in link.element.iter(T))
    return _plain(words) == link.says


def _plain(address: str) -> str:
    """However a program writes it."""
    address = address.strip().casefold().removesuffix("/")
    for scheme in ("mailto:", "https://", "http://"):
        address = address.removeprefix(scheme)
    return address


def alike(one: Element, other: Element) -> bool:
    """Whether two read the same, wherever in its line a picture stands."""
    return _loosely(one) == _loosely(other)


def _loosely(element: Element) -> list[tuple[str, list[str]]]:
    found = []
    for paragraph in _lines(element):
        line = whole_units(paragraph, values=True)
        words = "".join(unit.key for unit in line if not unit.bound)
        found.append((words, sorted(unit.key for unit in line if unit.bound)))
    return found


def _lines(element: Element) -> Iterator[Element]:
    """Its paragraphs, but for those of a text box, which is one thing."""
    return (p for p in element.iter(P) if nearest_ancestor(p, RUN) is None)


def _things(element: Element, where: Beside) -> Iterator[_Thing]:
    for paragraph in _lines(element):
        for unit in whole_units(paragraph, values=True):
            for part in () if unit.value else unit.parts:
                if part.child is not None and part.child.tag not in PORTABLE | SILENT:
                    yield _thing(paragraph, part.child, where)
        for each in paragraph.iter(LINK, FORMULA):
            if nearest_ancestor(each, P) is paragraph and nearest_ancestor(each, RUN) is None:
                yield _thing(paragraph, each, where)


def _thing(paragraph: Element, element: Element, where: Beside) -> _Thing:
    name = NAMES.get(str(element.tag), "")
    if element.tag == LINK:
        target = where.addresses.get(str(element.get(f"{R}id")), "")
        says = _plain(target) or f"#{element.get(f'{W}anchor')}"
        return _Thing(paragraph, element, name, name, says)
    if element.tag in {NOTE, ENDNOTE}:
        says = where.notes.get((str(element.tag), str(element.get(f"{W}id"))), "")
        return _Thing(paragraph, element, name, name, says)
    if element.tag == FORMULA:
        says = "".join(t.text or "" for t in element.iter(TEXT_OF_FORMULA))
        return _Thing(paragraph, element, name, name, says)
    if next(element.iter(TEXT_BOX), None) is not None:
        return _Thing(paragraph, element, TEXT_BOX, "a text box", _text_of_box(element))
    return _Thing(paragraph, element, NO_TEXT, name or _drawn(element))


def _text_of_box(element: Element) -> str:
    """Once, though it may be drawn in two ways."""
    shown = next(element.iter(CHOICE), element)
    boxes = list(shown.iter(TEXT_BOX)) or list(element.iter(TEXT_BOX))
    return " ".join(filter(None, (readable(p) for box in boxes for p in box.iter(P))))


def _drawn(element: Element) -> str:
    if element.tag not in DRAWN:
        return NO_TEXT
    if next(element.iter(IMAGE), None) is not None:
        return "a picture"
    kinds = [str(g.get("uri")).rpartition("/")[2] for g in element.iter(GRAPHIC)]
    return next((GRAPHICS[kind] for kind in kinds if kind in GRAPHICS), "a drawing")
