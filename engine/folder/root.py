"""Is this the right folder, and is it there? Without its marker nothing is concluded."""

from dataclasses import dataclass
from pathlib import Path

from engine.disk.write import write_once
from engine.folder.names import MARKER
from engine.folder.still import MovedError, read_still

_LONGEST = 1_000  # bytes; the marker is one line


@dataclass(frozen=True, slots=True)
class Paused:
    """The shared folder is away, or is another one. Nothing may be inferred from it."""

    reason: str


def place_marker(root: Path, workspace: str) -> None:
    """Say that `root` belongs to `workspace`. TakenError when it belongs to another."""
    write_once(root / MARKER, f"{workspace}\n".encode(), 0o644)


def paused(root: Path, workspace: str) -> Paused | None:
    """Why nothing may be done in `root` now, or nothing. Ask before and after each sweep.

    A share that is down looks like an empty folder, or like none; only the marker's own
    words prove that what is missing was taken away.
    """
    try:
        content, _ = read_still(root / MARKER, _LONGEST)
    except MovedError:
        return Paused(f"{root.name} holds no {MARKER}: the shared folder seems to be away")
    except OSError as problem:
        return Paused(f"{root.name} cannot be read: {problem.strerror}")
    if content.decode("utf-8", "replace").strip() != workspace:
        return Paused(f"{root.name} is marked as the folder of another workspace")
    return None
