"""What a Word file that came back must not hold: what runs, fetches, or brings other content in."""

import re
from collections.abc import Iterable, Iterator

from engine.documents.word.fieldcodes import (
    ACTIVE,
    FETCHING,
    MAIN_TYPE,
    SAFE_ADDRESS,
    XML_SUFFIXES,
    field_name,
    fields_of,
)
from engine.documents.word.package import Package, Relationship, Trees
from engine.documents.word.place import shortened
from engine.documents.word.wrong_word import UnreadableWordError, UnsafeWordError

# Every element and attribute is some hundred bytes of memory once parsed. A letter has 20,000.
MOST_MARKS = 1_000_000
FIELDS = b"nstrText", b"fldSimple", b"altChunk"  # also delInstrText
MACROS = re.compile(r"macro|vba", re.IGNORECASE)


def refuse_too_large(parts: Iterable[bytes]) -> None:
    """Raises UnreadableWordError. To be asked before anything is parsed."""
    if sum(part.count(b"<") + part.count(b"=") for part in parts) > MOST_MARKS:
        raise UnreadableWordError("the file is far larger than any letter; it is not read")


def refuse_unsafe(trees: Trees) -> None:
    """Raises UnreadableWordError, UnsafeWordError or BrokenXmlError."""
    _refuse_kind(trees.package)
    for link in trees.package.links:
        if why := _unsafe_link(link):
            raise UnsafeWordError(f"the file holds {why}; take it out and save it again")
    for name in _fetching(trees):
        raise UnsafeWordError(f"the file holds {name}; replace it by text and save it again")


def _refuse_kind(package: Package) -> None:
    main = package.content_type(package.target("", "officeDocument"))
    macros = any(MACROS.search(kind) for kind in package.types.values())
    if macros or any("vbaproject" in name.lower() for name in package.parts):
        raise UnsafeWordError("the file holds macros; save it as a Word document (.docx)")
    if main != MAIN_TYPE:
        raise UnreadableWordError(
            "the file is no Word document; save it as a Word document (.docx)"
        )


def _unsafe_link(link: Relationship) -> str:
    """What the link would bring in; empty for a sound one."""
    if link.kind == "attachedTemplate":
        return f'the attached template "{shortened(link.target)}"'
    if link.kind in ACTIVE:
        return ACTIVE[link.kind]
    if link.external and not (link.kind == "hyperlink" and SAFE_ADDRESS.match(link.target)):
        return f'a link outside the file to "{shortened(link.target)}"'
    return ""


def _fetching(trees: Trees) -> Iterator[str]:
    """Also in parts that nobody shows, and also when the change that took the field out is tracked."""
    for part, content in trees.package.parts.items():
        plain = content.replace(b"\0", b"") if b"\0" in content[:4] else content  # UTF-16
        root = trees.root(part) if any(name in plain for name in FIELDS) else None
        if root is None or not part.lower().endswith(XML_SUFFIXES):
            continue
        if next(root.iter("{*}altChunk"), None) is not None:
            yield ACTIVE["aFChunk"]
        for code, _, _ in fields_of(root):
            if field_name(code) in FETCHING:
                yield f"the field {field_name(code)}, which brings in something from outside"
