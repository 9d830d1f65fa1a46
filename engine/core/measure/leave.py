"""Leave never harms: what leave touches is read twice, left out and counted, and the kinder answer holds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import combinations, pairwise
from typing import TypeVar

from engine.core.facts.explanation import Why, same_ground
from engine.core.facts.facts import Absence
from engine.core.measure.context import EvaluationContext
from engine.core.policy.metric import MetricRules, figures_of
from engine.core.policy.references import spans_looked_back
from engine.core.values.period import MONTHS_IN, Period, last_closed, period_holding
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
ALWAYS = Period(date.min, date.max)
MOST = 8  # stretches that are mixed freely: 256 readings
Gravity = tuple[
    int | Decimal, ...
]  # the less, the kinder to the employee; 0: nothing is kinder
T = TypeVar("T")


def absences_left_out(rules: MetricRules, case: EvaluationContext) -> Iterator[Absence]:
    """The absences whose periods the metric leaves out."""
    fields, least = rules.leave_out.fields, rules.leave_out.at_least
    for away in case.absences if fields else ():
        if away.field in fields and (least is None or _lasts(away, least, case)):
            yield away


def _lasts(away: Absence, least: Span, case: EvaluationContext) -> bool:
    """Its first and last day count; one whose end nobody knows is long enough."""
    if away.until is None:
        return True
    if least.part is TimeUnit.BUSINESS_DAY:
        return case.workdays.count(Period(away.first, away.until)) >= least.count
    return case.workdays.add(away.first, least) - DAY <= away.until


def leave_readings(case: EvaluationContext) -> Iterator[EvaluationContext]:
    """As the policy says and, where that may leave something out, as though nobody had been away.

    Then every mixture of the two, period by period: else one more day of leave could take a good month
    along with a bad one, and the kind answer of the day before would be gone.
    """
    yield case
    rules = [metric.rules for metric in case.policy.metrics.values()] if case.absences else []
    away = tuple(dict.fromkeys(each for r in rules for each in absences_left_out(r, case)))
    touched = _touched(away, case) if away and not case.counting else ()
    if touched:
        yield replace(case, counting=(ALWAYS,))
    for size in range(1, len(touched)):
        for chosen in combinations(touched, size):
            yield replace(case, counting=tuple(period for group in chosen for period in group))


def _touched(away: Sequence[Absence], case: EvaluationContext) -> list[tuple[Period, ...]]:
    """The stretches that leave touches, as far back as anybody looks; the oldest of many go together.

    No period begins or ends within one: leave cannot count for one day of it and not for another.
    """
    begins = _begins(case)
    stretches = [Period(first, after - DAY) for first, after in pairwise(begins)]
    stretches.append(Period(begins[-1], date.max))
    found = [each for each in stretches if any(one.touches(each) for one in away)]
    together = max(len(found) - MOST + 1, 1)
    return [tuple(found[:together]), *((each,) for each in found[together:])] if found else []


def _begins(case: EvaluationContext) -> list[date]:
    """The days on which months and the figures' own periods begin, and end; not of single days."""
    horizon, first_of = _horizon(case), partial(period_holding, part=TimeUnit.MONTH)
    month = first_of(horizon)
    found = {month.first}
    while month.last < case.basis:
        month = first_of(month.last + DAY)
        found.add(month.first)
    for name in dict.fromkeys(f for m in case.policy.metrics.values() for f in figures_of(m)):
        for figure in case.figures.get(name, ()):
            first, after = figure.period.first, figure.period.last + DAY
            if figure.period.days > 1 and horizon < after and first <= case.basis:
                found |= {first, after} if after <= case.basis else {first}
    return sorted(found)


def _horizon(case: EvaluationContext) -> date:
    """The first day that any window of the policy reaches back to."""
    found = [clock.first for clock in case.clocks.values()]
    end, more = (_newest_told(case), 1) if case.look_back else (case.basis, 0)
    for span in spans_looked_back(case.policy):
        if span.part in MONTHS_IN:
            whole = last_closed(end, span.part, max(span.count, 1) + more, case.year_starts)
            found.append(whole[0].first)
        else:
            days = 7 if span.part is TimeUnit.WEEK else 2
            found.append(end - timedelta(days=days * (span.count + 1 + more)))
    return min(found, default=case.basis)


def _newest_told(case: EvaluationContext) -> date:
    """The last day of the field of which the least is told: no newest window ends much before it."""
    told = [
        [f.period.last for f in case.figures.get(name, ()) if f.period.last <= case.basis]
        for metric in case.policy.metrics.values()
        for name in figures_of(metric)
    ]
    return min((max(days) for days in told if days), default=case.basis)


def kinder(
    case: EvaluationContext,
    answer: Callable[[EvaluationContext], T],
    gravity: Callable[[T], Gravity],
) -> tuple[T, T | None]:
    """The answer of the reading that is kindest to the employee, and the other; None: there is one only.

    Of those that weigh the same, the one that leaves leave out, as the policy says; which is also the
    other, where it does not hold.
    """
    read: list[tuple[Gravity, T]] = []
    for each in leave_readings(case):
        found = answer(each)
        read.append((gravity(found), found))
        if len(read) > 1 and not any(min(weight for weight, _ in read)):
            break  # nothing can be kinder
    weights = [weight for weight, _ in read]
    best = weights.index(min(weights))
    other = 0 if best else 1
    return read[best][1], read[other][1] if len(read) > 1 else None


def with_other(why: Why, other: Why | None) -> Why:
    """`why` with the reading that did not hold, where that one rests on anything else."""
    if other is None or same_ground(why, other):
        return why
    return replace(why, other=other)
