import pytest

from engine.core.letter import goal_sections
from tests.builders import day
from tests.core.plans import DELIVERED, DRAFTED, HIGH, LAST_CHANCE, LOW, played, proposed
from tests.english import english, in_english

WORK = "stages.work."
GOALS = {
    "metrics.calls": "{count: calls, partial: prorate}",
    WORK + "goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%, weight: 70},"
    " calls: {metric: calls, over: period, at_least: 10, weight: 30}}, set_by: {role: manager, at_most: 2}}",
    WORK + "reviews.end.rows.0": "{when: {goals: score, at_least: 60%}, go: success}",
}  # fmt: skip
CALLS = "; calls 2026-01-05..2026-02-04 {}"


def rows(*lines: str, on: int = 31, changes=GOALS) -> list[dict]:
    return in_english(goal_sections.goal_rows(played(*lines, changes=changes).m, day(on)))


def test_a_goal_before_its_period_has_no_dates_and_no_figures() -> None:
    attain, calls = rows(*DRAFTED, on=0)
    assert (attain["name"], attain["measure"], attain["target"]) == (
        "Attain", "Attainment (sales to target) over the period", "at least 80 %",
    )  # fmt: skip
    assert (attain["due"], attain["actual"], attain["met"]) == (
        "end of the period",
        "",
        "not known yet",
    )
    assert (attain["weight"], calls["weight"], calls["measure"]) == (
        "70",
        "30",
        "Calls over the period",
    )


@pytest.mark.parametrize(
    ("figures", "actual", "met"),
    [
        pytest.param(LOW, "50.0 %", "no", id="below"),
        pytest.param(HIGH, "90.0 %", "yes", id="above"),
        pytest.param(
            HIGH.replace(" 90;", " 79.95;"),
            "80.0 %",
            "yes",
            id="what prints as the mark is on it",
        ),
        pytest.param(
            HIGH.replace(" 90;", " 79.94;"), "79.9 %", "no", id="what prints below it is not"
        ),
    ],
)
def test_a_goal_prints_the_figure_it_was_judged_by(figures: str, actual: str, met: str) -> None:
    attain = rows(*DELIVERED, figures)[0]
    assert (attain["actual"], attain["met"], attain["due"]) == (actual, met, day(30))
    assert attain["source"] == "figures.csv, row 2, column Value"


@pytest.mark.parametrize(
    ("calls", "score"),
    [
        pytest.param(9, "70.0 % of the weights met", id="one of two, the heavier"),
        pytest.param(10, "100.0 % of the weights met", id="both"),
    ],
)
def test_the_score_is_told_once_all_is_known(calls: int, score: str) -> None:
    m = played(*DELIVERED, HIGH + CALLS.format(calls), changes=GOALS).m
    assert english(goal_sections.score(m, day(31))) == score


def test_while_a_goal_is_not_known_there_is_no_score() -> None:
    assert goal_sections.score(played(*DELIVERED, changes=GOALS).m, day(9)) == ""


@pytest.mark.parametrize(
    ("judged", "met"),
    [
        pytest.param((), "not known yet", id="not judged"),
        pytest.param(("9 manager goal --answer own-1=met",), "yes", id="met"),
        pytest.param(("9 manager goal --answer own-1=not_met",), "no", id="not met"),
    ],
)
def test_a_goal_of_a_person_is_judged_by_a_person(judged, met: str) -> None:
    lines = (*DRAFTED, "0 manager goal --note 'Two new accounts'", *DELIVERED[1:], *judged)
    own = rows(*lines, on=9)[-1]
    assert (own["measure"], own["target"], own["met"]) == ("judged by the manager", "met", met)
    assert own["name"] == "Two new accounts"


def test_the_baseline_is_the_figure_the_plan_was_proposed_on() -> None:
    attain, calls = rows(*DRAFTED, on=0)
    assert (attain["baseline"], calls["baseline"]) == ("60.0 %", "")


def test_a_longer_name_that_begins_alike_is_another_metric() -> None:
    changes = {
        **GOALS,
        "metrics.attainment_all": "{ratio: {of: sales, to: target}, partial: prorate}",
        "open.0.when": "{metric: attainment_all, over: last 3 months, below: 70%}",
    }
    assert rows(*DRAFTED, on=0, changes=changes)[0]["baseline"] == ""


def test_after_a_good_end_the_goals_of_the_stage_behind_are_told() -> None:
    told = rows(*DELIVERED, HIGH + CALLS.format(12))
    assert [row["met"] for row in told] == ["yes", "yes"]


def test_a_stage_or_a_proposal_without_goals_tells_none() -> None:
    assert goal_sections.goal_rows(proposed(GOALS).m, day(0)) == []
    assert goal_sections.goal_rows(played(*LAST_CHANCE).m, day(32)) == []
    assert goal_sections.score(played(*LAST_CHANCE).m, day(32)) == ""
