"""What follows at once: clocks start, letters are drafted, reviews look, decisions are carried out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from engine.core.decide.claims import counted
from engine.core.decide.opening import remeasured
from engine.core.facts.explanation import same_ground
from engine.core.plan.in_force import (
    PlanContext,
    arising,
    documents_here,
    duties_in_force,
    length_of,
    moment_day,
    occurrences,
    rights_in_force,
    times_of_moment,
)  # fmt: skip
from engine.core.plan.protection import back_on, protected_on, uncounted
from engine.core.plan.replay import unsettled
from engine.core.plan.review import UNKNOWN, adverse, measured
from engine.core.plan.state import ReviewLook
from engine.core.plan.waiting import figures_day, first_closing
from engine.core.policy.duty import Duty, IssueDuty
from engine.core.policy.policy import Clock
from engine.core.policy.review import HELD
from engine.core.policy.right import right_letter
from engine.core.record import events as e
from engine.core.values.period import Period, whole_count, whole_run
from engine.core.values.units import Span

Pass = Callable[[PlanContext, date], Iterator[e.Event]]


def following(m: PlanContext, day: date) -> Iterator[e.Event]:
    """The next entry that is owed already; the caller applies it and asks again."""
    if m.plan.state in ("proposed", "held"):
        return
    if m.plan.ended and (m.plan.visit is None or not m.stage.final):
        return  # declined, withdrawn or left: nothing more is written
    passes = AFTER_THE_END if m.plan.ended else WHILE_OPEN
    for one in passes:
        yield from one(m, day)


def gone_on(m: PlanContext, day: date) -> tuple[e.Event, ...]:
    """Nothing protects the employee any more: what is pending is judged anew."""
    since = m.plan.stopped or day
    return (e.WentOn(day, since, day), *_judged_anew(m, day))


def _judged_anew(m: PlanContext, day: date) -> tuple[e.Event, ...]:
    return remeasured(m, day) if m.plan.state == "proposed" else ()


def stopped_by_facts(m: PlanContext, today: date) -> Iterator[e.Event]:
    """What is told today of protected time: that it lasts, that it is over, or that there was some."""
    for time in uncounted(m, today):
        back = back_on(m.policy, m.known, time.first) or today
        yield e.Stopped(today, time.first)
        yield e.WentOn(today, time.first, min(back, today))
    now = protected_on(m.policy, m.known, today)
    if m.plan.stopped and now is None:
        yield e.WentOn(today, m.plan.stopped, today)
    elif now and m.plan.stopped is None:
        yield e.Stopped(today, max(now.first, m.plan.proposed))


def _ending(m: PlanContext, day: date) -> Iterator[e.Event]:
    if m.stage.final:
        yield e.Closed(day, m.stage.final)


def _arisen(m: PlanContext, day: date) -> Iterator[e.Event]:
    """Duties whose condition is known to hold: owed from now on, unless they were from the start."""
    yield from (e.DutyArose(day, name, why) for name, why in arising(m))


def _clocks(m: PlanContext, day: date) -> Iterator[e.Event]:
    for name, clock in m.stage.clocks.items():
        first = moment_day(m, clock.since)
        if first is None or (m.visit.number, name) in m.plan.runs:
            continue
        length = length_of(m, clock.length)
        if length is None:
            yield e.Held(day, "value_not_known", name)
        else:
            run = _run(m, clock, first, length)
            yield e.ClockStarted(day, name, run.first, run.last)


def _run(m: PlanContext, clock: Clock, since: date, length: Span) -> Period:
    """From its moment for its length or, where it runs in whole periods, from the first after its moment."""
    if clock.whole is None:
        return Period(since, m.known.workdays.add(since, length))
    calendar = m.policy.calendar
    count = whole_count(length, clock.whole, len(calendar.weekend))
    return whole_run(since, clock.whole, count, calendar.year_starts)


def review_begun(
    m: PlanContext, name: str, number: int, basis: date, day: date
) -> e.ReviewOpened:
    """A review that looks as of `basis`: with the days until which it waits for figures and for people."""
    review = m.stage.reviews[name]
    closes = first_closing(m, review, basis, max(basis, day))
    figures = figures_day(m, review, basis)
    late = figures if figures and figures > day else None
    return e.ReviewOpened(day, name, number, basis, closes, late)


def _reviews(m: PlanContext, day: date) -> Iterator[e.Event]:
    for name, review in m.stage.reviews.items():
        for number, basis in times_of_moment(m, review.at).items() if review.at else ():
            if (m.visit.number, name, number) not in m.plan.looks:
                yield review_begun(m, name, number, basis, day)


def _measures(m: PlanContext, day: date) -> Iterator[e.Event]:
    for (visit, name, number), look in m.plan.looks.items():
        if visit != m.visit.number or look.decided:
            continue
        review = m.stage.reviews[name]
        found = measured(m, review, look.basis)
        if m.plan.stopped and any(adverse(m.policy, m.plan.stage, go) for go in found.go):
            continue
        same = (found.row, found.go, found.roles) == (look.row, look.go, look.roles)
        if not same or not same_ground(found.why, look.why):
            yield e.Measured(day, name, number, found.row, found.go, found.roles, found.why)
            return
        if found.row != UNKNOWN and not found.roles:
            go = found.go[0]
            yield e.ReviewDecided(day, name, number, found.row, go, found.why)
            return


def _decisions(m: PlanContext, day: date) -> Iterator[e.Event]:
    """Every named decider has said the same: it is carried out. Not the same: a person looks."""
    for (visit, name, number), look in m.plan.looks.items():
        if visit != m.visit.number or look.decided or not look.roles:
            continue
        said = {role: outcome for role, _, outcome in look.votes}
        if set(said) < set(look.roles) or _in_doubt(m, said.values()):
            continue
        if len(set(said.values())) > 1:
            yield e.ReviewDecided(day, name, number, look.row, "held", look.why)
        else:
            yield e.ReviewDecided(
                day, name, number, look.row, next(iter(said.values())), look.why
            )


def _in_doubt(m: PlanContext, outcomes: Iterable[str]) -> bool:
    """An adverse step waits for what a person says of a correction, and while the plan stands still."""
    waits = unsettled(m.plan) or m.plan.stopped is not None
    return waits and any(adverse(m.policy, m.plan.stage, go) for go in outcomes)


def _carried_out(m: PlanContext, day: date) -> Iterator[e.Event]:
    """A decided review that has not led anywhere yet. Staying leads nowhere."""
    for (visit, name, _), look in m.plan.looks.items():
        if visit != m.visit.number or look.on is None or look.decided in ("", "stay"):
            continue
        if look.decided == "held":
            if m.plan.state != "held":
                yield e.Held(day, _why_held(look), name)
        else:
            yield e.StageEntered(day, look.decided, m.visit.number + 1, "review", look.why)


def _why_held(look: ReviewLook) -> str:
    said = {outcome for _, _, outcome in look.votes}
    if len(said) > 1:
        return "disagreement"
    if look.roles and len(look.votes) < len(look.roles):
        return "undecided"
    return "chosen" if said == {HELD} else "not_known"


def _signed(m: PlanContext, day: date) -> Iterator[e.Event]:
    """What files say that came back from Word counts as soon as it may."""
    for document in m.plan.documents.values():
        yield from counted(m, document, day)


def _drafts(m: PlanContext, day: date) -> Iterator[e.Event]:
    """A letter is drafted as soon as its moment has come, so that its approvers have time."""
    for name, duty in duties_in_force(m).items():
        if duty.document:
            yield from _draft_of(m, day, name, duty)
    for name, right in rights_in_force(m).items():
        for (used, number), use in m.plan.uses.items():
            mine = (used, use.state, use.visit) == (name, "used", m.visit.number)
            if mine and (document := right_letter(right)):
                yield from _drafted(m, day, document, name, number)


def _draft_of(m: PlanContext, day: date, name: str, duty: Duty) -> Iterator[e.Event]:
    """One form at a time for what recurs: the next one when the one before is done or missed.

    A letter that recurs is written on its own day, with the figures of that day.
    """
    if isinstance(duty, IssueDuty) and duty.terms.recurs:
        return
    for at in occurrences(m, name, duty):
        task = m.plan.tasks.get((m.visit.number, name, at.number))
        yield from _drafted(m, day, duty.document, name, at.number)
        if not isinstance(duty, IssueDuty) and not (task and (task.done or task.missed)):
            return


def _drafted(
    m: PlanContext, day: date, document: str, item: str, number: int
) -> Iterator[e.Event]:
    if not any((p.item, p.occurrence) == (item, number) for p in documents_here(m)):
        yield e.Drafted(day, document, item, number, len(m.plan.documents) + 1, 1)


WHILE_OPEN: tuple[Pass, ...] = (
    _ending, _arisen, _clocks, _decisions, _carried_out, _measures, _reviews, _drafts, _signed,
)  # fmt: skip
AFTER_THE_END: tuple[Pass, ...] = (_arisen, _drafts, _signed)
