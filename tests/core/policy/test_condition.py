import pytest

from engine.core.policy.condition import holds, metric_tests
from tests.builders import percent
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


@pytest.mark.parametrize(
    ("operator", "below", "on", "above"),
    [
        ("below", True, False, False),
        ("at_most", True, True, False),
        ("at_least", False, True, True),
        ("above", False, False, True),
    ],
)
def test_a_mark_is_met_or_not_on_the_mark(
    operator: str, below: bool, on: bool, above: bool
) -> None:
    mark = percent("70.0").value
    found = [holds(operator, percent(v).value, mark) for v in ("69.9", "70.0", "70.1")]
    assert found == [below, on, above]


@pytest.mark.parametrize(
    ("value", "inside"), [("69.9", False), ("70.0", True), ("80.0", True), ("80.1", False)]
)
def test_between_takes_both_ends_in(value: str, inside: bool) -> None:
    low, high = percent(70).value, percent(80).value
    assert holds("between", percent(value).value, low, high) is inside


def test_a_word_that_compares_nothing_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match="near"):
        holds("near", percent(1).value, percent(1).value)
