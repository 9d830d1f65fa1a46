"""What somebody must do by when: the kinds of duty, what each one brings, what follows when missed."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypedDict, assert_never

from engine.core.policy.condition import Condition, Length
from engine.core.policy.moment import Moment, MomentWord
from engine.core.values.units import Span


@dataclass(frozen=True, slots=True)
class RemindStep:
    """Whoever has the duty is reminded. `after` counts from the step before, or the due day."""

    kind: ClassVar[Literal["remind"]] = "remind"
    after: Span


@dataclass(frozen=True, slots=True)
class EscalateStep:
    """`role` is told."""

    kind: ClassVar[Literal["escalate"]] = "escalate"
    after: Span
    role: str


MissedStep = RemindStep | EscalateStep


class StepKinds(TypedDict):
    """The kinds there are: the type checker asks for a row of each."""

    remind: type[RemindStep]
    escalate: type[EscalateStep]


STEPS: StepKinds = {"remind": RemindStep, "escalate": EscalateStep}


@dataclass(frozen=True, slots=True)
class DutyTerms:
    """What every duty has: who, where it holds, when it is due and what follows when it is not done.

    Due either `within` a length of the moment `since`, `at` a moment, or again and again:
    `every` a length or on `days` (day numbers) `during` a clock, `stage` or `plan`.
    """

    by: str
    within: Length | None = None
    since: Moment | None = None
    at: Moment | None = None
    every: Span | None = None
    days: tuple[int, ...] = ()
    during: str = ""
    in_stages: tuple[str, ...] = ()  # only for duties of the whole policy
    when: Condition | None = None
    if_missed: tuple[MissedStep, ...] = ()

    @property
    def recurs(self) -> bool:
        return bool(self.every or self.days)


@dataclass(frozen=True, slots=True)
class IssueDuty:
    """Done when its document is issued."""

    kind: ClassVar[Literal["issue"]] = "issue"
    document: str
    terms: DutyTerms


@dataclass(frozen=True, slots=True)
class MeetingDuty:
    kind: ClassVar[Literal["meeting"]] = "meeting"
    terms: DutyTerms
    document: str = ""
    notice: Span | None = None


@dataclass(frozen=True, slots=True)
class CheckInDuty:
    kind: ClassVar[Literal["check_in"]] = "check_in"
    terms: DutyTerms
    document: str = ""


@dataclass(frozen=True, slots=True)
class TrainDuty:
    kind: ClassVar[Literal["train"]] = "train"
    text: str
    terms: DutyTerms
    document: str = ""
    given_by: str = ""  # as the letter prints it; without it: by whom the duty is


@dataclass(frozen=True, slots=True)
class SupportDuty:
    kind: ClassVar[Literal["support"]] = "support"
    text: str
    terms: DutyTerms
    document: str = ""


@dataclass(frozen=True, slots=True)
class ActDuty:
    kind: ClassVar[Literal["act"]] = "act"
    text: str
    terms: DutyTerms
    document: str = ""


Duty = IssueDuty | MeetingDuty | CheckInDuty | TrainDuty | SupportDuty | ActDuty

OF_DUTY: frozenset[MomentWord] = frozenset({"done", "missed"})
OF_MEETING: frozenset[MomentWord] = OF_DUTY | {"held"}


@dataclass(frozen=True, slots=True)
class DutyKind:
    """What a kind of duty is.

    `action` is the act that records it as done; empty where issuing its document does it.
    `promised` is the list of a letter that names it beforehand.
    """

    made: type[Duty]
    action: str
    moments: frozenset[MomentWord] = OF_DUTY
    promised: Literal["", "support", "training", "checkins"] = ""


class DutyKinds(TypedDict):
    """The kinds there are: the type checker asks for a row of each."""

    issue: DutyKind
    meeting: DutyKind
    check_in: DutyKind
    train: DutyKind
    support: DutyKind
    act: DutyKind


DUTIES: DutyKinds = {
    "issue": DutyKind(IssueDuty, ""),
    "meeting": DutyKind(MeetingDuty, "meet", OF_MEETING),
    "check_in": DutyKind(CheckInDuty, "check-in", promised="checkins"),
    "train": DutyKind(TrainDuty, "train", promised="training"),
    "support": DutyKind(SupportDuty, "support", promised="support"),
    "act": DutyKind(ActDuty, "act", promised="support"),
}


def duty_kind(duty: Duty) -> DutyKind:
    return DUTIES[duty.kind]


def duty_text(duty: Duty) -> str:
    """What is done, in the policy's words; empty where its name says it."""
    match duty:
        case TrainDuty() | SupportDuty() | ActDuty():
            return duty.text
        case IssueDuty() | MeetingDuty() | CheckInDuty():
            return ""
    assert_never(duty)


def given_by(duty: Duty) -> str:
    """Who gives what is promised, in the policy's words; empty where that is whose duty it is."""
    match duty:
        case TrainDuty():
            return duty.given_by
        case IssueDuty() | MeetingDuty() | CheckInDuty() | SupportDuty() | ActDuty():
            return ""
    assert_never(duty)


def notice_of(duty: Duty) -> Span | None:
    """How long before it the employee is told of its day; None: no notice is needed."""
    match duty:
        case MeetingDuty():
            return duty.notice
        case IssueDuty() | CheckInDuty() | TrainDuty() | SupportDuty() | ActDuty():
            return None
    assert_never(duty)
