"""A file that our own reader failed over: refused like any other, so that it stops no other file."""

import sqlite3
import traceback
from pathlib import Path

from engine.intake.values.mistake import Mistake, Refusal

OURS = Path(__file__).parents[2]
DEEPEST = 6  # places in our own code that are named, the innermost ones
FAILED_OVER = Mistake(
    "F321",
    "a file that Planward can read",
    said="Planward itself failed while it read this file; perhaps nothing is wrong with the file",
    do="leave it here, and tell whoever looks after Planward; its log says where it failed",
)


def failed_over(name: str, failure: Exception) -> Refusal:
    """The file refused, whatever its reader raised. A failure of the whole machine is raised again."""
    of_a_disk = isinstance(failure, OSError) and failure.errno is not None
    if of_a_disk or isinstance(failure, MemoryError | sqlite3.Error):
        raise failure
    return Refusal(name, (FAILED_OVER,), failure=_places(failure))


def _places(failure: Exception) -> str:
    """What was raised, and where: never its words, which may quote what the file says."""
    frames = traceback.extract_tb(failure.__traceback__)
    own = [f for f in frames if Path(f.filename).is_relative_to(OURS)]
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in own[-DEEPEST:]]
    return f"{type(failure).__name__} at {' > '.join(places)}"
