"""Acts by right: extend, reply, resign, and the approvals that a right needs."""

from datetime import date

from engine.core import events as e
from engine.core.conditions import judge
from engine.core.errors import NotAllowedError
from engine.core.policy import Right
from engine.core.standing import (
    Matter,
    case_of,
    due_day,
    moment_day,
    paper_moment,
    rights,
    stretch,
)
from engine.core.who import Act, allowed, only


def grant(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    for (name, number), use in m.plan.uses.items():
        if use.state == "asked" and act.item in ("", name) and name in rights(m):
            said = {role for role, _ in use.granted}
            role = next(r for r in rights(m)[name].approved_by if r not in said)
            allowed(m, act, role)
            if act.outcome == "refused":
                return (e.RightRefused(day, name, number, role, act.by, act.note),)
            return (e.RightGranted(day, name, number, role, act.by, act.note),)
    raise NotAllowedError(f'nobody has asked for "{act.item}"')


def right_meant(m: Matter, act: Act, do: str) -> tuple[str, Right]:
    found = [(n, r) for n, r in rights(m).items() if r.do == do and act.item in ("", n)]
    if not found:
        raise NotAllowedError(f"{m.plan.stage} gives no right to {do}")
    name, right = found[0]
    allowed(m, act, right.by)
    used = sum(1 for (n, _), u in m.plan.uses.items() if n == name and u.state != "refused")
    if do != "reply" and used >= right.times:
        raise NotAllowedError(f"{name} may be used {right.times} time(s) and has been")
    if right.when and judge(right.when, case_of(m, act.day, goals=True)).answer is not True:
        raise NotAllowedError(
            f"{name}: {judge(right.when, case_of(m, act.day, goals=True)).says}"
        )
    last = window_end(m, right)
    if last is None or act.day > last:
        raise NotAllowedError(
            f"{name}: the time for it {f'ended on {last}' if last else 'has not begun'}"
        )
    return name, right


def window_end(m: Matter, right: Right) -> date | None:
    """The last day of the right: its window's, else its clock's, else as long as the stage runs."""
    if right.within and right.since:
        days = [paper_moment(p, right.since.moment) for p in m.plan.papers.values()]
        since = (
            max((d for d in days if d), default=None)
            if right.since.thing == "document"
            else moment_day(m, right.since)
        )
        return due_day(m, since, right.within) if since else None
    during = right.during or right.clock
    span = stretch(m, during) if during else None
    if during and span is None:
        return None
    return span[1] or date.max if span else date.max


def extend(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    only(m, act, "open")
    name, _ = right_meant(m, act, "extend")
    number = sum(1 for n, _ in m.plan.uses if n == name) + 1
    return (e.RightAsked(day, name, number, act.role, act.by, act.note),)


def reply(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    name, _ = right_meant(m, act, "reply")
    number = sum(1 for n, _ in m.plan.uses if n == name) + 1
    if not act.note:
        raise NotAllowedError("a reply is given with --note")
    return (
        e.RightAsked(day, name, number, act.role, act.by, act.note),
        e.RightUsed(day, name, number),
    )


def resign(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    only(m, act, "open", "held")
    name, right = right_meant(m, act, "resign")
    return (
        e.RightAsked(day, name, 1, act.role, act.by, act.note),
        e.RightUsed(day, name, 1),
        e.StageEntered(day, right.go, m.visit.number + 1, "right"),
    )
