import pytest

from engine.core.policy.condition import GoalsTest
from engine.core.policy.review import ReviewRow, who_decides
from tests.kinds import a_row

MET = GoalsTest("all_met")


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        pytest.param(a_row("when", ("success",), MET, ("hr",)), ("hr",), id="on a test"),
        pytest.param(a_row("otherwise", ("stay",), None, ("hr",)), ("hr",), id="on none"),
        pytest.param(a_row("not_known", ("held",)), (), id="not known: nobody decides"),
    ],
)
def test_who_decides_by_a_row(row: ReviewRow, roles: tuple[str, ...]) -> None:
    assert who_decides(row) == roles
