"""A plan never stays where nobody is awaited any more."""

# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.soundness.checks import soundness
from tests.core.plans import a_short_policy

ROWS = "stages.work.reviews.end.rows"
REVIEWS = "stages.work.reviews."
STAYING = {
    ROWS: "[{when: {metric: attainment, over: period, at_least: 80%}, go: success}, {otherwise: stay}, {not_known: held}]"
}
LOOK = "rows: [{when: {answer: progress, is: enough}, go: success}, {otherwise: stay}, {not_known: stay}]"
GOOD = "rows: [{otherwise: success}, {not_known: held}]"


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        pytest.param({}, [], id="nothing stays"),
        pytest.param(STAYING, ["end.rows.1.otherwise.0"], id="at the end of the clock"),
        pytest.param(
            {ROWS: "[{otherwise: [success, stay], decided_by: [hr]}, {not_known: held}]"},
            ["end.rows.0.otherwise.1"], id="as one of several to choose from",
        ),
        pytest.param(
            {REVIEWS + "middle": f"{{days: [10], during: period, {LOOK}}}"}, [],
            id="in the middle: the end is looked at later",
        ),
        pytest.param(
            STAYING | {REVIEWS + "middle": f"{{days: [10], during: period, {LOOK}}}"},
            ["end.rows.1.otherwise.0"], id="at the end, after a look in the middle",
        ),
        pytest.param(
            STAYING | {REVIEWS + "slow": f"{{every: 1 month, during: stage, {LOOK}}}"}, [],
            id="looked at again and again while the stage lasts",
        ),
        pytest.param(
            STAYING | {REVIEWS + "first": f"{{at: plan_letter.delivered, {GOOD}}}"},
            ["end.rows.1.otherwise.0"], id="the other look was long before: the clock counts from it",
        ),
        pytest.param(
            STAYING | {"stages.work.must.talk": "{do: meeting, within: 5 days, from: period.ended}",
                       REVIEWS + "after": f"{{at: talk.held, {GOOD}}}"},
            [], id="a talk after the clock is looked at, too",
        ),
        pytest.param(
            STAYING | {REVIEWS + "beside": f"{{at: period.ended, {GOOD}}}"}, [],
            id="another look on the same day leads out",
        ),
        pytest.param(
            STAYING | {"stages.work.must.weekly": "{do: check_in, every: 1 week, during: stage}"}, [],
            id="somebody is awaited every week",
        ),
        pytest.param(
            STAYING | {"stages.work.must.weekly": "{do: check_in, every: 1 week, during: period}"},
            ["end.rows.1.otherwise.0"], id="the weekly talks end with the clock",
        ),
    ],
)  # fmt: skip
def test_staying_at_the_last_look_is_refused(changes, rows) -> None:
    found = [each for each in soundness(a_short_policy(changes)) if each.code == "P294"]
    assert [".".join(each.path[3:]) for each in found] == rows
