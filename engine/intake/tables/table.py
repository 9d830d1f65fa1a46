"""Rows and cells as a person sees them, whatever kind of file they came from."""

from dataclasses import dataclass
from typing import NamedTuple

from engine.intake.values.mistake import Mistake

MAX_COLUMNS = 200
MAX_ROWS = 50_000
MAX_CELLS = 500_000  # of a file, all its sheets together
MAX_CELL = 4096  # characters
HEADER_WITHIN = 30  # rows searched for the header

TEXT, NUMBER, PERCENT, DATE, TRUTH, ERROR, FORMULA, DRESSED = (
    "text", "number", "percent", "date", "truth", "error", "formula", "dressed"
)  # fmt: skip


class Cell(NamedTuple):
    """`text` is what stands there, `exact` the value of what Excel knows as a number or date.

    `exact` of a percent is the fraction (0.624), of a date 2026-05-12. `currency` is the sign
    the cell's number format prints, if any. `kind` FORMULA: a formula never calculated. DRESSED: a
    number that its format shows as something else, 70 as "70k"; `exact` is then empty where we cannot
    tell what is shown, and `currency` is the format.
    """

    text: str
    kind: str = TEXT
    exact: str = ""
    currency: str = ""


class TableRow(NamedTuple):
    number: int  # from 1, as Excel counts
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a whole text file. `separator` and `encoding` are empty for a workbook.

    What nobody sees in the sheet is read all the same: `hidden_rows` by number, `hidden_columns` by
    position. `merged` are cells shown as one: first and last row, first and last position.
    """

    sheet: str
    rows: tuple[TableRow, ...]
    encoding: str = ""
    separator: str = ""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()


_LARGE = {
    "columns": "delete the columns that are not needed",
    "cell": "shorten this text, or delete its column if it is not needed",
}


def beyond(expected: str, row: int = 0, sheet: str = "", cell: str = "") -> Mistake:
    """A file of more than is read. `expected` is how much is, and its last word of what."""
    do = _LARGE.get(expected.rpartition(" ")[2], "split the file by month or team")
    return Mistake("F306", expected, do=do, sheet=sheet, row=row, cell=cell)


def cell_name(row: int, column: int) -> str:
    """`C14` for row 14 and the third column (2)."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row}"


MARKS_SHEET = "planward"  # the hidden sheet that says what the form is about
