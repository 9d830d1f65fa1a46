"""Whether the clocks of a stage can hold the whole periods that its reviews and goals ask for."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from engine.core.policy import walk
from engine.core.policy.condition import Each, MeanOf, MetricTest, Over
from engine.core.policy.metric import AddedUp, DayByDay, kind_of
from engine.core.policy.policy import Clock, Policy
from engine.core.policy.review import Review
from engine.core.policy.walk import Path, Statement
from engine.core.soundness.suggestions import meant
from engine.core.soundness.timing import days, possible_spans
from engine.core.values.diagnostic import Finding
from engine.core.values.period import (
    MONTHS_IN,
    add_months,
    period_holding,
    whole_count,
    whole_run,
)
from engine.core.values.units import Span, TimeUnit

DAY = timedelta(days=1)
# Two years of first days, a leap year among them: every way a length can lie in the calendar.
FIRST_DAYS = tuple(date(2023, 1, 1) + n * DAY for n in range(2 * 366))
USUAL = TimeUnit.MONTH  # figures are told by the month, as far as a policy alone can know


@lru_cache(maxsize=512)
def fewest_whole(
    length: Span, part: TimeUnit, weekend: int, whole: TimeUnit | None, enough: int
) -> int:
    """How many whole periods a clock of that length holds at least, up to `enough`, wherever it begins."""
    if whole is not None:
        runs = _whole_runs(length, whole, weekend)
    else:
        runs = ((first, _end(first, length, weekend)) for first in FIRST_DAYS)
    return min(_whole_in(first, last, part, enough) for first, last in runs)


def _whole_runs(length: Span, whole: TimeUnit, weekend: int) -> Iterator[tuple[date, date]]:
    count = whole_count(length, whole, weekend)
    for first in FIRST_DAYS[::7]:
        run = whole_run(first, whole, count)
        yield run.first, run.last


def _end(first: date, length: Span, weekend: int) -> date:
    if length.part in MONTHS_IN:
        return add_months(first, length.count * MONTHS_IN[length.part])
    return first + days(length, weekend)[0] * DAY


def _whole_in(first: date, last: date, part: TimeUnit, enough: int) -> int:
    period, found = period_holding(first, part), 0
    while period.last <= last and found < enough:
        found += period.first >= first
        period = period_holding(period.last + DAY, part)
    return found


def fewest_weeks(policy: Policy, clock: Clock) -> int:
    """The clock's own weeks, each from the day of the week on which it starts."""
    lengths = possible_spans(policy, clock.length)
    weekend = len(policy.calendar.weekend)
    if clock.whole is not None:
        runs = [run for one in lengths for run in _whole_runs(one, clock.whole, weekend)]
        return min(((last - first).days + 1 for first, last in runs), default=0) // 7
    return min(((days(one, weekend)[0] + 1) // 7 for one in lengths), default=0)


def fewest(
    policy: Policy, clock: Clock, part: TimeUnit, enough: int, *, own_weeks: bool = False
) -> int | None:
    """Whole periods the clock holds at least, up to `enough`; None where its length is not known."""
    lengths = possible_spans(policy, clock.length)
    if not lengths:
        return None
    if own_weeks:
        return fewest_weeks(policy, clock)
    weekend = len(policy.calendar.weekend)
    return min(fewest_whole(one, part, weekend, clock.whole, enough) for one in lengths)


def cut_away(policy: Policy) -> Iterator[Finding]:
    """Clocks over which nothing may be known: what is cut is left out, and no month may be whole."""
    for clock in walk.clocks(policy):
        asked = sorted(_left_out_over(policy, clock))
        if asked and fewest(policy, clock.what, USUAL, 1) == 0:
            path = (*clock.path, "length")
            message = f"clock {clock.id} may hold no whole month, and {asked[0]} leaves out what is cut"
            hint = "add whole: month to the clock, or partial: prorate to the metric"
            yield Finding(path, "P246", message, hint, warning=True)


def _left_out_over(policy: Policy, clock: Statement[Clock]) -> Iterator[str]:
    """Metrics measured over the clock that count whole periods only."""
    tests = (test.what for test in walk.tests(policy) if test.path[:2] == clock.path[:2])
    over = [
        test.metric
        for test in tests
        if isinstance(test, MetricTest)
        and isinstance(test.window, Over)
        and test.window.clock == clock.id
    ]
    goals = walk.every_goal(policy)
    over += [
        goal.what.metric
        for goal in goals
        if goal.stage == clock.stage and goal.what.over == clock.id
    ]
    for name in over:
        metric = policy.metrics.get(meant(name, policy.metrics))
        gathered = kind_of(metric).gathering(metric) if metric else None
        if isinstance(gathered, AddedUp | DayByDay) and gathered.partial == "leave_out":
            yield name


def too_few(policy: Policy) -> Iterator[Finding]:
    """Rows and goals that ask for more whole periods than their clock may hold."""
    for path, stage, part, calendar, count in _asked_each(policy):
        clock = _clock_of(policy, stage)
        if clock is None:
            continue
        name, said = clock
        own = part is TimeUnit.WEEK and not calendar
        held = fewest(policy, said, part, count, own_weeks=own)
        if held is not None and held < count:
            holds = f"no whole {part}" if held == 0 else f"only {held}"
            message = f"found {count} {part} asked for, but clock {name} may hold {holds}"
            hint = f"ask for fewer, or let the clock run longer or with whole: {_kind(part)}"
            yield Finding((*path, "each"), "P247", message, hint, warning=True)


def _kind(part: TimeUnit) -> str:
    return "week" if part in (TimeUnit.DAY, TimeUnit.WEEK) else str(part)


def _asked_each(policy: Policy) -> Iterator[tuple[Path, str, TimeUnit, bool, int]]:
    for goal in walk.every_goal(policy):
        if goal.what.each is not None:
            yield goal.path, goal.stage, goal.what.each, goal.what.calendar, 1
    for review, test in _tests_of_reviews(policy):
        window = test.what.window
        if isinstance(window, Each) and review.what.at is not None:
            yield test.path, review.stage, window.part, window.calendar, window.in_a_row


def _tests_of_reviews(
    policy: Policy,
) -> Iterator[tuple[Statement[Review], Statement[MetricTest]]]:
    tests = [test for test in walk.tests(policy) if isinstance(test.what, MetricTest)]
    for review in walk.reviews(policy):
        for test in tests:
            inside = test.path[: len(review.path)] == review.path
            if inside and isinstance(test.what, MetricTest):
                yield review, Statement(test.path, test.stage, test.what)


def _clock_of(policy: Policy, stage: str) -> tuple[str, Clock] | None:
    return next(iter(policy.stages[stage].clocks.items()), None)


def before_letter(policy: Policy) -> Iterator[Finding]:
    """Look-backs of a review that may reach to before the letter of its stage: they are cut to it."""
    for review, test in _tests_of_reviews(policy):
        window, clock = test.what.window, _clock_of(policy, review.stage)
        key = "mean_of" if isinstance(window, MeanOf) else "over"
        length = window.last if isinstance(window, Over | MeanOf) else None
        for span in possible_spans(policy, length) if length else ():
            held = _since_letter(policy, review.what, clock, span)
            if held is not None and held < span.count:
                message = (
                    f"found last {span}; a stage is judged from its letter on, and since "
                    f"{_left(held, span.part)}"
                )
                hint = "measure over the clock, or let it run in whole periods that are enough"
                yield Finding((*test.path, key), "P248", message, hint, warning=True)
                break


def _left(held: int, part: TimeUnit) -> str:
    return f"then no whole {part} may be over" if held == 0 else f"then only {held} may be over"


def _since_letter(
    policy: Policy, review: Review, clock: tuple[str, Clock] | None, span: Span
) -> int | None:
    """Whole periods of the span's kind from the letter to the review's first look; None: not known."""
    weekend = len(policy.calendar.weekend)
    if span.part is TimeUnit.BUSINESS_DAY:
        return None
    if review.days:
        first = Span(min(review.days), TimeUnit.DAY)
        return fewest_whole(first, span.part, weekend, None, span.count)
    if review.every is not None:
        return fewest_whole(review.every, span.part, weekend, None, span.count)
    return fewest(policy, clock[1], span.part, span.count) if clock else None


CHECKS = (cut_away, too_few, before_letter)
