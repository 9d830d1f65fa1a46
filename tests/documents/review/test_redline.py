"""A redline turns one version into the other: held against docx-plus, and against random edits."""

import io
import re
from datetime import date

import docx
import pytest
from docx_plus.revisions import accept_all_revisions, read_revisions, reject_all_revisions
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.documents.review.redline import redlined
from engine.documents.word.wrong_word import UnreadableWordError
from tests.documents.clauses import versions_with_clauses
from tests.documents.edits import edited, edits
from tests.documents.letters import (
    BODY,
    W_NS,
    changed,
    letter,
    linked,
    parts_of,
    with_body,
    with_parts,
)
from tests.documents.pages import W, body
from tests.documents.versions import NAMES, versions
from tests.documents.word_text import read_word

R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAY = date(2026, 7, 9)


def redline(before: bytes, after: bytes) -> bytes:
    return redlined(before, after, author="Priya Raman", on=DAY)


def judged(content: bytes, verdict: str) -> list[str]:
    """The paragraphs that hold text, once docx-plus has accepted or rejected all. It leaves empty ones."""
    document = docx.Document(io.BytesIO(content))
    {"accept": accept_all_revisions, "reject": reject_all_revisions}[verdict](document)
    out = io.BytesIO()
    document.save(out)
    return said(out.getvalue())


def said(content: bytes) -> list[str]:
    return [line for line in read_word(content).lines if line]


def marks(content: bytes) -> list[str]:
    """Inserted and deleted text in the order of the document: `+new`, `-old`."""
    found = []
    for mark in body(content).iter(f"{W}ins", f"{W}del"):
        text = "".join(t.text or "" for t in mark.iter(f"{W}t", f"{W}delText"))
        if text:
            found.append(("+" if mark.tag == f"{W}ins" else "-") + text)
    return found


def assert_turns(before: bytes, after: bytes) -> bytes:
    content = redline(before, after)
    assert judged(content, "accept") == said(after)
    assert judged(content, "reject") == said(before)
    return content


@pytest.mark.parametrize("name", NAMES)
def test_docx_plus_accepts_into_the_new_version_and_rejects_into_the_old(name: str) -> None:
    before, after = versions(name)
    content = assert_turns(before, after)
    found = read_revisions(docx.Document(io.BytesIO(content)))
    assert len(found) > 5
    assert {one.author for one in found} == {"Priya Raman"}
    assert_turns(after, before)


@pytest.mark.parametrize("name", NAMES)
def test_equal_versions_have_no_marks_and_equal_arguments_give_equal_bytes(name: str) -> None:
    before, after = versions(name)
    assert redline(before, after) == redline(before, after)
    assert not re.search(rb"<w:(ins|del|pPrChange) ", parts_of(redline(after, after))[BODY])


@pytest.mark.parametrize("name", NAMES)
def test_no_two_marks_or_bookmarks_share_an_id_and_no_mark_holds_another(name: str) -> None:
    content = redline(*versions(name))
    roots = [
        etree.fromstring(p)
        for n, p in parts_of(content).items()
        if n.endswith(".xml") and n != "[Content_Types].xml"
    ]
    kinds = [f"{W}{kind}" for kind in ("ins", "del", "pPrChange", "bookmarkStart")]
    found = [mark for root in roots for mark in root.iter(*kinds)]
    ids = [mark.get(f"{W}id") for mark in found]
    assert len(ids) == len(set(ids))
    assert all(mark.find(f".//{kind}") is None for mark in found for kind in kinds[:3])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), edits(), edits())
def test_whatever_was_edited_is_accepted_into_one_and_rejected_into_the_other(
    name: str, one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    """Both sides are edits of one document, so either may be far from the other."""
    before, after = (
        edited(versions(name)[0], e, side) for e, side in ((one, "b"), (other, "a"))
    )
    content = assert_turns(before, after)
    assert content == redline(before, after)


def test_only_the_changed_words_are_marked() -> None:
    before = letter("Attainment was 62.4 % in the second quarter.", "Untouched.")
    after = letter("Attainment was 61.9 % in the second quarter of 2026.", "Untouched.")
    assert marks(assert_turns(before, after)) == ["-62.4", "+61.9", "+ of 2026"]


def test_a_paragraph_with_little_in_common_is_replaced_as_a_whole() -> None:
    before, after = (
        letter("You may reply within 15 days, in writing"),
        letter("No reply is foreseen in this case"),
    )
    assert marks(assert_turns(before, after)) == [
        "-You may reply within 15 days, in writing",
        "+No reply is foreseen in this case",
    ]


def test_a_paragraph_that_became_a_heading_goes_and_comes_as_a_whole() -> None:
    before, after = letter("One", "Reason", "Two"), letter("One", "# Reason", "Two")
    assert marks(assert_turns(before, after)) == ["-Reason", "+Reason"]


def test_an_added_row_is_marked_as_a_row() -> None:
    before = letter("Goals", rows=[["Goal", "Target"], ["Meetings", "8"]])
    after = letter("Goals", rows=[["Goal", "Target"], ["Renewals", "95 %"], ["Meetings", "8"]])
    content = assert_turns(before, after)
    assert [row.find(f"{W}trPr/{W}ins") is not None for row in body(content).iter(f"{W}tr")] == [
        False, True, False,
    ]  # fmt: skip


def test_a_column_more_makes_the_table_go_and_come() -> None:
    before = letter("Goals", rows=[["Goal"], ["Meetings"]])
    after = letter("Goals", rows=[["Goal", "Target"], ["Meetings", "8"]])
    content = assert_turns(before, after)
    rows = list(body(content).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}del") is not None for row in rows] == [
        True,
        True,
        False,
        False,
    ]


CONTROL = (
    '<w:p><w:r><w:t xml:space="preserve">Notice: </w:t></w:r><w:bookmarkStart w:id="7" w:name="pw_{name}"/>'
    '<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="900"/></w:sdtPr><w:sdtContent><w:r>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:sdtContent></w:sdt><w:bookmarkEnd w:id="7"/>'
    "<w:r><w:t>.</w:t></w:r></w:p>"
)


def control(text: str, tag: str = "clause_notice") -> bytes:
    return with_body(CONTROL.format(text=text, tag=tag, name=tag[:30]))


def test_a_changed_clause_is_marked_inside_its_control() -> None:
    content = assert_turns(control("ten days to answer"), control("five days to answer"))
    held = body(content).find(f".//{W}sdtContent")
    assert held is not None
    assert [child.tag.removeprefix(W) for child in held] == ["del", "ins", "r"]


def test_controls_around_words_paragraphs_rows_and_cells_stay_around_their_marks() -> None:
    before, after = versions_with_clauses()
    content = assert_turns(before, after)
    tags = [tag.get(f"{W}val") for tag in body(content).iter(f"{W}tag")]
    assert tags == [tag.get(f"{W}val") for tag in body(after).iter(f"{W}tag")]
    within = body(content).find(f"{W}sdt/{W}sdtContent")
    assert within is not None
    assert len(within.findall(f"{W}p")) == 3
    assert_turns(after, before)


def test_a_control_with_another_token_is_the_same_control() -> None:
    before = control("Choose one", "decision_hr__aaaabbbbcccc")
    after = control("Choose one", "decision_hr__222233334444")
    content = assert_turns(before, after)
    assert marks(content) == []
    assert b"decision_hr__222233334444" in parts_of(content)[BODY]


def test_a_control_that_only_the_old_version_had_leaves_its_text() -> None:
    assert marks(
        assert_turns(
            control("ten days"), with_body("<w:p><w:r><w:t>Notice: none.</w:t></w:r></w:p>")
        )
    )


def test_a_field_is_replaced_whole_and_its_instruction_is_deleted_text() -> None:
    field = (
        '<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText>{0}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        '<w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    content = assert_turns(with_body(field.format("PAGE")), with_body(field.format("NUMPAGES")))
    deleted = body(content).find(f".//{W}del")
    assert deleted is not None
    assert deleted.findtext(f".//{W}delInstrText") == "PAGE"
    assert len(list(deleted.iter(f"{W}fldChar"))) == 3


def test_a_deleted_link_keeps_its_text_and_no_relation() -> None:
    link = f'<w:hyperlink xmlns:r="{R_NS}" r:id="rIdX"><w:r><w:t>the policy</w:t></w:r></w:hyperlink>'
    before = linked(
        with_body(f"<w:p><w:r><w:t>Read </w:t></w:r>{link}</w:p>"),
        "hyperlink",
        "https://policy.example/",
        external=True,
    )
    content = assert_turns(
        before, with_body("<w:p><w:r><w:t>Read this letter</w:t></w:r></w:p>")
    )
    assert b"rIdX" not in parts_of(content)[BODY]


def test_changes_somebody_tracked_in_either_file_count_as_accepted() -> None:
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">Ten </w:t></w:r><w:del w:id="1" w:author="X"><w:r>'
        '<w:delText>days</w:delText></w:r></w:del><w:ins w:id="2" w:author="X"><w:r>'
        "<w:t>weeks</w:t></w:r></w:ins></w:p>"
    )
    plain = '<w:p><w:r><w:t xml:space="preserve">Ten weeks</w:t></w:r></w:p>'
    assert marks(redline(with_body(tracked), with_body(plain))) == []
    assert marks(redline(with_body(plain), with_body(tracked))) == []


def test_text_of_header_and_footer_is_marked() -> None:
    before, after = (
        letter("Dear X", header="Harrow Ltd", footer="version 1"),
        letter("Dear X", header="Vale Ltd", footer="version 2"),
    )
    parts = parts_of(redline(before, after))
    header, footer = (
        next(p for n, p in parts.items() if re.fullmatch(rf"word/{kind}\d*\.xml", n))
        for kind in ("header", "footer")
    )
    assert b'<w:delText xml:space="preserve">Harrow</w:delText>' in header
    assert b">2</w:t>" in footer


def test_properties_are_set_and_the_others_stay() -> None:
    before, after = versions(NAMES[0])
    content = redlined(
        before, after, author="x", on=DAY, properties={"planward_kind": "redline & more"}
    )
    assert read_word(content).properties == read_word(after).properties | {
        "planward_kind": "redline & more"
    }
    bare = letter("One")
    assert read_word(
        redlined(bare, bare, author="x", on=DAY, properties={"a": "b"})
    ).properties == {"a": "b"}


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(UnreadableWordError):
        redline(letter("One"), with_parts(letter("One"), {BODY: "<broken"}))


NOTES = "word/footnotes.xml"
NOTE_TYPE = (
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.footnotes+xml"/></Types>'
)


def noted(*notes: str, tail: str = "") -> bytes:
    """A letter with a footnote at the end of each of its sentences."""
    sentence = (
        '<w:r><w:t xml:space="preserve">Sentence {0}.</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="{0}"/></w:r>'
    )
    body_xml = "".join(sentence.format(n) for n in range(1, len(notes) + 1))
    content = with_body(f"<w:p>{body_xml}<w:r><w:t>{tail}</w:t></w:r></w:p>")
    if not notes:
        return content
    note = (
        '<w:footnote w:id="{0}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{1}</w:t></w:r></w:p>'
        "</w:footnote>"
    )
    xml = "".join(note.format(n, text) for n, text in enumerate(notes, 1))
    content = with_parts(content, {NOTES: f'<w:footnotes xmlns:w="{W_NS}">{xml}</w:footnotes>'})
    content = changed(
        content, "[Content_Types].xml", lambda t: t.replace("</Types>", NOTE_TYPE)
    )
    return linked(content, "footnotes", "footnotes.xml")


def notes_of(content: bytes) -> list[str]:
    """Each footnote with its marks, in the order of the references that point to them."""
    root = etree.fromstring(parts_of(content)[NOTES])
    known = {note.get(f"{W}id"): note for note in root}
    found = []
    for reference in body(content).iter(f"{W}footnoteReference"):
        texts = known[reference.get(f"{W}id")].iter(f"{W}t", f"{W}delText")
        signs = {f"{W}ins": "+", f"{W}del": "-"}
        found.append(
            "".join(signs.get(t.getparent().getparent().tag, "") + t.text for t in texts)
        )
    return found


def test_a_changed_footnote_is_marked_word_by_word() -> None:
    content = redline(noted("As of May."), noted("As of June."))
    assert notes_of(content) == ["As of -May+June."]


def test_a_footnote_that_went_is_brought_with_its_text_deleted() -> None:
    content = redline(noted("As of May.", "Of two."), noted("As of May.", tail="Sentence 3."))
    assert notes_of(content) == ["As of May.", "-Of two."]
    assert len(body(content).findall(f".//{W}del//{W}footnoteReference")) == 1


def test_the_last_footnote_that_went_brings_the_part_along() -> None:
    content = redline(noted("As of May."), noted(tail="No sentence."))
    assert notes_of(content) == ["-As of May."]
    assert read_word(content).around


def test_a_new_footnote_is_inserted_text() -> None:
    content = redline(noted(tail="No sentence."), noted("As of May."))
    assert notes_of(content) == ["+As of May."]
