"""A file that our own reader failed over: refused like any other, so that it stops no other file."""

import sqlite3

from engine.core.values.errors import EngineError
from engine.disk.child import Failed, FailureCause, places_of
from engine.intake.values.mistake import Mistake, Refusal

FAILED_OVER = Mistake(
    "F321",
    "a file that Planward can read",
    said="Planward itself failed while it read this file; perhaps nothing is wrong with the file",
    do="leave it here, and tell whoever looks after Planward; its log says where it failed",
)
STOPPED = Mistake(
    "F322",
    "a file for which the machine has memory enough",
    said="the machine had too little memory for this file, or stopped what read it; "
    "perhaps nothing is wrong with the file",
    do="leave it here, it is tried again by itself; if this note stays, split the file by month or team",
)


class ReaderStoppedError(EngineError):
    """The child gave no answer, though the file did not ask for too much."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.why.value)
        self.failed = failed


def failed_over(name: str, failure: Exception) -> Refusal:
    """The file refused, whatever its reader raised. A failure of the whole machine is raised again."""
    if isinstance(failure, ReaderStoppedError):
        mistake = FAILED_OVER if failure.failed.why is FailureCause.ERROR else STOPPED
        return Refusal(name, (mistake,), failure=f"its reader, {failure.failed.detail}")
    if isinstance(failure, MemoryError):
        return Refusal(name, (STOPPED,), failure=places_of(failure))
    of_a_disk = isinstance(failure, OSError) and failure.errno is not None
    if of_a_disk or isinstance(failure, sqlite3.Error):
        raise failure
    return Refusal(name, (FAILED_OVER,), failure=places_of(failure))
