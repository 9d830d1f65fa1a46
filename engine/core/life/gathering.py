"""All that one input leads to, gathered entry by entry before anything of it is recorded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from engine.core.decide.advance import Step
from engine.core.decide.meaning import MEANINGS, DecidingRules, Meanings, rules_under
from engine.core.life.on_record import Dues, OnRecord, PinnedRules
from engine.core.measure.context import (
    EarlierPlanEnd,
    RunningPlan,
    current_absences,
    current_figures,
)
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, apply, replay
from engine.core.record import events as e
from engine.core.values.message import Message
from engine.core.values.workdays import Workdays

Steps = Callable[[PlanContext], Iterable[Step]]
# What makes letters of decisions to draft: the plan is as it stood before the first step.
Drafting = Callable[[PinnedRules, Known, Plan, Iterable[Step]], Iterable[Step]]


def undrafted(
    rules: PinnedRules, known: Known, plan: Plan, steps: Iterable[Step]
) -> Iterable[Step]:
    """For a life without letters: it is decided that they are drafted, and no more."""
    del rules, known, plan
    return steps


@dataclass(slots=True)
class Gathered:
    """What is asked of it shows what was gathered before. `record` stays as it was."""

    record: OnRecord
    drafting: Drafting = undrafted
    meanings: Meanings = field(default_factory=lambda: MEANINGS)
    events: list[tuple[str, e.Event]] = field(default_factory=list)
    plans: dict[str, Plan] = field(
        default_factory=dict
    )  # those touched, as they stand after it
    begun: dict[str, list[str]] = field(default_factory=dict)  # by whose plans they are
    numbered: dict[int, int] = field(default_factory=dict)  # how many of them, by year
    plan_dues: dict[str, date | None] = field(default_factory=dict)
    person_dues: dict[str, date | None] = field(default_factory=dict)
    proposed: int = 0
    not_covered: int = 0
    undecided: dict[str, Message | None] = field(
        default_factory=dict
    )  # of whom, why; None takes it back

    @property
    def dues(self) -> Dues:
        return Dues(self.plan_dues, self.person_dues)

    def goes_on_from(self, before: "Gathered") -> None:
        """What is gathered here comes after what was gathered there, and is recorded no more than that."""
        self.plans.update(before.plans)
        for employee, plans in before.begun.items():
            self.begun[employee] = [*self.begun.get(employee, ()), *plans]
        self.numbered.update(before.numbered)


# -- how things stand -----------------------------------------------------------------------------


def plan_now(gathered: Gathered, plan: str) -> Plan | None:
    return gathered.plans.get(plan) or gathered.record.plan(plan)


def plans_now(gathered: Gathered, employee: str) -> list[Plan]:
    """Every plan the person ever had, oldest first."""
    found = {plan.id: plan for plan in gathered.record.plans_of(employee)}
    found |= {each: gathered.plans[each] for each in gathered.begun.get(employee, ())}
    return [gathered.plans.get(plan.id, plan) for plan in found.values()]


def begun_here(gathered: Gathered, plan: Plan) -> bool:
    """True for a plan that what is gathered began."""
    return plan.id in gathered.begun.get(plan.employee, ())


def known_now(
    gathered: Gathered, employee: str, workdays: Workdays, besides: str = ""
) -> Known:
    """`besides`: the plan that is being decided, which is not an earlier one of its own."""
    figures, _, absences = gathered.record.facts(employee)
    plans = plans_now(gathered, employee)
    people = gathered.record.people()
    return Known(
        workdays, people, current_figures(figures), current_absences(absences),
        earlier_ends(plans, besides), running_plans(plans, besides),
    )  # fmt: skip


def earlier_ends(plans: Sequence[Plan], besides: str = "") -> tuple[EarlierPlanEnd, ...]:
    """The ends of plans that ran. One that was withdrawn, or found wrong afterwards, never was one."""
    return tuple(
        EarlierPlanEnd(plan.issue, plan.closed, plan.outcome, plan.opened)
        for plan in plans
        if plan.closed and plan.opened and plan.id != besides and not plan.undone
    )


def running_plans(plans: Sequence[Plan], besides: str = "") -> tuple[RunningPlan, ...]:
    """The plans that were opened and go on."""
    return tuple(
        RunningPlan(plan.issue, plan.opened)
        for plan in plans
        if plan.opened and not plan.ended and plan.id != besides
    )


def policies_open_on(gathered: Gathered, day: date) -> list[PinnedRules]:
    """The policies under which a plan may begin on `day`, by their ids; of each its newest text."""
    newest: dict[str, PinnedRules] = {}
    for rules in gathered.record.policies:
        known = newest.get(rules.policy.id, rules)
        if known.policy.effective <= rules.policy.effective <= day:
            newest[rules.policy.id] = rules
    return [newest[id_] for id_ in sorted(newest)]


def decided_by_rules(gathered: Gathered, plan: Plan) -> DecidingRules:
    """How the plan is decided. UnknownMeaningError when this engine cannot."""
    meaning = gathered.record.rules(plan.pin).meaning
    return rules_under(meaning, plan.id, gathered.meanings)


def stands_still(gathered: Gathered, plan: Plan) -> bool:
    """True for a plan under a meaning that this engine does not have: nothing is decided for it."""
    return gathered.record.rules(plan.pin).meaning not in gathered.meanings


# -- what follows ---------------------------------------------------------------------------------


def move(gathered: Gathered, plan: Plan, steps: Steps) -> Plan:
    """Let `steps` happen to a plan; its entries and its next day to look are gathered."""
    plan, rules = gathered.plans.get(plan.id, plan), gathered.record.rules(plan.pin)
    known = known_now(gathered, plan.employee, rules.workdays, besides=plan.id)
    taken = steps(PlanContext(rules.policy, plan, known))
    for step in gathered.drafting(rules, known, plan, taken):
        plan = step.plan
        gathered.events.append((plan.id, step.event))
    gathered.plans[plan.id] = plan
    gathered.plan_dues[plan.id] = decided_by_rules(gathered, plan).due(
        PlanContext(rules.policy, plan, known)
    )
    return plan


def begin(gathered: Gathered, day: date, first: tuple[e.Event, ...]) -> Plan:
    """A new plan, from its proposal on, numbered in the order of the record and anew each year."""
    nth = gathered.numbered[day.year] = gathered.numbered.get(day.year, 0) + 1
    plan = replay(gathered.record.number(day.year, nth), first[:1])
    gathered.events.append((plan.id, first[0]))
    gathered.plans[plan.id] = plan
    gathered.begun.setdefault(plan.employee, []).append(plan.id)
    return move(gathered, plan, partial(happening, events=first[1:]))


def happening(m: PlanContext, events: Iterable[e.Event]) -> Iterator[Step]:
    """Just these entries, one after the other."""
    plan = m.plan
    for event in events:
        plan = apply(plan, event)
        yield Step(event, plan)
