"""Puts a mark in a Word part's XML where each tag stands, so that its text becomes a Jinja source."""

import re
from collections.abc import Mapping

from lxml import etree

from engine.core.diagnostic import Diagnostic
from engine.documents.line import MARK, Weave, fill, read_line, remaining
from engine.documents.paragraph import weave_paragraph
from engine.documents.place import place_of, places
from engine.documents.tags import Tag, problem, quoted_at
from engine.documents.wordml import Element, P, T

ATTRIBUTE_MARK = re.compile(rf"\[{MARK}:(\d+)\]")
ALT_TEXT = frozenset({"descr", "title"})
DRAWN_P = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def woven(root: Element, part: str, headings: Mapping[str, int]) -> Weave:
    """The part with a mark for every tag of its text. `root` is changed in place."""
    weave = Weave(root, part, places(root, part, headings))
    for paragraph in list(root.iter(P)):
        weave_paragraph(paragraph, weave)
    _weave_attributes(weave)
    _find_left_over(weave)
    _unescape(root)
    return weave


def woven_properties(root: Element, part: str) -> Weave:
    """The same for a part without paragraphs, such as the document's properties: printed flat."""
    weave = Weave(root, part, {})
    for element in list(root.iter()):
        text = element.text or ""
        found = read_line(text, part, weave, flat=True)
        if found.starts:
            fill(element, remaining(text, 0, found), weave)
    _weave_attributes(weave)
    return weave


def _weave_attributes(weave: Weave) -> None:
    for element in weave.root.iter(etree.Element):
        for name, value in element.attrib.items():
            text = str(value)
            if "{{" in text or "{%" in text:
                _weave_attribute(element, str(name), text, weave)


def _weave_attribute(element: Element, name: str, text: str, weave: Weave) -> None:
    where = place_of(element, weave.known, weave.part)
    found = read_line(text, f"{where}, alternative text", weave, flat=True)
    plain = all(tag.kind == "print" for tag in found.starts.values())
    if name not in ALT_TEXT or not plain:
        message = "found a tag in a setting, expected it in the text"
        hint = "in a picture's alternative text {{ … }} works; nowhere else"
        weave.problems.append(problem("T632", message, hint, quoted_at(where, text)))
        return
    contents = remaining(text, 0, found)
    weave.tags += [item for item in contents if isinstance(item, Tag)]
    number = len(weave.tags) - sum(isinstance(item, Tag) for item in contents)
    value = ""
    for item in contents:
        if isinstance(item, Tag):
            value, number = f"{value}[{MARK}:{number}]", number + 1
        else:
            value += item
    element.set(name, value)


def _find_left_over(weave: Weave) -> None:
    """Tags in text that no paragraph shows: field codes, charts, shapes, formulas."""
    for holder in weave.root.iter(P, DRAWN_P):
        inner = (e for e in holder.iter(etree.Element) if _holder(e) is holder)
        text = "".join(e.text or "" for e in inner if e.tag != T)
        if "{{" in text or "{%" in text:
            where = place_of(holder, weave.known, weave.part)
            weave.problems.append(left_over(quoted_at(where, text.strip())))


def _holder(element: Element) -> Element | None:
    at: Element | None = element
    while at is not None and at.tag not in {P, DRAWN_P}:
        at = at.getparent()
    return at


def left_over(place: str) -> Diagnostic:
    return problem(
        "T633",
        "found a tag where none is filled in",
        "move it into the text of the document, its header, its footer or its footnotes",
        place,
    )


def _unescape(root: Element) -> None:
    """Turns docxtpl's `{_{` into the two braces it stands for."""
    for element in root.iter(T, etree.ProcessingInstruction):
        for typed, meant in ESCAPES:
            if element.tag == T and element.text:
                element.text = element.text.replace(typed, meant)
            if element.tag != T and element.tail:
                element.tail = element.tail.replace(typed, meant)
