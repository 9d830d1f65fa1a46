"""Writes a Word file's zip: what never changes once per template, what changes once per document."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.disk.safe_zip import UTF8_NAME, Packed

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION = 20
DEFLATED = 8
# Time and date as Word itself writes them, so that bytes do not tell the hour.
MIDNIGHT_1980 = (0, 0x21)
FASTEST = 1
SMALLEST = 9


@dataclass(frozen=True, slots=True)
class ConstantParts:
    """The constant parts, packed and ready, and the names of the parts that follow them."""

    head: bytes
    directory: bytes
    entries: int
    names: tuple[bytes, ...]

    def packed(self, contents: Sequence[bytes]) -> bytes:
        """The whole file. `contents` in the order of `names`; equal contents give equal bytes."""
        pieces, directory, offset = [self.head], [self.directory], len(self.head)
        for name, content in zip(self.names, contents, strict=True):
            offset = _entry(name, packed(content), offset, pieces, directory)
        return b"".join((*pieces, *_end(directory, self.entries + len(self.names), offset)))


def frame(constant: Iterable[tuple[str, bytes]], changing: Iterable[str]) -> ConstantParts:
    """Packs the constant parts, in the order given, as small as they get."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in constant:
        offset = _entry(name.encode(), packed(content, SMALLEST), offset, pieces, directory)
    names = tuple(name.encode() for name in changing)
    return ConstantParts(b"".join(pieces), b"".join(directory), len(directory), names)


def zipped(parts: Iterable[tuple[str, Packed]]) -> bytes:
    """A whole file of parts that are packed already."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, part in parts:
        offset = _entry(name.encode(), part, offset, pieces, directory)
    return b"".join((*pieces, *_end(directory, len(directory), offset)))


def packed(content: bytes, level: int = FASTEST) -> Packed:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    return Packed(DEFLATED, zlib.crc32(content), len(content), body)


def _entry(
    name: bytes, part: Packed, offset: int, pieces: list[bytes], directory: list[bytes]
) -> int:
    """Adds the part and its line in the directory. Gives the offset behind it."""
    flags = 0 if name.isascii() else UTF8_NAME
    shared = (VERSION, flags, part.method, *MIDNIGHT_1980)
    sizes = (part.crc, len(part.body), part.size, len(name))
    local = LOCAL.pack(b"PK\3\4", *shared, *sizes, 0) + name
    pieces += (local, part.body)
    directory.append(
        CENTRAL.pack(b"PK\1\2", VERSION, *shared, *sizes, 0, 0, 0, 0, 0, offset) + name
    )
    return offset + len(local) + len(part.body)


def _end(directory: Sequence[bytes], count: int, offset: int) -> tuple[bytes, bytes]:
    listing = b"".join(directory)
    return listing, END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
