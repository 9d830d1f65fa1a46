"""What fields, links and parts of a Word file can do."""

import re
from collections.abc import Iterator

from engine.documents.word.wordml import Element, T, W

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML_SUFFIXES = (".xml", ".rels", ".vml")
SAFE_ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
ACTIVE = {
    "aFChunk": "another document placed inside",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "control": "an ActiveX control",
    "subDocument": "a sub-document",
    "attachedToolbars": "a toolbar",
}
TRACKED = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"}
    | {f"{name}PrChange" for name in ("p", "r", "tbl", "tblEx", "tc", "tr", "sect")}
    | {"tblGridChange", "customXmlInsRangeStart", "customXmlDelRangeStart"}
)
FETCHING = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "EMBED"}
    | {"DATABASE", "MACROBUTTON", "HTMLACTIVEX", "RD", "ADDIN", "MERGEFIELD"}
)
CHANGING = frozenset(
    {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "EDITTIME", "USERNAME"}
)
CODES = (f"{W}instrText", f"{W}delInstrText")
COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


def fields_of(root: Element) -> Iterator[tuple[str, str, Element]]:
    """Code, shown text and begin of every field. A field inside another counts for itself too,
    and what it shows inside the other's code is part of that code.
    """
    for simple in root.iter(f"{W}fldSimple"):
        shown = "".join(t.text or "" for t in simple.iter(T))
        yield str(simple.get(f"{W}instr", "")), shown, simple
    opened: list[tuple[list[str], list[str], Element, list[bool]]] = []
    for element in root.iter(f"{W}fldChar", *CODES, T):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append(([], [], element, []))
        elif kind == "separate" and opened:
            opened[-1][3].append(True)
        elif kind == "end" and opened:
            code, shown_parts, begin, _ = opened.pop()
            yield "".join(code), "".join(shown_parts), begin
            if opened and not opened[-1][3]:
                opened[-1][0].extend(shown_parts)
        elif element.tag in CODES and opened:
            opened[-1][0].append(element.text or "")
        elif element.tag == T and opened and opened[-1][3]:
            opened[-1][1].append(element.text or "")


def field_name(code: str) -> str:
    """The first word of a field's code, in capitals: what it does."""
    words = code.split(maxsplit=1)
    return words[0].upper() if words else ""
