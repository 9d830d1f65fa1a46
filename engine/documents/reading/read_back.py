"""Reads what a Word file that came back says, of which no word is trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.core.record.returned import Change, Field, ReturnedDocument, ReviewComment
from engine.disk.safe_zip import read_zip
from engine.documents.reading.normalise import Walk, tracked_marks
from engine.documents.reading.remarks import remarks_of
from engine.documents.reading.text_collector import Anchor
from engine.documents.text.headers_footers import around
from engine.documents.text.revisions import changes_of, tracked
from engine.documents.text.visibility import Looks, looks_of, suspect
from engine.documents.word.package import Package, Trees, open_package
from engine.documents.word.unsafe import refuse_too_large, refuse_unsafe
from engine.documents.word.wordml import BrokenXmlError, Element, W, heading_styles
from engine.documents.word.wrong_word import UnreadableWordError

NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(slots=True)
class _Reading:
    """The parts that show, read one by one."""

    styles: Element | None
    lines: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    _blocks: set[tuple[str, ...]] = field(default_factory=set)
    _suspect: bool | None = None  # whether styles may hide text; None before it is asked
    _looks: Looks | None = None
    _headings: Mapping[str, int] | None = None

    def take(self, root: Element, label: str) -> None:
        """Reads on into the lists."""
        changed = tracked(root)
        marks = tracked_marks(root) if changed else {}
        walk = Walk(label, self._looks_for(root), marks).through(root)
        self.lines += walk.lines
        self.fields += [control.ready() for control in walk.heard.controls]
        self.hidden += [
            t for each in walk.heard.hidden if (t := " ".join("".join(each).split()))
        ]
        self.anchors |= walk.heard.anchors
        if changed:
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
            self._headings = heading_styles(self.styles)
        return self._headings

    def _looks_for(self, root: Element) -> Looks | None:
        """None when nothing in this part can be hidden."""
        if self._suspect is None:
            self._suspect = self.styles is not None and suspect(self.styles)
        if not self._suspect and not suspect(root):
            return None
        self._looks = self._looks or looks_of(self.styles)
        return self._looks


def read_returned(content: bytes) -> ReturnedDocument:
    """Raises UnsafeZipError, UnreadableWordError or UnsafeWordError, and nothing else.

    Equal bytes give an equal answer. Its cost in memory is bounded only inside a limited child:
    see `read_apart`.
    """
    parts = read_zip(content)
    refuse_too_large(parts.values())
    try:
        trees = Trees(open_package(parts))
        refuse_unsafe(trees)
        return _said(trees)
    except BrokenXmlError as error:
        raise UnreadableWordError("the file is damaged: a part of it is no XML") from error


def _said(trees: Trees) -> ReturnedDocument:
    package = trees.package
    main = package.target("", "officeDocument")
    document = trees.root(main)
    body = document.find(f"{W}body") if document is not None else None
    if document is None or body is None:
        raise UnreadableWordError(
            "the file is no Word document that can be read; save it as .docx"
        )
    reading = _Reading(trees.root(package.target(main, "styles")))
    reading.take(body, "body")
    for label, root in around(trees, main, body):
        before = len(reading.lines)
        reading.take(root, label)
        reading.said_once(before)
    for kind, label in NOTES.items():
        for note in _notes(trees.root(package.target(main, kind))):
            reading.take(note, label)
    remarks: tuple[ReviewComment, ...] = ()
    if package.target(main, "comments"):
        remarks = remarks_of(trees, main, reading.anchors, body, reading.headings())
    return ReturnedDocument(
        lines=tuple(reading.lines),
        fields=tuple(reading.fields),
        remarks=remarks,
        changes=tuple(reading.changes),
        hidden=tuple(reading.hidden),
        properties=_properties(trees),
        saved_by=_saved_by(trees),
        signed=_signed(package),
    )


def _notes(root: Element | None) -> Iterator[Element]:
    """All but the lines that part notes from the text."""
    for note in root if root is not None else ():
        if note.get(f"{W}type") in {None, "normal"}:
            yield note


def _properties(trees: Trees) -> dict[str, str]:
    root = trees.root(trees.package.target("", "custom-properties"))
    return {
        str(each.get("name", "")): "".join(str(text) for text in each.itertext())
        for each in (root if root is not None else ())
    }


def _saved_by(trees: Trees) -> str:
    core = trees.root(trees.package.target("", "core-properties"))
    for element in core if core is not None else ():
        if str(element.tag).endswith("}lastModifiedBy"):
            return element.text or ""
    return ""


def _signed(package: Package) -> bool:
    """A signature, not the line that asks for one."""
    return any(link.kind in {"origin", "signature"} for link in package.links) or any(
        name.startswith("_xmlsignatures/") for name in package.parts
    )
