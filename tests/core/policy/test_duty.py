from typing import get_args

import pytest

from engine.core.policy.duty import (
    DUTIES,
    STEPS,
    Duty,
    DutyTerms,
    MissedStep,
    duty_kind,
    duty_text,
    given_by,
    notice_of,
)
from engine.core.values.units import Span, TimeUnit
from tests.kinds import a_duty

WEEK = Span(1, TimeUnit.WEEK)
DUTY = {
    "issue": a_duty("issue", "hr", "letter"),
    "meeting": a_duty("meeting", "hr", notice=WEEK),
    "check_in": a_duty("check_in", "hr"),
    "train": a_duty("train", "hr", text="Two half days", given_by="Academy"),
    "support": a_duty("support", "hr", text="Joint visits"),
    "act": a_duty("act", "hr", text="Look at the territory"),
}


def test_every_kind_has_a_row_under_its_own_word() -> None:
    assert {word: kind.made for word, kind in DUTIES.items()} == {
        made.kind: made for made in get_args(Duty)
    }
    assert {made.kind: made for made in get_args(MissedStep)} == STEPS
    assert DUTY.keys() == DUTIES.keys()


@pytest.mark.parametrize(
    ("word", "action", "held", "promised"),
    [
        pytest.param("issue", "", False, "", id="a letter is done when issued"),
        pytest.param("meeting", "meet", True, "", id="a meeting is held"),
        pytest.param("check_in", "check-in", False, "checkins", id="a check-in"),
        pytest.param("train", "train", False, "training", id="training"),
        pytest.param("support", "support", False, "support", id="support"),
        pytest.param("act", "act", False, "support", id="anything else the company does"),
    ],
)
def test_what_a_kind_of_duty_is(word: str, action: str, held: bool, promised: str) -> None:
    kind = duty_kind(DUTY[word])
    assert (kind.action, kind.promised) == (action, promised)
    assert kind.moments == {"done", "missed"} | ({"held"} if held else set())


def test_only_some_kinds_have_a_text_a_giver_or_notice() -> None:
    told = {word: duty_text(duty) for word, duty in DUTY.items()}
    assert {word for word, text in told.items() if text} == {"train", "support", "act"}
    assert {word: by for word, duty in DUTY.items() if (by := given_by(duty))} == {
        "train": "Academy"
    }
    assert {word: n for word, duty in DUTY.items() if (n := notice_of(duty))} == {
        "meeting": WEEK
    }


@pytest.mark.parametrize(
    ("terms", "recurs"),
    [
        pytest.param(DutyTerms("hr", within=WEEK), False, id="once"),
        pytest.param(DutyTerms("hr", every=WEEK), True, id="again and again"),
        pytest.param(DutyTerms("hr", days=(30,)), True, id="on one day of a clock"),
    ],
)
def test_what_recurs(terms: DutyTerms, recurs: bool) -> None:
    assert terms.recurs is recurs
