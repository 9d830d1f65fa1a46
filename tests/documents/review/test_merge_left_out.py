"""What a reviewer put in and a merge cannot bring is told at its place; what the draft had stays whole."""

import io
from collections.abc import Callable

import docx
import pytest

from engine.documents.reading.read_back import read_returned
from tests.documents.letters import linked, with_body, with_parts
from tests.documents.pages import W, body
from tests.documents.returned import cell, control, par, row, run, table, with_types
from tests.documents.review.test_merge import BASE, assert_sound, marks, merge, remarks
from tests.documents.review.test_redline import noted
from tests.documents.reviewer import pixel

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLACE = "body, paragraph 1"


def pictured(content: bytes, about: str = "") -> bytes:
    """With a picture behind the words, or in a paragraph of its own at the end."""
    document = docx.Document(io.BytesIO(content))
    if about:
        paragraph = next(p for p in document.paragraphs if about in p.text)
        paragraph.add_run().add_picture(io.BytesIO(pixel()))
    else:
        document.add_picture(io.BytesIO(pixel()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def drawn(kind: str, inner: str = "", alt: str = "") -> str:
    """An inline drawing as Word writes one."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="x" descr="{alt}"/><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{DRAWING}/{kind}">{inner}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def boxed(text: str) -> str:
    """A text box, drawn in both ways."""
    inner = f"<w:txbxContent>{par(run(text))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{drawn("wordprocessingShape", inner)[5:-6]}</mc:Choice><mc:Fallback>'
        f"<w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FORMULA = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>a+b</m:t></m:r></m:oMath>'
VML = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">{}</v:shape></w:pict></w:r>'
)
RUBY = f"<w:r><w:ruby><w:rt>{run('z')}</w:rt><w:rubyBase>{run('x')}</w:rubyBase></w:ruby></w:r>"


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        pytest.param(drawn("picture"), "a picture", id="picture"),
        pytest.param(VML.format("<v:imagedata/>"), "a picture", id="old picture"),
        pytest.param(drawn("chart"), "a chart", id="chart"),
        pytest.param(drawn("diagram"), "a drawing", id="diagram"),
        pytest.param(VML.format(""), "a drawing", id="old drawing"),
        pytest.param(boxed("In a box"), "a text box", id="text box"),
        pytest.param(FORMULA, "a formula", id="formula"),
        pytest.param("<w:r><w:object/></w:r>", "an embedded file", id="embedded"),
        pytest.param(RUBY, "something that is no text", id="reading aid"),
    ],
)
def test_what_cannot_be_brought_is_told_where_it_stood(xml: str, what: str) -> None:
    base = with_body(par(run("See chart: ")))
    result = merge(base, with_body(par(run("See chart: "), xml)), base)
    sentence = (
        f"Left out of this version: {what} put in by Priya Raman ({PLACE}); "
        "it is kept in the file that came back."
    )
    assert result.collisions == (sentence,)
    assert [lines[0] for lines in remarks(result.content)] == [sentence]
    assert (marks(result.content), result.carried) == ([], 0)
    assert_sound(result.content)


def test_the_words_around_a_picture_arrive() -> None:
    base = with_body(par(run("See the end.")))
    theirs = with_body(
        par(run("See chart: "), drawn("picture"))
        + par(run("See the end. New."), drawn("chart"))
    )
    result = merge(base, theirs, base)
    assert marks(result.content) == ["+See chart: ", "+ New."]
    assert [sentence.partition(" put")[0] for sentence in result.collisions] == [
        "Left out of this version: a picture",
        "Left out of this version: a chart",
    ]
    hung = [p for p in body(result.content) if p.find(f"{W}commentRangeStart") is not None]
    assert ["".join(t.text for t in p.iter(f"{W}t")) for p in hung] == [
        "See chart: ",
        "See the end. New.",
    ]
    assert_sound(result.content)


def test_each_kind_is_told_once_a_paragraph() -> None:
    base = with_body(par(run("One.")) + par(run("Two.")))
    two = drawn("picture") + drawn("picture") + drawn("chart")
    theirs = with_body(par(run("One."), two) + par(run("Two."), two))
    assert len(merge(base, theirs, base).collisions) == 4


def test_a_picture_of_its_own_paragraph_is_told_at_the_one_before() -> None:
    """python-docx, too, writes it so."""
    result = merge(BASE, pictured(BASE), BASE)
    assert len(result.collisions) == 1
    assert (marks(result.content), result.carried) == ([], 0)
    hung = next(p for p in body(result.content) if p.find(f"{W}commentRangeStart") is not None)
    assert "The end of it." in "".join(hung.itertext())


def test_a_picture_ahead_of_everything_is_told_at_the_first_paragraph() -> None:
    base = with_body(par(run("One.")))
    result = merge(base, with_body(par(drawn("picture")) + par(run("One."))), base)
    hung = next(p for p in body(result.content) if p.find(f"{W}commentRangeStart") is not None)
    assert "One." in "".join(hung.itertext())


def test_a_picture_beside_words_that_collide_and_in_a_dropped_paragraph_is_told() -> None:
    base = with_body(par(run("Ten days.")) + par(run("Goes away.")) + par(run("Stays.")))
    theirs = with_body(
        par(run("Two weeks."), drawn("picture"))
        + par(run("Goes away."), drawn("chart"))
        + par(run("Stays."))
    )
    ours = with_body(par(run("Ten working days.")) + par(run("Stays.")))
    told = merge(base, theirs, ours).collisions
    assert [t for t in told if "a picture put in" in t]
    assert [t for t in told if "a chart put in" in t]


def test_a_picture_does_not_make_the_new_draft_s_words_collide() -> None:
    base, ours = with_body(par(run("Ten days."))), with_body(par(run("Ten working days.")))
    result = merge(base, with_body(par(run("Ten days."), drawn("picture"))), ours)
    assert len(result.collisions) == 1
    assert result.collisions[0].startswith("Left out")


def test_a_picture_in_a_row_and_in_a_new_row() -> None:
    def rows(*texts: str) -> bytes:
        return with_body(
            table(*(row(cell(text), cell(par(run("b")))) for text in texts)) + par()
        )

    one, two = par(run("Goal one")), par(run("Goal two"))
    theirs = rows(par(run("Goal one"), drawn("picture")), par(run("Goal two"), drawn("chart")))
    result = merge(rows(one), theirs, rows(one))
    assert [t.partition(" put")[0].rpartition(": ")[2] for t in result.collisions] == [
        "a picture",
        "a chart",
    ]
    assert marks(result.content) == ["+Goal two", "+b"]
    assert "table 1, row 2, column 1" in result.collisions[1]
    assert merge(rows(one), rows(one, two), rows(one)).collisions == ()


def test_a_picture_the_draft_had_is_no_news_however_it_is_described() -> None:
    base = with_body(par(run("See: "), drawn("picture", alt="Logo")))
    theirs = with_body(par(run("See here: "), VML.format("<v:imagedata/>")))
    result = merge(base, theirs, base)
    assert marks(result.content) == ["+ here"]
    assert result.collisions == ()
    assert next(body(result.content).iter(f"{W}drawing")).getparent().getparent().tag == f"{W}p"


def test_a_picture_they_deleted_is_deleted() -> None:
    base = with_body(par(run("See: "), drawn("picture")))
    result = merge(base, with_body(par(run("See: "))), base)
    assert (
        next(body(result.content).iter(f"{W}drawing")).getparent().getparent().tag == f"{W}del"
    )
    assert result.collisions == ()


def test_a_text_box_they_reworded_stays_and_their_words_are_told() -> None:
    base = with_body(par(run("See: "), boxed("Ten days")))
    result = merge(base, with_body(par(run("See: "), boxed("Two weeks"))), base)
    assert "a text box changed by Priya Raman" in result.collisions[0]
    assert remarks(result.content)[0][1:] == ["Priya Raman: Two weeks"]
    assert "Ten days" in "".join(body(result.content).itertext())
    assert next(body(result.content).iter(f"{W}del"), None) is None


FLOATS = boxed("Ten days")


@pytest.mark.parametrize("around", [par, lambda *xml: table(row(cell(par(*xml)))) + par()])
def test_a_drawing_a_program_moved_to_the_start_of_its_line_stays(around: Callable) -> None:
    base = with_body(around(run("Beside the box. "), FLOATS))
    moved = with_body(around(FLOATS, run("Beside the box. ")))
    assert merge(base, moved, base) == merge(base, base, base)
    ours = with_body(around(run("Beside the blue box. "), FLOATS))
    assert merge(base, moved, ours) == merge(base, base, ours)
    edited = merge(base, with_body(around(FLOATS, run("Now beside the box. "))), base)
    assert (marks(edited.content), edited.collisions) == (["-Beside ", "+Now beside "], ())


def test_words_struck_around_a_drawing_that_moved_are_struck_without_it() -> None:
    box = FLOATS.removeprefix("<w:r>").removesuffix("</w:r>")
    text = '<w:t xml:space="preserve">{}</w:t>'
    words = text.format("One two three "), text.format("four five six seven.")
    line = f"<w:r>{words[0]}{box}{words[1]}</w:r>"
    theirs = with_body(par(FLOATS, run("One two five six seven.")))
    result = merge(with_body(par(line)), theirs, with_body(par(line)))
    assert marks(result.content) == ["- three ", "-four"]
    drawing = next(body(result.content).iter(f"{W}drawing"))
    assert f"{W}del" not in {parent.tag for parent in drawing.iterancestors()}
    assert_sound(result.content)


def test_a_picture_in_a_field_to_fill_in_is_read_with_the_field() -> None:
    def form(value: str) -> bytes:
        return with_body(par(run("Reply: "), control("reply", value)))

    result = merge(form(run("Choose")), form(drawn("picture")), form(run("Choose")))
    assert result.collisions == ()


def test_a_new_footnote_is_told_at_its_place_with_its_words_and_not_again() -> None:
    base, theirs = noted("As of May."), noted("As of May.", "As of June.")
    result = merge(base, theirs, base)
    (told,) = remarks(result.content)
    assert told[0].startswith("Left out of this version: a footnote put in by Priya Raman")
    assert told[1] == "Priya Raman: As of June."
    assert len(result.collisions) == 1


def endnoted(text: str) -> bytes:
    content = with_body(par(run("Said."), '<w:r><w:endnoteReference w:id="1"/></w:r>'))
    part = (
        '<w:endnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:endnote w:id="1">{par(text)}</w:endnote></w:endnotes>'
    )
    content = with_parts(
        linked(content, "endnotes", "endnotes.xml"), {"word/endnotes.xml": part}
    )
    return with_types(content, {"word/endnotes.xml": "endnotes"})


def test_a_new_endnote_and_a_changed_one_are_told() -> None:
    base = with_body(par(run("Said.")))
    put_in = merge(base, endnoted(run("As of May.")), base)
    assert [lines[1] for lines in remarks(put_in.content)] == ["Priya Raman: As of May."]
    changed = merge(
        endnoted(run("As of May.")),
        endnoted(run("As of ") + f'<w:ins w:id="1" w:author="x">{run("June.")}</w:ins>'),
        endnoted(run("As of May.")),
    )
    assert [lines[1] for lines in remarks(changed.content)] == ["Priya Raman: As of June."]
    assert len(changed.collisions) == 1


def link(words: str, target: str) -> bytes:
    xml = f'<w:hyperlink xmlns:r="{OFFICE_LINK}" r:id="rIdX">{run(words)}</w:hyperlink>'
    return linked(with_body(par(run("See "), xml)), "hyperlink", target, external=True)


def test_the_words_of_a_link_arrive_and_its_address_is_told_as_left_out() -> None:
    base = with_body(par(run("See ")))
    result = merge(base, link("our rules", "https://example.com/rules"), base)
    assert marks(result.content) == ["+our rules"]
    assert "the address of a link put in by Priya Raman" in result.collisions[0]
    assert result.carried == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, ("example.com/rules", "https://example.com/rules/"), id="spelled out"),
        pytest.param(None, ("hr@example.com", "mailto:hr@example.com"), id="an address of mail"),
        pytest.param(("rules", "https://x.example"), ("our rules", "https://x.example"), id="other words"),
        pytest.param(("rules", "https://x.example"), ("rules", "https://x.example/"), id="saved again"),
    ],
)  # fmt: skip
def test_an_address_of_which_nothing_is_lost_is_not_told(before: object, after: tuple) -> None:
    base = link(*before) if before else with_body(par(run("See ")))
    assert merge(base, link(*after), base).collisions == ()


def test_a_link_that_leads_elsewhere_now_is_told() -> None:
    base = link("rules", "https://x.example")
    result = merge(base, link("rules", "https://y.example"), base)
    assert "the address of a link changed by Priya Raman" in result.collisions[0]
    assert (marks(result.content), result.carried) == ([], 0)


def test_a_picture_put_into_the_header_is_told_at_the_end() -> None:
    def headed(*, picture: bool) -> bytes:
        document = docx.Document()
        document.add_paragraph("One")
        paragraph = document.sections[0].header.paragraphs[0]
        paragraph.text = "Harrow Ltd"
        if picture:
            paragraph.add_run().add_picture(io.BytesIO(pixel()))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    result = merge(headed(picture=False), headed(picture=True), headed(picture=False))
    assert "(header, paragraph 1)" in result.collisions[0]
    assert len(remarks(result.content)) == 1


def test_the_comment_is_open_to_whoever_reads_the_result() -> None:
    result = merge(BASE, pictured(BASE, "ten days"), BASE)
    (remark,) = read_returned(result.content).remarks
    assert remark.about == "Please reply within ten days."
    assert not remark.resolved
