"""What a life is decided on: all that is on record before an input, with what that input tells."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from engine.core.facts.facts import FactsOfOne
from engine.core.facts.people import People
from engine.core.plan.replay import Plan
from engine.core.policy.policy import Policy
from engine.core.values.workdays import Workdays


@dataclass(frozen=True, slots=True)
class PinnedRules:
    """A policy as plans open under it. `pin` names it for ever; `meaning` is how it is understood."""

    pin: str
    policy: Policy
    workdays: Workdays
    meaning: int


@dataclass(frozen=True, slots=True)
class Dues:
    """The next day to look at each plan and person named; None: no day is known."""

    plans: Mapping[str, date | None] = field(default_factory=dict)
    people: Mapping[str, date | None] = field(default_factory=dict)


class OnRecord(Protocol):
    """A value of one moment: after an input is recorded, another one is asked."""

    @property
    def policies(self) -> Sequence[PinnedRules]:
        """Those that plans may open under, by their ids; some may come into force later."""

    @property
    def teams(self) -> Collection[str]:
        """The teams that have a folder of their own."""

    def rules(self, pin: str) -> PinnedRules:
        """Those that a plan opened under."""

    def facts(self, employee: str) -> FactsOfOne:
        """With what the input tells."""

    def facts_before(self, employee: str) -> FactsOfOne:
        """Without it."""

    def people(self) -> People:
        """Everybody, with what the input tells of them."""

    def plan(self, plan: str) -> Plan | None:
        """The plan of that number."""

    def plans_of(self, employee: str) -> Sequence[Plan]:
        """Every plan the person ever had, oldest first."""

    def every_plan(self) -> Iterable[Plan]:
        """By their numbers."""

    def due(self, until: date) -> Dues:
        """The plans and people whose day to look has come, with that day."""

    def number(self, year: int, nth: int) -> str:
        """The number of the `nth` plan of that year that is not on record yet, from 1."""
