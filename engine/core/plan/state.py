"""What a plan holds: visits to stages, documents, clocks, duties, reviews, rights, goals; and the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.core.facts.explanation import Why
from engine.core.values.message import Message


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in a stage. A second stay in the same stage is another visit."""

    number: int
    stage: str
    entered: date
    left: date | None = None
    deadline: date | None = None  # given anew by whoever resumed a held plan


# What a sign-off in a file may say, and how sure it must be.
APPROVE, RETURN, RECEIVED, REFUSED = "approve", "return", "received", "refused"
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a field of a returned file says that somebody said. `file` is its sha256."""

    role: str
    by: str
    says: str  # approve | return | received | refused | reply
    day: date
    file: str
    assurance: str = "asserted"
    note: str = ""
    told: tuple[Message, ...] = ()  # who saw it


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document with its newest version. `state` is a document state of the glossary.

    What is `open` in it (changes, comments, clause) holds its approvals back; `says` tells which and
    where. `wanted`: the role that wants changes nobody has answered yet.
    """

    number: int
    document: str
    item: str
    occurrence: int
    visit: int
    version: int
    letter: str  # sha256 of what is approved and handed over
    template: str
    state: str
    drafted: date
    approvals: tuple[tuple[str, str], ...] = ()  # role, person: of this version, in order
    approved: date | None = None  # when the newest of the approvals was given
    issued: date | None = None
    delivered: date | None = None  # on record: what clocks and windows count from
    handed: date | None = None  # as told: never later
    acknowledged: date | None = None
    how: str = ""  # its receipt came about: receipt, refused or silence
    claims: tuple[Claim, ...] = ()  # of this version, as read back from Word
    open: tuple[str, ...] = ()
    says: tuple[Message, ...] = ()
    wanted: str = ""
    pending: tuple[
        str, ...
    ] = ()  # sha256 of files read back that hold edits or comments of people
    answered: tuple[str, ...] = ()  # of those whose comments the drafter has answered
    suspect: tuple[
        str, ...
    ] = ()  # of those in which the employee's hand signed for somebody else
    struck: tuple[Claim, ...] = ()  # said in error: the same words in a file say nothing again
    inside: tuple[str, ...] = ()  # open in the version as drafted: only Word settles it
    carries: bool = False  # its text is not the template's alone: people had a hand in it
    read: bool = False  # it came back at least once

    @property
    def file(self) -> str:
        """The newest file that holds edits or comments of people."""
        return self.pending[-1] if self.pending else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A clock that has started: day 0 and its last day, extensions included."""

    clock: str
    first: date
    last: date
    ended: bool = False
    anew: date | None = None  # the goals count from this day on: they were set anew


@dataclass(frozen=True, slots=True)
class Task:
    """What became of one occurrence of a duty. `steps` of its `if_missed` list are past."""

    done: date | None = None
    by: str = ""
    outcome: str = ""
    missed: bool = False
    missed_on: date | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True)
class ReviewLook:
    """One occurrence of a review: what it found so far and who has said what."""

    basis: date
    closes: date
    row: int = -1
    go: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    votes: tuple[tuple[str, str, str], ...] = ()  # role, person, outcome
    decided: str = ""
    on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)  # as they stood when decided
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a right. `state` is asked, used, refused or withdrawn."""

    right: str
    visit: int
    asked: date
    state: str = "asked"
    granted: tuple[tuple[str, str], ...] = ()
    note: str = ""
    length: str = ""  # of an extension, as said; empty: as long as the policy allows
    granted_on: date | None = None  # by the last who was asked so far
    used_on: date | None = None
    effective: date | None = None  # of a resignation: the last day of employment


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """A goal set by a person, judged by a person. What it weighs is said by the policy."""

    visit: int
    text: str
    met: bool | None = None
    dropped: bool = False  # goals were set anew after it


@dataclass(frozen=True, slots=True)
class Raised:
    """A question the record put to a person. `settled` is empty until answered."""

    about: str
    role: str
    settled: str = ""


WITHDRAW, WITHDRAWN = "withdraw", "withdrawn"  # what is said, and what a plan is then
Key = tuple[int, str, int]  # visit, id, occurrence


@dataclass(frozen=True, slots=True)
class Plan:
    id: str
    employee: str
    pin: str
    policy: str
    track: str
    issue: str
    row: int
    start: tuple[str, ...]
    to: tuple[str, ...]
    basis: date  # the end of the window it rests on
    judged: date  # the day of the look that it rests on
    proposed: date
    day: date  # of the newest entry: no later one is dated before it
    team: str = ""
    state: str = "proposed"  # proposed | open | held | closed
    outcome: str = ""
    opened: date | None = None
    closed: date | None = None
    held: date | None = None  # clocks stand still from here
    held_since_seen: date | None = None  # the time people have to act runs from here
    held_for: str = ""
    held_reminders: int = 0
    seq: int = 0  # entries so far
    why: Why | None = None  # of the opening
    visits: tuple[Visit, ...] = ()
    documents: Mapping[int, PlanDocument] = field(default_factory=dict)
    runs: Mapping[tuple[int, str], Run] = field(default_factory=dict)
    tasks: Mapping[Key, Task] = field(default_factory=dict)
    looks: Mapping[Key, ReviewLook] = field(default_factory=dict)
    uses: Mapping[tuple[str, int], Use] = field(default_factory=dict)
    own_goals: Mapping[str, OwnGoal] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    answered: Mapping[str, date] = field(default_factory=dict)  # question -> when
    arisen: Mapping[tuple[int, str], date] = field(default_factory=dict)  # visit, duty -> when
    raised: Mapping[str, Raised] = field(default_factory=dict)
    holders: Mapping[str, str] = field(
        default_factory=dict
    )  # role -> person, as last handed over
    delegates: Mapping[str, str] = field(default_factory=dict)  # role -> person standing in
    stands_for: Mapping[str, str] = field(default_factory=dict)  # role -> for which holder
    noted: tuple[tuple[int, date], ...] = ()
    stood: tuple[tuple[date, date], ...] = ()  # from when until when it was held or stopped
    stopped: date | None = None  # protected from here: nothing adverse happens
    extended: Mapping[tuple[int, str], date] = field(default_factory=dict)  # the end before
    until: "Plan | None" = None  # as it stood when a roster said that the employee has left
    before: "Plan | None" = None  # as it was before the newest entry, while that can be struck
    maker: tuple[str, str] = ("", "")  # role and person of that newest entry

    @property
    def visit(self) -> Visit | None:
        return self.visits[-1] if self.visits else None

    @property
    def stage(self) -> str:
        return self.visits[-1].stage if self.visits else ""

    @property
    def ended(self) -> bool:
        return self.state == "closed"

    @property
    def undone(self) -> bool:
        """Withdrawn, or said to have been wrong when corrected figures raised the question after its end."""
        wrong = any(raised.settled == WITHDRAW for raised in self.raised.values())
        return self.outcome == WITHDRAWN or wrong
