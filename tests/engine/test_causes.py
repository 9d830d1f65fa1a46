"""What a commit came from is kept in the ledger in this form, and in no other."""

from datetime import date
from typing import get_args

import pytest

from engine.core.decide.acts import Act
from engine.core.read_back.in_progress import Note
from engine.core.values.message import Message
from engine.core.values.period import Period
from engine.workspace.session.causes import (
    ActDone,
    Cause,
    DocumentReturned,
    DropTaken,
    EncodedCause,
    FileRefused,
    ScanAttached,
    TimePassed,
    encoded_cause,
)

AWAY = Period(date(2026, 3, 1), date(2026, 3, 3))
ACT = Act(
    "answer", "hr", "E9", date(2026, 3, 2), item="check", note="late", answers=(("q", "yes"),)
)
TAKEN, TAKEN_IN = Message("receipt.any"), {"id": "receipt.any", "with": []}
NOTE = Note("R409", Message("note.says"), Message("note.do"))
NOTE_IN = ["R409", {"id": "note.says", "with": []}, {"id": "note.do", "with": []}]
BACK = DocumentReturned("ab", "P-1", 2, 1, False, "", "02 x.docx", "mia")
BACK_IN = {"returned": "ab", "blob": "ab", "plan": "P-1", "number": 2, "version": 1}
FORMS = [
    pytest.param(TimePassed(), ("tick", {}, {}), id="time"),
    pytest.param(
        TimePassed(AWAY),
        ("tick", {"away": ["2026-03-01", "2026-03-03"]}, {}),
        id="time while nobody looked",
    ),
    pytest.param(
        DropTaken("ab", "x.csv", False, TAKEN),
        ("drop", {"drop": "ab"}, {"name": "x.csv", "receipt": TAKEN_IN}),
        id="a drop",
    ),
    pytest.param(
        DropTaken("ab", "x.csv", True, TAKEN, "f1", "ab"),
        ("drop", {"drop": "ab", "roster": True, "facts": "f1", "blob": "ab"},
         {"name": "x.csv", "receipt": TAKEN_IN}),
        id="a drop of people, kept",
    ),
    pytest.param(
        ActDone("P-1", "anna", ACT),
        ("act", {"target": "P-1", "action": "answer", "role": "hr", "by": "E9",
                 "day": "2026-03-02", "item": "check"},
         {"user": "anna", "note": "late", "answers": [["q", "yes"]]}),
        id="an act, remarks apart",
    ),
    pytest.param(BACK, ("returned", BACK_IN, {"name": "02 x.docx", "owner": "mia"}), id="a document"),
    pytest.param(
        DocumentReturned("ab", "P-1", 2, 1, True, "hr", "02 x.docx", "", True, (NOTE,)),
        ("returned", BACK_IN | {"draft": True, "role": "hr", "late": True, "codes": ["R409"]},
         {"name": "02 x.docx", "owner": "", "notes": [NOTE_IN]}),
        id="a draft, late and noted",
    ),
    pytest.param(
        ScanAttached("ab", "P-1", 0, "pdf", "s.pdf", "mia"),
        ("attached", {"attached": "ab", "blob": "ab", "plan": "P-1", "number": 0, "kind": "pdf"},
         {"name": "s.pdf", "owner": "mia"}),
        id="a scan",
    ),
    pytest.param(
        FileRefused("ab", "w", "x.csv", "a note", "a problem"),
        ("refused", {"refused": "ab", "world": "w"},
         {"name": "x.csv", "note": "a note", "problem": "a problem"}),
        id="a refused file",
    ),
    pytest.param(
        FileRefused("ab", "", "x.docx", "a note", "a problem", kept=True),
        ("refused", {"refused": "ab", "world": "", "blob": "ab"},
         {"name": "x.docx", "note": "a note", "problem": "a problem"}),
        id="refused and kept",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "form"), FORMS)
def test_each_kind_of_input_has_its_form(cause: Cause, form: tuple) -> None:
    assert encoded_cause(cause) == EncodedCause(*form)


def test_every_kind_of_input_is_shown() -> None:
    assert {type(param.values[0]) for param in FORMS} == {*get_args(Cause)}
