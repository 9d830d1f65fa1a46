"""A workbook's visible cells as JSON. Runs in the limited child; only bytes go in and out."""

import json

from lxml import etree

from engine.disk.safe_zip import UnsafeZipError, read_zip
from engine.intake.tables.package import (
    ForeignError,
    NotReadError,
    StrictError,
    WorkbookParts,
    opened_package,
)
from engine.intake.tables.sheet_cells import (
    BeyondError,
    SharedParts,
    SheetRead,
    formats,
    read_sheet,
    shown_text,
    texts,
)
from engine.intake.tables.table import MARKS_SHEET, MAX_CELLS

MAX_CHARACTERS = 32 * 1024 * 1024  # of all cells together, as of a text file


def cells(content: bytes) -> bytes:
    """`{"sheets": [{"name", "rows": [[number, cells]], "hidden_rows", "hidden_columns",
    "merged"}],
    "hidden": [names], "marks": {…}}`; or why not, as `{"fault": sentence}`, `{"foreign": sentence}`,
    `{"strict": sentence}` or `{"large": {"expected", "sheet", "row", "cell"}}`.

    A cell is its text, or `[text, kind, exact, currency]`. Of hidden sheets only that of a form is read.
    """
    # Half a sign is none: whoever reads this finds it and names its cell.
    return json.dumps(_read(content), ensure_ascii=False).encode(errors="surrogatepass")


def _read(content: bytes) -> dict[str, object]:
    try:
        return _told(opened_package(read_zip(content)))
    except StrictError as error:
        return {"strict": str(error)}
    except ForeignError as error:
        return {"foreign": str(error)}
    except (UnsafeZipError, NotReadError) as error:
        return {"fault": str(error)}
    except BeyondError as error:
        place = {"sheet": error.sheet, "row": error.row, "cell": error.cell}
        return {"large": {"expected": error.most, **place}}
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return {"fault": "a part of it is no whole XML"}


def _told(package: WorkbookParts) -> dict[str, object]:
    book = SharedParts(
        tuple(texts(package.strings)) if package.strings else (),
        tuple(formats(package.styles)) if package.styles else (),
        package.from_1904,
    )
    sheets: list[object] = []
    hidden: list[str] = []
    marks: dict[str, str] = {}
    filled = characters = 0
    for part in package.sheets:
        if not part.visible and part.name != MARKS_SHEET:
            hidden.append(part.name)
            continue
        try:
            read = read_sheet(part.xml, book)
        except BeyondError as error:
            error.sheet = part.name
            raise
        filled, characters = filled + read.cells, characters + read.characters
        if filled > MAX_CELLS:
            raise BeyondError(f"at most {MAX_CELLS} cells")
        if characters > MAX_CHARACTERS:
            raise BeyondError("less than 32 MB of text")
        if part.visible:
            sheets.append({"name": part.name, **_plain(read)})
        else:
            marks = {shown_text(c[0]): shown_text(c[1]) for _, c in read.rows if len(c) > 1}
    return {"sheets": sheets, "hidden": hidden, "marks": marks}


def _plain(read: SheetRead) -> dict[str, object]:
    return {
        "rows": read.rows,
        "hidden_rows": read.hidden_rows,
        "hidden_columns": sorted(read.hidden_columns),
        "merged": read.merged,
    }
