"""What can be said of several answers at once."""

from datetime import date
from decimal import Decimal

from engine.core.values.message import Argument, Message, message

TOGETHER = "answer.together"


def together_say(clauses: tuple[Message, ...]) -> Message:
    """Several that had to hold together; the first of them decided."""
    return message(TOGETHER, clauses=clauses)


def deciding_clause(said: Message) -> Argument:
    """The first of several that had to hold together, else the message itself."""
    clauses = said.arg("clauses") if said.id == TOGETHER else ()
    return clauses[0] if isinstance(clauses, tuple) and clauses else said


def read_at(places: tuple[str | Message, ...]) -> Message:
    """Where a fact was read: its file, then where in it."""
    return message("origin.at", places=places)


def in_sheet(sheet: str) -> Message:
    return message("origin.sheet", sheet=sheet)


def in_row(row: int) -> Message:
    return message("origin.row", row=row)


def in_rows(rows: tuple[int, ...]) -> Message:
    return message("origin.rows", rows=rows)


def in_no_row(employee: str, value: Decimal) -> Message:
    """Of a figure that follows from having no row at all."""
    return message("origin.no_row", employee=employee, value=value)


def in_column(column: str) -> Message:
    return message("origin.column", column=column)


# -- who holds a role -----------------------------------------------------------------------------

Persons = tuple[str, ...]
ALREADY_ACTS = "role.already_acts"


def no_such_role(role: str) -> Message:
    return message("role.no_such", role=role)


def stands_in(role: str, person: str) -> Message:
    return message("role.stands_in", role=role, person=person)


def role_held(role: str, source: Message) -> Message:
    return message("role.held", role=role, source=source)


def role_vacant(role: str, reason: Message) -> Message:
    return message("role.vacant", role=role, reason=reason)


def vacant_and_so(vacant: Message, instead: Message) -> Message:
    return message("role.vacant_so", vacant=vacant, instead=instead)


def named_by_policy(person: str) -> Message:
    return message("role.named", person=person)


def group_is(group: str, persons: Persons) -> Message:
    return message("role.group", group=group, persons=persons)


def nobody_in_group(group: str) -> Message:
    return message("role.nobody_in", group=group)


def field_names(field: str, employee: str, person: str) -> Message:
    return message("role.of_field", field=field, employee=employee, person=person)


def field_not_known(field: str, employee: str, day: date) -> Message:
    return message("role.field_unknown", field=field, employee=employee, day=day)


def field_names_nobody(field: str, employee: str, day: date) -> Message:
    return message("role.field_nobody", field=field, employee=employee, day=day)


def left_or_employee(persons: Persons) -> Message:
    return message("role.left_or_employee", persons=persons)


def already_acts_as(persons: Persons, roles: tuple[str, ...]) -> Message:
    return message(ALREADY_ACTS, persons=persons, roles=roles)


def not_above(persons: Persons, roles: tuple[str, ...]) -> Message:
    return message("role.not_above", persons=persons, roles=roles)
