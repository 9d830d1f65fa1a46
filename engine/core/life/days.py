"""Time passes day by day: however seldom somebody looks, each thing happens on its own day."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from engine.core.life.gathering import Gathered, decided_by_rules, move, plan_now, stands_still
from engine.core.life.looks import look_at
from engine.core.values.period import Period


def pass_days(gathered: Gathered, until: date, away: Period | None = None) -> None:
    """Everything time alone brings up to the morning of `until`: each day plans first, then looks.

    A plan that this engine cannot decide stands still and stays due; the others go on.
    """
    due = gathered.record.due(until)
    gathered.plan_dues |= due.plans
    gathered.person_dues |= due.people
    while (day := _first(gathered.plan_dues, gathered.person_dues)) and day <= until:
        for each in _at(gathered.plan_dues, day):
            _advance(gathered, each, day, away)
        for employee in _at(gathered.person_dues, day):
            since = gathered.person_dues[employee] or day
            look_at(gathered, employee, since, day, told=False)


def _first(*dues: Mapping[str, date | None]) -> date | None:
    return min((day for each in dues for day in each.values() if day), default=None)


def _at(dues: Mapping[str, date | None], day: date) -> list[str]:
    return sorted(each for each, due in dues.items() if due and due <= day)


def _advance(gathered: Gathered, plan_id: str, day: date, away: Period | None) -> None:
    plan = plan_now(gathered, plan_id)
    if plan is None or stands_still(gathered, plan):
        del gathered.plan_dues[plan_id]
        return
    move(
        gathered, plan, partial(decided_by_rules(gathered, plan).passing, until=day, away=away)
    )
