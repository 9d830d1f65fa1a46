"""The words of Word's own XML: names, a safe parser, the text of a paragraph, which are headings."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml's own name for the type, it has no other

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

P, RUN, T, TBL, TR, TC = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc"))
VAL = f"{W}val"
BREAKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
HYPHENS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
MAX_DEPTH_OF_STYLES = 20


class BrokenXmlError(ValueError):
    """A part is not well-formed XML. The message says which, and where in it."""


def parse(content: bytes, name: str = "") -> Element:
    """The root element. Entities stay unresolved, nothing is fetched, comments are dropped."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise BrokenXmlError(f"{name}, line {line}, column {column}") from error


def serialised(root: Element) -> str:
    """The element as text, without the XML declaration."""
    return str(etree.tostring(root, encoding="unicode"))


def nearest(element: Element, tag: str) -> Element | None:
    """The element itself or its closest ancestor with this tag."""
    at: Element | None = element
    while at is not None and at.tag != tag:
        at = at.getparent()
    return at


def runs(paragraph: Element) -> Iterator[Element]:
    """The runs of the paragraph's own line of text: those of a text box inside it are not."""
    for run in paragraph.iter(RUN):
        if nearest(run, P) is paragraph:
            yield run


def text_of(paragraph: Element) -> str:
    """What a person reads in it: insertions count, deletions and field codes do not."""
    return "".join(piece_text(child) for run in runs(paragraph) for child in run)


def piece_text(child: Element) -> str:
    """The text of one child of a run."""
    if child.tag == T:
        return child.text or ""
    tag = str(child.tag)
    return BREAKS.get(tag) or HYPHENS.get(tag) or ""


def all_text(element: Element) -> str:
    """The text of every paragraph below, one a line."""
    return "\n".join(text_of(p) for p in element.iter(P))


def heading_styles(styles: Element | None) -> Mapping[str, int]:
    """Style id -> level from 1, for every style that Word's navigation shows as a heading."""
    if styles is None:
        return {}
    known = {str(s.get(f"{W}styleId")): s for s in styles.iter(f"{W}style")}
    found = {}
    for name, style in known.items():
        level = _style_level(style, known)
        if level:
            found[name] = level
    return found


def _style_level(style: Element, known: Mapping[str, Element]) -> int:
    at: Element | None = style
    for _ in range(MAX_DEPTH_OF_STYLES):
        if at is None:
            return 0
        level = at.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return _level(level)
        name = at.find(f"{W}name")
        match = (
            re.fullmatch(r"heading ([1-9])", str(name.get(VAL)).lower())
            if name is not None
            else None
        )
        if match:
            return int(match[1])
        based = at.find(f"{W}basedOn")
        at = known.get(str(based.get(VAL))) if based is not None else None
    return 0


def _level(outline: Element) -> int:
    """Word counts outline levels from 0, and 9 means body text."""
    value = str(outline.get(VAL))
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def heading_level(paragraph: Element, styles: Mapping[str, int]) -> int:
    """From 1; 0 for what is no heading."""
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None:
        return _level(outline)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(str(style.get(VAL)), 0) if style is not None else 0
