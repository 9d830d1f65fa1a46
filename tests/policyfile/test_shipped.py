"""The policies that come with Planward: sound, without a warning, and saying what they promise."""

from decimal import Decimal

import pytest

from engine.core.policy.condition import MeanOf, MetricTest, ValueRef
from engine.core.policy.duty import Duty
from engine.core.policy.policy import Policy
from engine.core.policy.right import right_letter
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from engine.policyfile.check import check_policy
from engine.policyfile.load import load_policy
from tests.policyfile.shipped import POLICIES, ROOT

NINE = {
    *("gap_statement", "coaching_letter", "written_warning", "improvement_plan"),
    *("check_in_form", "extension_letter", "final_warning", "outcome_letter"),
    "separation_recommendation",
}


def shipped(name):
    read = load_policy((ROOT / "policies" / f"{name}.yaml").read_text("utf-8"), name)
    assert isinstance(read, Policy)
    return read


def duties(policy):
    return [
        *policy.must.values(),
        *(d for s in policy.stages.values() for d in s.must.values()),
    ]


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.stem)
def test_it_is_sound_without_a_warning(file):
    assert check_policy(file.read_text("utf-8"), file.name) == ([], [])


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.stem)
def test_its_name_is_its_id_and_its_templates_are_there(file):
    policy = shipped(file.stem)
    assert policy.id == file.stem
    for document in policy.documents.values():
        assert (ROOT / "templates" / "standard" / document.template).is_file()


def test_field_sales_uses_every_form_of_duty_and_all_nine_templates():
    policy = shipped("field-sales")
    assert set(policy.documents) == NINE
    asked = {duty.document for duty in duties(policy)} | {row.document for row in policy.open}
    asked |= {
        right_letter(right) for stage in policy.stages.values() for right in stage.may.values()
    }
    assert asked >= NINE
    kinds = {duty.kind for duty in duties(policy)}
    assert kinds == {"issue", "meeting", "check_in", "train", "support", "act"}


def test_field_sales_routes_by_severity_and_two_people_end_an_employment():
    policy = shipped("field-sales")
    assert [row.start for row in policy.open[:2]] == [("improvement",), ("coaching",)]
    ending = [
        row
        for stage in policy.stages.values()
        for review in stage.reviews.values()
        for row in review.rows
        if "separated" in row.go
    ]
    assert [row.decided_by for row in ending] == [("second_line", "hr")]


def test_hub_takes_the_mean_of_six_or_nine_months_to_a_short_or_a_long_plan():
    policy = shipped("hub")
    assert policy.values["window"].by == {
        "smb": Span(6, TimeUnit.MONTH),
        "enterprise": Span(9, TimeUnit.MONTH),
    }
    tests = [row.when for row in policy.open]
    assert all(
        isinstance(t, MetricTest) and t.window == MeanOf(ValueRef("window")) for t in tests
    )
    lengths = [policy.stages[row.start[0]].clocks["period"].length for row in policy.open]
    assert lengths == [Span(30, TimeUnit.DAY), Span(90, TimeUnit.DAY)]
    assert policy.values["standard"].dated[0].value == Amount(Decimal(80), Unit.PERCENT)


def test_the_starter_says_who_does_what_by_default():
    policy = shipped("starter")
    letter = policy.stages["warning"].must["letter"]
    assert isinstance(letter, Duty)
    assert (letter.terms.by, str(letter.terms.within), str(letter.terms.since)) == (
        "manager",
        "10 business days",
        "stage.entered",
    )
    assert policy.held.then == "closed"
    assert policy.stages["closed"].final == "no_action"
