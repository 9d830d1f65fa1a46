"""Look at employees for whom something became known, and begin the plans that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from engine.core.decide.meaning import rules_under
from engine.core.decide.messages import none_precedes
from engine.core.decide.opening import Considered, Found
from engine.core.facts.people import People
from engine.core.life.beginnings import begun_by, spoken_for, worth_noting
from engine.core.life.gathering import (
    Gathered,
    begin,
    happening,
    known_now,
    move,
    plans_now,
    policies_open_on,
    stands_still,
)
from engine.core.life.on_record import PinnedRules
from engine.core.plan.in_force import Known
from engine.core.plan.replay import Plan
from engine.core.record import events as e
from engine.core.values.message import Message


@dataclass(frozen=True, slots=True)
class Considering:
    """What one policy makes of an employee."""

    rules: PinnedRules
    known: Known
    considered: Considered


def look_at(gathered: Gathered, employee: str, since: date, day: date, *, told: bool) -> None:
    """Every policy in force looks at one employee; the first by precedence proposes.

    `told`: facts came in on `day`, which dates the entries; else the day on which the answer changed does.
    Nobody is looked at whom no roster knows: figures of such people are held until one does.
    """
    if not gathered.record.people().traits.get(employee):
        gathered.person_dues[employee] = None
        return
    seen = [
        _considering(gathered, employee, since, day, rules, told)
        for rules in policies_open_on(gathered, day)
    ]
    again = [one.considered.again for one in seen if one.considered.again]
    gathered.person_dues[employee] = min(again, default=None)
    gathered.not_covered += not any(one.considered.covered for one in seen)
    chosen, undecided = preceding(seen)
    gathered.undecided[employee] = undecided
    if chosen:
        _propose(gathered, employee, chosen, day, told)


def _considering(
    gathered: Gathered, employee: str, since: date, day: date, rules: PinnedRules, told: bool
) -> Considering:
    known = known_now(gathered, employee, rules.workdays)
    looked = rules_under(rules.meaning, rules.policy.id, gathered.meanings).looked
    return Considering(
        rules, known, looked(rules.policy, employee, known, since, day, told=told)
    )


def preceding(seen: Sequence[Considering]) -> tuple[Considering | None, Message | None]:
    """The one of those that cover an employee which precedes all others, else nobody acts.

    And what is not known, or why nobody acts; None when all is decided.
    """
    undecided = next((s.considered.undecided for s in seen if s.considered.undecided), None)
    covering = [one for one in seen if one.considered.covered]
    ids = {one.rules.policy.id for one in covering}
    for one in covering:
        if ids - {one.rules.policy.id} <= set(one.rules.policy.precedes):
            return one, undecided
    if any(one.considered.found for one in covering):
        undecided = none_precedes(tuple(sorted(ids)))
    return None, undecided


def _propose(
    gathered: Gathered, employee: str, chosen: Considering, day: date, told: bool
) -> None:
    """The same fact leads to one plan: what a plan speaks for already is noted there, or nothing new."""
    for found in chosen.considered.found:
        issue = chosen.rules.policy.open[found.row].issue
        holder = spoken_for(plans_now(gathered, employee), issue, found)
        on = day if told else found.looked
        if holder is None:
            _proposed(gathered, employee, chosen, found, (on, day))
        elif worth_noting(holder, found) and not stands_still(gathered, holder):
            _noted(gathered, holder, found, on)


def _proposed(
    gathered: Gathered,
    employee: str,
    chosen: Considering,
    found: Found,
    days: tuple[date, date],
) -> None:
    """`days`: the one that dates the entries, and the engine's own."""
    rules, (on, day) = chosen.rules, days
    team = team_folder(gathered, chosen.known.people, employee, day)
    first = begun_by(rules.policy, rules.pin, employee, team, found, on)
    gathered.proposed += 1
    begin(gathered, day, first)


def team_folder(gathered: Gathered, people: People, employee: str, day: date) -> str:
    """The folder for the employee's documents: a team that has one, else the top."""
    team = people.trait(employee, "team", day) or ""
    return team if team in gathered.record.teams else ""


def _noted(gathered: Gathered, plan: Plan, found: Found, on: date) -> None:
    event = e.Noted(max(on, plan.day), found.row, found.basis, found.why)
    move(gathered, plan, partial(happening, events=(event,)))
