"""What follows at once: clocks start, letters are drafted, reviews look, decisions are carried out."""

from collections.abc import Callable, Iterator
from datetime import date

from engine.core import events as e
from engine.core.conditions import judge
from engine.core.policy import Duty
from engine.core.review import UNKNOWN, measured
from engine.core.standing import (
    Matter,
    case_of,
    due_day,
    duties,
    length_of,
    moment_day,
    occurrences,
    papers_here,
)  # fmt: skip

Pass = Callable[[Matter, date], Iterator[e.Event]]


def following(m: Matter, day: date) -> Iterator[e.Event]:
    """The next entry that is owed already; the caller applies it and asks again."""
    if m.plan.state in ("proposed", "held"):
        return
    if m.plan.ended and (m.plan.visit is None or not m.stage.final):
        return  # declined, withdrawn or left: nothing more is written
    passes = AFTER_THE_END if m.plan.ended else WHILE_OPEN
    for one in passes:
        yield from one(m, day)


def _ending(m: Matter, day: date) -> Iterator[e.Event]:
    if m.stage.final:
        yield e.Closed(day, m.stage.final)


def _clocks(m: Matter, day: date) -> Iterator[e.Event]:
    for name, clock in m.stage.clocks.items():
        first = moment_day(m, clock.since)
        if first is None or (m.visit.number, name) in m.plan.runs:
            continue
        length = length_of(m, clock.length)
        if length is None:
            yield e.Held(day, "value_not_known", name)
        else:
            yield e.ClockStarted(day, name, first, m.known.workdays.add(first, length))


def _extensions(m: Matter, day: date) -> Iterator[e.Event]:
    """A right that every approver has granted acts."""
    for (name, number), use in m.plan.uses.items():
        right = m.stage.may.get(name)
        if right is None or use.state != "asked" or right.do != "extend":
            continue
        if {role for role, _ in use.granted} < set(right.approved_by):
            continue
        run = m.plan.runs.get((m.visit.number, right.clock))
        if run and right.up_to:
            last = m.known.workdays.add(run.last, right.up_to)
            yield e.ClockExtended(day, right.clock, run.last, last, name)
        yield e.RightUsed(day, name, number)


def _reviews(m: Matter, day: date) -> Iterator[e.Event]:
    for name, review in m.stage.reviews.items():
        if review.at is None or (m.visit.number, name, 1) in m.plan.looks:
            continue
        basis = moment_day(m, review.at)
        if basis:
            yield e.ReviewOpened(day, name, 1, basis, due_day(m, basis, review.within))


def _measures(m: Matter, day: date) -> Iterator[e.Event]:
    for (visit, name, number), look in m.plan.looks.items():
        if visit != m.visit.number or look.decided:
            continue
        review = m.stage.reviews[name]
        found = measured(m, review, look.basis)
        if look.why is None or (found.row, found.go, found.roles) != (
            look.row,
            look.go,
            look.roles,
        ):
            yield e.Measured(day, name, number, found.row, found.go, found.roles, found.why)
            return
        if found.row != UNKNOWN and not found.roles:
            go = found.go[0]
            yield e.ReviewDecided(day, name, number, found.row, go, found.why)
            return


def _decisions(m: Matter, day: date) -> Iterator[e.Event]:
    """Every named decider has said the same: it is carried out. Not the same: a person looks."""
    for (visit, name, number), look in m.plan.looks.items():
        if visit != m.visit.number or look.decided or not look.roles:
            continue
        said = {role: outcome for role, _, outcome in look.votes}
        if set(said) < set(look.roles):
            continue
        if len(set(said.values())) > 1:
            yield e.ReviewDecided(day, name, number, look.row, "held", look.why)
        else:
            yield e.ReviewDecided(
                day, name, number, look.row, next(iter(said.values())), look.why
            )


def _carried_out(m: Matter, day: date) -> Iterator[e.Event]:
    """A decided review that has not led anywhere yet. Staying leads nowhere."""
    for (visit, name, _), look in m.plan.looks.items():
        if visit != m.visit.number or look.on is None or look.decided in ("", "stay"):
            continue
        if look.decided == "held":
            if m.plan.state != "held":
                yield e.Held(day, "disagreement" if look.votes else "not_known", name)
        else:
            yield e.StageEntered(day, look.decided, m.visit.number + 1, "review", look.why)


def _drafts(m: Matter, day: date) -> Iterator[e.Event]:
    """A letter is drafted as soon as its moment has come, so that its approvers have time."""
    for name, duty in duties(m).items():
        if duty.document and _applies(m, duty):
            yield from _draft_of(m, day, name, duty)
    for name, right in m.stage.may.items():
        for (used, number), use in m.plan.uses.items():
            if (used, use.state, use.visit) == (
                name,
                "used",
                m.visit.number,
            ) and right.document:
                yield from _drafted(m, day, right.document, name, number)


def _applies(m: Matter, duty: Duty) -> bool:
    """A duty whose condition is not known is still owed: it is the company's."""
    return (
        duty.when is None or judge(duty.when, case_of(m, m.visit.entered)).answer is not False
    )


def _draft_of(m: Matter, day: date, name: str, duty: Duty) -> Iterator[e.Event]:
    """One form at a time for what recurs: the next one when the one before is done or missed."""
    for at in occurrences(m, name, duty):
        task = m.plan.tasks.get((m.visit.number, name, at.number))
        yield from _drafted(m, day, duty.document, name, at.number)
        if duty.do != "issue" and not (task and (task.done or task.missed)):
            return


def _drafted(m: Matter, day: date, document: str, item: str, number: int) -> Iterator[e.Event]:
    if not any((p.item, p.occurrence) == (item, number) for p in papers_here(m)):
        yield e.Drafted(day, document, item, number, len(m.plan.papers) + 1, 1)


WHILE_OPEN: tuple[Pass, ...] = (
    _ending, _clocks, _extensions, _decisions, _carried_out, _measures, _reviews, _drafts,
)  # fmt: skip
AFTER_THE_END: tuple[Pass, ...] = (_drafts,)
