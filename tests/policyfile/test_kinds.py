"""The forms of the schema, the tables of kinds, their classes and their readers say the same."""

import json
from dataclasses import fields
from importlib.resources import files

import pytest

from engine.core.decide.acts import TAKERS
from engine.core.policy.duty import DUTIES, STEPS, DutyTerms
from engine.core.policy.metric import METRICS, MetricRules
from engine.core.policy.review import NotKnownRow, OtherwiseRow, WhenRow
from engine.core.policy.right import RIGHTS, RightTerms
from engine.policyfile import build_kinds
from engine.workspace.outbox.forms import WORDS

FORMS = json.loads(files("engine.schemas").joinpath("policy.v1.json").read_text("utf-8"))[
    "$defs"
]
# What a policy calls otherwise than a class: its keys are words of Python.
SPELLED = {"since": "from", "in_stages": "in"}
SHARED = {"terms", "rules"}
RATIO = {"of", "to"}  # stand together under the word of the kind


def made_of(kinds):
    return {word: getattr(kind, "made", kind) for word, kind in kinds.items()}


FAMILIES = [
    ("duty", made_of(DUTIES), DutyTerms, {"do"}),
    ("right", made_of(RIGHTS), RightTerms, {"do"}),
    ("metric", made_of(METRICS), MetricRules, set()),
]


@pytest.mark.parametrize(
    ("family", "made", "terms", "told"), FAMILIES, ids=lambda x: str(x)[:8]
)
def test_a_kind_has_exactly_the_fields_of_its_form(family, made, terms, told) -> None:
    titles = {form["$ref"].rsplit("/", 1)[-1] for form in FORMS[family]["oneOf"]}
    assert titles == {f"{word}_{family}" for word in made}
    shared = {SPELLED.get(field.name, field.name) for field in fields(terms)}
    for word, kind in made.items():
        own = {field.name for field in fields(kind)} - SHARED
        if family == "metric":
            own = own - RATIO | {word}
        assert FORMS[f"{word}_{family}"]["properties"].keys() == own | shared | told, word


def test_a_missed_step_and_a_row_have_the_fields_of_their_forms() -> None:
    steps = {f"{word}_step": {word, *_names(STEPS[word], "after", "role")} for word in STEPS}
    steps["escalate_step"] |= {"after"}
    assert {name: FORMS[name]["properties"].keys() for name in steps} == steps
    for row in (WhenRow, OtherwiseRow, NotKnownRow):
        own = {row.kind, *_names(row, "go"), *({"go"} if row is WhenRow else ())}
        assert FORMS[f"{row.kind}_row"]["properties"].keys() == own


def _names(made, *under_the_word):
    return {field.name for field in fields(made)} - {*under_the_word}


def test_every_kind_is_read() -> None:
    assert build_kinds.METRIC_READERS.keys() == METRICS.keys()
    assert build_kinds.DUTY_READERS.keys() == DUTIES.keys()
    assert build_kinds.RIGHT_READERS.keys() == RIGHTS.keys()
    assert build_kinds.STEP_READERS.keys() == STEPS.keys()


def test_every_kind_of_duty_and_right_can_be_acted_on() -> None:
    actions = {kind.action for kind in DUTIES.values() if kind.action}
    assert actions | RIGHTS.keys() <= TAKERS.keys()
    assert actions <= WORDS.keys()
