import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.folder.settle import Glimpse, remembered, settled, still_for

QUIET = 5.0


def seen(at, size=10, modified=1, inode=1):
    return Glimpse(float(at), size, modified, inode)


@pytest.mark.parametrize(
    ("glimpses", "then"),
    [
        pytest.param([seen(0)], False, id="one look proves nothing"),
        pytest.param([seen(0), seen(4.9)], False, id="still, not long enough"),
        pytest.param([seen(0), seen(5)], True, id="still for just as long as asked"),
        pytest.param([seen(0), seen(3, size=20), seen(6, size=20)], False, id="still growing"),
        pytest.param(
            [seen(0), seen(3, modified=2), seen(6, modified=2)], False, id="rewritten"
        ),
        pytest.param([seen(0), seen(3, inode=2), seen(6, inode=2)], False, id="replaced"),
        pytest.param([seen(0, 1), seen(3), seen(8)], True, id="grew, then rested"),
        pytest.param([seen(0, 0), seen(900, 0)], False, id="empty, however long"),
    ],
)
def test_a_file_has_arrived_when_it_holds_still(glimpses, then):
    assert settled(glimpses, QUIET) is then


def test_without_a_wait_one_look_is_enough_but_for_an_empty_file():
    assert settled([seen(0)], 0)
    assert not settled([seen(0, size=0)], 0)


def test_the_next_arrival_of_a_settled_file_starts_anew():
    rested = remembered((seen(0),), seen(5), QUIET)
    assert remembered(rested, seen(6, size=20), QUIET) == (seen(6, size=20),)


states = st.tuples(st.integers(0, 2), st.integers(1, 2), st.integers(1, 2))
looks = st.lists(st.tuples(st.floats(0.1, 9), states), min_size=1, max_size=30)


@given(looks)
def test_the_short_memory_judges_as_the_long_one_would(looks):
    at, memory, all_of_them = 0.0, (), []
    for step, state in looks:
        at += step
        new = Glimpse(at, *state)
        memory = remembered(memory, new, QUIET)
        all_of_them.append(new)
        assert len(memory) <= 4
        assert still_for(memory) == still_for(all_of_them)
        assert settled(memory, QUIET) is settled(all_of_them, QUIET)
