"""What two sequences share is found by a shortest way, and a bad case costs no more than it may."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.documents.text.alignment import MOST_EDITS, AlignmentStep, equal, steps

LETTERS = st.lists(st.sampled_from("abcd"), max_size=14)


def longest_common(left: list[str], right: list[str]) -> int:
    """By the table of all prefixes: slow, and plainly right."""
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            longer = max(best[i][j + 1], best[i + 1][j])
            best[i + 1][j + 1] = best[i][j] + 1 if one == other else longer
    return best[-1][-1]


@given(LETTERS, LETTERS)
def test_as_much_is_equal_as_can_be_and_in_the_order_of_both(
    left: list[str], right: list[str]
) -> None:
    pairs = equal(left, right)
    assert all(left[i] == right[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert len(pairs) == longest_common(left, right)


@given(LETTERS, LETTERS)
def test_steps_pass_every_place_of_both_once_and_in_order(
    left: list[str], right: list[str]
) -> None:
    way = steps(left, right, lambda i, j: 0.6 if {left[i], right[j]} == {"a", "b"} else 0.0)
    assert [s.left for s in way if s.left is not None] == list(range(len(left)))
    assert [s.right for s in way if s.right is not None] == list(range(len(right)))


def test_in_a_gap_the_most_alike_belong_together() -> None:
    likeness = {(0, 0): 0.5, (0, 1): 0.9}
    way = steps(["old"], ["near", "nearer"], lambda i, j: likeness[i, j])
    assert way == [AlignmentStep(None, 0), AlignmentStep(0, 1)]


def test_beyond_the_most_edits_only_the_equal_ends_are_found() -> None:
    many = [f"{n}" for n in range(MOST_EDITS)]
    left = ["start", *many, "same", "end"]
    right = ["start", *(f"-{n}" for n in many), "same", "end"]
    middle = ["start", "same", *many, "end"]
    assert equal(left, right) == [
        (0, 0), (MOST_EDITS + 1, MOST_EDITS + 1), (MOST_EDITS + 2, MOST_EDITS + 2),
    ]  # fmt: skip
    far = ["start", *(f"-{n}" for n in many), "same", *(f"+{n}" for n in many), "end"]
    assert equal(middle, far) == [(0, 0), (MOST_EDITS + 2, 2 * MOST_EDITS + 2)]
