"""A life in memory and the same life in a workspace lead to the same entries, one by one."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.policyfile.shipped import ROOT
from tests.stories.harness import played, policy_of
from tests.stories.in_workspace import Entry, away_in, of_workspace
from tests.stories.lives import LIVES, Life

SAME = (
    "an improvement plan is met",
    "nobody acts until the deadline, then it is resumed",
    "nobody was looking when a review came due",
    "hub, 90 days not met, then 30 days to the end",
)


def of_memory(life: Life) -> list[Entry]:
    policy = policy_of((ROOT / "policies" / f"{life.policy}.yaml").read_text("utf-8"))
    return [*played(life.script, policy, away=away_in(life)).entries]


HASHES = ("pin", "template", "sha256", "review_copy", "letter", "drawn", "approvals_sheet")
UNTOLD = {**dict.fromkeys(HASHES, ""), "brief": None}


def bare(entry: Entry) -> Entry:
    """Without what a workspace alone knows: the pin's hash, a letter's words and the hash of its bytes."""
    plan, event = entry
    there = {field.name for field in fields(event)}
    return plan, replace(event, **{name: no for name, no in UNTOLD.items() if name in there})


@pytest.mark.parametrize("name", SAME)
def test_a_life_in_memory_is_the_life_in_a_workspace(name: str, tmp_path: Path) -> None:
    life = LIVES[name]
    stored, lived = [*of_workspace(life, tmp_path / "w")], of_memory(life)
    assert len(stored) > 15
    for mine, theirs in zip(lived, stored, strict=True):
        assert bare(mine) == bare(theirs)
