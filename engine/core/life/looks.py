"""Look at employees for whom something became known, and begin the plans that follow."""

from collections.abc import Iterator, Sequence
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
from engine.core.policy.policy import behind_each
from engine.core.record import events as e


@dataclass(frozen=True, slots=True)
class Considering:
    """What one policy makes of an employee."""

    rules: PinnedRules
    known: Known
    considered: Considered


def look_at(gathered: Gathered, employee: str, since: date, day: date, *, told: bool) -> None:
    """Every policy in force looks at one employee; on each issue the first by precedence proposes.

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
    undecided = next((s.considered.undecided for s in seen if s.considered.undecided), None)
    for found, those in by_precedence(seen):
        if len(those) == 1:
            _propose(gathered, employee, those[0], found, (found.looked, day))
        elif not _spoken_for(gathered, employee, those[0], found):
            undecided = none_precedes(tuple(sorted(one.rules.policy.id for one in those)))
    gathered.undecided[employee] = undecided


def _considering(
    gathered: Gathered, employee: str, since: date, day: date, rules: PinnedRules, told: bool
) -> Considering:
    known = known_now(gathered, employee, rules.workdays)
    looked = rules_under(rules.meaning, rules.policy.id, gathered.meanings).looked
    return Considering(
        rules, known, looked(rules.policy, employee, known, since, day, told=told)
    )


def by_precedence(
    seen: Sequence[Considering],
) -> Iterator[tuple[Found, tuple[Considering, ...]]]:
    """What policies found, oldest first: on each issue and day what the one found that precedes the others.

    Where none of several precedes, all of them, with what the first one found.
    """
    over = behind_each({one.rules.policy.id: one.rules.policy.precedes for one in seen})
    found: dict[tuple[date, str], list[tuple[Considering, Found]]] = {}
    for one in seen:
        for each in one.considered.found:
            found.setdefault((each.looked, _issue(one, each)), []).append((one, each))
    for _, those in sorted(found.items(), key=lambda item: item[0][0]):
        ids = {one.rules.policy.id for one, _ in those}
        first = next(
            (x for x in those if ids - {x[0].rules.policy.id} <= over[x[0].rules.policy.id]),
            None,
        )
        if first:
            yield first[1], (first[0],)
        else:
            yield those[0][1], tuple(one for one, _ in those)


def _issue(one: Considering, found: Found) -> str:
    return one.rules.policy.open[found.row].issue


def _spoken_for(
    gathered: Gathered, employee: str, one: Considering, found: Found
) -> Plan | None:
    plans = plans_now(gathered, employee)
    return spoken_for(plans, _issue(one, found), found)


def _propose(
    gathered: Gathered, employee: str, one: Considering, found: Found, days: tuple[date, date]
) -> None:
    """The same fact leads to one plan: what a plan speaks for already is noted there, or nothing new.

    `days`: the one that dates the entries, and the engine's own.
    """
    holder = _spoken_for(gathered, employee, one, found)
    if holder is None:
        _proposed(gathered, employee, one, found, days)
    elif worth_noting(holder, found) and not stands_still(gathered, holder):
        _noted(gathered, holder, found, days[0])


def _proposed(
    gathered: Gathered,
    employee: str,
    chosen: Considering,
    found: Found,
    days: tuple[date, date],
) -> None:
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
