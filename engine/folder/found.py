"""What a look at the shared folder can see: drops, drops still arriving, and trouble."""

from dataclasses import dataclass
from enum import StrEnum

from engine.folder import names
from engine.folder.seen import Seen
from engine.folder.still import Stamp


@dataclass(frozen=True, slots=True)
class Places:
    """Where drops are looked for, besides the top. Paths relative to the shared folder."""

    teams: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()  # plan folders in which a form may lie


@dataclass(frozen=True, slots=True)
class Found:
    """A drop that has finished arriving. `path` is as the disk spells it, with slashes."""

    path: str
    team: str  # the team's folder it lies in, "" at the top
    plan: str  # the plan folder it lies in, for a form; else ""
    copy_of: str  # the path of which it looks like a conflict copy; else ""
    stamp: Stamp
    still: float  # seconds for which it was seen unchanged

    @property
    def shown(self) -> str:
        return names.shown(self.path)


@dataclass(frozen=True, slots=True)
class Arriving:
    """A drop left alone this time."""

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
        return names.shown(self.path)


@dataclass(frozen=True, slots=True)
class Look:
    """What one sweep saw, each tuple by path. Hand `seen` to the next look."""

    files: tuple[Found, ...]
    arriving: tuple[Arriving, ...]
    trouble: tuple[Trouble, ...]
    ignored: int
    seen: Seen
    wait: float  # seconds after which all that arrives could have settled; 0 if nothing does


@dataclass(frozen=True, slots=True)
class NotStill:
    """Not to be taken now; the next look will see it again."""

    path: str
    why: str
