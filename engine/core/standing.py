"""What is in force for a plan right now: its stage's duties and rights, the moments that have happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.core.case import Case, EarlierPlanEnd, value_of
from engine.core.condition import Length, ValueRef
from engine.core.facts import Absence, Figure
from engine.core.goals import GoalsReached, reached
from engine.core.parts import Paper, Visit
from engine.core.people import People, Resolved
from engine.core.period import Period
from engine.core.plan import Plan
from engine.core.policy import Duty, Moment, Policy, Right, Stage
from engine.core.units import Part, Span
from engine.core.workdays import Workdays

GRACE = Span(3, Part.BUSINESS_DAY)  # for a recurring duty that names no `within`


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known about one employee when something is decided. `figures` are the current ones."""

    workdays: Workdays
    people: People
    figures: Mapping[str, tuple[Figure, ...]]
    absences: tuple[Absence, ...] = ()
    earlier: tuple[EarlierPlanEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
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
    """One time a duty falls due. `due` None: no day is set. `planned` is the unrolled day."""

    number: int
    due: date | None


def duties(m: Matter) -> dict[str, Duty]:
    """The duties of the current stage, then those of the whole policy that hold in it."""
    if m.plan.visit is None:
        return {}
    return {
        **m.stage.must,
        **{k: d for k, d in m.policy.must.items() if _holds(m, d.in_stages)},
    }


def rights(m: Matter) -> dict[str, Right]:
    if m.plan.visit is None:
        return {}
    return {**m.stage.may, **{k: r for k, r in m.policy.may.items() if _holds(m, r.in_stages)}}


def _holds(m: Matter, stages: tuple[str, ...]) -> bool:
    return m.plan.stage in stages if stages else not m.stage.final


def moment_day(m: Matter, moment: Moment) -> date | None:
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
        visits = visits[:1] if _belongs_to_stage(m, moment.thing) else visits
    days = (_moment_in(m, v.number, moment) for v in visits)
    return next((day for day in days if day), None)


def _belongs_to_stage(m: Matter, thing: str) -> bool:
    """True where each visit has the thing anew, so that an earlier visit's does not count."""
    stage = m.stage
    if any(thing in group for group in (stage.must, stage.clocks, stage.reviews)):
        return True
    return any(d.document == thing for d in stage.must.values())


def _moment_in(m: Matter, visit: int, moment: Moment) -> date | None:
    plan, thing = m.plan, moment.thing
    papers = [
        p
        for p in plan.papers.values()
        if p.visit == visit and thing in (p.document, "document")
    ]
    if papers:
        return paper_moment(papers[-1], moment.moment)
    run = plan.runs.get((visit, thing))
    if run:
        return run.first if moment.moment == "started" else (run.last if run.ended else None)
    tasks = [t for (v, name, _), t in plan.tasks.items() if (v, name) == (visit, thing)]
    if tasks:
        return tasks[-1].done
    looks = [look for (v, name, _), look in plan.looks.items() if (v, name) == (visit, thing)]
    if looks:
        return looks[-1].on
    uses = [u for (name, _), u in plan.uses.items() if name == thing and u.visit == visit]
    return uses[-1].asked if uses else None


def paper_moment(paper: Paper, moment: str) -> date | None:
    return {
        "drafted": paper.drafted,
        "issued": paper.issued,
        "delivered": paper.delivered,
        "acknowledged": paper.acknowledged,
    }.get(moment)


def occurrences(m: Matter, duty_id: str, duty: Duty) -> tuple[Occurrence, ...]:
    """The times a duty falls due in this visit, as far as they can be known, in order."""
    if duty.every or duty.days:
        return tuple(
            Occurrence(n, day) for n, day in enumerate(_recurring(m, duty_id, duty), 1)
        )
    if duty.at:
        day = moment_day(m, duty.at)
        return (Occurrence(1, day),) if day else ()
    since = moment_day(m, duty.since or Moment("stage", "entered"))
    if since is None:
        return ()
    return (Occurrence(1, due_day(m, since, duty.within) if duty.within else None),)


def _recurring(m: Matter, duty_id: str, duty: Duty) -> Iterator[date]:
    """Planned days, counted from the anchor and never from a rolled day; none rolls past its clock."""
    span = stretch(m, duty.during)
    if span is None:
        return
    first, last = span
    seen: set[date] = set()
    handled = sum(1 for (v, name, _) in m.plan.tasks if (v, name) == (m.visit.number, duty_id))
    for planned in _planned(m, duty, first):
        if (last and planned > last) or (last is None and len(seen) > handled):
            return
        day = m.known.workdays.roll(planned, m.policy.calendar.roll)
        day = min(day, last) if last else day
        if day not in seen:
            seen.add(day)
            yield day


def _planned(m: Matter, duty: Duty, first: date) -> Iterator[date]:
    if duty.days:
        yield from (m.known.workdays.add(first, Span(n, Part.DAY)) for n in duty.days)
        return
    step = duty.every or Span(1, Part.WEEK)
    for n in range(1, 1000):
        yield m.known.workdays.add(first, Span(step.count * n, step.part))


def stretch(m: Matter, during: str) -> tuple[date, date | None] | None:
    """Day 0 and the last day (None: open) of a clock, the stage or the plan; None: not begun."""
    if during in ("stage", ""):
        return m.visit.entered, None
    if during == "plan":
        return (m.plan.opened, None) if m.plan.opened else None
    run = m.plan.runs.get((m.visit.number, during))
    return (run.first, run.last) if run else None


def missed_day(m: Matter, duty: Duty, due: date) -> date:
    """The last day on which the duty can still be done in time."""
    if duty.every or duty.days:
        return due_day(m, due, duty.within or GRACE)
    return due


def due_day(m: Matter, since: date, within: Length) -> date:
    """The end of a window that begins on `since`; a day off rolls as the calendar says.

    Where the length varies by something nobody told, the longest one holds.
    """
    span = length_of(m, within) or longest(m, within)
    return m.known.workdays.due(since, span, m.policy.calendar.roll)


def length_of(m: Matter, length: Length) -> Span | None:
    """None when a value that varies by a field cannot be looked up."""
    if not isinstance(length, ValueRef):
        return length
    found = value_of(length, case_of(m, m.plan.day))
    return found if isinstance(found, Span) else None


def longest(m: Matter, length: Length) -> Span:
    if not isinstance(length, ValueRef):
        return length
    value = m.policy.values[length.name]
    spans = [
        v for v in (*value.by.values(), *(d.value for d in value.dated)) if isinstance(v, Span)
    ]
    return max(spans, key=lambda span: m.known.workdays.add(m.plan.proposed, span))


def case_of(
    m: Matter, basis: date, *, answers: Mapping[str, str] | None = None, goals: bool = False
) -> Case:
    """What a condition about this plan may look at, as of `basis`."""
    plan = m.plan
    taken = {"plan.opened": plan.opened} if plan.opened else {}
    if plan.visit:
        taken["stage.entered"] = plan.visit.entered
    case = Case(
        policy=m.policy,
        employee=plan.employee,
        basis=basis,
        workdays=m.known.workdays,
        figures=m.known.figures,
        absences=m.known.absences,
        people=m.known.people,
        taken=taken,
        clocks={run.clock: Period(run.first, run.last) for run in plan.runs.values()},
        answers=plan.answers if answers is None else answers,
        goals=None,
        earlier=m.known.earlier,
        issue=plan.issue,
    )
    return replace(case, goals=goals_reached(m, case)) if goals else case


def goals_reached(m: Matter, case: Case) -> GoalsReached | None:
    if m.plan.visit is None or m.stage.goals is None:
        return None
    own = {k: g for k, g in m.plan.own_goals.items() if g.visit == m.visit.number}
    return reached(m.stage.goals, own, case)


def holders(m: Matter, role: str, day: date) -> Resolved:
    """Who may act as `role` for this employee on `day`."""
    if role == "employee":
        return Resolved((m.plan.employee,), "the employee")
    return m.known.people.resolve(
        role, m.policy.roles, m.plan.employee, day, delegates=m.plan.delegates
    )


def papers_here(m: Matter) -> Iterator[Paper]:
    """The documents of this visit, oldest first; of a proposal, its own."""
    here = m.plan.visit.number if m.plan.visit else 0
    return (p for p in m.plan.papers.values() if p.visit == here)
