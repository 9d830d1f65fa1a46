"""The plain words of `<file> - PLEASE FIX.txt`: what happened, where, what to type, whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.intake.values.mistake import MOST_SAID, Mistake, Refusal

MOST_ROWS = 10
_SURE = {"F301", "F307", "F316"}  # what to type there does not depend on what was meant


@dataclass(frozen=True, slots=True)
class NoteFrame:
    """How a note begins and ends: what became of the file, what to do, what happens then."""

    became: str
    please: str  # with {this}, which is one thing or several
    then: str


DROPPED = NoteFrame(
    "could not be read, so nothing in it was recorded",
    "Please fix {this}:",
    "Then save the file here under the same name. It is read again by itself.",
)


def note_text(refusal: Refusal, frame: NoteFrame = DROPPED) -> str:
    """Lines end in a newline; whoever writes the file makes of it what Windows likes."""
    this = "this" if len(refusal.mistakes) == 1 else "these"
    lines = [f"{refusal.name} {frame.became}.", "", frame.please.format(this=this), ""]
    for number, mistake in enumerate(refusal.mistakes, start=1):
        lines += [*_one(number, mistake), ""]
    if len(refusal.mistakes) >= MOST_SAID:
        lines += ["There may be more; this note will then say so.", ""]
    lines += [frame.then]
    lines += [f"Questions: {refusal.ask}."] if refusal.ask else []
    return "\n".join(lines) + "\n"


def _one(number: int, mistake: Mistake) -> Iterator[str]:
    head = f"{number}. "
    yield head + _place(mistake)
    indent = " " * len(head)
    if mistake.said:
        yield f"{indent}Problem:      {mistake.said}"
    else:
        if mistake.found:
            yield f"{indent}It says:      {mistake.found}"
        yield f"{indent}Expected:     {mistake.expected}"
    if mistake.type:
        hedge = "" if mistake.code in _SURE else "   (or the right value, written like this)"
        yield f"{indent}Please type:  {mistake.type}{hedge}"
    elif mistake.do:
        yield f"{indent}Please do:    {mistake.do}"
    if mistake.rows:
        yield f"{indent}The same in {_rows(mistake.rows)}."


def _place(mistake: Mistake) -> str:
    if mistake.line:
        return f"Line {mistake.line}"
    where = mistake.where
    if mistake.cell:
        where = f"{where} (cell {mistake.cell})" if where else f"cell {mistake.cell}"
    return f"{where[:1].upper()}{where[1:]}" if where else mistake.about or "The whole file"


def _rows(rows: tuple[int, ...]) -> str:
    named = [str(row) for row in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        return f"rows {', '.join(named)} and {len(rows) - MOST_ROWS} more"
    if len(named) == 1:
        return f"row {named[0]}"
    return f"rows {', '.join(named[:-1])} and {named[-1]}"
