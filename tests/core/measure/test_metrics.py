from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.facts.explanation import where_read
from engine.core.measure.context import EvaluationContext
from engine.core.measure.coverage import AskedPeriod
from engine.core.measure.metrics import (
    Measurement,
    measure,
    measure_each,
    measure_in,
    rounded_exactly,
)
from engine.core.measure.since_letter import look_back
from engine.core.policy.condition import Each, MeanOf, Over, ValueRef
from engine.core.policy.policy import Value
from engine.core.values.units import Span, TimeUnit
from engine.words.figures import figure_text
from tests.builders import (
    ATTAINMENT,
    a_case,
    a_figure,
    a_policy,
    an_absence,
    figures,
    months,
    number,
    percent,
    period,
    span,
)
from tests.english import english
from tests.kinds import a_metric

Known = Mapping[str, int | str]
POLICY = a_policy(
    {
        "attainment": ATTAINMENT,
        "shared": a_metric("ratio", "actual", "target", partial="prorate"),
        "revenue": a_metric("sum", "actual", round=Decimal("1")),
        "talks": a_metric("count", "talk", round=Decimal("1")),
        "score": a_metric("latest", "score", leave_out=("leave",)),
        "lenient": a_metric("ratio", "actual", "target", needs=months(2)),
    }
)


def a_quarter(actual: Known, target: Known, basis: str = "2026-07-10") -> EvaluationContext:
    return a_case(
        basis, [*figures("actual", actual), *figures("target", target)], policy=POLICY
    )


Q2 = a_quarter(
    {"2026-04": 20000, "2026-05": 21000, "2026-06": 21400},
    {"2026-04": 33000, "2026-05": 33000, "2026-06": 34000},
)


@pytest.mark.parametrize(
    ("actual", "target", "points"),
    [
        pytest.param("7995", "10000", "80.0", id="79.95 is printed, and passes, as 80.0"),
        pytest.param("79949", "100000", "79.9", id="79.949 is 79.9"),
        pytest.param(
            "7994999999999999999999999999999999999", "1" + "0" * 37, "79.9", id="however near"
        ),
        pytest.param("-50", "1000", "-5.0", id="money taken back"),
        pytest.param("-5", "10000", "-0.1", id="half goes away from zero"),
        pytest.param("-4", "10000", "0.0", id="never minus nothing"),
        pytest.param("0", "10", "0.0", id="nothing sold is known"),
    ],
)
def test_a_ratio_is_rounded_once_half_up(actual: str, target: str, points: str) -> None:
    case = a_quarter({"2026-06": actual}, {"2026-06": target})
    measured = measure("attainment", Over(months(1)), case)
    assert measured.amount == percent(points)
    assert str(measured.amount) == f"{points} %"


def test_over_several_periods_it_is_one_ratio_of_sums() -> None:
    measured = measure("attainment", Over(months(3)), Q2)
    assert measured.amount == percent("62.4")
    assert (english(measured.subject), english(measured.detail)) == (
        "Attainment 62.4 % in 2026-Q2",
        "62,400 of 100,000",
    )
    assert measured.sums == (Decimal(62400), Decimal(100000))
    assert [(u.figure.field, figure_text(u.figure.value, "en")) for u in measured.used] == [
        ("actual", "20,000"),
        ("actual", "21,000"),
        ("actual", "21,400"),
        ("target", "33,000"),
        ("target", "33,000"),
        ("target", "34,000"),
    ]


def test_the_surroundings_cannot_make_it_inexact() -> None:
    case = a_quarter(
        {"2026-05": "123456.78", "2026-06": "0.01"}, {"2026-05": 100000, "2026-06": 100000}
    )
    with localcontext() as context:
        context.prec = 2
        measured = measure("attainment", Over(months(2)), case)
    assert measured.amount == percent("61.7")
    assert measured.sums == (Decimal("123456.79"), Decimal(200000))


def test_a_target_of_nothing_is_not_known() -> None:
    case = a_quarter({"2026-06": 5}, {"2026-06": 0})
    measured = measure("attainment", Over(months(1)), case)
    assert (measured.amount, english(measured.reason)) == (None, "target is 0")


def test_what_is_missing_is_named() -> None:
    case = a_quarter({"2026-04": 1, "2026-05": 1, "2026-06": 1}, {"2026-04": 1, "2026-06": 1})
    measured = measure("attainment", Over(months(3)), case)
    assert measured.amount is None
    assert [english(name) for name in measured.missing] == ["target for 2026-05"]
    assert measure("lenient", Over(months(3)), case).amount == percent("100.0")
    assert english(measure("lenient", Over(months(3)), case).over) == "2026-04 and 2026-06"


@pytest.mark.parametrize(
    ("basis", "over"),
    [
        pytest.param("2026-06-29", "2026-05", id="June is still open"),
        pytest.param("2026-06-30", "2026-06", id="and closed with its last day"),
        pytest.param("2026-07-30", "2026-06", id="until July is"),
    ],
)
def test_only_closed_periods_count(basis: str, over: str) -> None:
    known = {f"2026-{month:02}": 1 for month in range(1, 13)}
    case = a_quarter(known, known, basis)
    assert english(measure("attainment", Over(months(1)), case).over) == over


def test_a_share_of_a_period_is_by_working_days() -> None:
    clock = {"period": period("2026-05-12..2026-06-30")}
    known = figures("actual", {"2026-05": 2100, "2026-06": 900})
    known += figures("target", {"2026-05": 2100, "2026-06": 1600})
    case = a_case("2026-06-30", known, policy=POLICY, clocks=clock)
    measured = measure("shared", Over(clock="period"), case)
    # 14 of May's 21 working days: 1400 + 900 of 1400 + 1600
    assert english(measured.subject) == "Shared 76.7 % in 2026-05-12 to 2026-06-30"
    assert english(measured.detail) == "2,300 of 3,000"
    assert [u.share for u in measured.used] == [Decimal("0.6667"), None] * 2
    whole = measure("attainment", Over(clock="period"), case)
    assert english(whole.subject) == "Attainment 56.3 % in 2026-06"


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        pytest.param(Over(clock="period"), "period has not started", id="a clock to come"),
        pytest.param(Over(months(0)), "its window is empty", id="no time at all"),
        pytest.param(
            Over(ValueRef("window")), "the policy has no value window", id="a name unknown"
        ),
        pytest.param(MeanOf(ValueRef("w")), "the policy has no value w", id="for a mean too"),
    ],
)
def test_without_a_window_it_is_not_known(window: Over | MeanOf, reason: str) -> None:
    measured = measure("attainment", window, Q2)
    assert (measured.amount, english(measured.reason)) == (None, reason)


def test_a_window_may_vary_by_a_field() -> None:
    values = {"window": Value(varies_by="segment", by={"smb": months(1)})}
    case = a_case("2026-07-10", Q2.figures["actual"], policy=a_policy(values=values))
    measured = measure("attainment", Over(ValueRef("window")), case)
    assert english(measured.reason) == "segment is not known on 2026-07-10"


def test_each_period_is_measured_by_itself_oldest_first() -> None:
    each = measure_each("attainment", Each(TimeUnit.MONTH, 3), Q2)
    assert [english(m.subject) for m in each] == [
        "Attainment 60.6 % in 2026-04",
        "Attainment 63.6 % in 2026-05",
        "Attainment 62.9 % in 2026-06",
    ]


def test_a_mean_is_taken_of_the_exact_figures() -> None:
    case = a_quarter({"2026-05": "10.04", "2026-06": "10.14"}, {"2026-05": 100, "2026-06": 100})
    mean = measure("attainment", MeanOf(months(2)), case)
    assert mean.amount == percent("10.1")
    # the rounded ones, 10.0 and 10.1, would give 10.05 and so 10.1; 10.04 and 10.05 tell them apart
    other = a_quarter(
        {"2026-05": "10.04", "2026-06": "10.05"}, {"2026-05": 100, "2026-06": 100}
    )
    assert measure("attainment", MeanOf(months(2)), other).amount == percent("10.0")
    assert english(mean.detail) == "mean of 10.0 %, 10.1 %"


def test_a_mean_is_of_periods_not_of_sums() -> None:
    case = a_quarter({"2026-05": 10, "2026-06": 900}, {"2026-05": 100, "2026-06": 1000})
    assert measure("attainment", MeanOf(months(2)), case).amount == percent("50.0")
    assert measure("attainment", Over(months(2)), case).amount == percent("82.7")


def test_a_mean_wants_every_period_or_as_many_as_needed() -> None:
    known = {"2026-04": 1, "2026-06": 1}
    case = a_quarter(known, known)
    missing = measure("attainment", MeanOf(months(3)), case).missing
    assert english(missing) == "actual for 2026-05 and target for 2026-05"
    assert measure("lenient", MeanOf(months(3)), case).amount == percent("100.0")
    assert measure("lenient", MeanOf(months(4)), case).amount == percent("100.0")
    fewer = a_quarter({"2026-06": 1}, {"2026-06": 1})
    assert measure("lenient", MeanOf(months(3)), fewer).amount is None


def test_a_mean_leaves_out_the_periods_of_leave() -> None:
    policy = a_policy(
        {"attainment": a_metric("ratio", "actual", "target", leave_out=("leave",))}
    )
    away = (an_absence("leave", "sick", "2026-05-04", "2026-05-05"),)
    known = {"2026-04": 10, "2026-05": 90, "2026-06": 30}
    every = [*figures("actual", known), *figures("target", dict.fromkeys(known, 100))]
    case = a_case("2026-07-10", every, policy=policy, absences=away)
    assert measure("attainment", MeanOf(months(3)), case).amount == percent("20.0")


TALKS = figures("talk", {"2026-04-08": 1, "2026-05-12": 2})


@pytest.mark.parametrize(
    ("talks", "amount", "low"),
    [
        pytest.param({}, None, None, id="nobody ever told: not known"),
        pytest.param({"2026-04-08": 1}, None, "1", id="told up to April: at least one"),
        pytest.param({"2026-04-08": 1, "2026-07-01": 1}, "1", None, id="told of a later day"),
        pytest.param({"2026-04-08": 1, "2026-06-30": 1}, "2", None, id="told of the last day"),
        pytest.param({"2026-03-08": 1, "2026-07-01": 1}, "0", None, id="then none is a zero"),
        pytest.param({"2026-04-08": 1, "2026-08-01": 1}, None, "1", id="not of days to come"),
        pytest.param({"2026-04-08": -1}, None, None, id="what can sink has no lower bound"),
        pytest.param({"2026-04": 2, "2026-05": 0, "2026-06": 1}, "3", None, id="by the month"),
        pytest.param({"2026-04": 2, "2026-06": 1}, None, "3", id="a month not told of"),
    ],
)
def test_a_count_is_known_up_to_the_last_day_told_of(
    talks: Known, amount: str | None, low: str | None
) -> None:
    case = a_case("2026-07-10", figures("talk", talks), policy=POLICY)
    measured = measure("talks", Over(months(3)), case)
    assert measured.amount == (number(amount) if amount else None)
    assert measured.low == (number(low) if low else None)
    assert bool(measured.reason) is (amount is None)


def test_what_was_told_in_a_clock_counts_up_to_today() -> None:
    clock = {"period": period("2026-05-01..2026-07-31")}
    early = a_case("2026-05-12", TALKS, policy=POLICY, clocks=clock)
    assert measure("talks", Over(clock="period"), early).amount == number(2)
    later = a_case("2026-05-13", TALKS, policy=POLICY, clocks=clock)
    assert measure("talks", Over(clock="period"), later).low == number(2)


@pytest.mark.parametrize(
    ("scores", "amount", "over"),
    [
        pytest.param({"2026-05": 3, "2026-06": 4}, "4", "2026-06", id="the newest"),
        pytest.param({"2026-06": 4, "2026-07-09": 5}, "5", "2026-07-09", id="newer than June"),
        pytest.param({"2026-06": 4, "2026-07-11": 5}, "4", "2026-06", id="not of tomorrow"),
        pytest.param({"2026-03": 4}, None, "", id="too old"),
        pytest.param({"2026-05": 3, "2026-06-15": 5}, "3", "2026-05", id="not while on leave"),
    ],
)
def test_the_latest_figure_is_the_newest_of_the_window(
    scores: Known, amount: str | None, over: str
) -> None:
    away = (
        (an_absence("leave", "sick", "2026-06-15", "2026-06-15"),)
        if "2026-06-15" in scores
        else ()
    )
    case = a_case("2026-07-10", figures("score", scores), policy=POLICY, absences=away)
    measured = measure("score", Over(months(3)), case)
    if amount is None:
        assert [english(name) for name in measured.missing] == [
            "score for 2026-04-01 to 2026-07-10"
        ]
    else:
        assert measured.amount == number(f"{amount}.0")
        assert english(measured.over) == over


def test_the_latest_figure_of_a_period_lies_in_it() -> None:
    case = a_case(
        "2026-07-10", figures("score", {"2026-05-12": 3, "2026-07-01": 5}), policy=POLICY
    )
    assert measure_in("score", AskedPeriod(period("2026-05")), case).amount == number("3.0")


@pytest.mark.parametrize(
    ("length", "first", "last"),
    [
        pytest.param(span(2, "month"), "2026-05-01", "2026-06-30", id="closed months"),
        pytest.param(span(1, "quarter"), "2026-04-01", "2026-06-30", id="a closed quarter"),
        pytest.param(span(1, "week"), "2026-06-29", "2026-07-05", id="a closed week"),
        pytest.param(span(3, "day"), "2026-07-09", "2026-07-11", id="days end today"),
        pytest.param(span(3, "business day"), "2026-07-08", "2026-07-10", id="on a Saturday"),
    ],
)
def test_looking_back(length: Span, first: str, last: str) -> None:
    found = look_back(length, a_case("2026-07-11"))
    assert found == period(f"{first}..{last}")


def test_fiscal_quarters_follow_the_company_s_year() -> None:
    known = {"2026-02": 1, "2026-03": 1, "2026-04": 1}
    every = [*figures("actual", known), *figures("target", known)]
    case = a_case("2026-05-12", every, policy=a_policy(year_starts=2))
    measured = measure("attainment", Over(span(1, "quarter")), case)
    assert english(measured.subject) == "Attainment 100.0 % in FY2026/27-Q1"


def test_a_corrected_figure_replaces_the_first() -> None:
    known = [a_figure("actual", "2026-06", 90), a_figure("target", "2026-06", 100)]
    case = a_case("2026-07-10", [*known, a_figure("actual", "2026-06", 50)], policy=POLICY)
    assert measure("attainment", Over(months(1)), case).amount == percent("50.0")


steps = st.sampled_from([Decimal("1"), Decimal("0.1"), Decimal("0.01")])


@given(st.decimals(-1000, 1000, places=4), steps)
def test_rounding_agrees_with_decimal_where_decimal_is_exact(
    value: Decimal, step: Decimal
) -> None:
    assert rounded_exactly(Fraction(value), step) == value.quantize(step, ROUND_HALF_UP)


months_known = st.dictionaries(
    st.sampled_from(["2026-03", "2026-04", "2026-05", "2026-06"]), st.integers(0, 9), max_size=4
)


@given(months_known, months_known, st.integers(1, 4))
def test_a_figure_more_never_makes_what_is_known_unknown_nor_the_reverse_without_it(
    actual: dict[str, int], target: dict[str, int], count: int
) -> None:
    window = {f"2026-{month:02}" for month in range(7 - count, 7)}
    measured = measure("attainment", Over(months(count)), a_quarter(actual, target))
    complete = window <= set(actual) and window <= set(target)
    total = sum(target.get(month, 0) for month in window)
    assert (measured.amount is not None) is (complete and total > 0)
    expected = sum(months not in known for known in (actual, target) for months in window)
    assert len(measured.missing) == (expected if actual or target else 2)


def test_every_measured_figure_names_its_cell() -> None:
    def cells(measured: Measurement) -> set[str]:
        return {english(where_read([used.figure])) for used in measured.used}

    assert cells(measure("attainment", Over(months(3)), Q2)) == {
        "figures.csv, row 2, column Value"
    }
