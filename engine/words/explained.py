"""An explanation in the words of a language, for people and for programs that show it."""

from engine.core.facts.explanation import Used, Why, used_as_json
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
