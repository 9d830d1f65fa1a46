"""What reviewers leave in a returned letter: comments with their answers, tracked changes of every kind."""

from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx_plus.comments import add_comment, reply_to_comment, resolve_comment
from docx_plus.controls import FormBuilder, set_control_value
from docx_plus.revisions import read_revisions

from engine.core.record.returned import Change, ReviewComment
from engine.documents.reading.read_back import read_returned
from tests.documents.letters import W_NS, letter, linked, saved, with_body, with_parts
from tests.documents.returned import (
    about,
    cell,
    comment,
    control,
    gone,
    mark,
    par,
    row,
    run,
    table,
    tracked,
    with_comments,
    with_types,
)

WHO = "Hal Partner"


def changes(xml: str) -> list[Change]:
    return list(read_returned(with_body(xml)).changes)


def test_a_comment_tells_who_what_about_which_words_and_where() -> None:
    xml = par(run("Before "), about(1, run("these words")), run(" after"))
    found = read_returned(with_comments(with_body(xml), comment(1, WHO, "First.", "Second.")))
    assert found.remarks == (
        ReviewComment(WHO, "First.\nSecond.", "these words", "body, paragraph 1"),
    )
    assert found.lines[0] == "body| Before these words after"


def test_a_comment_on_a_field_or_across_paragraphs_tells_its_words_shortened() -> None:
    long = "word " * 40
    start, end = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    xml = par(start, control("reply", run("My reply"))) + par(run(long), end)
    (found,) = read_returned(with_comments(with_body(xml), comment(1, WHO, "x"))).remarks
    assert found.about.startswith("My reply")
    assert len(found.about) == 60
    assert found.about.endswith("…")


def test_a_comment_without_words_still_says_where_it_is() -> None:
    only = '<w:r><w:commentReference w:id="1"/></w:r>'
    xml = table(row(cell(par(run("x"), only))))
    (found,) = read_returned(with_comments(with_body(xml), comment(1, WHO, "here"))).remarks
    assert (found.about, found.where) == ("", "body, table 1, row 1, column 1")


def test_answers_stand_with_what_they_answer_and_resolved_is_told() -> None:
    comments = (
        comment(1, "Hal", "Why?", "And how?")
        + comment(2, "Mia", "Because.")
        + comment(3, "Hal", "Thanks.")
        + comment(4, "Lee", "Done.")
    )
    entry = '<w15:commentEx w15:paraId="{:08}" w15:done="{}"{}/>'
    under = ' w15:paraIdParent="{:08}"'
    extended = (
        entry.format(1, 0, "")
        + entry.format(2, 0, under.format(1))
        + entry.format(3, 0, under.format(2))
        + entry.format(4, 1, "")
    )
    found = read_returned(
        with_comments(with_body(par(about(1, run("x")))), comments, extended)
    ).remarks
    assert [(r.author, r.resolved, r.replies) for r in found] == [
        ("Hal", False, (("Mia", "Because."), ("Hal", "Thanks."))),
        ("Lee", True, ()),
    ]


def test_answers_in_a_ring_do_not_hang_the_reader_and_are_not_lost() -> None:
    entry = '<w15:commentEx w15:paraId="{:08}" w15:paraIdParent="{:08}"/>'
    content = with_comments(
        with_body(par(run("x"))),
        comment(1, "A", "one") + comment(2, "B", "two"),
        entry.format(1, 2) + entry.format(2, 1),
    )
    found = read_returned(content).remarks
    said = {r.text for r in found} | {text for r in found for _, text in r.replies}
    assert said == {"one", "two"}


def in_row(kind: str) -> str:
    properties = f"<w:trPr>{mark(kind)}</w:trPr>"
    return table(
        row(cell(par(run("kept")))), f"<w:tr>{properties}{cell(par(run('of it')))}</w:tr>"
    )


def in_cell(kind: str) -> str:
    return table(
        row(cell(par(run("a"))), f"<w:tc><w:tcPr>{mark(kind)}</w:tcPr>{par(run('b'))}</w:tc>")
    )


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        pytest.param(
            par(run("a "), tracked("ins", run("new")), run(" b")), "inserted", "new", id="ins"
        ),
        pytest.param(par(tracked("del", gone("old")), run("b")), "deleted", "old", id="del"),
        pytest.param(
            par(tracked("moveTo", run("that"))) + par(tracked("moveFrom", run("that"))),
            "moved",
            "that",
            id="a move, told once",
        ),
        pytest.param(par(tracked("moveFrom", run("off"))), "moved", "off", id="half a move"),
        pytest.param(
            par(tracked("ins", tracked("del", gone("both")))),
            "deleted",
            "both",
            id="inserted, then deleted",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr>{mark('ins')}</w:rPr></w:pPr>{run('x')}</w:p>",
            "inserted",
            "¶",
            id="a paragraph end",
        ),
        pytest.param(in_row("ins"), "inserted", "a table row: of it", id="a row came"),
        pytest.param(in_row("del"), "deleted", "a table row: of it", id="a row went"),
        pytest.param(in_cell("cellIns"), "inserted", "a table cell: b", id="a cell came"),
        pytest.param(in_cell("cellDel"), "deleted", "a table cell: b", id="a cell went"),
        pytest.param(in_cell("cellMerge"), "formatted", "", id="cells merged"),
        pytest.param(
            par(run("bold", "<w:b/>" + tracked("rPrChange", "<w:rPr/>"))),
            "formatted",
            "bold",
            id="letters",
        ),
        pytest.param(
            f"<w:p><w:pPr>{tracked('pPrChange', '<w:pPr/>')}</w:pPr>{run('x')}</w:p>",
            "formatted",
            "x",
            id="a paragraph",
        ),
        pytest.param(
            par(
                f'<w:customXmlInsRangeStart w:id="1" w:author="{WHO}"/>', control("x", run("y"))
            ),
            "inserted",
            "a field",
            id="a field",
        ),
    ],
)
def test_every_kind_of_tracked_change_is_told(xml: str, kind: str, text: str) -> None:
    assert [(c.kind, c.author, c.text) for c in changes(xml)] == [(kind, WHO, text)]


def test_what_one_person_did_without_a_gap_is_one_change() -> None:
    cut = tracked("ins", run("one ")) + tracked("ins", run("two"))
    assert [c.text for c in changes(par(cut))] == ["one two"]
    assert [c.text for c in changes(par(cut, tracked("ins", run("three"), "Mia")))] == [
        "one two",
        "three",
    ]
    gap = tracked("ins", run("one")) + run(" kept ") + tracked("ins", run("two"))
    assert [c.text for c in changes(par(gap))] == ["one", "two"]
    apart = par(tracked("ins", run("one"))) + par(run("kept")) + par(tracked("ins", run("two")))
    assert [c.text for c in changes(apart)] == ["one", "two"]


def test_the_end_of_one_paragraph_and_words_further_down_are_two_changes() -> None:
    end = f"<w:p><w:pPr><w:rPr>{mark('ins')}</w:rPr></w:pPr>{run('x')}</w:p>"
    xml = end + par(run("kept")) + par(tracked("ins", run("two")))
    assert [c.text for c in changes(xml)] == ["¶", "two"]


def test_whole_new_paragraphs_are_one_change() -> None:
    new = f"<w:p><w:pPr><w:rPr>{mark('ins')}</w:rPr></w:pPr>{tracked('ins', run('x'))}</w:p>"
    assert [c.text for c in changes(new * 2)] == ["x¶x¶"]


def test_a_change_says_where_it_stands() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Goals")}</w:p>'
    (found,) = changes(
        heading + table(row(cell(par(run("a"))), cell(par(tracked("ins", run("b"))))))
    )
    assert found.where == 'body, under "Goals", table 1, row 1, column 2'


def test_changes_in_headers_footers_and_notes_are_told() -> None:
    def part(root: str, inner: str) -> str:
        return f'<w:{root} xmlns:w="{W_NS}">{inner}</w:{root}>'

    inserted = par(tracked("ins", run("new")))
    content = letter("x", header="h", footer="f")
    content = linked(content, "endnotes", "endnotes.xml")
    content = with_parts(
        content,
        {
            "word/header1.xml": part("hdr", inserted),
            "word/footer1.xml": part("ftr", inserted),
            "word/endnotes.xml": part(
                "endnotes", f'<w:endnote w:id="2">{inserted}</w:endnote>'
            ),
        },
    )
    content = with_types(content, {"word/endnotes.xml": "endnotes"})
    assert [c.where.split(",")[0] for c in read_returned(content).changes] == [
        "footer",
        "header",
        "endnote",
    ]


THEIR_KINDS = {
    "insertion": "inserted",
    "deletion": "deleted",
    "move_to": "moved",
    "format_run": "formatted",
    "format_paragraph": "formatted",
    "paragraph_mark_insertion": "inserted",
}


def test_another_reader_sees_the_same_changes() -> None:
    """It tells each half of a move, and no text for a change of format or the end of a paragraph."""
    xml = (
        par(run("a "), tracked("ins", run("new")), tracked("del", gone("old")), run("b"))
        + par(run("bold", "<w:b/>" + tracked("rPrChange", "<w:rPr/>")))
        + f"<w:p><w:pPr>{tracked('pPrChange', '<w:pPr/>')}</w:pPr>{run('x')}</w:p>"
        + f"<w:p><w:pPr><w:rPr>{mark('ins')}</w:rPr></w:pPr>{run('y')}</w:p>"
        + par(tracked("moveTo", run("there")))
        + par(tracked("moveFrom", run("there")))
    )
    content = with_body(xml)
    theirs = [
        (THEIR_KINDS[each.revision_type], each.author, each.text)
        for each in read_revisions(docx.Document(BytesIO(content)))
        if each.revision_type != "move_from"
    ]
    ours = read_returned(content).changes
    quiet = {c: "" for c in ours if c.kind == "formatted" or c.text == "¶"}
    assert sorted(theirs) == sorted((c.kind, c.author, quiet.get(c, c.text)) for c in ours)
    assert len(ours) == 6


def test_comments_and_fields_made_by_another_program_are_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("These words matter.")
    first = add_comment(paragraph.runs[0], "Why?", author="Hal")
    reply_to_comment(document, first.comment_id, "Because.", author="Mia")
    resolve_comment(document, first.comment_id)
    form = FormBuilder(document)
    form.add_text_control(document.add_paragraph(), tag="name_hr")
    form.add_dropdown(
        document.add_paragraph(), tag="decision_hr", items=["Approve", "Changes wanted"]
    )
    form.add_checkbox(document.add_paragraph(), tag="receipt")
    form.add_date_picker(document.add_paragraph(), tag="date_hr")
    assert {f.name: (f.kind, f.value) for f in read_returned(saved(document)).fields} == {
        "name_hr": ("text", ""),
        "decision_hr": ("choice", ""),
        "receipt": ("tick", "no"),
        "date_hr": ("date", ""),
    }
    set_control_value(document, "name_hr", "Hal Partner")
    set_control_value(document, "decision_hr", "Approve")
    set_control_value(document, "receipt", True)
    set_control_value(document, "date_hr", datetime(2026, 3, 5, tzinfo=UTC))
    found = read_returned(saved(document))
    assert {f.name: f.value for f in found.fields} == {
        "name_hr": "Hal Partner",
        "decision_hr": "Approve",
        "receipt": "yes",
        "date_hr": "2026-03-05",
    }
    assert found.remarks == (
        ReviewComment(
            "Hal",
            "Why?",
            "These words matter.",
            "body, paragraph 1",
            True,
            (("Mia", "Because."),),
        ),
    )
