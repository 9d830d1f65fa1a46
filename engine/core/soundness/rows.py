"""Whether the rows of a review answer every case exactly once, and each can ever hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.core.policy import walk
from engine.core.policy.condition import Condition, ValueRef
from engine.core.policy.open_row import ProposingRow
from engine.core.policy.policy import Policy
from engine.core.policy.review import OtherwiseRow, Review, WhenRow
from engine.core.policy.walk import Path, Statement
from engine.core.soundness.choices import Choice, choices
from engine.core.soundness.regions import (
    ANYTHING_ELSE,
    Point,
    Subject,
    clear,
    comparison_in,
    family,
    holds_at,
    points,
    subjects,
    tests_of,
)
from engine.core.soundness.suggestions import meant
from engine.core.values.diagnostic import Finding

Conditions = Sequence[Condition]


def named_values(conditions: Conditions, policy: Policy) -> set[str]:
    """The values the conditions compare with."""
    found: set[str] = set()
    for test in tests_of(conditions):
        comparison = comparison_in(test)
        if comparison is not None:
            sides = (comparison.value, comparison.upper)
            found |= {meant(s.name, policy.values) for s in sides if isinstance(s, ValueRef)}
    return found


@dataclass(frozen=True, slots=True)
class RegionCase:
    """One region under one choice of values, and which of the conditions hold there."""

    point: Point
    choice: Choice
    holds: tuple[bool, ...]

    def __str__(self) -> str:
        """`attainment 70.0 with $floor = 70 %`; what is only yes or no is left out."""
        told = [
            f"any other {subject[1]}" if seen == ANYTHING_ELSE else f"{subject[1]} {seen}"
            for subject, seen in self.point.items()
            if not isinstance(seen, bool)
        ]
        text = ", ".join(told) or "all tests answered no"
        return f"{text} with {self.choice.said}" if self.choice.said else text


def cases(policy: Policy, conditions: Conditions) -> list[RegionCase] | None:
    """Every case there is, as far as the conditions can tell cases apart; None: countless."""
    tests = tests_of(conditions)
    found: list[RegionCase] = []
    for choice in choices(policy, named_values(conditions, policy)):
        if not clear(policy, tests, choice):
            continue
        readings = [holds_at(policy, condition, choice) for condition in conditions]
        every = points(policy, tests, choice)
        if every is None:
            return None
        for point in every:
            found.append(RegionCase(point, choice, tuple(read(point) for read in readings)))
    return found


def unclear_rows(policy: Policy) -> Iterator[Finding]:
    """Cases no row answers, cases two rows answer, and rows that answer none."""
    for review in walk.reviews(policy):
        asked = [
            (at, row.when)
            for at, row in enumerate(review.what.rows)
            if isinstance(row, WhenRow)
        ]
        path = (*review.path, "rows")
        found = cases(policy, [condition for _, condition in asked])
        if asked and not any(isinstance(row, OtherwiseRow) for row in review.what.rows):
            yield from _gap(path, found)
        yield from _repeated(policy, path, asked, found or [])


def _repeated(
    policy: Policy,
    path: Path,
    asked: Sequence[tuple[int, Condition]],
    found: Sequence[RegionCase],
) -> Iterator[Finding]:
    """Rows that hold where an earlier row about the same thing does, or never before it."""
    about = [_about(policy, condition) for _, condition in asked]
    for later, (at, _) in enumerate(asked):
        row = (*path, str(at), "when")
        before = [e for e in range(later) if about[later] and about[e] == about[later]]
        met = (
            (e, case) for e in before for case in found if case.holds[e] and case.holds[later]
        )
        if both := next(met, None):
            first, case = asked[both[0]][0] + 1, both[1]
            message = f"row {first} and row {at + 1} both hold for {case}"
            yield Finding(row, "P241", message, "move one bound so that they only touch")
        else:
            yield from _never(row, [case.holds[: later + 1] for case in found])


def _gap(path: Path, found: Sequence[RegionCase] | None) -> Iterator[Finding]:
    if found is None:
        message = "these rows tell too many cases apart to go through them all"
        yield Finding(path, "P240", message, "add a row with otherwise")
        return
    gap = next((case for case in found if not any(case.holds)), None)
    if gap is not None:
        hint = "add a row with otherwise, or move a bound"
        yield Finding(path, "P240", f"no row holds for {gap}", hint)


def _about(policy: Policy, condition: Condition) -> Subject:
    """The one thing a condition looks at; empty for several, and for what is only yes or no."""
    found = {family(s) for test in tests_of([condition]) for s in subjects(policy, test)}
    one = next(iter(found), ("other",))
    return () if len(found) > 1 or one[0] == "other" else one


def hidden_openings(policy: Policy) -> Iterator[Finding]:
    """Rows that never propose, because rows above them for the same issue always do first."""
    for at, row in enumerate(policy.open):
        if not isinstance(row, ProposingRow):
            continue
        before = [
            earlier.when
            for earlier in policy.open[:at]
            if isinstance(earlier, ProposingRow) and earlier.issue == row.issue
        ]
        found = cases(policy, [*before, row.when])
        yield from _never(("open", str(at), "when"), [case.holds for case in found or ()])


def _never(path: Path, held: Sequence[tuple[bool, ...]]) -> Iterator[Finding]:
    """The last of the rows can never be the first that holds."""
    if held and not any(last and not any(before) for *before, last in held):
        message = "this row can never be the first that holds"
        yield Finding(path, "P242", message, "move it up, change its bound, or take it out")


def misshapen(policy: Policy) -> Iterator[Finding]:
    """Reviews without rows, without a not-known row, or with rows out of order."""
    for review in walk.reviews(policy):
        path = (*review.path, "rows")
        kinds: list[str] = [row.kind for row in review.what.rows]
        if not {"when", "otherwise"} & set(kinds):
            hint = "add a row with when and go"
            yield Finding(path, "P245", f"review {review.id} has no row to decide by", hint)
        if "not_known" not in kinds:
            message = f"review {review.id} does not say what follows when figures are missing"
            yield Finding(path, "P243", message, "add a row, like not_known: held")
        yield from _order(review, kinds)


def _order(review: Statement[Review], kinds: list[str]) -> Iterator[Finding]:
    for at, kind in enumerate(kinds):
        path = (*review.path, "rows", str(at))
        if kind != "when" and kind in kinds[:at]:
            yield Finding((*path, kind), "P244", f"found a second {kind} row", "take one out")
        elif kind == "otherwise" and "when" in kinds[at:]:
            message = "found otherwise above a row with when; expected it below them all"
            yield Finding((*path, kind), "P244", message, "move it down")


CHECKS = (unclear_rows, hidden_openings, misshapen)
