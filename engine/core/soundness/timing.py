"""How long a stage can take at most: lengths added up along the moments they hang on."""

from collections.abc import Iterator
from datetime import date

from engine.core.policy import walk
from engine.core.policy.condition import (
    Each,
    Length,
    MetricTest,
    Over,
    ValueRef,
    Window,
    metric_tests,
)
from engine.core.policy.duty import Duty
from engine.core.policy.moment import Moment
from engine.core.policy.open_row import STALE, OpenRow
from engine.core.policy.policy import Policy
from engine.core.policy.review import Review
from engine.core.policy.right import ExtendRight, Right
from engine.core.policy.walk import Path, Statement
from engine.core.soundness.moments import OF_DOCUMENT, givers, providers
from engine.core.soundness.suggestions import meant
from engine.core.values.diagnostic import Finding
from engine.core.values.period import MONTHS_IN, add_months
from engine.core.values.units import Span, TimeUnit

# A leap year lies inside, so every length a run of months can have is met.
STARTS = tuple(date(year, month, 1) for year in range(2023, 2027) for month in range(1, 13))
NEVER = 10**9  # days; a week without working days


def days(span: Span, weekend: int = 2) -> tuple[int, int]:
    """The fewest and the most calendar days a span can be, with `weekend` days a week off.

    Public holidays are not counted: they differ from year to year.
    """
    if span.part is TimeUnit.DAY:
        return span.count, span.count
    if span.part is TimeUnit.WEEK:
        return 7 * span.count, 7 * span.count
    if span.part is TimeUnit.BUSINESS_DAY:
        at_work = 7 - weekend
        if at_work <= 0:
            return NEVER, NEVER
        weeks = -(-span.count // at_work)
        return span.count + weekend * max(weeks - 1, 0), span.count + weekend * weeks
    months = span.count * MONTHS_IN[span.part]
    found = [(add_months(start, months) - start).days for start in STARTS]
    return min(found), max(found)


def possible_spans(policy: Policy, length: Length) -> tuple[Span, ...]:
    """What a length can be: itself, or every entry of the value it names."""
    if not isinstance(length, ValueRef):
        return (length,)
    value = policy.values.get(meant(length.name, policy.values))
    if value is None:
        return ()
    said = (*(d.value for d in value.dated), *value.by.values())
    return tuple(s for s in said if isinstance(s, Span))


def most(policy: Policy, length: Length) -> int:
    """Days, at most."""
    weekend = len(policy.calendar.weekend)
    return max((days(s, weekend)[1] for s in possible_spans(policy, length)), default=0)


def clock_at_most(policy: Policy, stage: str, clock: str) -> int:
    """Days a clock of this stage can run, every extension granted."""
    length = most(policy, policy.stages[stage].clocks[clock].length)
    for right in walk.rights_in(policy, stage):
        what = right.what
        if isinstance(what, ExtendRight) and what.clock == clock:
            length += most(policy, what.up_to) * what.times
    return length


def latest(policy: Policy, stage: str, moment: Moment, seen: frozenset[Moment]) -> int | None:
    """Days after entering `stage` by which `moment` is due; None when nothing binds it."""
    if moment in seen:
        return None
    if moment.stage and meant(moment.stage, policy.stages) != stage:
        return 0  # past on entering
    seen |= {moment}
    here, thing, word = policy.stages[stage], moment.thing, moment.moment
    if (thing, word) in (("stage", "entered"), ("plan", "opened")):
        return 0
    if thing in here.clocks:
        begun = latest(policy, stage, here.clocks[thing].since, seen)
        if begun is None or word == "started":
            return begun
        return begun + clock_at_most(policy, stage, thing)
    if thing in here.reviews:
        return review_latest(policy, stage, here.reviews[thing], seen)
    if word in OF_DOCUMENT:
        return _document_latest(policy, stage, moment, seen)
    item = here.must.get(thing) or policy.must.get(thing) or here.may.get(thing)
    return _due_latest(policy, stage, item or policy.may.get(thing), seen)


def _document_latest(
    policy: Policy, stage: str, moment: Moment, seen: frozenset[Moment]
) -> int | None:
    document = policy.documents.get(moment.thing)
    if document is None:
        return None
    given = [
        item
        for item in providers(policy, stage, moment.thing, givers(policy))
        if stage in walk.applies_in(policy, item)
    ]
    if not given:
        return 0  # issued before this stage
    due = [_due_latest(policy, stage, item.what, seen) for item in given]
    known = [d for d in due if d is not None]
    if len(known) < len(due):
        return None
    wait = document.acknowledged.within if document.acknowledged else None
    late = most(policy, wait) if wait and moment.moment == "acknowledged" else 0
    return max(known) + late


def _due_latest(
    policy: Policy, stage: str, item: object, seen: frozenset[Moment]
) -> int | None:
    """When a duty or the window of a right is over."""
    if not isinstance(item, Duty | Right):
        return None
    if isinstance(item, Duty) and item.terms.at is not None:
        return latest(policy, stage, item.terms.at, seen)
    if item.terms.since is None or item.terms.within is None:
        return None
    begun = latest(policy, stage, item.terms.since, seen)
    return (
        None
        if begun is None
        else begun + most(policy, item.terms.within) + _roll(policy, item.terms.within)
    )


def _roll(policy: Policy, length: Length) -> int:
    """A due day on a weekend moves past it; a length in business days never ends on one."""
    if policy.calendar.roll != "forward":
        return 0
    counted = all(s.part is TimeUnit.BUSINESS_DAY for s in possible_spans(policy, length))
    return 0 if counted else len(policy.calendar.weekend)


def review_latest(
    policy: Policy, stage: str, review: Review, seen: frozenset[Moment] = frozenset()
) -> int | None:
    """Days after entering by which the review's last look is decided."""
    wait = most(policy, review.within)
    if review.at is not None:
        looked = latest(policy, stage, review.at, seen)
        return None if looked is None else looked + wait
    if review.during not in policy.stages[stage].clocks:
        return None
    if review.days:
        begun = latest(policy, stage, Moment(review.during, "started"), seen)
        return None if begun is None else begun + max(review.days) + wait
    ended = latest(policy, stage, Moment(review.during, "ended"), seen)
    return None if ended is None else ended + wait


def slowest_review(policy: Policy, stage: str) -> tuple[int, str]:
    """Days the slowest review can take, and its id; 0 where no review is bound by time."""
    found = [
        (latest_day, id_)
        for id_, review in policy.stages[stage].reviews.items()
        if (latest_day := review_latest(policy, stage, review)) is not None
    ]
    return max(found, default=(0, ""))


def short_deadlines(policy: Policy) -> Iterator[Finding]:
    for stage_id, stage in policy.stages.items():
        if stage.deadline is None or stage.deadline.since.thing not in ("stage", "plan"):
            continue
        slowest, review = slowest_review(policy, stage_id)
        before = 0
        if stage.deadline.since.thing == "plan":
            before = _longest_before(policy, stage_id, frozenset())
        allowed = days(stage.deadline.within, len(policy.calendar.weekend))[0]
        if allowed < slowest + before:
            path = ("stages", stage_id, "deadline", "within")
            message = (
                f"found {stage.deadline.within}, but review {review} can take until "
                f"day {slowest + before}"
            )
            most_days = slowest + before
            hint = f"write {most_days} days or more, or shorten what comes before"
            yield Finding(path, "P233", message, hint)


def _longest_before(policy: Policy, stage: str, seen: frozenset[str]) -> int:
    """Days a plan can have run on first entering `stage`, each stage as long as it can be."""
    found = [0]
    for other_id, other in policy.stages.items():
        if other_id == stage or other_id in seen or stage not in _targets(policy, other_id):
            continue
        if other.deadline is not None and other.deadline.since.thing == "plan":
            found.append(days(other.deadline.within, len(policy.calendar.weekend))[1])
        else:
            earlier = _longest_before(policy, other_id, seen | {stage})
            found.append(earlier + _longest_stay(policy, other_id))
    return max(found)


def _longest_stay(policy: Policy, stage: str) -> int:
    deadline = policy.stages[stage].deadline
    if deadline is None:
        return slowest_review(policy, stage)[0]
    return days(deadline.within, len(policy.calendar.weekend))[1]


def _targets(policy: Policy, stage: str) -> set[str]:
    reviews = policy.stages[stage].reviews.values()
    return {target for review in reviews for row in review.rows for target in row.go}


def days_outside(policy: Policy) -> Iterator[Finding]:
    """Day numbers a clock never reaches, even extended."""
    items: tuple[Statement[Duty] | Statement[Review], ...] = (
        *walk.every_duty(policy),
        *walk.reviews(policy),
    )
    for item in items:
        stages = _stages_of(policy, item)
        during = walk.during_of(item.what)
        runs = [
            clock_at_most(policy, s, during)
            for s in stages
            if s in policy.stages and during in policy.stages[s].clocks
        ]
        numbers = item.what.days if isinstance(item.what, Review) else item.what.terms.days
        for at, day in enumerate(numbers):
            if day < 1 or (runs and day > max(runs)):
                end = f"day {max(runs)}" if runs else "its end"
                message = f"found day {day}, but clock {during} runs to {end}"
                hint = f"write a day from 1 to {max(runs)}" if runs else "write a day from 1 on"
                yield Finding((*item.path, "days", str(at)), "P272", message, hint)


def _stages_of(policy: Policy, item: Statement[Duty] | Statement[Review]) -> tuple[str, ...]:
    if item.stage or isinstance(item.what, Review):
        return (item.stage,)
    return item.what.terms.in_stages or tuple(policy.stages)


def stale_figures(policy: Policy) -> Iterator[Finding]:
    """Rows by which figures that come in time could be too old to propose on."""
    for at, row in enumerate(policy.open):
        for test in _looking_back(row):
            metric = policy.metrics.get(meant(test.metric, policy.metrics))
            if metric is not None and row.not_older_than != "forever":
                due = metric.rules.figures_due or policy.calendar.figures_due
                yield from _stale(policy, ("open", str(at)), row.not_older_than, test, due)


def bounds_of_nothing(policy: Policy) -> Iterator[Finding]:
    for at, row in enumerate(policy.open):
        said = {"not_older_than": row.not_older_than, "counts_earlier": row.counts_earlier}
        for key, value in said.items():
            if value and not _looking_back(row):
                message = f"found {key}, but no figures are looked back at here"
                hint = f"take {key} out, or test a metric"
                yield Finding(("open", str(at), key), "P287", message, hint, warning=True)


def _looking_back(row: OpenRow) -> list[MetricTest]:
    tests = metric_tests(row.when) if row.when else ()
    return [t for t in tests if not (isinstance(t.window, Over) and t.window.clock)]


def _stale(
    policy: Policy, path: Path, said: Length | None, test: MetricTest, due: Span
) -> Iterator[Finding]:
    weekend = len(policy.calendar.weekend)
    late, enough = days(due, weekend)[1], f"{due}, or more"
    if said is None:
        least = [_usual_age(span.part) for span in _moved_by(policy, test.window)]
        if least and min(least) < late:
            message = (
                f"figures may come {due} after their period; "
                f"after {min(least)} days nothing is proposed on them"
            )
            yield Finding((*path, "when"), "P286", message, f"write not_older_than: {enough}")
        return
    for span in possible_spans(policy, said):
        alike = span.part is due.part
        if span.count < due.count if alike else days(span, weekend)[0] < late:
            message = f'found "{span}", but figures may come {due} after their period'
            yield Finding((*path, "not_older_than"), "P286", message, f"write {enough}")
            return


def _moved_by(policy: Policy, window: Window) -> tuple[Span, ...]:
    """Lengths in the periods by which the window moves."""
    if isinstance(window, Each):
        return (Span(window.in_a_row, window.part),)
    return possible_spans(policy, window.last) if window.last else ()


def _usual_age(part: TimeUnit) -> int:
    """Days after its end on which a window may be proposed on at least, where the row does not say."""
    two, _ = days(Span(2, part))
    return max(two, STALE.count)


CHECKS = (short_deadlines, days_outside, stale_figures, bounds_of_nothing)
