"""docs/errors.md is executed: what it says of a policy or a configuration is what is said."""

import re
from difflib import SequenceMatcher

import pytest

from engine.core.soundness.checks import overlap
from engine.disk.strict_yaml import compose
from engine.policyfile.check import check_policy, placed
from engine.policyfile.config import load_config
from engine.policyfile.load import load_policy
from tests.policyfile.errors_page import codes, sections
from tests.policyfile.shipped import ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text("utf-8")
EXAMPLES = ROOT / "docs" / "examples"
BASES = {
    "policy": (EXAMPLES / "small.yaml").read_text("utf-8"),
    "beside": (EXAMPLES / "second.yaml").read_text("utf-8"),
    "config": (EXAMPLES / "planward.yaml").read_text("utf-8"),
}
OURS = [section for section in sections(PAGE) if section.kind in BASES]
FORM = [
    *(ROOT / "engine" / "policyfile").glob("*.py"),
    *(ROOT / "engine" / "schematext").glob("*.py"),
    ROOT / "engine/disk/strict_yaml.py",
]
SENSE = (ROOT / "engine" / "core" / "soundness").glob("*.py")
# What the templates ask for: one of them for something that no document is given.
TEMPLATES = {
    file.name: frozenset({"employee.name"})
    for file in (ROOT / "templates/standard").glob("*.docx")
} | {"odd.docx": frozenset({"employee.colour"}), "broken.docx": frozenset()}


def told(kind, text):
    if kind == "config":
        read = load_config(text, "planward.yaml")
        return read if isinstance(read, list) else []
    if kind == "beside":
        return beside(text)
    asked, faulty = frozenset({"employee.name"}), frozenset({"broken.docx"})
    errors, warnings = check_policy(text, "policy.yaml", TEMPLATES, asked, faulty)
    return sorted([*errors, *warnings])


def beside(text):
    """What is said of a second policy when small.yaml is in force as well."""
    small, second = load_policy(BASES["policy"], "small.yaml"), load_policy(text, "second.yaml")
    found = [finding for id_, finding in overlap([small, second]) if id_ == second.id]
    return sorted(placed(compose(text), "second.yaml", finding) for finding in found)


def given_in(files, pattern):
    return sorted(
        {code for file in files for code in re.findall(pattern, file.read_text("utf-8"))}
    )


@pytest.mark.parametrize("section", OURS, ids=[section.code for section in OURS])
def test_the_page_says_what_is_said(section):
    base = BASES[section.kind]
    assert base.count(section.right) == 1, "what is right stands once in the whole example"
    found = told(section.kind, base.replace(section.right, section.wrong))
    assert {said.code for said in found} == {section.code}
    assert "\n".join(map(str, found)) == section.said


def changed_lines(base, text):
    """The lines of `text`, from 1, that are not as in `base`; beside what was taken out, its neighbours."""
    now = text.splitlines()
    same = SequenceMatcher(None, base.splitlines(), now, autojunk=False)
    found = set()
    for how, _, _, first, end in same.get_opcodes():
        if how == "delete":
            found |= {first, first + 1}
        elif how != "equal":
            found |= set(range(first + 1, end + 1))
    return {line for line in found if 1 <= line <= len(now)}


def keys_above(text, line):
    """The lines of the keys that hold this line, up to the top."""
    lines = text.splitlines()
    depth = _indent(lines[line - 1])
    for above in range(line - 1, 0, -1):
        if lines[above - 1].strip() and _indent(lines[above - 1]) < depth:
            depth = _indent(lines[above - 1])
            yield above


def _indent(line):
    return len(line) - len(line.lstrip(" -"))


# The line is elsewhere: there stands what does not fit what was changed.
ELSEWHERE = {
    "P119": "the last of the entries that are too many",
    "P234": "one of the things that wait for each other, the first in the text",
    "P240": "the review: which of its bounds should have met the other is for the author to say",
    "P246": "the clock, though the metric could also count what is cut",
    "P252": "where the two decide together, though a role keeps them apart",
    "P282": "the day that both texts begin on, though the id is the same as well",
}


@pytest.mark.parametrize("section", OURS, ids=[section.code for section in OURS])
def test_the_line_is_the_one_that_was_changed_or_holds_it(section):
    base = BASES[section.kind]
    text = base.replace(section.right, section.wrong)
    changed = changed_lines(base, text)
    near = changed | {next(keys_above(text, line), line) for line in changed}
    lines = {
        int(said.split(":")[1]) for said in section.said.splitlines() if "hint:" not in said
    }
    assert (lines <= near) == (section.code not in ELSEWHERE), f"{lines} {near}"


@pytest.mark.parametrize("kind", BASES)
def test_what_stands_around_the_examples_is_right(kind):
    assert told(kind, BASES[kind]) == []


def test_every_code_of_form_is_on_the_page_once_and_complete():
    given = given_in(FORM, r'"(P1\d\d)"')
    assert [code for code in codes(PAGE) if code.startswith("P1")] == given
    assert [s.code for s in sections(PAGE) if s.code.startswith("P1")] == given


def test_every_code_of_sense_is_on_the_page():
    given = given_in(SENSE, r'"(P2\d\d)"')
    shown = [s.code for s in sections(PAGE) if s.code.startswith("P2")]
    assert shown == sorted(set(shown))
    assert [code for code in given if code not in PAGE] == []
