"""Puts a mark in a Word part's XML where each tag stands, so that its text becomes a Jinja source."""

import re
from collections.abc import Mapping

from lxml import etree

from engine.core.record.field_names import is_known
from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.controls import SDT_PR, control_of, tag_problem
from engine.documents.template.paragraph import weave_paragraph
from engine.documents.template.tagged_text import (
    MARK,
    Setting,
    Weave,
    fill,
    read_line,
    remaining,
)
from engine.documents.template.tags import Tag, problem, quoted_at
from engine.documents.word.place import every_place, place_of
from engine.documents.word.wordml import VAL, Element, P, T, W

ATTRIBUTE_MARK = re.compile(rf"\[{MARK}:(\d+)\]")
ALT_TEXT = frozenset({"descr", "title"})
DRAWN_P = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def woven(root: Element, part: str, headings: Mapping[str, int]) -> Weave:
    """The part with a mark for every tag of its text. `root` is changed in place."""
    weave = Weave(root, part, every_place(root, part, headings))
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
            if _is_tag(element, str(name)):
                _weave_tag(element, text, weave)
            elif "{{" in text or "{%" in text:
                _weave_attribute(element, str(name), text, weave)


def _weave_attribute(element: Element, name: str, text: str, weave: Weave) -> None:
    where = place_of(element, weave.known, weave.part)
    titled = name == VAL and _in_control(element, "alias")
    at = where if titled else f"{where}, alternative text"
    contents = _plain_contents(text, at, weave) if titled or name in ALT_TEXT else None
    if contents is None:
        _refuse_setting(quoted_at(where, text), weave)
    elif titled:
        weave.titles.append(_kept(element, text, contents, where, weave))
    else:
        element.set(name, _marked(contents, weave))


def _plain_contents(text: str, where: str, weave: Weave) -> list[str | Tag] | None:
    """The pieces of a setting; None where it chooses or repeats."""
    found = read_line(text, where, weave, flat=True)
    plain = all(tag.kind in {"print", "comment"} for tag in found.starts.values())
    return remaining(text, 0, found) if plain else None


def _kept(
    element: Element, text: str, contents: list[str | Tag], where: str, weave: Weave
) -> Setting:
    """The setting as typed until the part's structure is settled. Its tags are judged like others."""
    weave.tags += [piece for piece in contents if isinstance(piece, Tag)]
    return Setting(element, tuple(contents), Tag(text, "print", "inline", "", where))


def _refuse_setting(place: str, weave: Weave) -> None:
    message = "found a tag in a setting, expected it in the text"
    hint = (
        "{{ … }} works in a picture's alternative text, a content control's title and its tag"
    )
    weave.problems.append(problem("T632", message, hint, place))


def _marked(contents: list[str | Tag], weave: Weave) -> str:
    return "".join(p if isinstance(p, str) else weave.in_setting(p) for p in contents)


def _is_tag(element: Element, name: str) -> bool:
    return name == VAL and _in_control(element, "tag")


def _in_control(element: Element, name: str) -> bool:
    parent = element.getparent()
    return element.tag == f"{W}{name}" and parent is not None and parent.tag == SDT_PR


def _weave_tag(element: Element, text: str, weave: Weave) -> None:
    """A content control's tag; one of ours is given its number, and maybe a token."""
    where = place_of(control_of(element), weave.known, weave.part)
    contents = _plain_contents(text, where, weave)
    if contents is None:
        _refuse_setting(quoted_at(where, text), weave)
        return
    if text and (wrong := tag_problem(text, contents, where)):
        weave.problems.append(wrong)
    elif contents and is_known(str(contents[0])):
        weave.controls.append(_kept(element, text, contents, where, weave))
    else:
        weave.strangers.append(Tag(text, "print", "inline", "", where))
        element.set(VAL, _marked(contents, weave))


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
