"""Read what lies in the shared folder: taken before, refused before, new and sound, or to be refused."""

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from engine.clock import Now
from engine.core.facts.facts import Drop
from engine.core.life.side_by_side import tells_of_people
from engine.disk.child import Child, child
from engine.folder.found import Arriving, FoundFile, NotStill, Trouble
from engine.folder.look import snapshot
from engine.intake.note import DROPPED, NoteFrame, note_text
from engine.intake.read import read_drop
from engine.intake.values.mistake import Mistake, Refusal, refused
from engine.ledger import index
from engine.workspace.inbox.cross_check import (
    Answer,
    DroppedFile,
    Group,
    renamed,
    sorted_out,
)
from engine.workspace.inbox.history import KnownRefusal, receipt_of, refusals_of, world_of
from engine.workspace.session.workspace import Workspace

# What these say may be otherwise at the next look, though neither the file nor the roster changed:
# a day that has not come, another file beside it, the place where it lies, where the plan stands,
# a fault of ours.
PASSING = frozenset(
    {"F321", "F322", "F334", "F343", "F390", "F391", "F392", "F393", "F394", "R404", "R411"}
)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of which nothing was taken. `new`: not recorded as it is now."""

    file: DroppedFile
    note: str
    problem: str  # the first, in a line
    new: bool
    world: str = ""  # what it rests on besides the bytes; empty: read again at every look
    refusal: Refusal | None = None  # None: as recorded, not read again
    keep: bool = False  # somebody's work on a document: kept, though nothing follows from it


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A document that was read back, and what its people should still do about it."""

    path: str  # as the disk spells it
    note: str
    problem: str


@dataclass(frozen=True, slots=True)
class Taken:
    file: DroppedFile
    receipt: str


@dataclass(slots=True)
class Arrivals:
    """One sweep's files, sorted. `drops` are to be taken in this order: people first."""

    drops: list[tuple[DroppedFile, Drop]] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    twins: list[DroppedFile] = field(
        default_factory=list
    )  # the bytes of a drop in another place
    untouched: list[DroppedFile] = field(default_factory=list)  # forms nobody has filled in
    noted: list[DocumentNote] = field(default_factory=list)
    trouble: list[Trouble] = field(default_factory=list)
    moving: list[Arriving] = field(default_factory=list)  # changed since they were seen


def arrived(
    workspace: Workspace,
    now: Now,
    files: Iterable[FoundFile],
    own: Container[str] = frozenset(),
) -> Arrivals:
    """Reads every file that is not known as it looks now. Nothing is written.

    `own` are the sha256 of forms as the engine published them, which are no drops.
    """
    arrivals = Arrivals()
    read = [opened_arrival(workspace, found, own, arrivals) for found in files]
    sort_arrivals(
        workspace, now, arrivals, [file for file in read if file and file.sha256 not in own]
    )
    return arrivals


def sort_arrivals(
    workspace: Workspace, now: Now, arrivals: Arrivals, files: Iterable[DroppedFile]
) -> None:
    """Put each file where it belongs in `arrivals`."""
    refusals, world = refusals_of(workspace), world_of(workspace)
    fresh: dict[str, list[DroppedFile]] = {}
    waiting: dict[str, list[DroppedFile]] = {}  # refused before, which a new roster may change
    for file in sorted(files, key=_order):
        receipt = receipt_of(workspace, file.sha256)
        known = refusals.get((file.sha256, file.name))
        if receipt is not None:
            arrivals.taken.append(Taken(file, receipt))
        elif known and known.world == world:
            waiting.setdefault(file.sha256, []).append(file)
        elif file.found.copy_of and file.sha256 not in fresh:
            refuse_file(arrivals, file, refused(file.name, _copy(file.found)), known, world)
        else:
            fresh.setdefault(file.sha256, []).append(file)
    _read(workspace, now, [*fresh.values()], [*waiting.values()], arrivals)


def _order(file: DroppedFile) -> tuple[bool, str, str, str]:
    """Originals before their copies, and the top before the folders."""
    return bool(file.found.copy_of), file.found.team, file.found.plan, file.found.path


def opened_arrival(
    workspace: Workspace, found: FoundFile, own: Container[str], arrivals: Arrivals
) -> DroppedFile | None:
    """The file, read only when it does not look as it did when it was last read."""
    stamp, sha = workspace.memory.hashes.get(found.path, (None, ""))
    if stamp == found.stamp and (sha in own or receipt_of(workspace, sha) is not None):
        return DroppedFile(found, b"", sha)
    read = snapshot(workspace.plans, found)
    if isinstance(read, Trouble):
        arrivals.trouble.append(read)
    elif isinstance(read, NotStill):
        arrivals.moving.append(Arriving(found.path, 0.0, read.why))
    if not isinstance(read, bytes):
        return None
    sha = hashlib.sha256(read).hexdigest()
    workspace.memory.hashes[found.path] = (found.stamp, sha)
    return DroppedFile(found, read, sha)


def _copy(found: FoundFile) -> Mistake:
    """A conflict copy with other content: the order of arrival must not decide."""
    original = PurePosixPath(found.copy_of).name
    said = f"looks like a second copy of {original} with other content; a person decides which one counts"
    return Mistake(
        "F393", "one file", said=said, do=f"keep one of the two under the name {original}"
    )


def _read(
    workspace: Workspace, now: Now, fresh: list[Group], waiting: list[Group], arrivals: Arrivals
) -> None:
    refusals, world = refusals_of(workspace), world_of(workspace)
    with child() as reader:  # one warm process for all workbooks, started by the first
        names = index.names_on_rosters(workspace.book.index)
        reads = partial(_answer, workspace, now, reader, names)
        found = sorted_out(workspace, now, fresh, reads)
        if waiting and any(tells_of_people(drop.facts) for _, drop in found.drops):
            found, waiting = sorted_out(workspace, now, [*fresh, *waiting], reads), []
    for (first, *twins), drop in found.drops:
        arrivals.drops.append((first, drop))
        arrivals.twins += twins
    for file, refusal in found.refused:
        known = refusals.get((file.sha256, file.name))
        refuse_file(arrivals, file, refusal, known, world, keep=bool(refusal.failure))
    for file in (file for group in waiting for file in group):
        arrivals.refused.append(as_known(file, refusals[file.sha256, file.name]))
    arrivals.untouched += found.untouched


def _answer(
    workspace: Workspace,
    now: Now,
    reader: Child,
    names: frozenset[str],
    file: DroppedFile,
    known: set[str],
) -> Answer:
    answer = read_drop(
        file.name, file.content, workspace.sources,
        today=now.day, known_employees=known, known_names=names, reader=reader,
    )  # fmt: skip
    faulty = workspace.faulty_sources()
    if not faulty or not isinstance(answer, Refusal):
        return answer
    if not any(mistake.code == "F301" for mistake in answer.mistakes):
        return answer
    return refused(file.name, (_not_read_now(faulty), *answer.mistakes), ask=answer.ask)


def _not_read_now(faulty: Sequence[str]) -> Mistake:
    """Perhaps the file is right, and a source that would read it is not."""
    files = " and ".join(faulty)
    said = f"{files} has mistakes, so that what it describes is not read until they are mended"
    do = "wait, if it is such a file: it is read by itself then; tell whoever keeps the sources"
    return Mistake("F301", "", said=said, do=do)


def as_known(file: DroppedFile, known: KnownRefusal) -> RefusedFile:
    """Refused before, and for the same reason still."""
    return RefusedFile(file, known.note, known.problem, new=False)


def refuse_file(
    arrivals: Arrivals, file: DroppedFile, refusal: Refusal, known: KnownRefusal | None, world: str,
    *, keep: bool = False, frame: NoteFrame = DROPPED,
) -> None:  # fmt: skip
    passing = any(mistake.code in PASSING for mistake in refusal.mistakes)
    world, note = "" if passing else world, note_text(refusal, frame)
    problem = refusal.problems[0].message
    new = known != KnownRefusal(world, note, problem)
    arrivals.refused.append(RefusedFile(file, note, problem, new, world, refusal, keep))


def refuse_drop(
    workspace: Workspace, arrivals: Arrivals, file: DroppedFile, refusal: Refusal
) -> None:
    """A sound file that still cannot be taken, and all others of the same bytes."""
    refusals, keep = refusals_of(workspace), bool(refusal.failure)
    same = [twin for twin in arrivals.twins if twin.sha256 == file.sha256]
    arrivals.twins = [twin for twin in arrivals.twins if twin not in same]
    for each in (file, *same):
        known = refusals.get((each.sha256, each.name))
        told = renamed(refusal, each)
        refuse_file(arrivals, each, told, known, world_of(workspace), keep=keep)
