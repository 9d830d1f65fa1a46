"""Events written long ago, brought to the form the engine of today reads."""

from collections.abc import Callable

from engine.core.record import Entry

# (type, v) -> the same event one form newer. Entries are only ever added.
UPCASTS: dict[tuple[str, int], Callable[[Entry], Entry]] = {}


def upcast(entry: Entry) -> Entry:
    """The entry in its newest form. What nobody here knows is left as it is, never dropped."""
    while newer := UPCASTS.get((entry.type, entry.v)):
        entry = newer(entry)
    return entry
