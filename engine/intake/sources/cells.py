"""One cell to one value, or to the mistake that names it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from engine.core.facts.facts import Origin
from engine.core.values.period import Period
from engine.core.values.suggest import one_sign_from
from engine.intake.sources.header import Header
from engine.intake.sources.source import FigureColumn, IdColumn, PeriodColumn
from engine.intake.tables.table import (
    DATE,
    DRESSED,
    ERROR,
    FORMULA,
    NUMBER,
    PERCENT,
    TEXT,
    Cell,
    TableRow,
    cell_name,
)  # fmt: skip
from engine.intake.values.day import TOO_FAR, Dating, read_period, widened
from engine.intake.values.day_parts import PartOfDay, day_part, part_wanted
from engine.intake.values.mistake import Mistake
from engine.intake.values.number import MAX_DIGITS, Bad, Notation, read_number, written

EMPTY = Cell("")
LONGEST_NAME = 200
LONG_ID = 5  # signs of an id: of shorter ones, E1 and E10, another length is another id
CERTAIN = "type the number in digits once it is certain; clear the cell if it is not known"
NOBODYS = "; delete the row if it is nobody's, such as a total"
SAFE_ID = re.compile("[A-Za-z0-9][A-Za-z0-9-]{0,31}")  # whatever a source's own pattern allows


@dataclass(frozen=True, slots=True)
class CellContext:
    """What every cell of one file shares."""

    drop: str  # sha256 of the bytes
    file: str
    sheet: str
    header: Header
    blank: tuple[str, ...]
    today: date
    known: frozenset[str] | None
    names: frozenset[str] = frozenset()  # of the people the roster knows

    def cell(self, row: TableRow, position: int | None) -> Cell:
        if position is None or position >= len(row.cells):
            return EMPTY
        return row.cells[position]

    def is_blank(self, cell: Cell) -> bool:
        return cell.kind != FORMULA and cell.text.strip() in self.blank

    def origin(self, row: TableRow, position: int) -> Origin:
        name = self.header.names[position]
        return Origin(
            self.drop, self.file, self.sheet, row.number, name, self.cell(row, position).text
        )

    def mistake(
        self, code: str, row: TableRow, position: int, bad: Bad, *, do: str = ""
    ) -> Mistake:
        return Mistake(
            code, bad.expected, self.cell(row, position).text.strip(), bad.type, do,
            self.sheet, row.number, self.header.names[position],
            cell_name(row.number, position),
        )  # fmt: skip


def broken(reading: CellContext, row: TableRow, position: int, expected: str) -> Mistake | None:
    """A cell that holds no value at all: an Excel error, a formula never calculated; or a number that
    shows as another.
    """
    cell = reading.cell(row, position)
    if cell.kind == FORMULA:
        bad = Bad("a calculated value, not a formula that was never calculated", "")
        do = "open the file in Excel, save it once, and drop it again"
        return reading.mistake("F318", row, position, bad, do=do)
    if cell.kind == DRESSED and not cell.exact:
        bad = Bad(f"{expected} as it is, not in the format {cell.currency}", "")
        do = f'set the format of cell {cell_name(row.number, position)} to "General", type {expected}'
        return reading.mistake("F318", row, position, bad, do=do)
    if cell.kind == ERROR:
        do = f"type {expected}, or clear the cell if it is not known"
        return reading.mistake("F318", row, position, Bad(expected, ""), do=do)
    return None


def employee_at(
    reading: CellContext, row: TableRow, position: int, column: IdColumn, aside: str = ""
) -> str | Mistake:
    """The id in this cell, as written there or through the source's own table of ids.

    `aside` is what else may be done where there is none.
    """
    cell = reading.cell(row, position)
    if fault := broken(reading, row, position, "an employee's id"):
        return fault
    text = cell.text.strip()
    if not text:
        return reading.mistake(
            "F317",
            row,
            position,
            Bad("an employee's id", ""),
            do=f"type the id{aside}",
        )
    text = column.ids.get(text, text)
    if re.fullmatch(column.pattern, text, re.ASCII) and SAFE_ID.fullmatch(text):
        return text
    expected = f"an employee's id, such as {_example_id(column.pattern, reading.known)}"
    bad = Bad(expected, _repaired_id(text, column, reading.known))
    return reading.mistake("F310", row, position, bad, do=f"type the employee's id{aside}")


def known_employee(
    reading: CellContext, row: TableRow, position: int, id_: str
) -> Mistake | None:
    """None when the roster knows the id, or when there is no roster to ask."""
    known = reading.known
    if known is None or id_ in known:
        return None
    near = one_sign_from(id_, known)
    if len(id_) < LONG_ID and len(near) != len(id_) and _counted(near) != _counted(id_):
        near = ""  # whoever came tenth is nobody's slip of the pen
    bad = Bad("the id of an employee the roster knows", near)
    do = "type another id, or have this person added to the roster first"
    return reading.mistake("F311", row, position, bad, do=do)


def _counted(id_: str) -> str:
    """The digits of an id without the zeros before them: of E01 and of E1 the same."""
    return "".join(c for c in id_ if c.isdecimal()).lstrip("0")


@lru_cache(maxsize=64)  # asked for every wrong id of a file
def _example_id(pattern: str, known: frozenset[str] | None) -> str:
    fitting = (id_ for id_ in known or () if re.fullmatch(pattern, id_, re.ASCII))
    return min(fitting, default="E00012")


def _repaired_id(text: str, column: IdColumn, known: frozenset[str] | None) -> str:
    """The id that was probably meant: capitals, plain signs, no blanks. Empty when unsure.

    Of "Ann" nobody should make the id ANN: where people are known it is one of theirs, and elsewhere
    the id as it stands there but for its capitals.
    """
    whole = unicodedata.normalize("NFKC", text).upper()
    plain = "".join(c for c in whole if c.isascii() and (c.isalnum() or c == "-"))
    fits = plain and re.fullmatch(column.pattern, plain, re.ASCII) and SAFE_ID.fullmatch(plain)
    if not fits:
        return ""
    if known is not None:
        return plain if plain in known else ""
    seen = "".join(c for c in whole if unicodedata.category(c) != "Cf").strip(" '\"`.")
    alike = plain == seen and any(c.isdigit() for c in plain)
    return plain if alike else ""


def period_at(
    reading: CellContext, row: TableRow, position: int, dating: Dating
) -> Period | Mistake:
    cell = reading.cell(row, position)
    if fault := broken(reading, row, position, "a date"):
        return fault
    if cell.kind == DATE:
        read = widened(date.fromisoformat(cell.exact[:10]), dating, reading.today)
    else:
        read = read_period(cell.text, dating, reading.today)
    if isinstance(read, Period):
        return read
    code = "F317" if not cell.text.strip() else "F314"
    do = "" if read.type else "type the date in this way, once it is certain which one is meant"
    if not read.type and read.expected.startswith(TOO_FAR):
        do = "type the day that is meant"
    return reading.mistake(code, row, position, read, do=do)


def period_in(reading: CellContext, row: TableRow, column: PeriodColumn) -> Period | Mistake:
    """From one column, or from several that say it together."""
    places = [reading.header.position(names) or 0 for names in (column.names, *column.others)]
    if len(places) == 1:
        return period_at(reading, row, places[0], column.dating)
    texts: list[str] = []
    for nth, at in enumerate(places):
        read = _part(reading, row, at, PartOfDay(column.dating, nth))
        if isinstance(read, Mistake):
            return read
        texts.append(read)
    period = read_period(" ".join(texts), column.dating, reading.today)
    if isinstance(period, Period):
        return period
    do = "type the right one, once it is certain"
    return reading.mistake("F314", row, places[0], Bad(period.expected, ""), do=do)


def _part(reading: CellContext, row: TableRow, position: int, part: PartOfDay) -> str | Mistake:
    cell = reading.cell(row, position)
    if fault := broken(reading, row, position, part_wanted(part)):
        return fault
    on = date.fromisoformat(cell.exact[:10]) if cell.kind == DATE else None
    read = day_part(cell.text, part, on)
    if isinstance(read, str):
        return read
    do = "" if read.type else "type it, once it is certain which one is meant"
    return reading.mistake("F314" if cell.text.strip() else "F317", row, position, read, do=do)


def number_at(
    reading: CellContext, row: TableRow, position: int, column: FigureColumn, notation: Notation
) -> Decimal | Mistake:
    """The figure, within its bounds, in units. The cell is not blank."""
    if fault := broken(reading, row, position, "the number"):
        return fault
    cell = reading.cell(row, position)
    read = _number(cell, column, notation)
    if isinstance(read, Bad):
        do = "" if read.type else _how(cell, column, notation, cell_name(row.number, position))
        return reading.mistake("F312", row, position, read, do=do)
    low, high = column.minimum, column.maximum
    if (low is not None and read < low) or (high is not None and read > high):
        bad = Bad(_between(low, high, notation), "")
        return reading.mistake("F313", row, position, bad, do=CERTAIN)
    return read * column.scale


def _how(cell: Cell, column: FigureColumn, notation: Notation, place: str) -> str:
    """What to do about a cell that holds no number, or one of which nobody can say what it means."""
    percent = column.type == "percent"
    if cell.kind == TEXT or (cell.kind == NUMBER and not cell.currency and not percent):
        return CERTAIN
    # Typing into a cell keeps its format, so the format has to go first.
    form, what = ("Percentage", "percentage") if percent else ("Number", "number")
    if cell.kind == NUMBER and not percent and notation.currency:
        what = f"amount in {notation.currency}"
    return f'set the format of cell {place} to "{form}", type the {what}'


def _number(cell: Cell, column: FigureColumn, notation: Notation) -> Decimal | Bad:
    percent = column.type == "percent"
    money = notation if column.type == "money" else Notation(notation.locale)
    if cell.kind == TEXT:
        return _from_text(cell.text, column, money)
    if cell.kind == PERCENT and percent:
        return _short(Decimal(cell.exact) * 100)
    if cell.kind == NUMBER and not percent:
        if cell.currency and cell.currency not in money.signs:
            wanted = notation.currency or "no currency sign"
            return Bad(f"an amount in {wanted}, not in {cell.currency}", "")
        return _short(Decimal(cell.exact))
    if cell.kind == NUMBER and column.bare:
        factor = 100 if column.bare == "fraction" else 1
        return _short(Decimal(cell.exact) * factor)
    wanted = "a percentage with its sign" if percent else "a number"
    if cell.kind == DRESSED:
        return Bad(f"{wanted} as it is, not in the format {cell.currency}", "")
    return Bad(f"{wanted}, not a cell formatted as {cell.kind}", "")


def _from_text(text: str, column: FigureColumn, notation: Notation) -> Decimal | Bad:
    if column.type == "percent" and column.bare and "%" not in text:
        read = read_number(text, notation)
        return read if isinstance(read, Bad) or column.bare == "points" else read * 100
    return read_number(text, notation, percent=column.type == "percent")


def _short(value: Decimal) -> Decimal | Bad:
    """Excel's number without the zeros its arithmetic leaves; refused beyond 18 digits."""
    plain = value.normalize()
    if not plain.is_finite() or abs(plain.adjusted()) >= MAX_DIGITS:
        return Bad(f"a number of at most {MAX_DIGITS} digits", "")
    # Only of what is no number at all is the exponent a letter, and that was refused above.
    return plain.quantize(Decimal(1)) if plain.as_tuple().exponent > 0 else plain  # type: ignore[operator]


def _between(low: Decimal | None, high: Decimal | None, notation: Notation) -> str:
    if low is not None and high is not None:
        return f"from {written(low, notation.locale)} to {written(high, notation.locale)}"
    if low is not None:
        return f"{written(low, notation.locale)} or more"
    return f"{written(high or Decimal(0), notation.locale)} or less"


def clean_text(text: str) -> str | None:
    """Text about a person in one normal form; None when it holds signs nobody can see."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    unseen = any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") for c in plain)
    return None if unseen or len(plain) > LONGEST_NAME else plain
