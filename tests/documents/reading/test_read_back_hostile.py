"""Returned files that are broken, or made to hurt: refused in a sentence, and nothing else happens."""

import base64
import io
import os
import random
import re
import signal
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.disk.child import Child, ProcessLimits, child
from engine.disk.safe_zip import OLE2_HEADER, UnsafeZipError
from engine.documents.reading.read_apart import (
    ReadingRefused,
    read_in,
    read_in_child,
    told_by_child,
)
from engine.documents.reading.read_back import read_returned
from engine.documents.word.fieldcodes import MAIN_TYPE
from engine.documents.word.wrong_word import UnreadableWordError, UnsafeWordError
from tests.documents.letters import (
    BODY,
    W_NS,
    changed,
    filled,
    letter,
    linked,
    parts_of,
    with_body,
    with_parts,
    zipped,
)
from tests.documents.returned import (
    about,
    code,
    comment,
    control,
    par,
    run,
    tracked,
    with_comments,
)

LETTER = letter("# Goals", "A line.", rows=[["a", "b"]], header="top", footer="bottom")
RICH = with_comments(
    with_body(par(about(1, control("reply", run("x")))) + par(tracked("ins", run("new")))),
    comment(1, "Hal", "Why?"),
    '<w15:commentEx w15:paraId="00000001" w15:done="1"/>',
)
REFUSALS = (UnsafeZipError, UnreadableWordError, UnsafeWordError)


def refusal(content: bytes) -> str:
    with pytest.raises(REFUSALS) as caught:
        read_returned(content)
    return str(caught.value)


def typed(kind: str) -> bytes:
    return changed(LETTER, "[Content_Types].xml", lambda t: t.replace(MAIN_TYPE, kind))


def twice(content: bytes, part: str) -> bytes:
    other = part[:-1] + "L"
    return with_parts(content, {other: parts_of(content)[part]}).replace(
        other.encode(), part.encode()
    )


def document(inner: str) -> str:
    return f'<w:document xmlns:w="{W_NS}"><w:body>{inner}</w:body></w:document>'


def many_paragraphs() -> bytes:
    """Eight million, and enough noise that no ratio gives them away."""
    noise = base64.b64encode(random.Random(1).randbytes(300_000)).decode()
    return with_parts(LETTER, {BODY: document(f"<!--{noise}-->" + "<w:p/>" * 8_000_000)})


def many_attributes() -> bytes:
    names = " ".join(f'a{n:x}=""' for n in range(1_100_000))
    return with_parts(LETTER, {BODY: document(f"<w:p {names}/>")})


def encoded(part: str, xml: str) -> bytes:
    return with_parts(
        LETTER, {part: f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")}
    )


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
DEEP = "<w:sdt><w:sdtContent>" * 150 + par(run("x")) + "</w:sdtContent></w:sdt>" * 150
SPLIT = code("DDEAUTO", "x").replace(" DDEAUTO ", "D</w:instrText><w:instrText>DEAUTO x")
NESTED = code("x", "y").replace(
    "<w:instrText> x ", f"<w:instrText/></w:r>{code('QUOTE', 'DDE c')}<w:r><w:instrText>"
)

HOSTILE = {
    "58 a part of 60 MB": (
        lambda: with_parts(LETTER, {"word/big.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}),
        "unpacks",
    ),
    "59 a document type in the body": (
        lambda: changed(LETTER, BODY, lambda t: DOCTYPE + t[t.index("<w:document") :]),
        "document type",
    ),
    "59 a document type in any part": (
        lambda: with_parts(LETTER, {"customXml/item1.xml": DOCTYPE + "<x/>"}),
        "document type",
    ),
    "59 a document type in UTF-16": (
        lambda: encoded("word/x.xml", DOCTYPE + "<x/>"),
        "document type",
    ),
    "60 two bodies": (lambda: twice(LETTER, BODY), "twice"),
    "61 a template elsewhere": (
        lambda: linked(LETTER, "attachedTemplate", "http://evil.example/x.dotm", external=True),
        "attached template",
    ),
    "61 a template on a disk": (
        lambda: linked(LETTER, "attachedTemplate", "file:///C:/x.dotm", external=True),
        "attached template",
    ),
    "61 an OLE object": (
        lambda: linked(LETTER, "oleObject", "embeddings/o.bin"),
        "embedded object",
    ),
    "61 an embedded file": (
        lambda: linked(LETTER, "package", "embeddings/o.xlsx"),
        "embedded file",
    ),
    "61 ActiveX": (lambda: linked(LETTER, "control", "activeX/a.xml"), "ActiveX"),
    "61 another document": (lambda: linked(LETTER, "aFChunk", "x.html"), "another document"),
    "61 another document, no link": (
        lambda: with_body('<w:altChunk xmlns:r="http://x.example" r:id="rId99"/>' + par()),
        "another document",
    ),
    "61 a picture elsewhere": (
        lambda: linked(LETTER, "image", "https://evil.example/x.png", external=True),
        "outside the file",
    ),
    "61 a file behind a link": (
        lambda: linked(LETTER, "hyperlink", "file:///etc/passwd", external=True),
        "outside the file",
    ),
    "61 DDE": (lambda: with_body(par(code("DDEAUTO c:/x", "y"))), "DDEAUTO"),
    "61 dde in a simple field": (
        lambda: with_body(par(f'<w:fldSimple w:instr=" dde x">{run("y")}</w:fldSimple>')),
        "DDE",
    ),
    "61 DDE cut into pieces": (lambda: with_body(par(SPLIT)), "DDEAUTO"),
    "61 DDE made by a field inside": (lambda: with_body(par(NESTED)), "DDE"),
    "61 DDE that was struck out": (
        lambda: with_body(par(code("DDE x", "y").replace("instrText", "delInstrText"))),
        "DDE",
    ),
    "61 DDE in a header": (
        lambda: changed(
            LETTER,
            "word/header1.xml",
            lambda t: t.replace("</w:hdr>", f"{par(code('DDE x', 'y'))}</w:hdr>"),
        ),
        "DDE",
    ),
    "61 DDE in UTF-16": (
        lambda: encoded("word/x.xml", document(par(code("DDE x", "y")))),
        "DDE",
    ),
    "61 an included text": (lambda: with_body(par(code("INCLUDETEXT x", "y"))), "INCLUDETEXT"),
    "62 a .docm renamed": (lambda: typed(MACRO_TYPE), "macros"),
    "62 a macro part": (lambda: with_parts(LETTER, {"word/vbaProject.bin": b"x"}), "macros"),
    "62 a macro link": (lambda: linked(LETTER, "vbaProject", "vbaProject.bin"), "macros"),
    "62 a template": (
        lambda: typed(MAIN_TYPE.replace("document.main", "template.main")),
        "no Word document",
    ),
    "63 a password": (lambda: OLE2_HEADER + b"x" * 600, "password"),
    "64 empty": (lambda: b"", "empty"),
    "64 no zip": (lambda: b"hello", "not a zip"),
    "64 cut off": (lambda: LETTER[: len(LETTER) // 2], "damaged"),
    "64 damaged packing": (lambda: _broken(LETTER), "damaged"),
    "64 a body cut off": (
        lambda: with_parts(LETTER, {BODY: parts_of(LETTER)[BODY][:500]}),
        "damaged",
    ),
    "another kind of zip": (lambda: zipped({"x.txt": "x"}), "no Word document"),
    "no body": (
        lambda: with_parts(LETTER, {BODY: f'<w:document xmlns:w="{W_NS}"/>'}),
        "no Word document",
    ),
    "too deep": (lambda: with_body(DEEP), "damaged"),
    "../ in a name": (lambda: with_parts(LETTER, {"../../x.xml": "<x/>"}), "unsafe name"),
    "a million entities": (lambda: with_parts(LETTER, {BODY: document("&x;")}), "damaged"),
    "a million attributes": (many_attributes, "larger than any letter"),
}


def _broken(content: bytes) -> bytes:
    """Some bytes in the middle of the packed body are others."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo(BODY).header_offset + 60
    return content[:at] + b"\xff" * 40 + content[at + 40 :]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(name: str) -> None:
    make, words = HOSTILE[name]
    content = make()
    sentence = refusal(content)
    assert words in sentence
    assert "\n" not in sentence
    assert told_by_child(read_in_child(content)) == ReadingRefused(sentence)


def test_58_eight_million_paragraphs_are_refused_within_512_mb_and_the_next_file_is_read() -> (
    None
):
    with child() as reader:
        assert read_in(reader, LETTER) == read_returned(LETTER)
        before = reader.pid
        refused = read_in(reader, many_paragraphs())
        assert refused == ReadingRefused(
            "the file is far larger than any letter; it is not read"
        )
        assert read_in(reader, LETTER) == read_returned(LETTER)
        assert reader.pid == before


def test_65_a_file_that_needs_too_much_costs_only_itself() -> None:
    rich = with_body("".join(par(run(f"line {n}")) for n in range(120_000)))
    with child(ProcessLimits(memory=130 * 1024 * 1024)) as reader:
        refused = read_in(reader, rich)
        assert isinstance(refused, ReadingRefused)
        assert re.fullmatch(
            r"the file cannot be read: it needs too much memory|.*stopped", refused.why
        )
        assert read_in(reader, LETTER) == read_returned(LETTER)


def test_65_a_killed_child_is_followed_by_another() -> None:
    reader = Child()
    try:
        assert read_in(reader, RICH) == read_returned(RICH)
        killed = reader.pid
        assert killed
        os.kill(killed, signal.SIGKILL)
        stopped = ReadingRefused(
            "the file cannot be read: its reader stopped", "its reader, signal 9"
        )
        assert read_in(reader, RICH) == stopped
        assert read_in(reader, RICH) == read_returned(RICH)
        assert reader.pid != killed
    finally:
        reader.close()


def test_what_the_child_tells_is_what_was_read() -> None:
    found = read_returned(RICH)
    assert found.fields
    assert found.changes
    assert found.remarks[0].resolved
    assert told_by_child(read_in_child(RICH)) == found


def test_a_link_to_a_page_or_an_address_is_no_danger() -> None:
    for target in ("https://intranet.example/x", "mailto:hr@company.example"):
        assert read_returned(linked(LETTER, "hyperlink", target, external=True)).lines


def test_a_deep_but_possible_nest_is_read() -> None:
    deep = "<w:smartTag>" * 200 + run("x") + "</w:smartTag>" * 200
    assert read_returned(with_body(par(deep))).lines[0] == "body| x"


def attempt(content: bytes) -> None:
    """Anything but the two kinds of refusal comes out as a failure of the test."""
    try:
        read_returned(content)
    except REFUSALS:
        return


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.booleans())
@example(b"", False)
def test_no_bytes_whatever_raise_anything_but_a_refusal(content: bytes, zip_like: bool) -> None:
    attempt(b"PK\x03\x04" + content if zip_like else content)


SHIPPED = Path(__file__).parents[3] / "templates" / "standard" / "gap_statement.docx"


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_damage_to_a_real_file_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([LETTER, RICH, SHIPPED.read_bytes()])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    attempt(bytes(content[: data.draw(st.integers(0, len(content)))] or content))


TAGS = st.sampled_from(
    [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:sdtPr",
        "w:sdtContent",
        "w:tag",
        "w:date",
        "w:ins",
        "w:del",
        "w:moveTo",
        "w:rPr",
        "w:pPr",
        "w:trPr",
        "w:tcPr",
        "w:cellMerge",
        "w:rPrChange",
        "w:bookmarkStart",
        "w:bookmarkEnd",
        "w:fldChar",
        "w:instrText",
        "w:fldSimple",
        "w:drawing",
        "w:txbxContent",
        "w:sz",
        "w:color",
        "w:vanish",
        "w:commentRangeStart",
        "w:commentRangeEnd",
        "w:commentReference",
        "w:sym",
        "w:sectPr",
        "w:showingPlcHdr",
        "w:dropDownList",
        "w:listItem",
        "w:lock",
        "w:pStyle",
        "w:rStyle",
        "w:lid",
        "w:headerReference",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' w:val="0"',
        ' w:val="FFFFFF"',
        ' w:val="reply"',
        ' w:id="1"',
        ' w:id="1" w:name="pw_reply"',
        ' w:fldCharType="begin"',
        ' w:fldCharType="separate"',
        ' w:fldCharType="end"',
        ' w:fullDate="2026-13-40"',
        ' w:char="zz"',
        ' w:val="Heading1"',
    ]
)
TREES = st.recursive(
    st.sampled_from(["", "text", " "]),
    lambda inner: st.builds(
        lambda tag, attribute, children: f"<{tag}{attribute}>{''.join(children)}</{tag}>",
        TAGS,
        ATTRIBUTES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@settings(deadline=None, max_examples=300)
@given(TREES)
def test_words_own_elements_in_any_order_raise_nothing_but_a_refusal(inner: str) -> None:
    parts = parts_of(RICH)
    attempt(zipped(parts | {BODY: document(inner)}))


def test_an_issued_letter_is_read_whole() -> None:
    assert read_returned(filled(letter("Dear {{ name }}"), name="Jo")).lines == (
        "body| Dear Jo",
    )
