"""What the world may do to us: one exception per situation, each with its exit code."""

from engine.core.values.message import Message


class EngineError(Exception):
    """An expected failure, said in one sentence. Caught once, in `cli/main.py`."""

    exit_code = 1


class NotAllowedError(EngineError):
    """Somebody asked for a step that is not theirs, or not now. Nothing was recorded."""

    def __init__(self, says: Message | str) -> None:
        super().__init__(says)
        self.says = says


class WrongUseError(EngineError):
    """The command cannot mean anything as it was typed."""

    exit_code = 2


class LockedError(EngineError):
    """Another engine works in this workspace."""

    exit_code = 3


class SurroundingsError(EngineError):
    """The machine or the folders are not fit for work: a missing root, a network disk."""

    exit_code = 4


class TamperedError(EngineError):
    """The record does not fit its own chain. Nothing is repaired, nothing goes on."""


class LedgerMovedError(EngineError):
    """The ledger has a newer head than the caller decided on. Nothing was written."""
