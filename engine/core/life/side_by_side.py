"""Files that come in together: which contradict each other, which speak of somebody else's people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.core.facts.facts import Fact, Figure, Reported, Trait
from engine.core.facts.people import People


def tells_of_people(facts: Iterable[Fact]) -> bool:
    """Such a file is taken before the others: it makes its people known to them."""
    return any(isinstance(fact, Trait) for fact in facts)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What one file says, and what the file named `other` says of the same thing instead."""

    mine: Figure | Trait
    other: str
    theirs: Figure | Trait


def contradictions(told: Mapping[str, Sequence[Fact]]) -> dict[str, Contradiction]:
    """The files that give two values for one thing, each with the first of them.

    A person decides which one counts, not the order of arrival. What one file says twice is its own affair.
    """
    values: dict[object, list[tuple[str, Figure | Trait]]] = {}
    for name, facts in told.items() if len(told) > 1 else ():
        for fact in facts:
            if isinstance(fact, Figure | Trait):
                values.setdefault(_thing(fact), []).append((name, fact))
    found: dict[str, Contradiction] = {}
    for several in values.values():
        for name, fact in several:
            for other, theirs in several:
                if other != name and theirs.value != fact.value:
                    found.setdefault(name, Contradiction(fact, other, theirs))
                    break
    return found


def _thing(fact: Figure | Trait) -> tuple[str, str, object]:
    when = fact.period if isinstance(fact, Figure) else fact.starting
    return fact.employee, fact.field, when


def of_another_team(people: People, team: str, facts: Sequence[Fact], day: date) -> Fact | None:
    """The first fact about somebody who is not of that team on `day`, as recorded or as told here."""
    own = {f.employee: f.value for f in facts if isinstance(f, Trait) and f.field == "team"}
    for fact in facts:
        if (people.trait(fact.employee, "team", day) or own.get(fact.employee)) != team:
            return fact
    return None


def reports_of_plans(facts: Sequence[Fact]) -> tuple[Reported, ...] | None:
    """What a form says was done; None when a file says anything else or names no plan."""
    told = tuple(fact for fact in facts if isinstance(fact, Reported) and fact.plan)
    return told if len(told) == len(facts) else None
