"""What is remarked on an entry, in the words of a language."""

from engine.core.record import events as e
from engine.words.say import words


def remark_of(event: e.Event, language: str) -> str:
    """What is remarked on an entry: a person's own words, or what a file told, a line each."""
    note, told = getattr(event, "note", ""), getattr(event, "told", ())
    lines = [note] if isinstance(note, str) else [words(each, language) for each in note]
    return "\n".join(
        line for line in (*lines, *(words(each, language) for each in told)) if line
    )
