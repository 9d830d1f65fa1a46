"""Text files into rows, in the encoding a mark, UTF-8 itself or the source tells: no guess.

Runs in the limited child, but for files so small that they can cost no more than a child does.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice

from engine.intake.tables.table import (
    HEADER_WITHIN,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    beyond,
)
from engine.intake.values.mistake import Mistake

MAX_BYTES = 32 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")
AS_UTF8 = 'save it in Excel as "CSV UTF-8"'
HEAD_CELL = 256  # characters of a cell that may be a header
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
Told = Mapping[str, object]


def rows_answered(payload: bytes) -> bytes:
    """What `rows_told` says of the file below a line of `{"declared": encoding, "separator": sign}`.

    Of a Mistake, `{"refused": its fields}`.
    """
    ask, _, content = payload.partition(b"\n")
    csv.field_size_limit(max(len(content), 1))  # our own limit is lower, and says where
    found = rows_told(content, **json.loads(ask))
    if isinstance(found, Mistake):
        found = {"refused": asdict(found)}
    return json.dumps(found, ensure_ascii=False).encode()


def rows_told(content: bytes, declared: str, separator: str) -> Told | Mistake:
    """`{"encoding", "rows"}`, or where no separator is given
    `{"encoding", "heads": {separator: {"rows", "beyond", "row"}}}`.

    `heads` are the first rows, cut short, for finding the header; `beyond` says how
    much is read where `row` holds more, or nothing. `declared` counts only for what is not UTF-8.
    """
    found = _decoded(content, declared)
    if isinstance(found, Mistake):
        return found
    text, encoding = found
    lines = io.StringIO(text, newline="")
    if not separator:
        heads = {sign: _head(lines, sign) for sign in SEPARATORS}
        return {"encoding": encoding, "heads": heads}
    rows = _rows(lines, separator)
    return rows if isinstance(rows, Mistake) else {"encoding": encoding, "rows": rows}


def _decoded(content: bytes, declared: str) -> tuple[str, str] | Mistake:
    if len(content) > MAX_BYTES:
        return beyond("a file below 32 MB")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            while content.startswith(mark):  # programs that each set one
                content = content[len(mark) :]
            return _as(content, encoding)
    found = _as(content, "utf-8")
    if isinstance(found, Mistake) and declared != "auto":
        return _as(content, declared)
    return found


def _as(content: bytes, encoding: str) -> tuple[str, str] | Mistake:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"byte 0x{content[error.start]:02X}"
        return Mistake("F304", "text in UTF-8", found, do=AS_UTF8, row=line)
    bad = BAD_CHARACTER.search(text)
    if bad is None:
        return text, encoding
    row = text.count("\n", 0, bad.start()) + 1
    found = f"the character U+{ord(bad[0]):04X}"
    if bad[0] == "\0":  # of another encoding, and nothing that anybody could delete
        return Mistake("F304", "text in UTF-8", found, do=AS_UTF8, row=row)
    return Mistake("F305", "printable text", found, do="delete this character", row=row)


def _head(lines: io.StringIO, separator: str) -> dict[str, object]:
    """Quotes left open further down do no harm here."""
    lines.seek(0)
    rows: list[list[str]] = []
    large = ("", 0)
    for number, cells in enumerate(islice(_lenient(lines, separator), HEADER_WITHIN), 1):
        if not large[0] and len(cells) > MAX_COLUMNS:
            large = (f"at most {MAX_COLUMNS} columns", number)
        cells = cells[: MAX_COLUMNS + 1]
        if not large[0] and any(len(cell) > MAX_CELL for cell in cells):
            large = (f"at most {MAX_CELL} characters in a cell", number)
        rows.append([cell[:HEAD_CELL] for cell in cells])
    return {"rows": rows, "beyond": large[0], "row": large[1]}


def _rows(lines: io.StringIO, separator: str) -> list[list[str]] | Mistake:
    """All rows, or what keeps them from being read."""
    rows: list[list[str]] = []
    filled = 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for cells in reader:
            filled += len(cells)
            if len(rows) >= MAX_ROWS:
                return beyond(f"at most {MAX_ROWS} rows", len(rows) + 1)
            if len(cells) > MAX_COLUMNS:
                return beyond(f"at most {MAX_COLUMNS} columns", len(rows) + 1)
            if filled > MAX_CELLS:
                return beyond(f"at most {MAX_CELLS} cells", len(rows) + 1)
            rows.append(cells)
            if any(len(cell) > MAX_CELL for cell in cells):
                return beyond(f"at most {MAX_CELL} characters in a cell", len(rows))
    except csv.Error:
        return _broken(lines, separator, len(rows))
    return rows


def _broken(lines: io.StringIO, separator: str, whole_rows: int) -> Mistake:
    """The row in which quotes went wrong, and the text they stand before."""
    lines.seek(0)
    fields: list[str] = next(islice(_lenient(lines, separator), whole_rows, None), [])
    found = next((f for f in fields if "\n" in f or '"' in f), fields[0] if fields else "")
    found = found.splitlines()[0][:40] if found else ""
    return Mistake(
        "F305",
        "a quote that is closed where its text ends",
        found,
        do=f'delete the quote (") before {found}' if found else "delete the quote",
        row=whole_rows + 1,
    )


def _lenient(lines: io.StringIO, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator, strict=False)
    except csv.Error:
        return
