import pytest

from tests.builders import number, percent, span


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
