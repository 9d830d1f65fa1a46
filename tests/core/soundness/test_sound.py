"""Sound policies stay silent, whatever they look like."""

from hypothesis import given, settings

from engine.core.policy.policy import Policy
from engine.core.soundness.checks import overlap, soundness
from tests.policies_gen import BRIEF_FIELDS, sound_policies, templates_of


@given(sound_policies())
@settings(max_examples=60, deadline=None)
def test_a_sound_policy_has_no_finding_and_no_warning(policy: Policy) -> None:
    assert soundness(policy, templates_of(policy), BRIEF_FIELDS) == []
    assert overlap([policy]) == []
