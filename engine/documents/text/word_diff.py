"""Cuts two lines into what both say and what only one says, so that a person can follow the changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.documents.text.alignment import equal
from engine.documents.text.inline_units import MARK, InlineUnit

# Of the words, or of the shorter line's; a paragraph that keeps less is shown as wholly replaced.
LEAST_KEPT, LEAST_OF_SHORTER = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class WordStretch:
    """A stretch of both lines: equal, or what the left has in place of what the right has."""

    same: bool
    left: range
    right: range


def stretches(left: Sequence[InlineUnit], right: Sequence[InlineUnit]) -> list[WordStretch]:
    """Both lines cut into what is equal and what is not; a lone comma between two changes goes along."""
    pairs = _kept(left, right)
    found: list[WordStretch] = []
    at_left = at_right = 0
    for i, j, count in [*_islands(pairs), (len(left), len(right), 0)]:
        if _is_bridge(left[i : i + count]) and (i, j) != (0, 0) and i + count < len(left):
            continue
        if at_left < i or at_right < j:
            found.append(WordStretch(False, range(at_left, i), range(at_right, j)))
        if count:
            found.append(WordStretch(True, range(i, i + count), range(j, j + count)))
        at_left, at_right = i + count, j + count
    return found


def _kept(left: Sequence[InlineUnit], right: Sequence[InlineUnit]) -> list[tuple[int, int]]:
    """What stays: the ends that are equal, and between them what is equal.

    Where the words between have little in common, only what is no word stays: a reader could not
    follow a sentence of which every third word is another.
    """
    least = min(len(left), len(right))
    start = end = 0
    while start < least and left[start].key == right[start].key:
        start += 1
    while end < least - start and left[-1 - end].key == right[-1 - end].key:
        end += 1
    inner = _between(left[start : len(left) - end], right[start : len(right) - end])
    return [
        *((n, n) for n in range(start)),
        *((start + i, start + j) for i, j in inner),
        *((len(left) - n, len(right) - n) for n in range(end, 0, -1)),
    ]


def _between(left: Sequence[InlineUnit], right: Sequence[InlineUnit]) -> list[tuple[int, int]]:
    words = [Counter(u.key for u in line if u.key[0].isalnum()) for line in (left, right)]
    common, (least, most) = (words[0] & words[1]).total(), sorted(w.total() for w in words)
    if common and (common >= LEAST_KEPT * most or common >= LEAST_OF_SHORTER * least):
        return equal([u.key for u in left], [u.key for u in right])
    signs = [[n for n, u in enumerate(line) if u.key[0] == MARK] for line in (left, right)]
    met = equal([left[n].key for n in signs[0]], [right[n].key for n in signs[1]])
    return [(signs[0][i], signs[1][j]) for i, j in met]


def _islands(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Neighbouring equal units as one: where it starts on both sides, and how many they are."""
    start = 0
    for n in range(1, len(pairs) + 1):
        if n == len(pairs) or pairs[n] != (pairs[n - 1][0] + 1, pairs[n - 1][1] + 1):
            yield *pairs[start], n - start
            start = n


def _is_bridge(island: Sequence[InlineUnit]) -> bool:
    """Spaces and commas alone: a reader would see two changes where there is one."""
    return bool(island) and not any(u.key[0] == MARK or u.key[0].isalnum() for u in island)
