"""Which figures count for a stretch of time, and which are missing: unknown is not zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from engine.core.facts.facts import Absence, Figure
from engine.core.measure.context import EvaluationContext
from engine.core.measure.leave import absences_left_out
from engine.core.measure.messages import (
    are_missing,
    cannot_be_cut,
    fewer_than_needed,
    field_for_period,
    figures_overlap,
    no_whole_period,
)
from engine.core.policy.metric import Metric, MetricRules, PartlyIn, figures_of, partial_of
from engine.core.values.message import Message
from engine.core.values.period import MONTHS_IN, FiscalPeriod, Period, period_holding
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
PARTS = (
    TimeUnit.DAY,
    TimeUnit.WEEK,
    TimeUnit.MONTH,
    TimeUnit.QUARTER,
    TimeUnit.HALF_YEAR,
    TimeUnit.YEAR,
)
NOTHING = no_whole_period()  # all of it is left out: neither known nor missing
DAYS_IN = {TimeUnit.DAY: 1, TimeUnit.BUSINESS_DAY: 1, TimeUnit.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure that counts; `share` of it, None: all."""

    figure: Figure
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """`counted` runs parallel to the fields asked for. No `reason`: it is enough."""

    counted: tuple[tuple[Counted, ...], ...]
    pieces: tuple[Period, ...]  # the stretches the counted figures stand for, in order
    missing: tuple[Message, ...]  # target for 2026-05
    reason: Message | None


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """The time asked about.

    In a `clock` that still runs a period still open is not waited for; of one that is over every
    period counts, the last one too, which may end after the clock. `uncut`: no period of a figure
    may lie across its ends.
    """

    period: Period
    clock: bool = False
    uncut: bool = False

    def until(self, case: EvaluationContext) -> date:
        """The day by which a figure's period must have ended to count."""
        return date.max if self.clock and self.period.last <= case.basis else case.basis


def coverage_of(
    fields: Sequence[str],
    stretch: AskedPeriod,
    rules: MetricRules,
    partial: PartlyIn,
    case: EvaluationContext,
) -> Coverage:
    """What counts of each field in `stretch`, over the same pieces for all of them.

    The stretch is cut along the periods the figures come in. A piece does not count, and is not
    waited for, when an absence of a `leave_out` field touches its period, when it is only
    partly in the stretch and the metric leaves those out, or is still open in a running clock.
    Every other piece needs figures of every field over all its working days.
    """
    window, starts = stretch.period, case.year_starts
    near = [touching(case.figures.get(name, ()), window) for name in fields]
    pieces = periods_touching(fields, window, case)
    if amiss := _amiss(pieces, near, stretch, rules, case):
        return Coverage((), (), (), amiss)
    asked = [p for p in pieces if is_asked(p, stretch, rules, partial, case)]
    found = [[figures_filling(of_field, p, stretch, case) for of_field in near] for p in asked]
    missing = tuple(
        field_for_period(name, FiscalPeriod(p, starts))
        for p, row in zip(asked, found, strict=True)
        for name, figures in zip(fields, row, strict=True)
        if figures is None
    )
    known = [
        (p, row) for p, row in zip(asked, found, strict=True) if None not in row and any(row)
    ]
    counted = tuple(
        tuple(c for _, row in known for c in row[at] or ()) for at in range(len(fields))
    )
    needs = rules.needs if case.since is None else None  # a stage waits for all its figures
    possible, grain = _possible(pieces, window, partial), grain_of(fields, window, case)
    reason = _reason(len(known), missing, possible, needs, grain)
    return Coverage(counted, tuple(_clip(p, window) for p, _ in known), missing, reason)


def _amiss(
    pieces: Sequence[Period],
    near: Sequence[Sequence[Figure]],
    stretch: AskedPeriod,
    rules: MetricRules,
    case: EvaluationContext,
) -> Message | None:
    """Why the figures cannot be added up at all: they overlap, or would have to be cut where none may be."""
    starts = case.year_starts
    overlap = next(filter(None, map(_overlap, (pieces, *map(_periods, near)))), None)
    if overlap:
        return figures_overlap(FiscalPeriod(overlap, starts))
    across = _across(pieces, stretch, rules, case)
    if across is None:
        return None
    return cannot_be_cut(FiscalPeriod(across, starts), FiscalPeriod(stretch.period, starts))


def _reason(
    known: int,
    missing: tuple[Message, ...],
    possible: int,
    needs: Span | None,
    grain: TimeUnit | None,
) -> Message | None:
    """Why this is not enough, None when it is. `needs` never asks more than the stretch holds."""
    if needs:
        wanted = min((in_parts(needs, grain) if grain else needs.count), possible)
        enough = known >= max(wanted, 1)
        return None if enough else _missing(missing) or fewer_than_needed(needs)
    return _missing(missing) or (None if known else NOTHING)


def _possible(pieces: Sequence[Period], window: Period, partial: PartlyIn) -> int:
    if partial != "leave_out":
        return len(pieces)
    return sum(piece.within(window) for piece in pieces)


def in_parts(needs: Span, part: TimeUnit) -> int:
    """`needs` in periods of another kind, rounded up: by months, or by days for weeks."""
    if needs.part in MONTHS_IN and part in MONTHS_IN:
        return -(-needs.count * MONTHS_IN[needs.part] // MONTHS_IN[part])
    return -(-needs.count * _days_in(needs.part) // _days_in(part))


def _days_in(part: TimeUnit) -> int:
    return DAYS_IN.get(part) or 30 * MONTHS_IN[part]


def _missing(names: tuple[Message, ...]) -> Message | None:
    return are_missing(names) if names else None


def grain_of(fields: Iterable[str], window: Period, case: EvaluationContext) -> TimeUnit | None:
    """The coarsest kind of period the figures in the window come in; None: irregular ones.

    Without figures there, the kind of the latest figure tells how the field is reported; fields
    that have none at all say nothing.
    """
    grains: set[TimeUnit | None] = set()
    starts = case.year_starts
    for name in fields:
        figures = case.figures.get(name, ())
        for figure in touching(figures, window) or figures[-1:]:
            grains.add(time_unit_of(figure.period, starts))
    if TimeUnit.WEEK in grains and any(g in MONTHS_IN for g in grains):
        return None
    known = [g for g in grains if g]
    return max(known, key=PARTS.index) if len(known) == len(grains) > 0 else None


@lru_cache(maxsize=4096)
def time_unit_of(period: Period, year_starts: int) -> TimeUnit | None:
    """The kind of calendar period this is; None for a stretch that is none."""
    for part in PARTS:
        if period_holding(period.first, part, year_starts) == period:
            return part
    return None


def absent(period: Period, rules: MetricRules, case: EvaluationContext) -> bool:
    """True when an absence that the metric leaves out touches `period`."""
    return any(
        away.touches(period) and not _counted_all_the_same(away, period, case)
        for away in absences_left_out(rules, case)
    )


def _counted_all_the_same(away: Absence, period: Period, case: EvaluationContext) -> bool:
    """Whether this reading counts every day of the absence in `period`."""
    first, last = max(away.first, period.first), min(away.until or period.last, period.last)
    for counting in case.counting:
        if counting.first <= first <= counting.last:
            if last <= counting.last:
                return True
            first = counting.last + DAY
    return False


def touching(figures: Iterable[Figure], window: Period) -> list[Figure]:
    first, last = window.first, window.last
    return [f for f in figures if f.period.first <= last and first <= f.period.last]


def newest_awaited(
    field: str, stretch: AskedPeriod, rules: MetricRules, case: EvaluationContext
) -> Period | None:
    """Inside a stage, the last whole period whose figure is waited for; None for what comes by the day."""
    grain = grain_of((field,), stretch.period, case) if case.since is not None else None
    if grain in (None, TimeUnit.DAY):
        return None
    whole = periods_touching((field,), stretch.period, case)
    asked = [p for p in whole if is_asked(p, stretch, rules, "leave_out", case)]
    return asked[-1] if asked else None


@lru_cache(maxsize=4096)
def _pieces(window: Period, grain: TimeUnit, year_starts: int) -> tuple[Period, ...]:
    """The whole calendar periods that touch the window."""
    found = [period_holding(window.first, grain, year_starts)]
    while found[-1].last < window.last:
        found.append(period_holding(found[-1].last + DAY, grain, year_starts))
    return tuple(found)


def _own_pieces(near: Sequence[Sequence[Figure]], window: Period) -> tuple[Period, ...]:
    """The figures' own periods and the gaps between; they overlap where the fields differ."""
    found: list[Period] = []
    start = window.first
    for period in sorted({f.period for of_field in near for f in of_field}):
        if start < period.first:
            found.append(Period(start, period.first - DAY))
        found.append(period)
        start = period.last + DAY
    if start <= window.last:
        found.append(Period(start, window.last))
    return tuple(found)


def periods_touching(
    fields: Sequence[str], window: Period, case: EvaluationContext
) -> tuple[Period, ...]:
    """The periods that touch the window: of the kind in which figures come, else the figures' own."""
    grain = grain_of(fields, window, case)
    if grain:
        return _pieces(window, grain, case.year_starts)
    return _own_pieces(
        [touching(case.figures.get(name, ()), window) for name in fields], window
    )


def _across(
    pieces: Sequence[Period], stretch: AskedPeriod, rules: MetricRules, case: EvaluationContext
) -> Period | None:
    """The first piece that would have to be cut where none may be."""
    if not stretch.uncut:
        return None
    cut = (p for p in pieces if not p.within(stretch.period) and not absent(p, rules, case))
    return next(cut, None)


def is_asked(
    piece: Period,
    stretch: AskedPeriod,
    rules: MetricRules,
    partial: PartlyIn,
    case: EvaluationContext,
) -> bool:
    if partial == "leave_out" and not piece.within(stretch.period):
        return False
    if stretch.clock and piece.last > stretch.until(case):
        return False
    return not absent(piece, rules, case)


def figures_filling(
    figures: Sequence[Figure], piece: Period, stretch: AskedPeriod, case: EvaluationContext
) -> list[Counted] | None:
    """The field's figures in `piece`, if they cover its part of the window; None if not."""
    window, until = stretch.period, stretch.until(case)
    if piece.last <= until:
        for figure in figures:  # the usual one figure, which is alone as none overlap
            if figure.period == piece:
                return [Counted(figure, share_of(piece, window, case))]
    inside = [f for f in figures if f.period.within(piece) and f.period.last <= until]
    asked = _clip(piece, window)
    start = asked.first
    for figure in inside:
        if worked(start, figure.period.first - DAY, case):
            return None
        start = figure.period.last + DAY
    if worked(start, asked.last, case):
        return None
    return [Counted(f, share_of(f.period, window, case)) for f in inside]


def filled_at_its_end(metric: Metric, period: Period, case: EvaluationContext) -> bool:
    """Whether the last figures of the period are there, for every field; leave is not asked about."""
    fields = figures_of(metric)
    near = [touching(case.figures.get(name, ()), period) for name in fields]
    grain = grain_of(fields, period, case)
    pieces = _pieces(period, grain, case.year_starts) if grain else _own_pieces(near, period)
    whole = partial_of(metric) == "leave_out"
    for piece in reversed([p for p in pieces if not whole or p.within(period)]):
        found = [
            figures_filling(of_field, piece, AskedPeriod(period), case) for of_field in near
        ]
        if None in found or any(found):  # else nobody works in it, and nobody tells of it
            return None not in found
    return False


def share_of(period: Period, window: Period, case: EvaluationContext) -> Fraction | None:
    """The part of the period's working days that lie in the window; None: all of it."""
    if period.within(window):
        return None
    inside = _clip(period, window)
    days = case.workdays.count(period)
    if not days:  # a period of holidays only is shared by its days
        return Fraction(inside.days, period.days)
    return Fraction(case.workdays.count(inside), days)


def worked(first: date, last: date, case: EvaluationContext) -> bool:
    """Whether a gap holds a working day: nobody reports a figure for a weekend."""
    while first <= last:
        if case.workdays.is_workday(first):
            return True
        first += DAY
    return False


def _clip(piece: Period, window: Period) -> Period:
    if piece.within(window):
        return piece
    return Period(max(piece.first, window.first), min(piece.last, window.last))


def _periods(figures: Iterable[Figure]) -> list[Period]:
    return [f.period for f in figures]


def _overlap(periods: Sequence[Period]) -> Period | None:
    """The first stretch of a sorted row that begins before the one before it has ended."""
    return next((b for a, b in pairwise(periods) if b.first <= a.last), None)
