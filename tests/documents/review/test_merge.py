"""A reviewer's changes and a new draft become one: nothing is lost, nothing arrives twice."""

import io
import re
from datetime import date

import docx
import pytest
from docx_plus.comments import resolve_comment
from docx_plus.revisions import accept_all_revisions
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.documents.review.merge import Merged, merged
from tests.documents.edits import PLACES, edited_with_markers, edits
from tests.documents.letters import BODY, letter, parts_of, with_body
from tests.documents.pages import W, body
from tests.documents.review.test_redline import noted
from tests.documents.versions import NAMES, versions
from tests.documents.word_text import read_word

DAY = date(2026, 7, 9)
AUTHOR = "Priya Raman"
MARKER = re.compile(r"zq\d+[a-z]x")
EVERYWHERE = [(1, place) for place in PLACES]
COMMENTS = "word/comments.xml"


def merge(base: bytes, theirs: bytes, ours: bytes) -> Merged:
    return merged(base, theirs, ours, author=AUTHOR, on=DAY)


def remarks(content: bytes) -> list[list[str]]:
    """Every comment as its lines."""
    parts = parts_of(content)
    if COMMENTS not in parts:
        return []
    root = etree.fromstring(parts[COMMENTS])
    return [["".join(t.text for t in p.iter(f"{W}t")) for p in c.iter(f"{W}p")] for c in root]


def marks(content: bytes) -> list[str]:
    found = []
    for mark in body(content).iter(f"{W}ins", f"{W}del"):
        text = "".join(t.text or "" for t in mark.iter(f"{W}t", f"{W}delText"))
        if text:
            found.append(("+" if mark.tag == f"{W}ins" else "-") + text)
    return found


def accepted(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    accept_all_revisions(document)
    out = io.BytesIO()
    document.save(out)
    return [line for line in read_word(out.getvalue()).lines if line]


def lines(content: bytes) -> list[str]:
    return [line for line in read_word(content).lines if line]


def arrived(content: bytes) -> list[str]:
    """Every marker as often as it stands in text, in an insertion or in what a comment brings.

    What a comment quotes of the new draft stands in the text beside it, and is not counted again.
    """
    text = [t.text or "" for t in body(content).iter(f"{W}t")]
    told = [
        line
        for remark in remarks(content)
        for line in remark[1:]
        if not line.startswith("New draft: ")
    ]
    return sorted(MARKER.findall("\n".join([*text, *told])))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), edits(), edits())
def test_every_word_either_side_added_is_there_exactly_once(
    name: str, one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    base = versions(name)[0]
    theirs, added = edited_with_markers(base, one, "t")
    ours, ours_added = edited_with_markers(base, other, "o")
    result = merge(base, theirs, ours)
    assert arrived(result.content) == sorted(added + ours_added)
    assert result == merge(base, theirs, ours)
    assert_sound(result.content)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), edits())
def test_where_only_the_reviewer_changed_accepting_all_reads_as_theirs(
    name: str, made: list[tuple[int, int]]
) -> None:
    base = versions(name)[0]
    theirs, _ = edited_with_markers(base, made, "t")
    result = merge(base, theirs, base)
    assert accepted(result.content) == lines(theirs)
    assert result.collisions == ()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), edits())
def test_where_only_the_new_draft_changed_it_stays_without_a_mark(
    name: str, made: list[tuple[int, int]]
) -> None:
    base = versions(name)[0]
    ours, _ = edited_with_markers(base, made, "o")
    result = merge(base, base, ours)
    assert lines(result.content) == lines(ours)
    assert (marks(result.content), remarks(result.content), result.carried) == ([], [], 0)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), edits(), edits())
def test_a_word_that_one_side_took_out_is_gone_or_deleted_or_told_of(
    name: str, one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    base, words = edited_with_markers(versions(name)[0], EVERYWHERE, "b")
    (theirs, _), (ours, _) = (
        edited_with_markers(base, e, side) for e, side in ((one, "t"), (other, "o"))
    )
    result = merge(base, theirs, ours)
    left, kept = (set(MARKER.findall("\n".join(lines(c)))) for c in (theirs, ours))
    stands = set(MARKER.findall("\n".join(accepted(result.content))))
    told = " ".join(line for remark in remarks(result.content) for line in remark)
    taken = set(words) - (left & kept)
    assert all(word in told for word in stands & taken)
    assert (left & kept & set(words)) - stands == set()


def assert_sound(content: bytes) -> None:
    """All XML parses, ids are unique, no mark holds another, every comment hangs once."""
    roots = {
        n: etree.fromstring(p)
        for n, p in parts_of(content).items()
        if n.endswith((".xml", ".rels"))
    }
    kinds = [f"{W}{kind}" for kind in ("ins", "del", "pPrChange", "bookmarkStart", "comment")]
    found = [m for n, root in roots.items() if n.startswith("word/") for m in root.iter(*kinds)]
    ids = [mark.get(f"{W}id") for mark in found]
    assert len(ids) == len(set(ids))
    assert all(m.find(f".//{kind}") is None for m in found for kind in kinds[:3])
    hung = [e.get(f"{W}id") for e in roots[BODY].iter(f"{W}commentReference")]
    assert sorted(hung) == sorted(m.get(f"{W}id") for m in found if m.tag == f"{W}comment")
    for cell in roots[BODY].iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"


BASE = letter(
    "# Reason",
    "The quarter was missed by far.",
    "Please reply within ten days.",
    "The end of it.",
)


def test_what_only_the_reviewer_reworded_arrives_in_their_name() -> None:
    theirs = letter(
        "# Reason",
        "The quarter was missed by a little.",
        "Please reply within ten days.",
        "The end of it.",
    )
    ours = letter(
        "# Reason",
        "The quarter was missed by far.",
        "Please reply within five days.",
        "The end of it.",
    )
    result = merge(BASE, theirs, ours)
    assert marks(result.content) == ["-far", "+a little"]
    assert (result.carried, result.collisions) == (1, ())
    assert {m.get(f"{W}author") for m in body(result.content).iter(f"{W}ins", f"{W}del")} == {
        AUTHOR
    }


def test_the_same_change_on_both_sides_arrives_once_and_plain() -> None:
    both = letter(
        "# Reason",
        "The quarter was missed by a little.",
        "New words of both.",
        "Please reply within ten days.",
        "The end of it.",
    )
    result = merge(BASE, both, both)
    assert (marks(result.content), result.carried, result.collisions) == ([], 0, ())
    assert lines(result.content) == lines(both)


def test_what_both_reworded_stays_ours_and_a_comment_holds_both() -> None:
    theirs = letter(
        "# Reason",
        "The quarter was missed by far.",
        "Please reply within three weeks.",
        "The end of it.",
    )
    ours = letter(
        "# Reason",
        "The quarter was missed by far.",
        "Please reply within five days.",
        "The end of it.",
    )
    result = merge(BASE, theirs, ours)
    assert lines(result.content) == lines(ours)
    sentence = (
        "Priya Raman and the new draft both changed “Please reply within ten days.” "
        '(body, under "Reason", paragraph 2).'
    )
    assert result.collisions == (sentence,)
    assert remarks(result.content) == [
        [
            sentence,
            "Priya Raman: Please reply within three weeks.",
            "New draft: Please reply within five days.",
        ]
    ]


def test_a_paragraph_they_deleted_and_the_new_draft_left_alone_is_deleted_in_their_name() -> (
    None
):
    theirs = letter("# Reason", "The quarter was missed by far.", "The end of it.")
    result = merge(BASE, theirs, BASE)
    assert marks(result.content) == ["-Please reply within ten days."]


def test_a_paragraph_they_deleted_and_the_new_draft_changed_stays_and_is_told() -> None:
    theirs = letter("# Reason", "The quarter was missed by far.", "The end of it.")
    ours = letter(
        "# Reason",
        "The quarter was missed by far.",
        "Please reply within five days.",
        "The end of it.",
    )
    result = merge(BASE, theirs, ours)
    assert lines(result.content) == lines(ours)
    assert result.collisions[0].startswith(
        "Priya Raman deleted “Please reply within ten days.”, which"
    )


def test_a_change_to_a_paragraph_the_new_draft_dropped_is_told_at_its_neighbour() -> None:
    theirs = letter(
        "# Reason",
        "The quarter was missed by far.",
        "Please reply within three weeks.",
        "The end of it.",
    )
    ours = letter("# Reason", "The quarter was missed by far.", "The end of it.")
    result = merge(BASE, theirs, ours)
    assert remarks(result.content)[0][1] == "Priya Raman: Please reply within three weeks."
    held = next(
        p
        for p in body(result.content).iter(f"{W}p")
        if p.find(f"{W}commentRangeStart") is not None
    )
    assert "missed by far" in "".join(held.itertext())


def test_a_paragraph_added_where_its_place_is_gone_follows_the_nearest_kept_one() -> None:
    theirs = letter(
        "# Reason",
        "The quarter was missed by far.",
        "Please reply within ten days.",
        "Added by Priya.",
        "The end of it.",
    )
    ours = letter("# Reason", "The quarter was missed by far.", "The end of it.")
    result = merge(BASE, theirs, ours)
    assert lines(result.content) == [
        "Reason",
        "The quarter was missed by far.",
        "Added by Priya.",
        "The end of it.",
    ]
    assert marks(result.content) == ["+Added by Priya."]


def test_a_row_they_added_and_one_both_changed() -> None:
    def table(*rows: list[str]) -> bytes:
        return letter("Goals", rows=[["Goal", "Target"], *rows])

    base = table(["First meetings", "8"], ["Forecast accuracy", "85 %"])
    theirs = table(["First meetings", "9"], ["Renewals", "95 %"], ["Forecast accuracy", "85 %"])
    ours = table(["First meetings", "7"], ["Forecast accuracy", "86 %"])
    result = merge(base, theirs, ours)
    assert read_word(result.content).tables == (
        (
            ("Goal", "Target"),
            ("First meetings", "7"),
            ("Renewals", "95 %"),
            ("Forecast accuracy", "86 %"),
        ),
    )
    assert remarks(result.content)[0][1:] == [
        "Priya Raman: First meetings | 9",
        "New draft: First meetings | 7",
    ]
    assert result.carried == 1


FIELD = (
    '<w:p><w:r><w:t xml:space="preserve">{say}: </w:t></w:r>'
    '<w:bookmarkStart w:id="7" w:name="pw_decision_hr"/>'
    '<w:sdt><w:sdtPr><w:tag w:val="decision_hr__{token}"/><w:id w:val="900"/></w:sdtPr><w:sdtContent><w:r>'
    '<w:t xml:space="preserve">{value}</w:t></w:r></w:sdtContent></w:sdt><w:bookmarkEnd w:id="7"/></w:p>'
)


def field(value: str, token: str = "aaaabbbbcccc", say: str = "Decision of HR") -> bytes:
    return with_body(FIELD.format(value=value, token=token, say=say))


def test_what_they_filled_in_is_not_merged() -> None:
    base, ours = field("Choose one"), field("Choose one", "222233334444")
    result = merge(base, field("Changes wanted"), ours)
    assert lines(result.content) == lines(ours)
    assert (marks(result.content), remarks(result.content), result.carried) == ([], [], 0)
    assert b"222233334444" in parts_of(result.content)[BODY]


def test_words_beside_a_field_are_merged_and_the_field_stays_empty() -> None:
    result = merge(
        field("Choose one"),
        field("Approve", say="Decision of the HR partner"),
        field("Choose one"),
    )
    assert marks(result.content) == ["+the ", "+ partner"]
    assert "Approve" not in parts_of(result.content)[BODY].decode()


def test_a_line_with_a_field_is_never_deleted() -> None:
    theirs = with_body("<w:p/>")
    result = merge(field("Choose one"), theirs, field("Choose one"))
    assert lines(result.content) == lines(field("Choose one"))
    assert "it holds a field to fill in" in result.collisions[0]


def commented() -> bytes:
    """A letter as python-docx comments it: its own way of writing the part."""
    document = docx.Document()
    document.add_paragraph("Reason")
    paragraph = document.add_paragraph("We saw that ")
    about = paragraph.add_run("the figure")
    paragraph.add_run(" is wrong.")
    document.add_comment(about, text="Which one?\nQ2?", author="Legal", initials="L")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_comment_that_was_resolved_is_not_carried_on() -> None:
    base = letter("Reason", "We saw that the figure is wrong.")
    document = docx.Document(io.BytesIO(commented()))
    resolve_comment(document, next(iter(document.comments)).comment_id)
    out = io.BytesIO()
    document.save(out)
    assert remarks(merge(base, out.getvalue(), base).content) == []


def test_their_comment_hangs_on_the_same_words_under_their_name() -> None:
    base = letter("Reason", "We saw that the figure is wrong.")
    ours = letter("Reason", "We saw that the figure is wrong.", "And more.")
    result = merge(base, commented(), ours)
    assert remarks(result.content) == [["Which one?", "Q2?"]]
    comment = etree.fromstring(parts_of(result.content)[COMMENTS])[0]
    assert (comment.get(f"{W}author"), comment.get(f"{W}initials")) == ("Legal", "L")
    paragraph = next(
        p
        for p in body(result.content).iter(f"{W}p")
        if p.find(f"{W}commentRangeStart") is not None
    )
    between, inside = [], False
    for child in paragraph:
        inside = {f"{W}commentRangeStart": True, f"{W}commentRangeEnd": False}.get(
            child.tag, inside
        )
        between += [t.text for t in child.iter(f"{W}t")] if inside else []
    assert "".join(between) == "the figure"


def test_their_comment_on_reworded_words_hangs_on_the_paragraph() -> None:
    base = letter("Reason", "We saw that the figure is wrong.")
    ours = letter("Reason", "We noticed that this figure is wrong.")
    result = merge(base, commented(), ours)
    held = next(
        p
        for p in body(result.content).iter(f"{W}p")
        if p.find(f"{W}commentRangeStart") is not None
    )
    assert "We noticed" in "".join(held.itertext())


def test_a_comment_the_draft_had_already_is_not_carried_again() -> None:
    ours = letter("Reason", "We saw that the figure is wrong.")
    assert remarks(merge(commented(), commented(), ours).content) == []


def test_tracked_changes_of_theirs_are_the_text_they_want() -> None:
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">Ten </w:t></w:r><w:del w:id="1" w:author="X"><w:r>'
        '<w:delText>days</w:delText></w:r></w:del><w:ins w:id="2" w:author="X"><w:r>'
        "<w:t>weeks</w:t></w:r></w:ins></w:p>"
    )
    base = with_body('<w:p><w:r><w:t xml:space="preserve">Ten days</w:t></w:r></w:p>')
    assert marks(merge(base, with_body(tracked), base).content) == ["-days", "+weeks"]


def test_a_collision_in_the_header_is_told_at_the_end_of_the_body() -> None:
    base, theirs, ours = (
        letter("One", "Two", header=f"Harrow {x} Ltd") for x in ("", "and Vale", "or Vale")
    )
    result = merge(base, theirs, ours)
    assert "(header, paragraph 1)" in result.collisions[0]
    last = list(body(result.content).iter(f"{W}p"))[-1]
    assert last.find(f"{W}commentRangeStart") is not None


def test_a_footnote_they_changed_is_told_at_the_end() -> None:
    base, theirs = noted("As of May."), noted("As of June.")
    result = merge(base, theirs, base)
    assert remarks(result.content)[0][1] == "Priya Raman: As of June."
    assert len(result.collisions) == 1
    assert merge(base, base, theirs).collisions == ()


@pytest.mark.parametrize("name", NAMES)
def test_properties_are_set(name: str) -> None:
    base, ours = versions(name)
    result = merged(
        base, base, ours, author=AUTHOR, on=DAY, properties={"planward_version": "3"}
    )
    assert read_word(result.content).properties["planward_version"] == "3"
