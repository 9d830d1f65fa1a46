"""A filled letter says what the brief says, is always a sound file, and never runs what it prints."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.documents.template.compile import compile_template
from engine.documents.template.render import BriefError, render
from engine.documents.word.clean import cleaned
from engine.documents.word.wordml import parse
from tests.documents.letters import (
    BODY,
    PROPERTIES,
    TOKENS,
    changed,
    filled,
    letter,
    parts_of,
    saved,
    sound,
    with_body,
    with_parts,
)
from tests.documents.word_text import read_word

ROOT = Path(__file__).parents[3]
RUN = "<w:r><w:t>{}</w:t></w:r>"
BRIEF = {
    "employee": {"name": "Anna Berg", "team": ""},
    "plan": {"id": "P-7", "link": 'a "quoted" <link> & more'},
    "document": {"id": "P-7-02", "version": 3},
    "score": {"text": "62.4 % of the weights met"},
    "period": {"known": True},
    "support": [{"what": "Coaching", "owner": "Kim"}, {"what": "Shadowing", "owner": "Lee"}],
    "goals": [
        {
            "name": "Pipeline & leads",
            "target": "80 %",
            "met": "yes",
            "steps": [{"text": "call"}],
        },
        {"name": "Calls", "target": "40", "met": "", "steps": [{"text": "a"}, {"text": "b"}]},
    ],
    "training": [],
}


def broad() -> bytes:
    """Every form of tag that docxtpl and this engine both know, with the runs Word would make."""
    document = docx.Document()
    document.core_properties.title = "Plan {{ plan.id }}"
    document.add_paragraph("About {{ employee.name }}", style="Heading 1")
    split = document.add_paragraph("Dear {")
    for text in ("{ emp", "loyee", ".name }", "}, plan {{ plan.id }}"):
        split.add_run(text).bold = text == "loyee"
    document.add_paragraph(
        "{% if period.known %}It is {{ score.text }}{% else %}Not known{% endif %}. "
        "{% for s in support %}{{ s.what }} by {{ s.owner }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}."
    )
    for text in (
        "{%p for s in support %}",
        "{{ loop.index }} of {{ loop.length }}: {{ s.what|upper }}",
        "{%p if s.owner == 'Kim' %}",
        "With Kim{# she leads it #}",
        "{%p elif s.owner %}",
        "With {{ s.owner }}",
        "{%p endif %}",
        "{%p endfor %}",
        "{%p for t in training %}",
        "never",
        "{%p else %}",
        "no training",
        "{%p endfor %}",
        "{#p a remark for whoever edits this #}",
        "{{ ‘one’ ~ “ and ” ~ plan['id'] }} {_{ kept }_}",
        "{{ employee.team or 'no team' }} {{ goals[0].name }} {{ goals|length }}",
    ):
        document.add_paragraph(text)
    rows = [
        ["Goal", "Target", "Steps"],
        ["{%tr for g in goals %}", "", ""],
        [
            "{{ g.name }}",
            "{% if g.met %}{{ g.target }} (met){% else %}{{ g.target }}{% endif %}",
            "{%p for step in g.steps %}\n{{ loop.index }}. {{ step.text }}\n{%p endfor %}\nend",
        ],
        ["{%tr endfor %}", "", ""],
        ["{%tr if period.known %}", "", ""],
        ["Sum", "{{ score.text }}", ""],
        ["{%tr endif %}", "", ""],
    ]
    table = document.add_table(len(rows), 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "{{ document.id }}"
    document.sections[0].footer.paragraphs[0].text = "version {{ document.version }}"
    return saved(document)


def docxtpls(content: bytes) -> bytes:
    template = DocxTemplate(io.BytesIO(content))
    template.render(BRIEF, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def test_says_what_docxtpl_says() -> None:
    ours, theirs = (
        read_word(render(sound(broad()), BRIEF, PROPERTIES, TOKENS)),
        read_word(docxtpls(broad())),
    )
    assert ours.lines == theirs.lines
    assert ours.tables == theirs.tables
    assert ours.around == theirs.around == ("version 3", "P-7-02")
    assert ours.core["title"] == theirs.core["title"] == "Plan P-7"
    assert "It is 62.4 % of the weights met. Coaching by Kim, Shadowing by Lee." in ours.lines


def test_python_docx_reads_the_same_as_our_own_reader() -> None:
    content = filled(broad(), **BRIEF)
    document = docx.Document(io.BytesIO(content))
    said = read_word(content)
    cells = tuple(tuple(cell.text for cell in row.cells) for row in document.tables[0].rows)
    assert said.tables == (cells,)
    assert said.headings == ("About Anna Berg",)
    assert [p.text for p in document.paragraphs] == [
        line
        for line in said.lines
        if line not in {t for row in cells for c in row for t in c.split("\n")}
    ]


def test_a_tag_keeps_the_look_of_the_run_it_starts_in() -> None:
    document = docx.Document()
    line = document.add_paragraph("Dear ")
    line.add_run("{{ employee").bold = True
    line.add_run(".name }}, ").italic = True
    line.add_run("{% if plan.id %}yes{% endif %}").underline = True
    out = docx.Document(io.BytesIO(filled(saved(document), **BRIEF)))
    looks = [(r.text, r.bold, r.italic, r.underline) for r in out.paragraphs[0].runs]
    assert looks == [
        ("Dear ", None, None, None),
        ("Anna Berg", True, None, None),
        (", ", None, True, None),
        ("yes", None, None, True),
    ]


def test_marks_of_the_spelling_check_and_saved_breaks_do_not_part_a_tag() -> None:
    xml = (
        '<w:p><w:r w:rsidR="00AB"><w:t xml:space="preserve">Dear {{ </w:t></w:r>'
        '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="7" w:name="_GoBack"/>'
        '<w:r><w:lastRenderedPageBreak/><w:t>employee</w:t></w:r><w:bookmarkEnd w:id="7"/>'
        '<w:proofErr w:type="spellEnd"/><w:hyperlink w:anchor="x"><w:r><w:t>.name</w:t></w:r>'
        "</w:hyperlink><w:r><w:tab/><w:t>}}!</w:t></w:r></w:p>"
    )
    assert read_word(filled(with_body(xml), **BRIEF)).lines[0] == "Dear Anna Berg!"


NASTY = {
    "an ampersand": "a & b",
    "less than": "a < b > c",
    "a tag that swallows": "<select>",
    "markup": "x</w:t></w:r></w:p><w:p><w:r><w:t>FORGED PARAGRAPH: quota met",
    "the end of a CDATA section": "]]>",
    "an entity": "&amp; &#0; &bogus;",
    "quotes": "\"double\" and 'single'",
    "a control character": "Discovery\x00\x07\x1b & qualification",
    "a character that is none": "a\ufffeb\uffffc\U0001fffed",
    "a lone surrogate": "a\ud800b\udfffc",
    "a Jinja expression": "{{ 7 * 7 }}",
    "a Jinja block": "{% for x in y %}{{ x }}{% endfor %}{# no #}",
    "docxtpl's escape": "{_{ x }_}",
    "our own marks": "<?planward 0?> [planward:0] \x01 1 \x02",
    "a Windows line end": "one\r\ntwo\rthree\nfour",
    "a tab": "a\tb",
    "an emoji and a combining accent": "👩‍💼 e\u0301 \u202eright to left",
    "spaces at both ends": "  x  ",
    "spaces that do not break": "62\u202f400\u00a0EUR, soft\u00adhyphen",
}


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_nasty_values_print_as_they_are_and_forge_nothing(value: str) -> None:
    content = letter("<{{ v }}>", rows=[["{{ v }}"]], header="{{ v }}")
    said = read_word(filled(content, v=value))
    assert said.lines[0] == f"<{cleaned(value)}>"
    assert len(said.lines) == len(read_word(filled(content, v="plain")).lines)
    assert said.tables == (((cleaned(value),),),)
    assert said.around[0] == cleaned(value)


def test_cleaned_takes_out_what_word_cannot_show_and_nothing_else() -> None:
    assert cleaned("a\x00b\ud800c\ufffe") == "abc"
    assert cleaned("a\r\nb\rc\x0bd\x85e") == "a\nb\nc\nd\ne"
    assert cleaned("Zoë\u00a0\u2028👩‍💼\t&<>") == "Zoë\u00a0\u2028👩‍💼\t&<>"


EVERYWHERE = sound(
    with_parts(
        letter(
            "x{{ v }}y",
            "{% if v %}[{{ v }}]{% else %}nothing{% endif %}",
            "{%p for i in many %}",
            "{{ i.v }}",
            "{%p endfor %}",
            rows=[["{{ v }}"]],
            header="{{ v }}",
            footer="{{ v|upper }}",
        ),
        {
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/'
            '2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>{{ v }}</dc:title></cp:coreProperties>"
        },
    )
)
any_text = st.text(st.characters(codec=None), max_size=40) | st.text(
    "{}%#<>&\"'\\\r\n\t a", max_size=40
)


@settings(max_examples=150)
@given(value=any_text, more=st.lists(any_text, max_size=3))
def test_any_text_gives_a_sound_file_that_says_it_back(value: str, more: list[str]) -> None:
    properties = PROPERTIES | {"planward_plan": value}
    brief = {"v": value, "many": [{"v": text} for text in more]}
    content = render(EVERYWHERE, brief, properties, TOKENS)
    for part in parts_of(content).values():
        if part.startswith(b"<?xml"):
            parse(part)
    said = read_word(content)
    shown = cleaned(value)
    assert said.lines[:2] == (f"x{shown}y", f"[{shown}]" if value else "nothing")
    assert said.lines[2 : 2 + len(more)] == tuple(map(cleaned, more))
    assert said.tables == (((shown,),),)
    assert (
        said.core["title"] == said.properties["planward_plan"] == re.sub("[\n\t]+", " ", shown)
    )


def hashed_elsewhere(content: bytes, seed: str) -> str:
    """The letter's hash as a fresh process gets it, whose sets lie in another order."""
    code = (
        "import sys, hashlib, tests.documents.template.test_render as t; content = sys.stdin.buffer.read();"
        "made = t.render(t.sound(content), t.BRIEF, t.PROPERTIES, t.TOKENS);"
        "print(hashlib.sha256(made).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed}
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=content,
        env=environment,
        cwd=ROOT,
        capture_output=True,
    )
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode().strip()


def test_the_same_brief_gives_the_same_bytes_whoever_compiles() -> None:
    content = broad()
    once = render(sound(content), BRIEF, PROPERTIES, TOKENS)
    again = render(sound(content), {k: BRIEF[k] for k in reversed(BRIEF)}, PROPERTIES, TOKENS)
    assert once == again
    assert (
        hashed_elsewhere(content, "1")
        == hashed_elsewhere(content, "2")
        == sha256(once).hexdigest()
    )
    other = render(sound(content), BRIEF, PROPERTIES | {"planward_version": "4"}, TOKENS)
    assert other != once


def test_the_file_is_dated_1980_its_parts_in_order_and_none_left_of_the_authors() -> None:
    document = docx.Document()
    document.core_properties.author = "Kim Author"
    document.add_paragraph("{{ plan.id }}")
    content = filled(saved(document), **BRIEF)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    everything = b"".join(parts_of(content).values())
    for name in (b"Kim Author", b"thumbnail", b"dcterms:created", b"lastModifiedBy"):
        assert name not in everything


def test_properties_say_which_plan_and_which_template() -> None:
    template = sound(broad())
    said = read_word(render(template, BRIEF, PROPERTIES, TOKENS)).properties
    assert said == PROPERTIES | {"planward_template": template.sha256}
    less = {k: v for k, v in PROPERTIES.items() if k != "planward_plan"}
    with pytest.raises(BriefError, match="planward_plan was not given"):
        render(template, BRIEF, less, TOKENS)


def test_a_templates_own_properties_stay_and_ours_are_not_doubled() -> None:
    once = sound(letter("hello"))
    issued = render(once, {}, PROPERTIES, TOKENS)
    labelled = changed(
        issued,
        "docProps/custom.xml",
        lambda t: t.replace("planward_plan", "Label {{ plan.id }}"),
    )
    with pytest.raises(AssertionError, match="T632"):
        sound(labelled)
    labelled = changed(
        issued,
        "docProps/custom.xml",
        lambda t: t.replace("planward_plan", "Label").replace(
            "&lt;Label&gt;", "of {{ plan.id }}"
        ),
    )
    said = read_word(filled(labelled, **BRIEF)).properties
    assert len(said) == 8
    assert re.match("<planward_plan>|of P-7", said["Label"])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(
            letter("# Goals", "Dear {{ employee.nme }}"),
            'body, under "Goals", paragraph 1: "{{ employee.nme }}": the brief has no field '
            '"employee.nme"; did you mean "name"?',
            id="a misspelt field",
        ),
        pytest.param(
            letter("{{ employe.name }}"),
            'paragraph 1: "{{ employe.name }}": the brief has no field "employe"; '
            'did you mean "employee"?',
            id="a misspelt group",
        ),
        pytest.param(
            letter(
                rows=[
                    ["{%tr for g in goals %}", ""],
                    ["x", "{{ g.aim }}"],
                    ["{%tr endfor %}", ""],
                ]
            ),
            'body, table 1, row 2, column 2: "{{ g.aim }}": the brief has no field "g.aim"',
            id="a field of an item, in a table",
        ),
        pytest.param(
            letter("x", footer="{{ document.no }}"),
            'footer, paragraph 1: "{{ document.no }}": the brief has no field "document.no"',
            id="in the footer",
        ),
        pytest.param(
            letter("{% if plan.state == 'open' %}x{% endif %}"),
            '"{% if plan.state == \'open\' %}": the brief has no field "plan.state"',
            id="in a condition",
        ),
        pytest.param(
            letter("{%p for x in targets %}", "y", "{%p endfor %}"),
            '"{%p for x in targets %}": the brief has no field "targets"',
            id="in a loop",
        ),
        pytest.param(
            letter("{% for x in employee.teams %}y{% endfor %}"),
            '"{% for x in employee.teams %}": the brief has no field "employee.teams"; did you mean "team"?',
            id="in a loop in a line",
        ),
        pytest.param(
            letter("{{ goals }}"), '"{{ goals }}": a list cannot be printed', id="a whole list"
        ),
        pytest.param(
            letter("{{ employee }}"), "a group of fields cannot be printed", id="a whole group"
        ),
        pytest.param(letter("{{ period.known }}"), "a yes or no cannot be printed", id="a yes"),
        pytest.param(letter("{{ day }}"), "date cannot be printed", id="an undressed date"),
        pytest.param(
            letter("{% if plan.id > 3 %}x{% endif %}"),
            '"{% if plan.id > 3 %}"',
            id="a text above 3",
        ),
        pytest.param(letter("{{ goals.items }}"), 'no field "goals.items"', id="a method"),
        pytest.param(
            letter("{{ plan.keys }}"), 'no field "plan.keys"', id="a method of a group"
        ),
        pytest.param(letter("{{ long }}"), "100,001 characters is too long", id="a huge value"),
    ],
)
def test_what_the_brief_lacks_is_said_with_its_place(content: bytes, says: str) -> None:
    brief = BRIEF | {"day": date(2026, 5, 12), "long": "x" * 100_001}
    with pytest.raises(BriefError) as refusal:
        render(sound(content, "plan.docx"), brief, PROPERTIES, TOKENS)
    assert str(refusal.value).startswith("plan.docx: ")
    assert says in str(refusal.value)


def test_a_part_grown_beyond_any_letter_is_refused() -> None:
    nested = "{% for a in many %}{% for b in many %}{{ b }}{% endfor %}{% endfor %}"
    with pytest.raises(BriefError, match="more than 20,000,000 characters"):
        filled(letter(nested), many=["x" * 50_000] * 30)


def test_fields_are_found_through_loops() -> None:
    assert sound(broad()).fields == {
        "employee.name",
        "employee.team",
        "plan.id",
        "document.id",
        "document.version",
        "period.known",
        "score.text",
        "support[].what",
        "support[].owner",
        "training",
        "goals",
        "goals[].name",
        "goals[].target",
        "goals[].met",
        "goals[].steps[].text",
    }
    assert sound(broad()).fields <= set(paths(BRIEF))


def paths(value: object, under: str = "") -> Iterator[str]:
    """Every field a brief holds, written as in `Template.fields`: `goals[].name`."""
    if under:
        yield under
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from paths(inner, f"{under}.{key}" if under else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{under}[]")


def test_a_join_asks_for_the_field_it_joins() -> None:
    content = letter("{{ support|join(', ', 'owner') }}", "{{ names|join('; ') }}")
    assert sound(content).fields == {"support[].owner", "names[]"}
    lines = read_word(filled(content, names=["a", "b"], **BRIEF)).lines
    assert lines[:2] == ("Kim, Lee", "a; b")


def test_headings_and_text_are_those_of_the_template() -> None:
    content = letter("# Goals of {{ employee.name }}", "Text", footer="f {{ plan.id }}")
    template = sound(content)
    assert template.headings == ("Goals of {{ employee.name }}",)
    assert template.text.split("\n")[:2] == ["Goals of {{ employee.name }}", "Text"]
    assert "f {{ plan.id }}" in template.text
    built_on = changed(content, BODY, lambda t: t.replace('"Heading1"', '"Chapter"'))
    assert sound(built_on).headings == template.headings


def test_an_alternative_text_is_filled_in_on_one_line() -> None:
    xml = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="1" name="Logo" descr="of {{ plan.link }}!"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    content = with_body(xml)
    for value, shown in {
        'say "hello"': "say &#34;hello&#34;",
        "a\n<b>\tc & d's": "a &lt;b&gt; c &amp; d&#39;s",
        "d's": "d's",
    }.items():
        body = parts_of(filled(content, plan={"link": value}))[BODY]
        parse(body)
        assert f'descr="of {shown}!"' in body.decode()


def test_text_boxes_and_footnotes_are_filled_in() -> None:
    box = (
        f"<w:p>{RUN.format('out {{ plan.id }}')}<w:r><w:pict><w:txbxContent>"
        f"<w:p>{RUN.format('in {{ employee.name }}')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    assert read_word(filled(with_body(box), **BRIEF)).lines[:2] == ("out P-7", "in Anna Berg")


EMPTY = {"goals": [], "plan": {"id": ""}}


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("{%p if plan.id %}\nx\n{%p endif %}", id="a choice"),
        pytest.param("{%p for g in goals %}\nx\n{%p endfor %}", id="a loop"),
        pytest.param(
            "{%p if not plan.id %}\n{%p else %}\nx\n{%p endif %}", id="an empty branch"
        ),
        pytest.param(
            "{%p for g in goals %}\n{%p if g.met %}\nx\n{%p endif %}\n{%p endfor %}",
            id="nested",
        ),
        pytest.param(
            "{%p if plan.id %}\nx\n{%p endif %}\n{%p for g in goals %}\nx\n{%p endfor %}",
            id="two",
        ),
        pytest.param("{#p nothing here #}", id="a comment alone"),
    ],
)
def test_a_cell_is_never_left_without_a_paragraph(cell: str) -> None:
    for brief in (
        EMPTY,
        EMPTY | {"goals": [{"met": ""}]},
        {"goals": [{"met": "y"}], "plan": {"id": "1"}},
    ):
        body = parse(parts_of(filled(letter(rows=[[cell, "y"]]), **brief))[BODY])
        cells = list(body.iter("{*}tc"))
        assert len(cells) == 2
        assert all(c[-1].tag.endswith("}p") for c in cells)


def test_a_table_is_never_left_without_a_row() -> None:
    content = letter(
        rows=[["{%tr for g in goals %}", ""], ["{{ g.name }}", "x"], ["{%tr endfor %}", ""]]
    )
    assert read_word(filled(content, goals=[])).tables == ((("",),),)
    assert read_word(filled(content, goals=[{"name": "n"}])).tables == ((("n", "x"),),)


def test_a_loop_repeats_no_ids() -> None:
    w14 = (
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="1A2B3C4D"'
    )
    xml = (
        f"<w:p>{RUN.format('{%p for g in goals %}')}</w:p>"
        f'<w:p {w14}><w:bookmarkStart w:id="3" w:name="here"/>{RUN.format("{{ g.name }}")}'
        f'<w:bookmarkEnd w:id="3"/></w:p><w:p>{RUN.format("{%p endfor %}")}</w:p>'
    )
    body = parts_of(filled(with_body(xml), **BRIEF))[BODY]
    assert b"1A2B3C4D" not in body
    assert b"bookmarkStart" not in body
    assert body.count(b"Pipeline &amp; leads") == 1


def test_parts_nothing_points_to_do_not_go_out() -> None:
    content = with_parts(
        letter("hello"), {"[trash]/0000.dat": b"an old draft", "word/old.xml": "<x/>"}
    )
    parts = parts_of(filled(content))
    assert not {"[trash]/0000.dat", "word/old.xml", "docProps/thumbnail.jpeg"} & set(parts)


def test_an_issued_letter_prints_braces_from_the_brief_and_fills_in_nothing_twice() -> None:
    issued = filled(letter("{{ v }}"), v="{{ 7 * 7 }}")
    assert read_word(issued).lines[0] == "{{ 7 * 7 }}"
    assert not hasattr(compile_template("issued.docx", issued), "fields")
