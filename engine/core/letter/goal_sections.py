"""What a letter says of goals: each with its measure, target, weight and where it stands."""

from dataclasses import replace
from datetime import date

from engine.core.facts.explanation import all_figures, where_read
from engine.core.letter import brief_messages as say
from engine.core.letter.condition_words import bound
from engine.core.letter.section_messages import each_unit, each_week_of_period
from engine.core.letter.sections import Dict, period
from engine.core.measure.context import GoalResult
from engine.core.measure.messages import amount_said
from engine.core.measure.since_letter import of_clock
from engine.core.plan.in_force import PlanContext, goals_shown
from engine.core.policy.metric import figures_of, kind_of
from engine.core.policy.policy import Goal
from engine.core.values.message import Message

MET = {True: say.goal_yes, False: say.goal_no, None: say.goal_not_known}


def goal_rows(m: PlanContext, day: date) -> list[Dict]:
    """A row a goal. Where the plan has come to its end: of the last stage that had goals."""
    m = with_goals(m) if m.plan.visit and m.stage.final else m
    if m.plan.visit is None or m.stage.goals is None:
        return []
    found = goals_shown(m, day)
    return [_goal(m, result) for result in found.each] if found else []


def with_goals(m: PlanContext) -> PlanContext:
    """The plan context as it stood in the last stage that has goals; as it stands where none had."""
    for count in range(len(m.plan.visits), 0, -1):
        earlier = replace(m, plan=replace(m.plan, visits=m.plan.visits[:count]))
        if earlier.stage.goals is not None:
            return earlier
    return m


def _goal(m: PlanContext, result: GoalResult) -> Dict:
    fixed = m.stage.goals.fixed.get(result.id) if m.stage.goals else None
    figures = all_figures(result.why)
    return {
        "id": result.id,
        "name": result.title,
        "measure": measure_words(m, fixed) if fixed else _judge(m),
        "baseline": _baseline(m, fixed.metric) if fixed else "",
        "target": bound(m, fixed.comparison) if fixed else say.target_met(),
        "weight": f"{result.weight.normalize():f}" if result.weight else say.not_counted(),
        "due": _goal_due(m),
        "actual": _actual(result),
        "met": MET[result.met](),
        "source": where_read([figures[-1].figure]) if figures else say.not_measured_yet(),
    }


def _judge(m: PlanContext) -> Message:
    role = m.stage.goals.set_by.judged_by if m.stage.goals and m.stage.goals.set_by else ""
    return say.judged_by_role(role) if role not in ("", "manager") else say.judged_by_manager()


def _actual(result: GoalResult) -> Message | str:
    """The figure, or what it has reached already where not all of it is known."""
    if result.actual:
        return say.amount_printed(result.actual)
    return say.amount_so_far(result.low) if result.low else ""


def measure_words(m: PlanContext, goal: Goal) -> Message:
    metric = m.policy.metrics[goal.metric]
    what = say.metric_titled(goal.metric)
    if against := kind_of(metric).against:
        what = against.figures(goal.metric, *figures_of(metric))
    if goal.each:
        own = of_clock(goal.each, calendar=goal.calendar)
        return say.measured_each(what, each_week_of_period() if own else each_unit(goal.each))
    return say.measured_over(what, goal.over)


def _baseline(m: PlanContext, metric: str) -> Message | str:
    """What the figure was when the plan was proposed, where the opening rests on the same metric."""
    stack = [m.plan.why] if m.plan.why else []
    while stack:
        node = stack.pop(0)
        amount = None if node.parts else amount_said(node.says, metric)
        if amount:
            return say.amount_printed(amount)
        stack.extend(node.parts)
    return ""


def _goal_due(m: PlanContext) -> object:
    found = period(m)
    return found["ends"] if found["known"] else say.at_end_of_period()


def score(m: PlanContext, day: date) -> Message | str:
    m = with_goals(m)
    if m.plan.visit is None or m.stage.goals is None:
        return ""
    found = goals_shown(m, day)
    return say.weights_met(found.score) if found and found.score else ""
