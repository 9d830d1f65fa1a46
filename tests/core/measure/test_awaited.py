"""A verdict waits for exactly the periods that count: told or not."""

# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.measure.awaited import periods_awaited, stretches_asked
from engine.core.policy.condition import Each, MeanOf, MetricTest, Over
from engine.core.values.units import TimeUnit, span_written
from tests.builders import a_case, a_policy, figures, is_, number, on, period
from tests.kinds import a_metric

APRIL_MAY = {"2026-04": 50, "2026-05": 50}
CLOCK = {"period": period("2026-04-03..2026-06-28")}
OVER = Over(clock="period")


def awaited(
    window, known, *, basis="2026-06-28", kind="sum", since="2026-04-03", **said
) -> list[tuple[str, bool]]:
    metric = a_metric(kind, "actual", **said)
    case = a_case(
        basis, figures("actual", known), policy=a_policy({"attainment": metric}), clocks=CLOCK
    )
    case = replace(case, since=on(since))
    test = MetricTest("attainment", window, is_("at_least", number(80)))
    return [
        (str(found), told)
        for stretch in stretches_asked(test, case)
        for found, told in periods_awaited("attainment", stretch, case)
    ]


@pytest.mark.parametrize(
    ("known", "said", "expected"),
    [
        pytest.param(APRIL_MAY, {"partial": "prorate"}, [("2026-04", True), ("2026-05", True), ("2026-06", False)], id="also cut ones: June ends after the clock"),
        pytest.param(APRIL_MAY, {"partial": "leave_out"}, [("2026-05", True)], id="only whole ones"),
        pytest.param({}, {"partial": "prorate"}, [("2026-04-03 to 2026-06-28", False)], id="nobody knows how they come"),
        pytest.param({"2026-03": 1}, {"partial": "prorate"}, [("2026-04", False), ("2026-05", False), ("2026-06", False)], id="as they came before"),
        pytest.param({"2026-Q1": 1}, {"partial": "prorate"}, [("2026-04-01 to 2026-06-30", False)], id="by the quarter"),
        pytest.param({"2026-Q1": 1}, {"partial": "leave_out"}, [], id="no whole quarter"),
        pytest.param(APRIL_MAY, {"kind": "latest"}, [("2026-05", True)], id="the newest of a whole month"),
        pytest.param({"2026-04": 50}, {"kind": "latest"}, [("2026-05", False)], id="the newest is not told"),
        pytest.param({"2026-06-20": 1}, {"kind": "count"}, [("2026-06-28", False)], id="by the day: up to the clock's end"),
        pytest.param({"2026-07-01": 1}, {"kind": "count"}, [("2026-06-28", True)], id="told of a day after it"),
    ],
)  # fmt: skip
def test_what_a_clock_that_is_over_waits_for(known, said, expected) -> None:
    assert awaited(OVER, known, **said) == expected


@pytest.mark.parametrize(
    ("window", "basis", "expected"),
    [
        pytest.param(OVER, "2026-05-30", [("2026-04", True)], id="while the clock runs: what is over"),
        pytest.param(Over(last=span_written("1 month")), "2026-06-28", [("2026-05", True)], id="the last month"),
        pytest.param(Over(last=span_written("3 months")), "2026-06-28", [("2026-04", True), ("2026-05", True)], id="cut to the letter"),
        pytest.param(Over(last=span_written("1 month")), "2026-05-02", [], id="nothing is left of it"),
        pytest.param(Each(TimeUnit.MONTH, 2), "2026-06-30", [("2026-05", True), ("2026-06", False)], id="in each"),
        pytest.param(MeanOf(span_written("3 months")), "2026-06-30", [("2026-05", True), ("2026-06", False)], id="a mean of whole ones"),
    ],
)  # fmt: skip
def test_what_other_windows_wait_for(window, basis, expected) -> None:
    assert awaited(window, APRIL_MAY, basis=basis, partial="prorate") == expected
