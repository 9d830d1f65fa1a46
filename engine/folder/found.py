"""What a look at the shared folder can see: what arrived, what still arrives, and trouble."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.folder import names
from engine.folder.seen import Seen
from engine.folder.still import Stamp

DRAFT = "draft"  # the folder in a plan's where every version lies
NOT_READ = "is of a kind that is not read; save it as .xlsx or .csv"


@dataclass(frozen=True, slots=True)
class Places:
    """Where files are looked for, besides the top. Paths relative to the shared folder."""

    teams: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()  # with the drafts in each
    sign_off: Mapping[str, str] = field(default_factory=dict)  # folder -> role that signs there

    @property
    def folders(self) -> tuple[str, ...]:
        """Every folder beside whose files a note may lie; "" is the top. Some need not exist."""
        drafts = (f"{plan}/{DRAFT}" for plan in self.plans)
        return ("", *self.teams, *self.plans, *drafts, *self.sign_off)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that has finished arriving. `path` is as the disk spells it, with slashes."""

    path: str
    team: str  # the team's folder it lies in, "" at the top
    plan: str  # the plan folder in which, or among whose drafts, it lies; else ""
    copy_of: str  # the path of which it looks like a conflict copy; else ""
    stamp: Stamp
    still: float  # seconds for which it was seen unchanged
    role: str = ""  # whose sign-off folder it lies in

    @property
    def shown(self) -> str:
        return names.printable(self.path)


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file left alone this time."""

    path: str
    waited: float  # seconds since it was first seen in unrest
    why: str


class Kind(StrEnum):
    """Why a file will not be taken as it lies."""

    LINK = "link"
    SPECIAL = "special"
    HARD_LINK = "hard link"
    NAME = "name"
    TWINS = "twins"
    EXTENSION = "extension"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    RESTLESS = "restless"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file or folder a person should look after. Nothing else is held up by it."""

    path: str  # as the disk spells it; print `shown`
    kind: Kind
    reason: str

    @property
    def shown(self) -> str:
        return names.printable(self.path)


@dataclass(frozen=True, slots=True)
class Look:
    """What one sweep saw, each tuple by path. Hand `seen` to the next look."""

    files: tuple[FoundFile, ...]
    arriving: tuple[Arriving, ...]
    trouble: tuple[Trouble, ...]
    ignored: int
    seen: Seen
    wait: float  # seconds after which all that arrives could have settled; 0 if nothing does
    documents: tuple[FoundFile, ...] = ()  # Word documents, wherever they lie
    scans: tuple[FoundFile, ...] = ()  # in plan folders


@dataclass(frozen=True, slots=True)
class NotStill:
    """Not to be taken now; the next look will see it again."""

    path: str
    why: str
