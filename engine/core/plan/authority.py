"""Who may act: an act as a person says it, held against the roles of that employee on that day."""

from dataclasses import dataclass, field
from datetime import date

from engine.core.plan.in_force import (
    PlanContext,
    holders,
)
from engine.core.values.errors import NotAllowedError


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody says they did or decided. `day` is when; `item` a duty, right or question."""

    action: str
    role: str
    by: str
    day: date
    document: str = ""
    item: str = ""
    outcome: str = ""
    note: str = ""
    answers: tuple[tuple[str, str], ...] = field(default=())
    visit: int = 0  # with `occurrence`: the very one that is meant, as a form says it
    occurrence: int = 0
    version: int = 0  # of the document; 0: whichever is the newest
    assurance: str = "asserted"  # or confirmed: that very person said it, by their own user


def allowed(m: PlanContext, act: Act, role: str) -> None:
    """Raises NotAllowedError unless `act.by` holds `role` for this employee on the day of the act."""
    if act.role != role:
        raise NotAllowedError(
            f'{act.action} is for the role "{role}", not "{act.role}"; {who_may(m, act, role)}'
        )
    found = holders(m, role, act.day)
    if act.by not in found.persons:
        raise NotAllowedError(
            f"{act.by} is not {role} for {m.plan.employee} on {act.day}; {who_may(m, act, role)}"
        )
    if role != "employee" and act.by == m.plan.employee:
        raise NotAllowedError(f"{act.by} cannot act on their own plan")


def who_may(m: PlanContext, act: Act, role: str) -> str:
    persons = holders(m, role, act.day).persons
    return f"{' or '.join(persons)} may" if persons else f"nobody holds {role} on {act.day}"


def one_of(m: PlanContext, act: Act, roles: tuple[str, ...]) -> None:
    if act.role not in roles:
        said = "; ".join(f"{role}: {who_may(m, act, role)}" for role in roles)
        raise NotAllowedError(f'{act.action} is not for the role "{act.role}"; {said}')
    allowed(m, act, act.role)


def confirmed(act: Act, what: str) -> None:
    """Raises NotAllowedError where somebody only says that `act.by` did it."""
    if act.assurance != "confirmed":
        own = f"{act.by}'s own operating-system user must record it (users in planward.yaml)"
        raise NotAllowedError(f"{what}: {own}")


def only(m: PlanContext, act: Act, *states: str) -> None:
    if m.plan.state not in states:
        raise NotAllowedError(
            f"{m.plan.id} is {m.plan.state}; {act.action} needs a plan that is {' or '.join(states)}"
        )
