"""One sheet of a workbook into rows of cells as a person sees them, taken from its XML as it streams by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from engine.intake.tables.number_format import BUILT_IN, NumberFormat, number_format
from engine.intake.tables.package import (
    MAIN,
    YES,
    Element,
    NotReadError,
    check_start,
    checked_root,
    elements,
)
from engine.intake.tables.table import (
    DATE,
    DRESSED,
    ERROR,
    FORMULA,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    NUMBER,
    PERCENT,
    TRUTH,
    cell_name,
)

T = TypeVar("T")
JsonCell = str | list[str]
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_C, _ROW, _V, _F, _IS, _T, _RPH = (
    f"{MAIN}{name}" for name in ("c", "row", "v", "f", "is", "t", "rPh")
)
_ROOTS = (f"{MAIN}worksheet", f"{MAIN}sheetData")
TOO_FAR = "########"  # what Excel shows of a day beyond its calendar


class BeyondError(Exception):
    """More than is read of any file: how much is, and where there is more, if that is one place."""

    def __init__(self, most: str, row: int = 0, cell: str = "") -> None:
        super().__init__(most)
        self.most, self.row, self.cell, self.sheet = most, row, cell, ""


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What all sheets of a workbook share."""

    strings: tuple[str, ...]
    formats: tuple[NumberFormat, ...]  # by the number of a cell's style
    from_1904: bool


@dataclass(slots=True)
class SheetRead:
    """`rows` from the first to the last filled one, without the blank cells at their ends."""

    rows: list[tuple[int, list[JsonCell]]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[list[int]] = field(
        default_factory=list
    )  # first and last row, first and last column
    cells: int = 0
    characters: int = 0


def texts(xml: bytes) -> Iterator[str]:
    """The shared texts, in their order."""
    check_start(xml, "sst")
    for one in elements(xml, f"{MAIN}si"):
        yield _text(one)


def formats(xml: bytes) -> Iterator[NumberFormat]:
    """The number format of each style a cell can have."""
    root = checked_root(xml, "styleSheet")
    own = {
        one.get("numFmtId"): one.get("formatCode", "")
        for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    for style in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        number = style.get("numFmtId", "0")
        yield number_format(own.get(number) or BUILT_IN.get(_counted(number), "General"))


def read_sheet(xml: bytes, book: SharedParts) -> SheetRead:
    """Raises NotReadError where a cell would be lost, BeyondError over a limit."""
    check_start(xml, "worksheet")
    read, zeros, last = SheetRead(), True, 0
    tags = [f"{MAIN}{name}" for name in ("sheetView", "col", "row", "mergeCell")]
    for element in elements(xml, *tags):
        if element.tag == f"{MAIN}mergeCell":
            read.merged += _merged(element)
            continue
        if element.tag != _ROW:
            zeros = zeros and element.get("showZeros", "1") in YES
            read.hidden_columns.update(_hidden_columns(element))
            continue
        number = _counted(element.get("r") or str(last + 1))
        if number <= last or not _in_place(element):
            raise NotReadError("the rows of a sheet are not in their order")
        last = number
        _take(read, element, number, book, zeros=zeros)
    return read


def _in_place(row: Element) -> bool:
    above = [one.tag for one in row.iterancestors()]
    return tuple(reversed(above)) == _ROOTS


def _take(
    read: SheetRead, element: Element, number: int, book: SharedParts, *, zeros: bool
) -> None:
    cells = _cells(element, number, book, zeros=zeros)
    if not cells:
        return
    if number > MAX_ROWS:
        raise BeyondError(f"at most {MAX_ROWS} rows")
    read.cells += sum(1 for cell in cells if cell != "")
    read.characters += sum(len(shown_text(cell)) for cell in cells)
    read.rows += [(n, []) for n in range(len(read.rows) + 1, number)]
    read.rows.append((number, cells))
    if element.get("hidden", "0") in YES:
        read.hidden_rows.append(number)


def _hidden_columns(element: Element) -> range:
    if element.tag != f"{MAIN}col" or element.get("hidden", "0") not in YES:
        return range(0)
    first, last = _counted(element.get("min", "1")), _counted(element.get("max", "1"))
    return range(max(first, 1) - 1, min(last, MAX_COLUMNS))


def _merged(element: Element) -> list[list[int]]:
    """What does not say its cells merges none."""
    ends = [_PLACE.fullmatch(end) for end in element.get("ref", "").split(":")]
    if len(ends) != 2 or not ends[0] or not ends[1]:
        return []
    (first, top), (last, bottom) = ((_lettered(end[1]), int(end[2])) for end in ends if end)
    return [[top, bottom, first - 1, last - 1]]


def _cells(row: Element, number: int, book: SharedParts, *, zeros: bool) -> list[JsonCell]:
    cells: list[JsonCell] = []
    last = 0  # the column of the cell before, filled or not
    for element in row:
        if element.tag != _C:
            if element.tag == f"{MAIN}extLst":
                continue
            raise NotReadError(f"row {number} holds something else than cells")
        column = _column(element.get("r"), number, last)
        last = column
        cell = _cell(element, book, zeros=zeros)
        if cell == "":
            continue
        if column > MAX_COLUMNS:
            raise BeyondError(f"at most {MAX_COLUMNS} columns", number)
        if len(shown_text(cell)) > MAX_CELL:
            place = cell_name(number, column - 1)
            raise BeyondError(f"at most {MAX_CELL} characters in a cell", number, place)
        cells += [""] * (column - 1 - len(cells))
        cells.append(cell)
    return cells


def _column(place: str | None, row: int, last: int) -> int:
    """From 1. A cell that does not say where it stands is the next one."""
    if place is None:
        return last + 1
    match = _PLACE.fullmatch(place)
    column = _lettered(match[1] if match else "")
    if match is None or int(match[2]) != row or column <= last:
        raise NotReadError(f"the cells of row {row} are not in their order")
    return column


def _lettered(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def shown_text(cell: JsonCell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _text(element: Element) -> str:
    """All its runs together, without the reading aids that stand above a text."""
    runs = (
        t.text or "" for t in element.iter(_T) if not any(up.tag == _RPH for up in t.iterancestors())
    )  # fmt: skip
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), "".join(runs))


def _cell(element: Element, book: SharedParts, *, zeros: bool) -> JsonCell:
    kind = element.get("t", "n")
    formula, typed = element.find(_F), element.findtext(_V, "")
    if kind == "inlineStr":
        return "".join(map(_text, element.iterfind(_IS)))
    if typed == "":
        # Of type `str`: it was calculated, and what it shows is the empty text.
        if formula is None or kind == "str":
            return ""
        return [f"={formula.text or ''}", FORMULA, "", ""]
    if kind == "s":
        return _listed(book.strings, _counted(typed))
    if kind == "str":
        return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), typed)
    if kind == "e":
        return [typed, ERROR, "", ""]
    if kind == "b":
        return ["TRUE" if typed in YES else "FALSE", TRUTH, "", ""]
    if kind == "d":
        return _day_of(_moment(typed))
    if kind != "n":
        raise NotReadError(f'a cell is of the kind "{kind}"')
    style = _counted(element.get("s", "0"))
    return _number(
        typed.strip(), _listed(book.formats, style) if book.formats else number_format("General"),
        from_1904=book.from_1904, zeros=zeros,
    )  # fmt: skip


def _counted(text: str) -> int:
    """The place of a row, or in a list; what is no such number is no place from its end either."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise NotReadError("a place in it is no number")
    return int(text)


def _listed(known: Sequence[T], at: int) -> T:
    if at >= len(known):
        raise NotReadError("a cell names a text or a format that is not there")
    return known[at]


def _moment(typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed)
    except ValueError as error:
        raise NotReadError("a cell that should hold a day holds none") from error


def _number(typed: str, form: NumberFormat, *, from_1904: bool, zeros: bool) -> JsonCell:
    """As Excel knows it: 15 digits. A percent is shown as a person sees it."""
    if not _NUMBER.fullmatch(typed):
        raise NotReadError("a cell that should hold a number holds none")
    value = float(typed)
    whole = re.fullmatch("-?[0-9]{1,18}", typed)
    exact = str(int(typed)) if whole else f"{value:.15g}"
    if form.dated and not form.elapsed:
        return _dated(value, from_1904=from_1904, monthly=form.monthly)
    shape = form.of(value)
    unseen = form.elapsed or (value == 0 and not zeros)
    if unseen or not form.as_it_is(value):
        shown = "" if unseen else form.shown(value)
        return [shown or exact, DRESSED, exact if shown else "", form.code]
    if shape.percent:
        return [f"{value * 100:.15g}%", PERCENT, exact, ""]
    padded = form.shown(value)  # 00012, as in an id
    return [padded if padded.isdigit() else exact, NUMBER, exact, shape.currency]


def _dated(serial: float, *, from_1904: bool, monthly: bool) -> JsonCell:
    """The day a serial number stands for, in the date system of the workbook."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - Excel has no zones
    # Day 60 of the other system is a 29 February 1900 that never was.
    early = 1 if not from_1904 and serial < 60 else 0
    try:
        moment = start + timedelta(days=early, seconds=round(serial * 86_400))
    except OverflowError:
        return [TOO_FAR, ERROR, "", ""]
    if serial < 0:
        return [TOO_FAR, ERROR, "", ""]
    if serial < 1 and not from_1904:
        return moment.time().isoformat()
    return _day_of(moment, monthly=monthly)


def _day_of(moment: datetime, *, monthly: bool = False) -> JsonCell:
    """`monthly`: people see a month, whichever day of it is behind that."""
    shown = f"{date(moment.year, moment.month, moment.day):%Y-%m-%d}"
    if monthly:
        shown = shown[:-3]
    elif moment.hour or moment.minute or moment.second:
        shown = moment.isoformat(" ", "minutes")
    return [shown, DATE, moment.isoformat(), ""]
