"""Footnotes of two versions: those of references that met are compared, others come and go with theirs."""

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.documents.review.tracked import Pen, brought_block, wrap_runs
from engine.documents.review.tracked_diff import mark_differences
from engine.documents.word.editable import EditableDocument
from engine.documents.word.metadata import XML_HEAD
from engine.documents.word.wordml import RUN, Element, P, W, serialised

ID = f"{W}id"
PART = "word/footnotes.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@dataclass(frozen=True, slots=True)
class Notes:
    """Brings the footnotes of `old` that only deleted text points to into `new`."""

    old: EditableDocument
    new: EditableDocument

    @property
    def any(self) -> bool:
        return any(word.part("footnotes") is not None for word in (self.old, self.new))

    def bring(self, reference: Element, pen: Pen) -> Element | None:
        """The reference as it must read in `new`, or None when its note is nowhere."""
        note = _by_id(self.old.part("footnotes"), reference)
        if note is None:
            return None
        home = self._home()
        made = etree.SubElement(home, note.tag, {ID: str(_next_id(home))})
        for paragraph in note.iter(P):
            made.append(_brought(paragraph, pen))
        pointing = deepcopy(reference)
        pointing.set(ID, str(made.get(ID)))
        return pointing

    def _home(self) -> Element:
        """The part that holds footnotes; made of the old one's separators where there is none."""
        home = self.new.part("footnotes")
        if home is None:
            home = self.new.roots.get(PART)
        if home is not None:
            return home
        old = self.old.part("footnotes")
        home = deepcopy(old) if old is not None else etree.Element(f"{W}footnotes")
        for note in list(home):
            if note.get(f"{W}type") is None:
                home.remove(note)
        content = (XML_HEAD + serialised(home)).encode()
        return self.new.add_part(PART, "footnotes", CONTENT_TYPE, content)

    def mark(self, pen: Pen) -> None:
        """Once all else is marked: compares the notes of references that met."""
        home = self.new.part("footnotes")
        for kept, other in pen.met:
            note = _by_id(home, kept)
            beside = _by_id(self.old.part("footnotes"), other)
            if note is not None and beside is not None:
                mark_differences(note, beside, pen)
            elif note is not None:
                for paragraph in note.iter(P):
                    wrap_runs(paragraph, pen.kept, pen)


def _brought(paragraph: Element, pen: Pen) -> Element:
    """All of its text; its own mark stays, for a note without reference goes by itself."""
    made = brought_block(paragraph, pen)
    look = made.find(f"{W}pPr/{W}rPr")
    mark = look.find(f"{W}{pen.brought}") if look is not None else None
    if look is not None and mark is not None:
        look.remove(mark)
    sign = next((r for r in paragraph.iter(RUN) if r.find(f"{W}footnoteRef") is not None), None)
    if sign is not None:
        made.insert(1, deepcopy(sign))
    return made


def _by_id(home: Element | None, reference: Element | None) -> Element | None:
    if home is None or reference is None:
        return None
    return next((n for n in home if n.get(ID) == reference.get(ID)), None)


def _next_id(home: Element) -> int:
    ids = [str(note.get(ID)) for note in home]
    return max([int(i) for i in ids if i.isdecimal() and len(i) < 10], default=0) + 1
