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
