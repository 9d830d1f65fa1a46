import pytest

from engine.core.letter.returned_sentences import BECAUSE
from engine.core.plan.state import Claim
from engine.core.read_back.in_progress import DO, OutcomeInProgress, Unfit
from engine.core.read_back.sign_off_messages import date_empty
from engine.core.record import events as e
from tests.builders import day
from tests.core.files import LETTER, a_copy, document_of
from tests.core.plans import DRAFTED, HEDDA, SVEN, played


def a_reading() -> OutcomeInProgress:
    drafted = played(*DRAFTED)
    document = document_of(drafted)
    return OutcomeInProgress(drafted.m, document.number, a_copy(LETTER, document), day(0))


def claim(role: str, by: str, says: str = "approve", assurance: str = "asserted") -> Claim:
    return Claim(role, by, says, day(0), "sha", assurance)


def test_what_happens_is_known_at_once() -> None:
    reading = a_reading()
    assert reading.claims(claim("hr", HEDDA))
    assert reading.known(claim("hr", HEDDA))
    assert [c.role for c in reading.document.claims] == ["hr"]


@pytest.mark.parametrize(
    ("second", "taken"),
    [
        pytest.param(
            claim("hr", HEDDA, "return"), "contradicts", id="the same role, otherwise"
        ),
        pytest.param(
            claim("second_line", HEDDA), "not_allowed", id="the same person, elsewhere"
        ),
        pytest.param(claim("second_line", SVEN), "", id="another role, another person"),
        pytest.param(claim("hr", HEDDA, assurance="confirmed"), "", id="the same, confirmed"),
    ],
)
def test_a_second_claim_is_held_against_the_first(second: Claim, taken: str) -> None:
    reading = a_reading()
    reading.claims(claim("hr", HEDDA))
    assert reading.claims(second) is not bool(taken)
    refused = [event.because for event in reading.events if isinstance(event, e.ClaimRefused)]
    assert refused == ([taken] if taken else [])


def test_a_confirmed_claim_makes_an_asserted_one_known_and_not_the_other_way_round() -> None:
    reading = a_reading()
    reading.claims(claim("hr", HEDDA))
    assert not reading.known(claim("hr", HEDDA, assurance="confirmed"))
    reading.claims(claim("hr", HEDDA, assurance="confirmed"))
    assert reading.known(claim("hr", HEDDA))


def test_what_is_unfinished_is_told_and_not_recorded() -> None:
    reading = a_reading()
    reading.refuse("hr", Unfit("", date_empty("hr")))
    assert reading.events == []
    assert [note.code for note in reading.notes] == ["R413"]


def test_every_reason_says_what_to_do() -> None:
    assert DO.keys() == {*BECAUSE, ""}
