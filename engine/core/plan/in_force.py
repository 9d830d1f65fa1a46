"""What is in force for a plan right now: its stage's duties and rights, the moments that have happened."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from engine.core.facts.explanation import Why
from engine.core.facts.facts import Absence, Figure
from engine.core.facts.people import People, Resolved
from engine.core.measure.conditions import judge
from engine.core.measure.context import EarlierPlanEnd, EvaluationContext, RunningPlan, value_of
from engine.core.measure.leave import Gravity, kinder
from engine.core.plan.goals import GoalsReached, reached
from engine.core.plan.messages import the_employee_themselves
from engine.core.plan.moments import each_time, last_time
from engine.core.plan.replay import Plan
from engine.core.plan.state import PlanDocument, Run, Visit
from engine.core.policy.condition import Length, ValueRef
from engine.core.policy.duty import Duty, DutyTerms, IssueDuty
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Policy, Stage
from engine.core.policy.right import Right
from engine.core.policy.walk import document_of
from engine.core.values.period import Period
from engine.core.values.units import Span, TimeUnit
from engine.core.values.workdays import Workdays

GRACE = Span(3, TimeUnit.BUSINESS_DAY)  # for a recurring duty that names no `within`


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known about one employee when something is decided. `figures` are the current ones."""

    workdays: Workdays
    people: People
    figures: Mapping[str, tuple[Figure, ...]]
    absences: tuple[Absence, ...] = ()
    earlier: tuple[EarlierPlanEnd, ...] = ()
    running: tuple[RunningPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanContext:
    """One plan under its policy with what is known: what every decision is taken on."""

    policy: Policy
    plan: Plan
    known: Known

    @property
    def stage(self) -> Stage:
        return self.policy.stages[self.plan.stage]

    @property
    def visit(self) -> Visit:
        return self.plan.visits[-1]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a duty falls due, counted from the day `since`. `due` None: no day is set."""

    number: int
    due: date | None
    since: date | None = None


def duties_in_force(m: PlanContext) -> dict[str, Duty]:
    """The duties of the current stage, then those of the whole policy that hold in it.

    One whose condition is not known is not among them: it is not due and never missed.
    """
    return {
        k: d
        for k, d in _every_duty(m).items()
        if (why := _condition(m, d)) is None or why.answer
    }


def duties_not_known(m: PlanContext) -> dict[str, tuple[Duty, Why]]:
    """Those of which nobody can say yet whether they are owed, and why not: whoever decides sees them."""
    judged = ((k, d, _condition(m, d)) for k, d in _every_duty(m).items())
    return {k: (d, why) for k, d, why in judged if why is not None and why.answer is None}


def _every_duty(m: PlanContext) -> dict[str, Duty]:
    if m.plan.visit is None:
        return {}
    return {
        **m.stage.must,
        **{k: d for k, d in m.policy.must.items() if _holds(m, d.terms.in_stages)},
    }


def _condition(m: PlanContext, duty: Duty) -> Why | None:
    """Whether its condition holds, as of the day the stage was entered; None: it has none."""
    when = duty.terms.when
    return judge(when, case_of(m, m.visit.entered)) if when else None


def arising(m: PlanContext) -> Iterator[tuple[str, Why]]:
    """Duties whose condition holds and of which the record does not say so yet, nor rests on it."""
    here = m.visit.number
    begun = {name for visit, name, _ in m.plan.tasks if visit == here}
    begun |= {document.item for document in documents_here(m)}
    for name, duty in duties_in_force(m).items():
        why = _condition(m, duty)
        if why and name not in begun and (here, name) not in m.plan.arisen:
            yield name, why


def rights_in_force(m: PlanContext) -> dict[str, Right]:
    if m.plan.visit is None:
        return {}
    return {
        **m.stage.may,
        **{k: r for k, r in m.policy.may.items() if _holds(m, r.terms.in_stages)},
    }


def _holds(m: PlanContext, stages: tuple[str, ...]) -> bool:
    return m.plan.stage in stages if stages else not m.stage.final


def moment_day(m: PlanContext, moment: Moment) -> date | None:
    """The day the moment happened; None before. Sought in the stage, then in the plan."""
    plan = m.plan
    if moment.thing == "plan":
        return plan.opened if moment.moment == "opened" else plan.closed
    visits = [v for v in reversed(plan.visits) if moment.stage in ("", v.stage)]
    if moment.thing == "stage":
        return (
            (visits[0].entered if moment.moment == "entered" else visits[0].left)
            if visits
            else None
        )
    if not moment.stage and visits:
        visits = visits[:1] if _belongs_to_visit(m, moment.thing) else visits
    days = (last_time(m.policy, plan, v.number, moment) for v in visits)
    return next((day for day in days if day), None)


def _belongs_to_visit(m: PlanContext, thing: str) -> bool:
    """True where each visit has the thing anew, so that an earlier visit's does not count."""
    must, may = _every_duty(m), rights_in_force(m)
    if thing == "document" or any(
        thing in each for each in (must, may, m.stage.clocks, m.stage.reviews)
    ):
        return True
    return thing in map(document_of, (*must.values(), *may.values()))


def occurrences(m: PlanContext, duty_id: str, duty: Duty) -> tuple[Occurrence, ...]:
    """The times a duty falls due in this visit, as far as they can be known, in order."""
    due = duty.terms
    if due.recurs:
        return tuple(_recurring(m, duty_id, due))
    arisen = _arisen_later(m, duty_id)
    happened = times_of_moment(m, due.at or due.since or Moment("stage", "entered"))
    return tuple(_hanging(m, due, number, max(day, arisen)) for number, day in happened.items())


def _hanging(m: PlanContext, due: DutyTerms, number: int, since: date) -> Occurrence:
    """What is due at a moment, or within a time of it."""
    if due.at:
        return Occurrence(number, since, since)
    return Occurrence(number, due_day(m, since, due.within) if due.within else None, since)


def _arisen_later(m: PlanContext, duty_id: str) -> date:
    """The day from which a duty is known to be owed, where that is not from the stage's beginning."""
    arisen = m.plan.arisen.get((m.visit.number, duty_id), date.min)
    return arisen if arisen > m.visit.entered else date.min


def times_of_moment(m: PlanContext, moment: Moment) -> dict[int, date]:
    """Every time it happened in this visit, by its number; what is no part of the visit happens once."""
    once = moment.thing in ("plan", "stage") or moment.stage
    if not once and _belongs_to_visit(m, moment.thing):
        return each_time(m.policy, m.plan, m.visit.number, moment)
    day = moment_day(m, moment)
    return {1: day} if day else {}


def _recurring(m: PlanContext, duty_id: str, due: DutyTerms) -> Iterator[Occurrence]:
    """Planned days, counted from the anchor and never from a rolled day; none rolls past its clock.

    Those that fell while the plan was held, or before the duty was known to be owed, fall away; the
    others keep their numbers.
    """
    span = stretch(m, due.during)
    if span is None:
        return
    (first, last), arisen = span, _arisen_later(m, duty_id)
    seen: set[date] = set()
    handled = sum(1 for (v, name, _) in m.plan.tasks if (v, name) == (m.visit.number, duty_id))
    for planned in _planned(m, due, first):
        if (last and planned > last) or (last is None and len(seen) > handled):
            return
        day = m.known.workdays.roll(planned, m.policy.calendar.roll)
        day = min(day, last) if last else day
        if day in seen:
            continue
        seen.add(day)
        if day < arisen or any(held < day < resumed for held, resumed in m.plan.stood):
            handled += 1
        else:
            yield Occurrence(len(seen), day)


def _planned(m: PlanContext, due: DutyTerms, first: date) -> Iterator[date]:
    if due.days:
        yield from (m.known.workdays.add(first, Span(n, TimeUnit.DAY)) for n in due.days)
        return
    step = due.every or Span(1, TimeUnit.WEEK)
    for n in range(1, 1000):
        yield m.known.workdays.add(first, Span(step.count * n, step.part))


def stretch(m: PlanContext, during: str) -> tuple[date, date | None] | None:
    """Day 0 and the last day (None: open) of a clock, the stage or the plan; None: not begun."""
    if during in ("stage", ""):
        return m.visit.entered, None
    if during == "plan":
        return (m.plan.opened, None) if m.plan.opened else None
    run = m.plan.runs.get((m.visit.number, during))
    return (run.first, run.last) if run else None


def missed_day(m: PlanContext, duty: Duty, due: date) -> date:
    """The last day on which the duty can still be done in time."""
    if duty.terms.recurs or duty.terms.at:
        return due_day(m, due, duty.terms.within or GRACE)
    return due


def due_day(m: PlanContext, since: date, within: Length) -> date:
    """The end of a window that begins on `since`; a day off rolls as the calendar says.

    Where the length varies by something nobody told, the longest one holds. Days on which the
    plan was held do not count.
    """
    span = length_of(m, within) or longest_span(m, within)
    last = moved(m, since, m.known.workdays.add(since, span))
    return m.known.workdays.roll(last, m.policy.calendar.roll)


def moved(m: PlanContext, since: date, day: date) -> date:
    """`day`, planned from `since`, later by the days on which the plan stood still in between."""
    for held, resumed in _apart(m.plan.stood):
        if since < resumed and held <= day:
            day += resumed - max(held, since)
    return day


def _apart(stood: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The same days in order, each once."""
    end = date.min
    for first, resumed in sorted(stood):
        if resumed > end:
            yield max(first, end), resumed
            end = resumed


def length_of(m: PlanContext, length: Length) -> Span | None:
    """None when a value that varies by a field cannot be looked up."""
    if not isinstance(length, ValueRef):
        return length
    found = value_of(length, case_of(m, m.plan.day))
    return found if isinstance(found, Span) else None


def longest_span(m: PlanContext, length: Length) -> Span:
    if not isinstance(length, ValueRef):
        return length
    value = m.policy.values[length.name]
    spans = [
        v for v in (*value.by.values(), *(d.value for d in value.dated)) if isinstance(v, Span)
    ]
    return max(spans, key=lambda span: m.known.workdays.add(m.plan.proposed, span))


def case_of(
    m: PlanContext,
    basis: date,
    *,
    answers: Mapping[str, str] | None = None,
    goals: bool = False,
    judging: bool = False,
) -> EvaluationContext:
    """What a condition about this plan may look at, as of `basis`.

    `judging`: for a review or a goal, which may not look at what lies before the stage's letter.
    """
    plan = m.plan
    taken = {"plan.opened": plan.opened} if plan.opened else {}
    if plan.visit:
        taken["stage.entered"] = plan.visit.entered
    case = EvaluationContext(
        policy=m.policy,
        employee=plan.employee,
        basis=basis,
        workdays=m.known.workdays,
        figures=m.known.figures,
        absences=m.known.absences,
        people=m.known.people,
        taken=taken,
        clocks={name: Period(run.first, run.last) for name, run in _runs(m).items()},
        answers=plan.answers if answers is None else answers,
        goals=None,
        earlier=m.known.earlier,
        running=m.known.running,
        issue=plan.issue,
        since=(judged_from(m) if judging else date.min) if plan.visit else None,
    )
    return counting_goals(m, case) if goals else case


def counting_goals(m: PlanContext, case: EvaluationContext) -> EvaluationContext:
    """The case with the goals as far as they are reached in its reading of leave."""
    return replace(case, goals=goals_reached(m, case))


def _runs(m: PlanContext) -> dict[str, Run]:
    """The clocks of this visit; of a name that its stage does not have, the newest before it.

    Stages often call theirs alike: one that has not started yet is not the one of the stage left,
    and a look back at a stage left does not see what started later.
    """
    here, own = (m.visit.number, m.stage.clocks) if m.plan.visit else (0, {})
    return {
        name: run
        for (visit, name), run in m.plan.runs.items()
        if visit == here or (visit < here and name not in own)
    }


def goals_reached(m: PlanContext, case: EvaluationContext) -> GoalsReached | None:
    if m.plan.visit is None or m.stage.goals is None:
        return None
    own = {
        k: g for k, g in m.plan.own_goals.items() if g.visit == m.visit.number and not g.dropped
    }
    return reached(m.stage.goals, own, measuring_goals(m, case))


def measuring_goals(m: PlanContext, case: EvaluationContext) -> EvaluationContext:
    """The case with clocks that count from the day on which goals were set anew."""
    anew = {name: Period(run.anew, run.last) for name, run in _runs(m).items() if run.anew}
    return replace(case, clocks={**case.clocks, **anew})


def judged_from(m: PlanContext) -> date:
    """The first day that the stage may judge: its letter delivered, its clock begun. `date.max` before.

    A stage that owes no letter from its start and has no clock judges from the day it was entered.
    """
    here, visit = m.visit.number, m.visit
    starts = [run.first for (number, _), run in m.plan.runs.items() if number == here]
    letters = {name for name, duty in _every_duty(m).items() if _tells(m, name, duty)}
    told = [d.delivered for d in documents_here(m) if d.item in letters and d.delivered]
    if (m.stage.clocks and not starts) or (letters and not told):
        return date.max
    return max([visit.entered, *starts[:1], *sorted(told)[:1]])


def _tells(m: PlanContext, name: str, duty: Duty) -> bool:
    """True for the letter with which a stage begins."""
    terms = duty.terms
    first = terms.since in (None, Moment("stage", "entered")) and not (terms.recurs or terms.at)
    owed = terms.when is None or name in duties_in_force(m)
    return isinstance(duty, IssueDuty) and first and owed


def goals_shown(m: PlanContext, day: date) -> GoalsReached | None:
    """As far as they are reached on `day`, in the reading of leave that is kinder: the higher score."""

    def weight(found: GoalsReached | None) -> Gravity:
        return (-found.low.value,) if found and found.low else ()

    return kinder(case_of(m, day, judging=True), partial(goals_reached, m), weight)[0]


def holders(m: PlanContext, role: str, day: date) -> Resolved:
    """Who may act as `role` for this employee on `day`."""
    if role == "employee":
        return Resolved((m.plan.employee,), the_employee_themselves())
    return m.known.people.resolve(
        role, m.policy.roles, m.plan.employee, day, m.plan.delegates, m.plan.stands_for
    )


def documents_here(m: PlanContext) -> Iterator[PlanDocument]:
    """The documents of this visit, oldest first; of a proposal, its own."""
    here = m.plan.visit.number if m.plan.visit else 0
    return (p for p in m.plan.documents.values() if p.visit == here)
