"""One sweep over the places where people put files: what has arrived, what is in the way."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from engine.folder import names
from engine.folder.found import (
    DRAFT,
    Arriving,
    FoundFile,
    Kind,
    Look,
    NotStill,
    Places,
    Trouble,
)
from engine.folder.names import Meaning
from engine.folder.root import Paused, paused
from engine.folder.seen import Seen
from engine.folder.settle import Glimpse, remembered, settled, still_for
from engine.folder.still import MovedError, Stamp, read_still
from engine.folder.zones import Zone, drafts_of, unfit_to_sign, zones_of

LARGEST = 10_000_000  # bytes
PLAN_FOLDER = re.compile(r" \S+-\d{4}-\d{4,}$")  # of a plan that may have ended long ago
STALE_LOCK = 24 * 3600.0  # seconds; programs that crashed leave their locks behind
TOO_LONG = 3600.0  # seconds; after that somebody should know that a file does not settle


@dataclass(slots=True)
class _Sweep:
    """What is being gathered. Nothing outside `look` sees it."""

    seen: Seen
    now: float
    quiet: float
    ours: Mapping[str, Stamp]
    known: frozenset[str]  # the folders that are looked into
    found: dict[Meaning, list[FoundFile]] = field(default_factory=dict)
    arriving: list[Arriving] = field(default_factory=list)
    trouble: list[Trouble] = field(default_factory=list)
    ignored: int = 0
    wait: float = 0.0
    kept: dict[str, tuple[Glimpse, ...]] = field(default_factory=dict)

    def refuse(self, path: str, kind: Kind, reason: str) -> None:
        self.trouble.append(Trouble(path, kind, reason))


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    name: str
    lstat: os.stat_result


def look(
    root: Path,
    workspace: str,
    places: Places,
    seen: Seen,
    *,
    now: float,
    quiet: float,
    ours: Mapping[str, Stamp] = MappingProxyType({}),
) -> Look | Paused:
    """Look once. `now` in seconds of the monotonic clock; `quiet` seconds of stillness settle.

    Reads names and states only, never a file's content. `ours` are files we put there, as they
    looked then: one that looks so still is passed over. Paused, with nothing concluded, when
    the shared folder's marker is missing or another one before or after the sweep.
    """
    if reason := paused(root, workspace):
        return reason
    known = frozenset((*places.teams, *places.plans, *places.sign_off))
    sweep = _Sweep(seen, now, quiet, ours, known)
    try:
        for zone in zones_of(places):
            _go_into(sweep, root, zone)
    except OSError as problem:
        return Paused(f"{root.name} went away during the look: {problem.strerror}")
    return paused(root, workspace) or _looked(sweep)


def snapshot(root: Path, found: FoundFile) -> bytes | NotStill | Trouble:
    """The bytes of `found`, exactly as they lay when it settled. Never blocks."""
    try:
        content, stamp = read_still(root / found.path, LARGEST)
    except MovedError as moved:
        return NotStill(found.path, str(moved))
    except OSError as problem:
        return Trouble(found.path, Kind.UNREADABLE, f"cannot be opened: {problem.strerror}")
    except MemoryError:
        return NotStill(found.path, "there is too little memory to read it now")
    if stamp != found.stamp:
        return NotStill(found.path, f"{Path(found.shown).name} changed after it was seen")
    return content


def _looked(sweep: _Sweep) -> Look:
    files, documents, scans = (
        tuple(sorted(sweep.found.get(kind, ()), key=lambda found: found.path))
        for kind in (Meaning.DROP, Meaning.DOCUMENT, Meaning.SCAN)
    )
    return Look(
        files,
        tuple(sorted(sweep.arriving, key=lambda arriving: arriving.path)),
        tuple(sorted(sweep.trouble, key=lambda trouble: trouble.path)),
        sweep.ignored,
        sweep.kept,
        sweep.wait,
        documents,
        scans,
    )


def _go_into(sweep: _Sweep, root: Path, zone: Zone) -> None:
    """One folder that is closed to us or gone is no reason to stop at the others."""
    try:
        if reason := zone.role and unfit_to_sign(root, zone.folder):
            sweep.refuse(zone.folder, Kind.FOLDER, reason)
            return
        _look_into(sweep, root, zone)
    except FileNotFoundError:
        if not zone.folder:
            raise
        if not zone.plan:  # a plan's folder is brought back by publishing
            sweep.refuse(zone.folder, Kind.UNREADABLE, "is not there")
    except PermissionError:
        if not zone.folder:
            raise
        sweep.refuse(zone.folder, Kind.UNREADABLE, "may not be looked into")


def _look_into(sweep: _Sweep, root: Path, zone: Zone) -> None:
    entries = _entries(sweep, root, zone.folder)
    if zone.for_drops:
        _strange_folders(sweep, root, entries)
    ours = [entry for entry in entries if _untouched(sweep, entry)]
    if len(ours) < len(entries):
        passed = {entry.path for entry in ours} | _half_named(zone, entries)
        _judge_all(sweep, zone, [e for e in entries if e.path not in passed], ours)
    if zone.plan and zone.folder == zone.plan and any(entry.name == DRAFT for entry in entries):
        _go_into(sweep, root, drafts_of(zone))


def _untouched(sweep: _Sweep, entry: _Entry) -> bool:
    stamp = sweep.ours.get(entry.path)
    return stamp is not None and stamp == Stamp.of(entry.lstat)


def _half_named(zone: Zone, entries: Sequence[_Entry]) -> set[str]:
    """Documents beside which a crash left the second name we wrote them under: publishing mends that."""
    if zone.for_drops:
        return set()
    parts = {e.name: e.lstat.st_ino for e in entries if e.name.endswith(".part")}
    return {e.path for e in entries if parts and parts.get(f".{e.name}.part") == e.lstat.st_ino}


def _judge_all(
    sweep: _Sweep, zone: Zone, entries: Sequence[_Entry], ours: Sequence[_Entry]
) -> None:
    """A twin of a document of ours is refused, too; that document itself is not."""
    locks = _locks(sweep, entries)
    wishes = [(entry, said) for entry in entries if (said := _wish(sweep, zone, entry))]
    if not wishes:
        return
    twins = Counter(names.twin_key(entry.name) for entry in (*(e for e, _ in wishes), *ours))
    for entry, said in wishes:
        if twins[names.twin_key(entry.name)] > 1:
            reason = "another file here has the same name but for capitals or accents"
            sweep.refuse(entry.path, Kind.TWINS, f"{reason}; rename or remove one of them")
        else:
            _judge(sweep, zone, entry, said, locks)


def _strange_folders(sweep: _Sweep, root: Path, entries: list[_Entry]) -> None:
    """Somebody who made a folder and dropped a file in it should hear that nobody reads it."""
    for entry in entries:
        strange = entry.path not in sweep.known and not PLAN_FOLDER.search(entry.name)
        if strange and stat.S_ISDIR(entry.lstat.st_mode) and _holds_drops(root / entry.path):
            reason = "is no team's folder, so the files in it are not read"
            sweep.refuse(
                entry.path, Kind.FOLDER, f"{reason}; move them out, or name it in teams"
            )


def _holds_drops(folder: Path) -> bool:
    try:
        with os.scandir(folder) as scan:
            return any(names.meaning(each.name) is Meaning.DROP for each in scan)
    except OSError:
        return False


def _locks(sweep: _Sweep, entries: Sequence[_Entry]) -> dict[str, _Entry]:
    """The owner files by name, each remembered, so that one left behind grows old."""
    locks = {e.name: e for e in entries if names.is_lock(e.name)}
    for lock in locks.values():
        _glimpse(sweep, lock)
    return locks


def _entries(sweep: _Sweep, root: Path, folder: str) -> list[_Entry]:
    """All that lies in `folder`, by lstat. OSError when it is gone or the share failed."""
    place = root / folder
    if not stat.S_ISDIR(os.lstat(place).st_mode):
        sweep.refuse(folder, Kind.SPECIAL, "is no folder; files in it are not seen")
        return []
    with os.scandir(place) as scan:
        return [*_stated(folder, scan)]


def _stated(folder: str, scan: Iterator[os.DirEntry[str]]) -> Iterator[_Entry]:
    for entry in scan:
        path = f"{folder}/{entry.name}" if folder else entry.name
        try:
            yield _Entry(path, entry.name, entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            continue  # taken away between two breaths


def _wish(sweep: _Sweep, zone: Zone, entry: _Entry) -> Meaning | None:
    """What a plain file wants to be read as; says why not where a person should know."""
    if stat.S_ISDIR(entry.lstat.st_mode):
        return None
    said = zone.means(entry.name)
    if said in {Meaning.OURS, Meaning.SCRATCH, Meaning.STRANGE}:
        sweep.ignored += said is not Meaning.OURS and zone.for_drops
        return None
    if refusal := _refusal(entry, zone.unread if said is Meaning.UNREAD else ""):
        sweep.refuse(entry.path, *refusal)
        return None
    return said


def _refusal(entry: _Entry, unread: str) -> tuple[Kind, str] | None:
    mode = entry.lstat.st_mode
    if stat.S_ISLNK(mode):
        return Kind.LINK, "is a link; put the file itself here"
    if not stat.S_ISREG(mode):
        return Kind.SPECIAL, "is no plain file"
    if reason := names.unfit(entry.name):
        return Kind.NAME, f"{reason}; rename it"
    if unread:
        return Kind.EXTENSION, unread
    if entry.lstat.st_nlink != 1:
        return Kind.HARD_LINK, "has a second name elsewhere; put a copy here"
    if entry.lstat.st_size > LARGEST:
        return Kind.TOO_LARGE, f"is larger than {LARGEST // 1_000_000} MB; split it"
    return None


def _judge(
    sweep: _Sweep, zone: Zone, entry: _Entry, said: Meaning, locks: Mapping[str, _Entry]
) -> None:
    glimpses = _glimpse(sweep, entry)
    waited = sweep.now - glimpses[0].at
    if _open_elsewhere(sweep, entry, locks):
        sweep.arriving.append(Arriving(entry.path, waited, "somebody has it open"))
    elif settled(glimpses, sweep.quiet):
        found = _found(zone, entry, still_for(glimpses))
        sweep.found.setdefault(said, []).append(found)
    else:
        _waits(sweep, entry, glimpses, waited)


def _found(zone: Zone, entry: _Entry, still: float) -> FoundFile:
    copied = names.copied_name(entry.name)
    original = entry.path.removesuffix(entry.name) + copied if copied else ""
    stamp = Stamp.of(entry.lstat)
    return FoundFile(entry.path, zone.team, zone.plan, original, stamp, still, zone.role)


def _waits(sweep: _Sweep, entry: _Entry, glimpses: tuple[Glimpse, ...], waited: float) -> None:
    empty = entry.lstat.st_size == 0
    sweep.arriving.append(Arriving(entry.path, waited, "is empty" if empty else "is arriving"))
    if not empty:
        sweep.wait = max(sweep.wait, sweep.quiet - still_for(glimpses))
    if waited >= TOO_LONG and empty:
        sweep.refuse(entry.path, Kind.EMPTY, "has been empty for an hour; save it again")
    elif waited >= TOO_LONG:
        sweep.refuse(entry.path, Kind.RESTLESS, "has kept changing for an hour")


def _glimpse(sweep: _Sweep, entry: _Entry) -> tuple[Glimpse, ...]:
    state = entry.lstat
    new = Glimpse(sweep.now, state.st_size, state.st_mtime_ns, state.st_ino)
    kept = remembered(sweep.seen.get(entry.path, ()), new, sweep.quiet)
    sweep.kept[entry.path] = kept
    return kept


def _open_elsewhere(sweep: _Sweep, entry: _Entry, locks: Mapping[str, _Entry]) -> bool:
    """True while a fresh lock lies beside the file. Times of one disk are compared only."""
    for name in names.locks_of(entry.name):
        lock = locks.get(name)
        if lock is None:
            continue
        older = (entry.lstat.st_mtime_ns - lock.lstat.st_mtime_ns) / 1e9
        if older < STALE_LOCK and still_for(sweep.kept[lock.path]) < STALE_LOCK:
            return True
    return False
