# ruff: noqa: E501 - a row of a table is read across
"""When a period's figures are in time, and when they are overdue."""

from dataclasses import replace

import pytest

from engine.core.measure.figures_due import figures_due_on
from engine.core.policy.policy import Calendar
from engine.core.values.period import Period
from engine.core.values.units import span_written
from engine.core.values.workdays import Workdays
from tests.builders import WEEKEND, a_policy, on
from tests.kinds import a_metric

MEMORIAL_DAY = frozenset({on("2026-05-25")})


@pytest.mark.parametrize(
    ("said", "of_metric", "roll", "first", "last", "due"),
    [
        pytest.param(None, None, "forward", "2026-04-01", "2026-04-30", "2026-05-21", id="15 business days, where nobody says otherwise"),
        pytest.param(None, None, "forward", "2026-05-01", "2026-05-31", "2026-06-19", id="from a Sunday on"),
        pytest.param("20 business days", None, "forward", "2026-04-01", "2026-04-30", "2026-05-29", id="a public holiday does not count"),
        pytest.param("10 days", None, "forward", "2026-04-01", "2026-04-29", "2026-05-11", id="a day off rolls on"),
        pytest.param("10 days", None, "backward", "2026-04-01", "2026-04-29", "2026-05-08", id="or back, as the calendar says"),
        pytest.param("10 days", "3 business days", "forward", "2026-04-27", "2026-05-03", "2026-05-06", id="the metric says otherwise: a week"),
        pytest.param("1 month", None, "forward", "2026-01-01", "2026-03-31", "2026-04-30", id="a quarter"),
    ],
)  # fmt: skip
def test_a_periods_figures_are_due_some_time_after_its_end(
    said, of_metric, roll, first, last, due
) -> None:
    calendar = Calendar("US", "America/New_York", roll=roll)
    calendar = replace(calendar, figures_due=span_written(said)) if said else calendar
    more = {"figures_due": span_written(of_metric)} if of_metric else {}
    policy = replace(
        a_policy({"attainment": a_metric("ratio", "actual", "target", **more)}),
        calendar=calendar,
    )
    found = figures_due_on(
        policy, "attainment", Period(on(first), on(last)), Workdays(WEEKEND, MEMORIAL_DAY)
    )
    assert found == on(due)
