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
OFF = frozenset({"0", "false", "off"})
LOCKS = frozenset({"contentLocked", "sdtContentLocked"})  # of a control whose content stays
MAX_DEPTH_OF_STYLES = 20
# Made once: to make one takes as long as to parse a small part.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


class BrokenXmlError(ValueError):
    """A part is not well-formed XML. The message says which, and where in it."""


def parse(content: bytes, name: str = "") -> Element:
    """The root element. Entities stay unresolved, nothing is fetched, comments are dropped."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise BrokenXmlError(f"{name}, line {line}, column {column}") from error


def serialised(root: Element) -> str:
    """The element as text, without the XML declaration."""
    return str(etree.tostring(root, encoding="unicode"))


def utf8(root: Element) -> bytes:
    """The element as it is written into a part, without the XML declaration."""
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))


def is_on(switch: Element | None) -> bool:
    """A mark such as `<w:vanish/>`: on when it is there and does not say otherwise."""
    return switch is not None and str(switch.get(VAL, "1")).lower() not in OFF


def nearest_ancestor(element: Element, tag: str) -> Element | None:
    """The element itself or its closest ancestor with this tag."""
    at: Element | None = element
    while at is not None and at.tag != tag:
        at = at.getparent()
    return at


def runs(paragraph: Element) -> Iterator[Element]:
    """The runs of the paragraph's own line of text: those of a text box inside it are not."""
    for run in paragraph.iter(RUN):
        if nearest_ancestor(run, P) is paragraph:
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
    known = {str(s.get(f"{W}styleId")): _own_level(s) for s in styles.iter(f"{W}style")}
    return {name: level for name in known if (level := _style_level(name, known))}


def _own_level(style: Element) -> tuple[int | None, str]:
    """What the style itself says, None for nothing; and the style it is based on."""
    named, outlined, based = None, None, ""
    for child in style:
        if child.tag == f"{W}name":
            match = re.fullmatch(r"heading ([1-9])", str(child.get(VAL)).lower())
            named = int(match[1]) if match else None
        elif child.tag == f"{W}basedOn":
            based = str(child.get(VAL))
        elif child.tag == f"{W}pPr":
            outline = child.find(f"{W}outlineLvl")
            outlined = _level(outline) if outline is not None else None
    return (named if outlined is None else outlined), based


def _style_level(name: str, known: Mapping[str, tuple[int | None, str]]) -> int:
    for _ in range(MAX_DEPTH_OF_STYLES):
        level, name = known.get(name, (0, ""))
        if level is not None:
            return level
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
