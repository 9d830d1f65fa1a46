"""Make the shared folder hold what should lie there, and never write over anybody's work."""

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from engine.core.values.errors import EngineError, SurroundingsError, TamperedError
from engine.disk.failing import FAILS_FOR_ALL
from engine.disk.write import TakenError, clear_parts, part_path, write_all_once
from engine.folder.names import locks_of
from engine.folder.paths import file_mode, ready_folder, unfit_path
from engine.folder.root import paused
from engine.folder.still import MovedError, Stamp, read_still

LOG = logging.getLogger("planward")
_LARGEST = 100_000_000  # bytes; a longer file under our name is surely not ours
_OTHER = "other content lies under this name"
_BATCH = 64  # documents held in memory at a time


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that should lie in the shared folder."""

    sha256: str  # of the bytes, 64 hex; "": a mere view, so whatever lies there is as good
    read: Callable[[], bytes]  # called only when the file is missing
    issued: bool = False  # placed without the right to write, so that Word opens it read-only
    also: Container[str] = frozenset()  # sha256 of what a person saved here and was read back


@dataclass(frozen=True, slots=True)
class Lying:
    """What was found under a name, so that it need not be read again until it changes."""

    sha256: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A file that could not be published, and why in a sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """What one sweep did. Hand `lying` to the next one."""

    written: tuple[str, ...]
    kept: tuple[str, ...]  # was there already, byte for byte or as a person may have saved it
    conflicts: tuple[
        Unpublished, ...
    ]  # other content under our name: edited, or a foreign file
    delayed: tuple[
        Unpublished, ...
    ]  # refused by the disk, or not what was kept; tried again next time
    lying: Mapping[str, Lying]
    ours: Mapping[str, Stamp]  # what lies there byte for byte as promised, as it looks now


@dataclass(slots=True)
class _Doing:
    """What is being gathered. Nothing outside `publish` sees it."""

    root: Path
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[Unpublished] = field(default_factory=list)
    delayed: list[Unpublished] = field(default_factory=list)
    lying: dict[str, Lying] = field(default_factory=dict)
    ours: dict[str, Stamp] = field(default_factory=dict)
    down: str = ""  # why nothing at all can be written any more


def publish(
    root: Path,
    workspace: str,
    wanted: Mapping[str, Wanted],
    lying: Mapping[str, Lying],
    *,
    audit: bool = False,
) -> Published:
    """Write what is missing, whole or not at all, durable on return. Safe to repeat.

    Nothing is ever replaced or removed. A file already there is read only if `lying` does not
    know it as it looks now; `audit` reads all and clears what a crash left unfinished. Paths
    are relative, with slashes. A file whose `read` fails or gives other bytes than promised is told and
    tried again, and the others are written.
    """
    doing = _Doing(root)
    _still_there(doing, workspace)
    missing = [
        path for path in wanted if _missing(doing, path, wanted[path], lying, audit=audit)
    ]
    rest = iter(missing)
    while batch := list(islice(rest, _BATCH)):
        _still_there(doing, workspace)
        _write(doing, {path: wanted[path] for path in batch})
    if audit and not doing.down:
        _clear(root, wanted)
    return Published(
        tuple(doing.written),
        tuple(doing.kept),
        tuple(doing.conflicts),
        tuple(doing.delayed),
        doing.lying,
        doing.ours,
    )


def withdraw_files(root: Path, workspace: str, unwanted: Mapping[str, str]) -> tuple[str, ...]:
    """Remove files nobody touched since we published them: path -> sha256 as published.

    Whatever was edited, or is open in Office, stays. Returns what was removed.
    """
    if paused(root, workspace):
        return ()
    return tuple(path for path, sha256 in unwanted.items() if _removed(root / path, sha256))


def _still_there(doing: _Doing, workspace: str) -> None:
    """Ask again before every batch: writing under an unmounted share would hide it later."""
    if away := paused(doing.root, workspace):
        doing.down = away.reason


def _missing(
    doing: _Doing, path: str, want: Wanted, lying: Mapping[str, Lying], *, audit: bool
) -> bool:
    """True when `path` is to be written. All other outcomes are noted in `doing`."""
    if reason := unfit_path(path):
        doing.conflicts.append(Unpublished(path, reason))
        return False
    if doing.down:
        doing.delayed.append(Unpublished(path, doing.down))
        return False
    try:
        if not want.sha256:
            os.lstat(doing.root / path)
            doing.kept.append(path)
            return False
        there = _what_lies(doing.root / path, None if audit else lying.get(path))
    except FileNotFoundError:
        return True
    except TakenError as taken:
        doing.conflicts.append(Unpublished(path, str(taken)))
        return False
    except (OSError, MovedError) as problem:
        _delay(doing, path, problem)
        return False
    doing.lying[path] = there
    _compare(doing, path, want, there)
    return False


def _what_lies(target: Path, known: Lying | None) -> Lying:
    """What is under that name now. FileNotFoundError when nothing is, TakenError when it is a
    link, a folder, a pipe.
    """
    now = os.lstat(target)
    if not stat.S_ISREG(now.st_mode):
        raise TakenError("something that is no plain file lies under this name")
    if known is not None and known.stamp == Stamp.of(now):
        return known
    content, stamp = read_still(target, _LARGEST)
    if now.st_nlink > 1:
        part_path(target).unlink(missing_ok=True)  # a crash between naming and tidying up
    return Lying(hashlib.sha256(content).hexdigest(), stamp)


def _compare(doing: _Doing, path: str, want: Wanted, there: Lying) -> None:
    if there.sha256 == want.sha256:
        doing.kept.append(path)
        doing.ours[path] = there.stamp
    elif there.sha256 in want.also:
        doing.kept.append(path)
    else:
        doing.conflicts.append(Unpublished(path, _OTHER))


def _write(doing: _Doing, batch: Mapping[str, Wanted]) -> None:
    """Write some at once, so that syncs are few; one by one where that meets an obstacle."""
    try:
        _place(doing, batch)
    except TakenError:
        if len(batch) > 1:
            _write_each(doing, batch)
        else:
            doing.conflicts += [Unpublished(path, _OTHER) for path in batch]
    except (OSError, SurroundingsError) as problem:
        if len(batch) > 1:
            _write_each(doing, batch)
        else:
            _delay(doing, next(iter(batch)), problem)
    except EngineError as problem:  # of this one file: it is missing, or it is another
        if len(batch) > 1:
            _write_each(doing, batch)
        else:
            LOG.warning("a file could not be placed: %s", type(problem).__name__)
            doing.delayed += [Unpublished(p, f"it cannot be placed: {problem}") for p in batch]


def _write_each(doing: _Doing, batch: Mapping[str, Wanted]) -> None:
    for path, want in batch.items():
        _write(doing, {path: want})


def _place(doing: _Doing, batch: Mapping[str, Wanted]) -> None:
    if doing.down:
        doing.delayed += [Unpublished(path, doing.down) for path in batch]
        return
    for mode, paths in _by_mode(doing.root, batch):
        pairs = ((doing.root / path, _content(batch[path])) for path in paths)
        write_all_once(pairs, mode)
    for path, want in batch.items():
        doing.written.append(path)
        _know_again(doing, path, want)


def _know_again(doing: _Doing, path: str, want: Wanted) -> None:
    """Read it back: somebody may have saved over it since its name appeared, and before we look."""
    try:
        there = _what_lies(doing.root / path, None)
    except (OSError, MovedError, TakenError):
        return  # the next sweep says what is there
    if there.sha256 == want.sha256:
        doing.lying[path] = there
        doing.ours[path] = there.stamp


def _by_mode(root: Path, batch: Mapping[str, Wanted]) -> Iterator[tuple[int, list[str]]]:
    modes: dict[int, list[str]] = {}
    for path, want in batch.items():
        mode = file_mode(ready_folder(root, path)) & (0o444 if want.issued else 0o666)
        modes.setdefault(mode, []).append(path)
    return iter(modes.items())


def _content(want: Wanted) -> bytes:
    content = want.read()
    if want.sha256 and hashlib.sha256(content).hexdigest() != want.sha256:
        raise TamperedError("it is not what was recorded")
    return content


def _delay(doing: _Doing, path: str, problem: OSError | SurroundingsError | MovedError) -> None:
    told = problem.strerror if isinstance(problem, OSError) else problem
    reason = f"the shared folder does not take it: {told}"
    doing.delayed.append(Unpublished(path, reason))
    if isinstance(problem, SurroundingsError) or getattr(problem, "errno", 0) in FAILS_FOR_ALL:
        doing.down = reason


def _clear(root: Path, wanted: Mapping[str, Wanted]) -> None:
    for folder in sorted({(root / path).parent for path in wanted if "/" in path}):
        try:
            clear_parts(folder)
        except OSError:
            continue  # said already for each file in it


def _removed(target: Path, sha256: str) -> bool:
    try:
        content, stamp = read_still(target, _LARGEST)
        if hashlib.sha256(content).hexdigest() != sha256 or _open(target):
            return False
        if Stamp.of(os.lstat(target)) != stamp:
            return False
        target.unlink()
    except (OSError, MovedError):
        return False
    return True


def _open(target: Path) -> bool:
    """True while an Office lock lies beside the file."""
    return any(os.path.lexists(target.with_name(lock)) for lock in locks_of(target.name))
