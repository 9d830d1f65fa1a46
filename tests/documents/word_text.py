"""Reads back what a Word file says: its text, tables, headings and properties, from its own XML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.disk.safe_zip import read_zip
from engine.documents.word.package import Package, open_package, root_element
from engine.documents.word.wordml import (
    TBL,
    TC,
    TR,
    BrokenXmlError,
    Element,
    P,
    heading_level,
    heading_styles,
    nearest_ancestor,
    parse,
    text_of,
)
from engine.documents.word.wrong_word import UnreadableWordError


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a Word file says. Insertions count as text, deletions do not."""

    lines: tuple[str, ...]  # every paragraph of the body in reading order, tables too
    tables: tuple[tuple[tuple[str, ...], ...], ...]  # table, row, cell; lines of a cell joined
    headings: tuple[str, ...]
    around: tuple[str, ...]  # headers, footers and footnotes, in the order of their names
    properties: Mapping[str, str]  # the custom ones
    core: Mapping[str, str]  # title, subject …

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_word(content: bytes) -> DocumentText:
    """Raises UnsafeZipError or UnreadableWordError."""
    try:
        return _said(open_package(read_zip(content)))
    except BrokenXmlError as error:
        raise UnreadableWordError("the file is damaged: a part of it is no XML") from error


def _said(package: Package) -> DocumentText:
    main = package.target("", "officeDocument")
    body = root_element(package, main)
    if body is None:
        raise UnreadableWordError("the file is no Word document")
    headings = heading_styles(root_element(package, package.target(main, "styles")))
    around = [
        link.target
        for link in package.links_from(main)
        if link.kind in {"header", "footer", "footnotes"} and link.target in package.parts
    ]
    return DocumentText(
        lines=tuple(text_of(p) for p in body.iter(P)),
        tables=tuple(_table(t) for t in body.iter(TBL)),
        headings=tuple(text_of(p).strip() for p in body.iter(P) if heading_level(p, headings)),
        around=tuple(
            text_of(p)
            for name in sorted(set(around))
            for p in parse(package.parts[name]).iter(P)
        ),
        properties=dict(
            _properties(root_element(package, package.target("", "custom-properties")))
        ),
        core=dict(_properties(root_element(package, package.target("", "core-properties")))),
    )


def _table(table: Element) -> tuple[tuple[str, ...], ...]:
    rows = [row for row in table.iter(TR) if nearest_ancestor(row, TBL) is table]
    return tuple(tuple(_cells(row)) for row in rows)


def _cells(row: Element) -> Iterator[str]:
    for cell in row.iter(TC):
        if nearest_ancestor(cell, TR) is row:
            yield "\n".join(text_of(p) for p in cell.iter(P) if nearest_ancestor(p, TC) is cell)


def _properties(root: Element | None) -> Iterator[tuple[str, str]]:
    for element in root if root is not None else ():
        name = element.get("name") or str(element.tag).rpartition("}")[2]
        yield str(name), "".join(str(text) for text in element.itertext())
