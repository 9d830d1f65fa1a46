"""What a letter rests on: its reason in a sentence, the figures behind it, what was asked of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from engine.core.facts.explanation import (
    Used,
    Why,
    all_figures,
    first_message,
    title_of,
    where_read,
)
from engine.core.letter.brief_messages import (
    as_sentence,
    asked_of_field,
    field_on_days,
    figure_printed,
    period_printed,
)
from engine.core.letter.condition_words import asked, bound
from engine.core.letter.goal_sections import with_goals
from engine.core.letter.section_messages import all_sentences
from engine.core.measure.metrics import rounded_exactly
from engine.core.plan.in_force import PlanContext, goals_shown, rights_in_force
from engine.core.plan.review import adverse
from engine.core.plan.state import ReviewLook
from engine.core.policy.condition import Comparison, Condition, metric_tests
from engine.core.policy.metric import Metric, figures_of, kind_of
from engine.core.policy.review import WhenRow
from engine.core.policy.right import ExtendRight
from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod, Period, month_end
from engine.core.values.units import Amount

Dict = dict[str, object]
Printed = Message | str
MANY = 3  # figures by the day from one file: more are told as one line with their sum


def reason_of(m: PlanContext) -> Why | None:
    """Why the plan is where it is: the decision that led here, else the opening."""
    look = _deciding(m)
    return look.why if look else m.plan.why


def _deciding(m: PlanContext) -> ReviewLook | None:
    looks = [
        look
        for look in m.plan.looks.values()
        if look.decided and look.why and look.decided != "stay"
    ]
    return looks[-1] if looks else None


def grounds(m: PlanContext, item: str) -> tuple[Printed, Why | None]:
    """The reason in plain sentences, and its tree. A letter that extends rests on how far it went."""
    right = rights_in_force(m).get(item)
    goals = with_goals(m)
    if isinstance(right, ExtendRight) and goals.plan.visit and goals.stage.goals:
        found = goals_shown(goals, m.plan.day)
        parts = tuple(goal.why for goal in found.each) if found else ()
        says = all_sentences(tuple(as_sentence(part.says) for part in parts))
        return says, Why(says, None, (), parts)
    why = reason_of(m)
    return (as_sentence(first_message(why)) if why else ""), why


# -- figures --------------------------------------------------------------------------------------


def fact_lines(m: PlanContext, why: Why | None) -> list[Dict]:
    """A line a figure; many figures by the day from one file are one line, with every row of it."""
    groups: dict[object, list[Used]] = {}
    for used in all_figures(why) if why else ():
        origin = used.figure.origin
        by_day = used.figure.period.days == 1
        key = (used.figure.field, origin.file, origin.sheet, origin.column) if by_day else used
        groups.setdefault(key, []).append(used)
    return [row for group in groups.values() for row in _told(m, group, why)]


def _told(m: PlanContext, group: Sequence[Used], why: Why | None) -> Iterator[Dict]:
    if len(group) <= MANY:
        yield from (_fact(m, used, why) for used in group)
        return
    figures = [used.figure for used in group]
    total = sum((figure.value for figure in figures), Decimal(0))
    yield {
        "text": field_on_days(figures[0].field, len(figures)),
        "figure": figure_printed(total),
        "required": "–",
        "when": Period(figures[0].period.first, figures[-1].period.last),
        "source": where_read(figures),
    }


def _fact(m: PlanContext, used: Used, why: Why | None) -> Dict:
    figure = used.figure
    metric = next((x for x in _held_against(m) if figures_of(x)[0] == figure.field), None)
    asked = required(m, metric, why)
    return {
        "text": title_of(figure.field),
        "figure": figure_printed(figure.value),
        "required": asked_of_field(asked, figures_of(metric)[-1]) if metric and asked else "–",
        "when": when(m, figure.period),
        "source": where_read([figure]),
    }


def _held_against(m: PlanContext) -> list[Metric]:
    """The metrics that hold one figure against another: letters print the two side by side."""
    return [metric for metric in m.policy.metrics.values() if kind_of(metric).against]


def when(m: PlanContext, period: Period) -> object:
    """A month or a day as the language writes it; another period by its name."""
    if period.first.day == 1 and period.last == month_end(period.first):
        return period
    if period.days == 1:
        return period.first
    return period_printed(FiscalPeriod(period, m.policy.calendar.year_starts))


def readings(m: PlanContext, why: Why | None) -> list[Dict]:
    """The figures of the share that was judged, a row a period: what was reached, what was asked."""
    used = all_figures(why) if why else ()
    fields = {each.figure.field for each in used}
    metric = next((x for x in _held_against(m) if {*figures_of(x)} <= fields), None)
    if metric is None:
        return [_single(m, each) for each in used if each.figure.period.days > 1]
    by_period: dict[Period, dict[str, Used]] = {}
    for each in used:
        if each.figure.field in figures_of(metric):
            by_period.setdefault(each.figure.period, {})[each.figure.field] = each
    return [_reading(m, metric, of_period, why) for _, of_period in sorted(by_period.items())]


def _single(m: PlanContext, used: Used) -> Dict:
    figure = used.figure
    return {
        "period": when(m, figure.period), "actual": figure_printed(figure.value), "target": "", "result": "",
        "required": "", "source": where_read([figure]),
    }  # fmt: skip


def _reading(
    m: PlanContext, metric: Metric, fields: Mapping[str, Used], why: Why | None
) -> Dict:
    some = next(iter(fields.values()))
    names, kind = figures_of(metric), kind_of(metric)
    actual, target = fields.get(names[0]), fields.get(names[-1])
    whole = [Fraction(fields[name].figure.value) for name in names if name in fields]
    exact = kind.exact(whole) if len(whole) == len(names) else None
    result: object = ""
    if exact is not None:
        result = Amount(rounded_exactly(exact, metric.rules.round), kind.unit)
    return {
        "period": when(m, some.figure.period),
        "actual": figure_printed(actual.figure.value) if actual else "",
        "target": figure_printed(target.figure.value) if target else "",
        "result": result,
        "required": required(m, metric, why) or "",
        "source": where_read([(actual or some).figure]),
    }


# -- what was asked -------------------------------------------------------------------------------


def required(m: PlanContext, metric: Metric | None, why: Why | None) -> Message | None:
    """What was asked of the metric where it was judged: a limit that weighs on somebody is turned round."""
    for then, condition, against in _tested(m) if why == reason_of(m) else ():
        for test in metric_tests(condition):
            if metric and m.policy.metrics[test.metric] == metric:
                return _asked(then, test.comparison, against=against)
    goals = with_goals(m)
    if metric and goals.plan.visit and goals.stage.goals:
        for goal in goals.stage.goals.fixed.values():
            if m.policy.metrics[goal.metric] == metric:
                return bound(m, goal.comparison)
    return None


def as_proposed(m: PlanContext) -> PlanContext:
    """The plan context as it was judged then: no value was taken for the plan yet, which had no stage."""
    return replace(m, plan=replace(m.plan, opened=None, visits=()))


def _tested(m: PlanContext) -> Iterator[tuple[PlanContext, Condition, bool]]:
    """The conditions that led here, as it stood then; and whether their yes weighs on the employee."""
    look = _deciding(m)
    if look is None:
        opening = m.policy.open[m.plan.row]
        if opening.when:
            yield as_proposed(m), opening.when, True
        return
    for (number, name, _), each in m.plan.looks.items():
        if each is not look:
            continue
        stage = next(v.stage for v in m.plan.visits if v.number == number)
        plan = replace(m.plan, visits=m.plan.visits[:number], basis=look.basis)
        for row in m.policy.stages[stage].reviews[name].rows:
            if isinstance(row, WhenRow):
                against = any(adverse(m.policy, stage, go) for go in row.go)
                yield replace(m, plan=plan), row.when, against


def _asked(m: PlanContext, comparison: Comparison, *, against: bool) -> Message | None:
    return asked(m, comparison) if against else bound(m, comparison)
