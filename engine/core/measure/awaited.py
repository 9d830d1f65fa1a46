"""Which figures a verdict waits for: the periods that count, told or not."""

from collections.abc import Iterator
from datetime import date

from engine.core.measure.context import EvaluationContext, looked_up
from engine.core.measure.coverage import (
    AskedPeriod,
    figures_filling,
    is_asked,
    newest_awaited,
    periods_touching,
    touching,
)
from engine.core.measure.metrics import gathering_of, told_by_day
from engine.core.measure.since_letter import (
    back_to_letter,
    closed_periods,
    from_letter_on,
    latest_each,
    look_back,
)
from engine.core.policy.condition import Each, MeanOf, MetricTest, Over
from engine.core.policy.metric import NewestOnly, figures_of
from engine.core.values.period import Period
from engine.core.values.units import Span


def stretches_asked(test: MetricTest, case: EvaluationContext) -> Iterator[AskedPeriod]:
    """The stretches of time that the test asks about, as far as they can be known."""
    window = test.window
    if isinstance(window, Each):
        for stretch in latest_each(window, case):
            if from_letter_on(stretch.period, case) == stretch.period:
                yield stretch
        return
    if isinstance(window, Over) and window.clock:
        clock = case.clocks.get(window.clock)
        inside = from_letter_on(clock, case) if clock else None
        if inside:
            yield AskedPeriod(inside, clock=True)
        return
    span = looked_up(window.last, case).value if window.last else None
    if not isinstance(span, Span) or not span.count:
        return
    if isinstance(window, MeanOf):
        for period in closed_periods(case.basis, span.part, span.count, case.year_starts):
            if from_letter_on(period, case) == period:
                yield AskedPeriod(period)
        return
    back = look_back(span, case)
    since = back_to_letter(span, back, case) if back else None
    if since:
        yield AskedPeriod(since)


def periods_awaited(
    metric_id: str, stretch: AskedPeriod, case: EvaluationContext
) -> Iterator[tuple[Period, bool]]:
    """Every period of the stretch whose figures count, and whether they are told."""
    metric = case.policy.metrics[metric_id]
    fields, window = figures_of(metric), stretch.period
    gathering = gathering_of(metric)
    if isinstance(gathering, NewestOnly):
        (field,) = fields
        last = newest_awaited(field, stretch, metric.rules, case)
        if last:
            ends = [figure.period.last for figure in case.figures.get(field, ())]
            yield last, any(last.last <= end <= window.last for end in ends)
        return
    if told_by_day(metric, window, case):
        last_day = min(window.last, case.basis) if stretch.clock else window.last
        until = max((f.period.last for f in case.figures.get(fields[0], ())), default=date.min)
        yield Period(last_day, last_day), last_day <= until
        return
    near = [touching(case.figures.get(name, ()), window) for name in fields]
    for piece in periods_touching(fields, window, case):
        if is_asked(piece, stretch, metric.rules, gathering.partial, case):
            told = all(figures_filling(each, piece, stretch, case) is not None for each in near)
            yield piece, told
