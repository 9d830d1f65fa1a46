"""Hold everything in the state folder against the seals, and say what does not fit."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.core.record.commit import NOTHING_YET, Commit, Head, Json
from engine.core.values.errors import TamperedError
from engine.ledger import book, pack, projection, store
from engine.ledger.canonical import sha256
from engine.ledger.line_codec import (
    NEW_PLAN,
    LedgerKey,
    LedgerLine,
    Sealed,
    Tail,
    line_from,
    promises,
    unsealed,
)
from engine.ledger.line_reader import month_files, payload_path, read_key
from engine.ledger.payload import BrokenLineError, words_in


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`file` is relative to the state folder; `line` counts from 1, 0 where there is none."""

    file: str
    line: int
    code: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.code} {self.sentence}"


@dataclass(slots=True)
class _Walk:
    """What was seen on the way through the lines."""

    folder: Path
    key: LedgerKey
    before: Head = NOTHING_YET
    lost: bool = False  # a line is not known, so gaps in journals are only its consequence
    heads: dict[int, str] = field(default_factory=dict)
    tails: dict[str, Tail] = field(default_factory=dict)
    silent: list[Problem] = field(default_factory=list)  # words missing, perhaps lawfully
    erased: set[int] = field(default_factory=set)
    blobs: dict[str, tuple[str, int]] = field(default_factory=dict)
    facts: dict[str, tuple[str, int]] = field(default_factory=dict)


def verify_ledger(folder: Path, key_path: Path) -> list[Problem]:
    """Every problem found, in order. Changes nothing, and goes on after a problem.

    A cut end is seen only when the index still knows of it. SurroundingsError without the key.
    """
    walk = _Walk(folder, read_key(key_path))
    found = list(_lines(walk))
    found += [each for each in walk.silent if _seq_of(each) not in walk.erased]
    found += _kept_files(walk)
    found += _against_index(walk)
    return found


def _lines(walk: _Walk) -> Iterator[Problem]:
    for file in month_files(walk.folder):
        name = f"ledger/{file.name}"
        with file.open("rb") as opened:
            for number, text in enumerate(opened, 1):
                if not text.endswith(b"\n"):
                    yield Problem(name, number, "L512", "the last line is unfinished")
                    continue
                yield from _line(walk, name, number, text[:-1])


def _line(walk: _Walk, file: str, number: int, text: bytes) -> Iterator[Problem]:
    try:
        sealed = unsealed(text, walk.key)
    except BrokenLineError as broken:
        yield Problem(file, number, broken.code, str(broken))
        # What stood here is not known; the next line is held against its place only.
        walk.before, walk.lost = Head(walk.before.seq + 1, ""), True
        return
    for problem in _order(walk, file, number, sealed):
        walk.lost = True
        yield problem
    walk.before = sealed.head
    walk.heads[sealed.head.seq] = sealed.head.mac
    yield from _payload(walk, file, number, sealed)
    yield from _links(walk, file, number, line_from(sealed, None))


def _order(walk: _Walk, file: str, number: int, sealed: Sealed) -> Iterator[Problem]:
    expected = walk.before.seq + 1
    if sealed.head.seq != expected:
        sentence = f"commit {sealed.head.seq} stands where commit {expected} should"
        yield Problem(file, number, "L503", f"{sentence}: lines are missing or were moved")
    elif sealed.prev != walk.before.mac and walk.before.mac:
        yield Problem(file, number, "L503", "the line was not made after the one before it")


def _payload(walk: _Walk, file: str, number: int, sealed: Sealed) -> Iterator[Problem]:
    seq = sealed.head.seq
    if not any(promise is not None for promise in promises(sealed)):
        return
    name = f"payload/{seq}.json"
    try:
        content = payload_path(walk.folder, seq).read_bytes()
    except FileNotFoundError:
        walk.silent.append(Problem(name, 0, "L506", f"what commit {seq} said is missing"))
        return
    try:
        words = words_in(content, seq)
        line_from(sealed, words)
        spoken = [words.said, *words.entries]
    except BrokenLineError as problem:
        yield Problem(name, 0, problem.code, f"{problem} ({file}, line {number})")
        return
    if any((a is None) != (b is None) for a, b in zip(spoken, promises(sealed), strict=True)):
        yield Problem(name, 0, "L507", f"a part of what commit {seq} said was taken out")


def _links(walk: _Walk, file: str, number: int, line: LedgerLine) -> Iterator[Problem]:
    for link in line.links:
        if link.before != walk.tails.get(link.plan, NEW_PLAN) and not walk.lost:
            sentence = f"the journal of plan {link.plan} has a gap before this line"
            yield Problem(file, number, "L504", sentence)
        walk.tails[link.plan] = link.after
    commit = line.stored.commit
    walk.erased.update(projection.erased_by(commit))
    for body in _bodies(commit):
        for sha in store.blobs_named(body):
            walk.blobs.setdefault(sha, (file, number))
        if isinstance(name := body.get("facts"), str):
            walk.facts.setdefault(name, (file, number))


def _bodies(commit: Commit) -> Iterator[Mapping[str, Json]]:
    yield commit.body
    for part in commit.plans:
        for entry in part.entries:
            yield entry.body


def _kept_files(walk: _Walk) -> Iterator[Problem]:
    folder = walk.folder
    there, problems = _packed(folder)
    for sha, (file, line) in walk.blobs.items():
        if sha not in there and not store.blob_path(folder, sha).is_file():
            yield Problem(file, line, "L508", f"blobs/{sha} is missing, which this line names")
    for sha, (file, line) in walk.facts.items():
        if not store.facts_path(folder, sha).is_file():
            yield Problem(
                file, line, "L510", f"facts/{sha}.json is missing, which this line names"
            )
    yield from _changed(folder / "blobs", "L509")
    yield from problems
    yield from _changed(folder / "facts", "L511")


def _packed(folder: Path) -> tuple[set[str], list[Problem]]:
    """The hashes of all blobs in packs, and the packs that are not what was put there."""
    there: set[str] = set()
    problems: list[Problem] = []
    for path in store.packs(folder):
        content, unreadable = _content(path)
        if unreadable or sha256(content) != path.name:
            sentence = unreadable or "the file is not what was put there"
            problems.append(Problem(f"packs/{path.name}", 0, "L509", sentence))
        with suppress(TamperedError):  # then it was changed, which is said already
            there |= pack.blobs_in(content)
    return there, problems


def _changed(folder: Path, code: str) -> Iterator[Problem]:
    """A folder that is gone held nothing, or what was in it is told as missing."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue  # left by a crash; the next writer clears it
        content, unreadable = _content(path)
        if unreadable or sha256(content) != path.name.removesuffix(".json"):
            sentence = unreadable or "the file is not what was put there"
            yield Problem(f"{folder.name}/{path.name}", 0, code, sentence)


def _content(path: Path) -> tuple[bytes, str]:
    """The file's bytes, or why they cannot be read."""
    try:
        return path.read_bytes(), ""
    except OSError as problem:
        return b"", f"it cannot be read: {problem.strerror}"


def _against_index(walk: _Walk) -> Iterator[Problem]:
    known = book.index_head(walk.folder)
    if known is None or known == NOTHING_YET:
        return
    if known.seq > walk.before.seq:
        sentence = (
            f"the ledger ends with commit {walk.before.seq}, but the index knows commit "
            f"{known.seq}: the end was cut off"
        )
        yield Problem("ledger", 0, "L505", sentence)
    elif walk.heads.get(known.seq, known.mac) != known.mac:
        sentence = f"commit {known.seq} is not the one the index was made from"
        yield Problem("ledger", 0, "L505", sentence)


def _seq_of(problem: Problem) -> int:
    return int(Path(problem.file).stem)
