"""A disk that is full, away or closed to us: told in a sentence, as no fault of the engine."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from engine.core.values.errors import SurroundingsError

FAILS_FOR_ALL = {  # what fails for one file in this way fails for all
    *(errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOTCONN, errno.ESTALE),
    *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENODEV, errno.ETIMEDOUT),
}
_CLOSED = {errno.EACCES, errno.EPERM}
_OF_THE_INDEX = {
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY),
}
_PRIMARY = 0xFF  # the part of SQLite's codes that says what kind of failure it is


@contextmanager
def disk_told() -> Iterator[None]:
    """What a disk refuses inside is raised as SurroundingsError; anything else as it is."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in FAILS_FOR_ALL | _CLOSED:
            raise
        place = f" ({problem.filename})" if problem.filename else ""
        raise SurroundingsError(_sentence(f"{problem.strerror}{place}")) from problem
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & _PRIMARY not in _OF_THE_INDEX:
            raise
        raise SurroundingsError(_sentence(f"the index: {problem}")) from problem


def _sentence(why: str) -> str:
    stays = "what was recorded stays recorded, and the rest can be done again"
    return f"a disk does not do its work: {why}; {stays}"
