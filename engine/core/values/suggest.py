"""What somebody meant who typed a word that is not known: the one place that guesses."""

from collections.abc import Collection
from difflib import get_close_matches  # noqa: TID251 - here is where it is asked for
from functools import lru_cache

# Of 1: how much of both words must agree before one is taken for the other.
ALIKE = 0.6
ALIKE_IN_LANGUAGE = 0.7  # words of our own files are few and alike, and are listed anyway


def nearest(word: str, known: Collection[str], alike: float = ALIKE) -> str:
    """The known word most like `word`, or nothing when none is like it.

    Capitals, and `-` for `_`, make no difference. Every known word is compared: of thousands of
    words asked about against thousands, ask `one_slip_from`.
    """
    folded = {_folded(item): item for item in known}
    found = get_close_matches(_folded(word), folded, n=1, cutoff=alike)
    return folded[found[0]] if found else ""


def one_slip_from(word: str, known: frozenset[str], alike: float = ALIKE) -> str:
    """The nearest known word that is `word` but for one slip, or nothing.

    A slip is one sign too many, left out, put for another, or moved. Only the few words that can
    be one slip away are compared, however many are known.
    """
    neighbours = _neighbours(known)
    near = {item for part in _parts(_folded(word)) for item in neighbours.get(part, ())}
    return nearest(word, sorted(near), alike)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`did you mean hr?`, else every word that could stand there."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else f"expected one of {', '.join(known)}"


def _folded(word: str) -> str:
    return word.lower().replace("-", "_")


def _parts(word: str) -> set[str]:
    """`word` whole, and without each of its signs: words one slip apart have one in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=4)
def _neighbours(known: frozenset[str]) -> dict[str, list[str]]:
    """The known words by each of their parts."""
    found: dict[str, list[str]] = {}
    for item in known:
        for part in _parts(_folded(item)):
            found.setdefault(part, []).append(item)
    return found
