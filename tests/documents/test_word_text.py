"""Reading back a Word file: what a person sees in it, whatever Word did to it."""

import pytest

from engine.disk.safe_zip import UnsafeZipError
from engine.documents.word.wrong_word import UnreadableWordError
from tests.documents.letters import BODY, changed, letter, with_body, with_parts
from tests.documents.word_text import read_word

RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "line"),
    [
        pytest.param(
            f'<w:p><w:ins w:id="1">{RUN.format("new")}</w:ins></w:p>', "new", id="insertion"
        ),
        pytest.param(
            f'<w:p><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>{RUN.format("x")}</w:p>',
            "x",
            id="deletion",
        ),
        pytest.param(
            f"<w:p><w:sdt><w:sdtContent>{RUN.format('typed')}</w:sdtContent></w:sdt></w:p>",
            "typed",
            id="a control in a line",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent><w:p>{RUN.format('block')}</w:p></w:sdtContent></w:sdt>",
            "block",
            id="a control around a paragraph",
        ),
        pytest.param(
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>",
            "a\tb\nc\u2011",
            id="tabs and breaks",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{RUN.format("3")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            "3",
            id="a field's result, not its code",
        ),
    ],
)
def test_a_line_is_what_a_person_reads(xml: str, line: str) -> None:
    assert read_word(with_body(xml)).lines == (line, "and an end")


def test_a_table_inside_a_table_is_a_table_of_its_own() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{RUN.format('in')}</w:p></w:tc></w:tr></w:tbl>"
    cell = f"<w:tc><w:p>{RUN.format('out')}</w:p>{inner}<w:p/></w:tc>"
    said = read_word(with_body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))
    assert said.tables == ((("out\n",),), (("in",),))


def test_a_heading_is_known_by_its_style_what_that_is_built_on_or_its_level() -> None:
    content = letter("# By style", "# By what it is built on", "no heading", "By level")
    second = changed(
        content,
        BODY,
        lambda t: t.replace('"Heading1"', '"Chapter"', 2).replace('"Chapter"', '"Heading1"', 1),
    )
    third = changed(
        second,
        BODY,
        lambda t: t.replace(
            "<w:p><w:r><w:t>By level",
            '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>By level',
        ),
    )
    assert read_word(third).headings == ("By style", "By what it is built on", "By level")


def test_headers_footers_and_properties_are_read() -> None:
    said = read_word(letter("x", header="top", footer="bottom"))
    assert sorted(said.around) == ["bottom", "top"]
    assert said.text == "x"
    assert said.properties == {}
    assert "title" in said.core


def test_what_is_no_word_file_is_refused_in_words() -> None:
    with pytest.raises(UnsafeZipError, match="not a zip"):
        read_word(b"hello")
    with pytest.raises(UnreadableWordError, match="no Word document"):
        read_word(with_parts(letter("x"), {"_rels/.rels": "<Relationships/>"}))
    with pytest.raises(UnreadableWordError, match="damaged"):
        read_word(with_parts(letter("x"), {BODY: "<w:document>"}))
