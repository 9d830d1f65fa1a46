"""Between two inputs it does not matter how often somebody looks: each thing happens on its own day."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine import workflow
from engine.clock import now
from engine.workspace.session.workspace import config_of, working
from tests.engine.company import FIGURES, PLAN, POLICY, handed_over
from tests.workspaces import PlayedWorkspace

AGAIN = """\
leaves_out:
  - {title: Had a plan, when: {earlier_plan: same_issue, ended_within: 1 year}}
open:
"""
MARCH = FIGURES.replace("2026-02", "2026-03")
SUMMER = FIGURES.replace("2026-01", "2026-06").replace("2026-02", "2026-07")
SPRING = FIGURES.replace("2026-01", "2026-04").replace("2026-02", "2026-05")


def passes(made: PlayedWorkspace, days: Iterable[date]) -> None:
    for each in days:
        moment = now(config_of(made.root).time_zone, each)
        with working(made.root, each) as workspace:
            workflow.record(workspace, moment, workflow.pass_time(workspace, moment))


def every(step: int, first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range(0, (end - start).days, step)] + [end]


def lived(root: Path, policy: str, step: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Nobody looks after the plan: it ends on 26 May. Of one month figures come before, of two after it."""
    made = handed_over(root, policy)
    passes(made, every(step, "2026-03-06", "2026-03-20"))
    made.drops("march.csv", MARCH)
    made.runs("2026-03-20")
    passes(made, every(step, "2026-03-21", "2026-05-20"))
    made.drops("spring.csv", SPRING)
    made.runs("2026-05-20")
    passes(made, every(step, "2026-05-21", "2026-08-04"))
    made.drops("summer.csv", SUMMER)
    made.runs("2026-08-04")
    passes(made, every(step, "2026-08-05", "2026-12-31"))
    plans = [plan["plan"] for plan in made.status()["plans"]]
    return [(plan, [(x["on"], x["event"]) for x in made.history(plan)]) for plan in plans]


@pytest.mark.parametrize(
    ("policy", "plans"),
    [
        pytest.param(POLICY, 2, id="the next yes opens another plan"),
        pytest.param(POLICY.replace("open:\n", AGAIN), 1, id="a plan that ended leaves out"),
    ],
)
def test_looking_once_a_season_records_what_looking_every_few_days_records(
    tmp_path: Path, policy: str, plans: int
) -> None:
    often = lived(tmp_path / "often", policy, 9)
    assert next(plan for plan, _ in often) == PLAN
    assert len(often) == plans
    assert "Noted" in [event for _, event in often[0][1]]
    assert lived(tmp_path / "seldom", policy, 400) == often
