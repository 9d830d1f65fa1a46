"""Has a dropped file finished arriving? The folder looks; this module judges."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Self


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One look at one file."""

    at: float  # seconds, monotonic clock
    size: int  # bytes
    modified_ns: int  # nanoseconds since the epoch, from the file system
    inode: int  # a save by renaming may keep size and time, never this

    def shows_same_file_as(self, other: Self) -> bool:
        mine = (self.size, self.modified_ns, self.inode)
        return mine == (other.size, other.modified_ns, other.inode)


def still_for(glimpses: Sequence[Glimpse]) -> float:
    """Seconds for which the newest state has been seen unchanged. Needs one glimpse."""
    last = glimpses[-1]
    return last.at - [*takewhile(last.shows_same_file_as, reversed(glimpses))][-1].at


def settled(glimpses: Sequence[Glimpse], quiet: float) -> bool:
    """True when size, time and inode have held still for `quiet` seconds. Needs one glimpse.

    An empty file never settles: Excel and most sync clients create it before filling it.
    """
    return glimpses[-1].size > 0 and still_for(glimpses) >= quiet


def remembered(earlier: Sequence[Glimpse], new: Glimpse, quiet: float) -> tuple[Glimpse, ...]:
    """What judges as all glimpses would, at most four: the first of this unrest, the last of
    another state, the first of the present one, and `new`. So the memory of a file that never
    rests does not grow.
    """
    if not earlier:
        return (new,)
    if settled(earlier, quiet) and not new.shows_same_file_as(earlier[-1]):
        return (new,)  # it had arrived; this is another arrival
    still = [*takewhile(new.shows_same_file_as, reversed(earlier))]
    other = earlier[: len(earlier) - len(still)][-1:]
    return tuple(dict.fromkeys((*earlier[:1], *other, *still[-1:], new)))
