from typing import get_args

import pytest

from engine.core.letter.returned_sentences import BECAUSE, STATES, said_of_file
from engine.core.record import events as e
from tests.builders import day
from tests.english import english


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_file_is_a_sentence(state: str) -> None:
    said = english(said_of_file(e.ReadBack(day(0), 2, 1, "sha", state)))
    assert said == english(STATES[state](2, 1))
    assert said.startswith("document 02 v1 ")


@pytest.mark.parametrize("code", BECAUSE)
def test_every_reason_against_a_sign_off_is_a_sentence(code: str) -> None:
    said = english(said_of_file(e.ClaimRefused(day(0), 2, 1, "hr", "approve", code, "sha")))
    assert said.endswith(f"does not count: {english(BECAUSE[code]())}")


def test_a_digital_signature_is_told_and_not_believed() -> None:
    said = english(said_of_file(e.ReadBack(day(0), 2, 1, "sha", "filled", signed=True)))
    assert said.endswith("fields filled in; digitally signed, which is not verified")


def test_a_scan_of_no_document_is_attached_to_the_plan_alone() -> None:
    said = english(said_of_file(e.Attached(day(0), 0, "sha", "png")))
    assert said == "a scan (png) attached"
    assert e.Attached in get_args(e.Event)
