"""Builds small Word files for tests, and changes a part of one by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
from docx.document import Document

from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.compile import Template, compile_template
from engine.documents.template.render import render
from engine.documents.word.metadata import NAMES

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"
ROLES = ("manager", "second_line", "hr", "employee")
TOKENS = {role: f"{role[:2]}234567abcd" for role in ROLES}
PROPERTIES = {name: f"<{name}> & co" for name in NAMES}

# python-docx's own default skin carries 790 KB of styles; parsing it would be most of each test.
PLAIN_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{W_NS}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/>'
    '<w:basedOn w:val="Heading1"/></w:style></w:styles>'
)


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return with_parts(out.getvalue(), {"word/styles.xml": PLAIN_STYLES})


def letter(
    *paragraphs: str, rows: Sequence[Sequence[str]] = (), header: str = "", footer: str = ""
) -> bytes:
    """A letter of these paragraphs, then one table; a line starting with `# ` is a heading."""
    document = docx.Document()
    for text in paragraphs:
        if text.startswith("# "):
            document.add_paragraph(text[2:], style="Heading 1")
        else:
            document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *more = text.split("\n")
                cell.paragraphs[0].text = first
                for line in more:
                    cell.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def with_body(xml: str) -> bytes:
    """A letter whose first paragraph is this XML, with `w:` bound."""
    return changed(letter("HERE", "and an end"), BODY, lambda text: _put(text, xml))


def _put(text: str, xml: str) -> str:
    """The paragraph that says HERE, replaced. The start of a paragraph is its last `<w:p>`."""
    before, after = text.split("HERE")
    start, end = before.rindex("<w:p>"), after.index("</w:p>") + len("</w:p>")
    return before[:start] + xml + after[end:]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def with_parts(content: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """The same file with some parts replaced or added."""
    return zipped(parts_of(content) | dict(parts))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    before = parts_of(content)[part].decode()
    after = change(before)
    assert after != before, f"nothing changed in {part}"
    return with_parts(content, {part: after})


def linked(content: bytes, kind: str, target: str, *, external: bool = False) -> bytes:
    """The same file whose body has one link more."""
    mode = ' TargetMode="External"' if external else ""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    return changed(content, rels, lambda text: text.replace("</Relationships>", link))


def sound(content: bytes, name: str = "letter.docx") -> Template:
    template = compile_template(name, content)
    assert isinstance(template, Template), "\n".join(map(str, template))
    return template


def problems(content: bytes, name: str = "letter.docx") -> list[Diagnostic]:
    template = compile_template(name, content)
    assert not isinstance(template, Template), "the template was found sound"
    return template


def filled(content: bytes, **brief: object) -> bytes:
    return render(sound(content), brief, PROPERTIES, TOKENS)
