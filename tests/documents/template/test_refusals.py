"""Every mistake a template can hold is found at once, with its code, its place and what to do."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from engine.core.values.diagnostic import Diagnostic
from engine.disk.safe_zip import OLE2_HEADER
from engine.documents.word.fieldcodes import MAIN_TYPE
from tests.documents.lacking import LACKING, control, in_review, paragraph, words
from tests.documents.letters import (
    BODY,
    W_NS,
    changed,
    letter,
    linked,
    parts_of,
    problems,
    sound,
    with_body,
    with_parts,
)

END = words("{%p endif %}")
RUN = "<w:r><w:t>{}</w:t></w:r>"
COMMENTS = (
    f'<w:comments xmlns:w="{W_NS}"><w:comment w:id="1"><w:p><w:r><w:t>ask {{{{ legal }}}}</w:t></w:r>'
    "</w:p></w:comment></w:comments>"
)
CHART = (
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:p><a:r><a:t>{{ goa</a:t></a:r><a:r><a:t>ls }}</a:t></a:r></a:p></c:chart>"
)
DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="Logo"{}/></wp:inline></w:drawing></w:r>'
)


def field(code: str, shown: str = "") -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def main_type(kind: str) -> bytes:
    plain = letter("hello")
    return changed(plain, "[Content_Types].xml", lambda text: text.replace(MAIN_TYPE, kind))


def twice(content: bytes, part: str) -> bytes:
    other = part[:-1] + "L"
    content = with_parts(content, {other: parts_of(content)[part]})
    return content.replace(other.encode(), part.encode())


def linked_part(content: bytes, name: str, text: str, kind: str) -> bytes:
    return linked(with_parts(content, {f"word/{name}": text}), kind, name)


CASES: dict[str, Callable[[], bytes]] = {
    "an empty file": lambda: b"",
    "a file with a password": lambda: OLE2_HEADER + bytes(600),
    "no Word file": lambda: b"Dear Anna",
    "a half-copied file": lambda: letter("hello")[:-30],
    "a spreadsheet": lambda: main_type("application/vnd.ms-excel"),
    "a Word template": lambda: main_type(MAIN_TYPE.replace("document.main", "template.main")),
    "a document with macros": lambda: main_type(
        "application/vnd.ms-word.document.macroEnabled.main+xml"
    ),
    "a part given twice": lambda: twice(letter("hello"), BODY),
    "a damaged part": lambda: changed(
        letter("hello"), BODY, lambda t: t.replace("</w:p>", "", 1)
    ),
    "a document type": lambda: changed(
        letter("hello"), BODY, lambda t: t.replace("<w:document", "<!DOCTYPE x><w:document", 1)
    ),
    "a decision that would go out with the letter": lambda: with_body(
        paragraph("decision_{{ approvals[0].id }}")
    ),
    "a decision in the letter alone": lambda: with_body(
        words("{%p if review %}") + words("{%p else %}") + paragraph("name_hr") + END
    ),
    "a receipt that the letter would lack": lambda: with_body(in_review(paragraph("receipt"))),
    "a line that asks which copy it is in": lambda: with_body(
        words("Draft{% if review %} for review{% endif %}")
    ),
    "a row that stands in one copy": lambda: letter(
        "hello", rows=[["{%p if review %}\nhello\n{%p endif %}"]]
    ),
    "a block of one copy with a condition": lambda: with_body(
        words("{%p if review and approvals %}") + words("x") + END
    ),
    "an insertion": lambda: with_body(
        f'<w:p><w:ins w:id="1" w:author="x">{RUN.format("new")}</w:ins></w:p>'
    ),
    "a deletion that holds a tag": lambda: with_body(
        '<w:p><w:del w:id="1"><w:r><w:delText>{{ old }}</w:delText></w:r></w:del></w:p>'
    ),
    "a moved paragraph": lambda: with_body(
        f'<w:p><w:moveFrom w:id="1">{RUN.format("moved")}</w:moveFrom></w:p>'
    ),
    "a changed format": lambda: with_body(
        '<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr>'
        "<w:t>bold</w:t></w:r></w:p>"
    ),
    "a comment with a tag": lambda: linked_part(
        letter("hello"), "comments.xml", COMMENTS, "comments"
    ),
    "a picture from the web": lambda: linked(
        letter("hello"), "image", "https://example.org/pixel.png", external=True
    ),
    "a link to a share": lambda: linked(
        letter("hello"), "hyperlink", "file://server/share/x", external=True
    ),
    "an attached template": lambda: linked(
        letter("hello"), "attachedTemplate", "http://example.org/x.dotm", external=True
    ),
    "a document placed inside": lambda: linked_part(
        with_body('<w:altChunk xmlns:r="r" r:id="rIdX"/>'), "a.html", "<p/>", "aFChunk"
    ),
    "an embedded object": lambda: linked_part(letter("hello"), "o.bin", "x", "oleObject"),
    "macros": lambda: linked_part(letter("hello"), "vba.bin", "x", "vbaProject"),
    "a control": lambda: linked_part(letter("hello"), "c.xml", "<x/>", "control"),
    "a field that runs a program": lambda: with_body(field("DDEAUTO c:\\\\cmd.exe")),
    "a field that fetches text": lambda: with_body(field(" INCLUDETEXT http://example.org ")),
    "a field that fetches a picture": lambda: with_body(
        '<w:p><w:fldSimple w:instr=" INCLUDEPICTURE x "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    ),
    "a page number never shown": lambda: with_body(field("PAGE")),
    "a number of pages never shown": lambda: with_body(
        '<w:p><w:fldSimple w:instr="NUMPAGES"/></w:p>'
    ),
    "a date that changes": lambda: with_body(field('DATE \\@ "d MMMM"', "1 May")),
    "a tag in a field": lambda: with_body(field("HYPERLINK {{ plan.link }}", "here")),
    "a tag in a chart": lambda: linked_part(letter("hello"), "chart1.xml", CHART, "chart"),
    "a tag in an endnote": lambda: linked_part(
        letter("hello"), "endnotes.xml", COMMENTS.replace("omment", "ndnote"), "endnotes"
    ),
    "a tag not closed": lambda: letter("# Goals", "Dear {{ employee.name, welcome"),
    "a tag closed by one brace": lambda: letter(
        "Dear {{ employee.name }, welcome {{ plan.id }}"
    ),
    "a tag opened by one brace": lambda: letter("Dear { employee.name }}, welcome"),
    "a tag over two paragraphs": lambda: letter("Dear {{ employee.", "name }}"),
    "two words": lambda: letter("Dear {{ employee name }}"),
    "an empty tag": lambda: letter("Dear {{ }}"),
    "an expression cut short": lambda: letter("{% if plan.id == %}x{% endif %}"),
    "a word after endfor": lambda: letter("{% for g in goals %}x{% endfor goals %}"),
    "a picture inside a tag": lambda: with_body(
        f"<w:p>{RUN.format('{{ plan')}{DRAWING.format('')}{RUN.format('.id }}')}</w:p>"
    ),
    "an unknown tag": lambda: letter("{% iff plan.id %}x{% endif %}", "{% unless x %}"),
    "elseif": lambda: letter("{% if plan.id %}x{% elseif plan.no %}y{% endif %}"),
    "a space before p": lambda: letter("{% p if plan.id %}", "x", "{% p endif %}"),
    "capital keywords": lambda: letter("{% If plan.id %}x{% Endif %}"),
    "a capital In": lambda: letter("{% for g In goals %}x{% endfor %}"),
    "a call": lambda: letter("{{ employee.name.upper() }}"),
    "the way out of the sandbox": lambda: letter("{{ plan.__class__.__init__.__globals__ }}"),
    "a function of Jinja": lambda: letter(
        "{{ cycler('a') }}{% for i in range(9) %}x{% endfor %}"
    ),
    "a calculation": lambda: letter(
        "{{ 'x' * 100000000 }} {{ 9 ** 9 }} {{ goals|length - 1 }}"
    ),
    "a minus as Word types it": lambda: letter("{{ goals|length – 1 }}"),
    "set": lambda: letter("{% set x = plan.id %}"),
    "a file brought in": lambda: letter("{% include 'other.docx' %}"),
    "a loop over two names": lambda: letter("{% for a, b in goals %}x{% endfor %}"),
    "a loop over a filter": lambda: letter("{% for a in goals|upper %}x{% endfor %}"),
    "a backslash": lambda: letter("{{ 'a\\n' ~ plan.id }}"),
    "loop outside a loop": lambda: letter("{{ loop.index }}"),
    "an unknown field of loop": lambda: letter(
        "{% for g in goals %}{{ loop.cycle }}{% endfor %}"
    ),
    "loops nested too deep": lambda: letter(
        "".join(f"{{% for {c} in goals %}}" for c in "abcde") + "x" + "{% endfor %}" * 5
    ),
    "an unknown filter": lambda: letter("{{ plan.id|format }} {{ plan.id|center(900000000) }}"),
    "an unknown test": lambda: letter("{% if plan.id is defined %}x{% endif %}"),
    "if without endif": lambda: letter("{% if plan.id %}x"),
    "endif without if": lambda: letter("x{% endif %}"),
    "else without if": lambda: letter("x{% else %}y"),
    "a choice over paragraphs": lambda: letter("{% if plan.id %}x", "y", "z{% endif %}"),
    "a loop over cells": lambda: letter(
        "# Goals",
        rows=[["Goal", "Target"], ["{% for g in goals %}{{ g.name }}", "{% endfor %}"]],
    ),
    "p ended by tr": lambda: letter("{%p if plan.id %}", rows=[["{%tr endif %}"]]),
    "a paragraph choice out of its cell": lambda: letter(
        "{%p if plan.id %}", rows=[["x\n{%p endif %}", "y"]]
    ),
    "crossed tags": lambda: letter(
        "{% for g in goals %}{% if g.met %}x{% endfor %}{% endif %}"
    ),
    "text beside a paragraph tag": lambda: letter(
        "Goals: {%p for g in goals %}", "{%p endfor %}"
    ),
    "text in the row of a row tag": lambda: letter(
        rows=[
            ["{%tr for g in goals %}", "Target"],
            ["{{ g.name }}", ""],
            ["{%tr endfor %}", ""],
        ]
    ),
    "a page break beside a paragraph tag": lambda: with_body(
        f'<w:p><w:r><w:br w:type="page"/></w:r>{RUN.format("{%p if plan.id %}")}</w:p>'
        f"<w:p>{RUN.format('{%p endif %}')}</w:p>"
    ),
    "two paragraph tags in one": lambda: letter("{%p if plan.id %}{%p endif %}"),
    "a row tag outside a table": lambda: letter("{%tr for g in goals %}", "{%tr endfor %}"),
    "rich text": lambda: letter("{{r plan.id }} {{p plan.id }}"),
    "a loop over columns": lambda: letter(rows=[["{%tc for g in goals %}", "{%tc endfor %}"]]),
    "a cell's colour": lambda: letter(rows=[["{% cellbg plan.id %}x"]]),
    "a merging dash": lambda: letter("{%- if plan.id %}x{% endif -%}"),
    "a picture in a loop": lambda: with_body(
        f"<w:p>{RUN.format('{%p for g in goals %}')}</w:p><w:p>{DRAWING.format('')}</w:p>"
        f"<w:p>{RUN.format('{%p endfor %}')}</w:p>"
    ),
    "a tag in a setting": lambda: with_body(
        '<w:p><w:bookmarkStart w:id="0" w:name="{{ plan.id }}"/><w:bookmarkEnd w:id="0"/></w:p>'
    ),
    "a control's tag that chooses": lambda: with_body(
        paragraph("{% if plan.id %}receipt{% endif %}")
    ),
    "a control's tag that is a field": lambda: with_body(paragraph("{{ plan.id }}")),
    "a control of an issued letter": lambda: with_body(paragraph("receipt__em234567abcd")),
    "a control's tag with other signs": lambda: with_body(paragraph("remark_my goal")),
    "a mistake in a control's tag": lambda: with_body(paragraph("remark_{{ g.id | center }}")),
    "a loop inside a control of rows": lambda: with_body(
        "<w:tbl>"
        + control("reply").replace(
            "<w:r><w:t>Type here</w:t></w:r>",
            "".join(
                f"<w:tr><w:tc>{words(text)}</w:tc></w:tr>"
                for text in ("{%tr for g in goals %}", "{{ g.name }}", "{%tr endfor %}")
            ),
        )
        + "</w:tbl>"
    ),
    "a choice in an alternative text": lambda: with_body(
        "<w:p>" + DRAWING.replace("{}", ' descr="{% if plan.id %}x{% endif %}"') + "</w:p>"
    ),
    "mistakes in header, footer and title": lambda: bad_around(),
    "strange names for Word's own": lambda: changed(
        letter("hello"), BODY, lambda t: t.replace("w:", "q:").replace("xmlns:w=", "xmlns:q=")
    ),
}


def bad_around() -> bytes:
    content = letter("hello", header="{{ Plan id }}", footer="{% unless x %}")
    core = "docProps/core.xml"
    title = "<dc:title>{{ a( }}</dc:title>"
    return changed(content, core, lambda t: re.sub("<dc:title.*?(/|</dc:title)>", title, t))


@cache
def found(case: str) -> tuple[Diagnostic, ...]:
    return tuple(problems(CASES[case](), "letter.docx"))


def test_each_refusal_has_its_words_and_place(golden) -> None:
    said = [f"{case}\n" + "".join(f"{wrong}\n" for wrong in found(case)) for case in CASES]
    golden("documents/refusals.txt", "\n".join(said))


@pytest.mark.parametrize("case", CASES)
def test_every_refusal_has_code_hint_and_file(case: str) -> None:
    assert found(case)
    for wrong in found(case):
        assert wrong.code.startswith("T6")
        assert wrong.hint
        assert wrong.file == "letter.docx"
        assert wrong.message[0].islower()
        assert not wrong.message.endswith(".")


def test_all_mistakes_of_a_template_come_at_once_in_reading_order() -> None:
    content = letter(
        "{{ employee name }}",
        "{% If plan.id %}x{% endif %}",
        "{{ plan.id|center }}",
        rows=[["{% for g in goals %}", "{% endfor %}"], ["{{ 2 * 3 }}", "{%tc for x in y %}"]],
        footer="{{ document.version",
    )
    assert [wrong.code for wrong in problems(content)] == [
        "T623",
        "T630",
        "T621",
        "T625",
        "T624",
        "T627",
        "T620",
    ]


def test_mending_one_mistake_takes_away_exactly_its_line() -> None:
    lines = [
        "{{ employee name }}",
        "{% If plan.id %}x{% endif %}",
        "{{ plan.id|center }}",
        "{% if x %}",
    ]
    mended = ["{{ employee.name }}", "{% if plan.id %}x{% endif %}", "{{ plan.id }}", "x"]
    everything = [str(p) for p in problems(letter(*lines))]
    assert len(everything) == len(lines)
    for at in range(len(lines)):
        rest = [str(p) for p in problems(letter(*lines[:at], mended[at], *lines[at + 1 :]))]
        assert len(rest) == len(lines) - 1
        assert set(rest) < set(everything)
    sound(letter(*mended))


def test_web_and_mail_links_stay() -> None:
    for target in ("https://example.org/policy", "mailto:hr@example.org"):
        sound(linked(letter("hello"), "hyperlink", target, external=True))


def test_a_page_number_that_was_shown_is_fine() -> None:
    sound(with_body(field("PAGE", "1") + field("NUMPAGES", "4")))


def test_the_page_on_errors_shows_each_code_as_it_is_said() -> None:
    page = (Path(__file__).parents[3] / "docs" / "errors-templates.md").read_text("utf-8")
    explained = re.findall(r"^## (T6\d\d) ", page, re.MULTILINE)
    shown = re.findall(r"^```text\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    lacks = [wrong for lacking in LACKING.values() for wrong in lacking()]
    wrongs = [*lacks, *(wrong for case in CASES for wrong in found(case))]
    said, codes = {str(wrong) for wrong in wrongs}, {wrong.code for wrong in wrongs}
    assert explained == sorted(codes | {"T634"})  # that one is a mistake of ours
    assert len(shown) == len(codes)
    assert set(shown) <= said
