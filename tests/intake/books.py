"""Workbooks for the tests, made as people and tools make them."""

import re
import zipfile
from io import BytesIO

import openpyxl


def book(*rows, sheet="Sheet1", formats=None, **others):
    """One sheet of these rows; `formats` by cell name; further sheets by name."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for cell, form in (formats or {}).items():
        page[cell].number_format = form
    for name, content in others.items():
        extra = made.create_sheet(name)
        for row in content:
            extra.append(list(row))
    return saved(made)


def merged(content, cells):
    """The workbook with these cells of its first sheet shown as one."""
    made = openpyxl.load_workbook(BytesIO(content))
    made.active.merge_cells(cells)
    return saved(made)


def saved(made):
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content, part, old, new):
    """The workbook with `old` replaced by `new` in one part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert re.search(old, data), data[:500]
                data = re.sub(old, lambda _: new, data)
            target.writestr(name, data)
    return out.getvalue()


def typed(content, sheet, cell, value):
    """The workbook after somebody typed `value` into a cell."""
    made = openpyxl.load_workbook(BytesIO(content))
    page = made[sheet] if sheet else made.active
    page[cell] = value
    return saved(made)


def parts_of(content):
    with zipfile.ZipFile(BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def shared(content):
    """The workbook as Excel writes it: its texts in one part, which the cells number."""
    parts, known = parts_of(content), {}

    def numbered_text(found):
        return f' t="s"><v>{known.setdefault(found[1], len(known))}</v>'

    inline = re.compile(r' t="inlineStr"><is><t>(.*?)</t></is>')
    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        parts[name] = inline.sub(numbered_text, parts[name].decode()).encode()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = "".join(f"<si><t>{text}</t></si>" for text in known)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{texts}</sst>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Type="{kind}" Target="/xl/sharedStrings.xml" Id="rIdT"/></Relationships>'
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    return packed(parts)


def rebuilt(content, *, names=(), **edits):
    """The workbook with parts under other names, wherever they are named, and others edited.

    `names` are pairs of old and new; `edits` a function for `sheet`, `book`, `links` or `all`.
    """
    parts = parts_of(content)
    for old, new in names:
        parts[new] = parts.pop(old)
        for each in ("xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"):
            if each in parts:
                parts[each] = parts[each].replace(f'"/{old}"'.encode(), f'"/{new}"'.encode())
                parts[each] = parts[each].replace(f'"{old}"'.encode(), f'"/{new}"'.encode())
    where = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml",
             "links": "xl/_rels/workbook.xml.rels"}  # fmt: skip
    for part, edit in edits.items():
        for name in [n for n in parts if part == "all" or n == where[part]]:
            parts[name] = (
                edit(parts[name].decode()) if name.endswith((".xml", ".rels")) else parts[name]
            )
    return packed({n: d if isinstance(d, bytes) else d.encode() for n, d in parts.items()})


def numbered(*numbers, format_code="General", header="Quota", **attributes):
    """A sheet of E00012's months, or of the one number given, each cell in this format."""
    made = openpyxl.Workbook()
    page = made.active
    page.append(["Employee", "Period", header])
    for month, number in enumerate(numbers, start=1):
        page.append(["E00012", f"2026-{month:02}", number])
        page.cell(month + 1, 3).number_format = format_code
    for name, value in attributes.items():
        setattr(page.sheet_view, name, value)
    return saved(made)
