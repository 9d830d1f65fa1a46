"""What can be said of several answers at once."""

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


def in_column(column: str) -> Message:
    return message("origin.column", column=column)
