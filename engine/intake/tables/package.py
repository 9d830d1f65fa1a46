"""Which part of an Excel package is what: found by its relations, wherever a part lies."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from engine.core.values.errors import EngineError

Element = etree._Element  # noqa: SLF001 - lxml's own name for the type, it has no other
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
YES = frozenset({"1", "true"})


class NotReadError(EngineError):
    """A workbook that is built in a way of which something would be lost. One plain sentence."""


class ForeignError(EngineError):
    """No workbook in the .xlsx form at all."""


class StrictError(EngineError):
    """A Strict Open XML Spreadsheet, whose parts have other names."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    visible: bool
    xml: bytes


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """`strings` and `styles` are empty where the workbook has none."""

    sheets: tuple[SheetPart, ...]
    strings: bytes
    styles: bytes
    from_1904: bool  # its days count from 1904


def opened_package(parts: Mapping[str, bytes]) -> WorkbookParts:
    """Raises NotReadError, ForeignError, StrictError, and of broken XML etree.XMLSyntaxError."""
    found = _Parts(parts)
    named = [t for type_, t in found.relations("") if type_.endswith("/officeDocument")]
    # Of the binary form the parts are no XML.
    written = len(named) == 1 and named[0].casefold().endswith(".xml")
    if not written or not (xml := found.part(named[0])):
        raise ForeignError("the file is no workbook in the .xlsx form")
    root = checked_root(xml, "workbook")
    related = dict(found.relations_by_id(named[0]))
    sheets = tuple(_sheets(root, related, found))
    names = [sheet.name.casefold() for sheet in sheets]
    if len(names) != len(set(names)):
        raise NotReadError("two of its sheets have the same name")
    dated = root.find(f"{MAIN}workbookPr")
    return WorkbookParts(
        sheets,
        found.only(related, "/sharedStrings"),
        found.only(related, "/styles"),
        dated is not None and dated.get("date1904", "0") in YES,
    )


def elements(xml: bytes, *tags: str) -> Iterator[Element]:
    """Each element of these names at its end, and gone from memory when the next is asked for."""
    for _, element in etree.iterparse(
        BytesIO(xml), events=("end",), tag=tags, resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    ):  # fmt: skip
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def checked_root(xml: bytes, name: str) -> Element:
    """The root of a part, which must be of this name in the usual form."""
    root = etree.fromstring(xml, etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    ))  # fmt: skip
    _check_tag(root.tag, name)
    return root


def check_start(xml: bytes, name: str) -> None:
    """The same of a large part, of which only the first tag is looked at."""
    for _, element in etree.iterparse(
        BytesIO(xml), events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    ):
        _check_tag(element.tag, name)
        return


def _check_tag(tag: str, name: str) -> None:
    if tag.startswith(STRICT):
        raise StrictError("a Strict Open XML Spreadsheet")
    if tag != f"{MAIN}{name}":
        raise ForeignError("the file is no workbook in the .xlsx form")


def _sheets(
    root: Element, related: Mapping[str, tuple[str, str]], found: "_Parts"
) -> Iterator[SheetPart]:
    for sheet in root.iterfind(f"{MAIN}sheets/*"):
        name, id_ = sheet.get("name", ""), sheet.get(_ID, "")
        type_, target = related.get(id_, ("", ""))
        if type_.endswith(("/chartsheet", "/dialogsheet")):
            continue  # a drawing, without cells
        xml = found.part(target)
        if sheet.tag != f"{MAIN}sheet" or not type_.endswith("/worksheet") or not xml:
            raise NotReadError(f"its sheet {name} is not where the file says")
        yield SheetPart(name, sheet.get("state", "visible") == "visible", xml)


@dataclass(frozen=True, slots=True)
class _Parts:
    parts: Mapping[str, bytes]

    def part(self, name: str) -> bytes:
        """Empty where there is none. Names do not differ by case, nor by how a sign is escaped."""
        wanted = {name.casefold(), unquote(name).casefold()}
        return next(
            (xml for known, xml in self.parts.items() if known.casefold() in wanted), b""
        )

    def relations(self, part: str) -> Iterator[tuple[str, str]]:
        for _, (type_, target) in self.relations_by_id(part):
            yield type_, target

    def relations_by_id(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """`id: (type, name of the part)`; the package's own where no part is named."""
        folder, file = posixpath.split(part)
        xml = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        for one in elements(xml, _RELATION) if xml else ():
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                yield one.get("Id", ""), (one.get("Type", ""), target.lstrip("/"))

    def only(self, related: Mapping[str, tuple[str, str]], kind: str) -> bytes:
        """The one part of this kind; empty when there is none."""
        names = {target for type_, target in related.values() if type_.endswith(kind)}
        if not names:
            return b""
        xml = self.part(names.pop())
        if names or not xml:
            raise NotReadError("a part of it is not where the file says")
        return xml
