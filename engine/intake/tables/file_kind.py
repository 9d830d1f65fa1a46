"""What a file is, by its first bytes: text, a workbook, or something nobody can read here."""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.disk.child import Child, Failed, FailureCause, child
from engine.intake.tables.csvfile import BAD_CHARACTER
from engine.intake.tables.table import Cell, Table, TableRow, beyond, cell_name
from engine.intake.tables.text_file import TextFile
from engine.intake.values.mistake import Mistake
from engine.intake.values.own_failure import ReaderStoppedError

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's bytes, told apart by what they are and not by the name."""

    name: str
    content: bytes
    sheets: tuple[Table, ...] = ()  # of a workbook
    text: TextFile | None = None  # None: a workbook
    marks: Mapping[str, str] = field(default_factory=dict)  # of a form: what it is about
    hidden: tuple[str, ...] = ()  # sheets of which nothing was read


READER = "engine.intake.tables.workbook:cells"
NOT_STRICT = 'open it in Excel and save it as "Excel Workbook (*.xlsx)", not as "Strict Open XML Spreadsheet"'
FOREIGN = 'save it as "Excel Workbook (*.xlsx)" in the program that it was made with'
IN_EXCEL = 'open it in Excel and save it as "Excel Workbook (*.xlsx)"'
# Some systems call a web page an Excel file.
_NO_TABLE = (
    (re.compile(rb"\s*%PDF"), "a PDF", "export it as an Excel workbook or as CSV, and drop that"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|head|meta|table)\b", re.IGNORECASE),
     "a web page or XML under another name", IN_EXCEL),
)  # fmt: skip
AGAIN = "open it in Excel, save it under the same name, and drop it again"


def opened(name: str, content: bytes, reader: Child | None = None) -> OpenedFile | Mistake:
    """The file, told by its bytes and not by its name. `reader` is a warm child, if there is one."""
    if content.startswith(OLD_OFFICE):
        do = "open it in Excel and save it as an Excel workbook (.xlsx) without a password"
        return Mistake("F303", "a workbook without a password, in the .xlsx form", do=do)
    if content.startswith(ZIP):
        return _workbook(name, content, reader)
    for start, found, do in _NO_TABLE:
        if start.match(content):
            return Mistake("F303", "a workbook in the .xlsx form, or a text file", found, do=do)
    if not content.removeprefix(BOM_UTF8).strip():
        return Mistake("F309", "a file that is not empty", do="drop it again once it is filled")
    return OpenedFile(name, content, text=TextFile(content, reader))


def _workbook(name: str, content: bytes, reader: Child | None) -> OpenedFile | Mistake:
    if reader is None:
        with child() as own:
            return _workbook(name, content, own)
    answer = reader.call(READER, content)
    if isinstance(answer, Failed):
        if answer.why not in (FailureCause.MEMORY, FailureCause.TIME):
            raise ReaderStoppedError(answer)
        expected = "a workbook that can be read with little memory and time"
        return Mistake("F306", expected, do="copy the rows into a new workbook and drop that")
    return _told(name, content, json.loads(answer))


def _told(name: str, content: bytes, read: Mapping[str, Any]) -> OpenedFile | Mistake:
    if "fault" in read:
        return Mistake("F303", "a workbook that can be read safely", read["fault"], do=AGAIN)
    if "strict" in read:
        found = "a Strict Open XML Spreadsheet"
        return Mistake("F303", "a workbook in Excel's usual form", found, do=NOT_STRICT)
    if "foreign" in read:
        return Mistake("F303", "a workbook in the .xlsx form", read["foreign"], do=FOREIGN)
    if "large" in read:
        return beyond(**read["large"])
    sheets = tuple(_table(sheet) for sheet in read["sheets"])
    for table in sheets:
        if bad := _bad_character(table):
            return bad
    hidden = tuple(read["hidden"])
    return OpenedFile(name, content, sheets, marks=dict(read["marks"]), hidden=hidden)


def _table(sheet: Mapping[str, Any]) -> Table:
    rows = (TableRow(number, tuple(map(_cell, cells))) for number, cells in sheet["rows"])
    hidden = tuple(sheet["hidden_rows"]), tuple(sheet["hidden_columns"])
    merged = tuple((top, bottom, left, right) for top, bottom, left, right in sheet["merged"])
    return Table(str(sheet["name"]), tuple(rows), "", "", *hidden, merged)


def _cell(cell: str | list[str]) -> Cell:
    return Cell(cell) if isinstance(cell, str) else Cell(*cell)


def _bad_character(table: Table) -> Mistake | None:
    for row in table.rows:
        for position, cell in enumerate(row.cells):
            if bad := BAD_CHARACTER.search(cell.text):
                return Mistake(
                    "F305", "printable text", f"the character U+{ord(bad[0]):04X}",
                    do="type the cell anew", sheet=table.sheet, row=row.number,
                    cell=cell_name(row.number, position),
                )  # fmt: skip
    return None
