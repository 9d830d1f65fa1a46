"""When the figures of a period are to be there at the latest."""

from datetime import date

from engine.core.policy.policy import Policy
from engine.core.values.period import Period
from engine.core.values.workdays import Workdays


def figures_due_on(policy: Policy, metric: str, period: Period, workdays: Workdays) -> date:
    """The last day on which the period's figures for this metric are in time.

    From the day after it on they are overdue. As for all due days, a day off rolls as the calendar says.
    """
    span = policy.metrics[metric].rules.figures_due or policy.calendar.figures_due
    return workdays.due(period.last, span, policy.calendar.roll)
