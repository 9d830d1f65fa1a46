"""Numbers of things in words."""

import pytest

from engine.core.values.counts import count_of


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")], ids=["none", "one", "two"]
)
def test_only_one_is_one(number: int, said: str) -> None:
    assert count_of(number, "row") == said
