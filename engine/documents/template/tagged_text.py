"""Reads the tags in one line of text, and keeps what was found in a part of a Word file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.tags import (
    Tag,
    TagSpan,
    bracket_problem,
    problem,
    quoted_at,
    read_tag,
    tag_spans,
)
from engine.documents.word.wordml import Element

MARK = "planward"
OBJECT = "\ufffc"  # stands for whatever in a run is no text


@dataclass(frozen=True, slots=True)
class Setting:
    """The tag or the title of a content control, to be filled in: its element, and its pieces."""

    element: Element
    contents: tuple[str | Tag, ...]
    tag: Tag


@dataclass(slots=True)
class Weave:
    """One part at work: its tree, where its paragraphs stand, the tags found, what is wrong."""

    root: Element
    part: str
    known: Mapping[Element, str]
    tags: list[Tag] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    controls: list[Setting] = field(default_factory=list)  # the tags that the engine knows
    titles: list[Setting] = field(default_factory=list)
    strangers: list[Tag] = field(default_factory=list)  # tags of the controls that are not ours
    locked: set[Tag] = field(default_factory=set)  # of the controls: those nobody may fill in

    def mark(self, tag: Tag) -> Element:
        """A new mark for the tag, to be put into the tree."""
        self.tags.append(tag)
        return etree.ProcessingInstruction(MARK, str(len(self.tags) - 1))

    def in_setting(self, tag: Tag) -> str:
        """A new mark for the tag, to be put into an attribute."""
        self.tags.append(tag)
        return f"[{MARK}:{len(self.tags) - 1}]"

    def tag_at(self, mark: Element) -> Tag:
        return self.tags[int(str(mark.text))]

    def marks(self) -> Iterator[Element]:
        return self.root.iter(etree.ProcessingInstruction)


@dataclass(slots=True)
class FoundTags:
    """The tags of one line of text, by the character they start at, and which characters are theirs."""

    starts: dict[int, Tag]
    taken: list[tuple[int, int]]


def is_mark(element: Element) -> bool:
    return isinstance(element, etree._ProcessingInstruction)  # noqa: SLF001 - its only name


def read_line(text: str, where: str, weave: Weave, *, flat: bool = False) -> FoundTags:
    found = FoundTags({}, [])
    for span in tag_spans(text):
        if span.problem:
            weave.problems.append(bracket_problem(span, where))
            continue
        found.taken.append((span.start, span.end))
        tag = _read_span(span, where, weave, flat=flat)
        if tag is not None:
            found.starts[span.start] = tag
    return found


def _read_span(span: TagSpan, where: str, weave: Weave, *, flat: bool) -> Tag | None:
    if OBJECT in span.raw:
        place = quoted_at(where, span.raw.replace(OBJECT, "…"))
        message = "found a picture, field or note inside a tag, expected text"
        weave.problems.append(problem("T621", message, "type the tag again", place))
        return None
    tag, wrong = read_tag(span.raw, where, flat=flat)
    if wrong is not None:
        weave.problems.append(wrong)
    return tag


def remaining(shown: str, at: int, found: FoundTags) -> list[str | Tag]:
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


def fill(element: Element, contents: list[str | Tag], weave: Weave) -> None:
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
