"""Draw a form as a workbook that people like to fill in, the same bytes for the same request."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from engine.intake.forms.form import (
    BY,
    DAY,
    DONE,
    FORM,
    MET,
    REMARKS,
    YES,
    FormGoal,
    FormQuestion,
    FormRequest,
)
from engine.intake.tables.table import MARKS_SHEET, MAX_CELL

_WIDTHS = {"A": 24, "B": 20, "C": 15, "D": 15, "E": 13, "F": 38}
_INK, _QUIET, _LINE, _HEAD, _FIELD = "1F2A37", "5B6673", "C9D1DA", "EEF1F5", "FFFBEA"
_EDGE = Side(style="thin", color=_LINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - the library writes it without a zone


@dataclass(slots=True)
class _Page:
    """The sheet as it grows, and what the hidden sheet will say about it."""

    sheet: Worksheet
    row: int = 1
    marks: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[str, ...]] = field(default_factory=list)


def make_form(request: FormRequest) -> bytes:
    """The workbook. The same request gives the same bytes. It holds no formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = "Form"
    page = _Page(sheet)
    _shape(sheet, request)
    _head(page, request)
    if request.action != "answer":
        _input(page, DONE, "Done?", "choose yes", choices=(YES,))
    if len(request.persons) > 1:
        _input(page, BY, "By whom?", "choose who did it", choices=request.persons)
        page.marks.append(("choices.by", "\n".join(request.persons)))
    _input(page, DAY, "On which day?", "for example 2026-05-12", dated=True)
    _goals(page, request.goals)
    _questions(page, request.questions)
    _remarks(page)
    _foot(page)
    _hidden(book, page, request)
    return _fixed_bytes(book)


def _shape(sheet: Worksheet, request: FormRequest) -> None:
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    if footer is not None and footer.left is not None:
        footer.left.text = f"{request.plan}  {request.duty or request.action}".replace(
            "&", "&&"
        )
        footer.left.size = 8


def _head(page: _Page, request: FormRequest) -> None:
    title = _put(page, "A", request.title, size=16, bold=True)
    page.sheet.row_dimensions[title.row].height = 26
    page.row += 1
    due = f"due {request.due}" if request.due else ""
    about = f"Employee {request.employee}, plan {request.plan}"
    _put(page, "A", ", ".join(filter(None, (about, due))), ink=_QUIET)
    page.row += 1
    if request.asks:
        _put(page, "A", request.asks, ink=_QUIET, wrap=True).alignment = Alignment(
            vertical="center", wrap_text=True
        )
        _join(page, "A", "F")
        page.sheet.row_dimensions[page.row].height = 15 * (1 + len(request.asks) // 110)
        page.row += 1
    _put(page, "A", "Fill in the yellow cells and save. Nothing else is read.", ink=_QUIET)
    page.row += 2


def _input(
    page: _Page, key: str, label: str, hint: str, *, choices: tuple[str, ...] = (), dated: bool = False
) -> None:  # fmt: skip
    _put(page, "A", label, bold=True)
    _open(page, key, "B", "A", label, choices=choices, dated=dated)
    _put(page, "C", hint, ink=_QUIET, size=9).alignment = Alignment(
        vertical="center", horizontal="left", indent=1
    )
    page.sheet.row_dimensions[page.row].height = 20
    page.row += 1


def _goals(page: _Page, goals: Sequence[FormGoal]) -> None:
    if not goals:
        return
    page.row += 1
    heads = ("Goal", "Measure", "Target", "So far", "Met?", "Remark")
    for column, text in zip("ABCDEF", heads, strict=True):
        _headed(_put(page, column, text, bold=True, size=10))
    page.sheet.row_dimensions[page.row].height = 18
    page.row += 1
    for goal in goals:
        told = (goal.name, goal.measure, goal.target, goal.so_far)
        for column, text in zip("ABCD", told, strict=True):
            _put(page, column, text, wrap=True).border = _BOX
        if goal.judged:
            _open(page, f"met.{goal.id}", "E", "A", goal.name, choices=MET)
        else:
            _put(page, "E", "by figures", ink=_QUIET, size=10).border = _BOX
        _open(page, f"remark.{goal.id}", "F", "A", goal.name)
        page.sheet.row_dimensions[page.row].height = 16 * max(2, 1 + len(goal.name) // 21)
        page.row += 1


def _questions(page: _Page, questions: Sequence[FormQuestion]) -> None:
    if not questions:
        return
    page.row += 1
    for column, text in (("A", "Question"), ("F", "Answer")):
        _headed(_put(page, column, text, bold=True, size=10))
    _join(page, "A", "E")
    page.sheet.row_dimensions[page.row].height = 18
    page.row += 1
    for question in questions:
        _put(page, "A", question.text, wrap=True)
        _join(page, "A", "E")
        shown = tuple(answer.replace("_", " ") for answer in question.answers)
        _open(page, f"answer.{question.id}", "F", "A", question.text, choices=shown)
        page.marks.append((f"answers.{question.id}", "\n".join(question.answers)))
        page.sheet.row_dimensions[page.row].height = 15 * (1 + len(question.text) // 80) + 5
        page.row += 1


def _remarks(page: _Page) -> None:
    page.row += 1
    _put(page, "A", "Remarks", bold=True).alignment = Alignment(vertical="top")
    _open(page, REMARKS, "B", "A", "Remarks")
    _join(page, "B", "F")
    page.sheet.row_dimensions[page.row].height = 90
    page.row += 2


def _foot(page: _Page) -> None:
    text = "Save this file where it lies. It is read by itself; what is missing is told in a note beside it."
    _put(page, "A", text, ink=_QUIET, size=9)


def _put(
    page: _Page,
    column: str,
    text: str,
    *,
    bold: bool = False,
    size: int = 11,
    ink: str = _INK,
    wrap: bool = False,
) -> Cell:
    """Text, always as text: what begins with = stays what it says."""
    cell = page.sheet[f"{column}{page.row}"]
    assert isinstance(cell, Cell)  # noqa: S101 - merged cells are never written into
    cell.value = _plain(text)
    cell.data_type = "s"
    cell.font = Font(name="Calibri", size=size, bold=bold, color=ink)
    boxed = bool(wrap or size == 10)  # text in a frame keeps a little way from its edge
    cell.alignment = Alignment(
        vertical="center", horizontal="left", wrap_text=wrap, indent=int(boxed)
    )
    return cell


def _plain(text: str) -> str:
    return _ILLEGAL.sub("", text)[:MAX_CELL]


def _headed(cell: Cell) -> None:
    cell.fill, cell.border = PatternFill("solid", fgColor=_HEAD), _BOX


def _join(page: _Page, first: str, last: str) -> None:
    page.sheet.merge_cells(f"{first}{page.row}:{last}{page.row}")


def _open(
    page: _Page, key: str, column: str, label_at: str, label: str,
    *, choices: tuple[str, ...] = (), dated: bool = False,
) -> None:  # fmt: skip
    """A cell to fill in. Its place and the label beside it go to the hidden sheet."""
    place = f"{column}{page.row}"
    cell = page.sheet[place]
    cell.fill, cell.border = PatternFill("solid", fgColor=_FIELD), _BOX
    cell.font = Font(name="Calibri", size=11, color=_INK)
    upper = "top" if key == REMARKS else "center"
    cell.alignment = Alignment(vertical=upper, wrap_text=True, horizontal="left", indent=1)
    cell.number_format = "yyyy-mm-dd" if dated else "@"
    page.marks.append((f"cell.{key}", place))
    page.marks.append((f"label.{key}", f"{label_at}{page.row} {_plain(label)}"))
    if choices:
        page.choices.append(choices)
        column_letter = chr(ord("D") + len(page.choices) - 1)
        area = f"{MARKS_SHEET}!${column_letter}$1:${column_letter}${len(choices)}"
        rule = DataValidation("list", formula1=area, allow_blank=True)
        rule.error, rule.errorTitle = "Please choose from the list.", "Not in the list"
    elif dated:
        rule = DataValidation("date", operator="between", formula1="36526", formula2="73050")
        rule.error, rule.errorTitle = "Please type a day, such as 2026-05-12.", "Not a day"
    else:
        return
    rule.showErrorMessage = True
    page.sheet.add_data_validation(rule)
    rule.add(place)


def _hidden(book: Workbook, page: _Page, request: FormRequest) -> None:
    """What the form is about, on a sheet that survives every program people save it with."""
    sheet = book.create_sheet(MARKS_SHEET)
    sheet.sheet_state = "hidden"
    about = [("form", FORM), ("employee", request.employee), ("plan", request.plan),
             ("action", request.action), ("role", request.role), ("person", request.person),
             ("duty", request.duty), ("document", request.document),
             ("visit", str(request.visit)), ("occurrence", str(request.occurrence))]  # fmt: skip
    for row, (key, value) in enumerate(about + page.marks, start=1):
        for column, text in ((1, key), (2, value)):
            sheet.cell(row, column, text).data_type = "s"
    for number, choices in enumerate(page.choices):
        for row, text in enumerate(choices, start=1):
            sheet.cell(row, 4 + number, text).data_type = "s"
    page.sheet.print_area = f"A1:F{page.row}"
    first = next(place for key, place in page.marks if key.startswith("cell."))
    page.sheet.sheet_view.selection[0].activeCell = first
    page.sheet.sheet_view.selection[0].sqref = first


def _fixed_bytes(book: Workbook) -> bytes:
    """The saved workbook without the hour of its making."""
    book.properties.creator = "Planward"
    book.properties.created = _FIXED
    raw, out = BytesIO(), BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content
                )
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, content)
    return out.getvalue()
