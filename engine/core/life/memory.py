"""A record in plain dictionaries, and inputs into it: whole lives without a workspace, nothing on disk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.core.decide.acts import Act
from engine.core.decide.meaning import MEANINGS, Meanings
from engine.core.facts.facts import NO_FACTS, Fact, FactsOfOne, Reported, Trait
from engine.core.facts.people import People, members_of
from engine.core.life.acting import carry_out, report
from engine.core.life.days import pass_days
from engine.core.life.gathering import Drafting, Gathered, undrafted
from engine.core.life.news import by_employee, take_facts, together
from engine.core.life.on_record import Dues, PinnedRules
from engine.core.plan.replay import Plan
from engine.core.record import events as e
from engine.core.values.message import Message
from engine.core.values.period import Period


@dataclass(slots=True)
class InMemory:
    """`OnRecord` without a disk. `coming` is what the input tells that is being taken."""

    policies: Sequence[PinnedRules]
    teams: Collection[str] = ()
    prefix: str = "PW"
    drafting: Drafting = undrafted
    meanings: Meanings = field(default_factory=lambda: MEANINGS)
    events: list[tuple[str, e.Event]] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(
        default_factory=dict
    )  # whose plans they are, oldest first
    numbered: dict[int, int] = field(default_factory=dict)  # how many plans began in a year
    undecided: dict[str, Message | None] = field(default_factory=dict)
    closures: dict[str, PinnedRules] = field(default_factory=dict)  # under which plans opened
    told: dict[str, FactsOfOne] = field(default_factory=dict)
    coming: Mapping[str, FactsOfOne] = field(default_factory=dict)
    plan_dues: dict[str, date | None] = field(default_factory=dict)
    person_dues: dict[str, date | None] = field(default_factory=dict)
    people_known: People | None = None  # kept until more is told

    def rules(self, pin: str) -> PinnedRules:
        now = (rules for rules in self.policies if rules.pin == pin)
        return self.closures.get(pin) or next(now)

    def facts(self, employee: str) -> FactsOfOne:
        return together(self.facts_before(employee), self.coming.get(employee, NO_FACTS))

    def facts_before(self, employee: str) -> FactsOfOne:
        return self.told.get(employee, NO_FACTS)

    def people(self) -> People:
        if self.people_known is None:
            self.people_known = _people_of([self.told, self.coming])
        return self.people_known

    def plan(self, plan: str) -> Plan | None:
        return self.plans.get(plan)

    def plans_of(self, employee: str) -> Sequence[Plan]:
        return [self.plans[plan] for plan in self.owners.get(employee, ())]

    def every_plan(self) -> Iterable[Plan]:
        return self.plans.values()

    def due(self, until: date) -> Dues:
        return Dues(_until(until, self.plan_dues), _until(until, self.person_dues))

    def number(self, year: int, nth: int) -> str:
        return f"{self.prefix}-{year}-{self.numbered.get(year, 0) + nth:04}"


def _until(until: date, dues: Mapping[str, date | None]) -> dict[str, date | None]:
    return {each: day for each, day in dues.items() if day and day <= until}


def _people_of(told: Iterable[Mapping[str, FactsOfOne]]) -> People:
    traits: dict[str, dict[str, tuple[Trait, ...]]] = {}
    said = [trait for each in told for facts in each.values() for trait in facts[1]]
    for trait in said:
        fields = traits.setdefault(trait.employee, {})
        fields[trait.field] = (*fields.get(trait.field, ()), trait)
    return People(traits, members_of(said))


# -- inputs, each in order ------------------------------------------------------------------------


def let_pass(memory: InMemory, day: date, away: Period | None = None) -> Gathered:
    """Time up to the morning of `day`. `away`: days on which nobody was looking."""
    gathered = _gathering(memory)
    pass_days(gathered, day, away)
    return _kept(memory, gathered)


def let_know(memory: InMemory, day: date, facts: Sequence[Fact]) -> Gathered:
    """What one file tells on `day`."""
    coming = by_employee(facts)
    gathered = _gathering(replace(memory, coming=coming, people_known=None))
    take_facts(gathered, coming, day)
    for fact in facts:
        if isinstance(fact, Reported):
            report(gathered, fact, day)
    for employee, those in coming.items():
        memory.told[employee] = together(memory.facts_before(employee), those)
    memory.people_known = None
    return _kept(memory, gathered)


def let_act(memory: InMemory, day: date, target: str, act: Act) -> Gathered:
    """A person's act on a plan, or on the running plan of an employee. NotAllowedError: nothing happens."""
    gathered = _gathering(memory)
    carry_out(gathered, act, target, day)
    return _kept(memory, gathered)


def _gathering(memory: InMemory) -> Gathered:
    return Gathered(memory, memory.drafting, memory.meanings)


def _kept(memory: InMemory, gathered: Gathered) -> Gathered:
    memory.events += gathered.events
    memory.plans |= gathered.plans
    for employee, plans in gathered.begun.items():
        memory.owners.setdefault(employee, []).extend(plans)
    for year, count in gathered.numbered.items():
        memory.numbered[year] = memory.numbered.get(year, 0) + count
    memory.closures |= {
        plan.pin: gathered.record.rules(plan.pin) for plan in gathered.plans.values()
    }
    memory.plan_dues |= gathered.plan_dues
    memory.person_dues |= gathered.person_dues
    memory.undecided |= gathered.undecided
    return gathered
