"""Lives in memory under the short policy of `tests.core.plans`, brought by its lines to a day."""

from collections.abc import Mapping

from engine.core.decide.meaning import SEM
from engine.core.facts.facts import Fact, Trait
from engine.core.life.gathering import Gathered
from engine.core.life.memory import InMemory, let_act, let_know, let_pass
from engine.core.life.news import by_employee
from engine.core.life.on_record import PinnedRules
from engine.core.plan.replay import Plan
from engine.core.policy.policy import Policy
from tests.builders import ANNA, NOWHERE, day
from tests.core.plans import (
    HEDDA,
    IVAR,
    LONG_AGO,
    WORKDAYS,
    World,
    a_short_policy,
    a_world,
    act,
    told,
)

Changes = Mapping[str, str | None]


def pinned(policy: Policy, meaning: int = SEM) -> PinnedRules:
    return PinnedRules(f"{policy.id}-{meaning}", policy, WORKDAYS, meaning)


def a_memory(*changes: Changes, figures: bool = True) -> InMemory:
    """One policy for each of `changes`, by default the short one; everybody is known."""
    memory = InMemory([pinned(a_short_policy(each)) for each in changes or ({},)])
    world = a_world()
    groups = [Trait(who, "group", "hr-partners", LONG_AGO, NOWHERE) for who in (HEDDA, IVAR)]
    memory.told = by_employee([*world.traits, *groups, *(world.figures if figures else ())])
    return memory


def facts(said: str, on: int) -> list[Fact]:
    """What a line of `tests.core.plans` tells on that day."""
    found = told(World(), said, day(on))
    return [*found.figures, *found.traits, *found.absences]


def lived(memory: InMemory, *lines: str) -> Gathered:
    """The last of `lines`; time passes before each. Acts are on Anna's plan."""
    gathered = Gathered(memory)
    for line in lines:
        number, who, *rest = line.split(maxsplit=2)
        gathered = let_pass(memory, day(int(number)))
        if who == "told":
            gathered = let_know(memory, day(int(number)), facts(rest[0], int(number)))
        elif who != "passes":
            gathered = let_act(memory, day(int(number)), ANNA, act(line))
    return gathered


def entries(of: InMemory | Gathered) -> list[tuple[str, str, str]]:
    """Plan, kind and day of every entry."""
    return [(plan, type(x).__name__, str(x.on)) for plan, x in of.events]


def kinds(of: InMemory | Gathered) -> list[str]:
    return [type(event).__name__ for _, event in of.events]


def annas(memory: InMemory) -> Plan:
    (plan,) = memory.plans_of(ANNA)
    return plan


QUARTER = (
    "0 told sales 2025-10 60; target 2025-10 100; sales 2025-11 60; target 2025-11 100;"
    " sales 2025-12 60; target 2025-12 100"
)  # proposes on day 0
