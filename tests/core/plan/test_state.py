import pytest

from tests.core.plans import DELIVERED, DRAFTED, HIGH, LAST_CHANCE, played


@pytest.mark.parametrize(
    ("lines", "visit", "stage", "ended"),
    [
        pytest.param((), None, "", False, id="a proposal is in no stage"),
        pytest.param(DRAFTED, 1, "work", False, id="in its first stage"),
        pytest.param(LAST_CHANCE, 2, "last_chance", False, id="in the newest of two"),
        pytest.param((*DELIVERED, "38 passes"), 1, "work", False, id="held, it has not ended"),
        pytest.param((*DELIVERED, HIGH), 2, "success", True, id="ended in its last stage"),
        pytest.param(("0 hr decline",), None, "", True, id="ended before its first"),
    ],
)
def test_a_plan_is_in_the_stage_it_entered_last(lines, visit, stage: str, ended: bool) -> None:
    plan = played(*lines).plan
    assert (plan.visit and plan.visit.number, plan.stage, plan.ended) == (visit, stage, ended)
