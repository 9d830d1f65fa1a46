# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.facts.explanation import where_read
from engine.core.facts.facts import Origin
from tests.builders import a_figure
from tests.english import english


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        pytest.param(
            Origin("0", "Q2.xlsx", "Sales", 14, "Closed", "62,400"),
            "Q2.xlsx, sheet Sales, row 14, column Closed", id="a cell of a sheet",
        ),
        pytest.param(
            Origin("0", "Q2.csv", "", 14, "Closed", "62,400"), "Q2.csv, row 14, column Closed", id="no sheets",
        ),
        pytest.param(Origin("0", "Q2.yaml", "", 0, "on", "x"), "Q2.yaml, column on", id="no rows"),
        pytest.param(Origin("0", "Q2.yaml", "", 0, "", ""), "Q2.yaml", id="a whole file"),
    ],
)  # fmt: skip
def test_where_a_fact_was_read_is_said_as_a_person_would_look_for_it(origin, text) -> None:
    figure = replace(a_figure("sales", "2026-05", 1), origin=origin)
    assert english(where_read([figure])) == text
