"""That a plan stood still, because its employee was protected or was told to have left, and for how long."""

from dataclasses import dataclass
from datetime import date

from engine.core.facts.explanation import Why


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


@dataclass(frozen=True, slots=True)
class Reopened:
    """The roster was corrected: the employee has not left, and the plan is as it stood on `since`."""

    on: date
    since: date
    why: Why | None = None
