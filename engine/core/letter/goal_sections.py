"""What a letter says of goals: each with its measure, target, weight and where it stands."""

import re
from dataclasses import replace
from datetime import date

from engine.core.facts.explanation import all_figures, amount_text, title_of
from engine.core.letter.condition_words import bound
from engine.core.letter.sections import Dict, period
from engine.core.measure.context import GoalResult
from engine.core.plan.in_force import (
    PlanContext,
    case_of,
    goals_reached,
)
from engine.core.policy.metric import figures_of, kind_of

FIGURE = re.compile(r"-?[\d,]+(\.\d+)?")


def goal_rows(m: PlanContext, day: date) -> list[Dict]:
    """A row a goal. Where the plan has come to its end: of the last stage that had goals."""
    m = with_goals(m) if m.plan.visit and m.stage.final else m
    if m.plan.visit is None or m.stage.goals is None:
        return []
    found = goals_reached(m, case_of(m, day))
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
        "measure": measure_words(m, result.id) if fixed else "judged by the manager",
        "baseline": _baseline(m, fixed.metric) if fixed else "",
        "target": bound(m, fixed.comparison) if fixed else "met",
        "weight": f"{result.weight.normalize():f}",
        "due": _goal_due(m),
        "actual": _actual(result),
        "met": {True: "yes", False: "no", None: "not known yet"}[result.met],
        "source": str(figures[-1].figure.origin) if figures else "not measured yet",
    }


def _actual(result: GoalResult) -> str:
    """The figure, or what it has reached already where not all of it is known."""
    if result.actual:
        return amount_text(result.actual)
    return f"{amount_text(result.low)} so far" if result.low else ""


def measure_words(m: PlanContext, goal_id: str) -> str:
    goals = m.stage.goals
    goal = goals.fixed[goal_id] if goals else None
    if goal is None:
        return ""
    metric = m.policy.metrics[goal.metric]
    what = title_of(goal.metric)
    if against := kind_of(metric).against:
        names = [title_of(name).lower() for name in figures_of(metric)]
        what += f" ({against.figures.format(*names)})"
    return (
        f"{what}, each {goal.each}"
        if goal.each
        else f"{what} over the {title_of(goal.over).lower()}"
    )


def _baseline(m: PlanContext, metric: str) -> str:
    """What the figure was when the plan was proposed, where the opening rests on the same metric."""
    why = m.plan.why
    start = f"{title_of(metric)} "
    if why is None:
        return ""
    stack = [why]
    while stack:
        node = stack.pop(0)
        words = node.says.removeprefix(start).split(" ")
        if node.says.startswith(start) and not node.parts and FIGURE.fullmatch(words[0]):
            return f"{words[0]} %" if len(words) > 1 and words[1] == "%" else words[0]
        stack.extend(node.parts)
    return ""


def _goal_due(m: PlanContext) -> object:
    found = period(m)
    return found["ends"] if found["known"] else "end of the period"


def score(m: PlanContext, day: date) -> str:
    m = with_goals(m)
    if m.plan.visit is None or m.stage.goals is None:
        return ""
    found = goals_reached(m, case_of(m, day))
    return f"{amount_text(found.score)} of the weights met" if found and found.score else ""
