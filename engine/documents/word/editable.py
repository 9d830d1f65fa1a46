"""A Word file opened to be changed: its parts are parsed when asked for and written back whole."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.disk.safe_zip import Parts, open_zip
from engine.documents.word.accepted import accept
from engine.documents.word.metadata import (
    CUSTOM,
    CUSTOM_NS,
    FORMAT_ID,
    LINKS,
    TYPES,
    VT,
    XML_HEAD,
)
from engine.documents.word.package import (
    CONTENT_TYPES,
    CT,
    OFFICE,
    REL,
    Package,
    open_package,
    rels_name,
)
from engine.documents.word.wordml import BrokenXmlError, Element, R, W, parse, utf8
from engine.documents.word.wrong_word import UnreadableWordError
from engine.documents.word.zipped import packed, zipped

FIRST_PARTS = (CONTENT_TYPES, "_rels/.rels")
HEAD = XML_HEAD.encode()
# Tracked changes, bookmarks and comments count their ids together; more than these is looked at.
NUMBER = re.compile(rb""":id=["'](\d{1,9})["']""")
REFERENCE = re.compile(rb"<w:((?:header|footer)Reference)\s[^<>]*>")
TYPE, LINK = re.compile(rb"""\bw:type=["'](\w+)"""), re.compile(rb""":id=["']([^"'<>]+)""")
# Looking for them costs less than parsing. Every mark of ours names its author.
SIGNS_OF_TRACKING = {
    True: (b":author=",),
    False: (b":ins", b":del", b":move", b":cell", b"Change", b":customXml"),
}
DAMAGED = "the file is damaged: a part of it is no XML"
AROUND = (f"{W}headerReference", f"{W}footerReference")


@dataclass(frozen=True, slots=True)
class EditableDocument:
    """One Word file in work: `written` writes its `roots` and `texts` in place of the parts as they lie."""

    parts: Parts
    package: Package
    main: str
    roots: dict[str, Element] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)

    def root(self, name: str) -> Element:
        if name not in self.roots:
            try:
                self.roots[name] = parse(self.parts[name], name)
            except BrokenXmlError as error:
                raise UnreadableWordError(DAMAGED) from error
        return self.roots[name]

    @property
    def body(self) -> Element:
        found = self.root(self.main).find(f"{W}body")
        if found is None:
            raise UnreadableWordError("the file is no Word document")
        return found

    def part(self, kind: str) -> Element | None:
        """The root of the one part of this kind that the document points to."""
        name = self.package.target(self.main, kind)
        return self.root(name) if name else None

    def stories(self) -> list[str]:
        """The parts that hold text: body, headers, footers, footnotes."""
        kinds = {"header", "footer", "footnotes"}
        beside = {t.target for t in self.package.links_from(self.main) if t.kind in kinds}
        return [self.main, *sorted(beside & self.parts.keys())]

    def around(self) -> Iterator[tuple[tuple[str, str], Element]]:
        """The roots of headers and footers by what they are for."""
        for use, name in self.uses().items():
            yield use, self.root(name)

    def uses(self) -> dict[tuple[str, str], str]:
        """The parts of headers and footers, such as `("headerReference", "default")`; the first of each."""
        targets = {link.id: link.target for link in self.package.links_from(self.main)}
        found: dict[tuple[str, str], str] = {}
        for use, link in self._references():
            if (name := targets.get(link, "")) in self.parts:
                found.setdefault(use, name)
        return found

    def _references(self) -> Iterator[tuple[tuple[str, str], str]]:
        if self.main in self.roots:
            for element in self.body.iter(*AROUND):
                kind = str(element.tag).rpartition("}")[2]
                yield (kind, str(element.get(f"{W}type"))), str(element.get(f"{R}id"))
            return
        for found in REFERENCE.finditer(self.parts[self.main]):
            use, link = TYPE.search(found[0]), LINK.search(found[0])
            if use and link:
                yield (found[1].decode(), use[1].decode()), link[1].decode()

    def numbers_from(self) -> int:
        """The first id that no bookmark, comment or tracked change of the file has."""
        comments = self.package.target(self.main, "comments")
        names = [*self.stories(), *([comments] if comments else [])]
        return (
            max((int(i) for name in names for i in NUMBER.findall(self.parts[name])), default=0)
            + 1
        )

    def add_part(self, name: str, kind: str, content_type: str, content: bytes) -> Element:
        """The root of a new part that the document points to."""
        self.roots[name] = parse(content, name)
        self._declare(name, content_type)
        self._link(self.main, f"{OFFICE}{kind}", "/" + name)
        return self.roots[name]

    def _declare(self, name: str, content_type: str) -> None:
        types = self.root(CONTENT_TYPES)
        for known in [e for e in types if e.get("PartName") == f"/{name}"]:
            types.remove(known)
        values = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(types, f"{CT}Override", values)

    def _link(self, source: str, kind: str, target: str) -> None:
        home = rels_name(source) if source else "_rels/.rels"
        links = self.root(home)
        taken = {link.get("Id") for link in links}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdP{n}" not in taken)
        values = {"Id": f"rIdP{number}", "Type": kind, "Target": target}
        etree.SubElement(links, f"{REL}Relationship", values)

    def set_properties(self, properties: Mapping[str, str]) -> None:
        """The custom properties of these names say this; the others stay."""
        name = self.package.target("", LINKS[CUSTOM].rpartition("/")[2])
        if not name:
            name = CUSTOM
            self.roots[name] = parse(f'<Properties xmlns="{CUSTOM_NS}"/>'.encode())
            self._declare(name, TYPES[CUSTOM])
            self._link("", LINKS[CUSTOM], name)
        root = self.root(name)
        for key, value in properties.items():
            _set_property(root, key, value)

    def written(self) -> bytes:
        """The whole file; equal contents give equal bytes."""
        made = {name: packed(content) for name, content in self.texts.items()}
        made |= {name: packed(HEAD + utf8(root)) for name, root in self.roots.items()}
        names = dict.fromkeys((*FIRST_PARTS, *self.parts, *made))
        return zipped(
            (name, made[name] if name in made else self.parts.packed(name))
            for name in names
            if name in made or name in self.parts
        )


def _set_property(root: Element, name: str, value: str) -> None:
    found = next((e for e in root if e.get("name") == name), None)
    if found is None:
        numbers = [int(str(e.get("pid"))) for e in root if str(e.get("pid")).isdecimal()]
        found = etree.SubElement(
            root, f"{{{CUSTOM_NS}}}property", fmtid=FORMAT_ID, name=name,
            pid=str(max(numbers, default=1) + 1),
        )  # fmt: skip
    for old in list(found):
        found.remove(old)
    etree.SubElement(found, f"{VT}lpwstr").text = value


def open_word(content: bytes, *, own: bool = False) -> EditableDocument:
    """As its last writer wants it: tracked changes count as accepted.

    Of a file of our `own` making only what is asked for is unpacked, and the rest is copied as it lies.
    Raises UnsafeZipError or UnreadableWordError.
    """
    parts = open_zip(content)
    if not own:
        dict(parts)  # looks at every one of them
    try:
        package = open_package(parts)
    except BrokenXmlError as error:
        raise UnreadableWordError(DAMAGED) from error
    word = EditableDocument(parts, package, package.target("", "officeDocument"))
    if not word.main:
        raise UnreadableWordError("the file is no Word document")
    for name in word.stories():
        if any(sign in parts[name] for sign in SIGNS_OF_TRACKING[own]):
            accept(word.root(name))
    return word
