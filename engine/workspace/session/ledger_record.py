"""What is on record in a workspace, as lives are decided on it, and a transaction begun on it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from engine.core.decide.advance import Step
from engine.core.facts.facts import FactsOfOne
from engine.core.facts.people import People
from engine.core.life.gathering import Gathered, begun_here
from engine.core.life.on_record import Dues, PinnedRules
from engine.core.plan.in_force import Known
from engine.core.plan.replay import Plan
from engine.ledger import index
from engine.workspace.session.causes import Cause
from engine.workspace.session.drafting import with_documents
from engine.workspace.session.known_facts import Knowledge, every_plan, one_plan
from engine.workspace.session.transaction import TransactionOf
from engine.workspace.session.workspace import Workspace

C = TypeVar("C", bound=Cause)


@dataclass(slots=True)
class LedgerRecord:
    """`OnRecord`, read from the index as it is asked for. `knowledge` holds what is coming in."""

    workspace: Workspace
    knowledge: Knowledge
    _plans: dict[str, Plan] = field(default_factory=dict)
    _newest: dict[str, int] = field(default_factory=dict)

    @property
    def policies(self) -> Sequence[PinnedRules]:
        return [pinned.rules for pinned in self.workspace.policies]

    @property
    def teams(self) -> Collection[str]:
        return self.workspace.config.teams

    def rules(self, pin: str) -> PinnedRules:
        return self.workspace.pinned(pin).rules

    def facts(self, employee: str) -> FactsOfOne:
        return self.knowledge.facts(employee)

    def facts_before(self, employee: str) -> FactsOfOne:
        return self.knowledge.recorded(employee)

    def people(self) -> People:
        return self.knowledge.people()

    def plan(self, plan: str) -> Plan | None:
        return self._plans.get(plan) or one_plan(self.workspace.book.index, plan)

    def plans_of(self, employee: str) -> Sequence[Plan]:
        return self.knowledge.plans_of(employee)

    def every_plan(self) -> Iterable[Plan]:
        return self.workspace.standing().values()

    def due(self, until: date) -> Dues:
        """Those named are read in one go. Once a policy may open plans again, everybody is due."""
        found = self.workspace.book.index
        plans, people = index.plans_due(found, until), index.people_due(found, until)
        if self.workspace.looks_anew:
            people = dict.fromkeys(index.employees(found), until) | people
        self._plans |= {plan.id: plan for plan in every_plan(found, tuple(plans))}
        self.knowledge.prepare(people)
        return Dues(plans, people)

    def number(self, year: int, nth: int) -> str:
        start = f"{self.workspace.config.prefix}-{year}-"
        if start not in self._newest:
            newest = index.newest_plan(self.workspace.book.index, start)
            self._newest[start] = int(newest.removeprefix(start)) if newest else 0
        return f"{start}{self._newest[start] + nth:04}"


def on_ledger(
    workspace: Workspace, coming: Mapping[str, FactsOfOne] | None = None
) -> LedgerRecord:
    """`coming`: what a file tells that is not recorded yet, person by person."""
    knowledge = Knowledge(workspace.book.index, coming or {})
    knowledge.prepare(knowledge.coming)
    return LedgerRecord(workspace, knowledge)


def transaction_of(
    workspace: Workspace, cause: C, coming: Mapping[str, FactsOfOne] | None = None
) -> TransactionOf[C]:
    """On what is on record now; letters that are decided on are drafted."""
    gathered = Gathered(on_ledger(workspace, coming), meanings=workspace.meanings)
    transaction = TransactionOf(cause, workspace.writer(), gathered)

    def drafting(
        rules: PinnedRules, known: Known, plan: Plan, steps: Iterable[Step]
    ) -> Iterable[Step]:
        pinned = workspace.pinned(rules.pin)
        if begun_here(gathered, plan):
            transaction.keep_pin(pinned)
        return with_documents(pinned, known, plan, steps, transaction.writer)

    gathered.drafting = drafting
    return transaction
