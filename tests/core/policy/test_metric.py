from fractions import Fraction
from typing import get_args

import pytest

from engine.core.policy.metric import (
    METRICS,
    AddedUp,
    DayByDay,
    Metric,
    NewestOnly,
    alone,
    figures_of,
    kind_of,
    share_of_two,
)
from engine.core.values.units import Unit
from tests.kinds import a_metric

RATIO = a_metric("ratio", "won", "quota", partial="prorate")
SUM = a_metric("sum", "won", partial="prorate")
COUNT = a_metric("count", "call", partial="prorate")
LATEST = a_metric("latest", "rating")


@pytest.mark.parametrize(
    ("metric", "unit", "figures", "gathering"),
    [
        pytest.param(RATIO, Unit.PERCENT, ("won", "quota"), AddedUp("prorate"), id="a share"),
        pytest.param(SUM, Unit.NUMBER, ("won",), AddedUp("prorate"), id="a sum"),
        pytest.param(COUNT, Unit.NUMBER, ("call",), DayByDay("prorate"), id="a count"),
        pytest.param(LATEST, Unit.NUMBER, ("rating",), NewestOnly(), id="the newest"),
    ],
)
def test_what_a_kind_of_metric_is(metric, unit, figures, gathering) -> None:
    kind = kind_of(metric)
    assert (kind.unit, figures_of(metric)) == (unit, figures)
    assert kind.gathering(metric) == gathering
    assert (kind.against is not None) is (len(figures) == 2)


def test_every_kind_has_a_row_under_its_own_word() -> None:
    assert {word: kind.made for word, kind in METRICS.items()} == {
        made.kind: made for made in get_args(Metric)
    }


def test_the_row_of_one_kind_is_not_asked_of_another() -> None:
    with pytest.raises(TypeError, match="RatioMetric expected, not SumMetric"):
        METRICS["ratio"].figures(SUM)


@pytest.mark.parametrize(
    ("reached", "against", "share"),
    [
        pytest.param(3, 4, 75, id="a percent of it"),
        pytest.param(0, 4, 0, id="nothing reached is known"),
        pytest.param(3, 0, None, id="of nothing there is no share"),
    ],
)
def test_a_share_of_two_totals(reached: int, against: int, share: int | None) -> None:
    assert share_of_two((Fraction(reached), Fraction(against))) == share


def test_a_total_alone_is_what_it_is() -> None:
    assert alone((Fraction(1, 3),)) == Fraction(1, 3)
