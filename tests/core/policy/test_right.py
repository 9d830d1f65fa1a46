from typing import get_args

import pytest

from engine.core.policy.right import (
    RIGHTS,
    Right,
    destination_of,
    right_kind,
    right_letter,
    runs_during,
    times_of,
    who_agrees,
)
from engine.core.values.units import Span, TimeUnit
from tests.kinds import a_right

EXTEND = a_right(
    "extend", "manager", clock="period", up_to=Span(9, TimeUnit.DAY), approved_by=("hr",),
    times=2, document="more_time",
)  # fmt: skip
REPLY = a_right("reply", "employee", during="plan", times=9)
RESIGN = a_right("resign", "employee", go="left", approved_by=("hr",))


def test_every_kind_has_a_row_under_its_own_word() -> None:
    assert {word: kind.made for word, kind in RIGHTS.items()} == {
        made.kind: made for made in get_args(Right)
    }


@pytest.mark.parametrize(
    ("right", "agrees", "times", "during", "letter", "to"),
    [
        pytest.param(EXTEND, ("hr",), 2, "period", "more_time", "", id="its time is its clock"),
        pytest.param(REPLY, (), 9, "plan", "", "", id="nobody agrees to a reply"),
        pytest.param(RESIGN, ("hr",), 1, "", "", "left", id="one leaves once"),
    ],
)
def test_what_a_right_brings(right, agrees, times, during, letter, to) -> None:
    assert (who_agrees(right), times_of(right), runs_during(right)) == (agrees, times, during)
    assert (right_letter(right), destination_of(right)) == (letter, to)


def test_a_reply_is_in_writing_and_outlives_its_stage() -> None:
    assert [right_kind(right).in_writing for right in (EXTEND, REPLY, RESIGN)] == [0, 1, 0]
    assert [right_kind(right).outlives_stage for right in (EXTEND, REPLY, RESIGN)] == [0, 1, 0]
    assert right_kind(REPLY).states == ()
