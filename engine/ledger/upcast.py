"""Events written long ago, brought to the form the engine of today reads."""

from collections.abc import Callable, Mapping

from engine.core.record.commit import Entry

# (type, v) -> the same event one form newer. Entries are only ever added.
Table = Mapping[tuple[str, int], Callable[[Entry], Entry]]
UPCASTS: Table = {}


def upcast(entry: Entry, table: Table = UPCASTS) -> Entry:
    """The entry in its newest form. What nobody here knows is left as it is, never dropped."""
    while newer := table.get((entry.type, entry.v)):
        entry = newer(entry)
    return entry
