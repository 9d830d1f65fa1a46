"""Time passes day by day, and however seldom somebody looks the same happens."""

import pytest

from engine.core.life.memory import let_pass
from engine.core.values.period import Period
from tests.builders import ANNA, day
from tests.core.lives import QUARTER, a_memory, entries, lived

RUNNING = (
    QUARTER, "0 hr confirm", "0 second_line approve plan_letter", "0 hr approve plan_letter",
    "0 manager issue plan_letter", "0 manager deliver plan_letter",
)  # fmt: skip
LOSING = {"open.0.when": "{metric: attainment, over: last 1 month, below: 70%}"}


@pytest.mark.parametrize("step", [1, 2, 7, 30, 400])
def test_the_same_happens_however_seldom_somebody_looks(step: int) -> None:
    memory, at_once = a_memory(figures=False), a_memory(figures=False)
    lived(memory, *RUNNING)
    lived(at_once, *RUNNING, "400 passes")
    for number in [*range(1, 400, step), 400]:
        let_pass(memory, day(number))
    assert entries(memory) == entries(at_once)
    assert "Held" in [kind for _, kind, _ in entries(memory)]


def test_on_one_day_plans_move_before_anybody_is_looked_at() -> None:
    """The look of the day on which a plan ended knows that it did."""
    again = {"leaves_out": "[{title: Again, when: {earlier_plan: any, ended_within: 2 weeks}}]"}
    memory = a_memory({**again, **LOSING}, figures=False)
    lived(memory, "0 told sales 2025-12 60; target 2025-12 100", *RUNNING[1:])
    lived(memory, "1 told left = 2026-02-10")
    memory.person_dues[ANNA] = day(37)  # the morning after the plan is closed because she left
    lived(memory, "37 passes")
    assert entries(memory)[-1] == ("PW-2026-0001", "Closed", "2026-02-10")
    assert len(memory.plans) == 1


def test_days_on_which_nobody_looked_hold_what_fell_due_in_them() -> None:
    memory = a_memory(figures=False)
    lived(memory, *RUNNING)
    away = Period(day(20), day(39))
    gathered = let_pass(memory, day(60), away)
    assert [x.late for _, x in gathered.events if hasattr(x, "late") and x.late] != []


def test_what_is_not_due_is_not_touched() -> None:
    memory = a_memory(figures=False)
    lived(memory, *RUNNING)
    gathered = let_pass(memory, day(1))
    assert (gathered.events, gathered.plans, dict(gathered.plan_dues)) == ([], {}, {})
