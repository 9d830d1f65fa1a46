"""What the last look saw and when it was: a memory that may be lost without loss."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from engine.clock import Now
from engine.core.record.commit import Json
from engine.core.values.period import Period
from engine.disk.write import replace_synced
from engine.folder import names
from engine.folder import seen as glimpses
from engine.folder.found import Arriving
from engine.folder.seen import Seen
from engine.folder.sidecars import Sidecar, remark_path
from engine.workspace.session.workspace import Workspace

NAME = "last-look.json"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FileToFix:
    """A file beside which a note lies. `path` is as the disk spells it; print `shown`."""

    path: str
    problem: str  # in a line

    @property
    def shown(self) -> str:
        return names.printable(self.path)

    @property
    def note(self) -> str:
        return remark_path(Sidecar(self.path, ""))


@dataclass(frozen=True, slots=True)
class LastLook:
    """`at` None: nobody has ever looked. `to_fix` waits for a person, `left` for a later look."""

    at: datetime | None = None
    day: date | None = None
    seen: Seen = field(default_factory=dict)
    to_fix: tuple[FileToFix, ...] = ()
    left: tuple[Arriving, ...] = ()
    mode: str = ""


def last_look(workspace: Workspace, now: float = 0.0) -> LastLook:
    """`now` in seconds of the monotonic clock, to judge how old the glimpses are."""
    try:
        told = json.loads((workspace.state / NAME).read_text("utf-8"))
        return LastLook(
            datetime.fromisoformat(told["at"]),
            date.fromisoformat(told["day"]),
            glimpses.seen_from_json(told["seen"], now=now),
            tuple(FileToFix(str(path), str(problem)) for path, problem in told["to_fix"]),
            tuple(Arriving(str(path), 0.0, str(why)) for path, why in told["left"]),
            str(told["mode"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return LastLook()


def remember(workspace: Workspace, look: LastLook) -> None:
    told: Mapping[str, Json | dict[str, list[list[float]]]] = {
        "at": look.at.isoformat() if look.at else "",
        "day": look.day.isoformat() if look.day else "",
        "seen": glimpses.to_json(look.seen),
        "to_fix": [[each.path, each.problem] for each in look.to_fix],
        "left": [[each.path, each.why] for each in look.left],
        "mode": look.mode,
    }
    replace_synced(workspace.state / NAME, json.dumps(told).encode())


def absence(look: LastLook, now: Now) -> Period | None:
    """The whole days on which nobody looked since the last look."""
    if look.day is None or now.day - look.day <= DAY:
        return None
    return Period(look.day + DAY, now.day - DAY)
