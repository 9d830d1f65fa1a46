"""docs/errors.md is executed: what it says of a policy or a configuration is what is said."""

import re

import pytest

from engine.policyfile.check import check_policy
from engine.policyfile.config import load_config
from tests.policyfile.errors_page import codes, sections
from tests.policyfile.shipped import ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text("utf-8")
EXAMPLES = ROOT / "docs" / "examples"
BASES = {
    "policy": (EXAMPLES / "small.yaml").read_text("utf-8"),
    "config": (EXAMPLES / "planward.yaml").read_text("utf-8"),
}
OURS = [section for section in sections(PAGE) if section.kind in BASES]
GIVEN_IN = [*(ROOT / "engine" / "policyfile").glob("*.py"), ROOT / "engine/disk/strict_yaml.py"]


def told(kind, text):
    if kind == "policy":
        errors, warnings = check_policy(text, "policy.yaml")
        return sorted([*errors, *warnings])
    read = load_config(text, "planward.yaml")
    return read if isinstance(read, list) else []


@pytest.mark.parametrize("section", OURS, ids=[section.code for section in OURS])
def test_the_page_says_what_is_said(section):
    base = BASES[section.kind]
    assert base.count(section.right) == 1, "what is right stands once in the whole example"
    found = told(section.kind, base.replace(section.right, section.wrong))
    assert {said.code for said in found} == {section.code}
    assert "\n".join(map(str, found)) == section.said


@pytest.mark.parametrize("kind", BASES)
def test_what_stands_around_the_examples_is_right(kind):
    assert told(kind, BASES[kind]) == []


def test_every_code_of_form_is_on_the_page_once_and_complete():
    given = {
        code for file in GIVEN_IN for code in re.findall(r'"(P1\d\d)"', file.read_text("utf-8"))
    }
    assert sorted(given) == [code for code in codes(PAGE) if code.startswith("P1")]
    assert [s.code for s in sections(PAGE) if s.code in given] == sorted(given)
