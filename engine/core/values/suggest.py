"""What somebody meant who typed a word that is not known."""

from collections.abc import Collection
from difflib import get_close_matches


def meant(word: str, known: Collection[str]) -> str:
    """`did you mean hr?`, else every word that could stand there."""
    near = get_close_matches(word, known, n=1)
    return f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
