"""What somebody meant who typed a word that is not known: the one place that guesses."""

from collections.abc import Collection
from difflib import get_close_matches  # noqa: TID251 - here is where it is asked for
from functools import lru_cache

# Of 1: how much of both words must agree before one is taken for the other.
ALIKE = 0.6
SHORTEST = 3  # signs of a word that may hold a slip at all
LONG = 6  # signs of a word that may hold two
_LIKE_DIGITS = str.maketrans("oil", "011")


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
    if len(word) > _longest(known) + 1:
        return ""
    neighbours = _neighbours(known)
    near = {item for part in _parts(_folded(word)) for item in neighbours.get(part, ())}
    return nearest(word, sorted(near), alike)


def surely(word: str, known: Collection[str]) -> str:
    """The one known word that `word` can only be a slip of the pen for, or nothing.

    Capitals and the signs between words make no difference. Else at most a slip in a short word or two in
    a long one, none in a figure, the first sign right (`paid` is no `unpaid`), and no second word
    that could be meant as well: whoever follows the hint shall say what they wanted to say.
    """
    bare = _bare(word)
    same = [item for item in known if _bare(item) == bare]
    if same or len(bare) < SHORTEST:
        return same[0] if len(same) == 1 else ""
    near = [item for item in known if _slipped(bare, _bare(item))]
    return near[0] if len(near) == 1 else ""


def _slipped(typed: str, meant: str) -> bool:
    begun = typed[:1] == meant[:1] or typed[:2] == meant[1::-1]
    if not begun or _figures(typed) != _figures(meant):
        return False
    allowed = 1 if min(len(typed), len(meant)) < LONG else 2
    return abs(len(typed) - len(meant)) <= allowed and slips(typed, meant) <= allowed


def slips(one: str, other: str) -> int:
    """Signs too many, left out, put for another or swapped with the next, that lead from one to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        above, row, earlier = row, [at], before
        for there, facing in enumerate(other, 1):
            least = min(above[there] + 1, row[-1] + 1, above[there - 1] + (sign != facing))
            if at > 1 < there and sign == other[there - 2] and one[at - 2] == facing:
                least = min(least, earlier[there - 2] + 1)
            row.append(least)
        before = above
    return row[-1]


def _bare(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign not in " _-\t")


def _figures(word: str) -> str:
    return "".join(sign for sign in word if sign.isdigit())


def one_sign_from(word: str, known: frozenset[str]) -> str:
    """The only known word that has one sign more or less than `word`, or a letter for the digit that looks
    like it; nothing where there are two.

    Any other word of the same length is another word: of ids that are counted on, most are one sign apart.
    """
    if len(word) > _longest(known) + 1:
        return ""
    folded, neighbours = _folded(word), _neighbours(known)
    found = {*neighbours.get(folded, ()), *_lookalikes(known).get(_as_digits(word), ())}
    for part in _parts(folded) - {folded}:
        found |= {item for item in neighbours.get(part, ()) if _folded(item) == part}
    return found.pop() if len(found) == 1 else ""


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`did you mean hr?`, else every word that could stand there."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else f"expected one of {', '.join(known)}"


def _folded(word: str) -> str:
    return word.lower().replace("-", "_")


def _parts(word: str) -> set[str]:
    """`word` whole, and without each of its signs: words one slip apart have one in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _as_digits(word: str) -> str:
    return _folded(word).translate(_LIKE_DIGITS)


@lru_cache(maxsize=4)
def _lookalikes(known: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in known:
        found.setdefault(_as_digits(item), []).append(item)
    return found


@lru_cache(maxsize=64)
def _longest(known: frozenset[str]) -> int:
    return max(map(len, known), default=0)


@lru_cache(maxsize=64)  # one for each column that a file may have, and one for all people
def _neighbours(known: frozenset[str]) -> dict[str, list[str]]:
    """The known words by each of their parts."""
    found: dict[str, list[str]] = {}
    for item in known:
        for part in _parts(_folded(item)):
            found.setdefault(part, []).append(item)
    return found
