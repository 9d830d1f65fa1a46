"""Explanations and remarks in the words of a language, for people and for programs that show them."""

from engine.core.facts.explanation import Used, Why, used_as_json
from engine.core.record import events as e
from engine.core.values.message import Json
from engine.words.figures import figure_text
from engine.words.say import words


def explained_why(why: Why, language: str) -> dict[str, Json]:
    """The tree as plain values: what each answer says, and every figure as it is printed."""
    return {
        "says": words(why.says, language),
        "answer": why.answer,
        "figures": [_figure(used, language) for used in why.figures],
        "parts": [explained_why(part, language) for part in why.parts],
    }


def _figure(used: Used, language: str) -> dict[str, Json]:
    return {**used_as_json(used), "prints": figure_text(used.figure.value, language)}


def remark_of(event: e.Event, language: str) -> str:
    """What is remarked on an entry: a person's own words, or what a file told, a line each."""
    note, told = getattr(event, "note", ""), getattr(event, "told", ())
    lines = [note] if isinstance(note, str) else [words(each, language) for each in note]
    return "\n".join(
        line for line in (*lines, *(words(each, language) for each in told)) if line
    )
