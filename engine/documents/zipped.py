"""Writes a Word file's zip: what never changes once per template, what changes once per document."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION = 20
DEFLATED = 8
UTF8_NAME = 0x800
# Time and date as Word itself writes them, so that bytes do not tell the hour.
MIDNIGHT_1980 = (0, 0x21)
FASTEST = 1
SMALLEST = 9


@dataclass(frozen=True, slots=True)
class Frame:
    """The constant parts, packed and ready, and the names of the parts that follow them."""

    head: bytes
    directory: bytes
    entries: int
    names: tuple[bytes, ...]

    def packed(self, contents: Sequence[bytes]) -> bytes:
        """The whole file. `contents` in the order of `names`; equal contents give equal bytes."""
        pieces, directory, offset = [self.head], [self.directory], len(self.head)
        for name, content in zip(self.names, contents, strict=True):
            local, central, body = _entry(name, content, offset, FASTEST)
            pieces += (local, body)
            directory.append(central)
            offset += len(local) + len(body)
        listing = b"".join(directory)
        count = self.entries + len(self.names)
        pieces += (listing, END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0))
        return b"".join(pieces)


def frame(constant: Iterable[tuple[str, bytes]], changing: Iterable[str]) -> Frame:
    """Packs the constant parts, in the order given, as small as they get."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in constant:
        local, central, body = _entry(name.encode(), content, offset, SMALLEST)
        pieces += (local, body)
        directory.append(central)
        offset += len(local) + len(body)
    names = tuple(name.encode() for name in changing)
    return Frame(b"".join(pieces), b"".join(directory), len(directory), names)


def _entry(name: bytes, content: bytes, offset: int, level: int) -> tuple[bytes, bytes, bytes]:
    """Local header, directory record and packed content."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    flags = 0 if name.isascii() else UTF8_NAME
    shared = (VERSION, flags, DEFLATED, *MIDNIGHT_1980)
    sizes = (zlib.crc32(content), len(body), len(content), len(name))
    local = LOCAL.pack(b"PK\3\4", *shared, *sizes, 0) + name
    central = CENTRAL.pack(b"PK\1\2", VERSION, *shared, *sizes, 0, 0, 0, 0, 0, offset) + name
    return local, central, body
