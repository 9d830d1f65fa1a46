"""Ctrl-C and a request to end: heard whenever they come, and said again until the work has stopped.

Python notes a signal and raises KeyboardInterrupt at the next step of the main thread. There it
can be lost: raised in a finalizer or a callback it is thrown away, and a call that began to wait
just then waits on. So whoever is asked to end is asked again, from a thread that only listens.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from engine.disk import system

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SOON = 0.05  # seconds for the main thread to take a step; one that waits has to be woken
_AGAIN = 1.0  # seconds for the work to put its things away, before it is asked once more


class Asked:
    """What this process was asked; the handler of both signals. One a process."""

    def __init__(self) -> None:
        self.number = 0  # of the last signal; 0: none came
        self.broken_off = False  # KeyboardInterrupt was raised
        self._ring: Callable[[], None] | None = None
        self._again = False  # the next signal is only the last one, repeated
        self._over = threading.Event()

    def __call__(self, number: int, _: FrameType | None) -> None:
        again, self._again = self._again, False
        if self._over.is_set():
            return
        if self._ring and not self.broken_off and (again or not self.number):
            self.number = number
            self._ring()
            return
        self.broken_off, self.number = True, number
        raise KeyboardInterrupt

    @contextmanager
    def patiently(self, ring: Callable[[], None]) -> Iterator[None]:
        """Within, the first signal only rings: the work at hand is finished. The second ends it."""
        self._ring = ring
        try:
            yield
        finally:
            self._ring = None

    def over(self, code: int) -> int:
        """What to exit with, the answer being `code`. From here on no signal changes anything."""
        self._over.set()
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        if not self.broken_off:
            return code
        # Python keeps in mind that an exec() was interrupted, and would end by SIGINT whatever the
        # exit code says; another one that ends well makes it forget.
        exec("")  # noqa: S102
        return 128 + self.number

    def insist(self, ears: int) -> None:
        """Read signals from `ears` as they come, and repeat each until it is obeyed. Never returns."""
        main = threading.main_thread().ident or 0
        while heard := os.read(ears, 1):
            while not self._obeyed():
                self._again = True
                system.wake(main, heard[0])

    def _obeyed(self) -> bool:
        before = self.broken_off
        while not self._over.wait(_AGAIN if before else _SOON):
            if self.broken_off == before:
                return bool(self.number and not before)  # heard, and patiently
            before = True  # it has just been raised: time to put things away
        return True


def heed() -> Asked:
    """Listen from now on; the one that listens already, if there is one. Main thread only.

    Also where signals were ignored: a shell starts its background jobs so, and a request to end
    that somebody sends to one of them is meant all the same.
    """
    found = signal.getsignal(signal.SIGINT)
    if isinstance(found, Asked):
        return found
    asked = Asked()
    ears, mouth = os.pipe()
    system.never_waits(mouth)
    signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    threading.Thread(target=asked.insist, args=(ears,), daemon=True).start()
    for each in SIGNALS:
        signal.signal(each, asked)
    return asked
