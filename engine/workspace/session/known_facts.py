"""What is known about a person, read from the index as it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.core.facts.facts import NO_FACTS, FactsOfOne, Trait
from engine.core.facts.people import GROUP, People, members_of
from engine.core.life.gathering import earlier_ends, running_plans
from engine.core.life.news import together
from engine.core.measure.context import current_absences, current_figures
from engine.core.plan.in_force import Known
from engine.core.plan.replay import Plan, apply, begun
from engine.core.record import events as e
from engine.core.record.codec import decoded
from engine.core.values.workdays import Workdays
from engine.ledger import index
from engine.ledger.index import Index


@dataclass(slots=True)
class Knowledge:
    """Facts and plans of the people asked about. `coming` is a drop not recorded yet.

    A value of one head of the ledger: after a commit, make another one.
    """

    index: Index
    coming: Mapping[str, FactsOfOne] = field(default_factory=dict)
    _recorded: dict[str, FactsOfOne] = field(default_factory=dict)
    _facts: dict[str, FactsOfOne] = field(default_factory=dict)
    _traits: dict[str, Mapping[str, tuple[Trait, ...]]] = field(default_factory=dict)
    _members: Mapping[str, tuple[str, ...]] | None = None
    _owners: Mapping[str, tuple[str, ...]] | None = None
    _plans: dict[str, tuple[Plan, ...]] = field(default_factory=dict)

    def prepare(self, employees: Iterable[str]) -> None:
        """Read many people in one go."""
        wanted = [each for each in employees if each not in self._facts]
        found = index.facts_by_employee(self.index, wanted) if wanted else {}
        for employee in wanted:
            recorded = self._recorded[employee] = found.get(employee, NO_FACTS)
            coming = self.coming.get(employee)
            self._facts[employee] = together(recorded, coming) if coming else recorded

    def facts(self, employee: str) -> FactsOfOne:
        self.prepare([employee])
        return self._facts[employee]

    def recorded(self, employee: str) -> FactsOfOne:
        """Without what is coming."""
        self.prepare([employee])
        return self._recorded[employee]

    def people(self) -> People:
        return People(_Traits(self), self._groups())

    def _groups(self) -> Mapping[str, tuple[str, ...]]:
        if self._members is None:
            coming = (t for facts in self.coming.values() for t in facts[1])
            self._members = members_of((*index.traits_all(self.index, GROUP), *coming))
        return self._members

    def traits(self, employee: str) -> Mapping[str, tuple[Trait, ...]]:
        if employee not in self._traits:
            by_field: dict[str, list[Trait]] = {}
            for trait in self.facts(employee)[1]:
                by_field.setdefault(trait.field, []).append(trait)
            self._traits[employee] = {name: tuple(said) for name, said in by_field.items()}
        return self._traits[employee]

    def plans_of(self, employee: str) -> tuple[Plan, ...]:
        """Every plan the person ever had, oldest first."""
        if self._owners is None:
            self._owners = index.plans_by_employee(self.index)
        if employee not in self._plans:
            ids = self._owners.get(employee, ())
            self._plans[employee] = tuple(every_plan(self.index, ids)) if ids else ()
        return self._plans[employee]

    def given(self, plans: Iterable[Plan]) -> None:
        """Every plan there is, in order, folded by somebody already."""
        found: dict[str, list[Plan]] = {}
        for plan in plans:
            found.setdefault(plan.employee, []).append(plan)
        self._owners = {who: tuple(plan.id for plan in those) for who, those in found.items()}
        self._plans = {who: tuple(those) for who, those in found.items()}
        self.prepare(found)

    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody who has or had a plan, with the plans' ids."""
        self.plans_of("")
        return self._owners or {}

    def known(self, employee: str, workdays: Workdays, besides: str = "") -> Known:
        """`besides`: the plan that is being decided, which is not an earlier one of its own."""
        figures, _, absences = self.facts(employee)
        plans = self.plans_of(employee)
        return Known(
            workdays, self.people(), current_figures(figures), current_absences(absences),
            earlier_ends(plans, besides), running_plans(plans, besides),
        )  # fmt: skip


class _Traits(Mapping[str, Mapping[str, tuple[Trait, ...]]]):
    """Everybody's traits, each person read when first asked about."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __getitem__(self, employee: str) -> Mapping[str, tuple[Trait, ...]]:
        return self._knowledge.traits(employee)

    def __iter__(self) -> Iterator[str]:
        return iter(index.employees(self._knowledge.index))

    def __len__(self) -> int:
        return len(index.employees(self._knowledge.index))


def every_plan(found: Index, wanted: Iterable[str] | None = None) -> Iterator[Plan]:
    """Plans folded from their entries, by id (None: all). An entry of unknown kind raises."""
    for plan, happened in index.events_by_plan(found, wanted):
        events = (decoded(each.entry) for each in happened)
        first = next(events)
        if not isinstance(first, e.Proposed):
            raise TypeError(f"{plan} begins with {type(first).__name__}")
        state = begun(plan, first)
        for event in events:
            state = apply(state, event)
        yield state


def one_plan(found: Index, plan: str) -> Plan | None:
    return next(every_plan(found, [plan]), None)
