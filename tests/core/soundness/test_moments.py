"""What waits for what: a second way to a document breaks a circle."""

from dataclasses import replace

import pytest

from engine.core.policy.duty import Duty
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Policy
from engine.core.soundness.moments import circles
from tests.core.soundness.test_timing import WORKING_STAGE, a_policy, of_days
from tests.kinds import a_duty


def with_duties(**more: Duty) -> Policy:
    return a_policy(replace(WORKING_STAGE, must={**WORKING_STAGE.must, **more}))


AGAIN = a_duty("issue", "hr", "letter", within=of_days(9), since=Moment("letter", "delivered"))


def after(thing: str) -> Duty:
    return a_duty("act", "hr", within=of_days(1), since=Moment(thing, "done"))


@pytest.mark.parametrize(
    ("duties", "told"),
    [
        pytest.param({"again": AGAIN}, [], id="issued again after it was issued"),
        pytest.param({"hand": AGAIN}, ["must"], id="issued only after it was issued"),
        pytest.param({"a": after("b"), "b": after("hand")}, [], id="a chain"),
        pytest.param(
            {"a": after("b"), "b": after("a")}, ["must"], id="two that wait for each other"
        ),
        pytest.param(
            {"a": after("b"), "b": after("a"), "c": after("b")}, ["must"], id="told once"
        ),
    ],
)
def test_only_what_waits_for_itself_alone_is_a_circle(
    duties: dict[str, Duty], told: list[str]
) -> None:
    found = list(circles(with_duties(**duties)))
    assert [finding.path[2] for finding in found] == told
