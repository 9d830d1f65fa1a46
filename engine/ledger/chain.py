"""The ledger's writing side: make it, open it, mend what a crash tore, append, take away."""

import os
from collections.abc import Mapping
from pathlib import Path

from engine.core.record.commit import Commit, Head
from engine.core.values.errors import LedgerMovedError, SurroundingsError, TamperedError
from engine.disk import system
from engine.disk.system import sync_folder
from engine.disk.write import (
    PRIVATE_FILE,
    clear_parts,
    make_folder,
    write_once,
    write_synced,
)
from engine.ledger.line_codec import Draft, LedgerLine, Tail, draft
from engine.ledger.line_reader import (
    KEY_BYTES,
    End,
    Ledger,
    end_of,
    month_files,
    payload_path,
    read_key,
    tails_of,
)
from engine.ledger.payload import random_needed

FOLDERS = ("ledger", "payload", "blobs", "packs", "facts")


def create_ledger(folder: Path, key_path: Path) -> None:
    """Make the state folder's parts and a new key. Repeatable; an existing key is kept."""
    for name in FOLDERS:
        make_folder(folder / name)
    make_folder(key_path.parent)
    if not key_path.exists():
        if month_files(folder):
            raise SurroundingsError(f"the ledger in {folder} has lines, but its key is missing")
        write_once(key_path, os.urandom(KEY_BYTES).hex().encode("ascii") + b"\n")


def open_ledger(
    folder: Path, key_path: Path, *, writer: bool, known: Head | None = None
) -> Ledger:
    """A writer mends what a crash tore; a reader changes nothing, and stops at a torn line.

    `known` is a head that somebody remembers (the index). TamperedError when the ledger ends
    before it: then nothing is mended, so that what happened can still be seen.
    """
    if not (folder / "ledger").is_dir():
        raise SurroundingsError(f"there is no ledger in {folder}")
    ledger = Ledger(folder, read_key(key_path), writer)
    end = end_of(ledger)
    if known is not None and known.seq > end.head.seq:
        raise TamperedError(
            f"the ledger ends with commit {end.head.seq}, but commit {known.seq} was recorded: "
            "its end was cut off"
        )
    if writer:
        _mend(ledger, end)
        if end.file and known != end.head:
            _sync_end(end.file)
    return ledger


def append_line(
    ledger: Ledger, commit: Commit, *, after: Head, tails: Mapping[str, Tail] | None
) -> LedgerLine:
    """Record a commit; durable when it returns. Gives the line as a reader would find it.

    `tails` are the ends of the journals touched, as the index knows them; without them the
    whole ledger is read. LedgerMovedError when `after` is not the head. After
    SurroundingsError open the ledger anew.
    """
    _require_writable(ledger)
    end = end_of(ledger)
    if end.head != after:
        raise LedgerMovedError(f"commit {end.head.seq} came in between; decide again")
    if tails is None:
        tails = tails_of(ledger, {part.plan for part in commit.plans})
    made = draft(commit, after, ledger.key, tails, os.urandom(random_needed(commit)))
    ledger.unsure = True
    try:
        _write(ledger, made, end)
    except OSError as problem:
        raise SurroundingsError(
            f"the ledger cannot be written: {problem.strerror}"
        ) from problem
    ledger.unsure = False
    return made.read


def erase(ledger: Ledger, seq: int) -> None:
    """Take away what commit `seq` said. Repeatable; its line goes on to fit.

    Record a commit with `erased` first, so that `verify` knows it was meant.
    """
    _require_writable(ledger)
    payload_path(ledger.folder, seq).unlink(missing_ok=True)
    sync_folder(ledger.folder / "payload")


def _require_writable(ledger: Ledger) -> None:
    if not ledger.writer:
        raise SurroundingsError("this ledger was opened to be read only")
    if ledger.unsure:
        raise SurroundingsError("a write to the ledger failed; open it anew before going on")


def _write(ledger: Ledger, made: Draft, end: End) -> None:
    """The words first: a line without its words must never be."""
    if made.payload is not None:
        write_synced(payload_path(ledger.folder, made.read.stored.seq), made.payload)
        sync_folder(ledger.folder / "payload")
    file = ledger.folder / "ledger" / f"{made.read.stored.commit.recorded:%Y-%m}.jsonl"
    if end.file is not None and end.file.name > file.name:
        file = end.file  # a clock that went back must not put a line into an older file
    _append_synced(file, made.line, expected=end.size if file == end.file else 0)
    if file != end.file:
        sync_folder(file.parent)


def _append_synced(file: Path, line: bytes, expected: int) -> None:
    descriptor = os.open(file, system.APPEND, PRIVATE_FILE)
    try:
        if os.fstat(descriptor).st_size != expected:
            raise LedgerMovedError(f"{file.name} has an unfinished line; open the ledger anew")
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mend(ledger: Ledger, end: End) -> None:
    """Cut the torn line, remove what was written for it and for unfinished files; all folders are there."""
    for file in reversed(month_files(ledger.folder)):
        if file == end.file:
            _cut(file, end.size)
            break
        file.unlink()
        sync_folder(file.parent)
    left = payload_path(ledger.folder, end.head.seq + 1)
    if left.exists():
        left.unlink()
        sync_folder(left.parent)
    for name in FOLDERS:
        make_folder(ledger.folder / name)  # a copy may have left out an empty one
    for name in ("blobs", "packs", "facts"):
        clear_parts(ledger.folder / name)


def _sync_end(file: Path) -> None:
    """A process that was killed may have written the last line without a sync: safe before believed."""
    descriptor = os.open(file, system.CHANGE)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(file.parent)


def _cut(file: Path, size: int) -> None:
    descriptor = os.open(file, system.CHANGE)
    try:
        if os.fstat(descriptor).st_size > size:
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
