"""What the service answers: values that hold everything a door shows, and print nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.core.record.commit import Json
from engine.core.values.diagnostic import Diagnostic

# How a field is written as JSON, where that is not its name and its value.
MERGED = {"json": "merged"}  # its own fields stand among those around it
UNSAID = {"json": "unsaid"}  # left out when there is nothing to say
FROM = {"json": "from"}  # the name, which Python keeps for itself


# -- status ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ApprovalGiven:
    role: str
    person: str


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """How far one document is. `open` are the codes of what holds it back, `why` in people's words."""

    document: str
    number: int
    version: int
    state: str
    path: str  # below the shared folder; "" while it lies nowhere
    approvals: tuple[ApprovalGiven, ...]
    wanted: str
    open: tuple[str, ...]
    why: str
    says: str  # in one line, without a word of what people wrote


@dataclass(frozen=True, slots=True)
class StepChoice:
    """One of several outcomes, none of them favoured, and the words that choose it."""

    outcome: str
    command: str


@dataclass(frozen=True, slots=True)
class AwaitedStep:
    """What one person may do now. `person` is "" where nobody can, and `why` says so then.

    Where there is a choice, each of `choices` does it, and `command` is the words without one.
    """

    action: str
    role: str
    person: str
    document: str
    item: str
    earliest: date | None = field(metadata=FROM)
    due: date | None
    outcomes: tuple[str, ...]
    assurance: str
    command: str  # the words that do it
    why: str = field(default="", metadata=UNSAID)
    choices: tuple[StepChoice, ...] = field(default=(), metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class ReviewWaiting:
    """A review that waits for figures: they are in time up to `figures_due`, and it is not late before."""

    review: str
    figures_due: date


@dataclass(frozen=True, slots=True)
class PlanStanding:
    plan: str
    employee: str
    team: str
    policy: str
    track: str
    stage: str
    state: str
    outcome: str
    opened: date | None
    due: date | None  # the next day on which something is due, by a person or by itself
    documents: tuple[DocumentStanding, ...]
    awaiting: tuple[AwaitedStep, ...]
    notes: tuple[str, ...] = field(
        default=(), metadata=UNSAID
    )  # what whoever decides should know
    waiting: tuple[ReviewWaiting, ...] = field(default=(), metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file in the shared folder that somebody should fix, and the note beside it."""

    file: str
    note: str


@dataclass(frozen=True, slots=True)
class UndecidedEmployee:
    employee: str
    why: str


@dataclass(frozen=True, slots=True)
class FaultyFileTold:
    """A file in git with so many problems (0: it is gone), by which these policies open nothing."""

    file: str
    problems: int
    policies: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class StatusResult:
    """How every plan stands on `as_of`. `stale`: nobody looked for longer than the config allows."""

    as_of: date
    stale: bool
    plans: tuple[PlanStanding, ...]
    refused: tuple[WaitingFile, ...]
    undecided: tuple[UndecidedEmployee, ...]
    last_look: datetime | None
    nothing_opens: tuple[FaultyFileTold, ...] = ()


# -- one plan -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanHeading:
    """Which plan is meant, and the policy it runs under."""

    plan: str
    employee: str
    policy: str
    title: str
    version: str
    pin: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry. `details` are its ids, codes and dates as the record keeps them."""

    entry: int
    commit: int
    recorded: datetime
    input: str
    on: date
    event: str
    says: str
    details: Mapping[str, Json] = field(metadata=MERGED)
    claims: str = field(default="", metadata=UNSAID)  # of a sign-off in a file
    note: str = field(default="", metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class HistoryResult:
    heading: PlanHeading = field(metadata=MERGED)
    entries: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class OriginShown:
    """The cell a figure was read from: `drop` is the sha256 of its file, `text` as it was typed."""

    drop: str
    file: str
    sheet: str
    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure a reason rests on. `share` is the part of it that counted; None: all of it."""

    employee: str
    field: str
    period: tuple[date, date]
    value: str  # as text: no figure passes through a float
    share: str | None
    prints: str
    origin: OriginShown


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why an answer is what it is; `answer` None: not known.

    `other` is the reading that did not hold, where leave allows two: for human resources only, who must
    say that it is they who ask.
    """

    says: str
    answer: bool | None
    figures: tuple[FigureShown, ...]
    parts: tuple["ReasonShown", ...]
    other: "ReasonShown | None" = field(default=None, metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class ExplainedDecision:
    entry: int
    on: date
    event: str
    says: str
    why: ReasonShown


@dataclass(frozen=True, slots=True)
class ExplainResult:
    heading: PlanHeading = field(metadata=MERGED)
    decisions: tuple[ExplainedDecision, ...]


# -- files, before and when they are taken --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry of a plan, in words."""

    plan: str
    on: date
    says: str


@dataclass(frozen=True, slots=True)
class SourceVerdict:
    source: str
    fits: bool
    why: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """One value as typed and as read."""

    row: int
    column: str
    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """How a table of figures is read; empty where its kind has no such thing."""

    sources: tuple[SourceVerdict, ...] = ()
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    locale: str = ""
    shown: tuple[CellShown, ...] = ()
    rows: int = 0
    footer: int = 0  # lines left out as such
    unread: tuple[str, ...] = ()  # columns


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """Which version of which document a Word file is."""

    plan: str
    number: int
    version: int


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """What a file would be read as, and what would follow. `already`: why nothing would."""

    file: str
    accepted: bool
    table: TableShown | None = None  # None: it is no table
    document: DocumentShown | None = None  # None: it is none of ours
    by_time: tuple[EntryTold, ...] = ()  # first, by time alone
    follows: tuple[EntryTold, ...] = ()
    already: str = ""
    receipt: str = ""
    note: str = ""  # that would lie beside it


@dataclass(frozen=True, slots=True)
class FileTold:
    """What became of one file: taken, read, attached or refused; `says` with which receipt or why."""

    became: str
    file: str
    says: str
    follows: tuple[EntryTold, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReason:
    """A file or folder of which a person should know, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class LookResult:
    """What one look brought, or would bring. `paused`: why nobody could look at all."""

    dry_run: bool
    paused: str = ""
    without_policy: str = ""  # that no policy is in force
    to_fix: tuple[FileReason, ...] = ()  # folders that should be there and are not
    by_time: tuple[EntryTold, ...] = ()
    files: tuple[FileTold, ...] = ()
    written: int = 0  # files put into the shared folder
    unpublished: tuple[FileReason, ...] = ()
    nothing_opens: tuple[FaultyFileTold, ...] = ()


# -- the rest -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActResult:
    """What a person's act did, or would do; `by_time` came before it."""

    dry_run: bool
    by_time: tuple[EntryTold, ...]
    follows: tuple[EntryTold, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything a policy author got wrong. Warnings alone are no failure."""

    errors: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class ProblemFound:
    """A place where the record, or an issued document, is not as it was sealed."""

    file: str
    line: int
    code: str
    says: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    problems: tuple[ProblemFound, ...]


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """The index made anew from `commits`; None: it would be."""

    index: str
    commits: int | None


@dataclass(frozen=True, slots=True)
class RedlineResult:
    """What changed between two versions, as a Word file and a name for it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class InitResult:
    """The files of a new workspace, written or to be written."""

    folder: str
    files: tuple[str, ...]


# Those that can be asked for as JSON.
Result = (
    StatusResult
    | HistoryResult
    | ExplainResult
    | PreviewResult
    | LookResult
    | ActResult
    | CheckResult
    | VerifyResult
)
