"""What can happen to a plan from outside: figures come in, a person acts, a document comes back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.core.decide.acts import Act, taken
from engine.core.decide.advance import Step, settled_steps
from engine.core.decide.consequences import stopped_by_facts
from engine.core.decide.handover import handed_over
from engine.core.decide.messages import has_not_left
from engine.core.decide.opening import opening_then, remeasured
from engine.core.facts.explanation import Why
from engine.core.facts.people import leaving_day
from engine.core.plan.in_force import PlanContext
from engine.core.plan.protection import decided_then, letters_then, protected_on
from engine.core.plan.replay import apply
from engine.core.plan.review import UNKNOWN, adverse, measured, not_known_row
from engine.core.plan.state import ReviewLook
from engine.core.policy.open_row import ProposingRow
from engine.core.policy.policy import EMPLOYMENT_ENDED
from engine.core.record import events as e


def after_facts(m: PlanContext, today: date) -> Iterator[Step]:
    """What new or corrected figures and people facts do to a plan."""
    if back := _back(m, today):
        m = replace(m, plan=apply(m.plan, back))
        yield Step(back, m.plan)
    yield from _applied(m, _owed_to_facts(m, today), today)


def _back(m: PlanContext, today: date) -> e.Reopened | None:
    """The roster that said that the employee has left was corrected: the plan is as it stood.

    Not for somebody who was hired anew since then, nor where another plan took its place.
    """
    since = m.plan.closed
    if m.plan.outcome != EMPLOYMENT_ENDED or m.plan.until is None or since is None:
        return None
    people, employee = m.known.people, m.plan.employee
    left = leaving_day(people, employee)
    if left and left <= today:
        return None
    dates = (field for field, kind in m.policy.employee.items() if kind.type == "date")
    days = [people.trait(employee, field, today) for field in dates]
    anew = any(day and since.isoformat() < day <= today.isoformat() for day in days)
    if anew or any(other.issue == m.plan.issue for other in m.known.running):
        return None
    return e.Reopened(today, since, Why(has_not_left(), True))


def after_act(m: PlanContext, act: Act, today: date) -> Iterator[Step]:
    """What a person's act does to a plan. NotAllowedError before anything has happened."""
    yield from _applied(m, taken(m, act, today), today)


def after_reading(m: PlanContext, events: tuple[e.Event, ...], today: date) -> Iterator[Step]:
    """What a returned document leads to, and what follows from it at once."""
    yield from _applied(m, events, today)


def _applied(m: PlanContext, events: tuple[e.Event, ...], today: date) -> Iterator[Step]:
    for event in events:
        m = replace(m, plan=apply(m.plan, event))
        yield Step(event, m.plan)
    yield from settled_steps(m, today)


def _owed_to_facts(m: PlanContext, today: date) -> tuple[e.Event, ...]:
    if m.plan.ended:
        decided = m.plan.visit is not None and m.stage.final and m.plan.outcome == m.stage.final
        return (*stopped_by_facts(m, today), *_corrections(m, today)) if decided else ()
    stops = tuple(stopped_by_facts(m, today))
    if m.plan.state == "proposed":
        return (*stops, *_proposed_anew(m, today))
    return (*stops, *handed_over(m, today), *_corrections(m, today))


def _proposed_anew(m: PlanContext, today: date) -> tuple[e.Event, ...]:
    """While the employee is protected a proposal can fall away and waits with all else."""
    found = remeasured(m, today)
    if protected_on(m.policy, m.known, today):
        return tuple(event for event in found if isinstance(event, e.Closed))
    return found


def _corrections(m: PlanContext, today: date) -> Iterator[e.Event]:
    """Decisions that today's figures would not have led to. Each is asked about once."""
    count = len(m.plan.raised)
    asked = {raised.about for raised in m.plan.raised.values()}
    for about, why in _changed(m):
        if about not in asked:
            count += 1
            asked.add(about)
            yield e.QuestionRaised(today, f"correction-{count}", about, m.policy.held.by, why)


def _changed(m: PlanContext) -> Iterator[tuple[str, Why]]:
    row = m.policy.open[m.plan.row]
    if isinstance(row, ProposingRow):
        why = opening_then(m, row, row.when)
        if why.answer is False or (why.answer is None and why.other):
            yield "opening", why
    if says := decided_then(m, m.plan.opened):
        yield "opening", Why(says, None)
    for (visit, name, number), look in m.plan.looks.items():
        if look.decided and visit <= m.visit.number:
            yield from _changed_look(m, visit, name, number, look)
    for letter, says in letters_then(m):
        yield f"letter.{letter}", Why(says, None)


def _changed_look(
    m: PlanContext, visit: int, name: str, number: int, look: ReviewLook
) -> Iterator[tuple[str, Why]]:
    """A decided review measured again as it stood: its own stage, clocks and answers."""
    then = replace(m, plan=replace(m.plan, visits=m.plan.visits[:visit]))
    review = then.stage.reviews[name]
    about = f"{name}.{visit}.{number}"
    says = decided_then(m, look.on)
    if says and adverse(m.policy, then.plan.stage, look.decided):
        yield about, Why(says, None)
    if look.row in (UNKNOWN, not_known_row(review)):
        return  # it rested on no figures: what comes late corrects nothing
    found = measured(then, review, look.basis, look.answers)
    unsure = found.row == UNKNOWN and found.why.other is None
    if not unsure and found.row != look.row and look.decided not in found.go:
        yield about, found.why
