"""Fill in a form as a person would: type into the yellow cells and save."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

Typed = dict[str, str | date]


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled(form: bytes, typed: Typed) -> bytes:
    """`typed` by what a cell is for: done, day, remarks, met.GOAL, answer.QUESTION, by."""
    book = openpyxl.load_workbook(BytesIO(form))
    for key, value in typed.items():
        book["Form"][place_of(form, key)] = value
    return saved(book)


def place_of(form: bytes, key: str) -> str:
    hidden = openpyxl.load_workbook(BytesIO(form))["planward"]
    marks = {row[0]: row[1] for row in hidden.iter_rows(max_col=2, values_only=True)}
    return str(marks[f"cell.{key}"])


def fill(file: Path, **typed: str | date) -> None:
    """Open, type, save, as Excel does: the file is another one afterwards, under its name."""
    new = file.with_name(f"{file.stem}.tmp")
    new.write_bytes(
        filled(file.read_bytes(), {k.replace("__", "."): v for k, v in typed.items()})
    )
    new.replace(file)


def words_of(form: bytes) -> list[str]:
    """Everything that can be read on the sheet."""
    sheet = openpyxl.load_workbook(BytesIO(form))["Form"]
    return [str(c) for row in sheet.iter_rows(values_only=True) for c in row if c is not None]
