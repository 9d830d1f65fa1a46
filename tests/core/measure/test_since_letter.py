"""No window begins before the letter; and the weeks of a clock are its own."""

# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.measure.conditions import judge
from engine.core.measure.since_letter import back_to_letter, from_letter_on, latest_each
from engine.core.policy.condition import Each
from engine.core.values.units import TimeUnit, span_written
from tests.builders import a_case, figures, on, over_last, percent, period
from tests.english import english

LETTER = on("2026-05-03")


def inside(basis: str = "2026-06-02", since: str | None = "2026-05-03", **said):
    return replace(a_case(basis, **said), since=on(since) if since else None)


@pytest.mark.parametrize(
    ("window", "since", "left"),
    [
        pytest.param("2026-05", None, "2026-05", id="outside of a stage all of it"),
        pytest.param("2026-06", "2026-05-03", "2026-06", id="after the letter all of it"),
        pytest.param("2026-05", "2026-05-01", "2026-05", id="on its first day, too"),
        pytest.param("2026-05", "2026-05-03", "2026-05-03..2026-05-31", id="cut to the letter"),
        pytest.param("2026-05", "2026-05-31", "2026-05-31", id="its last day is left"),
        pytest.param("2026-05", "2026-06-01", None, id="before the letter nothing"),
    ],
)
def test_what_lies_before_the_letter_is_cut_off(window, since, left) -> None:
    found = from_letter_on(period(window), inside(since=since))
    assert found == (period(left) if left else None)


@pytest.mark.parametrize(
    ("span", "window", "since", "left"),
    [
        pytest.param("1 month", "2026-05", "2026-05-03", None, id="no whole month is left"),
        pytest.param("2 months", "2026-05..2026-06", "2026-05-03", "2026-05-03..2026-06-30", id="June is"),
        pytest.param("1 month", "2026-05", "2026-05-01", "2026-05", id="May is whole"),
        pytest.param("2 weeks", "2026-05-18..2026-05-31", "2026-05-20", "2026-05-20..2026-05-31", id="one week is"),
        pytest.param("1 week", "2026-05-25..2026-05-31", "2026-05-26", None, id="no whole week is left"),
        pytest.param("10 business days", "2026-05-18..2026-05-29", "2026-05-26", "2026-05-26..2026-05-29", id="days are whole"),
    ],
)  # fmt: skip
def test_a_look_back_is_not_known_where_nothing_whole_is_left(
    span, window, since, left
) -> None:
    first, _, last = window.partition("..")
    asked = replace(period(first), last=period(last or first).last)
    found = back_to_letter(span_written(span), asked, inside(since=since))
    assert found == (period(left) if left else None)


WEEKS = {"period": period("2026-05-06..2026-06-03")}  # 28 days from a Wednesday


@pytest.mark.parametrize(
    ("window", "basis", "first_days"),
    [
        pytest.param(Each(TimeUnit.WEEK, 4), "2026-06-03", ["2026-05-06", "2026-05-13", "2026-05-20", "2026-05-27"], id="four weeks of the clock"),
        pytest.param(Each(TimeUnit.WEEK, 2), "2026-05-20", ["2026-05-06", "2026-05-13"], id="while it runs, those that are over"),
        pytest.param(Each(TimeUnit.WEEK, 2), "2026-05-18", ["2026-04-29", "2026-05-06"], id="and before it none of it"),
        pytest.param(Each(TimeUnit.WEEK, 2, calendar=True), "2026-06-03", ["2026-05-18", "2026-05-25"], id="weeks of the calendar from Monday"),
        pytest.param(Each(TimeUnit.MONTH, 1), "2026-06-03", ["2026-05-01"], id="months are the calendar's"),
    ],
)  # fmt: skip
def test_weeks_inside_a_stage_are_those_of_its_clock(window, basis, first_days) -> None:
    case = inside(basis, "2026-05-06", clocks=WEEKS)
    found = latest_each(window, case)
    assert [str(stretch.period.first) for stretch in found] == first_days


def test_outside_of_a_stage_weeks_are_the_calendars() -> None:
    found = latest_each(Each(TimeUnit.WEEK, 1), inside("2026-06-03", None, clocks=WEEKS))
    assert [stretch.period for stretch in found] == [period("2026-05-25..2026-05-31")]


@pytest.mark.parametrize(
    ("since", "says"),
    [
        pytest.param(
            "2026-05-03", "no whole period of it lies on or after 2026-05-03", id="cut"
        ),
        pytest.param("9999-12-31", "the letter is not delivered yet", id="not handed over"),
    ],
)
def test_the_reason_says_what_is_missing(since: str, says: str) -> None:
    known = [*figures("actual", {"2026-05": 90}), *figures("target", {"2026-05": 100})]
    case = inside(since=since, known=known)
    why = judge(over_last(span_written("1 month"), "at_least", percent(80)), case)
    assert why.answer is None
    assert says in english(why.says)
