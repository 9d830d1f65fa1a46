"""A Word file as the parts it is made of: what each is, and which point to which."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.documents.word.wordml import Element, parse

CONTENT_TYPES = "[Content_Types].xml"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
ROOT = ""  # the source of the package's own relationships


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship: `kind` is the last word of its type, `target` a part name or an address."""

    source: str
    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts by name, their content types and their links."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    links: tuple[Relationship, ...]

    def content_type(self, name: str) -> str:
        extension = posixpath.splitext(name)[1].lower()
        return self.types.get("/" + name.lower()) or self.types.get(extension, "")

    def links_from(self, source: str) -> Iterator[Relationship]:
        return (link for link in self.links if link.source == source)

    def target(self, source: str, kind: str) -> str:
        """The part that `source` points to as `kind`; empty when there is none."""
        for link in self.links_from(source):
            if link.kind == kind and not link.external and link.target in self.parts:
                return link.target
        return ""


def open_package(parts: Mapping[str, bytes]) -> Package:
    """Reads content types and links. Raises BrokenXmlError; does not judge what they say."""
    links = [
        link
        for name in parts
        if name.endswith(".rels") and "_rels/" in name
        for link in _links(name, parts[name])
    ]
    types = _types(parts[CONTENT_TYPES]) if CONTENT_TYPES in parts else {}
    return Package(parts, types, tuple(links))


def rels_name(part: str) -> str:
    """Where the links of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _links(rels: str, content: bytes) -> Iterator[Relationship]:
    folder = posixpath.dirname(posixpath.dirname(rels))
    source = posixpath.join(folder, posixpath.basename(rels).removesuffix(".rels"))
    source = ROOT if rels == "_rels/.rels" else source
    for element in parse(content, rels).iter(f"{REL}Relationship"):
        external = element.get("TargetMode") == "External"
        target = str(element.get("Target", ""))
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        kind = str(element.get("Type", "")).rstrip("/").rpartition("/")[2]
        yield Relationship(source, str(element.get("Id")), kind, target, external)


def _types(content: bytes) -> dict[str, str]:
    found = {}
    for element in parse(content, CONTENT_TYPES):
        key = element.get("PartName") or "." + str(element.get("Extension", ""))
        found[str(key).lower()] = str(element.get("ContentType", ""))
    return found


def reachable(package: Package) -> list[str]:
    """Names of all parts that Word would find by following links from the package's root."""
    found: list[str] = []
    waiting = [ROOT]
    while waiting:
        source = waiting.pop(0)
        for link in package.links_from(source):
            if not link.external and link.target in package.parts and link.target not in found:
                found.append(link.target)
                waiting.append(link.target)
    return found


def root_element(package: Package, name: str) -> Element | None:
    """The parsed part, or None when there is none of that name."""
    return parse(package.parts[name], name) if name in package.parts else None


@dataclass(frozen=True, slots=True)
class Trees:
    """A package whose parts are parsed when they are asked for, and once."""

    package: Package
    _parsed: dict[str, Element] = field(default_factory=dict)

    def root(self, name: str) -> Element | None:
        """None when there is no such part. Raises BrokenXmlError."""
        if name not in self._parsed and name in self.package.parts:
            self._parsed[name] = parse(self.package.parts[name], name)
        return self._parsed.get(name)
