"""Reads a Word file the way a person does: headings, paragraphs, tables, header, footer."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates" / "standard"
TAG = re.compile(r"\{[{%].*?[%}]\}")
NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
WORDS_OF_TAGS = {
    "p",
    "tr",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "in",
    "endfor",
    "not",
    "and",
    "or",
}


def sample(name: str) -> dict[str, Any]:
    text = (TEMPLATES / f"{name}.sample.yaml").read_text(encoding="utf-8")
    brief: dict[str, Any] = yaml.safe_load(text)
    return brief


def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.docx").read_bytes()


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def body(data: bytes) -> etree._Element:
    found = part(data, "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if style is None else style.get(f"{W}val")


def text_of(element: etree._Element) -> str:
    """The visible text; a line break is a space here."""
    pieces = []
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        pieces.append(node.text or "" if node.tag == f"{W}t" else " ")
    return "".join(pieces)


def headings(data: bytes) -> list[str]:
    return [text_of(p) for p in body(data).iter(f"{W}p") if style_of(p) == "Heading1"]


def tables(data: bytes, style: str = "") -> list[etree._Element]:
    found = body(data).iter(f"{W}tbl")
    return [t for t in found if not style or table_style(t) == style]


def table_style(table: etree._Element) -> str:
    return table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")


def rows(table: etree._Element) -> list[etree._Element]:
    return table.findall(f"{W}tr")


def is_tag_row(row: etree._Element) -> bool:
    return text_of(row).strip().startswith("{%tr")


def cells(row: etree._Element) -> list[str]:
    found = []
    for cell in row.findall(f"{W}tc"):
        lines = (text_of(p).strip() for p in cell.iter(f"{W}p"))
        found.append(" / ".join(line for line in lines if line))
    return found


def as_text(data: bytes) -> str:
    """The whole document as lines, with the marks a reader of a golden file needs."""
    lines = [f"[header] {text_of(part(data, 'word/header1.xml'))}", ""]
    for block in body(data):
        lines += _lines(block)
    footer = part(data, "word/footer1.xml")
    lines += [f"[footer] {text_of(p)}" for p in footer.iter(f"{W}p")]
    return "\n".join(lines) + "\n"


def _lines(block: etree._Element) -> Iterator[str]:
    if block.tag == f"{W}tbl":
        yield from (f"| {' | '.join(cells(row))} |" for row in rows(block))
        yield ""
    elif block.tag == f"{W}p":
        marks = {"Title": "# ", "Heading1": "## ", "ListBullet": "- ", "Lead": "> "}
        yield marks.get(style_of(block), "") + text_of(block)
        yield ""


def fields_asked(data: bytes) -> set[str]:
    """Dotted fields of every tag in every part; what a loop goes through ends in []."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [n for n in package.namelist() if n.startswith("word/") and n.endswith(".xml")]
        paragraphs = [
            text_of(p) for n in parts for p in etree.fromstring(package.read(n)).iter(f"{W}p")
        ]
    asked: set[str] = set()
    loops: dict[str, str] = {}
    for tag in TAG.findall("\n".join(paragraphs)):
        asked |= _names(tag, loops)
    return asked


def _names(tag: str, loops: dict[str, str]) -> set[str]:
    names = [n for n in NAME.findall(tag) if n not in WORDS_OF_TAGS]
    if re.match(r"\{%(p |tr )? ?for ", tag):
        variable, path = names
        loops[variable] = f"{path}[]"
        return {f"{path}[]"}
    found = set()
    for name in names:
        first, _, rest = name.partition(".")
        if first != "loop":
            found.add(f"{loops[first]}.{rest}" if first in loops else name)
    return found
