import pytest

from engine.core.policy.condition import metric_tests
from tests.core.plans import a_short_policy

MONTHS = "{metric: attainment, each: month, for: 2 in a row, below: 70%}"
QUARTER = "{metric: attainment, over: last 1 quarter, below: 60%}"
JOB = "{field: job, is: Rep}"


@pytest.mark.parametrize(
    ("when", "windows"),
    [
        pytest.param(QUARTER, ["Over"], id="one test"),
        pytest.param(f"{{any: [{QUARTER}, {MONTHS}]}}", ["Over", "Each"], id="in their order"),
        pytest.param(f"{{all: [{MONTHS}, {{none: [{QUARTER}]}}]}}", ["Each", "Over"], id="however deep"),
        pytest.param(f"{{all: [{JOB}, {QUARTER}]}}", ["Over"], id="what asks no figure is passed over"),
    ],
)  # fmt: skip
def test_the_tests_of_metrics_in_a_condition(when: str, windows: list[str]) -> None:
    policy = a_short_policy({"open.0.when": when})
    assert [type(test.window).__name__ for test in metric_tests(policy.open[0].when)] == windows
