"""Nothing is left unsaid: defaults are one thing in the schema, the types and `check --full`."""

from dataclasses import MISSING, fields

import pytest

from engine.core.policy import policy as p
from engine.core.policy.right import ExtendRight
from engine.policyfile.full import full
from engine.policyfile.load import load_policy
from tests.policyfile.shipped import POLICIES, SMALL, planted

TEXTS = {file.stem: file.read_text("utf-8") for file in POLICIES} | {"small": SMALL}


def read(text):
    found = load_policy(text, "p.yaml")
    assert isinstance(found, p.Policy), "\n".join(map(str, found))
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_a_policy_in_full_is_the_same_policy(name):
    whole = full(TEXTS[name], "p.yaml")
    assert read(whole) == read(TEXTS[name])
    assert " # default" in whole


@pytest.mark.parametrize("name", TEXTS)
def test_in_full_nothing_more_is_left_to_say(name):
    whole = full(TEXTS[name], "p.yaml")
    again = full(whole, "p.yaml")
    assert again == whole.replace(" # default", "")


def test_the_starter_in_full(golden):
    golden("policyfile/starter-full.yaml", full(TEXTS["starter"], "starter.yaml"))


def test_the_starter_is_short():
    assert len(TEXTS["starter"].splitlines()) <= 40


def test_text_that_yaml_would_read_otherwise_is_quoted():
    odd = 'title: "A: #1 \\"x\\", - \\u00e9 \\n two"'
    text = planted("title: Small", odd)
    assert read(full(text, "p.yaml")).title == read(text).title == 'A: #1 "x", - é \n two'


def test_a_policy_with_mistakes_is_not_written_out():
    found = full(planted("title: Small", "titel: Small"), "p.yaml")
    assert [d.code for d in found] == ["P110"]


# One of each form, with nothing typed but what must be.
LEAST = read(
    planted("leaves_out:", "held: {by: hr, then: ended}\nleaves_out:")
    .replace("from: warning.delivered}}", "from: stage.entered}}")
    .replace("documents: {warning: {template: written_warning.docx}}",
             "documents: {warning: {template: written_warning.docx, acknowledged: {}}}")
)  # fmt: skip
WORK = LEAST.stages["work"]
# Where a policy as typed is kinder or fuller than a value built by hand in a test.
TYPED = {
    (p.Document, "title"): "Warning",  # the document's name in words
    (p.Document, "approved_by"): ("hr",),  # nothing reaches an employee unseen
    (ExtendRight, "approved_by"): ("hr",),  # of an extension
}


def least(made, *typed):
    return [
        pytest.param(type(made), f, getattr(made, f.name), id=f"{type(made).__name__}.{f.name}")
        for f in fields(made)
        if f.name not in typed
        and (f.default is not MISSING or f.default_factory is not MISSING)
    ]


@pytest.mark.parametrize(
    ("kind", "field", "found"),
    [
        *least(LEAST.calendar),
        *least(LEAST.employee["hired"]),
        *least(LEAST.metrics["attainment"]),
        *least(LEAST.metrics["attainment"].rules),
        *least(LEAST.values["floor"], "dated"),
        *least(LEAST.values["floor"].dated[0]),
        *least(LEAST.documents["warning"], "acknowledged"),
        *least(LEAST.documents["warning"].acknowledged),
        *least(LEAST.roles["manager"], "field"),
        *least(LEAST.held),
        *least(LEAST.open[0], "when", "propose_to"),
        *least(WORK.reviews["end"], "at"),
        *least(WORK.goals, "fixed"),
        *least(WORK.goals.fixed["attain"], "over", "weight"),
        *least(WORK.may["more"]),
        *least(WORK.may["more"].terms),
        *least(WORK.must["letter"].terms, "within", "since"),
    ],
)
def test_what_is_not_typed_is_what_the_types_say(kind, field, found):
    stated = field.default if field.default is not MISSING else field.default_factory()
    assert found == TYPED.get((kind, field.name), stated)
