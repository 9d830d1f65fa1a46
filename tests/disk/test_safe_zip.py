"""A zip is opened only when nothing about it can hurt."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.disk.safe_zip import (
    OLE2_HEADER,
    DuplicateNameError,
    EmptyZipError,
    PasswordError,
    UnsafeZipError,
    ZipLimits,
    read_zip,
)

SMALL = ZipLimits(compressed=5_000, unpacked=4_000, entries=4, ratio=10, ratio_floor=500)
DOCTYPE = '<?xml version="1.0"{}?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def a_zip(*parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def a_zip_of(size):
    """A zip padded by its comment to exactly this many bytes."""
    out = io.BytesIO(a_zip(("a", b"x")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"." * (size - len(out.getvalue()))
    assert len(out.getvalue()) == size
    return out.getvalue()


def with_flag(content, flag):
    """The first entry's flag bits set, in its header and in the directory."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        struct.pack_into("<H", changed, changed.index(signature) + offset, flag)
    return bytes(changed)


def with_name(content, old, new):
    assert len(old) == len(new)
    return content.replace(old, new)


def test_gives_every_file_by_name_and_no_folders():
    content = a_zip(("a/", b""), ("a/one.xml", b"<x/>"), ("two.png", b"\x89PNG"))
    assert read_zip(content) == {"a/one.xml": b"<x/>", "two.png": b"\x89PNG"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"hello", "not a zip", id="no zip at all"),
        pytest.param(b"PK\3\4 and no more", "damaged", id="only the first bytes"),
        pytest.param(a_zip(("../a", b"x")), "unsafe name", id="climbs out of its folder"),
        pytest.param(a_zip(("a/../../b", b"x")), "unsafe name", id="climbs out half-way"),
        pytest.param(a_zip(("/etc/a", b"x")), "unsafe name", id="absolute"),
        pytest.param(a_zip(("C:a", b"x")), "unsafe name", id="a drive"),
        pytest.param(
            with_name(a_zip(("a/b", b"x")), b"a/b", b"a\\b"), "unsafe name", id="backslash"
        ),
        pytest.param(with_name(a_zip(("a_b", b"x")), b"a_b", b"a\0b"), "unsafe name", id="nul"),
        pytest.param(a_zip(("a", b"x"), method=zipfile.ZIP_BZIP2), "method", id="bzip2"),
        pytest.param(a_zip(("a", b"x"), method=zipfile.ZIP_LZMA), "method", id="lzma"),
        pytest.param(a_zip(("a.xml", DOCTYPE.format(""))), "document type", id="doctype"),
        pytest.param(
            a_zip(("a.rels", DOCTYPE.format("").encode("utf-16"))),
            "document type",
            id="doctype in UTF-16 with a mark",
        ),
        pytest.param(
            a_zip(("a.XML", DOCTYPE.format("").encode("utf-16-be"))),
            "document type",
            id="doctype in UTF-16 without a mark",
        ),
        pytest.param(
            a_zip(("a.xml", b"\xef\xbb\xbf" + DOCTYPE.format("").encode())),
            "document type",
            id="doctype after a byte order mark",
        ),
        pytest.param(
            a_zip(("a.xml", '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a>')),
            'encoding "utf-7"',
            id="doctype hidden in UTF-7",
        ),
        pytest.param(
            a_zip(("a.xml", "<?xml version='1.0'?><a/>".encode("cp037"))),
            "not XML in UTF-8",
            id="EBCDIC",
        ),
    ],
)
def test_refuses_with_one_sentence(content, says):
    with pytest.raises(UnsafeZipError) as refusal:
        read_zip(content)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("at_the_limit", "over_it", "says"),
    [
        pytest.param(
            a_zip(*((f"{n}", b"") for n in range(4))),
            a_zip(*((f"{n}", b"") for n in range(5))),
            "holds 5 parts",
            id="entries",
        ),
        pytest.param(
            a_zip(*((f"{n}", bytes(1000)) for n in range(4)), method=zipfile.ZIP_STORED),
            a_zip(*((f"{n}", bytes(1001)) for n in range(4)), method=zipfile.ZIP_STORED),
            "unpacks to 4,004 bytes",
            id="bytes unpacked",
        ),
        pytest.param(
            a_zip(("a", bytes(500))), a_zip(("a", bytes(501))), "10 times its size", id="ratio"
        ),
        pytest.param(a_zip_of(5_000), a_zip_of(5_001), "5,001 bytes", id="bytes"),
    ],
)
def test_the_limits_hold_to_the_byte(at_the_limit, over_it, says):
    read_zip(at_the_limit, SMALL)
    with pytest.raises(UnsafeZipError, match=says):
        read_zip(over_it, SMALL)


def test_a_bomb_is_refused_from_its_directory_alone():
    content = a_zip(("bomb.xml", bytes(49_000_000)))
    assert len(content) < 60_000
    with pytest.raises(UnsafeZipError, match="200 times"):
        read_zip(content)


def test_a_part_that_unpacks_to_more_than_it_says_is_refused():
    honest = a_zip(("a.bin", bytes(100_000)))
    lying = honest.replace(struct.pack("<L", 100_000), struct.pack("<L", 1_000))
    with pytest.raises(UnsafeZipError):
        read_zip(lying)


def test_an_empty_file_a_password_and_a_name_given_twice_have_their_own_errors():
    with pytest.raises(EmptyZipError):
        read_zip(b"")
    with pytest.raises(PasswordError, match="password-protected"):
        read_zip(OLE2_HEADER + bytes(600))
    with pytest.raises(PasswordError, match="password-protected"):
        read_zip(with_flag(a_zip(("a", b"x")), 1))
    twice = with_name(a_zip(("a.xml", b"<x/>"), ("b.xml", b"<y/>")), b"b.xml", b"A.xml")
    with pytest.raises(DuplicateNameError, match=r'"A\.xml" twice'):
        read_zip(twice)


def test_plain_xml_encodings_are_read():
    for encoding in ("utf-8", "utf-16", "utf-8-sig"):
        declared = encoding.removesuffix("-sig")
        content = f'<?xml version="1.0" encoding="{declared}"?><a>é</a>'.encode(encoding)
        assert read_zip(a_zip(("a.xml", content))) == {"a.xml": content}


SOUND = a_zip(
    ("one.xml", b"<x>" + zlib.compress(b"y" * 999).hex().encode() + b"</x>"), ("b", b"z")
)


@given(at=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255))
def test_a_flipped_byte_never_brings_out_another_error(at, byte):
    damaged = SOUND[:at] + bytes([byte]) + SOUND[at + 1 :]
    with suppress(UnsafeZipError):
        read_zip(damaged)


@given(stop=st.integers(0, len(SOUND) - 1))
def test_a_file_copied_half_is_always_refused(stop):
    with pytest.raises(UnsafeZipError):
        read_zip(SOUND[:stop])
