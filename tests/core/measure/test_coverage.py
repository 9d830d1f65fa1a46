from collections.abc import Mapping
from fractions import Fraction

import pytest

from engine.core.facts.facts import Figure
from engine.core.measure.coverage import AskedPeriod, Coverage, coverage_of, in_parts, share_of
from engine.core.policy.metric import Metric, figures_of
from engine.core.values.units import Span, TimeUnit
from tests.builders import a_case, a_figure, an_absence, figures, months, on, period, span
from tests.english import english
from tests.kinds import a_metric

Known = Mapping[str, int | str]
SECOND = {"2026-04": 1, "2026-05": 2, "2026-06": 3}
SUM = a_metric("sum", "actual")


def asked(
    known: list[Figure],
    window: str,
    metric: Metric = SUM,
    basis: str = "2026-12-31",
    running: bool = False,
    leave: tuple[str, str | None] | None = None,
) -> Coverage:
    absences = (an_absence("leave", "parental", *leave),) if leave else ()
    case = a_case(basis, known, absences=absences)
    asked = AskedPeriod(period(window), running)
    return coverage_of(figures_of(metric), asked, metric.rules, metric.partial, case)


def values(found: Coverage) -> list[int]:
    return [int(c.figure.value) for of_field in found.counted for c in of_field]


@pytest.mark.parametrize(
    ("known", "window", "counted", "reason"),
    [
        pytest.param(SECOND, "2026-Q2", [1, 2, 3], "", id="all three months are known"),
        pytest.param(
            {"2026-04": 1, "2026-06": 3},
            "2026-Q2",
            [1, 3],
            "actual for 2026-05 is missing",
            id="a hole is not a zero",
        ),
        pytest.param(
            {"2026-05": 2},
            "2026-Q2",
            [2],
            "actual for 2026-04 and actual for 2026-06 are missing",
            id="two holes, both named",
        ),
        pytest.param({}, "2026-Q2", [], "actual for 2026-Q2 is missing", id="nothing at all"),
        pytest.param({"2026-Q2": 6}, "2026-Q2", [6], "", id="one quarter for a quarter"),
        pytest.param(
            {"2026-Q1": 5, "2026-04": 1, "2026-05": 2, "2026-06": 3},
            "2026-01-01..2026-06-30",
            [5, 1, 2, 3],
            "",
            id="quarters, then months",
        ),
        pytest.param(
            {"2026-Q2": 6, "2026-05": 2},
            "2026-Q2",
            [],
            "figures overlap in 2026-05",
            id="nobody is counted twice",
        ),
        pytest.param(
            {"2026-05-04..2026-05-08": 1, "2026-05-11..2026-05-15": 2},
            "2026-05-04..2026-05-17",
            [1, 2],
            "",
            id="a weekend needs no figure",
        ),
        pytest.param(
            {"2026-05-04..2026-05-07": 1, "2026-05-11..2026-05-15": 2},
            "2026-05-04..2026-05-17",
            [1, 2],
            "actual for 2026-05-08 to 2026-05-10 is missing",
            id="a Friday does",
        ),
        pytest.param(
            {"2026-04": 1, "2026-05-01..2026-05-10": 2, "2026-05-11..2026-06-30": 3},
            "2026-Q2",
            [1, 2, 3],
            "",
            id="odd stretches may fit together",
        ),
        pytest.param(
            {"2026-04": 1, "2026-05-04..2026-06-30": 2},
            "2026-Q2",
            [1, 2],
            "actual for 2026-05-01 to 2026-05-03 is missing",
            id="or not: the 1st of May was a Friday",
        ),
    ],
)
def test_a_window_is_covered_wholly_or_says_what_is_missing(
    known: Known, window: str, counted: list[int], reason: str
) -> None:
    found = asked(figures("actual", known), window)
    assert (values(found), english(found.reason)) == (counted, reason)


def test_both_fields_of_a_ratio_are_taken_over_the_same_time() -> None:
    ratio = a_metric("ratio", "actual", "target")
    monthly = figures("actual", SECOND)
    by_quarter = asked([*monthly, a_figure("target", "2026-Q2", 9)], "2026-Q2", ratio)
    assert (values(by_quarter), english(by_quarter.reason)) == ([1, 2, 3, 9], "")
    part = asked([*monthly, a_figure("target", "2026-Q2", 9)], "2026-05-01..2026-06-30", ratio)
    assert english(part.reason) == "no whole period counts"
    short = asked(
        [*monthly, *figures("target", {"2026-04": 4, "2026-06": 6})], "2026-Q2", ratio
    )
    assert [english(name) for name in short.missing] == ["target for 2026-05"]


def test_weeks_and_months_do_not_make_a_ratio() -> None:
    ratio = a_metric("ratio", "actual", "target")
    weeks = figures("actual", {"2026-06-01..2026-06-07": 1, "2026-06-08..2026-06-14": 1})
    found = asked([*weeks, a_figure("target", "2026-06", 9)], "2026-06", ratio)
    assert english(found.reason) == "figures overlap in 2026-06"


@pytest.mark.parametrize(
    ("needs", "known", "enough"),
    [
        pytest.param(months(2), {"2026-04": 1, "2026-06": 3}, True, id="2 of 3 are enough"),
        pytest.param(months(2), {"2026-06": 3}, False, id="1 is not"),
        pytest.param(months(9), SECOND, True, id="never more than the window holds"),
        pytest.param(months(9), {"2026-04": 1, "2026-06": 3}, False, id="but all of it"),
        pytest.param(span(1, "quarter"), {"2026-04": 1, "2026-06": 3}, False, id="3 months"),
        pytest.param(months(1), {}, False, id="nothing is never enough"),
    ],
)
def test_needs_says_how_much_is_enough(needs: Span, known: Known, enough: bool) -> None:
    found = asked(figures("actual", known), "2026-Q2", a_metric("sum", "actual", needs=needs))
    assert (not found.reason) is enough


@pytest.mark.parametrize(
    ("leave", "counted", "reason"),
    [
        pytest.param(("2026-05-31", "2026-05-31"), [1, 3], "", id="a day takes out its month"),
        pytest.param(("2026-05-31", "2026-06-01"), [1], "", id="two days two months"),
        pytest.param(("2026-06-30", None), [1, 2], "", id="not back yet"),
        pytest.param(("2026-07-01", None), [1, 2, 3], "", id="left the day after"),
        pytest.param(("2026-03-31", "2026-03-31"), [1, 2, 3], "", id="was back the day before"),
        pytest.param(
            ("2026-04-01", "2026-06-30"), [], "no whole period counts", id="away all the time"
        ),
    ],
)
def test_a_period_touched_by_leave_neither_counts_nor_is_missing(
    leave: tuple[str, str | None], counted: list[int], reason: str
) -> None:
    metric = a_metric("sum", "actual", leave_out=("leave",))
    found = asked(figures("actual", SECOND), "2026-Q2", metric, leave=leave)
    assert (values(found), english(found.reason)) == (counted, reason)
    without = [f for f in figures("actual", SECOND) if int(f.value) in counted]
    if without:
        assert asked(without, "2026-Q2", metric, leave=leave).reason is None


def test_leave_the_metric_does_not_name_changes_nothing() -> None:
    found = asked(figures("actual", SECOND), "2026-Q2", leave=("2026-05-01", "2026-05-31"))
    assert values(found) == [1, 2, 3]


def test_needs_is_not_met_by_leaving_out() -> None:
    metric = a_metric("sum", "actual", leave_out=("leave",), needs=months(2))
    found = asked(figures("actual", SECOND), "2026-Q2", metric, leave=("2026-05-01", None))
    assert english(found.reason) == "fewer than 2 months count"


CLOCK = "2026-05-12..2026-07-11"
FOUR = {"2026-04": 1, "2026-05": 2, "2026-06": 3, "2026-07": 4}


@pytest.mark.parametrize(
    ("partial", "basis", "counted", "reason"),
    [
        pytest.param(
            "leave_out", "2026-05-30", [], "no whole period counts", id="no month yet"
        ),
        pytest.param(
            "leave_out", "2026-06-29", [], "no whole period counts", id="June is open"
        ),
        pytest.param("leave_out", "2026-06-30", [3], "", id="June closes with its last day"),
        pytest.param("leave_out", "2026-07-31", [3], "", id="July is only partly in it"),
        pytest.param("prorate", "2026-05-31", [2], "", id="a share of May"),
        pytest.param(
            "prorate", "2026-07-10", [2, 3], "", id="July is open before the clock ends"
        ),
        pytest.param("prorate", "2026-07-11", [2, 3, 4], "", id="its end waits for July"),
        pytest.param("prorate", "2026-07-31", [2, 3, 4], "", id="and counts once closed"),
    ],
)
def test_in_a_clock_only_closed_periods_count(
    partial: str, basis: str, counted: list[int], reason: str
) -> None:
    metric = a_metric("sum", "actual", partial=partial)
    found = asked(figures("actual", FOUR), CLOCK, metric, basis, running=True)
    assert (values(found), english(found.reason)) == (counted, reason)


def test_a_closed_period_of_a_clock_is_waited_for() -> None:
    metric = a_metric("sum", "actual", partial="prorate")
    found = asked(figures("actual", {"2026-05": 2}), CLOCK, metric, "2026-06-30", running=True)
    assert [english(name) for name in found.missing] == ["actual for 2026-06"]


def test_a_share_is_that_of_the_working_days() -> None:
    case = a_case(off=frozenset({on("2026-05-25")}))
    assert share_of(period("2026-05"), period(CLOCK), case) == Fraction(13, 20)
    assert share_of(period("2026-06"), period(CLOCK), case) is None
    weekend = period("2026-05-09..2026-05-10")
    assert share_of(weekend, period("2026-05-10..2026-05-31"), case) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("needs", "part", "count"),
    [
        (months(2), TimeUnit.MONTH, 2),
        (span(1, "quarter"), TimeUnit.MONTH, 3),
        (months(2), TimeUnit.QUARTER, 1),
        (months(4), TimeUnit.QUARTER, 2),
        (span(2, "week"), TimeUnit.DAY, 14),
        (months(1), TimeUnit.WEEK, 5),
    ],
)
def test_needs_in_periods_of_another_kind(needs: Span, part: TimeUnit, count: int) -> None:
    assert in_parts(needs, part) == count
