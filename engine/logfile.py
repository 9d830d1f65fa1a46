"""The log of the engine at work: ids and counts, never a name, a figure or a remark."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from engine.disk.write import PRIVATE_FILE

LARGEST = 1_000_000  # bytes; then the file is put aside, and the oldest of them goes
KEPT = 5


class _OwnFile(RotatingFileHandler):
    """Readable by its owner only, each new one too, whatever the umask says."""

    def _open(self) -> TextIOWrapper:
        file = super()._open()
        Path(self.baseFilename).chmod(PRIVATE_FILE)
        return file


@contextmanager
def logged(state: Path) -> Iterator[None]:
    """What the engine says of itself goes to `log/planward.log` in the state folder, while this lasts."""
    folder = state / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    handler = _OwnFile(
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
