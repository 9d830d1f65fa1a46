"""What a file tells that was not known, and what that does: to running plans first, then to everybody."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from engine.core.facts.facts import (
    Absence,
    Fact,
    FactsOfOne,
    Figure,
    Trait,
)
from engine.core.life.gathering import Gathered, decided_by_rules, move, plans_now, stands_still
from engine.core.life.looks import look_at
from engine.core.measure.context import current_absences, current_figures
from engine.core.plan.replay import Plan


def by_employee(facts: Iterable[Fact]) -> dict[str, FactsOfOne]:
    """What is told, person by person, in the order it was told."""
    found: dict[str, tuple[list[Figure], list[Trait], list[Absence]]] = {}
    for fact in facts:
        if isinstance(fact, Figure):
            found.setdefault(fact.employee, ([], [], []))[0].append(fact)
        elif isinstance(fact, Trait):
            found.setdefault(fact.employee, ([], [], []))[1].append(fact)
        elif isinstance(fact, Absence):
            found.setdefault(fact.employee, ([], [], []))[2].append(fact)
    return {who: (tuple(f), tuple(t), tuple(a)) for who, (f, t, a) in found.items()}


def together(one: FactsOfOne, other: FactsOfOne) -> FactsOfOne:
    return (*one[0], *other[0]), (*one[1], *other[1]), (*one[2], *other[2])


def news(before: FactsOfOne, coming: FactsOfOne, today: date) -> date | None:
    """The last day of the first period to look at again; None: all of it was known."""
    figures, traits, absences = coming
    now = (figure for those in current_figures(before[0]).values() for figure in those)
    old = {(f.field, f.period): f.value for f in now}
    new = [f for f in figures if old.get((f.field, f.period)) != f.value]
    told = {(t.field, t.starting): t.value for t in before[1]}
    other = [t for t in traits if told.get((t.field, t.starting)) != t.value]
    gone = _days_away(before[2]) != _days_away((*before[2], *absences))
    if traits and not before[1]:
        new = [*figures, *before[0]]  # whom no roster knew was not looked at
    if new or other or gone:
        return min((f.period.last for f in new), default=today)
    return None


def _days_away(absences: Iterable[Absence]) -> set[tuple[str, str, date, date | None]]:
    return {(a.field, a.kind, a.first, a.until) for a in current_absences(absences)}


def take_facts(gathered: Gathered, coming: Mapping[str, FactsOfOne], today: date) -> None:
    """What facts that came in `today` do. `gathered.record` holds them already."""
    for employee, told in sorted(coming.items()):
        since = news(gathered.record.facts_before(employee), told, today)
        if since is None:
            continue
        for plan in plans_now(gathered, employee):
            _told(gathered, plan, today)
        look_at(gathered, employee, since, today, told=True)
    for plan in [*_others_held(gathered, coming)]:
        _told(gathered, plan, today)


def _told(gathered: Gathered, plan: Plan, today: date) -> None:
    """A plan that this engine cannot decide hears of them when one looks that can."""
    if stands_still(gathered, plan):
        return
    told = decided_by_rules(gathered, plan).told
    move(gathered, plan, lambda m: told(m, today))


def _others_held(gathered: Gathered, coming: Mapping[str, FactsOfOne]) -> Iterator[Plan]:
    """Running plans of others in which somebody holds a role of whom something new is told."""
    told = {who for who, (_, traits, _) in coming.items() if traits}
    for plan in gathered.record.every_plan():
        running = plan.state in ("open", "held") and plan.employee not in coming
        if running and told & set(plan.holders.values()):
            yield plan
