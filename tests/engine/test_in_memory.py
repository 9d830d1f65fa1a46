"""A life in memory and the same life in a workspace lead to the same entries, one by one."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from engine import workflow
from engine.clock import now
from engine.core.facts.facts import Drop, Fact
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace, config_of, working
from tests.policyfile.shipped import ROOT
from tests.stories.harness import ANNA, ROSTER, ROSTER_DAY, act_of, facts_of, played, policy_of
from tests.stories.lives import LIVES, Life
from tests.workspaces import new_workspace

Entry = tuple[str, e.Event]
SAME = (
    "an improvement plan is met",
    "nobody acts until the deadline, then it is resumed",
    "nobody was looking when a review came due",
    "hub, 90 days not met, then 30 days to the end",
)


def away_in(life: Life) -> Period | None:
    return Period(*map(date.fromisoformat, life.away)) if life.away[0] else None


def of_memory(life: Life) -> list[Entry]:
    policy = policy_of((ROOT / "policies" / f"{life.policy}.yaml").read_text("utf-8"))
    return [*played(life.script, policy, away=away_in(life)).entries]


def of_workspace(life: Life, root: Path) -> Iterator[Entry]:
    made = new_workspace(root, life.policy)
    zone = config_of(made.root).time_zone
    roster = facts_of(ROSTER_DAY, ROSTER.replace("\n", ";"))
    lines = [(ROSTER_DAY.isoformat(), "roster", "")]
    lines += [
        (*line.split(maxsplit=2), "")[:3] for line in life.script.splitlines() if line.strip()
    ]
    for number, (day_text, who, said) in enumerate(lines):
        moment = now(zone, date.fromisoformat(day_text))
        with working(made.root, moment.day) as desk:
            passing = workflow.pass_time(desk, moment, away_in(life))
            workflow.record(desk, moment, passing)
            yield from passing.events
            if who == "passes":
                continue
            drop = None
            if who in ("roster", "told"):
                drop = dropped(
                    number, roster if who == "roster" else facts_of(moment.day, said)
                )
            happened = follows(desk, moment, drop, who, said)
            if happened:
                workflow.record(desk, moment, happened, drop)
                yield from happened.events


def follows(
    desk: Workspace, moment, drop: Drop | None, who: str, said: str
) -> Transaction | None:
    if drop:
        return workflow.take(desk, moment, drop)
    act = act_of(moment.day, who, said)
    running = [plan for plan in desk.standing().values() if not plan.ended]
    target = (running or [*desk.standing().values()])[-1].id if act.action != "open" else ANNA
    try:
        return workflow.act(desk, moment, target, act, "tester")
    except NotAllowedError:
        return None


def dropped(number: int, told: list[Fact]) -> Drop:
    return Drop(f"{number:064}", f"{number}.csv", "none", "1", tuple(told), len(told))


UNTOLD = {"pin": "", "template": "", "brief": None, "sha256": ""}


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
