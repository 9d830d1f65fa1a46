"""Each mistake, planted in any sound policy, is found: its code, at its place, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings

from engine.core.policy.policy import Policy
from engine.core.soundness.checks import CHECKS, soundness
from tests.core.soundness.defects import DEFECTS
from tests.core.soundness.plant import Planted
from tests.policies_gen import sound_policies

WARNINGS = {"P228", "P246", "P247", "P248", "P287", "P252", "P263", "P275", "P295", "P296"}
FAMILIES = sorted({code[:3] for code in DEFECTS})


@pytest.mark.parametrize("family", FAMILIES)
@given(policy=sound_policies())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_planted_mistake_is_the_one_that_is_found(family: str, policy: Policy) -> None:
    for code in (c for c in DEFECTS if c.startswith(family)):
        for plant in DEFECTS[code]:
            only_this_is_found(code, plant(policy), plant.__name__)


def only_this_is_found(code: str, planted: Planted, name: str) -> None:
    found = soundness(planted.policy, planted.templates, planted.brief_fields, planted.faulty)
    assert found, f"{code}: {name} was not found"
    for finding in found:
        assert finding.code == code, f"{name}: {finding}"
        assert finding.path[: len(planted.path)] == planted.path, f"{name}: {finding}"
        assert finding.warning == (code in WARNINGS)
        assert finding.hint
        assert finding.message


@given(policy=sound_policies())
@settings(max_examples=2, deadline=None)
def test_without_any_one_check_some_planted_mistake_goes_unseen(policy: Policy) -> None:
    planted = [plant(policy).policy for plants in DEFECTS.values() for plant in plants]
    finders = [
        {check for check in CHECKS if any(f.code not in p.accepts for f in check(p))}
        for p in planted
    ]
    assert {check for found in finders for check in found if len(found) == 1} == set(CHECKS)
