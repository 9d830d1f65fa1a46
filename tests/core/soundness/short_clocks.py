"""Mistakes in how long clocks run: too short for the whole periods that are asked of them."""

from dataclasses import replace
from decimal import Decimal

from engine.core.policy.condition import Comparison, Each, MeanOf, MetricTest, Over, Window
from engine.core.policy.metric import LatestMetric
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Goal, Policy
from engine.core.policy.review import Review
from engine.core.values.units import Span, TimeUnit
from tests.core.soundness.plant import (
    AT_LEAST_1,
    Planted,
    last,
    with_goal,
    with_part,
    with_stage,
)
from tests.kinds import a_row
from tests.stages_gen import percent

THIRTY_DAYS = Span(30, TimeUnit.DAY)
THREE_MONTHS = Span(3, TimeUnit.MONTH)
MARK = Comparison("at_least", percent(80))


def counting_cut_periods(policy: Policy) -> Policy:
    """It accepts nothing and needs not to: what is cut counts, and the last clock is a short one."""
    metrics = {
        name: metric if isinstance(metric, LatestMetric) else replace(metric, partial="prorate")
        for name, metric in policy.metrics.items()
    }
    stage = last(policy)
    (name, clock), *_ = policy.stages[stage].clocks.items()
    short = replace(clock, length=THIRTY_DAYS, whole=None)
    return with_stage(replace(policy, metrics=metrics, accepts={}), stage, clocks={name: short})


def cut_away(policy: Policy) -> Planted:
    """A goal over the clock counts whole months only."""
    calm = counting_cut_periods(policy)
    path = ("stages", last(policy), "clocks", "period", "length")
    whole = replace(calm.metrics["attainment"], partial="leave_out")
    others = {
        id_: replace(
            stage, clocks={n: replace(c, whole=TimeUnit.MONTH) for n, c in stage.clocks.items()}
        )
        for id_, stage in calm.stages.items()
        if id_ != last(policy)
    }
    calm = replace(
        calm,
        metrics={**calm.metrics, "attainment": whole},
        stages={id_: others.get(id_, stage) for id_, stage in calm.stages.items()},
    )
    goal = Goal("New", "attainment", MARK, over="period", weight=Decimal(1))
    return replace(with_goal(calm, goal), path=path)


def a_quarter_each(policy: Policy) -> Planted:
    goal = Goal("New", "calls", AT_LEAST_1, each=TimeUnit.QUARTER, weight=Decimal(1))
    return with_goal(counting_cut_periods(policy), goal, "each")


def five_own_weeks(policy: Policy) -> Planted:
    return _looking(policy, Each(TimeUnit.WEEK, 5), "each")


def back_before_letter(policy: Policy) -> Planted:
    return _looking(policy, Over(last=THREE_MONTHS), "over")


def mean_before_letter(policy: Policy) -> Planted:
    return _looking(policy, MeanOf(THREE_MONTHS), "mean_of")


def _looking(policy: Policy, window: Window, key: str) -> Planted:
    test = MetricTest("attainment", window, MARK)
    rows = (
        a_row("when", ("success",), test),
        a_row("otherwise", ("held",)),
        a_row("not_known", ("held",)),
    )
    review = Review("hr", rows, at=Moment("period", "ended"))
    planted = with_part(counting_cut_periods(policy), "reviews", "extra", review)
    return replace(planted, path=(*planted.path, "rows", "0", "when", key))
