"""Says on a terminal that long work is still going on; says nothing anywhere else."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from engine import clock

QUIET = 1.0  # seconds; what is done sooner needs no word
WIPE = "\r\x1b[K"


@contextmanager
def patience(work: str) -> Iterator[None]:
    """`looking … 3 s`, on stderr, rewritten each second; wiped when the work is over."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    teller = threading.Thread(target=_tell, args=(work, over), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _tell(work: str, over: threading.Event) -> None:
    began = clock.monotonic()
    told = False
    while not over.wait(QUIET):
        told = True
        sys.stderr.write(f"{WIPE}{work} … {clock.monotonic() - began:.0f} s")
        sys.stderr.flush()
    if told:
        sys.stderr.write(WIPE)
        sys.stderr.flush()
