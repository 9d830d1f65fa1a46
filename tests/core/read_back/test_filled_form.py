from dataclasses import replace

from engine.core.read_back.filled_form import acts_of_form
from engine.core.read_back.in_progress import Unfit
from engine.core.record.returned import ReturnedDocument
from tests.builders import day
from tests.core.files import a_copy, field, filled
from tests.core.plans import DELIVERED, MONA, played
from tests.core.read_back.test_outcome import CHECKING, FORM, HELD
from tests.english import english, in_lines


def acts(form: ReturnedDocument = FORM, **fields: str) -> object:
    before = played(*DELIVERED, "8 passes", changes=CHECKING)
    document = before.plan.documents[3]
    return acts_of_form(
        before.m, document, a_copy(filled(form, **fields), document, form), day(8)
    )


def test_a_form_becomes_the_acts_that_record_would_take() -> None:
    done, asked = acts(**HELD, blockers="None so far.", answer_progress="Enough")
    assert (done.action, done.item, done.by, done.day, done.occurrence) == (
        "check-in", "weekly", MONA, day(8), 1,
    )  # fmt: skip
    assert in_lines(done.told) == "Support delivered: A joint visit.\nBlockers: None so far."
    assert asked.answers == (("progress", "enough"),)


def test_what_is_typed_into_an_author_s_own_field_is_in_the_record() -> None:
    own = replace(FORM, fields=(*FORM.fields, field("employee_remarks"), field("name_hr")))
    (done,) = acts(own, **HELD, employee_remarks="I was ill.", name_hr="Hal")
    assert (
        in_lines(done.told) == "Support delivered: A joint visit.\nEmployee remarks: I was ill."
    )


def test_without_answers_there_is_one_act() -> None:
    assert len(acts(**HELD)) == 1


def test_a_form_nobody_has_signed_says_what_is_missing() -> None:
    found = acts(support="A joint visit.")
    assert isinstance(found, Unfit)
    assert (found.because, english(found.says)) == ("", '"held on" and "held by" are empty')
