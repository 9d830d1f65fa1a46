"""A review waits for its figures, is not late before they are due, and then has its own time."""

import pytest

from engine.core.plan.waiting import (
    closing,
    figures_day,
    metrics_of,
    missing_figures,
    waiting_reviews,
)
from engine.core.record import events as e
from tests.builders import day
from tests.core.plans import DELIVERED, LOW, number_of, played

END = "stages.work.reviews.end"
ENDED = (*DELIVERED, "30 evening")  # the clock ran from 5 January to 4 February
JANUARY = "31 told sales 2026-01 50; target 2026-01 100"
FEBRUARY = "58 told sales 2026-02 300; target 2026-02 100"
LEFT_OUT = {"metrics.attainment.partial": "leave_out"}
WHOLE = {"stages.work.clocks.period.whole": "month"}
SOON = {"calendar.figures_due": "2 business days"}
OF_METRIC = {"metrics.attainment.figures_due": "1 month"}


def end(*lines: str, changes=None):
    then = played(*lines, changes=changes)
    (look,) = (look for (_, name, _), look in then.plan.looks.items() if name == "end")
    return then.m, look


@pytest.mark.parametrize(
    ("changes", "due", "closes"),
    [
        pytest.param({}, 74, 81, id="February is cut and counts: 15 working days after it"),
        pytest.param(SOON, 57, 64, id="the policy says how long"),
        pytest.param(OF_METRIC, 84, 91, id="and for a metric of its own"),
        pytest.param(LEFT_OUT, None, 37, id="no whole month: nothing to wait for"),
    ],
)
def test_its_time_runs_from_the_day_on_which_the_last_figures_are_due(
    changes, due, closes
) -> None:
    m, look = end(*ENDED, changes=changes)
    assert number_of(figures_day(m, m.stage.reviews["end"], look.basis)) == due
    assert number_of(closing(m, "end", look)) == number_of(look.closes) == closes


@pytest.mark.parametrize(
    ("lines", "on", "waits"),
    [
        pytest.param(ENDED, 31, [("2026-02", 74)], id="for the last period, with its day"),
        pytest.param(ENDED, 74, [("2026-02", 74)], id="on the last day, too"),
        pytest.param(ENDED, 75, [], id="and no longer"),
        pytest.param((*ENDED, JANUARY), 58, [("2026-02", 74)], id="for what is missing"),
        pytest.param((*ENDED, LOW), 58, [], id="all is told: people are waited for"),
        pytest.param((*DELIVERED, "29 passes"), 29, [], id="it has not begun"),
    ],
)  # fmt: skip
def test_what_is_waited_for(lines, on, waits) -> None:
    m = played(*lines).m
    found = [
        (str(w.figures.period.period), number_of(w.figures.until))
        for w in waiting_reviews(m, day(on))
    ]
    assert found == waits


def test_a_clock_in_whole_months_waits_for_its_own_month() -> None:
    m, look = end(*DELIVERED, "55 evening", changes=WHOLE)
    assert (
        number_of(look.basis),
        str(missing_figures(m, m.stage.reviews["end"], look.basis).period.period),
    ) == (54, "2026-02")
    run = m.plan.runs[(1, "period")]
    assert (str(run.first), str(run.last)) == ("2026-02-01", "2026-02-28")


def test_a_figure_that_comes_before_the_verdict_changes_it_as_if_it_had_been_there() -> None:
    waits = played(*ENDED, JANUARY)
    assert waits.of(e.ReviewDecided) == []
    late = waits.then(FEBRUARY)
    early = played(*ENDED, f"{JANUARY}; {FEBRUARY.split('told ')[1]}")
    said = [
        [(x.outcome, x.row, x.why.says) for x in each.of(e.ReviewDecided)]
        for each in (late, early)
    ]
    assert said[0] == said[1]
    assert [outcome for outcome, *_ in said[0]] == ["success"]


def test_a_deadline_does_not_cut_the_wait_short() -> None:
    soon = {"stages.work.deadline": "{within: 6 weeks}"}
    then = played(*ENDED, "81 passes", changes=soon)
    assert then.plan.state == "open"
    assert [x.because for x in then.then("82 passes").of(e.Held)] == ["not_known"]


def test_the_metrics_of_a_review_are_those_of_its_rows() -> None:
    m, _ = end(*ENDED)
    assert metrics_of(m, m.stage.reviews["end"]) == ("attainment",)
