import pytest

from engine.core.values.suggest import meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("manger", "did you mean manager?", id="a letter left out"),
        pytest.param(
            "second-line", "did you mean second_line?", id="another sign between words"
        ),
        pytest.param(
            "xyz", "expected one of manager, second_line, hr", id="nothing is near: all"
        ),
        pytest.param("", "expected one of manager, second_line, hr", id="nothing typed: all"),
    ],
)
def test_a_mistyped_word_is_answered_with_what_was_meant(typed: str, says: str) -> None:
    assert meant(typed, ["manager", "second_line", "hr"]) == says
