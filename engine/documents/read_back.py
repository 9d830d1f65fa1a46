"""Reads what a Word file that came back says, of which no word is trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.core.returned import Change, Field, Remark, Returned
from engine.disk.safe_zip import read_zip
from engine.documents import looks, revisions
from engine.documents.around import around
from engine.documents.listening import Anchor
from engine.documents.looks import Looks, looks_of
from engine.documents.normal import Walk
from engine.documents.package import Package, open_package, root_element
from engine.documents.remarks import remarks_of
from engine.documents.revisions import changes_of
from engine.documents.unsafe import refuse_too_large, refuse_unsafe
from engine.documents.wordml import BrokenXmlError, Element, W, heading_styles, parse
from engine.documents.wrong_word import UnreadableWordError

MANY = "the file is damaged: its parts lie too deep in each other"
NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(slots=True)
class _Reading:
    """The parts that show, read one by one."""

    package: Package
    main: str
    styles: bytes
    lines: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    _blocks: set[tuple[str, ...]] = field(default_factory=set)
    _looks: Looks | None = None
    _headings: Mapping[str, int] | None = None

    def take(self, root: Element, content: bytes, label: str) -> None:
        """Reads on into the lists. `content` are the bytes of the part."""
        plain = content.replace(b"\0", b"") if b"\0" in content[:4] else content
        tracked = revisions.SUSPECT.search(plain) is not None
        walk = Walk(label, self._looks_for(plain), tracked).through(root)
        self.lines += walk.lines
        self.fields += [control.ready() for control in walk.heard.controls]
        self.hidden += [
            text for each in walk.heard.hidden if (text := " ".join("".join(each).split()))
        ]
        self.anchors |= walk.heard.anchors
        if tracked:
            found = changes_of(root, label, self.headings())
            self.changes += [change for change in found if change not in self.changes]

    def said_once(self, since: int) -> None:
        """A header that only repeats an earlier one is dropped: one program copies them freely."""
        block = tuple(self.lines[since:])
        if block in self._blocks:
            del self.lines[since:]
        self._blocks.add(block)

    def headings(self) -> Mapping[str, int]:
        if self._headings is None:
            self._headings = heading_styles(parse(self.styles) if self.styles else None)
        return self._headings

    def _looks_for(self, plain: bytes) -> Looks | None:
        if not looks.SUSPECT.search(plain) and not looks.SUSPECT.search(self.styles):
            return None
        if self._looks is None:
            self._looks = looks_of(parse(self.styles) if self.styles else None)
        return self._looks


def read_returned(content: bytes) -> Returned:
    """Raises UnsafeZipError, UnreadableWordError or UnsafeWordError, and nothing else.

    Equal bytes give an equal answer. Its cost in memory is bounded only inside a limited child:
    see `read_apart`.
    """
    parts = read_zip(content)
    refuse_too_large(parts.values())
    try:
        package = open_package(parts)
        refuse_unsafe(package)
        return _said(package)
    except BrokenXmlError as error:
        raise UnreadableWordError("the file is damaged: a part of it is no XML") from error
    except RecursionError as error:
        raise UnreadableWordError(MANY) from error


def _said(package: Package) -> Returned:
    main = package.target("", "officeDocument")
    document = root_element(package, main)
    body = document.find(f"{W}body") if document is not None else None
    if document is None or body is None:
        raise UnreadableWordError(
            "the file is no Word document that can be read; save it as .docx"
        )
    reading = _Reading(package, main, package.parts.get(package.target(main, "styles"), b""))
    reading.take(body, package.parts[main], "body")
    for label, name in around(package, main, body):
        before = len(reading.lines)
        reading.take(parse(package.parts[name], name), package.parts[name], label)
        reading.said_once(before)
    for kind, label in NOTES.items():
        name = package.target(main, kind)
        for note in _notes(root_element(package, name)):
            reading.take(note, package.parts[name], label)
    remarks: tuple[Remark, ...] = ()
    if package.target(main, "comments"):
        remarks = remarks_of(package, main, reading.anchors, body, reading.headings())
    return Returned(
        lines=tuple(reading.lines),
        fields=tuple(reading.fields),
        remarks=remarks,
        changes=tuple(reading.changes),
        hidden=tuple(reading.hidden),
        properties=_properties(package),
        saved_by=_saved_by(package),
        signed=_signed(package),
    )


def _notes(root: Element | None) -> Iterator[Element]:
    """All but the lines that part notes from the text."""
    for note in root if root is not None else ():
        if note.get(f"{W}type") in {None, "normal"}:
            yield note


def _properties(package: Package) -> dict[str, str]:
    root = root_element(package, package.target("", "custom-properties"))
    return {
        str(each.get("name", "")): "".join(str(text) for text in each.itertext())
        for each in (root if root is not None else ())
    }


def _saved_by(package: Package) -> str:
    core = root_element(package, package.target("", "core-properties"))
    for element in core if core is not None else ():
        if str(element.tag).endswith("}lastModifiedBy"):
            return element.text or ""
    return ""


def _signed(package: Package) -> bool:
    """A signature, not the line that asks for one."""
    return any(link.kind in {"origin", "signature"} for link in package.links) or any(
        name.startswith("_xmlsignatures/") for name in package.parts
    )
