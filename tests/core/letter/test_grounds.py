# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.letter.grounds import (
    as_proposed,
    fact_lines,
    grounds,
    readings,
    reason_of,
    required,
)
from tests.core.plans import (
    DELIVERED,
    DRAFTED,
    HIGH,
    LAST_CHANCE,
    a_world,
    day,
    period,
    played,
    proposed,
    told,
)
from tests.english import english, in_english

END = "stages.work.reviews.end.rows"
STAY = {
    "stages.work.reviews.middle": "{days: [10], during: period, rows: [{otherwise: stay}, {not_known: stay}]}"
}
BELOW = "{when: {metric: attainment, over: period, below: 75%}, go: last_chance}"


@pytest.mark.parametrize(
    ("lines", "changes", "says"),
    [
        pytest.param((), {}, "Attainment 60.0 % in 2025-Q4 is below 70 %", id="a proposal: what was found"),
        pytest.param(DELIVERED, {}, "Attainment 60.0 % in 2025-Q4 is below 70 %", id="opened: the opening"),
        pytest.param((*DELIVERED, "11 passes"), STAY, "Attainment 60.0 % in 2025-Q4 is below 70 %", id="a review that led nowhere gives no reason"),
        pytest.param(LAST_CHANCE, {}, "Attainment 50.0 % in 2026-01-05 to 2026-02-04 is not at least 80 %", id="the review that led on"),
        pytest.param((*DELIVERED, HIGH), {}, "Attainment 90.0 % in 2026-01-05 to 2026-02-04 is at least 80 %", id="a good end too"),
    ],
)  # fmt: skip
def test_the_reason_is_what_led_here(lines, changes, says) -> None:
    m = played(*lines, changes=changes).m
    assert english(reason_of(m).says).startswith(says)
    assert english(grounds(m, "letter")[0]).startswith(says)


def test_each_figure_has_its_line_and_its_place() -> None:
    m = proposed().m
    found = in_english(fact_lines(m, m.plan.why))
    assert [(f["text"], f["figure"]) for f in found] == [("Sales", "60")] * 3 + [
        ("Target", "100")
    ] * 3
    assert {f["source"] for f in found} == {"figures.csv, row 2, column Value"}
    assert found[0]["when"] == period("2025-10")


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        pytest.param({}, "at least 80 %", id="what a good end asks"),
        pytest.param({END + ".1": BELOW, END + ".2": "{otherwise: stay}", END + ".3": "{not_known: held}", END + ".0.go": "stay"}, "at least 80 %", id="the first row that tests it"),
        pytest.param({END + ".0": BELOW, END + ".1": "{otherwise: success}"}, "at least 75 %", id="a limit that weighs is turned round"),
    ],
)  # fmt: skip
def test_what_was_asked_where_it_was_judged(rows, asked: str) -> None:
    m = played(*LAST_CHANCE, changes=rows).m
    assert english(required(m, m.policy.metrics["attainment"], reason_of(m))) == asked
    assert [row["required"] for row in in_english(readings(m, reason_of(m)))] == [asked]


def test_a_value_taken_later_is_not_the_one_compared_with() -> None:
    """The review looks at the value as the stage began; the next stage begins with another one."""
    changes = {
        "values.bar": "{taken_at: stage.entered, dated: [{starting: 2025-01-01, is: 80%}, {starting: 2026-02-05, is: 95%}]}",
        END + ".0": "{when: {metric: attainment, over: period, at_least: $bar}, go: success}",
    }
    m = played(*LAST_CHANCE, changes=changes).m
    assert "is not at least 80 %" in english(reason_of(m).says)
    assert [row["required"] for row in in_english(readings(m, reason_of(m)))] == [
        "at least 80 %"
    ]


def test_nothing_was_taken_for_a_plan_not_yet_opened() -> None:
    then = as_proposed(played(*DRAFTED).m).plan
    assert (then.opened, then.stage) == (None, "")


def test_a_plan_opened_by_hand_rests_on_no_figures() -> None:
    m = proposed(world=told(a_world(), "sales 2025-12 61", day(-5))).m
    assert fact_lines(m, None) == readings(m, None) == []
