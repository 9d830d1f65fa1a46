"""A returned letter's fields and lines: what a person reads in it, however a program wrote it."""

import pytest

from engine.core.record.returned import Field, ReturnedDocument
from engine.documents.reading.read_back import read_returned
from tests.documents.letters import (
    BODY,
    changed,
    letter,
    linked,
    parts_of,
    with_body,
    with_parts,
)
from tests.documents.returned import (
    CHOICE,
    PROMPT,
    TICK,
    cell,
    code,
    control,
    gone,
    mark,
    marked,
    par,
    row,
    run,
    table,
    tracked,
    with_styles,
    with_types,
)

DATE = '<w:date{}><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="{}"/></w:date>'
FULL = ' w:fullDate="2026-03-05T00:00:00Z"'


def said(xml: str) -> ReturnedDocument:
    return read_returned(with_body(xml))


def one(xml: str) -> Field:
    (found,) = said(xml).fields
    return found


LEVELS = {
    "in a line": lambda wrap: par(run("Words "), wrap(run("value"))),
    "around a paragraph": lambda wrap: wrap(par(run("value"))),
    "around a cell": lambda wrap: table(
        row(cell(par(run("Words"))), wrap(cell(par(run("value")))))
    ),
    "around a row": lambda wrap: table(wrap(row(cell(par(run("value"))), cell(par())))),
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_field_is_found_at_every_level_by_its_tag(level: str) -> None:
    found = said(LEVELS[level](lambda content: control("reply", content)))
    assert found.fields == (Field("reply", "value"),)
    assert found.lines[-2].endswith("[reply]")
    assert not any("value" in line for line in found.lines)


@pytest.mark.parametrize("level", ["in a line", "around a paragraph"])
@pytest.mark.parametrize("kept", [True, False], ids=["control without a tag", "bare text"])
def test_a_field_whose_tag_was_lost_is_found_by_its_bookmark(level: str, kept: bool) -> None:
    found = said(
        LEVELS[level](lambda c: marked("reply", control("", c, CHOICE) if kept else c))
    )
    assert found.fields == (
        Field("reply", "value", kind="choice" if kept else "text", by="bookmark"),
    )
    assert found.lines[0].endswith("[reply]")


def test_a_tag_and_its_bookmark_are_one_field_and_the_bookmark_holds_what_slipped_out() -> None:
    """One program keeps only the first paragraph of a field in its control."""
    inside = control("reply", par(run("first"))) + par(run("second"))
    found = said(marked("reply", inside) + par(run("after")))
    assert found.fields == (Field("reply", "first\nsecond"),)
    assert found.lines == ("body| [reply]", "body| after", "body| and an end")


def test_a_bookmark_inside_its_own_control_is_no_second_field() -> None:
    inside = control("reply", par(marked("reply", run("first")), run(" more")))
    assert said(inside).fields == (Field("reply", "first more"),)


def test_a_bookmark_begun_twice_and_ended_once_is_one_field() -> None:
    begun = '<w:bookmarkStart w:id="{}" w:name="pw_reply"/>'
    first = par(begun.format(8), control("reply", run("first")))
    second = par(begun.format(9), run("second"), '<w:bookmarkEnd w:id="9"/>')
    found = said(first + second + par(run("after")))
    assert found.fields == (Field("reply", "first\nsecond"),)
    assert found.lines[1:] == ("body| after", "body| and an end")


def test_the_token_is_parted_from_the_name() -> None:
    assert one(par(control("decision_hr__abcdefghij23", run("Approve"), CHOICE))) == Field(
        "decision_hr", "Approve", token="abcdefghij23", kind="choice"
    )


def test_a_bookmark_cut_by_word_still_tells_the_name() -> None:
    found = one(par(marked("decision_second_line_manager__abcdefghij23", run("Approve"))))
    assert (found.name, found.token) == ("decision_second_line_manager", "")


def test_two_fields_of_one_name_are_both_told() -> None:
    found = said(
        par(control("receipt", run("Received"))) + par(control("receipt", run("Refused")))
    )
    assert [each.value for each in found.fields] == ["Received", "Refused"]
    assert found.field("receipt") is None


def test_a_lock_is_told() -> None:
    for lock in ("contentLocked", "sdtContentLocked"):
        assert one(control("clause_pay", par(run("Text.")), lock=lock)).locked
    assert not one(control("clause_pay", par(run("Text.")), lock="sdtLocked")).locked


def test_what_another_editor_wraps_around_plain_text_is_no_field() -> None:
    found = said(par(control("goog_rdk_0", run("plain"))))
    assert found.fields == ()
    assert found.lines[0] == "body| plain"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        pytest.param("<w:text/>", "Hal  Partner ", "Hal Partner", id="text"),
        pytest.param(CHOICE, "Approve", "Approve", id="a choice"),
        pytest.param(
            CHOICE, "yes", "Approve", id="the value of a choice in place of its words"
        ),
        pytest.param(CHOICE, "Maybe", "Maybe", id="words that are not on the list"),
        pytest.param(TICK.format(1), "☐", "yes", id="ticked, whatever the old glyph shows"),
        pytest.param(TICK.format(0), "☒", "no", id="not ticked"),
        pytest.param(
            TICK.format(1).replace("w14:val", "w:val"),
            "☐",
            "yes",
            id="ticked, as LibreOffice writes it",
        ),
        pytest.param(
            TICK.format(0).replace("w14:val", "w:val"), "☒", "no", id="the same, not ticked"
        ),
        pytest.param(
            TICK.replace(' w14:val="{}"', ""), "☒", "no", id="a tick that does not say"
        ),
        pytest.param(DATE.format(FULL, "en-US"), "", "2026-03-05", id="a date, no text"),
        pytest.param(
            DATE.format(FULL, "en-US"), "5 March 2026", "2026-03-05", id="date in words"
        ),
        pytest.param(DATE.format(FULL, "de-DE"), "5. März 2026", "2026-03-05", id="in German"),
        pytest.param(DATE.format(FULL, "en-US"), "3/5/26", "2026-03-05", id="in figures"),
        pytest.param(
            DATE.format(FULL, "en-US"), "5 April 2026", "5 April 2026", id="another month"
        ),
        pytest.param(
            DATE.format(FULL, "en-US"), "6 March 2026", "6 March 2026", id="another day"
        ),
        pytest.param(
            DATE.format(FULL, "xx"), "5 avril 2026", "5 avril 2026", id="unknown month"
        ),
        pytest.param(
            DATE.format("", "en-US"), "2026-03-06", "2026-03-06", id="date by LibreOffice"
        ),
        pytest.param(
            DATE.format(' w:fullDate="soon"', "en"), "soon", "soon", id="a broken date"
        ),
    ],
)
def test_a_value_is_what_a_person_reads(kind: str, text: str, value: str) -> None:
    assert one(par(control("field", run(text), kind))).value == value


@pytest.mark.parametrize("kind", ["<w:text/>", CHOICE, DATE.format(FULL, "en")])
def test_a_field_that_shows_its_prompt_is_empty(kind: str) -> None:
    assert one(par(control("field", run("Approve", PROMPT), kind, prompt=True))).value == ""
    assert one(par(control("field", run("Choose an item."), kind, prompt=True))).value == ""


def test_a_prompt_is_no_text_of_the_field_around_it() -> None:
    inner = control("inner", run("Click here.", PROMPT), prompt=True)
    found = said(par(control("outer", run("Said. ") + inner)))
    assert {each.name: each.value for each in found.fields} == {"outer": "Said.", "inner": ""}


def test_a_choice_made_in_libreoffice_counts_though_the_mark_of_the_prompt_stayed() -> None:
    assert one(par(control("field", run("Approve"), CHOICE, prompt=True))).value == "Approve"


def test_words_typed_over_a_prompt_count_though_they_kept_its_look() -> None:
    assert one(par(control("reply", run("I agree.", PROMPT)))).value == "I agree."


def test_a_prompt_of_which_only_the_look_is_left_is_empty() -> None:
    assert one(par(marked("reply", run("Type here.", PROMPT)))).value == ""


@pytest.mark.parametrize("kind", ["ins", "moveTo", "del", "moveFrom"])
@pytest.mark.parametrize("level", LEVELS)
def test_a_value_under_a_tracked_change_is_no_value(kind: str, level: str) -> None:
    """Check 70: an approval typed as a tracked change is a change, not an approval."""
    text = tracked(kind, gone("Approve") if kind == "del" else run("Approve"))
    xml = LEVELS[level](lambda c: control("decision_hr", c, CHOICE)).replace(run("value"), text)
    found = said(xml)
    assert [each.value for each in found.fields] == [""]
    assert [change.text for change in found.changes] == ["Approve"]


def test_a_value_of_which_a_part_was_struck_out_is_no_value() -> None:
    xml = control("decision_hr", run("Approve") + tracked("del", gone(" nothing")), CHOICE)
    assert one(par(xml)).value == ""


def test_a_line_begun_as_a_tracked_change_empties_its_field() -> None:
    end = f"<w:pPr><w:rPr>{mark('ins')}</w:rPr></w:pPr>"
    assert one(control("reply", f"<w:p>{end}{run('a')}</w:p>" + par(run("b")))).value == ""


def test_a_tick_inside_a_tracked_change_is_no_tick() -> None:
    assert one(par(tracked("ins", control("receipt", run("☒"), TICK.format(1))))).value == ""


HIDING = {
    "a mark": "<w:vanish/>",
    "white on white": '<w:color w:val="FFFFFF"/>',
    "white by theme": '<w:color w:val="auto" w:themeColor="background1"/>',
    "nearly white": '<w:color w:val="FEFEFE"/>',
    "one point": '<w:sz w:val="2"/>',
    "a style": '<w:rStyle w:val="Away"/>',
    "a style built on it": '<w:rStyle w:val="Farther"/>',
}
AWAY = (
    '<w:style w:type="character" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Farther"><w:basedOn w:val="Away"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="AwayP"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize("how", HIDING)
def test_hidden_words_are_neither_text_nor_approval_and_are_told(how: str) -> None:
    """Check 71."""
    look = HIDING[how]
    xml = par(control("decision_hr", run("Approve", look), CHOICE)) + par(
        run("Seen "), run("not", look)
    )
    found = read_returned(with_styles(with_body(xml), AWAY))
    assert found.fields == (Field("decision_hr", "", kind="choice"),)
    assert found.lines == ("body| [decision_hr]", "body| Seen", "body| and an end")
    assert found.hidden == ("Approve", "not")


@pytest.mark.parametrize(
    ("look", "around"),
    [
        pytest.param('<w:vanish w:val="0"/>', "{}", id="a mark switched off"),
        pytest.param(
            '<w:rStyle w:val="Away"/><w:vanish w:val="false"/>', "{}", id="shown again"
        ),
        pytest.param('<w:color w:val="FFFFFF"/><w:shd w:fill="1F3864"/>', "{}", id="on dark"),
        pytest.param(
            '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', "{}", id="marker"
        ),
        pytest.param(
            '<w:color w:val="FFFFFF"/>',
            '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>{}</w:tc></w:tr></w:tbl>',
            id="in a dark cell",
        ),
        pytest.param('<w:sz w:val="16"/>', "{}", id="small print"),
    ],
)
def test_what_is_shown_is_not_called_hidden(look: str, around: str) -> None:
    found = read_returned(with_styles(with_body(around.format(par(run("Seen", look)))), AWAY))
    assert found.hidden == ()
    assert found.lines[0].endswith("| Seen")


def test_a_paragraph_or_row_can_be_hidden_whole() -> None:
    hidden = f'<w:p><w:pPr><w:pStyle w:val="AwayP"/></w:pPr>{run("by style")}</w:p>'
    rows = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(par(run('by row')))}</w:tr>"
    found = read_returned(with_styles(with_body(hidden + table(rows)), AWAY))
    assert found.hidden == ("by style", "by row")
    assert found.lines == ("body| and an end",)


def test_white_on_a_lighter_shade_is_hidden() -> None:
    found = said(par(run("x", '<w:color w:val="FFFFFF"/><w:shd w:fill="FFFFCC"/>')))
    assert found.hidden == ("x",)


SAME = "body| A b c"


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(par(run("A "), run("b"), run(" c")), id="cut into runs"),
        pytest.param(par(run("A\u00a0 b \t c ")), id="spaces"),
        pytest.param(
            par("<w:r><w:t>A</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"),
            id="tab and break",
        ),
        pytest.param(
            par(run("A \u00adb"), "<w:r><w:softHyphen/></w:r>", run(" c")), id="soft hyphens"
        ),
        pytest.param(
            par(
                '<w:bookmarkStart w:id="1" w:name="x"/>',
                run("A b"),
                '<w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellStart"/>',
                "<w:r><w:lastRenderedPageBreak/></w:r>",
                run(" c"),
            ),
            id="marks",
        ),
        pytest.param(par() + par(run(" ")) + par(run("A b c")), id="empty paragraphs"),
        pytest.param(par(control("", run("A b")), run(" c")), id="a control without a name"),
        pytest.param(
            par(
                tracked("ins", run("A")),
                tracked("del", gone("x")),
                run(" b"),
                tracked("moveFrom", run("y")),
                tracked("moveTo", run(" c")),
            ),
            id="tracked",
        ),
        pytest.param(par(run("A b"), run("H", "<w:vanish/>"), run(" c")), id="hidden text"),
        pytest.param(
            par(
                f"<w:smartTag>{run('A b')}</w:smartTag>",
                f'<w:hyperlink w:anchor="x">{run(" c")}</w:hyperlink>',
            ),
            id="wrapped",
        ),
        pytest.param(par(code("REF x", "A b"), run(" c")), id="the result of a field"),
    ],
)
def test_what_a_program_rewrites_does_not_change_a_line(xml: str) -> None:
    assert said(xml).lines == (SAME, "body| and an end")


def test_a_page_number_is_a_mark_whatever_it_shows() -> None:
    simple = f'<w:fldSimple w:instr="NUMPAGES">{run("7")}</w:fldSimple>'
    found = said(par(run("Page "), code("PAGE", "1"), run(" of "), simple))
    assert found.lines[0] == "body| Page # of #"


def test_lines_say_where_they_stand() -> None:
    inner = table(row(cell(par(run("in")))))
    xml = table(
        row(cell(par(run("a"))), cell(par(run("b")) + inner + par())), row(cell(par(run("c"))))
    )
    assert said(par(run("top")) + xml).lines == (
        "body| top",
        "table 1, row 1, cell 1| a",
        "table 1, row 1, cell 2| b",
        "table 1, row 1, cell 2, table 2, row 1, cell 1| in",
        "table 1, row 2, cell 1| c",
        "body| and an end",
    )


PLAIN = (
    par(run("one"))
    + par(run("two"))
    + table(
        row(cell(par(run("x"))), cell(par(run("y")))),
        row(cell(par(run("z"))), cell(par(run("u")))),
    )
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("one", "won", id="a word"),
        pytest.param(par(run("two")), "", id="a paragraph less"),
        pytest.param(par(run("two")), par(run("two")) * 2, id="a paragraph more"),
        pytest.param(
            par(run("one")) + par(run("two")), par(run("two")) + par(run("one")), id="moved"
        ),
        pytest.param(row(cell(par(run("x"))), cell(par(run("y")))), "", id="a row less"),
        pytest.param(
            cell(par(run("x"))) + cell(par(run("y"))),
            cell(par(run("y"))) + cell(par(run("x"))),
            id="cells exchanged",
        ),
        pytest.param(
            "<w:tbl>", table(row(cell(par(run("new"))))) + par() + "<w:tbl>", id="a table more"
        ),
        pytest.param("two", "two</w:t><w:drawing/><w:t>", id="a picture"),
        pytest.param("two", 'two</w:t><w:sym w:char="F0FC"/><w:t>', id="a symbol"),
        pytest.param("two", 'two</w:t><w:footnoteReference w:id="2"/><w:t>', id="a note"),
        pytest.param(run("two"), run("two") + control("reply", run("")), id="an empty field"),
        pytest.param(
            run("two"), tracked("ins", run("new ")) + run("two"), id="a tracked insertion"
        ),
        pytest.param(run("two"), tracked("del", gone("two")), id="a tracked deletion"),
        pytest.param(run("two"), run("two", "<w:vanish/>"), id="words made hidden"),
    ],
)
def test_whatever_is_changed_changes_the_lines(old: str, new: str) -> None:
    assert PLAIN.count(old) == 1
    assert said(PLAIN.replace(old, new)).lines != said(PLAIN).lines


def test_headers_footers_and_notes_are_read() -> None:
    notes = (
        '<w:footnotes xmlns:w="{}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2">{}</w:footnote></w:footnotes>'
    )
    content = linked(
        letter("text", header="top", footer="bottom"), "footnotes", "footnotes.xml"
    )
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = with_parts(content, {"word/footnotes.xml": notes.format(ns, par(run("small")))})
    content = with_types(content, {"word/footnotes.xml": "footnotes"})
    assert read_returned(content).lines == (
        "body| text",
        "footer| bottom",
        "header| top",
        "footnote| small",
    )


@pytest.mark.parametrize(
    ("titled", "lines"),
    [("", ["header| top"]), ("<w:titlePg/>", ["header| top", "header| first"])],
    ids=["not asked for", "asked for"],
)
def test_the_header_of_a_first_page_counts_where_it_is_shown(
    titled: str, lines: list[str]
) -> None:
    content = linked(letter("text", header="top"), "header", "other.xml")
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = with_parts(
        content, {"word/other.xml": f'<w:hdr xmlns:w="{ns}">{par(run("first"))}</w:hdr>'}
    )
    content = with_types(content, {"word/other.xml": "header"})
    reference = '<w:headerReference w:type="first" r:id="rIdX"/>'
    content = changed(
        content,
        BODY,
        lambda t: t.replace("<w:headerReference", f"{reference}<w:headerReference", 1).replace(
            "</w:sectPr>", f"{titled}</w:sectPr>"
        ),
    )
    assert list(read_returned(content).lines[1:]) == lines


def test_a_first_page_with_the_same_header_says_nothing_new() -> None:
    reference = '<w:headerReference w:type="first" r:id="rIdX"/>'
    content = linked(letter("text", header="top"), "header", "other.xml")
    content = with_parts(content, {"word/other.xml": parts_of(content)["word/header1.xml"]})
    content = with_types(content, {"word/other.xml": "header"})
    content = changed(
        content,
        BODY,
        lambda t: t.replace("<w:headerReference", f"{reference}<w:headerReference", 1).replace(
            "</w:sectPr>", "<w:titlePg/></w:sectPr>"
        ),
    )
    assert read_returned(content).lines == ("body| text", "header| top")


@pytest.mark.parametrize(("requires", "shown"), [("wps", "chosen"), ("xx", "instead")])
def test_of_two_ways_to_draw_only_the_shown_one_is_read(requires: str, shown: str) -> None:
    box = "<w:txbxContent>{}</w:txbxContent>"
    xml = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:xx="http://x.example">'
        f'<mc:Choice Requires="{requires}">'
        f"<w:drawing>{box.format(par(run('chosen')))}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box.format(par(run('instead')))}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert said(par(f"<w:r>{xml}</w:r>")).lines == (
        f"body, text box| {shown}",
        "body| and an end",
    )


def test_properties_and_who_saved_it_are_told() -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="planward_plan"><vt:lpwstr>P-1</vt:lpwstr></property></Properties>'
    )
    content = with_parts(letter("x"), {"docProps/custom.xml": custom})
    base = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    )
    link = (
        f'<Relationship Id="rIdC" Type="{base}" Target="docProps/custom.xml"/></Relationships>'
    )
    content = changed(content, "_rels/.rels", lambda t: t.replace("</Relationships>", link))
    saved_by = "<cp:lastModifiedBy>Hal</cp:lastModifiedBy></cp:coreProperties>"
    content = changed(
        content,
        "docProps/core.xml",
        lambda t: (
            t.replace("<cp:lastModifiedBy/>", "")
            .replace("<cp:lastModifiedBy></cp:lastModifiedBy>", "")
            .replace("</cp:coreProperties>", saved_by)
        ),
    )
    found = read_returned(content)
    assert found.properties == {"planward_plan": "P-1"}
    assert found.saved_by == "Hal"
    assert not found.signed


def test_a_signature_is_told_and_a_line_to_sign_on_is_none() -> None:
    line = (
        '<w:pict><o:signatureline xmlns:o="urn:schemas-microsoft-com:office:office"/></w:pict>'
    )
    assert not said(par(f"<w:r>{line}</w:r>")).signed
    kind = (
        "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    )
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    signed = changed(letter("x"), "_rels/.rels", lambda t: t.replace("</Relationships>", link))
    assert read_returned(signed).signed
    assert read_returned(with_parts(letter("x"), {"_xmlsignatures/sig1.xml": "<S/>"})).signed
