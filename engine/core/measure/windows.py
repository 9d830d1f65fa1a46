"""Which stretch a test of `open` looks back over: the newest one told, never an older one instead."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.core.measure import messages as say
from engine.core.measure.context import EvaluationContext, LookBack, looked_up, value_of
from engine.core.measure.coverage import (
    PARTS,
    absent,
    filled_at_its_end,
    grain_of,
)
from engine.core.measure.figures_due import figures_due_on
from engine.core.measure.metrics import told_by_day
from engine.core.measure.since_letter import closed_periods, look_back
from engine.core.policy.condition import (
    Condition,
    Each,
    MeanOf,
    MetricTest,
    Over,
    metric_tests,
)
from engine.core.policy.metric import LatestMetric, figures_of
from engine.core.policy.open_row import STALE
from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod, Period, period_holding
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
MOST_AWAY = 36  # periods in a row that leave may leave out


@dataclass(frozen=True, slots=True)
class NewestWindow:
    """The window as of `last`, the end of the newest period told. `reason`: why it is not judged."""

    window: Over | Each | MeanOf  # with its length looked up
    last: date
    as_of: date  # the day to measure it as of
    reason: Message | None = None
    overdue: bool = False  # figures of a later period should be there
    until: date | None = None  # the last day on which it is not too old; None: it never is


def newest_window(test: MetricTest, case: EvaluationContext, look: LookBack) -> NewestWindow:
    """Where the test looks on `look.day`, or why what it finds there is not to be judged."""
    window = _measured_out(test.window, case)
    span = _span(window)
    if span is None:
        return NewestWindow(window, look.upto, look.upto)
    step = _step(test, span, case, look)
    told = _newest_told(test, span, step, case, look)
    if told is None:
        return NewestWindow(window, look.upto, look.upto)
    first, last = told.first, told.last
    until = _not_older_until(last, step, case, look)
    as_of = look.upto if _of_newest_figure(test, case) else _as_of(span, last, case, look)
    found = NewestWindow(window, last, as_of, until=until)
    late = _overdue(test, step, last, case, look)
    if late:
        period, due = late
        reason = say.figures_are_overdue(_fiscal(period, case), due)
        return replace(found, reason=reason, overdue=True)
    if until and until < look.day:
        return replace(
            found, reason=say.window_too_old(_fiscal(Period(first, last), case), until)
        )
    if look.after and first <= look.after:
        return replace(found, reason=say.window_not_full(look.after))
    return found


def newest_windows(condition: Condition, case: EvaluationContext) -> Iterator[NewestWindow]:
    """Of every test of a metric in it that looks back. None without `case.look_back`."""
    for test in metric_tests(condition):
        if case.look_back and not _of_clock(test):
            yield newest_window(test, case, case.look_back)


def window_changes(test: MetricTest, case: EvaluationContext, look: LookBack) -> Iterator[date]:
    """The days on which what is told becomes too old, or what is not told overdue."""
    found = newest_window(test, case, look)
    if found.until:
        yield found.until + DAY
    span = _span(found.window)
    if span is None:
        return
    step = _step(test, span, case, look)
    for period in _waited_for(test, step, found.last, case):
        yield _due(test, period, case) + DAY


def _of_clock(test: MetricTest) -> bool:
    return isinstance(test.window, Over) and bool(test.window.clock)


def _measured_out(
    window: Over | Each | MeanOf, case: EvaluationContext
) -> Over | Each | MeanOf:
    """With the length it has today: as of the window's own end it may have had another."""
    if isinstance(window, Each) or window.last is None:
        return window
    found = looked_up(window.last, case).value
    return replace(window, last=found) if isinstance(found, Span) else window


def _span(window: Over | Each | MeanOf) -> Span | None:
    if isinstance(window, Each):
        return Span(window.in_a_row, window.part)
    return window.last if isinstance(window.last, Span) and window.last.count else None


def _own(span: Span) -> TimeUnit:
    return TimeUnit.DAY if span.part is TimeUnit.BUSINESS_DAY else span.part


def _step(test: MetricTest, span: Span, case: EvaluationContext, look: LookBack) -> TimeUnit:
    """The periods by which the window moves: its own kind, or the coarser one of the figures."""
    own = _own(span)
    here = period_holding(look.upto, own, case.year_starts)
    grain = grain_of(figures_of(case.policy.metrics[test.metric]), here, case)
    return max(own, grain, key=PARTS.index) if grain else own


def _newest_told(
    test: MetricTest, span: Span, step: TimeUnit, case: EvaluationContext, look: LookBack
) -> Period | None:
    """The newest window whose last figures are there; None: nothing was ever told."""
    metric = case.policy.metrics[test.metric]
    told = [
        [f.period for f in case.figures.get(name, ()) if f.period.last <= look.upto]
        for name in figures_of(metric)
    ]
    if not all(told):
        return None
    if _of_newest_figure(test, case):
        return max(told[0], key=lambda period: (period.last, period.first))
    oldest = max(min(period.first for period in each) for each in told)
    newest = min(max(period.last for period in each) for each in told)
    by_day = told_by_day(metric, period_holding(newest, step, case.year_starts), case)
    end = newest if by_day else period_holding(newest, step, case.year_starts).last
    (period,) = closed_periods(min(end, look.upto), step, 1, case.year_starts)
    while by_day or period.last >= oldest:  # where nothing is told by day, there was nothing
        as_of = _as_of(span, period.last, case, look)
        if by_day or filled_at_its_end(metric, period, replace(case, basis=as_of)):
            return look_back(span, replace(case, basis=period.last))
        (period,) = closed_periods(period.first - DAY, step, 1, case.year_starts)
    return None


def _as_of(span: Span, last: date, case: EvaluationContext, look: LookBack) -> date:
    """A day on which the window that ended on `last` is the newest; the last one up to the look."""
    following = period_holding(last + DAY, _own(span), case.year_starts)
    return max(min(look.day, following.last - DAY), last)


def _of_newest_figure(test: MetricTest, case: EvaluationContext) -> bool:
    """The newest figure alone counts, whenever it was told: nothing is waited for period by period."""
    metric = case.policy.metrics[test.metric]
    return isinstance(metric, LatestMetric) and isinstance(test.window, Over)


def _waited_for(
    test: MetricTest, step: TimeUnit, last: date, case: EvaluationContext
) -> Iterator[Period]:
    """The periods after the newest told: the next one, and more as long as leave leaves them out."""
    if _of_newest_figure(test, case):
        return
    rules = case.policy.metrics[test.metric].rules
    for _ in range(MOST_AWAY):
        period = period_holding(last + DAY, step, case.year_starts)
        yield period
        if not absent(period, rules, case):
            return
        last = period.last


def _due(test: MetricTest, period: Period, case: EvaluationContext) -> date:
    return figures_due_on(case.policy, test.metric, period, case.workdays)


def _overdue(
    test: MetricTest, step: TimeUnit, last: date, case: EvaluationContext, look: LookBack
) -> tuple[Period, date] | None:
    """The first later period whose figures should be there by now, and since when."""
    rules = case.policy.metrics[test.metric].rules
    for period in _waited_for(test, step, last, case):
        due = _due(test, period, case)
        if period.last <= look.upto and due < look.day and not absent(period, rules, case):
            return period, due
    return None


def _not_older_until(
    last: date, step: TimeUnit, case: EvaluationContext, look: LookBack
) -> date | None:
    """The last day on which a window that ended on `last` may still be proposed on."""
    if look.not_older == "forever":
        return None
    add = case.workdays.add
    said = value_of(look.not_older, case) if look.not_older else None
    if isinstance(said, Span):
        return add(last, said)
    return max(add(last, Span(2, step)), add(last, STALE))


def _fiscal(period: Period, case: EvaluationContext) -> FiscalPeriod:
    return FiscalPeriod(period, case.year_starts)
