"""Finds what two sequences share: the shortest way from one to the other, then what is alike in the gaps."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

# A file from outside must not buy more than this: beyond it only the equal ends are matched.
MOST_EDITS = 600
LARGEST_GAP = 10_000  # pairs looked at


@dataclass(frozen=True, slots=True)
class AlignmentStep:
    """One step through both sequences; `left` or `right` is absent where only one has something."""

    left: int | None
    right: int | None


def steps(
    left: Sequence[Hashable],
    right: Sequence[Hashable],
    alike: Callable[[int, int], float] | None = None,
) -> list[AlignmentStep]:
    """A way through both that meets what is equal, then what `alike` gives more than 0 for.

    In order of both; between two meetings what only `left` has comes first.
    """
    way: list[AlignmentStep] = []
    at_left = at_right = 0
    for i, j in [*equal(left, right), (len(left), len(right))]:
        way += _gap(range(at_left, i), range(at_right, j), alike)
        if i < len(left):
            way.append(AlignmentStep(i, j))
        at_left, at_right = i + 1, j + 1
    return way


def _gap(
    left: range, right: range, alike: Callable[[int, int], float] | None
) -> Iterator[AlignmentStep]:
    at_left, at_right = left.start, right.start
    pairs = _pairs(left, right, alike) if alike else []
    for i, j in [*pairs, (left.stop, right.stop)]:
        yield from (AlignmentStep(n, None) for n in range(at_left, i))
        yield from (AlignmentStep(None, n) for n in range(at_right, j))
        if i < left.stop:
            yield AlignmentStep(i, j)
        at_left, at_right = i + 1, j + 1


def equal(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places where both are equal, on a shortest way from one to the other."""
    least = min(len(left), len(right))
    start = 0
    while start < least and left[start] == right[start]:
        start += 1
    end = 0
    while end < least - start and left[-1 - end] == right[-1 - end]:
        end += 1
    inner = _shortest(left[start : len(left) - end], right[start : len(right) - end])
    return [
        *((n, n) for n in range(start)),
        *((start + i, start + j) for i, j in inner),
        *((len(left) - n, len(right) - n) for n in range(end, 0, -1)),
    ]


def _shortest(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Myers' greedy search: the furthest point reached on each diagonal, one edit more each round."""
    if not left or not right or not set(left) & set(right):
        return []
    furthest = {1: 0}
    rounds: list[dict[int, int]] = []
    ends = len(left), len(right)
    for edits in range(min(sum(ends), MOST_EDITS) + 1):
        rounds.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            x = _step(furthest, diagonal, edits)
            y = x - diagonal
            while x < ends[0] and y < ends[1] and left[x] == right[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            if (x, y) == ends:
                return _walked_back(rounds, *ends)
    return []


def _step(furthest: dict[int, int], diagonal: int, edits: int) -> int:
    """Where this round enters the diagonal: from above (an insertion) or from the left."""
    above, beside = furthest.get(diagonal + 1, -1), furthest.get(diagonal - 1, -1)
    if diagonal == -edits or (diagonal != edits and beside < above):
        return above
    return beside + 1


def _walked_back(rounds: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    found = []
    for edits in range(len(rounds) - 1, -1, -1):
        furthest, diagonal = rounds[edits], x - y
        entered = _step(furthest, diagonal, edits)
        from_above = diagonal == -edits or (
            diagonal != edits
            and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
        )
        while x > entered and y > entered - diagonal and x > 0 and y > 0:
            x, y = x - 1, y - 1
            found.append((x, y))
        if edits:
            x, y = (x, y - 1) if from_above else (x - 1, y)
    return found[::-1]


def _pairs(
    left: range, right: range, alike: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """The pairs in order, with the greatest likeness in all."""
    if not left or not right or len(left) * len(right) > LARGEST_GAP:
        return []
    likeness = [[alike(i, j) for j in right] for i in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            met = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(met, best[i + 1][j], best[i][j + 1])
    return list(_chosen(likeness, best, left.start, right.start))


def _chosen(
    likeness: list[list[float]], best: list[list[float]], left: int, right: int
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(likeness) and j < len(likeness[0]):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield left + i, right + j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def shared(left: Counter[str], right: Counter[str]) -> float:
    """The share of words that both have, 0 to 1; two that have none share all."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0
