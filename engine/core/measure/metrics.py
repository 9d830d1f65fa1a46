"""What a metric comes to over a stretch of time, exactly, or why that is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from typing import assert_never

from engine.core.facts.explanation import Used
from engine.core.measure.context import EvaluationContext, looked_up
from engine.core.measure.coverage import (
    NOTHING,
    AskedPeriod,
    Counted,
    Coverage,
    absent,
    coverage_of,
    grain_of,
    in_parts,
    newest_awaited,
    share_of,
    touching,
    worked,
)
from engine.core.measure.messages import (
    Periods,
    are_missing,
    clock_not_started,
    fewer_than_needed,
    field_for_period,
    field_is_zero,
    letter_not_delivered,
    mean_of_readings,
    measured_figure,
    metric_alone,
    metric_over,
    never_told_of,
    nothing_whole_since,
    told_only_up_to,
    window_has_no_length,
    window_is_empty,
)
from engine.core.measure.since_letter import (
    back_to_letter,
    closed_periods,
    from_letter_on,
    latest_each,
    look_back,
)
from engine.core.policy.condition import Each, MeanOf, Over
from engine.core.policy.metric import (
    AddedUp,
    DayByDay,
    Gathering,
    Metric,
    NewestOnly,
    PartlyIn,
    figures_of,
    kind_of,
)
from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod, Period
from engine.core.values.units import Amount, Span, TimeUnit

DAY = timedelta(days=1)
CENT = Decimal("0.01")
WIDE = Context(prec=200)  # our own: the surrounding one may round


@dataclass(frozen=True, slots=True)
class Measurement:
    """`amount` is rounded once, by the metric's own rule. None: not known; `reason` says why.

    `exact` is the unrounded figure. `low` is what a count not wholly known has reached already.
    `sums` holds the figure, or for a ratio the upper and the lower one. `over` names the time
    that counted, `missing` what would have to be known: target for 2026-05.
    """

    metric: str
    amount: Amount | None
    over: Periods
    period: Period | None  # the time asked about
    exact: Fraction | None = None
    low: Amount | None = None
    used: tuple[Used, ...] = ()
    sums: tuple[Decimal, ...] = ()
    missing: tuple[Message, ...] = ()
    reason: Message | None = None
    detail: Message | None = None  # 62,400 of 100,000; None where the amount says it all

    @property
    def subject(self) -> Message:
        """Attainment 62.4 % in 2026-Q2."""
        if not self.over:
            return metric_alone(self.metric)
        if self.amount is None:
            return metric_over(self.metric, self.over)
        return measured_figure(self.metric, self.amount, self.over)


def measure(metric_id: str, window: Over | MeanOf, case: EvaluationContext) -> Measurement:
    """The metric over the window as of the basis: one figure, or for a mean one of several."""
    if isinstance(window, MeanOf):
        return _mean(metric_id, window, case)
    if window.clock:
        clock = case.clocks.get(window.clock)
        if clock is None:
            return Measurement(
                metric_id, None, (), None, reason=clock_not_started(window.clock)
            )
        inside = from_letter_on(clock, case)
        if inside is None:
            return _before_letter(metric_id, clock, case)
        return measure_in(metric_id, AskedPeriod(inside, clock=True), case)
    looked = looked_up(window.last, case) if window.last else None
    if looked is None or not isinstance(looked.value, Span):
        reason = (looked and looked.note) or window_has_no_length()
        return Measurement(metric_id, None, (), None, reason=reason)
    period = look_back(looked.value, case)
    if period is None:
        return Measurement(metric_id, None, (), None, reason=window_is_empty())
    inside = back_to_letter(looked.value, period, case)
    if inside is None:
        return _before_letter(metric_id, period, case)
    if case.since is None and isinstance(
        gathering_of(case.policy.metrics[metric_id]), NewestOnly
    ):
        inside = Period(inside.first, case.basis)  # newer than the last whole period counts
    return measure_in(metric_id, AskedPeriod(inside), case)


def measure_each(
    metric_id: str, window: Each, case: EvaluationContext
) -> tuple[Measurement, ...]:
    """The metric in each of the latest closed periods, oldest first.

    One that begins before the letter of the stage is not known.
    """
    return tuple(
        measure_in(metric_id, stretch, case)
        if from_letter_on(stretch.period, case) == stretch.period
        else _before_letter(metric_id, stretch.period, case)
        for stretch in latest_each(window, case)
    )


def _before_letter(metric_id: str, window: Period, case: EvaluationContext) -> Measurement:
    """Not known: what is asked about lies before the letter, or nothing whole is left of it since."""
    begun = case.since is not None and case.since < date.max
    reason = nothing_whole_since(case.since) if begun and case.since else letter_not_delivered()
    return Measurement(metric_id, None, _whole(window, case), window, reason=reason)


def measure_in(metric_id: str, stretch: AskedPeriod, case: EvaluationContext) -> Measurement:
    """The metric over this very stretch."""
    metric = case.policy.metrics[metric_id]
    gathering = gathering_of(metric)
    match gathering:
        case NewestOnly():
            return _latest(metric_id, metric, stretch, case)
        case DayByDay(partial) if told_by_day(metric, stretch.period, case):
            return _events(metric_id, metric, stretch, partial, case)
        case AddedUp(partial) | DayByDay(partial):
            fields = figures_of(metric)
            found = coverage_of(fields, stretch, metric.rules, partial, case)
            return _summed(metric_id, metric, stretch, case, found)
    assert_never(gathering)


def gathering_of(metric: Metric) -> Gathering:
    return kind_of(metric).gathering(metric)


def told_by_day(metric: Metric, window: Period, case: EvaluationContext) -> bool:
    """Whether what it counts comes as single days, not as a number for a period."""
    counts = isinstance(gathering_of(metric), DayByDay)
    return counts and grain_of(figures_of(metric), window, case) is TimeUnit.DAY


def rounded_exactly(value: Fraction, step: Decimal) -> Decimal:
    """Half up, away from zero, from the exact figure: dividing first would round twice."""
    exponent = step.as_tuple().exponent
    scaled = abs(value) * Fraction(10) ** -int(exponent)
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if value < 0 and units else ''}{units}E{exponent}")


def _summed(
    metric_id: str,
    metric: Metric,
    stretch: AskedPeriod,
    case: EvaluationContext,
    found: Coverage,
) -> Measurement:
    used = tuple(_used(counted) for of_field in found.counted for counted in of_field)
    over = _named(found.pieces, stretch.period, case)
    totals = [_total(of_field) for of_field in found.counted]
    kind, reason, exact = kind_of(metric), found.reason, None
    if not reason:
        exact = kind.exact(totals)
        reason = None if exact is not None else field_is_zero(kind.figures(metric)[-1])
    if exact is None:
        low = _lowest(metric, found.counted)
        over = _whole(stretch.period, case)
        return Measurement(
            metric_id, None, over, stretch.period, None, low, used, (), found.missing, reason
        )
    sums = tuple(_decimal(total) for total in totals)
    return Measurement(
        metric_id,
        Amount(rounded_exactly(exact, metric.rules.round), kind.unit),
        over,
        stretch.period,
        exact,
        None,
        used,
        sums,
        found.missing,
        detail=kind.against.totals(*sums) if kind.against else None,
    )


def _events(
    metric_id: str,
    metric: Metric,
    stretch: AskedPeriod,
    partial: PartlyIn,
    case: EvaluationContext,
) -> Measurement:
    """A count of things told day by day. No entry means none only up to the last day told of.

    So it is known when something of this kind, inside the window or after it, was recorded for
    a day at or after the window's end; before that, what is there already is a lower bound.
    """
    first, last = stretch.period.first, stretch.period.last
    if stretch.clock and first <= case.basis:
        last = min(last, case.basis)
    window = Period(first, last)
    over = _whole(window, case)
    (field,) = figures_of(metric)
    upto = stretch.until(case)
    told = [f for f in case.figures.get(field, ()) if f.period.last <= upto]
    counted = [
        Counted(f, share_of(f.period, window, case))
        for f in touching(told, window)
        if not absent(f.period, metric.rules, case)
        and (partial != "leave_out" or f.period.within(window))
    ]
    used = tuple(_used(each) for each in counted)
    heard = (
        case.figures.get(field, ()) if case.since else told
    )  # a later one shows that all came
    until = max((f.period.last for f in heard), default=None)
    if until is None or until < window.last:
        reason = told_only_up_to(field, until) if until else never_told_of(field)
        low = _lowest(metric, (counted,))
        missing = (field_for_period(field, *over),)
        return Measurement(metric_id, None, over, window, None, low, used, (), missing, reason)
    total = _total(counted)
    amount = Amount(rounded_exactly(total, metric.rules.round), kind_of(metric).unit)
    return Measurement(metric_id, amount, over, window, total, None, used, (_decimal(total),))


def _latest(
    metric_id: str, metric: Metric, stretch: AskedPeriod, case: EvaluationContext
) -> Measurement:
    """The figure of the window whose period ends last; inside a stage, of a whole period in it."""
    window = stretch.period
    (field,) = figures_of(metric)
    upto = min(case.basis, window.last)
    near = [
        f
        for f in case.figures.get(field, ())
        if window.first <= f.period.last <= upto
        and (case.since is None or window.first <= f.period.first)
        and not absent(f.period, metric.rules, case)
    ]
    last = newest_awaited(field, stretch, metric.rules, case)
    if not near or (last and max(f.period.last for f in near) < last.last):
        over = _whole(last or window, case)
        names = (field_for_period(field, *over),)
        reason = are_missing(names)
        return Measurement(metric_id, None, over, window, missing=names, reason=reason)
    newest = max(near, key=lambda f: (f.period.last, f.period.first))
    exact = Fraction(newest.value)
    amount = Amount(rounded_exactly(exact, metric.rules.round), kind_of(metric).unit)
    over = _whole(newest.period, case)
    used = (_used(Counted(newest)),)
    return Measurement(metric_id, amount, over, window, exact, None, used, (newest.value,))


def _mean(metric_id: str, window: MeanOf, case: EvaluationContext) -> Measurement:
    """The mean of the exact figures, period by period, rounded once.

    A period that has nothing to count is left out of it. One that is not known makes the mean
    not known, unless `needs` is reached without it.
    """
    looked = looked_up(window.last, case)
    if not isinstance(looked.value, Span) or not looked.value.count:
        return Measurement(metric_id, None, (), None, reason=looked.note or window_is_empty())
    span, metric = looked.value, case.policy.metrics[metric_id]
    periods = closed_periods(case.basis, span.part, span.count, case.year_starts)
    each = [
        measure_in(metric_id, AskedPeriod(period), case)
        for period in periods
        if from_letter_on(period, case) == period
    ]
    if not each:
        return _before_letter(metric_id, Period(periods[0].first, periods[-1].last), case)
    known = [m for m in each if m.exact is not None]
    missing = tuple(name for m in each for name in m.missing if m.exact is None)
    used = tuple(u for m in known for u in m.used)
    period = look_back(span, case)
    if each and period and case.since:
        period = from_letter_on(period, case)
    over = _whole(period, case) if period else ()
    needs = metric.rules.needs if case.since is None else None
    reason = _mean_reason(needs, each, span)
    if reason:
        return Measurement(
            metric_id, None, over, period, used=used, missing=missing, reason=reason
        )
    exact = sum((m.exact for m in known if m.exact is not None), Fraction(0)) / len(known)
    amount = Amount(rounded_exactly(exact, metric.rules.round), kind_of(metric).unit)
    detail = mean_of_readings(tuple(m.amount for m in known if m.amount))
    return Measurement(
        metric_id, amount, over, period, exact, None, used, (), missing, detail=detail
    )


def _mean_reason(needs: Span | None, each: Sequence[Measurement], span: Span) -> Message | None:
    known = sum(m.exact is not None for m in each)
    unknown = [m for m in each if m.exact is None and m.reason != NOTHING]
    if needs:
        wanted = max(min(in_parts(needs, span.part), span.count), 1)
        if known >= wanted:
            return None
        return unknown[0].reason if unknown else fewer_than_needed(needs)
    if unknown:
        return unknown[0].reason
    return None if known else NOTHING


def _used(counted: Counted) -> Used:
    share = counted.share
    part = None if share is None else rounded_exactly(share, Decimal("0.0001"))
    return Used(counted.figure, part)


def _total(counted: Sequence[Counted]) -> Fraction:
    """Exact. Whole figures are added as decimals, which is quicker and, so wide, exact too."""
    whole, shares = Decimal(0), Fraction(0)
    for each in counted:
        if each.share is None:
            whole = WIDE.add(whole, each.figure.value)
        else:
            shares += Fraction(each.figure.value) * each.share
    return Fraction(whole) + shares


def _lowest(metric: Metric, counted: Sequence[Sequence[Counted]]) -> Amount | None:
    """What a count has reached at least. A figure below 0 could take it back: then nothing."""
    found = [each for of_field in counted for each in of_field]
    grows = isinstance(gathering_of(metric), DayByDay)
    if not grows or not found or any(each.figure.value < 0 for each in found):
        return None
    return Amount(rounded_exactly(_total(found), metric.rules.round), kind_of(metric).unit)


def _decimal(value: Fraction) -> Decimal:
    """Exact, or to the cent where a share of working days has no end."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator == 1:
        return WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return rounded_exactly(value, CENT)


def _whole(period: Period, case: EvaluationContext) -> Periods:
    return (FiscalPeriod(period, case.year_starts),)


def _named(pieces: Sequence[Period], window: Period, case: EvaluationContext) -> Periods:
    """The time that counted, run together over weekends: 2026-04 to 2026-05 and 2026-07."""
    runs: list[Period] = []
    for piece in pieces:
        if runs and not worked(runs[-1].last + DAY, piece.first - DAY, case):
            runs[-1] = Period(runs[-1].first, piece.last)
        else:
            runs.append(piece)
    return tuple(FiscalPeriod(run, case.year_starts) for run in runs or [window])
