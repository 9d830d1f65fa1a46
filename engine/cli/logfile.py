"""The log of the engine at work: ids and counts, never a name, a figure or a remark."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 1_000_000  # bytes; then the file is put aside, and the oldest of them goes
KEPT = 5


@contextmanager
def logged(state: Path) -> Iterator[None]:
    """What the engine says of itself goes to `log/planward.log` in the state folder, while this lasts."""
    folder = state / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "planward.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("planward")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
