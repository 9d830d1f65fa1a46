"""Wake up early when something is dropped. Only a hint: the sweep is the truth."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import (
    DirCreatedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from engine.folder import names
from engine.folder.disks import file_system_kind, remote

# Without this filter opening a folder counts as an event: every sweep would wake the next one,
# and above some thousand folders the watcher drowns in its own looking.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileClosedEvent,
    FileMovedEvent,
    DirCreatedEvent,
]


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings when a file was dropped. Anybody may ring it: of all that can wake a waiting
    thread, this queue is what a signal handler may touch too.
    """

    mode: str  # how the folder is watched, in words for a status page
    _rings: SimpleQueue[None] = field(default_factory=SimpleQueue)

    def wait(self, seconds: float) -> bool:
        """Sleep until rung, at most `seconds`. True when it rang; it is silent afterwards."""
        try:
            self._rings.get(timeout=seconds)
        except Empty:
            return False
        while not self._rings.empty():
            self._rings.get_nowait()
        return True

    def ring(self) -> None:
        self._rings.put(None)


@contextmanager
def wake_ups(root: Path, teams: tuple[str, ...] = ()) -> Iterator[Bell]:
    """A bell for the drop places: each watched flat, never the plan folders below.

    On disks whose writers we cannot hear, or when the system gives no watch, the bell never
    rings by itself and its mode says why. Sweep after entering: what came before is not heard.
    """
    kind = file_system_kind(root)
    if remote(kind):
        yield Bell(f"sweeping only: a {kind} disk does not tell of changes")
        return
    rings: SimpleQueue[None] = SimpleQueue()
    observer = Observer()
    refused = _start(observer, [root, *(root / team for team in teams)], _Ringer(rings))
    if refused:
        yield Bell(f"sweeping only: no watch on the folder ({refused})", rings)
        return
    try:
        yield Bell("watching for changes", rings)
    finally:
        observer.stop()
        observer.join()


class _Ringer(FileSystemEventHandler):
    """A class because the watcher wants one."""

    def __init__(self, rings: SimpleQueue[None]) -> None:
        self._rings = rings

    def on_any_event(self, event: FileSystemEvent) -> None:
        path = event.dest_path or event.src_path
        if event.is_directory or wakes(
            path if isinstance(path, str) else path.decode("latin-1")
        ):
            self._rings.put(None)


def wakes(path: str) -> bool:
    """True for a file that may be a drop; what we write ourselves must not wake us."""
    return names.meaning(Path(path).name) in {names.Meaning.DROP, names.Meaning.DOCUMENT}


def _start(observer: BaseObserver, folders: list[Path], ringer: _Ringer) -> str:
    """Why the watch cannot start, or nothing. A folder that is missing is left to the sweep."""
    try:
        for folder in folders:
            if folder.is_dir():
                observer.schedule(ringer, str(folder), recursive=False, event_filter=_EVENTS)
        observer.start()
    except OSError as problem:
        observer.unschedule_all()
        return problem.strerror or "refused"
    return ""
