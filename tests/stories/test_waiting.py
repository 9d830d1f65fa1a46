# ruff: noqa: E501 - a row of a table is read across, like the line of a diary
"""When a verdict is given, and on which figures: it waits for those that count, and measures again."""

import pytest

from engine.core.record import events as e
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, patched

OPENED_BY_HAND = {
    "open.0": "{track: judged, opened_by: [manager], start: work}",
    "metrics.attainment.leave_out": "[]",
}
QUARTER = OPENED_BY_HAND | {"stages.work.clocks.period.length": "88 days"}
WEEKS = OPENED_BY_HAND | {
    "metrics.calls": "{count: customer_calls}",
    "stages.work.clocks.period.length": "28 days",
    "stages.work.goals": "{fixed: {c: {metric: calls, each: week, at_least: 12}}}",
    "stages.work.reviews.end.rows.0": "{when: {goals: all_met}, go: success}",
}
CALENDAR_WEEKS = WEEKS | {
    "stages.work.goals": "{fixed: {c: {metric: calls, each: calendar_week, at_least: 12}}}"
}


def begun(opened: str, handed_over: str) -> str:
    return f"""\
{opened} manager open judged --note 'as agreed'
{opened} hr approve plan_letter
{opened} manager issue plan_letter
{handed_over} manager deliver plan_letter
"""


def month(day: str, **months: int) -> str:
    told = "; ".join(
        f"closed_won 2026-{name[1:]} {won}; quota 2026-{name[1:]} 100"
        for name, won in months.items()
    )
    return f"{day} told {told}\n"


def calls(day: str, *told: str) -> str:
    """`calls("2026-01-14", "01-08 12")`: twelve of January 8, told on that day."""
    return f"{day} told " + "; ".join(f"customer_calls 2026-{each}" for each in told) + "\n"


SPRING = begun("2026-04-01", "2026-04-03")  # 88 days: to June 30
WEDNESDAY = begun("2026-01-05", "2026-01-07")  # 28 days: to February 4
THREE_WEEKS = calls("2026-01-28", "01-08 12", "01-15 12", "01-22 12")


def verdicts(told: Told) -> list[str]:
    found = []
    for _, event in told.entries:
        match event:
            case e.ReviewDecided():
                found.append(f"{event.on} {event.outcome}")
            case _:
                pass
    return found


TWO_BAD = month("2026-06-05", m04=50, m05=50)
LATER = "2026-10-30 passes\n"

ROWS = (
    # -- months: the clock ends on June 30
    ("the last month comes two days after the clock", QUARTER, SPRING + TWO_BAD + month("2026-07-02", m06=300) + LATER, ["2026-07-02 success"]),
    ("and is as bad as the others", QUARTER, SPRING + TWO_BAD + month("2026-07-02", m06=50) + LATER, ["2026-07-02 ended"]),
    ("it comes on the day it is due", QUARTER, SPRING + TWO_BAD + month("2026-07-22", m06=300), ["2026-07-22 success"]),
    ("or in the time that a review has from then on", QUARTER, SPRING + TWO_BAD + month("2026-07-24", m06=300), ["2026-07-24 success"]),
    ("it never comes: held", QUARTER, SPRING + TWO_BAD + LATER, ["2026-08-05 held"]),
    ("all is there when the clock ends", QUARTER, SPRING + month("2026-06-30", m04=90, m05=90, m06=90) + LATER, ["2026-06-30 success"]),
    ("another month is corrected while it waits", QUARTER, SPRING + TWO_BAD + month("2026-07-01", m05=200) + month("2026-07-02", m06=100), ["2026-07-02 success"]),
    # -- weeks of a clock of 28 days from a Wednesday
    ("twelve in each of the four weeks", WEEKS, WEDNESDAY + THREE_WEEKS + calls("2026-02-03", "01-29 12") + LATER, ["2026-02-04 success"]),
    ("nine in the fourth, and a later call shows that all were told", WEEKS, WEDNESDAY + THREE_WEEKS + calls("2026-02-03", "01-29 9") + calls("2026-02-06", "02-05 3"), ["2026-02-06 ended"]),
    ("nine in the fourth, and nothing shows that they were all", WEEKS, WEDNESDAY + THREE_WEEKS + calls("2026-02-03", "01-29 9") + LATER, ["2026-03-11 held"]),
    ("nine in the fourth, and three more told after the end", WEEKS, WEDNESDAY + THREE_WEEKS + calls("2026-02-03", "01-29 9") + calls("2026-02-06", "02-02 3"), ["2026-02-06 success"]),
    ("weeks of the calendar: the days at both ends belong to none", CALENDAR_WEEKS, WEDNESDAY + calls("2026-02-03", "01-12 12", "01-22 12", "01-26 12", "02-02 0") + LATER, ["2026-02-04 success"]),
    ("nor do they help", CALENDAR_WEEKS, WEDNESDAY + THREE_WEEKS + calls("2026-02-06", "01-29 0", "02-02 12", "02-05 3"), ["2026-02-06 ended"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "script", "then"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_a_verdict_is_given_on_the_figures_that_count(changes, script: str, then) -> None:
    assert verdicts(played(script, policy_of(patched(BASE, changes)))) == then
