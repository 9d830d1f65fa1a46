"""How the two workbooks among the samples were made: a wide quota sheet, and a form somebody filled in."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from engine.intake.forms.form import FormGoal, FormRequest, form_name
from engine.intake.forms.form_workbook import make_form

SAMPLES = Path(__file__).parents[2] / "policies" / "samples"
MONTHS = ("Jan-26", "Feb-26", "Mar-26", "Apr-26", "May-26", "Jun-26", "Jul-26")
QUOTAS = {
    "E00011": 100_000,
    "E00012": 100_000,
    "E00013": 100_000,
    "E00014": 150_000,
    "E00021": 90_000,
    "E00022": 90_000,
    "E00023": 150_000,
    "E00024": 40_000,
}


def quota_book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Quota 2026"
    sheet.append(["Quota by month, in USD"])
    sheet.append(["Employee", *MONTHS])
    for employee, quota in QUOTAS.items():
        sheet.append([employee, *[quota] * len(MONTHS)])
    for row in (1, 2):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=3, min_col=2):
        for cell in row:
            cell.number_format = "#,##0"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


REQUEST = FormRequest(
    "E00012", "PW-2026-0002", "check-in", "manager", "E00002", "Check-in form", duty="weekly",
    document="check_in_form", due=date(2026, 4, 1),
    goals=(
        FormGoal("attain", "Quota attainment", "Attainment over the period", "at least 80 %"),
        FormGoal("calls", "Customer calls", "Calls over the period", "at least 60"),
    ),
)  # fmt: skip
SAID = {
    "done": "yes",
    "day": date(2026, 4, 1),
    "remark.attain": "Two offers are out; both decisions are due in May.",
    "remark.calls": "Ahead of the plan.",
    "remarks": "Territory review agreed with Ingrid Solheim.",
}


def filled_form() -> bytes:
    """As the manager saved it: the form, with the cells it asks for typed into."""
    book = openpyxl.load_workbook(BytesIO(make_form(REQUEST)))
    hidden = next(sheet for sheet in book if sheet.sheet_state == "hidden")
    places = {row[0].value: row[1].value for row in hidden.iter_rows(max_col=2)}
    for key, value in SAID.items():
        book.worksheets[0][places[f"cell.{key}"]] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    (SAMPLES / "Quota 2026.xlsx").write_bytes(quota_book())
    (SAMPLES / form_name(REQUEST)).write_bytes(filled_form())
    sys.exit(0)
