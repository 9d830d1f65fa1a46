"""The ledger together with its index, kept in step: what the workflow and the views open."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine.core.life.on_record import Dues
from engine.core.record.commit import Commit, Head
from engine.core.values.errors import SurroundingsError
from engine.disk import system
from engine.disk.system import sync_folder
from engine.disk.write import PRIVATE_FILE
from engine.ledger import chain, index, line_reader, projection, store
from engine.ledger.index import NAME, Index
from engine.ledger.line_codec import LedgerLine, draft
from engine.ledger.line_reader import Ledger
from engine.ledger.payload import random_needed

_PART = f".{NAME}.part"
_LEFT_BEHIND = ("", "-journal", "-wal", "-shm")


@dataclass(slots=True)
class Book:
    ledger: Ledger
    index: Index


def open_book(folder: Path, key_path: Path, *, writer: bool) -> Book:
    """Open both and bring the index up to the ledger. A writer mends; a reader writes nothing.

    The writer's caller holds the workspace's lock. TamperedError when the ledger ends before
    the index, or does not fit its seals.
    """
    found = _connected(folder, writer=writer)
    try:
        known = index.indexed_head(found) if found else None
        ledger = chain.open_ledger(folder, key_path, writer=writer, known=known)
        if known is not None and line_reader.head_at(ledger, known.seq) != known:
            _close(found)
            found = None  # the index of another ledger
        return Book(ledger, _in_step(found, ledger))
    except BaseException:
        _close(found)
        raise


def rebuilt(folder: Path, key_path: Path) -> Book:
    """As `open_book` for a writer, with an index made anew whatever the old one was like."""
    book = open_book(folder, key_path, writer=True)
    close(book)
    return Book(book.ledger, rebuild_index(book.ledger))


def close(book: Book) -> None:
    book.index.connection.close()


def append_commit(book: Book, commit: Commit, *, after: Head, dues: Dues | None = None) -> Head:
    """Append a commit and add it to the index, with the days to look next that follow from it.

    Durable when it returns; LedgerMovedError when `after` is not the head. What fails after the
    append is made good by the next call or the next opening.
    """
    if index.indexed_head(book.index) != after:
        catch_up(book.index, book.ledger)
    plans = {part.plan for part in commit.plans}
    tails = projection.tails(book.index.connection, plans)
    line = chain.append_line(book.ledger, commit, after=after, tails=tails)
    try:
        with book.index.connection:
            _apply(book.index, book.ledger, [line])
            if dues is not None:
                index.write_dues(book.index, dues)
    except sqlite3.OperationalError as problem:
        sentence = (
            f"commit {line.stored.seq} is safe, but the index cannot be written: {problem}"
        )
        raise SurroundingsError(sentence) from problem
    return line.stored.head


def imagined(book: Book, commit: Commit, dues: Dues) -> Book:
    """The book as it would be after `commit`, in memory: nothing is written anywhere."""
    found = Index(sqlite3.connect(":memory:"))
    book.index.connection.backup(found.connection)
    plans = {part.plan for part in commit.plans}
    tails = projection.tails(found.connection, plans)
    random = os.urandom(random_needed(commit))
    made = draft(commit, index.indexed_head(found), book.ledger.key, tails, random)
    with found.connection:
        _apply(found, book.ledger, [made.read])
        index.write_dues(found, dues)
    return Book(book.ledger, found)


def index_head(folder: Path) -> Head | None:
    """The newest commit that the index on the disk knows of. None without an index."""
    found = _connected(folder, writer=False)
    try:
        return index.indexed_head(found) if found else None
    finally:
        _close(found)


def catch_up(found: Index, ledger: Ledger) -> None:
    """Add the commits the index does not hold yet, in one transaction."""
    since = index.indexed_head(found).seq
    with found.connection:
        _apply(found, ledger, line_reader.ledger_lines(ledger, since))


def rebuild_index(ledger: Ledger) -> Index:
    """Make the index anew from the ledger, beside the old one, then put it in its place."""
    part = ledger.folder / _PART
    _remove(part)
    os.close(os.open(part, system.NEW, PRIVATE_FILE))
    with closing(_connect(part, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        projection.make_tables(connection)
        catch_up(Index(connection), ledger)
    # The old journal must go with the old file: it would be played back into the new one.
    _remove(ledger.folder / NAME)
    part.rename(ledger.folder / NAME)
    sync_folder(ledger.folder)
    made = _connect(ledger.folder / NAME, "rw")
    made.execute("PRAGMA synchronous = NORMAL")
    return Index(made)


def _apply(found: Index, ledger: Ledger, new: Iterable[LedgerLine]) -> None:
    facts = partial(store.stored_drop, ledger)
    for line in new:
        if ledger.writer:
            for seq in projection.erased_by(line.stored.commit):
                chain.erase(ledger, seq)
        projection.apply_line(found.connection, line, facts)


def _in_step(found: Index | None, ledger: Ledger) -> Index:
    """The index brought up to the ledger; for a reader in a copy that nobody else sees."""
    if ledger.writer:
        found = found or rebuild_index(ledger)
        catch_up(found, ledger)
        return found
    if found is not None and index.indexed_head(found) == line_reader.head(ledger):
        return found
    copy = sqlite3.connect(":memory:")
    if found is None:
        projection.make_tables(copy)
    else:
        found.connection.backup(copy)
        _close(found)
    catch_up(Index(copy), ledger)
    return Index(copy)


def _close(found: Index | None) -> None:
    if found is not None:
        found.connection.close()


def _connected(folder: Path, *, writer: bool) -> Index | None:
    """The index on the disk. None when there is none, or it is damaged or of another form."""
    path = folder / NAME
    if writer:
        _remove(folder / _PART)
    if not path.exists():
        return None
    connection = _connect(path, "rw" if writer else "ro")
    try:
        if _sound(connection):
            return Index(connection)
    except (sqlite3.DatabaseError, TypeError):  # no database; no head in it
        pass
    connection.close()
    return None


def _sound(connection: sqlite3.Connection) -> bool:
    # A power cut cannot lose what was promised here, so half the care, twice the speed.
    connection.execute("PRAGMA synchronous = NORMAL")
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return bool(
        form == projection.FORM and answer == "ok" and index.indexed_head(Index(connection))
    )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    where = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(where, uri=True, timeout=30)  # seconds, for a reader to finish


def _remove(path: Path) -> None:
    for ending in _LEFT_BEHIND:
        path.with_name(path.name + ending).unlink(missing_ok=True)
