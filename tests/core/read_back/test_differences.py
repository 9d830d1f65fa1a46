# ruff: noqa: E501 - a row of a table is read across
from dataclasses import replace

import pytest

from engine.core.read_back.difference_messages import clause_changed
from engine.core.read_back.differences import (
    altered,
    edited,
    filled_fields,
    left_open,
    listed_short,
    lost,
    quoted_short,
    unmet,
)
from engine.core.record.returned import Change, Field, ReturnedDocument, ReviewComment
from tests.english import english, in_lines

BASE = ReturnedDocument(
    ("body| one", "body| two", "table 1, row 1, cell 1| three"),
    (Field("a", ""), Field("clause_b", "As is.", locked=True)),
)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(BASE.lines, [], id="the same text"),
        pytest.param(("body| one", "body| 2", BASE.lines[2]), ["Mona: was: two; now: 2"], id="a word"),
        pytest.param(("body| one", BASE.lines[2]), ["Mona: taken out: two"], id="a line less"),
        pytest.param((*BASE.lines, "body| four"), ["Mona: added: four"], id="a line more"),
        pytest.param(("body| two", "body| one", BASE.lines[2]), ["Mona: added: two", "Mona: taken out: two"], id="a line moved"),
        pytest.param((*BASE.lines[:2], "table 1, row 2, cell 1| three"), ["Mona: was: table 1, row 1, cell 1: three; now: table 1, row 2, cell 1: three"], id="another cell"),
    ],
)  # fmt: skip
def test_an_edit_says_who_changed_what(lines: tuple[str, ...], told: list[str]) -> None:
    assert [
        english(x) for x in edited(replace(BASE, lines=lines, saved_by="Mona"), BASE)
    ] == told


def test_a_field_is_filled_when_it_says_something_else_and_blanks_do_not_count() -> None:
    assert filled_fields(replace(BASE, fields=(Field("a", " "), BASE.fields[1])), BASE) == []
    assert [
        f.name
        for f in filled_fields(replace(BASE, fields=(Field("a", "x"), BASE.fields[1])), BASE)
    ] == ["a"]


def test_lost_fields_are_named() -> None:
    assert lost(replace(BASE, fields=()), BASE) == ["a", "clause_b"]
    assert lost(BASE, BASE) == []


def test_a_clause_counts_by_its_words_and_not_by_its_lock() -> None:
    loose = replace(BASE, fields=(BASE.fields[0], Field("clause_b", "As  is.")))
    assert dict(left_open(loose, BASE)) == {}
    other = replace(BASE, fields=(BASE.fields[0], Field("clause_b", "As it was.", locked=True)))
    assert [*dict(left_open(other, BASE))] == ["clause"]


def test_only_open_comments_are_left_open() -> None:
    remark = ReviewComment("Hedda", "why?", "two", "body")
    assert [*dict(left_open(replace(BASE, remarks=(remark,)), BASE))] == ["comments"]
    assert dict(left_open(replace(BASE, remarks=(replace(remark, resolved=True),)), BASE)) == {}


def test_after_issue_the_employee_s_own_fields_may_be_filled() -> None:
    base = ReturnedDocument(
        (),
        (Field("receipt", ""), Field("decision_hr", "")),
        properties={"planward_version": "1"},
    )
    assert (
        altered(replace(base, fields=(Field("receipt", "Received"), base.fields[1])), base)
        == []
    )
    signed = replace(base, fields=(base.fields[0], Field("decision_hr", "Approve")))
    assert in_lines(tuple(altered(signed, base))) == "the field decision_hr says Approve"
    other = replace(base, properties={"planward_version": "2", "x": "y"})
    assert in_lines(tuple(altered(other, base))) == "the property planward_version says 2"
    assert altered(replace(base, properties={}), base) == []


def test_long_texts_and_long_lists_are_cut() -> None:
    assert len(quoted_short("word " * 100)) == 120
    said = clause_changed(listed_short(["a", "b", "c", "d", "e", "f", "g"]))
    assert english(said).endswith(" changed: a; b; c; d; e; and 2 more")


def test_an_insertion_in_a_field_is_met_by_what_the_field_then_says() -> None:
    typed = Change("inserted", "Dana", "Dana Chief", "body")
    prompt = Change("deleted", "Dana", "Type a name", "body")
    earlier = replace(BASE, changes=(typed, prompt))
    accepted = replace(BASE, fields=(Field("a", "Dana Chief"), BASE.fields[1]))
    assert unmet(earlier, accepted, BASE) == []
    assert in_lines(tuple(unmet(earlier, BASE, BASE))) == "inserted by Dana (body): Dana Chief"
