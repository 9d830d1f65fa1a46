"""Fifteen mistakes of fifteen kinds: fifteen lines, in order, and each mended alone is one less."""

import pytest

from engine.policyfile.check import check_policy
from tests.policyfile.shipped import FIFTEEN

MENDED = [
    ("P118", "policy/2", "policy/1"),
    ("P125", "Field Sales", "field-sales"),
    ("P123", "2026-02-30", "2026-02-28"),
    ("P110", "ownr:", "owner:"),
    ("P113", "febuary", "february"),
    ("P111", "closed_won\n", "closed_won\n      to: quota\n"),
    ("P112", "approved_by: hr", "approved_by: [hr]"),
    ("P130", "outcome letter.doc", "outcome_letter.docx"),
    ("P121", "70 percent", "70%"),
    ("P127", "level: first", "level: 1"),
    ("P122", "bussiness", "business"),
    ("P124", "delivred", "delivered"),
    ("P115", "              above: 90%\n", ""),
    ("P114", "otherwise: []", "otherwise: success"),
    ("P120", "    watch:\n      relapse: yes\n", ""),
]


def said(text):
    errors, _ = check_policy(text, FIFTEEN.name)
    return errors


def test_fifteen_lines_in_order(golden):
    found = said(FIFTEEN.read_text("utf-8"))
    assert [d.code for d in found] == [code for code, _, _ in MENDED]
    assert len({d.code for d in found}) == 15
    golden("policyfile/fifteen-mistakes.txt", "".join(f"{d}\n" for d in found))


@pytest.mark.parametrize(("code", "wrong", "right"), MENDED, ids=[c for c, _, _ in MENDED])
def test_mending_one_removes_exactly_that_one(code, wrong, right):
    text = FIFTEEN.read_text("utf-8")
    assert text.count(wrong) == 1
    before = [(d.code, d.message) for d in said(text)]
    after = [(d.code, d.message) for d in said(text.replace(wrong, right))]
    assert after == [entry for entry in before if entry[0] != code]


def test_with_all_mended_the_policy_makes_sense():
    text = FIFTEEN.read_text("utf-8")
    for _, wrong, right in MENDED:
        text = text.replace(wrong, right)
    assert said(text) == []


def test_names_that_mean_nothing_are_told_in_the_same_pass():
    text = FIFTEEN.read_text("utf-8")
    for right, wrong in [
        ("go: success", "go: sucess"),
        ("start: warning", "start: wrning"),
        ("document: warning_letter", "document: warning_leter"),
    ]:
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    found = said(text)
    assert found == sorted(found)
    assert len(found) == 18
    assert [d.code for d in found if d.code.startswith("P2")] == ["P201", "P203", "P201"]
