"""When a plan begins: rows that propose one by figures, and rows by which a person opens one."""

from dataclasses import dataclass
from typing import ClassVar, Literal, assert_never

from engine.core.policy.condition import Condition, Length
from engine.core.values.units import Span, TimeUnit

STALE = Span(45, TimeUnit.DAY)  # or two of its periods: so old a window may be by default
NotOlder = Length | Literal["forever"]  # how old a window may be that a plan is proposed on


@dataclass(frozen=True, slots=True)
class ProposingRow:
    """Figures propose; any of the roles `propose_to` may confirm.

    In every row `start` has one stage, or several of which the person chooses; the issue "asked"
    is chosen too.
    """

    kind: ClassVar[Literal["propose_to"]] = "propose_to"
    track: str
    issue: str
    start: tuple[str, ...]
    propose_to: tuple[str, ...]
    when: Condition
    document: str = ""  # drafted with the proposal: the gap statement
    not_older_than: NotOlder | None = None  # None: two of its periods or 45 days, the longer
    counts_earlier: bool = False  # months before the good end of an earlier plan count again


@dataclass(frozen=True, slots=True)
class ByHandRow:
    """Any of the roles `opened_by` opens a plan by hand, where `when` says yes, if it is there."""

    kind: ClassVar[Literal["opened_by"]] = "opened_by"
    track: str
    issue: str
    start: tuple[str, ...]
    opened_by: tuple[str, ...]
    when: Condition | None = None
    document: str = ""
    not_older_than: NotOlder | None = None
    counts_earlier: bool = False


OpenRow = ProposingRow | ByHandRow


def who_opens(row: OpenRow) -> tuple[str, ...]:
    """The roles of which one is enough: to confirm what figures propose, or to open by hand."""
    match row:
        case ProposingRow():
            return row.propose_to
        case ByHandRow():
            return row.opened_by
    assert_never(row)
