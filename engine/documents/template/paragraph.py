"""Weaves one paragraph: marks where its tags stand, ends a run where a choice or a loop turns."""

from collections.abc import Mapping
from copy import deepcopy
from itertools import groupby

from lxml import etree

from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.tagged_text import OBJECT, Weave, fill, read_line, remaining
from engine.documents.template.tags import Tag, problem
from engine.documents.word.place import place_of
from engine.documents.word.wordml import (
    RUN,
    TR,
    XML_SPACE,
    Element,
    T,
    W,
    all_text,
    nearest_ancestor,
    piece_text,
    runs,
)

SILENT = frozenset(f"{W}{name}" for name in ("rPr", "lastRenderedPageBreak", "proofErr"))


def weave_paragraph(paragraph: Element, weave: Weave) -> None:
    pieces = [(child, _shown(child)) for run in runs(paragraph) for child in run]
    text = "".join(shown for _, shown in pieces)
    if not any(bracket in text for bracket in ("{{", "{%", "{#", "}}", "%}")):
        return
    found = read_line(text, place_of(paragraph, weave.known, weave.part), weave)
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
            contents = remaining(shown, at, found)
            if contents != [shown]:
                split.setdefault(_parent(child), {})[child] = contents
        at += len(shown)
    for run, changed in split.items():
        _rewrite_run(run, changed, weave)


def _shown(child: Element) -> str:
    if child.tag in SILENT:
        return ""
    return piece_text(child) if child.tag == T else piece_text(child) or OBJECT


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
    fill(element, contents, weave)
    return element


def _replace_whole(paragraph: Element, tag: Tag, text: str, weave: Weave) -> None:
    """Lets a {%p or {%tr tag stand for its whole paragraph or row."""
    element = paragraph if tag.level == "p" else nearest_ancestor(paragraph, TR)
    if element is None:
        message = f'found "{{%{tag.level}" outside a table row'
        weave.problems.append(problem("T629", message, "write {%p …", tag.place))
        return
    whole = text if tag.level == "p" else all_text(element)
    if whole.strip() != tag.raw or _holds_more(element):
        weave.problems.append(_beside(tag))
    parent = element.getparent()
    if parent is None:  # it went with the row or paragraph of another tag, which holds this one
        weave.problems.append(_beside(tag))
        return
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
    """Something that is no text, or a page break, would be lost with it."""
    lost = ("sectPr", "drawing", "pict", "object", "fldChar", "fldSimple", "footnoteReference")
    breaks = (br.get(f"{W}type") for br in element.iter(f"{W}br"))
    return any(next(element.iter(f"{W}{name}"), None) is not None for name in lost) or any(
        breaks
    )


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise AssertionError("the element stands in no tree")
    return parent
