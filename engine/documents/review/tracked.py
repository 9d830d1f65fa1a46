"""Writes tracked changes the way Word does: on runs, on the marks of paragraphs, on table rows."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from engine.documents.text.blocks import ComparisonMode, cells_of, rows_of, within
from engine.documents.text.inline_units import (
    CONTENT,
    INSIDE,
    INSTRUCTION,
    NOTE,
    PORTABLE,
    R_PR,
    SDT,
    SILENT,
    VEIL,
    InlineUnit,
    RunPart,
    units,
    whole_units,
)
from engine.documents.word.wordml import RUN, TBL, TR, XML_SPACE, Element, P, T, W

INSERTED, DELETED = "ins", "del"
P_PR, TR_PR = f"{W}pPr", f"{W}trPr"
RUNS = frozenset({RUN, f"{VEIL}r"})  # the hidden run of a paragraph goes with it
DELETED_TEXT = {T: f"{W}delText", INSTRUCTION: f"{W}delInstrText"}
PRESERVED = {XML_SPACE: "preserve"}
AFTER_MARK = (f"{W}sectPr", f"{W}pPrChange")


def unchanged(_: Element) -> None:
    """What is brought looks as it did where it came from."""


def leave_out(_: Element, __: "Pen") -> None:
    """What points to another part of its file is not brought."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Who marks, when, and which way: what only the kept file has, and what is brought into it."""

    author: str
    when: str  # as Word writes an instant
    numbers: Iterator[int]
    kept: str  # INSERTED or DELETED
    brought: str
    reading: ComparisonMode
    fit: Callable[[Element], None] = unchanged  # makes a brought paragraph's or run's look fit
    note: Callable[[Element, "Pen"], Element | None] = (
        leave_out  # what a brought footnote becomes
    )
    notes: bool = False  # whether either file has footnotes
    met: list[tuple[Element | None, Element | None]] = field(default_factory=list)  # footnotes

    def mark(self, kind: str) -> Element:
        values = {
            f"{W}id": str(next(self.numbers)),
            f"{W}author": self.author,
            f"{W}date": self.when,
        }
        return etree.Element(f"{W}{kind}", values)

    def units(self, paragraph: Element) -> list[InlineUnit]:
        return units(paragraph, values=self.reading.values)


def run_of(parts: list[RunPart]) -> Element:
    """A run of its own that holds these parts of one run, in its look."""
    made = etree.Element(RUN)
    look = parts[0].run.find(R_PR)
    if look is not None:
        made.append(deepcopy(look))
    for n, part in enumerate(parts):
        if part.text and n and parts[n - 1].text and parts[n - 1].child is part.child:
            made[-1].text = (made[-1].text or "") + part.text
        elif part.text:
            etree.SubElement(made, T, PRESERVED).text = part.text
        elif part.child is not None:
            made.append(deepcopy(part.child))
    return made


def delete_text(run: Element) -> None:
    for child in run:
        if child.tag in DELETED_TEXT:
            child.tag = DELETED_TEXT[str(child.tag)]


def brought_runs(line: list[InlineUnit], pen: Pen) -> Element | None:
    """These units as one tracked change, or None when nothing of them can be brought."""
    parts = [
        kept
        for unit in line
        if not unit.value
        for part in unit.parts
        if (kept := _portable(part, pen)) is not None
    ]
    if not parts:
        return None
    mark = pen.mark(pen.brought)
    start = 0
    for n in range(1, len(parts) + 1):
        if n == len(parts) or parts[n].run is not parts[start].run:
            run = run_of(parts[start:n])
            if pen.brought == DELETED:
                delete_text(run)
            pen.fit(run)
            mark.append(run)
            start = n
    return mark


def _portable(part: RunPart, pen: Pen) -> RunPart | None:
    if part.child is None or part.child.tag in SILENT:
        return None
    if part.child.tag == NOTE:
        note = pen.note(part.child, pen)
        return None if note is None else RunPart(part.run, note)
    return part if part.child.tag in PORTABLE else None


def mark_paragraph(paragraph: Element, kind: str, pen: Pen) -> None:
    """The whole paragraph, its runs and its mark."""
    pen.met.extend((note, None) for note in paragraph.iter(NOTE))
    wrap_runs(paragraph, kind, pen)
    mark_end(paragraph, kind, pen)


def wrap_runs(parent: Element, kind: str, pen: Pen) -> None:
    """Runs that stand side by side share one mark; controls and links keep theirs inside."""
    mark: Element | None = None
    for child in list(parent):
        if child.tag in RUNS:
            if mark is None:
                mark = pen.mark(kind)
                child.addprevious(mark)
            mark.append(child)
            if kind == DELETED:
                delete_text(child)
            continue
        mark = None
        inner = child.find(CONTENT) if child.tag == SDT else child
        if inner is not None and (child.tag == SDT or child.tag in INSIDE):
            wrap_runs(inner, kind, pen)


def mark_end(paragraph: Element, kind: str, pen: Pen) -> None:
    """The paragraph's mark: with it the paragraph itself comes or goes."""
    properties = paragraph_properties(paragraph)
    look = properties.find(R_PR)
    if look is None:
        look = etree.Element(R_PR)
        later = [c for c in properties if c.tag in AFTER_MARK]
        if later:
            later[0].addprevious(look)
        else:
            properties.append(look)
    look.insert(0, pen.mark(kind))


def paragraph_properties(paragraph: Element) -> Element:
    properties = paragraph.find(P_PR)
    if properties is None:
        properties = etree.Element(P_PR)
        paragraph.insert(0, properties)
    return properties


def mark_row(row: Element, kind: str, pen: Pen) -> None:
    """The row and all it holds, tables inside it too."""
    _mark_row_itself(row, kind, pen)
    for cell in cells_of(row):
        for element in within(cell, P, TBL):
            mark_block(element, kind, pen)


def _mark_row_itself(row: Element, kind: str, pen: Pen) -> None:
    properties = row.find(TR_PR)
    if properties is None:
        properties = etree.Element(TR_PR)
        at = 1 if len(row) and row[0].tag == f"{W}tblPrEx" else 0
        row.insert(at, properties)
    properties.append(pen.mark(kind))


def mark_block(element: Element, kind: str, pen: Pen) -> None:
    if element.tag == P:
        mark_paragraph(element, kind, pen)
    elif element.tag == TR:
        mark_row(element, kind, pen)
    else:
        for row in rows_of(element):
            mark_row(row, kind, pen)


def brought_block(element: Element, pen: Pen) -> Element:
    """A copy that is marked as a whole, without what points to other parts of its file."""
    if element.tag == P:
        return _brought_paragraph(element, pen)
    made = etree.Element(element.tag)
    for child in element:
        if child.tag in {f"{W}tblPr", f"{W}tblGrid", f"{W}tblPrEx", TR_PR}:
            made.append(deepcopy(child))
    pen.fit(made)
    if element.tag == TBL:
        made.extend(brought_block(row, pen) for row in rows_of(element))
        return made
    made.extend(_brought_cell(cell, pen) for cell in cells_of(element))
    _mark_row_itself(made, pen.brought, pen)
    return made


def _brought_cell(cell: Element, pen: Pen) -> Element:
    made = etree.Element(cell.tag)
    look = cell.find(f"{W}tcPr")
    if look is not None:
        made.append(deepcopy(look))
    made.extend(brought_block(inner, pen) for inner in within(cell, P, TBL))
    return made


def _brought_paragraph(paragraph: Element, pen: Pen) -> Element:
    made = etree.Element(P)
    look = paragraph.find(P_PR)
    if look is not None:
        look = deepcopy(look)
        for section in look.findall(f"{W}sectPr"):  # its headers belong to the other file
            look.remove(section)
        made.append(look)
    pen.fit(made)
    runs = brought_runs(whole_units(paragraph, values=pen.reading.values), pen)
    if runs is not None:
        made.append(runs)
    mark_end(made, pen.brought, pen)
    return made
