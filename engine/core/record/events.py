"""What happened to a plan. Past tense; never edited or renamed once released.

`on` is the day it became part of the record and never goes back within a plan. Fields named in
`PRIVATE` say something about a person: they go into the payload, the rest into the ledger line.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.core.facts.explanation import Why
from engine.core.record.document_events import Acknowledged as Acknowledged
from engine.core.record.document_events import Approved as Approved
from engine.core.record.document_events import Attached as Attached
from engine.core.record.document_events import Brief as Brief
from engine.core.record.document_events import Claimed as Claimed
from engine.core.record.document_events import ClaimRefused as ClaimRefused
from engine.core.record.document_events import Delivered as Delivered
from engine.core.record.document_events import Drafted as Drafted
from engine.core.record.document_events import Issued as Issued
from engine.core.record.document_events import ReadBack as ReadBack
from engine.core.record.document_events import Returned as Returned
from engine.core.record.document_events import Revised as Revised
from engine.core.record.right_events import RightAsked as RightAsked
from engine.core.record.right_events import RightGranted as RightGranted
from engine.core.record.right_events import RightRefused as RightRefused
from engine.core.record.right_events import RightUsed as RightUsed
from engine.core.record.right_events import RightWithdrawn as RightWithdrawn
from engine.core.record.stop_events import Reopened as Reopened
from engine.core.record.stop_events import Stopped as Stopped
from engine.core.record.stop_events import WentOn as WentOn
from engine.core.values.message import Message
from engine.core.values.period import Period

PRIVATE = frozenset({"why", "note", "told", "brief", "text"})


@dataclass(frozen=True, slots=True)
class Proposed:
    """Figures (or, by hand, a person) suggest a plan; nothing has happened to the employee yet."""

    on: date
    employee: str
    pin: str  # the closure of policy, templates and calendar this plan keeps
    policy: str
    row: int  # of `open`, from 0
    track: str
    issue: str
    start: tuple[str, ...]
    to: tuple[str, ...]  # roles, any of whom may confirm
    basis: date  # the day the condition was judged as of
    team: str = ""  # the folder its documents lie in
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """Other figures, the same answer: proposed anew."""

    on: date
    row: int
    track: str
    start: tuple[str, ...]
    to: tuple[str, ...]
    basis: date
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """The test said yes again while a plan for the same issue was already there."""

    on: date
    row: int
    basis: date
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    on: date
    role: str
    by: str
    stage: str
    holders: tuple[tuple[str, str], ...] = ()  # role, person: who they were that day
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageEntered:
    on: date
    stage: str
    visit: int  # 1 for the first stage of the plan, 2 for the next, …
    because: str  # a code: opened, review, right, left
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ClockStarted:
    on: date
    clock: str
    first: date  # day 0
    last: date


@dataclass(frozen=True, slots=True)
class ClockEnded:
    on: date
    clock: str
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class ClockExtended:
    on: date
    clock: str
    before: date
    last: date
    right: str
    goals: str = "kept"  # or reset: they are set and measured anew


@dataclass(frozen=True, slots=True)
class DutyArose:
    """The condition of a duty is known to hold: from this day on it is owed."""

    on: date
    duty: str
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class DutyDone:
    on: date
    duty: str
    occurrence: int
    role: str
    by: str
    day: date
    outcome: str = ""
    note: str = ""
    told: tuple[Message, ...] = ()  # what its form says, field by field


@dataclass(frozen=True, slots=True)
class DutyMissed:
    on: date
    duty: str
    occurrence: int
    due: date
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """`step` counts the duty's `if_missed` steps from 1; earlier ones are past with it."""

    on: date
    duty: str
    occurrence: int
    step: int
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class Escalated:
    on: date
    duty: str
    occurrence: int
    step: int
    role: str
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class GoalSet:
    on: date
    goal: str
    weight: Decimal
    role: str
    by: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class GoalJudged:
    on: date
    goal: str
    met: bool
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    on: date
    question: str
    answer: str
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewOpened:
    on: date
    review: str
    occurrence: int
    basis: date  # judged as of this day
    closes: date  # waits for figures and people until the end of this day
    figures: date | None = None  # the last day on which what it rests on is in time


@dataclass(frozen=True, slots=True)
class Measured:
    """`row` is the row that holds, from 0; -1: not known yet. `roles` must all say `decide`."""

    on: date
    review: str
    occurrence: int
    row: int
    go: tuple[str, ...]
    roles: tuple[str, ...]
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Voted:
    """One named decider's word on a review."""

    on: date
    review: str
    occurrence: int
    role: str
    by: str
    outcome: str
    note: str = ""
    assurance: str = "asserted"


@dataclass(frozen=True, slots=True)
class ReviewDecided:
    on: date
    review: str
    occurrence: int
    row: int
    outcome: str
    why: Why | None = None
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class QuestionRaised:
    """A correction would have changed what was decided, or leave is told of late or lasts very long.

    A person looks; letters stay as they are.
    """

    on: date
    question: str  # correction-1, …
    about: str  # opening, review.visit.occurrence, letter.number or stop.day
    role: str
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class QuestionSettled:
    on: date
    question: str
    outcome: str  # keep | withdraw
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A role has another holder from this day; open duties are theirs."""

    on: date
    role: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Delegated:
    on: date
    role: str
    by: str
    to: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    on: date
    because: str  # a code: deadline, not_known, undecided, review_late, disagreement, chosen, value_not_known
    subject: str = ""
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class HeldReminded:
    on: date
    number: int
    late: Period | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """Clocks go on where they stopped; an open review waits until `closes`, the stage until `deadline`."""

    on: date
    role: str
    by: str
    closes: date
    deadline: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Struck:
    """The entry before this one was made in error; nothing had followed from it."""

    on: date
    entry: int  # its place in the plan, from 1
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """`outcome` is a final, or declined, withdrawn, lapsed, employment_ended."""

    on: date
    outcome: str
    role: str = ""
    by: str = ""
    note: str = ""
    why: Why | None = None


Event = (
    Proposed | Renewed | Noted | Opened | StageEntered | ClockStarted | ClockEnded | ClockExtended
    | Drafted | Approved | Returned | Issued | Delivered | Acknowledged
    | ReadBack | Claimed | ClaimRefused | Revised | Attached
    | DutyArose | DutyDone | DutyMissed | Reminded | Escalated | GoalSet | GoalJudged | Answered
    | RightAsked | RightGranted | RightRefused | RightWithdrawn | RightUsed
    | ReviewOpened | Measured | Voted | ReviewDecided | QuestionRaised | QuestionSettled
    | HandedOver | Delegated | Held | HeldReminded | Resumed | Stopped | WentOn | Struck | Closed | Reopened
)  # fmt: skip
