"""A workbook's visible cells as JSON. Runs in the limited child; only bytes go in and out."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl

from engine.disk.safe_zip import UnsafeZipError, read_zip
from engine.intake.tables.table import (
    DATE,
    ERROR,
    FORMULA,
    MARKS_SHEET,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    NUMBER,
    PERCENT,
    TRUTH,
)

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell that holds something: styled blanks close themselves and do not count.
_FILLED = re.compile(rb"<(?:\w+:)?c(\s[^>]*)?(?<!/)>")
_PLACE = re.compile(rb'\sr="([A-Z]+)([0-9]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CURRENCY = re.compile(r"[$€£¥₹₽₩₺₪₫฿₴]|\b[A-Z]{3}\b|\bkr\b|zł|Kč|\bFt\b")
# How a "Strict Open XML Spreadsheet" names its parts; a reader of the usual form sees no sheet in it.
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_Cell = str | list[str]
_Thing = Any  # the library's own book, sheet or cell, of many classes


def cells(content: bytes) -> bytes:
    """`{"sheets": [{"name", "rows": [[number, cells]]}], "marks": {…}}`; or why not, as
    `{"fault": sentence}`, `{"strict": true}` or `{"large": what is allowed}`.

    A cell is its text, or `[text, kind, exact, currency]`. Hidden sheets are not read.
    """
    return json.dumps(_read(content), ensure_ascii=False).encode()


def _read(content: bytes) -> dict[str, object]:
    try:
        parts = read_zip(content)
    except UnsafeZipError as error:
        return {"fault": str(error)}
    if "xl/workbook.xml" not in parts:
        return {"fault": "the file is no workbook in the .xlsx form"}
    if _STRICT in parts["xl/workbook.xml"]:
        return {"strict": True}
    rows, columns = _extent(parts)
    if rows > MAX_ROWS:
        return {"large": f"at most {MAX_ROWS} rows"}
    if columns > MAX_COLUMNS:
        return {"large": f"at most {MAX_COLUMNS} columns"}
    values = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    # Only the formulas themselves tell a blank cell from one that was never calculated.
    has_formulas = any(_FORMULA.search(xml) for xml in _sheets(parts).values())
    formulas = (
        openpyxl.load_workbook(BytesIO(content), read_only=True) if has_formulas else None
    )
    return _sheets_of(values, formulas, rows, columns)


def _sheets_of(values: _Thing, formulas: _Thing, rows: int, columns: int) -> dict[str, object]:
    sheets: list[object] = []
    marks: dict[str, str] = {}
    for sheet in values.worksheets:
        read = list(_rows(sheet, formulas, rows, columns))
        if sheet.sheet_state == "visible":
            large = any(len(_text(cell)) > MAX_CELL for _, cells in read for cell in cells)
            if large:
                return {"large": f"at most {MAX_CELL} characters in a cell"}
            sheets.append({"name": sheet.title, "rows": read})
        elif sheet.title == MARKS_SHEET:
            marks = {_text(c[0]): _text(c[1]) for _, c in read if len(c) > 1}
    return {"sheets": sheets, "marks": marks}


def _sheets(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: xml for name, xml in parts.items() if _SHEET.fullmatch(name)}


def _extent(parts: Mapping[str, bytes]) -> tuple[int, int]:
    """The last row and column that hold anything, over all sheets.

    Where a cell does not say its place, as far as we read at all: the rest is cut off there.
    """
    rows, columns = 1, 1
    for xml in _sheets(parts).values():
        for attributes in _FILLED.findall(xml):
            place = _PLACE.search(attributes)
            if place is None:
                return MAX_ROWS, MAX_COLUMNS
            rows = max(rows, int(place[2][:9]))
            columns = max(columns, _column_number(place[1]))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _rows(
    sheet: _Thing, formulas: _Thing, rows: int, columns: int
) -> Iterator[tuple[int, list[_Cell]]]:
    """Rows from the first to the last filled one, without the blank cells at their ends."""
    bounds = {"max_row": rows, "max_col": columns}
    sheet.reset_dimensions()
    twins: Iterator[tuple[_Thing, ...]] = iter(())
    if formulas is not None:
        formulas[sheet.title].reset_dimensions()
        twins = formulas[sheet.title].iter_rows(**bounds)
    blank: list[int] = []
    for number, row in enumerate(sheet.iter_rows(**bounds), start=1):
        twin = next(twins, ())
        found = [_cell(c, twin[i] if i < len(twin) else None) for i, c in enumerate(row)]
        while found and found[-1] == "":
            found.pop()
        if not found:
            blank.append(number)
            continue
        yield from ((n, []) for n in blank)
        blank = []
        yield number, found


def _text(cell: _Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _cell(cell: _Thing, twin: _Thing) -> _Cell:
    value = cell.value
    if value is None:
        # Of type `str`: it was calculated, and what it shows is the empty text.
        if twin is not None and twin.data_type == "f" and cell.data_type != "str":
            return [str(twin.value), FORMULA, "", ""]
        return ""
    if cell.data_type == "e":
        return [str(value), ERROR, "", ""]
    if isinstance(value, bool):
        return [str(value).upper(), TRUTH, "", ""]
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime | date):
        return [_day(value), DATE, value.isoformat(), ""]
    return str(value)


def _number(value: float, number_format: str) -> _Cell:
    """As Excel knows it: 15 digits. A percent is shown as a person sees it."""
    exact = str(value) if isinstance(value, int) else f"{value:.15g}"
    shown = re.sub(r'"[^"]*"|\\.', "", number_format)
    if "%" in shown:
        return [f"{value * 100:.15g}%", PERCENT, exact, ""]
    return [exact, NUMBER, exact, _currency(number_format)]


def _currency(number_format: str) -> str:
    """The sign that the format prints beside the number; empty when there is none."""
    positive = number_format.split(";")[0]
    told = re.search(r"\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]", positive)
    if told:
        return told[1].strip()
    literal = "".join(re.findall(r'"([^"]*)"|\\(.)', positive)[0]) if '"' in positive else ""
    sign = _CURRENCY.search(literal) or re.search(r"[$€£¥]", positive)
    return sign[0] if sign else ""


def _day(value: date) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ", "minutes")
    return f"{value:%Y-%m-%d}"
