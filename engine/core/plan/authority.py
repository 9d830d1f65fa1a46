"""Who may act: an act as a person says it, held against the roles of that employee on that day."""

from dataclasses import dataclass, field
from datetime import date

from engine.core.plan import messages as say
from engine.core.plan.in_force import (
    PlanContext,
    holders,
)
from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Message


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
    letter: str = ""  # sha256 of the file that goes with it: the employee's own letter
    told: tuple[Message, ...] = ()  # what a document says of it, field by field


def allowed(m: PlanContext, act: Act, role: str) -> None:
    """Raises NotAllowedError unless `act.by` holds `role` for this employee on the day of the act."""
    if act.role != role:
        who = who_may(m, act, role)
        raise NotAllowedError(say.for_another_role(act.action, role, act.role, who))
    found = holders(m, role, act.day)
    if act.by not in found.persons:
        who = who_may(m, act, role)
        raise NotAllowedError(say.not_the_holder(act.by, role, m.plan.employee, act.day, who))
    if role != "employee" and act.by == m.plan.employee:
        raise NotAllowedError(say.not_on_own_plan(act.by))


def who_may(m: PlanContext, act: Act, role: str) -> Message:
    persons = holders(m, role, act.day).persons
    return say.these_may(persons) if persons else say.nobody_may(role, act.day)


def one_of(m: PlanContext, act: Act, roles: tuple[str, ...]) -> None:
    if act.role not in roles:
        may = tuple(say.of_role(role, who_may(m, act, role)) for role in roles)
        raise NotAllowedError(say.for_other_roles(act.action, act.role, may))
    allowed(m, act, act.role)


def confirmed(act: Act, what: Message) -> None:
    """Raises NotAllowedError where somebody only says that `act.by` did it."""
    if act.assurance != "confirmed":
        raise NotAllowedError(say.needs_own_user(what, act.by))


def only(m: PlanContext, act: Act, *states: str) -> None:
    if m.plan.state not in states:
        raise NotAllowedError(say.wrong_state(m.plan.id, m.plan.state, act.action, states))
