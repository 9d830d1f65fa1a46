# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.policy.policy import Stage


@pytest.mark.parametrize(
    ("final", "adverse"),
    [
        *(pytest.param(final, True, id=f"{final}: it takes something away") for final in ("dismissed", "demoted", "discipline", "reassigned", "reduced")),
        *(pytest.param(final, False, id=f"{final}: it does not") for final in ("success", "no_action", "expired", "left")),
        pytest.param("", False, id="a stage that goes on"),
    ],
)  # fmt: skip
def test_which_ends_weigh_on_the_employee(final: str, adverse: bool) -> None:
    assert Stage("End", final=final).adverse is adverse
