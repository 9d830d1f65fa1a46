# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.record import events as e
from tests.builders import day
from tests.core.plans import APPROVED, DRAFTED, HEDDA, ISSUED, MONA, a_world, played, told


@pytest.mark.parametrize(
    ("said", "handed"),
    [
        pytest.param("manager = E00001", ("manager", MONA, "E00001"), id="a new manager from that day on"),
        pytest.param("E00003 left = 2026-01-14", ("manager", MONA, "E00002"), id="the manager leaves: the next line"),
        pytest.param("E00009 left = 2026-01-14", ("hr", HEDDA, "E00010"), id="one of the group leaves"),
    ],
)  # fmt: skip
def test_a_change_known_ahead_takes_effect_on_its_day(said, handed) -> None:
    ahead = played(*DRAFTED, world=told(a_world(), said, day(9)))
    assert ahead.then("8 evening").of(e.HandedOver) == []
    assert ahead.then("9 passes", "30 passes", "30 told sales 2026-01 1").of(e.HandedOver) == [
        e.HandedOver(day(9), *handed)
    ]


def test_a_letter_not_issued_yet_is_drafted_anew_for_who_takes_over() -> None:
    world = told(a_world(), "manager = E00001", day(9))
    drafted = [
        x for x in played(*APPROVED, "9 passes", world=world).of(e.Drafted) if x.number > 1
    ]
    assert [(x.number, x.version, x.on) for x in drafted] == [(2, 1, day(0)), (2, 2, day(9))]
    issued = [x for x in played(*ISSUED, "9 passes", world=world).of(e.Drafted) if x.number > 1]
    assert [(x.number, x.version) for x in issued] == [(2, 1)]
