import pytest

from engine.core.values import errors


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        pytest.param(
            errors.NotAllowedError, 1, id="not theirs, or not now: a problem was found"
        ),
        pytest.param(errors.TamperedError, 1, id="the record does not fit its chain"),
        pytest.param(errors.LedgerMovedError, 1, id="decided on an old head"),
        pytest.param(errors.WrongUseError, 2, id="typed wrongly"),
        pytest.param(errors.LockedError, 3, id="another engine is at work"),
        pytest.param(errors.SurroundingsError, 4, id="machine or folders are not fit"),
    ],
)
def test_each_situation_has_its_exit_code(kind: type[errors.EngineError], code: int) -> None:
    assert issubclass(kind, errors.EngineError)
    assert kind("said in one sentence").exit_code == code
