import pytest

from engine.core.policy.condition import GoalsTest
from engine.core.policy.open_row import OpenRow, who_opens
from tests.kinds import an_opening

PROPOSES = an_opening("plan", "results", ("work",), ("hr",), when=GoalsTest("all_met"))
BY_HAND = an_opening("plan", "results", ("work",), opened_by=("manager", "hr"))


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        pytest.param(PROPOSES, ("hr",), id="who may confirm"),
        pytest.param(BY_HAND, ("manager", "hr"), id="who may open by hand"),
    ],
)
def test_who_opens_a_plan(row: OpenRow, roles: tuple[str, ...]) -> None:
    assert who_opens(row) == roles
