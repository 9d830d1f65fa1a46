"""What somebody may do within which time: the kinds of right, and what each one brings."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypedDict, assert_never

from engine.core.policy.condition import Condition, Length
from engine.core.policy.moment import Moment
from engine.core.values.units import Span


@dataclass(frozen=True, slots=True)
class RightTerms:
    """What every right has: who, where it holds, and its window."""

    by: str
    within: Length | None = None
    since: Moment | None = None
    in_stages: tuple[str, ...] = ()  # only for rights of the whole policy
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ExtendRight:
    """A clock runs longer, by what is asked for: at most `up_to`."""

    kind: ClassVar[Literal["extend"]] = "extend"
    clock: str
    up_to: Span
    terms: RightTerms
    goals: Literal["kept", "reset"] = "kept"
    approved_by: tuple[str, ...] = ()
    times: int = 1
    document: str = ""  # the letter that says so


@dataclass(frozen=True, slots=True)
class ReplyRight:
    kind: ClassVar[Literal["reply"]] = "reply"
    terms: RightTerms
    during: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class ResignRight:
    """The plan ends in the final stage `go`."""

    kind: ClassVar[Literal["resign"]] = "resign"
    go: str
    terms: RightTerms
    during: str = ""
    approved_by: tuple[str, ...] = ()


Right = ExtendRight | ReplyRight | ResignRight


@dataclass(frozen=True, slots=True)
class RightKind:
    """What a kind of right is. `states`: those of a plan in which it may be used; none: any."""

    made: type[Right]
    states: tuple[str, ...] = ()
    in_writing: bool = False  # it is nothing without its text
    outlives_stage: bool = False  # a window that has begun runs on when the stage is left


class RightKinds(TypedDict):
    """The kinds there are: the type checker asks for a row of each."""

    extend: RightKind
    reply: RightKind
    resign: RightKind


RIGHTS: RightKinds = {
    "extend": RightKind(ExtendRight, states=("open",)),
    "reply": RightKind(ReplyRight, in_writing=True, outlives_stage=True),
    "resign": RightKind(ResignRight, states=("open", "held")),
}


def right_kind(right: Right) -> RightKind:
    return RIGHTS[right.kind]


def who_agrees(right: Right) -> tuple[str, ...]:
    """The roles that must agree, in order."""
    match right:
        case ExtendRight() | ResignRight():
            return right.approved_by
        case ReplyRight():
            return ()
    assert_never(right)


def times_of(right: Right) -> int:
    """How often it may be used in a plan."""
    match right:
        case ExtendRight() | ReplyRight():
            return right.times
        case ResignRight():
            return 1
    assert_never(right)


def runs_during(right: Right) -> str:
    """What its time is, where it has no window: a clock, `stage` or `plan`; empty: the stage."""
    match right:
        case ExtendRight():
            return right.clock
        case ReplyRight() | ResignRight():
            return right.during
    assert_never(right)


def right_letter(right: Right) -> str:
    """The document that its use brings about; empty: none."""
    match right:
        case ExtendRight():
            return right.document
        case ReplyRight() | ResignRight():
            return ""
    assert_never(right)


def destination_of(right: Right) -> str:
    """The stage that its use leads to; empty: the plan stays where it is."""
    match right:
        case ResignRight():
            return right.go
        case ExtendRight() | ReplyRight():
            return ""
    assert_never(right)
