import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.facts.explanation import (
    Used,
    Why,
    all_figures,
    as_json,
    first_message,
    from_json,
)
from engine.core.facts.messages import together_say
from engine.core.values.message import Message
from tests.builders import a_figure
from tests.messages_gen import messages

CELL = Used(a_figure("target", "2026-05", "100000.50"), Decimal("0.4286"))
LOW = Why(Message("Attainment 62.4 % in 2026-Q2 is below 70 %"), True, (CELL,))
RAMP = Why(Message("Hired is not known"), None)


def test_what_decided_is_the_first_of_what_had_to_hold_together() -> None:
    both = Why(together_say((LOW.says, RAMP.says)), True, parts=(LOW, RAMP))
    assert first_message(Why(RAMP.says, None, parts=(LOW, RAMP))) == RAMP.says
    assert first_message(Why(both.says, True, parts=(both,))) == LOW.says
    neither = Message("No row holds")
    assert first_message(Why(neither, None, parts=(LOW,))) == neither


def test_every_figure_of_the_tree_is_found_once() -> None:
    other = Used(a_figure("target", "2026-06", 1), None)
    tree = Why(Message("x"), True, (other,), (LOW, Why(Message("y"), False, parts=(LOW,))))
    assert all_figures(tree) == (other, CELL)


trees = st.recursive(
    st.builds(
        Why,
        messages(),
        st.sampled_from([True, False, None]),
        st.sampled_from([(), (CELL,)]),
    ),
    lambda inner: st.builds(
        Why, messages(), st.none(), st.just(()), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=6,
)


@given(trees)
def test_an_explanation_survives_json_without_a_float(tree: Why) -> None:
    text = json.dumps(as_json(tree))
    assert from_json(json.loads(text, parse_float=pytest.fail)) == tree
