"""Many blobs in one file, so that a drop for a whole company costs few syncs: each found by its hash.

A pack is `planward pack 1` and a newline, the number of its blobs in 8 bytes, then for each, sorted
by hash, 32 bytes of SHA-256 and 8 bytes of where it ends, counted from the first; then the blobs.
Numbers are big-endian. Its name is its own SHA-256: like a blob it is written once.
"""

import os
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.core.values.errors import TamperedError

HEAD = b"planward pack 1\n"
LARGEST = 16_000_000  # bytes of blobs after which another pack is begun
_COUNT = struct.Struct(">Q")
_ENTRY = struct.Struct(">32sQ")
_HEAD_SIZE = len(HEAD) + _COUNT.size


@dataclass(frozen=True, slots=True)
class PackTable:
    """What a pack holds: `ends` are counted in bytes from `start`, where the first blob begins."""

    digests: Sequence[bytes]
    ends: Sequence[int]
    start: int

    def place(self, sha: str) -> tuple[int, int] | None:
        """Where the blob begins in the file and how long it is. None when it is not in this pack."""
        digest = bytes.fromhex(sha)
        at = bisect_left(self.digests, digest)
        if at == len(self.digests) or self.digests[at] != digest:
            return None
        begin = self.ends[at - 1] if at else 0
        return self.start + begin, self.ends[at] - begin


def pack_of(blobs: Mapping[str, bytes]) -> bytes:
    """The pack of these blobs, by sha256: the same for the same, whatever their order."""
    pieces = [HEAD, _COUNT.pack(len(blobs))]
    names, end = sorted(blobs), 0
    for sha in names:
        end += len(blobs[sha])
        pieces.append(_ENTRY.pack(bytes.fromhex(sha), end))
    return b"".join([*pieces, *(blobs[sha] for sha in names)])


def in_packs(blobs: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Packs of a size that fits into memory beside the blobs themselves."""
    some: dict[str, bytes] = {}
    size = 0
    for sha, content in blobs:
        some[sha] = content
        size += len(content)
        if size >= LARGEST:
            yield pack_of(some)
            some, size = {}, 0
    if some:
        yield pack_of(some)


@lru_cache(maxsize=1024)
def table_of(path: Path) -> PackTable:
    """Read once: a pack never changes. TamperedError when it is none; FileNotFoundError."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_SIZE)
            count = _count(head, path.stat().st_size)
            return _table(file.read(count * _ENTRY.size))
    except (IsADirectoryError, PermissionError) as problem:
        raise TamperedError("the file is no pack") from problem


def blobs_in(content: bytes) -> set[str]:
    """The hashes a pack says it holds. TamperedError when it is none."""
    count = _count(content[:_HEAD_SIZE], len(content))
    table = _table(content[_HEAD_SIZE : _HEAD_SIZE + count * _ENTRY.size])
    return {digest.hex() for digest in table.digests}


def _count(head: bytes, size: int) -> int:
    """How many blobs a pack of `size` bytes says it holds."""
    if len(head) == _HEAD_SIZE and head.startswith(HEAD):
        count = int(_COUNT.unpack_from(head, len(HEAD))[0])
        if _HEAD_SIZE + count * _ENTRY.size <= size:
            return count
    raise TamperedError("the file is no pack")


def _table(entries: bytes) -> PackTable:
    rows = [*_ENTRY.iter_unpack(entries)]
    return PackTable([d for d, _ in rows], [e for _, e in rows], _HEAD_SIZE + len(entries))


def read_from(path: Path, sha: str) -> bytes | None:
    """The bytes that stand in the pack for this hash, not compared with it. None when none do.

    No bytes where the table points out of the file. TamperedError when the file is no pack.
    """
    place = table_of(path).place(sha)
    if place is None:
        return None
    begin, size = place
    with path.open("rb") as file:
        if not 0 <= size <= file.seek(0, os.SEEK_END) - begin:
            return b""
        file.seek(begin)
        return file.read(size)
