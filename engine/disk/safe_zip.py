"""Opens a zip somebody gave us without trusting a word of it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from engine.core.values.errors import EngineError

OLE2_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Office stores a file with a password
READABLE_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
LOCAL_HEADER = struct.Struct("<4s22x2H")  # its signature; how long name and extra field are
UTF8_NAME = 0x800
DAMAGED = "the file is damaged, or only half of it was copied"
ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
XML_NAMES = (".xml", ".rels", ".vml")
# Encodings that spell `<!DOCTYPE` either as ASCII does or as UTF-16 does, so that a search
# of the bytes finds it. In any other (UTF-7, EBCDIC) it could hide.
READABLE_ENCODINGS = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|iso-8859-\d+|windows-125\d")
DECLARED_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")


class UnsafeZipError(EngineError):
    """The bytes are no zip that can be read safely. The message is one plain sentence."""


class EmptyZipError(UnsafeZipError):
    """There are no bytes at all."""


class PasswordError(UnsafeZipError):
    """The file is protected with a password."""


class DuplicateNameError(UnsafeZipError):
    """Two entries have one name, and readers would not agree which one counts."""


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What is refused, before anything is unpacked. Sizes in bytes."""

    compressed: int = 10_000_000
    unpacked: int = 50_000_000
    entries: int = 200
    ratio: int = 200
    ratio_floor: int = 1_000_000  # parts up to this size may shrink as well as they like


DEFAULT_LIMITS = ZipLimits()


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it lies in a zip: `size` and `crc` are of what it unpacks to."""

    method: int
    crc: int
    size: int
    body: bytes


class Parts(Mapping[str, bytes]):
    """Every file in a zip by its name, in the order of its directory; folders are left out.

    Each is unpacked and checked when it is asked for, and once; UnsafeZipError where it does not hold.
    """

    def __init__(self, content: bytes, entries: list[zipfile.ZipInfo]) -> None:
        self._content = content
        self._entries = {e.filename: e for e in entries if not e.is_dir()}
        self._unpacked: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._unpacked:
            self._unpacked[name] = _part(self._entries[name], self.packed(name).body)
        return self._unpacked[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def packed(self, name: str) -> Packed:
        """To be copied as it is. Nothing is checked but where it lies."""
        entry = self._entries[name]
        start = max(entry.header_offset, 0) + LOCAL_HEADER.size
        header = self._content[start - LOCAL_HEADER.size : start]
        if len(header) < LOCAL_HEADER.size:
            raise UnsafeZipError(DAMAGED)
        sign, length, extra = LOCAL_HEADER.unpack(header)
        spelling = "utf-8" if entry.flag_bits & UTF8_NAME else "cp437"
        if sign != b"PK\3\4" or self._content[
            start : start + length
        ] != entry.orig_filename.encode(spelling):
            raise UnsafeZipError(DAMAGED)
        start += length + extra
        body = self._content[start : start + entry.compress_size]
        return Packed(entry.compress_type, entry.CRC, entry.file_size, body)


def read_zip(content: bytes, limits: ZipLimits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """Every part, unpacked and checked.

    Raises UnsafeZipError. Whatever the bytes are, no other error comes out, and no more than
    `limits.unpacked` bytes are ever unpacked. No part holds a document type declaration.
    """
    return dict(open_zip(content, limits))


def open_zip(content: bytes, limits: ZipLimits = DEFAULT_LIMITS) -> Parts:
    """The same with each part unpacked and checked only when it is asked for.

    Only for a file of our own making: what nobody asks for is never looked at.
    """
    _check_header(content, limits)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise UnsafeZipError(DAMAGED) from error
    except (NotImplementedError, RuntimeError, IndexError) as error:
        raise UnsafeZipError(
            f"the file is packed in a way that cannot be read: {error}"
        ) from error
    _check_directory(entries, limits)
    return Parts(content, entries)


def _check_header(content: bytes, limits: ZipLimits) -> None:
    if not content:
        raise EmptyZipError("the file is empty")
    if content.startswith(OLE2_HEADER):
        raise PasswordError(
            "the file is password-protected, or saved in the format before 2007"
        )
    if len(content) > limits.compressed:
        raise UnsafeZipError(
            f"the file has {len(content):,} bytes; at most {limits.compressed:,} are read"
        )
    if not content.startswith(b"PK"):
        raise UnsafeZipError("the file is not a zip, as Word and Excel files are")


def _check_directory(entries: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    if len(entries) > limits.entries:
        raise UnsafeZipError(
            f"the file holds {len(entries)} parts; at most {limits.entries} are read"
        )
    seen: set[str] = set()
    for entry in entries:
        if entry.filename.casefold() in seen:  # part names do not differ by case alone
            raise DuplicateNameError(f'the file holds the part "{entry.filename}" twice')
        seen.add(entry.filename.casefold())
        _check_entry(entry, limits)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise UnsafeZipError(
            f"the file unpacks to {unpacked:,} bytes; at most {limits.unpacked:,} are read"
        )


def _check_entry(entry: zipfile.ZipInfo, limits: ZipLimits) -> None:
    name = entry.orig_filename  # as it stands there: `filename` is already cut and mended
    if (
        "\\" in name
        or "\0" in name
        or name.startswith("/")
        or ":" in name
        or ".." in name.split("/")
    ):
        raise UnsafeZipError(f"the file holds a part with the unsafe name {name!r}")
    if entry.flag_bits & ENCRYPTED_FLAGS:
        raise PasswordError(f'the part "{name}" is password-protected')
    if entry.compress_type not in READABLE_METHODS:
        raise UnsafeZipError(f'the part "{name}" is packed by a method that is not read')
    allowed = max(limits.ratio_floor, limits.ratio * entry.compress_size)
    if entry.file_size > allowed:
        raise UnsafeZipError(
            f'the part "{name}" unpacks to more than {limits.ratio} times its size'
        )


def _part(entry: zipfile.ZipInfo, body: bytes) -> bytes:
    content = body
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        try:  # no further than the size that the directory gave
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            content = unpacking.decompress(body, entry.file_size + 1)
        except zlib.error as error:
            raise UnsafeZipError(DAMAGED) from error
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise UnsafeZipError(DAMAGED)
    if entry.filename.lower().endswith(XML_NAMES):
        _check_xml(entry.filename, content)
    return content


def _check_xml(name: str, content: bytes) -> None:
    """No document type, and no encoding in which one could hide: libxml2 reads them all."""
    narrow = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        narrow = content.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    if not narrow.startswith(b"<"):
        raise UnsafeZipError(f'the part "{name}" is not XML in UTF-8 or UTF-16')
    if declared := DECLARED_ENCODING.match(narrow):
        encoding = declared[1].decode("ascii", "replace").lower()
        if not READABLE_ENCODINGS.fullmatch(encoding):
            raise UnsafeZipError(f'the part "{name}" is in the encoding "{encoding}"')
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnsafeZipError(f'the part "{name}" holds a document type declaration')
