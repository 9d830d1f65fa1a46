# ruff: noqa: E501 - a row of a table is read across

"""A resignation is the employee's own, pending until its last day, and no other way leads there."""

import pytest

from engine.core.plan.resigning import resignation
from engine.core.record import events as e
from tests.builders import day
from tests.core.decide.test_acts import refused
from tests.core.plans import DELIVERED, names, played

MAY = "stages.work.may."
RESIGN = {
    "stages.left": "{final: left}",
    MAY + "resign": "{do: resign, by: employee, go: left}",
}
AGREED = RESIGN | {MAY + "resign": "{do: resign, by: employee, go: left, approved_by: [hr]}"}
SAID = "9 employee resign --assurance confirmed --outcome 2026-01-30"  # day 25


def test_it_is_pending_up_to_the_end_of_its_last_day() -> None:
    then = played(*DELIVERED, SAID, changes=RESIGN)
    found = resignation(then.m)
    assert found is not None
    assert (found.right, found.effective, found.go, found.agreed) == (
        "resign",
        day(25),
        "left",
        True,
    )
    assert then.then("25 passes").plan.state == "open"
    over = then.then("26 passes")
    assert (over.plan.state, over.plan.outcome, over.plan.closed) == ("closed", "left", day(25))
    assert resignation(over.m) is None


@pytest.mark.parametrize(
    ("last", "state"),
    [
        pytest.param(10, "open", id="the day after it was said"),
        pytest.param(25, "open", id="on its last day"),
    ],
)
def test_until_then_it_may_be_withdrawn_and_said_again(last: int, state: str) -> None:
    then = played(*DELIVERED, SAID, f"{last} employee withdraw", changes=RESIGN)
    assert names(then.brought(f"{last} employee resign --assurance confirmed"))[:1] == [
        "RightAsked"
    ]
    later = then.then("27 passes")
    assert (later.plan.state, resignation(later.m)) == (state, None)


@pytest.mark.parametrize(
    ("lines", "act", "says"),
    [
        pytest.param((), "9 employee resign", "nobody resigns for somebody else, but human resources may record the employee's own letter, with --file: E00012's own operating-system user must record it (users in planward.yaml)", id="somebody says that the employee said so"),
        pytest.param((), "9 manager resign --assurance confirmed", 'resign is not for the role "manager"; hr: ', id="the manager"),
        pytest.param((), "9 hr resign --assurance confirmed", "E00009 cannot resign for the employee; the employee's own letter counts, with --file", id="human resources without the letter"),
        pytest.param((), "9 employee resign --assurance confirmed --outcome soon", '"soon" is no day: say the last day of employment, --outcome YYYY-MM-DD', id="no day"),
        pytest.param((), "9 employee resign --assurance confirmed --outcome 2026-01-13", "the last day of employment, 2026-01-13, is before 2026-01-14, the day of resigning", id="a day that is past"),
        pytest.param((SAID,), "10 employee resign --assurance confirmed", "resign may be used 1 time(s) and has been", id="twice"),
        pytest.param((SAID, "26 passes"), "26 employee withdraw", "is closed", id="after its last day"),
        pytest.param((), "9 employee withdraw", "there is no resignation that could be withdrawn", id="nothing was said"),
        pytest.param((SAID,), "10 manager withdraw resign", 'withdraw is not for the role "manager"; employee: ', id="nobody takes it back for the employee but human resources"),
    ],
)  # fmt: skip
def test_nobody_resigns_for_somebody_else(lines: tuple[str, ...], act: str, says: str) -> None:
    assert says in refused(played(*DELIVERED, *lines, changes=RESIGN), act)


def test_human_resources_records_the_letter_and_its_withdrawal() -> None:
    then = played(*DELIVERED, "9 hr resign --letter abc --outcome 2026-01-30", changes=RESIGN)
    assert then.of(e.RightAsked)[-1].letter == "abc"
    assert then.then("26 passes").plan.outcome == "left"
    assert then.then("20 hr withdraw resign", "26 passes").plan.state == "open"
    # Without the item it is the plan that is withdrawn.
    assert then.then("20 hr withdraw").plan.outcome == "withdrawn"


def test_where_somebody_must_agree_it_takes_effect_after_that() -> None:
    then = played(*DELIVERED, SAID, changes=AGREED)
    assert then.then("26 passes").plan.state == "open"
    assert then.then("20 hr approve --item resign", "26 passes").plan.outcome == "left"
    assert (
        then.then("20 hr approve --item resign --outcome refused", "26 passes").plan.state
        == "open"
    )


def test_a_letter_told_of_late_takes_effect_at_once_and_is_not_dated_back() -> None:
    then = played(
        *DELIVERED, "20 hr resign --letter abc --on 10 --outcome 2026-01-16", changes=RESIGN
    )
    over = then.then("21 passes")
    assert (over.plan.outcome, over.plan.closed) == ("left", day(20))


# -- the roster -----------------------------------------------------------------------------------


def test_the_roster_ends_employment_whatever_the_cause() -> None:
    then = played(*DELIVERED, SAID, "12 told left = 2026-01-20", changes=RESIGN).then(
        "20 passes"
    )
    assert (then.plan.outcome, then.plan.closed) == ("employment_ended", day(15))


def test_a_corrected_roster_opens_the_plan_as_it_stood() -> None:
    before = played(*DELIVERED, "10 passes", changes=RESIGN)
    gone = before.then("10 told left = 2026-01-17", "13 passes")
    assert gone.plan.outcome == "employment_ended"
    back = gone.then("15 told left = ")
    assert [str(each.since) for each in back.of(e.Reopened)] == ["2026-01-17"]
    assert (back.plan.state, back.plan.stage, back.plan.closed) == ("open", "work", None)
    assert back.plan.runs == before.plan.runs
    assert back.plan.stood[-1] == (day(12), day(15))
    again = back.then("16 told left = 2026-01-21", "20 passes")
    assert (again.plan.outcome, again.plan.closed) == ("employment_ended", day(16))
    assert again.then("21 told left = ").plan.state == "open"


@pytest.mark.parametrize(
    ("line", "state"),
    [
        pytest.param("15 told left = ", "open", id="no day any more"),
        pytest.param("15 told left = 2026-03-31", "open", id="a day to come"),
        pytest.param("15 told left = 2026-01-15", "closed", id="another day that is past"),
        pytest.param("15 told job = Account Executive", "closed", id="nothing about it"),
        pytest.param("15 told hired = 2026-01-19; left = ", "closed", id="hired anew"),
        pytest.param("15 told hired = 2025-01-19; left = ", "open", id="the old day of hiring"),
    ],
)
def test_what_a_later_roster_says(line: str, state: str) -> None:
    gone = played(*DELIVERED, "10 told left = 2026-01-17", "13 passes")
    assert gone.then(line).plan.state == state


def test_a_proposal_comes_back_too() -> None:
    gone = played("1 told left = 2026-01-07", "3 passes")
    assert gone.plan.outcome == "employment_ended"
    assert gone.then("5 told left = ").plan.state == "proposed"
