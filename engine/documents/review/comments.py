"""Comments of a Word file: reads whose they are and where they hang, and writes new ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.documents.reading.remarks import resolved_of
from engine.documents.word.editable import EditableDocument
from engine.documents.word.metadata import XML_HEAD
from engine.documents.word.wordml import (
    RUN,
    XML_SPACE,
    Element,
    P,
    T,
    W,
    all_text,
    nearest_ancestor,
)

PART = "word/comments.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENT, ID = f"{W}comment", f"{W}id"
START, END, REFERENCE = (
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
EMPTY = f'{XML_HEAD}<w:comments xmlns:w="{W[1:-1]}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody remarked. `paragraph` is the one it hangs on, `about` its words there."""

    author: str
    text: str  # lines joined with a newline
    when: str = ""
    initials: str = ""
    paragraph: Element | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comment hangs: on children of the paragraph, from the first to the last, or on all of it."""

    paragraph: Element
    first: Element | None = None
    last: Element | None = None


def comments_of(word: EditableDocument) -> list[Comment]:
    """The open ones in the order of the part; answers stand among them, after what they answer."""
    root = word.part("comments")
    if root is None:
        return []
    anchors, over = dict(_anchors(word.body)), resolved_of(root, word.part("commentsExtended"))
    return [
        Comment(
            str(e.get(f"{W}author", "")),
            all_text(e),
            str(e.get(f"{W}date", "")),
            str(e.get(f"{W}initials", "")),
            *anchors.get(str(e.get(ID)), (None, "")),
        )
        for e in root.iter(COMMENT)
        if str(e.get(ID, "")) not in over
    ]


def _anchors(body: Element) -> Iterator[tuple[str, tuple[Element | None, str]]]:
    """For each comment's id the paragraph where it starts, and the words up to its end."""
    began: dict[str, list[str]] = {}
    homes: dict[str, Element | None] = {}
    for element in body.iter(START, END, REFERENCE, T, P):
        number = str(element.get(ID))
        if element.tag == T:
            for words in began.values():
                words.append(element.text or "")
        elif element.tag == START:
            began[number], homes[number] = [], nearest_ancestor(element, P)
        elif element.tag == P:
            for waiting in began:  # one that starts between paragraphs hangs on the next
                homes[waiting] = element if homes[waiting] is None else homes[waiting]
        elif number in began:
            yield number, (homes[number], "".join(began.pop(number)))
        elif number not in homes:
            homes[number] = nearest_ancestor(element, P)
            yield number, (homes[number], "")


def write_comment(word: EditableDocument, number: int, comment: Comment) -> None:
    """Puts it into the part, which is made where there is none."""
    root = word.part("comments")
    if root is None:
        root = word.roots.get(PART)
    if root is None:
        root = word.add_part(PART, "comments", CONTENT_TYPE, EMPTY)
    values = {ID: str(number), f"{W}author": comment.author, f"{W}date": comment.when}
    values |= {f"{W}initials": comment.initials} if comment.initials else {}
    made = etree.SubElement(root, COMMENT, values)
    for n, line in enumerate(comment.text.split("\n")):
        paragraph = etree.SubElement(made, P)
        if not n:
            etree.SubElement(etree.SubElement(paragraph, RUN), f"{W}annotationRef")
        text = etree.SubElement(etree.SubElement(paragraph, RUN), T, {XML_SPACE: "preserve"})
        text.text = line


def hang(number: int, spot: Spot) -> None:
    """Hangs the comment of this number there."""
    start, end = (etree.Element(tag, {ID: str(number)}) for tag in (START, END))
    pointing = etree.Element(RUN)
    etree.SubElement(pointing, REFERENCE, {ID: str(number)})
    if spot.first is not None and spot.last is not None:
        spot.first.addprevious(start)
        spot.last.addnext(end)
        end.addnext(pointing)
        return
    at = 1 if len(spot.paragraph) and spot.paragraph[0].tag == f"{W}pPr" else 0
    spot.paragraph.insert(at, start)
    spot.paragraph.extend((end, pointing))
