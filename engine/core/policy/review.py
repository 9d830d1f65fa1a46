"""Reviews: when they look, and the rows that say where it leads."""

from dataclasses import dataclass
from typing import ClassVar, Literal, assert_never

from engine.core.policy.condition import Condition
from engine.core.policy.moment import Moment
from engine.core.values.units import Span, TimeUnit

REVIEW_WINDOW = Span(10, TimeUnit.BUSINESS_DAY)
STAY, HELD = "stay", "held"  # words a row may lead to beside a stage


@dataclass(frozen=True, slots=True)
class WhenRow:
    """`go` lists stages, or stay or held, as in every row."""

    kind: ClassVar[Literal["when"]] = "when"
    go: tuple[str, ...]
    when: Condition
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherwiseRow:
    """Every test above is a no."""

    kind: ClassVar[Literal["otherwise"]] = "otherwise"
    go: tuple[str, ...]
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotKnownRow:
    """Time is up and a test is not known."""

    kind: ClassVar[Literal["not_known"]] = "not_known"
    go: tuple[str, ...]


ReviewRow = WhenRow | OtherwiseRow | NotKnownRow


@dataclass(frozen=True, slots=True)
class Review:
    """Looks `at` a moment, or on `days` `during` a clock; waits `within` for figures and people."""

    by: str
    rows: tuple[ReviewRow, ...]
    at: Moment | None = None
    days: tuple[int, ...] = ()
    every: Span | None = None
    during: str = ""
    within: Span = REVIEW_WINDOW


def who_decides(row: ReviewRow) -> tuple[str, ...]:
    """The roles that the row names; all of them must say the same."""
    match row:
        case WhenRow() | OtherwiseRow():
            return row.decided_by
        case NotKnownRow():
            return ()
    assert_never(row)
