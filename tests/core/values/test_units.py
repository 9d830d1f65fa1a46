from decimal import Decimal

import pytest

from engine.core.values.units import rounded
from tests.builders import number, percent, span


@pytest.mark.parametrize(
    ("value", "step", "found"),
    [
        pytest.param("79.95", "0.1", "80.0", id="half goes up: a pass at 80"),
        pytest.param("79.949", "0.1", "79.9", id="below half stays: no pass"),
        pytest.param("0.5", "1", "1", id="half of the step, whole numbers"),
        pytest.param("2.5", "1", "3", id="never to the even neighbour"),
        pytest.param("-0.05", "0.1", "-0.1", id="below zero, away from it"),
        pytest.param("3", "0.01", "3.00", id="as many digits as the step has"),
    ],
)
def test_rounding_is_half_up(value: str, step: str, found: str) -> None:
    assert str(rounded(Decimal(value), Decimal(step))) == found


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param(percent("80.0"), "80.0 %", id="percent points bear their sign"),
        pytest.param(number("12"), "12", id="a number is bare"),
        pytest.param(number("1E+3"), "1000", id="never in powers of ten"),
    ],
)
def test_an_amount_prints_what_it_is(amount, text: str) -> None:
    assert str(amount) == text


@pytest.mark.parametrize(
    ("count", "part", "text"),
    [
        pytest.param(1, "month", "1 month", id="one"),
        pytest.param(2, "month", "2 months", id="several"),
        pytest.param(0, "day", "0 days", id="none are several"),
        pytest.param(5, "business day", "5 business days", id="two words"),
    ],
)
def test_a_length_prints_as_a_policy_writes_it(count: int, part: str, text: str) -> None:
    assert str(span(count, part)) == text
