"""Forms: what is filled in is what is reported; what is not is asked for by its cell."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from engine.core.facts.facts import Drop, Reported
from engine.disk.child import child
from engine.intake.forms.form import FormGoal, FormQuestion, FormRequest, form_name
from engine.intake.forms.form_workbook import make_form
from engine.intake.forms.read_form import Untouched
from engine.intake.note import note_text
from engine.intake.values.mistake import Refusal
from tests.intake.books import saved
from tests.intake.sample import TODAY, read

REQUEST = FormRequest(
    employee="E00012",
    plan="P-2026-0003",
    action="check-in",
    role="manager",
    person="E00003",
    title="Weekly check-in",
    duty="weekly",
    due=date(2026, 5, 12),
    asks="Hold the check-in, note what was said, and judge the goals that people set.",
    goals=(
        FormGoal("attain", "Attainment over the plan", "closed won / quota", "90 %", "62.4 %"),
        FormGoal("own-1", "=Two joint visits a week", "set by the manager", judged=True),
    ),
    questions=(
        FormQuestion("progress", "How far has the work improved?", ("enough", "too_little")),
    ),
)
FILLED = {
    "Done?": "yes",
    "On which day?": date(2026, 5, 12),
    "Remarks": "Good  first week.\n\nMore.",
}


@pytest.fixture(scope="module")
def warm():
    with child() as process:
        yield process


def cells(content):
    """Where the yellow cells are, by what stands before them."""
    page = openpyxl.load_workbook(BytesIO(content))["Form"]
    found = {}
    for row in page.iter_rows():
        for cell in row:
            if cell.fill.fgColor.rgb == "00FFFBEA" and cell.coordinate not in page.merged_cells:
                found[(row[0].value, cell.column_letter)] = cell.coordinate
    found["Remarks", "B"] = next(
        f"B{row[0].row}" for row in page.iter_rows() if row[0].value == "Remarks"
    )
    return found


def filled(content, values):
    """The form after somebody typed `values`, by label or by label and column."""
    at = {key if key[1] != "B" else key[0]: place for key, place in cells(content).items()}
    made = openpyxl.load_workbook(BytesIO(content))
    for key, value in values.items():
        made["Form"][at[key]] = value
    return saved(made)


QUESTION = ("How far has the work improved?", "F")
WHOLE = FILLED | {QUESTION: "too little", ("Attainment over the plan", "F"): "On track"}


def test_a_filled_form_reports_what_record_would(warm):
    form = make_form(REQUEST)
    own = ("=Two joint visits a week", "E")
    drop = read(filled(form, WHOLE | {own: "not met"}), "whatever.xlsx", reader=warm)
    assert isinstance(drop, Drop), note_text(drop)
    assert drop.source == "form"
    day = date(2026, 5, 12)
    note = "Good first week.\nMore.\nAttainment over the plan: On track"
    who = ("E00012", "P-2026-0003")
    assert [replace(f, origin=None) for f in drop.facts] == [
        Reported(*who, "check-in", "manager", "E00003", day, "weekly", "", note,
                 (("own-1", "not_met"),)),
        Reported(*who, "answer", "manager", "E00003", day, answers=(("progress", "too_little"),)),
    ]  # fmt: skip
    page = openpyxl.load_workbook(BytesIO(filled(form, WHOLE)))["Form"]
    for fact in drop.facts:
        row = [str(cell.value)[:10] for cell in page[fact.origin.row] if cell.value]
        assert fact.origin.text in row
        assert fact.origin.column in [cell.value for cell in page[fact.origin.row]]


def test_a_form_nobody_has_touched_is_not_a_drop(warm):
    assert read(make_form(REQUEST), "x.xlsx", reader=warm) == Untouched("x.xlsx")


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        pytest.param({"Done?": "yes"}, {"On which day?", QUESTION[0]}, id="only done"),
        pytest.param(
            {"Remarks": "Good"}, {"Done?", "On which day?", QUESTION[0]}, id="a remark"
        ),
        pytest.param(FILLED, {QUESTION[0]}, id="a question left open"),
    ],
)
def test_a_half_filled_form_is_refused_by_its_cells(warm, values, missing):
    refusal = read(filled(make_form(REQUEST), values), "x.xlsx", reader=warm)
    assert {m.column for m in refusal.mistakes} == missing
    at = {label: place for (label, _), place in cells(make_form(REQUEST)).items()}
    assert {m.cell for m in refusal.mistakes} == {at[label] for label in missing}
    mended = filled(make_form(REQUEST), values)
    made = openpyxl.load_workbook(BytesIO(mended))
    for mistake in refusal.mistakes:
        known = {"On which day?": "2026-05-11", QUESTION[0]: mistake.expected.split(" or ")[0]}
        assert bool(mistake.type) != (mistake.column in known)  # nobody answers for the person
        made["Form"][mistake.cell] = mistake.type or known[mistake.column]
    assert isinstance(read(saved(made), "x.xlsx", reader=warm), Drop)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("Done?", "perhaps", id="not a choice"),
        pytest.param("On which day?", "12th of May", id="a day in words"),
        pytest.param("On which day?", date(2026, 5, 13), id="tomorrow"),
        pytest.param(QUESTION, "much", id="an answer the policy does not have"),
        pytest.param(("=Two joint visits a week", "E"), "nearly", id="neither met nor not"),
        pytest.param("Remarks", "hidden\u202etext", id="hidden signs"),
    ],
)
def test_a_wrong_cell_is_named(warm, key, value):
    refusal = read(filled(make_form(REQUEST), WHOLE | {key: value}), "x.xlsx", reader=warm)
    assert isinstance(refusal, Refusal)
    (mistake,) = refusal.mistakes
    label = key if isinstance(key, str) else key[0]
    assert mistake.cell == cells(make_form(REQUEST))[label, "B" if label == key else key[1]]


def test_a_form_whose_rows_were_moved_is_not_misread(warm):
    made = openpyxl.load_workbook(BytesIO(filled(make_form(REQUEST), WHOLE)))
    made["Form"].insert_rows(7)
    refusal = read(saved(made), "x.xlsx", reader=warm)
    assert [m.code for m in refusal.mistakes] == ["F341"]


@pytest.mark.parametrize(
    "key", ["cell.day", "label.done", "answers.progress", "person", "form"]
)
def test_a_form_whose_hidden_sheet_was_changed_is_refused(warm, key):
    made = openpyxl.load_workbook(BytesIO(filled(make_form(REQUEST), WHOLE)))
    hidden = made["planward"]
    row = next(r for r in range(1, hidden.max_row + 1) if hidden.cell(r, 1).value == key)
    hidden.cell(row, 1).value = "other"
    assert isinstance(read(saved(made), "x.xlsx", reader=warm), Refusal)


def test_a_person_the_roster_does_not_know_cannot_report(warm):
    content = filled(make_form(replace(REQUEST, person="E99999")), WHOLE)
    assert [m.code for m in read(content, "x.xlsx", reader=warm).mistakes] == ["F311"]


def test_an_answer_form_asks_only_for_answers(warm):
    request = replace(REQUEST, action="answer", goals=())
    values = {
        k: v for k, v in WHOLE.items() if k not in ("Done?", ("Attainment over the plan", "F"))
    }
    drop = read(filled(make_form(request), values), "x.xlsx", reader=warm)
    assert [(f.action, f.note) for f in drop.facts] == [("answer", "Good first week.\nMore.")]


def test_the_same_request_gives_the_same_bytes_and_no_formula():
    assert make_form(REQUEST) == make_form(REQUEST)
    for page in openpyxl.load_workbook(BytesIO(make_form(REQUEST))):
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert form_name(REQUEST) == "TO DO check-in 2026-05-12.xlsx"
    assert REQUEST.due == TODAY


def test_choices_are_offered_as_lists_and_the_page_prints_on_one_sheet():
    made = openpyxl.load_workbook(BytesIO(make_form(REQUEST)))
    page = made["Form"]
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation
             if rule.type == "list"}  # fmt: skip
    offered = {}
    for place, area in lists.items():
        first, last = area.removeprefix("planward!").replace("$", "").split(":")
        cells_of = made["planward"][f"{first}:{last}"]
        offered[page[f"A{place[1:]}"].value] = [row[0].value for row in cells_of]
    assert offered == {
        "Done?": ["yes"],
        "=Two joint visits a week": ["met", "not met"],
        "How far has the work improved?": ["enough", "too little"],
    }
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert made["planward"].sheet_state == "hidden"
