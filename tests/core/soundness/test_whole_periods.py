"""How many whole periods a clock holds at least, wherever it begins; and when that is too few."""

import pytest

from engine.core.soundness.whole_periods import fewest_whole
from engine.core.values.units import TimeUnit, span_written
from engine.policyfile.check import check_policy
from tests.policyfile.shipped import ROOT
from tests.stories.patching import patched

SMALL = (ROOT / "docs/examples/small.yaml").read_text("utf-8")
CLOCK = "stages.improvement.clocks.period"
PARTIAL = "metrics.attainment.partial"
ACCEPTS = "accepts"
MONTH, WEEK, QUARTER = TimeUnit.MONTH, TimeUnit.WEEK, TimeUnit.QUARTER


@pytest.mark.parametrize(
    ("length", "part", "whole", "fewest"),
    [
        pytest.param("30 days", MONTH, None, 0, id="from the 2nd it ends in the month after"),
        pytest.param("59 days", MONTH, None, 0, id="from 2 July to 30 August"),
        pytest.param("60 days", MONTH, None, 1, id="from 2 July to 31 August"),
        pytest.param("1 month", MONTH, None, 0, id="from the 2nd to the 2nd"),
        pytest.param("3 months", MONTH, None, 2, id="the first one is cut"),
        pytest.param("13 weeks", WEEK, None, 12, id="of weeks from Monday one is cut"),
        pytest.param("30 days", MONTH, MONTH, 1, id="in whole months it is one"),
        pytest.param("90 days", MONTH, MONTH, 3, id="in whole months it is three"),
        pytest.param("90 days", QUARTER, MONTH, 0, id="three months are no quarter"),
        pytest.param("90 days", QUARTER, QUARTER, 1, id="but for one that runs in quarters"),
        pytest.param("20 business days", MONTH, None, 0, id="four weeks"),
    ],
)
def test_the_fewest_whole_periods_of_a_clock(length, part, whole, fewest) -> None:
    assert fewest_whole(span_written(length), part, 2, whole, 20) == fewest


def warned(changes: dict[str, str]) -> list[str]:
    errors, warnings = check_policy(patched(SMALL, changes), "policy.yaml")
    assert errors == []
    return [each.code for each in warnings]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="cut months count"),
        pytest.param({PARTIAL: "leave_out"}, ["P246"], id="8 weeks may hold no whole month"),
        pytest.param({PARTIAL: "leave_out", f"{CLOCK}.whole": "month"}, [], id="whole months do"),
        pytest.param({PARTIAL: "leave_out", f"{CLOCK}.length": "60 days"}, [], id="60 days do"),
        pytest.param({PARTIAL: "leave_out", ACCEPTS: "{P246: told by the week}"}, [], id="it is meant so"),
        pytest.param({PARTIAL: "leave_out", ACCEPTS: "{P248: so meant}"}, ["P246"], id="another is meant so"),
    ],
)  # fmt: skip
def test_a_clock_that_may_hold_no_whole_month_is_warned_of(changes, codes) -> None:
    assert warned(changes) == codes


@pytest.mark.parametrize(
    ("window", "clock", "codes"),
    [
        pytest.param("over: last 1 month", {}, ["P248"], id="the month before the letter"),
        pytest.param("over: last 1 month", {f"{CLOCK}.whole": "month"}, [], id="the clock's own month"),
        pytest.param("over: last 2 months", {f"{CLOCK}.whole": "month"}, [], id="both of its months"),
        pytest.param("over: last 3 months", {f"{CLOCK}.whole": "month"}, ["P248"], id="one more than it has"),
        pytest.param("mean_of: last 3 months", {f"{CLOCK}.whole": "month"}, ["P248"], id="a mean of three"),
        pytest.param("over: last 10 business days", {}, [], id="working days are whole"),
        pytest.param("each: week, for: 8 in a row", {}, [], id="its own weeks"),
        pytest.param("each: week, for: 9 in a row", {}, ["P247"], id="one week more than it has"),
        pytest.param("each: calendar_week, for: 8 in a row", {}, ["P247"], id="a week from Monday is cut"),
        pytest.param("each: month, for: 2 in a row", {}, ["P247"], id="no two whole months"),
        pytest.param("each: month, for: 2 in a row", {f"{CLOCK}.whole": "month"}, [], id="two whole months"),
    ],
)  # fmt: skip
def test_a_row_that_asks_for_more_than_its_clock_may_hold_is_warned_of(
    window, clock, codes
) -> None:
    rows = (
        f"[{{when: {{metric: attainment, {window}, at_least: 80%}}, go: success}}, "
        "{otherwise: separated, decided_by: [second_line, hr]}, {not_known: held}]"
    )
    assert warned({"stages.improvement.reviews.end.rows": rows, **clock}) == codes
