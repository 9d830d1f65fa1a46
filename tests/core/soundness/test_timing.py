"""How long a stage can take: lengths, extensions and the moments they hang on, added up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.policy.condition import ValueRef
from engine.core.policy.moment import Moment
from engine.core.policy.policy import (
    Acknowledgement,
    Calendar,
    Clock,
    Deadline,
    Document,
    HeldRule,
    Policy,
    Stage,
    Value,
)
from engine.core.policy.review import Review
from engine.core.policy.right import Right
from engine.core.soundness.timing import days, short_deadlines, slowest_review
from engine.core.values.period import MONTHS_IN, add_months
from engine.core.values.units import Span, TimeUnit
from tests.kinds import a_duty, a_right, a_row
from tests.stages_gen import ENTERED


def of_days(count: int) -> Span:
    return Span(count, TimeUnit.DAY)


LEAVING = (a_row("otherwise", ("done",)), a_row("not_known", ("held",)))
WORKING_STAGE = Stage(
    "Working",
    clocks={"period": Clock(of_days(30), Moment("letter", "delivered"))},
    must={"hand": a_duty("issue", "hr", "letter", within=of_days(5), since=ENTERED)},
    reviews={"end": Review("hr", LEAVING, at=Moment("period", "ended"), within=of_days(3))},
)


def a_policy(stage: Stage = WORKING_STAGE, roll: str = "none") -> Policy:
    return Policy(
        id="p",
        title="P",
        version="1",
        effective=date(2026, 4, 1),
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar("US", "America/New_York", roll=roll),
        held=HeldRule("hr", "done"),
        values={"window": Value(varies_by="segment", by={"a": of_days(40), "b": of_days(60)})},
        documents={"letter": Document("letter.docx", "hr")},
        stages={"working": stage, "done": Stage("Done", final="no_action")},
    )


def extended(**changes: object) -> Right:
    right = a_right("extend", "hr", clock="period", up_to=of_days(10), approved_by=("hr",))
    return replace(right, **changes)


def since(moment: Moment) -> Stage:
    return replace(WORKING_STAGE, clocks={"period": Clock(of_days(30), moment)})


def looked_at(**changes: object) -> Stage:
    review = Review("hr", LEAVING, within=of_days(3))
    return replace(WORKING_STAGE, reviews={"end": replace(review, **changes)})


MEETING = a_duty("meeting", "hr", within=of_days(7), since=Moment("letter", "delivered"))


@pytest.mark.parametrize(
    ("stage", "at_most"),
    [
        pytest.param(WORKING_STAGE, 5 + 30 + 3, id="letter, clock, waiting"),
        pytest.param(since(ENTERED), 30 + 3, id="the clock starts at once"),
        pytest.param(
            replace(
                since(Moment("talk", "held")), must={**WORKING_STAGE.must, "talk": MEETING}
            ),
            5 + 7 + 30 + 3,
            id="the clock waits for a meeting that waits for the letter",
        ),
        pytest.param(
            replace(WORKING_STAGE, may={"more": extended(times=2)}),
            5 + 30 + 2 * 10 + 3,
            id="two extensions",
        ),
        pytest.param(
            replace(WORKING_STAGE, clocks={"period": Clock(ValueRef("window"), ENTERED)}),
            60 + 3,
            id="the longest of a value",
        ),
        pytest.param(looked_at(days=(10, 20), during="period"), 5 + 20 + 3, id="fixed days"),
        pytest.param(
            looked_at(every=of_days(7), during="period"), 5 + 30 + 3, id="again and again"
        ),
        pytest.param(
            looked_at(every=of_days(7), during="stage"), 0, id="a review nothing binds"
        ),
        pytest.param(
            since(Moment("letter", "delivered", "earlier")), 30 + 3, id="past on entering"
        ),
        pytest.param(
            since(Moment("period", "ended")), 0, id="a clock on itself is told elsewhere"
        ),
    ],
)
def test_the_longest_way_through_a_stage(stage: Stage, at_most: int) -> None:
    assert slowest_review(a_policy(stage), "working") == (at_most, "end" if at_most else "")


def test_a_receipt_adds_the_time_it_may_take() -> None:
    letter = Document("l.docx", "hr", acknowledged=Acknowledgement(of_days(4)))
    policy = replace(
        a_policy(since(Moment("letter", "acknowledged"))), documents={"letter": letter}
    )
    assert slowest_review(policy, "working") == (5 + 4 + 30 + 3, "end")


def test_a_due_day_on_a_weekend_moves_past_it() -> None:
    assert slowest_review(a_policy(roll="forward"), "working") == (5 + 2 + 30 + 3, "end")


@pytest.mark.parametrize(
    ("deadline", "short"),
    [
        pytest.param(of_days(38), False, id="to the day"),
        pytest.param(of_days(37), True, id="a day too short"),
        pytest.param(Span(6, TimeUnit.WEEK), False, id="42 days"),
        pytest.param(Span(5, TimeUnit.WEEK), True, id="35 days"),
        pytest.param(Span(1, TimeUnit.MONTH), True, id="a month can have 28 days"),
        pytest.param(
            Span(28, TimeUnit.BUSINESS_DAY), False, id="28 working days last 38 at least"
        ),
        pytest.param(Span(27, TimeUnit.BUSINESS_DAY), True, id="27 working days can be 37"),
    ],
)
def test_a_deadline_is_as_long_as_the_longest_way(deadline: Span, short: bool) -> None:
    policy = a_policy(replace(WORKING_STAGE, deadline=Deadline(deadline, ENTERED)))
    assert [f.code for f in short_deadlines(policy)] == ["P233"] * short


FROM_OPENING = Moment("plan", "opened")
ON_DAY_20 = looked_at(days=(20,), during="period").reviews


@pytest.mark.parametrize(
    ("first", "deadline", "short"),
    [
        pytest.param(Deadline(of_days(50), ENTERED), 50 + 38, False, id="both stages fit"),
        pytest.param(
            Deadline(of_days(50), ENTERED), 50 + 37, True, id="a day too short for both"
        ),
        pytest.param(
            Deadline(of_days(50), FROM_OPENING), 88, False, id="both from the opening"
        ),
        pytest.param(
            Deadline(of_days(50), FROM_OPENING), 87, True, id="too short from the opening"
        ),
        pytest.param(None, 20 + 5 + 3 + 38, False, id="as long as its review"),
        pytest.param(None, 20 + 5 + 3 + 37, True, id="too short after its review"),
    ],
)
def test_a_deadline_from_the_opening_holds_the_stages_before_it(
    first: Deadline | None, deadline: int, short: bool
) -> None:
    on = (a_row("otherwise", ("working",)), a_row("not_known", ("held",)))
    reviews = {"end": replace(ON_DAY_20["end"], rows=on)}
    earlier = replace(WORKING_STAGE, reviews=reviews, deadline=first)
    policy = a_policy(
        replace(WORKING_STAGE, deadline=Deadline(of_days(deadline), FROM_OPENING))
    )
    policy = replace(policy, stages={"first": earlier, **policy.stages})
    assert [f.path[1] for f in short_deadlines(policy)] == ["working"] * short


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(1, 24), st.sampled_from(sorted(MONTHS_IN)))
def test_months_last_no_less_and_no_more_than_said(
    start: date, count: int, part: TimeUnit
) -> None:
    least, most = days(Span(count, part))
    assert least <= (add_months(start, count * MONTHS_IN[part]) - start).days <= most


@given(
    DAYS,
    st.integers(1, 40),
    st.sampled_from([frozenset({5, 6}), frozenset({4}), frozenset[int]()]),
)
def test_working_days_last_no_less_and_no_more_than_said(
    start: date, count: int, weekend: frozenset[int]
) -> None:
    day, left = start, count
    while left:
        day += timedelta(days=1)
        left -= day.weekday() not in weekend
    least, most = days(Span(count, TimeUnit.BUSINESS_DAY), len(weekend))
    assert least <= (day - start).days <= most
