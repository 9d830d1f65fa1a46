"""The files of the examples that are no text, and what is said of them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl

from engine.disk.child import ProcessLimits, child
from engine.intake.forms.form import FormGoal, FormQuestion, FormRequest
from engine.intake.forms.form_workbook import make_form
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import IdColumn
from tests.intake.books import book, typed
from tests.intake.sample import SHIPPED, read
from tests.workspaces import new_workspace

HEADER = ("Employee", "Period", "Quota")
TODAY = date(2026, 5, 12)
FORM = make_form(
    FormRequest(
        "E00012", "PW-2026-0003", "check-in", "manager", "E00003", "Weekly check-in",
        duty="weekly", due=TODAY, asks="Hold the check-in.",
        goals=(FormGoal("visits", "Two joint visits a week", "set by the manager", judged=True),),
        questions=(FormQuestion("progress", "How far is it?", ("enough", "too_little")),),
    )
)  # fmt: skip
ROSTER = """\
Employee,Name,Manager,HR partner,Team,Hired,Job,Segment,Starting
E00001,Dana Chief,,,,2015-01-01,Director,,2015-01-01
E00003,Mia Lead,E00001,E00009,East,2018-01-01,Manager,,2018-01-01
E00009,Hal Partner,E00001,,,2018-01-01,HR,,2018-01-01
E00012,Ann Seller,E00003,E00009,East,2020-01-01,Account Executive,smb,2020-01-01
E00017,Bob Seller,E00003,E00009,West,2020-01-01,Account Executive,smb,2020-01-01
"""
LOW = "Employee,Period,Quota,Closed won\n" + "".join(
    f"E00012,2026-{month:02},100000,{won}\n" for month, won in ((3, 42000), (4, 44000))
)
REPORT = """\
planward: report/1
employee: E00012
reported_by: E00017
entries:
  - check_in:
      day: 2026-05-12
"""


def cell_of(key):
    """Where the form has the cell for `key`."""
    marks = {row[0]: row[1] for row in hidden() if row[0]}
    return marks[f"cell.{key}"]


def hidden():
    return openpyxl.load_workbook(BytesIO(FORM))["planward"].iter_rows(values_only=True)


def refused_file(name, content, sources=SHIPPED, reader=None):
    return "\n".join(map(str, read(content, name, sources=sources, reader=reader).problems))


def with_little_memory(name, content):
    with child(ProcessLimits(memory=1)) as reader:
        return refused_file(name, content, reader=reader)


def second_source():
    text = (
        "planward: source/1\nid: targets\ntitle: Targets\nkind: figures\n"
        "fields:\n  employee: {column: Employee}\n  period: {column: Period, date_format: '%Y-%m'}\n"
        "  target: {column: Quota, type: money}\n"
    )
    return (*SHIPPED, *load_sources({"targets.yaml": text}))


def broken_source():
    """One that no check has seen: our own reader fails over its pattern."""
    employee = IdColumn(("Employee", "Employee ID"), pattern="(")
    return tuple(replace(s, employee=employee) if s.id == "quota-long" else s for s in SHIPPED)


def form(**values):
    content = FORM
    for key, value in values.items():
        content = typed(content, "Form", cell_of(key), value)
    return content


def moved():
    return typed(form(done="yes"), "Form", cell_of("done").replace("B", "A"), "Ready?")


FILES = {
    "F302": lambda: refused_file(
        "April.csv", "Employee,Period,Quota\nE00012,2026-04,1\n", second_source()
    ),
    "F303": lambda: refused_file("April.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600),
    "F304": lambda: refused_file(
        "April.csv", "Employee,Period,Quota,Büro\nE00012,2026-04,1,x\n".encode("cp1252")
    ),
    "F306": lambda: refused_file(
        "April.csv", f"Employee,Period,Quota,Note\nE00012,2026-04,1,{'x' * 5000}\n"
    ),
    "F318": lambda: refused_file("April.xlsx", book(HEADER, ["E00012", "2026-04", "=1+1"])),
    "F321": lambda: refused_file(
        "April.csv", "Employee,Period,Quota\nE00012,2026-04,1\n", broken_source()
    ),
    "F322": lambda: with_little_memory("April.xlsx", book(HEADER, ["E00012", "2026-04", 1])),
    "F341": lambda: refused_file("TO DO check-in 2026-05-12.xlsx", moved()),
    "F342": lambda: refused_file(
        "TO DO check-in 2026-05-12.xlsx",
        form(done="yes", **{"answer.progress": "enough"}),
    ),
    "F343": lambda: refused_file(
        "TO DO check-in 2026-05-12.xlsx",
        form(done="yes", day="2026-05-13", **{"answer.progress": "enough"}),
    ),
}  # fmt: skip


FILLED = form(done="yes", day="2026-05-11", **{"answer.progress": "enough"})


def noted_in(folder, files):
    """The notes beside files dropped at once into a workspace with a roster and one candidate."""
    place = new_workspace(folder, "field-sales", teams=("East", "West"))
    place.drops("roster.csv", ROSTER)
    place.drops("April.csv", LOW)
    place.runs("2026-05-11")
    for name, content in files.items():
        place.drops(name, content)
    place.runs("2026-05-12")
    return min(place.plans.rglob("*PLEASE FIX.txt")).read_text("utf-8-sig").strip()


DROPPED = {
    "F390": {"East/May.csv": "Employee,Period,Quota\nE00017,2026-05,1\n"},
    "F391": {
        "May.csv": "Employee,Period,Quota\nE00017,2026-05,90000\n",
        "May new.csv": "Employee,Period,Quota\nE00017,2026-05,95000\n",
    },
    "F392": {"E00012 May.yaml": REPORT},
    "F393": {
        "May.csv": "Employee,Period,Quota\nE00017,2026-05,90000\n",
        "May (1).csv": "Employee,Period,Quota\nE00012,2026-05,95000\n",
    },
    "F394": {"East/E00012 PW-2026-0001/TO DO check-in 2026-05-12.xlsx": FILLED},
}
