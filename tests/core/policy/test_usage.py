"""What nothing uses is told by its part and name; what acts in any way is not."""

import pytest
import yaml

from engine.core.policy.policy import Policy
from engine.core.policy.usage import PARTS, unused
from engine.policyfile.load import load_policy
from tests.stories.patching import BASE, patched


def told(changes, printed=("name",)):
    text = patched(BASE, changes)
    policy = load_policy(text, "forms.yaml")
    assert isinstance(policy, Policy), policy
    plain = yaml.safe_load(text)
    found = unused(policy, {part: [*plain.get(part, ())] for part in PARTS}, printed)
    assert all(each.warning for each in found)
    found = unused(policy, {part: [*plain.get(part, ())] for part in PARTS}, printed)
    return {".".join(each.path) for each in found}


USED = {
    "employee.hired": None,
    "employee.job": None,
    "employee.segment": None,
    "employee.size": None,
    "employee.grade": None,
}


def test_all_that_is_there_for_nothing():
    changes = {
        **USED,
        "employee.grade": "{type: number}",
        "values.floor": "3",
        "metrics.talks": "{count: coaching_talks}",
        "questions.progress": "{ask: manager, text: How far, answers: [a, b]}",
        "roles.director": "{field: manager.manager.manager}",
    }
    assert told(changes) == {
        "employee.grade",
        "values.floor",
        "metrics.talks",
        "questions.progress",
        "roles.director",
    }


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="a restricted absence acts by being there"),
        pytest.param(
            {"employee.grade": "{type: number}", "covers": "{field: grade, above: 3}"},
            id="a field that says who is covered",
        ),
        pytest.param({"employee.job": "{type: text}"}, id="a field that a letter prints"),
        pytest.param(
            {
                "employee.segment": "{type: one_of, values: [smb, enterprise]}",
                "values.floor": "{varies_by: segment, is: {smb: 70%, enterprise: 80%}}",
                "open.0.when.below": "$floor",
            },
            id="a field that a value varies by, and the value",
        ),
        pytest.param(
            {
                "employee.director": "{type: person}",
                "roles.director": "{field: director}",
                "documents.plan_letter.approved_by": "[director]",
            },
            id="a field that leads to a role, and the role",
        ),
        pytest.param(
            {"values.long": "30 days", "stages.work.clocks.period.length": "$long"},
            id="a value that is a length",
        ),
        pytest.param(
            {
                "metrics.calls": "{count: customer_calls}",
                "stages.work.goals": "{fixed: {c: {metric: calls, over: period, at_least: 3}}}",
            },
            id="a metric that only a goal measures",
        ),
        pytest.param(
            {
                "questions.progress": "{ask: manager, text: How far, answers: [a, b]}",
                "stages.work.may": "{more: {do: extend, clock: period, up_to: 5 days,"
                " when: {answer: progress, is: a}, document: plan_letter}}",
            },
            id="a question that only a right asks",
        ),
        pytest.param(
            {
                "roles.deputy": "{field: hr_partner.manager}",
                "roles.hr": "{field: hr_partner, if_vacant: deputy}",
            },
            id="a role that steps in",
        ),
    ],
)
def test_what_acts_is_used(changes):
    assert told({**USED, **changes}, printed=("name", "job")) == set()


def test_what_nobody_typed_is_not_told():
    """The three roles that are there by themselves, used or not."""
    assert told(USED) == set()
