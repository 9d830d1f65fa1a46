"""What nobody sees in a reviewer's file is no text of the next version, in no mark and in no comment."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.documents.reading.read_back import read_returned
from engine.documents.word.editable import open_word
from tests.documents.edits import PLACES, edited, edits
from tests.documents.letters import BODY, parts_of, with_body, with_parts
from tests.documents.pages import W, body
from tests.documents.returned import (
    cell,
    code,
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
    with_styles,
)
from tests.documents.review.test_merge import assert_sound, lines, marks, merge, remarks
from tests.documents.review.test_merge_left_out import boxed
from tests.documents.review.test_redline import noted
from tests.documents.versions import NAMES, versions

VANISH = "<w:vanish/>"
AWAY = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr>{VANISH}</w:rPr></w:style>'
    for kind, name in (("character", "Away"), ("paragraph", "AwayP"))
)
LOOKS = {
    "vanish": VANISH,
    "style": '<w:rStyle w:val="Away"/>',
    "white": '<w:color w:val="FFFFFF"/>',
    "tiny": '<w:sz w:val="2"/>',
}
HERE = f'xmlns:w="{W[1:-1]}"'


def hidden_field(text: str) -> str:
    kinds = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    pieces = [
        kinds[0],
        f"<w:instrText> QUOTE {text} </w:instrText>",
        kinds[1],
        f"<w:t>{text}</w:t>",
    ]
    return "".join(
        f"<w:r><w:rPr>{VANISH}</w:rPr>{piece}</w:r>" for piece in [*pieces, kinds[2]]
    )


# How a marker is hidden: what is put behind a paragraph, a row or a run.
WAYS: list[tuple[str, str]] = [
    *(("r", run("{0}", look)) for look in LOOKS.values()),
    ("r", tracked("ins", run("{0}", VANISH))),
    ("r", hidden_field("{0}")),
    ("p", par(run("{0}", VANISH))),
    ("p", f'<w:p><w:pPr><w:pStyle w:val="AwayP"/></w:pPr>{run("{0}")}</w:p>'),
    (
        "p",  # its end is deleted: accepted, its words open the next paragraph
        f'<w:p><w:pPr><w:pStyle w:val="AwayP"/><w:rPr>{mark("del")}</w:rPr></w:pPr>{run("{0}")}</w:p>',
    ),
    ("tr", f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(par(run('{0}')))}</w:tr>"),
]


def hides(content: bytes, made: list[tuple[int, int]]) -> bytes:
    """The same file with a marker of its own hidden in each of these ways and places."""
    root = etree.fromstring(parts_of(content)[BODY])
    for number, (way, at) in enumerate(made):
        tag, xml = WAYS[way]
        free = [e for e in root.iter(W + tag) if fits(e)]
        if free:
            new = etree.fromstring(f"<x {HERE}>{xml.format(f'zh{number}x')}</x>")
            for element in reversed(new):
                free[at % len(free)].addnext(element)
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
    return with_styles(with_parts(content, {BODY: written}), AWAY)


def fits(element: Any) -> bool:
    """In no control and no field; a paragraph of a cell is followed by none in a shade of its own."""
    if next(element.iterancestors(f"{W}sdt"), None) is not None:
        return False
    if element.tag == f"{W}r":
        return element.getparent().tag == f"{W}p" and element.getnext() is None
    return element.tag == f"{W}tr" or element.getparent().tag == f"{W}body"


def all_words(content: bytes) -> str:
    """Of every part: text, deleted text, codes, comments."""
    return " ".join(
        " ".join(etree.fromstring(part).itertext())
        for name, part in parts_of(content).items()
        if name.endswith(".xml")
    )


ways = st.lists(
    st.tuples(st.integers(0, len(WAYS) - 1), st.sampled_from(PLACES)), min_size=1, max_size=6
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), edits(), edits(), ways)
def test_what_is_hidden_changes_nothing_of_what_arrives(
    name: str, one: list[tuple[int, int]], other: list[tuple[int, int]], put: list
) -> None:
    base = versions(name)[0]
    theirs, ours = edited(base, one, "t"), edited(base, other, "o")
    hiding = hides(theirs, put)
    result = merge(base, hiding, ours)
    told = [word for text in read_returned(hiding).hidden for word in text.split()]
    said = all_words(result.content)
    assert [word for word in told if word in said] == []
    assert result == merge(base, with_styles(theirs, AWAY), ours)


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_every_way_of_hiding_is_hidden_to_the_reader(way: int) -> None:
    """Else the promise above would say nothing of it."""
    xml = par(run("Seen.")) + table(row(cell(par(run("a")))))
    assert any(
        "zh0x" in text for text in read_returned(hides(with_body(xml), [(way, 0)])).hidden
    )


def styled(xml: str) -> bytes:
    return with_styles(with_body(xml), AWAY)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_hidden_words_beside_an_edit_do_not_arrive_with_it(look: str) -> None:
    base = styled(par(run("Ten days.")))
    theirs = styled(par(run("Ten "), run("or twenty ", look), run("long days.")))
    assert marks(merge(base, theirs, base).content) == ["+long "]


def test_words_the_reviewer_hid_are_taken_out() -> None:
    base = styled(par(run("Ten days. Or more.")))
    theirs = styled(par(run("Ten days."), run(" Or more.", VANISH)))
    result = merge(base, theirs, base)
    assert marks(result.content) == ["- Or more."]
    assert result.collisions == ()


def test_a_hidden_paragraph_that_collides_is_not_quoted() -> None:
    base, ours = (styled(par(run(f"Reply within {n} days."))) for n in ("ten", "five"))
    theirs = styled(par(run("Reply within two weeks."), run(" Approved by HR", VANISH)))
    result = merge(base, theirs, ours)
    assert remarks(result.content)[0][1:] == [
        "Priya Raman: Reply within two weeks.",
        "New draft: Reply within five days.",
    ]


def test_hidden_words_of_a_footnote_are_not_told() -> None:
    base = noted("As of May.")
    theirs = with_parts(
        noted("As of June."),
        {
            "word/footnotes.xml": parts_of(noted("As of June."))["word/footnotes.xml"]
            .decode()
            .replace("</w:p>", f"{run('zh0x', VANISH)}</w:p>")
        },
    )
    assert "zh0x" in " ".join(read_returned(theirs).hidden)
    result = merge(base, theirs, base)
    assert remarks(result.content)[0][1] == "Priya Raman: As of June."


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(
            par(
                '<w:commentRangeStart w:id="1"/>',
                run("zh0x", VANISH),
                '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
            )
            + par(run("Ten days.")),
            id="on a hidden paragraph",
        ),
        pytest.param(
            par(
                f'<w:r><w:rPr>{VANISH}</w:rPr><w:commentReference w:id="1"/><w:t>zh0x</w:t></w:r>',
                run("Ten days."),
            ),
            id="its mark hidden",
        ),
    ],
)
def test_a_comment_on_hidden_words_arrives_beside_them(hidden: str) -> None:
    first, last = par(run("First.")), par(run("Last."))
    base = styled(first + par(run("Ten days.")) + last)
    theirs = with_comments(styled(first + hidden + last), comment(1, "Legal", "Why hidden?"))
    result = merge(base, theirs, base)
    assert remarks(result.content) == [["Why hidden?"]]
    assert "zh0x" not in all_words(result.content)
    held = next(p for p in body(result.content) if p.find(f"{W}commentRangeStart") is not None)
    assert "Ten days." in "".join(held.itertext())


def test_a_new_row_with_a_hidden_cell_arrives_whole() -> None:
    def rows(*more: str) -> bytes:
        return styled(table(row(cell(par(run("a"))), cell(par(run("b")))), *more) + par())

    new = row(cell(par(run("c"))), cell(par(run("zh0x", VANISH))))
    result = merge(rows(), rows(new), rows())
    assert marks(result.content) == ["+c"]
    assert "zh0x" not in all_words(result.content)
    assert_sound(result.content)


def test_words_seen_in_a_box_that_hangs_on_a_hidden_word_are_told() -> None:
    box = boxed("In a box").replace("<w:r>", f"<w:r><w:rPr>{VANISH}</w:rPr>", 1)
    theirs = styled(par(run("Ten days."), box))
    assert "In a box" in " ".join(read_returned(theirs).lines)
    base = styled(par(run("Ten days.")))
    (told,) = remarks(merge(base, theirs, base).content)
    assert told[1] == "Priya Raman: In a box"


def test_a_field_of_which_only_the_code_is_hidden_arrives_as_its_words() -> None:
    """Half of a field would swallow what follows it."""
    look = f"<w:r><w:rPr>{VANISH}</w:rPr>"
    shown = code("QUOTE x", "ninety").replace(run("ninety"), "SHOWN")
    theirs = styled(
        par(
            run("Ten "),
            shown.replace("<w:r>", look).replace("SHOWN", run("ninety")),
            run(" days."),
        )
    )
    result = merge(styled(par(run("Ten days."))), theirs, styled(par(run("Ten days."))))
    assert marks(result.content) == ["+ninety "] or marks(result.content) == ["+ ninety"]
    assert next(body(result.content).iter(f"{W}fldChar", f"{W}instrText"), None) is None


def test_a_field_to_fill_in_that_holds_only_hidden_words_is_not_gone() -> None:
    def form(value: str) -> bytes:
        return styled(par(run("Reply: ")) + control("reply", par(value)))

    ours = form(run("Choose"))
    result = merge(form(run("Choose")), form(run("zh0x", VANISH)), ours)
    assert (result.collisions, marks(result.content)) == ((), [])
    assert lines(result.content) == lines(ours)


OWN = par(run("Ten days."), run(" zb0x", VANISH)) + par(run("zb1x", VANISH))
OWN_ROWS = table(
    row(cell(par(run("a"))), cell(par(run("b"), run("zb3x", VANISH)))),
    f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(par(run('zb2x')))}{cell(par())}</w:tr>",
)


def own(text: str, rows: str = OWN_ROWS) -> bytes:
    return styled(OWN.replace("Ten days.", text) + rows + par())


def hidden_of(content: bytes) -> list[str]:
    return list(read_returned(content).hidden)


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        pytest.param(own("Ten long days."), ["+long "], id="a word more"),
        pytest.param(
            styled(
                par(run("Ten long days."))
                + table(row(*[cell(par(run(x))) for x in "ab"]))
                + par()
            ),
            ["+long "],
            id="hidden words lost",
        ),
        pytest.param(
            own("Ten days.", OWN_ROWS.replace(">b<", ">b and c<")), ["+ and c"], id="in a row"
        ),
    ],
)
def test_what_the_draft_itself_hides_stays_hidden_and_unmarked(
    theirs: bytes, told: list[str]
) -> None:
    result = merge(own("Ten days."), theirs, own("Ten days."))
    assert marks(result.content) == told
    assert hidden_of(result.content) == hidden_of(own("Ten days."))
    assert result.collisions == ()
    assert "unseen" not in parts_of(result.content)[BODY].decode()
    assert_sound(result.content)


def test_the_hidden_words_of_a_paragraph_go_with_it() -> None:
    theirs = styled(OWN_ROWS + par())
    result = merge(own("Ten days."), theirs, own("Ten days."))
    assert marks(result.content) == ["-Ten days. zb0x"]
    accepted = body(open_word(result.content).written())
    assert "zb0x" not in "".join(accepted.itertext())


def test_a_deleted_hidden_word_is_no_hidden_text() -> None:
    base = styled(par(run("Ten days.")))
    theirs = styled(par(run("Ten "), tracked("del", gone("zh0x")), run("days.")))
    assert marks(merge(base, theirs, base).content) == []
