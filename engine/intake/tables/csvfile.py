"""Text files into rows, in the encoding a mark, UTF-8 itself or the source tells: no guess."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from engine.intake.tables.table import (
    HEADER_WITHIN,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Table,
    TableRow,
)
from engine.intake.values.mistake import Mistake

MAX_BYTES = 32 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Controls, and marks that turn or hide text: what is read must be what was seen.
BAD_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffd\ufffe\uffff]"
)


def decoded_text(content: bytes, declared: str) -> tuple[str, str] | Mistake:
    """The text and the encoding it was in. `declared` counts only when it is not UTF-8."""
    if len(content) > MAX_BYTES:
        return Mistake("F306", "a file below 32 MB", do="split the file by month or team")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding)
    told = _as(content, "utf-8")
    if isinstance(told, Mistake) and declared != "auto":
        return _as(content, declared)
    return told


def _as(content: bytes, encoding: str) -> tuple[str, str] | Mistake:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"byte 0x{content[error.start]:02X}"
        return Mistake(
            "F304", "text in UTF-8", found, do='save it in Excel as "CSV UTF-8"', row=line
        )
    bad = BAD_CHARACTER.search(text)
    if bad is None:
        return text, encoding
    row = text.count("\n", 0, bad.start()) + 1
    found = f"the character U+{ord(bad[0]):04X}"
    return Mistake("F305", "printable text", found, do="delete this character", row=row)


def first_rows(text: str, separator: str) -> tuple[TableRow, ...]:
    """The first rows, for finding the header. Quotes left open further down do no harm here."""
    lines = io.StringIO(text, newline="")
    rows = csv.reader(lines, delimiter=separator, strict=False)
    try:
        return tuple(_row(n, cells) for n, cells in enumerate(islice(rows, HEADER_WITHIN), 1))
    except csv.Error:
        return ()


def table(text: str, separator: str, encoding: str) -> Table | Mistake:
    """All rows, or what keeps them from being read."""
    rows: list[TableRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if len(rows) >= MAX_ROWS:
                return _too_large(f"at most {MAX_ROWS} rows", len(rows) + 1)
            if len(cells) > MAX_COLUMNS:
                return _too_large(f"at most {MAX_COLUMNS} columns", len(rows) + 1)
            rows.append(_row(len(rows) + 1, cells))
            if any(len(cell) > MAX_CELL for cell in cells):
                return _too_large(f"at most {MAX_CELL} characters in a cell", len(rows))
    except csv.Error:
        return _broken(text, separator, len(rows))
    return Table("", tuple(rows), encoding, separator)


def _row(number: int, cells: list[str]) -> TableRow:
    return TableRow(number, tuple(map(Cell, cells)))


def _too_large(expected: str, row: int) -> Mistake:
    return Mistake("F306", expected, do="split the file by month or team", row=row)


def _broken(text: str, separator: str, whole_rows: int) -> Mistake:
    """The row in which quotes went wrong, and the text they stand before."""
    fields = next(islice(_lenient(text, separator), whole_rows, None), [])
    found = next((f for f in fields if "\n" in f or '"' in f), fields[0] if fields else "")
    found = found.splitlines()[0][:40] if found else ""
    return Mistake(
        "F305",
        "a quote that is closed where its text ends",
        found,
        do=f'delete the quote (") before {found}' if found else "delete the quote",
        row=whole_rows + 1,
    )


def _lenient(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    except csv.Error:
        return
