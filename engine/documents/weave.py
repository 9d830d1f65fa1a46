"""Puts a mark in a Word part's XML where each tag stands, so that its text becomes a Jinja source."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from engine.core.diagnostic import Diagnostic
from engine.documents.place import place_of, places
from engine.documents.tags import (
    Span,
    Tag,
    bracket_problem,
    problem,
    quoted_at,
    read_tag,
    spans,
)
from engine.documents.wordml import (
    RUN,
    TR,
    XML_SPACE,
    Element,
    P,
    T,
    W,
    all_text,
    nearest,
    piece_text,
    runs,
)

MARK = "planward"
ATTRIBUTE_MARK = re.compile(r"\[planward:(\d+)\]")
ALT_TEXT = frozenset({"descr", "title"})
DRAWN_P = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
OBJECT = "\ufffc"  # stands for whatever in a run is no text
SILENT = frozenset(f"{W}{name}" for name in ("rPr", "lastRenderedPageBreak", "proofErr"))
ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


@dataclass(slots=True)
class Weave:
    """One part at work: its tree, where its paragraphs stand, the tags found, what is wrong."""

    root: Element
    part: str
    known: Mapping[Element, str]
    tags: list[Tag] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def mark(self, tag: Tag) -> Element:
        """A new mark for the tag, to be put into the tree."""
        self.tags.append(tag)
        return etree.ProcessingInstruction(MARK, str(len(self.tags) - 1))

    def tag_at(self, mark: Element) -> Tag:
        return self.tags[int(str(mark.text))]

    def marks(self) -> Iterator[Element]:
        return self.root.iter(etree.ProcessingInstruction)


@dataclass(slots=True)
class _Found:
    """The tags of one line of text, by the character they start at, and which characters are theirs."""

    starts: dict[int, Tag]
    taken: list[tuple[int, int]]


def is_mark(element: Element) -> bool:
    return isinstance(element, etree._ProcessingInstruction)  # noqa: SLF001 - its only name


def woven(root: Element, part: str, headings: Mapping[str, int]) -> Weave:
    """The part with a mark for every tag of its text. `root` is changed in place."""
    weave = Weave(root, part, places(root, part, headings))
    for paragraph in list(root.iter(P)):
        _weave_paragraph(paragraph, weave)
    _weave_attributes(weave)
    _find_left_over(weave)
    _unescape(root)
    return weave


def woven_properties(root: Element, part: str) -> Weave:
    """The same for a part without paragraphs, such as the document's properties: printed flat."""
    weave = Weave(root, part, {})
    for element in list(root.iter()):
        text = element.text or ""
        found = _read_line(text, part, weave, flat=True)
        if found.starts:
            _fill(element, _contents(text, 0, found), weave)
    _weave_attributes(weave)
    return weave


def _read_line(text: str, where: str, weave: Weave, *, flat: bool = False) -> _Found:
    found = _Found({}, [])
    for span in spans(text):
        if span.problem:
            weave.problems.append(bracket_problem(span, where))
            continue
        found.taken.append((span.start, span.end))
        tag = _read_span(span, where, weave, flat=flat)
        if tag is not None:
            found.starts[span.start] = tag
    return found


def _read_span(span: Span, where: str, weave: Weave, *, flat: bool) -> Tag | None:
    if OBJECT in span.raw:
        place = quoted_at(where, span.raw.replace(OBJECT, "…"))
        message = "found a picture, field or note inside a tag, expected text"
        weave.problems.append(problem("T621", message, "type the tag again", place))
        return None
    tag, wrong = read_tag(span.raw, where, flat=flat)
    if wrong is not None:
        weave.problems.append(wrong)
    return tag


def _weave_paragraph(paragraph: Element, weave: Weave) -> None:
    pieces = [(child, _shown(child)) for run in runs(paragraph) for child in run]
    text = "".join(shown for _, shown in pieces)
    if not any(bracket in text for bracket in ("{{", "{%", "{#", "}}", "%}")):
        return
    found = _read_line(text, place_of(paragraph, weave.known, weave.part), weave)
    whole = [tag for tag in found.starts.values() if tag.level != "inline"]
    if len(whole) > 1:
        weave.problems.append(_beside(whole[0]))
        return
    if whole:
        _replace_whole(paragraph, whole[0], text, weave)
        return
    at = 0
    split: dict[Element, dict[Element, list[str | Tag]]] = {}
    for child, shown in pieces:
        if shown:
            contents = _contents(shown, at, found)
            if contents != [shown]:
                split.setdefault(_parent(child), {})[child] = contents
        at += len(shown)
    for run, changed in split.items():
        _rewrite_run(run, changed, weave)


def _shown(child: Element) -> str:
    if child.tag in SILENT:
        return ""
    return piece_text(child) if child.tag == T else piece_text(child) or OBJECT


def _contents(shown: str, at: int, found: _Found) -> list[str | Tag]:
    """What stays of the text that starts at character `at`: its own text, and tags that start in it."""
    contents: list[str | Tag] = []
    position, end = at, at + len(shown)
    for start, stop in found.taken:
        if stop <= position or start >= end:
            continue
        if start > position:
            contents.append(shown[position - at : start - at])
        if start >= at and start in found.starts and found.starts[start].kind != "comment":
            contents.append(found.starts[start])
        position = min(stop, end)
    if position < end:
        contents.append(shown[position - at :])
    return contents


def _rewrite_run(
    run: Element, changed: Mapping[Element, list[str | Tag]], weave: Weave
) -> None:
    """Marks what prints inside the run's text; ends the run where a choice or a loop turns.

    So each piece keeps the look it was typed in, and a choice takes out whole runs.
    """
    made = [_empty_copy(run)]
    for child in run:
        if child not in changed and child.tag != f"{W}rPr":
            made[-1].append(deepcopy(child))
        for turns, group in groupby(changed.get(child, []), _turns):
            if turns:
                made += [
                    step for tag in group for step in (_mark(tag, weave), _empty_copy(run))
                ]
            elif child.tag == T:
                made[-1].append(_text(list(group), weave))
    for step in made:
        if step.tag != RUN or any(child.tag != f"{W}rPr" for child in step):
            run.addprevious(step)
    _parent(run).remove(run)


def _turns(item: str | Tag) -> bool:
    return isinstance(item, Tag) and item.kind != "print"


def _mark(item: str | Tag, weave: Weave) -> Element:
    if isinstance(item, str):
        raise TypeError(item)
    return weave.mark(item)


def _empty_copy(run: Element) -> Element:
    copy = etree.Element(RUN)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _text(contents: list[str | Tag], weave: Weave) -> Element:
    element = etree.Element(T)
    element.set(XML_SPACE, "preserve")
    _fill(element, contents, weave)
    return element


def _fill(element: Element, contents: list[str | Tag], weave: Weave) -> None:
    element.text = ""
    last: Element | None = None
    for item in contents:
        if isinstance(item, Tag):
            last = weave.mark(item)
            element.append(last)
        elif last is None:
            element.text += item
        else:
            last.tail = (last.tail or "") + item


def _replace_whole(paragraph: Element, tag: Tag, text: str, weave: Weave) -> None:
    """Lets a {%p or {%tr tag stand for its whole paragraph or row."""
    element = paragraph if tag.level == "p" else nearest(paragraph, TR)
    if element is None:
        message = f'found "{{%{tag.level}" outside a table row'
        weave.problems.append(problem("T629", message, "write {%p …", tag.place))
        return
    whole = text if tag.level == "p" else all_text(element)
    if whole.strip() != tag.raw or _holds_more(element):
        weave.problems.append(_beside(tag))
    parent = _parent(element)
    if tag.kind == "comment" and len(parent.findall(str(element.tag))) > 1:
        parent.remove(element)
    elif tag.kind == "comment":
        _clear(element)  # a cell or table must keep something
    else:
        parent.replace(element, weave.mark(tag))


def _beside(tag: Tag) -> Diagnostic:
    name = "paragraph" if tag.level == "p" else "table row"
    message = f"found more in the {name} than this tag; the {name} is taken out"
    return problem("T628", message, f"give the tag a {name} of its own", tag.place)


def _clear(element: Element) -> None:
    for run in list(element.iter(RUN)):
        _parent(run).remove(run)


def _holds_more(element: Element) -> bool:
    lost = ("sectPr", "drawing", "pict", "object", "fldChar", "fldSimple", "footnoteReference")
    return any(next(element.iter(f"{W}{name}"), None) is not None for name in lost)


def _weave_attributes(weave: Weave) -> None:
    for element in weave.root.iter(etree.Element):
        for name, value in element.attrib.items():
            text = str(value)
            if "{{" in text or "{%" in text:
                _weave_attribute(element, str(name), text, weave)


def _weave_attribute(element: Element, name: str, text: str, weave: Weave) -> None:
    where = place_of(element, weave.known, weave.part)
    found = _read_line(text, f"{where}, alternative text", weave, flat=True)
    plain = all(tag.kind == "print" for tag in found.starts.values())
    if name not in ALT_TEXT or not plain:
        message = "found a tag in a setting, expected it in the text"
        hint = "in a picture's alternative text {{ … }} works; nowhere else"
        weave.problems.append(problem("T632", message, hint, quoted_at(where, text)))
        return
    contents = _contents(text, 0, found)
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


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise AssertionError("the element stands in no tree")
    return parent
