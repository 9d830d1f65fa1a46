"""Read what lies in the shared folder: taken before, refused before, new and sound, or to be refused."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from engine.clock import Now
from engine.core.facts import Drop, Figure, Trait
from engine.folder.found import Found, Trouble
from engine.folder.look import snapshot
from engine.intake.filled import Untouched
from engine.intake.mistake import Mistake, Refusal, refused
from engine.intake.note import note_text
from engine.intake.read import read_drop
from engine.ledger import index
from engine.workspace.desk import Desk


@dataclass(frozen=True, slots=True)
class Bytes:
    """A settled file with its content."""

    found: Found
    content: bytes
    sha256: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.found.shown).name


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of which nothing was taken. `new`: not recorded yet."""

    file: Bytes
    note: str
    problem: str  # the first, in a line
    new: bool


@dataclass(frozen=True, slots=True)
class Taken:
    file: Bytes
    receipt: str


@dataclass(slots=True)
class Arrivals:
    """One sweep's files, sorted. `drops` are to be taken in this order: people first."""

    drops: list[tuple[Bytes, Drop]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    twins: list[Bytes] = field(default_factory=list)  # the same bytes under another name
    trouble: list[Trouble] = field(default_factory=list)


def arrived(desk: Desk, now: Now, files: Iterable[Found]) -> Arrivals:
    """Reads every file that is not known as it looks now. Nothing is written."""
    arrivals = Arrivals()
    refusals, world = refusals_of(desk), world_of(desk)
    fresh: dict[str, Bytes] = {}
    for found in sorted(files, key=lambda each: bool(each.copy_of)):
        file = _opened(desk, found, arrivals)
        if file is None:
            continue
        receipt = receipt_of(desk, file.sha256)
        known = refusals.get(file.sha256)
        if receipt is not None:
            arrivals.taken.append(Taken(file, receipt))
        elif known and known[0] == world:
            arrivals.refused.append(Refused(file, known[1], known[2], new=False))
        elif file.sha256 in fresh:
            arrivals.twins.append(file)
        elif found.copy_of:
            arrivals.refused.append(refusal(file, _copy(found)))
        else:
            fresh[file.sha256] = file
    _read(desk, now, list(fresh.values()), arrivals)
    _refuse_conflicts(arrivals)
    arrivals.drops.sort(key=lambda pair: (not _tells_of_people(pair[1]), pair[0].found.path))
    return arrivals


def _opened(desk: Desk, found: Found, arrivals: Arrivals) -> Bytes | None:
    """The file, read only when it does not look as it did when it was last read."""
    stamp, sha = desk.memory.hashes.get(found.path, (None, ""))
    if stamp == found.stamp and receipt_of(desk, sha) is not None:
        return Bytes(found, b"", sha)
    read = snapshot(desk.plans, found)
    if isinstance(read, Trouble):
        arrivals.trouble.append(read)
    if not isinstance(read, bytes):
        return None
    sha = hashlib.sha256(read).hexdigest()
    desk.memory.hashes[found.path] = (found.stamp, sha)
    return Bytes(found, read, sha)


def _copy(found: Found) -> Mistake:
    """A conflict copy with other content: the order of arrival must not decide."""
    original = PurePosixPath(found.copy_of).name
    said = f"looks like a second copy of {original} with other content; a person decides which one counts"
    return Mistake(
        "F393", "one file", said=said, do=f"keep one of the two under the name {original}"
    )


def _read(desk: Desk, now: Now, fresh: list[Bytes], arrivals: Arrivals) -> None:
    """A roster in the same sweep makes its people known to the other files."""
    known = set(index.employees(desk.book.index))
    pending = fresh
    while True:
        unread: list[tuple[Bytes, Refusal]] = []
        newly: set[str] = set()
        for file in pending:
            read = read_drop(
                file.name, file.content, desk.sources, today=now.day, known_employees=known
            )
            if isinstance(read, Drop):
                problem = _foreign(desk, now, file, read)
                if problem:
                    arrivals.refused.append(refusal(file, problem))
                else:
                    arrivals.drops.append((file, read))
                    newly |= {f.employee for f in read.facts if isinstance(f, Trait)} - known
            elif not isinstance(read, Untouched):
                unread.append((file, read))
        if not newly or not unread:
            break
        known |= newly
        pending = [file for file, _ in unread]
    for file, said in unread:
        arrivals.refused.append(
            Refused(file, note_text(said), said.problems[0].message, new=True)
        )


def refusal(file: Bytes, mistake: Mistake) -> Refused:
    """A sound file that still cannot be taken."""
    whole = refused(file.name, mistake)
    return Refused(file, note_text(whole), whole.problems[0].message, new=True)


def _tells_of_people(drop: Drop) -> bool:
    return any(isinstance(fact, Trait) for fact in drop.facts)


def _foreign(desk: Desk, now: Now, file: Bytes, drop: Drop) -> Mistake | None:
    """A drop in a team's folder may only speak of that team."""
    team = file.found.team
    if not team:
        return None
    people = desk.knowledge().people()
    own = {
        f.employee: f.value for f in drop.facts if isinstance(f, Trait) and f.field == "team"
    }
    for fact in drop.facts:
        theirs = own.get(fact.employee) or people.trait(fact.employee, "team", now.day)
        if theirs != team:
            return Mistake(
                "F390",
                f"people of team {team} only",
                found=fact.employee,
                do="drop it in the folder of their own team",
                row=fact.origin.row if fact.origin else 0,
            )
    return None


def _refuse_conflicts(arrivals: Arrivals) -> None:
    """Two values for one employee, metric and period in one sweep: a person decides, not the order."""
    first: dict[tuple[str, str, object], tuple[Bytes, Figure]] = {}
    clashing: dict[str, Mistake] = {}
    for file, drop in arrivals.drops:
        for figure in drop.facts:
            if not isinstance(figure, Figure):
                continue
            key = (figure.employee, figure.field, figure.period)
            other, theirs = first.setdefault(key, (file, figure))
            if theirs.value != figure.value and other.sha256 != file.sha256:
                clashing[file.sha256] = _clash(figure, other, theirs)
                clashing[other.sha256] = _clash(theirs, file, figure)
    for file, drop in [*arrivals.drops]:
        if file.sha256 in clashing:
            arrivals.drops.remove((file, drop))
            arrivals.refused.append(refusal(file, clashing[file.sha256]))


def _clash(mine: Figure, other: Bytes, theirs: Figure) -> Mistake:
    what = f"{mine.field} of {mine.employee} in {mine.period}"
    return Mistake(
        "F391",
        f"one value for {what}; {other.name}, dropped at the same time, says {theirs.origin.text}",
        found=mine.origin.text,
        do="correct one of the two files, or delete it",
        sheet=mine.origin.sheet,
        row=mine.origin.row,
        column=mine.origin.column,
    )


# -- what the record knows of files ---------------------------------------------------------------


def receipt_of(desk: Desk, sha256: str) -> str | None:
    """What the receipt of a taken file says; None for a file never taken."""
    if not index.has_drop(desk.book.index, sha256):
        return None
    said = index.said_of_drop(desk.book.index, sha256)
    return str(said.get("receipt", "")) if isinstance(said, dict) else ""


def refusals_of(desk: Desk) -> Mapping[str, tuple[str, str, str]]:
    """sha256 -> the world in which it was refused last, the note, and its first problem."""
    found: dict[str, tuple[str, str, str]] = {}
    for _, _, _, _, body, said in index.commits_of(desk.book.index, ("refused",)):
        if isinstance(body, dict) and isinstance(said, dict):
            note, problem = str(said.get("note", "")), str(said.get("problem", ""))
            found[str(body["refused"])] = (str(body["world"]), note, problem)
    return found


def world_of(desk: Desk) -> str:
    """What a refusal rests on besides the bytes: the sources, and the newest roster."""
    roster = index.newest_with(desk.book.index, "roster")
    told = json.dumps([sorted(desk.source_texts.items()), roster])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
