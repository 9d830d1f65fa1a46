"""Read a file of other people's whole, or learn that it moved under our hands."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from engine.disk import system


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells two states of a file apart without reading it."""

    size: int  # bytes
    modified_ns: int  # nanoseconds since the epoch, from the file system
    inode: int
    device: int

    @classmethod
    def of(cls, seen: os.stat_result) -> Self:
        return cls(seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_dev)


class MovedError(Exception):
    """The file is not what it was a moment ago: gone, replaced, still being written."""


def owner_of(path: Path) -> str:
    """The user whose file it is, as the disk says; empty where it cannot say."""
    try:
        return system.name_of_user(path.stat().st_uid)
    except OSError:
        return ""


def read_still(path: Path, cap: int) -> tuple[bytes, Stamp]:
    """All bytes of a regular file that held still meanwhile, and what it looked like.

    MovedError when it did not, is no regular file, or is longer than `cap` bytes; never waits
    for a pipe and never follows a link. OSError for what else the disk says.
    """
    try:
        before = os.lstat(path)
        if not stat.S_ISREG(before.st_mode):
            raise MovedError(f"{path.name} is no plain file")
        content = _read(path, Stamp.of(before), cap)
        after = os.lstat(path)
    except FileNotFoundError as gone:
        raise MovedError(f"{path.name} is gone") from gone
    if Stamp.of(after) != Stamp.of(before) or len(content) != before.st_size:
        raise MovedError(f"{path.name} changed while it was read")
    return content, Stamp.of(before)


def _read(path: Path, expected: Stamp, cap: int) -> bytes:
    with os.fdopen(os.open(path, system.READ), "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode) or Stamp.of(seen) != expected:
            raise MovedError(f"{path.name} was replaced while it was opened")
        content = file.read(min(cap, expected.size) + 1)  # no more memory than the file needs
        if len(content) > cap or Stamp.of(os.fstat(file.fileno())) != expected:
            raise MovedError(f"{path.name} grew while it was read")
    return content
