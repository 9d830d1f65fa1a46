"""Whether the rows of a review answer every case exactly once, and each can ever hold."""

from collections.abc import Iterator, Sequence

from engine.core.diagnostic import Finding
from engine.core.policy import Condition, OpenRow, Policy, Review, Row, ValueRef
from engine.core.sense import walk
from engine.core.sense.choices import Choice, choices
from engine.core.sense.near import meant
from engine.core.sense.regions import (
    ANYTHING_ELSE,
    Point,
    clear,
    compared,
    family,
    holds,
    points,
    subjects,
    tests_of,
)
from engine.core.sense.walk import Path, Said

Conditions = Sequence[Condition]


def named_values(conditions: Conditions, policy: Policy) -> set[str]:
    """The values the conditions compare with."""
    found: set[str] = set()
    for test in tests_of(conditions):
        comparison = compared(test)
        if comparison is not None:
            sides = (comparison.value, comparison.upper)
            found |= {meant(s.name, policy.values) for s in sides if isinstance(s, ValueRef)}
    return found


def cases(policy: Policy, conditions: Conditions) -> Iterator[tuple[Point, Choice, list[bool]]]:
    """Every region under every choice of values, and which of the conditions hold there."""
    tests = tests_of(conditions)
    for choice in choices(policy, named_values(conditions, policy)):
        if clear(policy, tests, choice):
            for point in points(policy, tests, choice):
                yield point, choice, [holds(policy, c, point, choice) for c in conditions]


def told(point: Point, choice: Choice) -> str:
    """A case in words: `attainment 69.9 with $floor = 70 %`."""
    parts = []
    for subject, seen in point.items():
        if seen == ANYTHING_ELSE:
            parts.append(f"any other {subject[1]}")
        elif not isinstance(seen, bool):
            parts.append(f"{subject[1]} {seen}")
    text = ", ".join(parts) or "anything else"
    return f"{text} with {choice.said}" if choice.said else text


def gaps(policy: Policy) -> Iterator[Finding]:
    for review in walk.reviews(policy):
        asked = _conditions(review.what.rows)
        if not asked or any(row.kind == "otherwise" for row in review.what.rows):
            continue
        for point, choice, found in cases(policy, asked):
            if not any(found):
                message = f"no row holds for {told(point, choice)}"
                path = (*review.path, "rows")
                yield Finding(path, "P240", message, "add a row with otherwise: …")
                break


def overlaps(policy: Policy) -> Iterator[Finding]:
    """Two rows about the same one thing that hold together; told at the later row."""
    for review in walk.reviews(policy):
        asked = _asked(review.what.rows)
        for second, (at, later) in enumerate(asked):
            for before, earlier in asked[:second]:
                if _about(policy, earlier) != _about(policy, later) or not _about(
                    policy, later
                ):
                    continue
                case = _both(policy, earlier, later)
                if case:
                    path = (*review.path, "rows", str(at), "when")
                    message = f"row {before + 1} and row {at + 1} both hold for {case}"
                    yield Finding(
                        path, "P241", message, "move one bound so that they only touch"
                    )
                    break


def _both(policy: Policy, earlier: Condition, later: Condition) -> str:
    for point, choice, found in cases(policy, [earlier, later]):
        if all(found):
            return told(point, choice)
    return ""


def _about(policy: Policy, condition: Condition) -> walk.Path:
    """The one thing a condition looks at; empty for several, and for what is only yes or no."""
    found = {family(s) for test in tests_of([condition]) for s in subjects(policy, test)}
    (one, *others) = found or {("other",)}
    return () if others or one[0] == "other" else one


def never_first(policy: Policy) -> Iterator[Finding]:
    """Rows that cannot be the first yes, whatever the figures are."""
    for review in walk.reviews(policy):
        asked = _asked(review.what.rows)
        for second, (at, _) in enumerate(asked):
            told_already = _overlapping(policy, [c for _, c in asked[: second + 1]])
            path = (*review.path, "rows", str(at), "when")
            if not told_already:
                yield from _never(policy, [c for _, c in asked[: second + 1]], path)
    for at, row in enumerate(policy.open):
        before = [r.when for r in policy.open[:at] if _competes(r, row) and r.when is not None]
        if row.when is not None and row.propose_to:
            yield from _never(policy, [*before, row.when], ("open", str(at), "when"))


def _competes(earlier: OpenRow, row: OpenRow) -> bool:
    return bool(earlier.propose_to) and earlier.issue == row.issue


def _overlapping(policy: Policy, conditions: Conditions) -> bool:
    """Whether the last row shares a case with an earlier row about the same thing."""
    *before, last = conditions
    about = _about(policy, last)
    return bool(about) and any(
        _about(policy, c) == about and _both(policy, c, last) for c in before
    )


def _never(policy: Policy, conditions: Conditions, path: Path) -> Iterator[Finding]:
    seen = False
    for _, _, (*before, last) in cases(policy, conditions):
        seen = True
        if last and not any(before):
            return
    if seen:
        message = "this row can never be the first that holds"
        yield Finding(path, "P242", message, "move it up, change its bound, or take it out")


def _conditions(rows: Sequence[Row]) -> list[Condition]:
    return [condition for _, condition in _asked(rows)]


def _asked(rows: Sequence[Row]) -> list[tuple[int, Condition]]:
    return [(at, row.when) for at, row in enumerate(rows) if row.when is not None]


def misshapen(policy: Policy) -> Iterator[Finding]:
    """Reviews without rows, without a not-known row, or with rows out of order."""
    for review in walk.reviews(policy):
        path = (*review.path, "rows")
        kinds = [row.kind for row in review.what.rows]
        if not {"when", "otherwise"} & set(kinds):
            hint = "add a row with when and go"
            yield Finding(path, "P245", f"review {review.id} has no row to decide by", hint)
        if "not_known" not in kinds:
            message = f"review {review.id} does not say what follows when figures are missing"
            yield Finding(path, "P243", message, "add a row: not_known: held")
        yield from _order(review, kinds)


def _order(review: Said[Review], kinds: list[str]) -> Iterator[Finding]:
    for at, kind in enumerate(kinds):
        path = (*review.path, "rows", str(at))
        if kind != "when" and kind in kinds[:at]:
            yield Finding((*path, kind), "P244", f"found a second {kind} row", "take one out")
        elif kind == "otherwise" and "when" in kinds[at:]:
            message = "found otherwise above a row with when; expected it below them all"
            yield Finding((*path, kind), "P244", message, "move it down")


CHECKS = (gaps, overlaps, never_first, misshapen)
