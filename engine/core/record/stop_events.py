"""That a plan stood still because its employee was protected, and for how long."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stopped:
    """From `since` on nothing adverse happens, and nobody's time runs."""

    on: date
    since: date


@dataclass(frozen=True, slots=True)
class WentOn:
    """The days from `since` up to `resumed`, which is not one of them, count for no window."""

    on: date
    since: date
    resumed: date
