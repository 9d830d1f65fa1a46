"""A content control of a template comes out with its own tag, number, bookmark and, where it signs, token."""

import re
from typing import Any

import pytest
from lxml import etree

from engine.core.record.returned import SIGNED_TAG
from engine.documents.template.render import BriefError, render
from tests.documents.lacking import (
    EACH,
    RECEIPT,
    WHOLE,
    control,
    each_approver,
    for_each,
    in_review,
    paragraph,
    words,
)
from tests.documents.letters import (
    BODY,
    PROPERTIES,
    TOKENS,
    changed,
    letter,
    parts_of,
    problems,
    sound,
    with_body,
)
from tests.documents.pages import W, sample, template

BRIEF: dict[str, Any] = {
    "approvals": [
        {"id": "hr", "role": "HR partner"},
        {"id": "second_line", "role": "Second line"},
    ],
    "goals": [{"id": "calls", "name": "Calls & more"}, {"id": "own-1", "name": "Own"}],
    "drafter": {"id": "manager"},
    "acknowledge": {"needed": True},
}
ROW = "<w:tr>{}</w:tr>"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


def around(xml: str) -> str:
    """A control around whole paragraphs, cells or rows."""
    return control("reply").replace("<w:r><w:t>Type here</w:t></w:r>", xml)


def body(xml: str, **more: object) -> etree._Element:
    made = render(sound(with_body(xml)), {**BRIEF, **more}, PROPERTIES, TOKENS)
    return etree.fromstring(parts_of(made)[BODY])


def tags(root: etree._Element) -> list[str]:
    return [str(tag.get(f"{W}val")) for tag in root.iter(f"{W}tag")]


def bookmarks(root: etree._Element) -> dict[str, str]:
    """Name -> what stands between the bookmark's two ends; both ends must be there, in order."""
    found = {}
    for start in root.iter(f"{W}bookmarkStart"):
        inside: list[str] = []
        after = iter(root.iter())
        next(e for e in after if e is start)
        for element in after:
            if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(
                f"{W}id"
            ):
                found[str(start.get(f"{W}name"))] = " ".join(inside)
                break
            inside += [element.text or ""] if element.tag == f"{W}t" else []
        else:
            raise AssertionError(f"{start.get(f'{W}name')} does not end")
    return found


# Tags and tokens


def test_a_loop_gives_each_approver_their_own_controls_and_token() -> None:
    assert tags(body(each_approver(*EACH))) == [
        "decision_hr__hr234567abcd", "name_hr", "date_hr",
        "decision_second_line__se234567abcd", "name_second_line", "date_second_line",
    ]  # fmt: skip


def test_only_what_signs_carries_a_token() -> None:
    unsigned = (
        "receipt_date",
        "witness",
        "companion",
        "reply",
        "held_by",
        "support",
        "blockers",
    )
    more = ("next_actions", "remark_x", "answer_x", "clause_x")
    approver = in_review(paragraph("decision_hr", "name_hr", "date_hr"))
    found = tags(body(paragraph("receipt", "held_on", *unsigned, *more) + approver))
    assert found[-2:] == ["name_hr", "date_hr"]
    found = [*found[:2], found[-3], *found[2:-3]]
    assert found[3:] == [*unsigned, *more]
    assert all(SIGNED_TAG.fullmatch(tag) for tag in found[:3])
    assert found[:3] == [
        "receipt__em234567abcd",
        "held_on__ma234567abcd",
        "decision_hr__hr234567abcd",
    ]


@pytest.mark.parametrize(
    ("xml", "tokens", "role"),
    [
        pytest.param(
            each_approver(*EACH), {"hr": TOKENS["hr"]}, "second_line", id="an approver"
        ),
        pytest.param(paragraph("receipt"), {}, "employee", id="the employee"),
        pytest.param(paragraph("held_on"), {}, "manager", id="who holds the check-in"),
        pytest.param(
            in_review(paragraph("decision_hr")), {"hr": "short"}, "hr", id="no token at all"
        ),
    ],
)
def test_without_a_token_nothing_is_made(xml: str, tokens: dict[str, str], role: str) -> None:
    said = f'body, paragraph [123]: "[^"]+": no token was given for the role "{role}"'
    with pytest.raises(BriefError, match=said):
        render(sound(with_body(xml)), BRIEF, PROPERTIES, tokens)


def test_a_field_that_the_brief_lacks_is_named_in_a_tag_too() -> None:
    xml = each_approver("decision_{{ a.idd }}")
    with pytest.raises(BriefError, match=r'the brief has no field "a\.idd"; did you mean "id"'):
        render(sound(with_body(xml)), BRIEF, PROPERTIES, TOKENS)


def test_a_title_prints_fields_and_is_cut_where_word_would_refuse_it() -> None:
    xml = f"<w:p>{control('support', title='{{ a }}: &quot;{{ b }}&quot;')}</w:p>"
    root = body(xml, a="1\n2", b="x" * 99)
    title = str(root.find(f".//{W}alias").get(f"{W}val"))
    assert title == '1 2: "' + "x" * 58


def test_a_control_nobody_knows_keeps_its_tag_its_number_and_gets_no_bookmark() -> None:
    xml = paragraph("cost_{{ drafter.id }}").replace("<w:showingPlcHdr/>", '<w:id w:val="-7"/>')
    root = body(xml)
    assert (tags(root), bookmarks(root)) == (["cost_manager"], {})
    assert [e.get(f"{W}val") for e in root.iter(f"{W}id")] == ["-7"]


def test_the_prompt_is_still_a_prompt() -> None:
    root = body(WHOLE)
    assert len(list(root.iter(f"{W}showingPlcHdr"))) == len(tags(root)) == 9


# Bookmarks and numbers


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        pytest.param(paragraph("reply"), "Type here", id="around a control in a line"),
        pytest.param(
            around(words("Type here")),
            "Type here",
            id="around one of whole paragraphs",
        ),
        pytest.param(
            f"<w:tbl>{ROW.format(CELL.format('a') + around(CELL.format('b')))}</w:tbl>",
            "b",
            id="in the cell of one around a cell",
        ),
        pytest.param(
            f"<w:tbl>{around(ROW.format(CELL.format('a') + CELL.format('b')))}</w:tbl>",
            "a b",
            id="from the first cell to the last of one around a row",
        ),
    ],
)
def test_a_bookmark_goes_around_what_is_filled_in(xml: str, said: str) -> None:
    assert bookmarks(body(xml)) == {"pw_reply": said}


def test_a_choice_in_the_cell_of_a_control_leaves_the_bookmark_whole() -> None:
    cell = f"<w:tc>{words('{%p if x %}')}{words('a')}{words('{%p endif %}')}</w:tc>"
    xml = f"<w:tbl>{ROW.format(around(cell))}</w:tbl>"
    assert bookmarks(body(xml, x="y")) == {"pw_reply": "a"}
    assert bookmarks(body(xml, x="")) == {"pw_reply": ""}


def test_bookmarks_have_names_word_takes_and_never_one_twice() -> None:
    long = "remark_" + "x" * 50
    xml = paragraph("remark_a", "remark_a", "remark_a", long, long) + for_each(
        "remark_{{ g.id }}", over="g in goals"
    )
    names = list(bookmarks(body(xml)))
    assert names == [
        "pw_remark_a", "pw_remark_a_2", "pw_remark_a_3",
        ("pw_" + long)[:40], ("pw_" + long)[:38] + "_2", "pw_remark_calls", "pw_remark_own_1",
    ]  # fmt: skip
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)


def test_numbers_are_given_once_in_the_whole_file_and_keep_clear_of_the_authors() -> None:
    theirs = '<w:p><w:bookmarkStart w:id="1000000" w:name="here"/><w:bookmarkEnd w:id="1000000"/></w:p>'
    root = body(theirs + WHOLE + for_each("remark_{{ g.id }}", over="g in goals"))
    numbers = [e.get(f"{W}id") for e in root.iter(f"{W}bookmarkStart")]
    controls = [e.get(f"{W}val") for e in root.iter(f"{W}id")]
    assert len({*numbers}) == len(numbers) == len(controls) + 1
    assert len({*controls}) == len(controls) == 11
    assert all(int(number) >= 2_000_000 for number in controls)


def test_a_bookmark_of_ours_that_the_template_brought_is_not_there_twice() -> None:
    theirs = '<w:bookmarkStart w:id="5" w:name="PW_receipt"/>'
    xml = f'<w:p>{theirs}{control("receipt")}<w:bookmarkEnd w:id="5"/></w:p>'
    assert list(bookmarks(body(xml))) == ["pw_receipt__em234567abcd"]


def test_the_same_brief_and_tokens_give_the_same_bytes() -> None:
    content = with_body(WHOLE)
    once, again = (render(sound(content), BRIEF, PROPERTIES, TOKENS) for _ in range(2))
    assert once == again
    other = render(sound(content), BRIEF, PROPERTIES, {**TOKENS, "hr": "b" * 12})
    assert other != once


def test_controls_in_header_and_body_share_one_count() -> None:
    content = changed(
        letter("hello", header="HERE"), "word/header1.xml",
        lambda text: text.replace("<w:t>HERE</w:t></w:r>", f"<w:t>x</w:t></w:r>{control('support')}"),
    )  # fmt: skip
    content = changed(
        content, BODY, lambda text: text.replace("<w:p>", "<w:p>" + control("support"), 1)
    )
    made = parts_of(render(sound(content), BRIEF, PROPERTIES, TOKENS))
    found = [
        re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"', made[part].decode())
        for part in (BODY, "word/header1.xml")
    ]
    assert found == [[("1000000", "pw_support")], [("1000001", "pw_support_2")]]


# What a template says of its controls


def test_a_template_names_its_controls_as_typed_with_what_they_print() -> None:
    locked = f"<w:p>{control('clause_a', lock='sdtContentLocked')}</w:p>"
    found = sound(with_body(WHOLE + locked + paragraph("decison_hr"))).controls
    assert [(c.tag, c.path, c.ours, c.locked, c.repeated) for c in found] == [
        ("decision_{{ a.id }}", "approvals[].id", True, False, True),
        ("name_{{ a.id }}", "approvals[].id", True, False, True),
        ("date_{{ a.id }}", "approvals[].id", True, False, True),
        *[(tag, "", True, False, False) for tag in RECEIPT],
        ("clause_a", "", True, True, False),
        ("decison_hr", "", False, False, False),
    ]


def test_the_tag_of_an_issued_letter_is_not_taken_for_a_templates() -> None:
    found = problems(with_body(paragraph("receipt__em234567abcd")))
    assert [wrong.code for wrong in found] == ["T635"]


def test_forms_may_be_protected_and_the_letter_stays_so() -> None:
    """Advice to Word, which anybody can switch off: it comes through, and nothing rests on it."""
    protection = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'
    content = changed(
        with_body(WHOLE), "word/settings.xml",
        lambda text: re.sub("(<w:zoom[^>]*/>)", rf"\1{protection}", text, count=1),
    )  # fmt: skip
    made = render(sound(content), BRIEF, PROPERTIES, TOKENS)
    assert protection in parts_of(made)["word/settings.xml"].decode()


# The shipped templates


@pytest.mark.parametrize(
    "name", ["improvement_plan", "check_in_form", "separation_recommendation"]
)
def test_a_shipped_letter_numbers_and_names_each_control_once(name: str) -> None:
    made = render(sound(template(name)), sample(name), PROPERTIES, TOKENS)
    root = etree.fromstring(parts_of(made)[BODY])
    numbers = [e.get(f"{W}val") for e in root.iter(f"{W}id")]
    assert len({*numbers}) == len(numbers) == len({*tags(root)})
    ours = [tag for tag in tags(root) if tag != "employee_remarks"]
    assert len(bookmarks(root)) == len(ours) > 2


def test_the_shipped_templates_are_not_protected() -> None:
    for name in ("improvement_plan", "check_in_form"):
        assert b"documentProtection" not in parts_of(template(name))["word/settings.xml"]


def test_the_shipped_choices_are_those_the_engine_reads() -> None:
    root = etree.fromstring(parts_of(template("improvement_plan"))[BODY])
    choices = {
        str(sdt.find(f"{W}sdtPr/{W}tag").get(f"{W}val")): [
            str(item.get(f"{W}value")) for item in sdt.iter(f"{W}listItem")
        ]
        for sdt in root.iter(f"{W}sdt")
    }
    assert choices["decision_{{ a.id }}"] == ["Approve", "Changes wanted"]
    assert choices["receipt"] == ["Received", "Refused"]
