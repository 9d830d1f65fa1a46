import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.facts.explanation import (
    Used,
    Why,
    all_figures,
    amount_text,
    as_json,
    first_sentence,
    from_json,
    period_name,
    plain_number,
)
from tests.builders import a_figure, number, percent, period

CELL = Used(a_figure("target", "2026-05", "100000.50"), Decimal("0.4286"), "100,000.50")
LOW = Why("Attainment 62.4 % in 2026-Q2 is below 70 %", True, (CELL,))
RAMP = Why("Hired is not known", None)


@pytest.mark.parametrize(
    ("stretch", "starts", "name"),
    [
        pytest.param("2026-05-12", 1, "2026-05-12", id="a day"),
        pytest.param("2026-05", 1, "2026-05", id="a month"),
        pytest.param("2026-Q2", 1, "2026-Q2", id="a calendar quarter"),
        pytest.param(
            "2026-02-01..2026-04-30", 2, "FY2026/27-Q1", id="a fiscal one: both years"
        ),
        pytest.param("2025-11-01..2026-01-31", 2, "FY2025/26-Q4", id="its last"),
        pytest.param("2026-Q2", 2, "2026-04 to 2026-06", id="a quarter of no fiscal year"),
        pytest.param("2026-Q2", 10, "FY2025/26-Q3", id="a year from October"),
        pytest.param("2026-01-01..2026-06-30", 1, "2026-H1", id="a half-year"),
        pytest.param("2026-01-01..2026-12-31", 1, "2026", id="a year"),
        pytest.param("2099-04-01..2100-03-31", 4, "FY2099/00", id="a fiscal year over 1900"),
        pytest.param("2026-05-01..2026-07-31", 1, "2026-05 to 2026-07", id="whole months"),
        pytest.param(
            "2026-05-12..2026-07-11", 1, "2026-05-12 to 2026-07-11", id="anything else by days"
        ),
    ],
)
def test_a_period_has_its_shortest_exact_name(stretch: str, starts: int, name: str) -> None:
    assert period_name(period(stretch), starts) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("62400", "62,400"),
        ("62400.00", "62,400"),
        ("62400.50", "62,400.50"),
        ("-0.5", "-0.5"),
        ("1E+3", "1,000"),
    ],
)
def test_figures_are_grouped_and_bear_no_empty_cents(value: str, text: str) -> None:
    assert plain_number(Decimal(value)) == text


def test_amounts_print_every_digit_they_were_rounded_to() -> None:
    assert amount_text(percent("70.0")) == "70.0 %"
    assert amount_text(number("1200")) == "1,200"


def test_the_first_sentence_is_the_one_that_decided() -> None:
    both = Why(f"{LOW.says}; {RAMP.says}", True, parts=(LOW, RAMP))
    assert first_sentence(Why(RAMP.says, None, parts=(LOW, RAMP))) == "Hired is not known"
    assert first_sentence(Why(both.says, True, parts=(both,))) == LOW.says
    assert first_sentence(Why("No row holds", None, parts=(LOW,))) == "No row holds"


def test_every_figure_of_the_tree_is_found_once() -> None:
    other = Used(a_figure("target", "2026-06", 1), None, "1")
    tree = Why("x", True, (other,), (LOW, Why("y", False, parts=(LOW,))))
    assert all_figures(tree) == (other, CELL)


trees = st.recursive(
    st.builds(
        Why,
        st.text(max_size=5),
        st.sampled_from([True, False, None]),
        st.sampled_from([(), (CELL,)]),
    ),
    lambda inner: st.builds(
        Why, st.text(max_size=5), st.none(), st.just(()), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=6,
)


@given(trees)
def test_an_explanation_survives_json_without_a_float(tree: Why) -> None:
    text = json.dumps(as_json(tree))
    assert from_json(json.loads(text, parse_float=pytest.fail)) == tree
