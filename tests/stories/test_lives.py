"""Lives of plans under the shipped policies, to be read from the first proposal to the last letter."""

from collections.abc import Callable
from datetime import date

import pytest

from engine.core.plan.replay import replay
from engine.core.record.codec import decoded, encoded
from engine.core.values.period import Period
from tests.policyfile.shipped import ROOT
from tests.stories.harness import Told, played, policy_of
from tests.stories.lives import LIVES, Life


def lived(life: Life) -> Told:
    policy = policy_of((ROOT / "policies" / f"{life.policy}.yaml").read_text("utf-8"))
    days = [date.fromisoformat(day) for day in life.away if day]
    return played(life.script, policy, away=Period(*days) if days else None)


@pytest.mark.parametrize("name", LIVES)
def test_a_life(name: str, golden: Callable[[str, str], None]) -> None:
    life = LIVES[name]
    told = lived(life)
    file = name.replace(",", "").replace(" ", "-")
    golden(f"stories/{file}.txt", f"{name} (policy {life.policy})\n\n{told.text}")
    for plan in told.plans:
        events = [event for owner, event in told.entries if owner == plan.id]
        assert replay(plan.id, (decoded(encoded(event)) for event in events)) == plan
        assert [event.on for event in events] == sorted(event.on for event in events)
