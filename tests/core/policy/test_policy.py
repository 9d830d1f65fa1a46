# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.policy.policy import Policy, Stage, worsens
from tests.builders import a_policy


@pytest.mark.parametrize(
    ("final", "adverse"),
    [
        *(pytest.param(final, True, id=f"{final}: it takes something away") for final in ("dismissed", "demoted", "discipline", "reassigned", "reduced")),
        *(pytest.param(final, False, id=f"{final}: it does not") for final in ("success", "no_action", "expired", "left")),
        pytest.param("", False, id="a stage that goes on"),
    ],
)  # fmt: skip
def test_which_ends_weigh_on_the_employee(final: str, adverse: bool) -> None:
    assert Stage("End", final=final).adverse is adverse


def in_order(**levels: int | None) -> Policy:
    """Working stages as they are written, then the finals."""
    stages = {name: Stage(name, level) for name, level in levels.items()}
    ends = {"met": Stage("Met", final="success"), "gone": Stage("Gone", final="dismissed")}
    return replace(a_policy({}), stages=stages | ends)


UNSAID, SAID = in_order(first=None, second=None), in_order(first=2, second=1, third=2)


@pytest.mark.parametrize(
    ("policy", "stage", "to", "worse"),
    [
        pytest.param(UNSAID, "first", "second", True, id="without levels a later stage is more serious"),
        pytest.param(UNSAID, "second", "first", False, id="and an earlier one is not"),
        pytest.param(UNSAID, "first", "first", False, id="the same stage again is not"),
        pytest.param(UNSAID, "first", "met", False, id="a good end, though it is written last"),
        pytest.param(UNSAID, "first", "gone", True, id="an adverse end"),
        pytest.param(SAID, "first", "second", False, id="with levels the order says nothing"),
        pytest.param(SAID, "second", "first", True, id="back to a higher level"),
        pytest.param(SAID, "first", "third", False, id="another stage of the same level"),
        pytest.param(in_order(first=0, second=1), "first", "second", True, id="level 0 is a level"),
        pytest.param(in_order(first=1, second=0), "first", "second", False, id="though written later"),
    ],
)  # fmt: skip
def test_which_moves_are_adverse(policy: Policy, stage: str, to: str, worse: bool) -> None:
    assert worsens(policy, stage, to) is worse
