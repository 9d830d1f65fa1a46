import pytest

from engine.core.policy.moment import Moment


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        pytest.param(Moment("period", "ended"), "period.ended", id="of this stage"),
        pytest.param(Moment("letter", "done", "work"), "work.letter.done", id="of another one"),
    ],
)
def test_a_moment_reads_as_it_is_written(moment: Moment, text: str) -> None:
    assert str(moment) == text
