"""The only module that reads the clock."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as wall_time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Now:
    """The company's day, and the instant written into the record (aware, UTC)."""

    day: date
    instant: datetime


def now(zone: str, as_of: date | None = None) -> Now:
    """`as_of` makes it noon of that day, so that a run on a given day can be repeated exactly."""
    here = ZoneInfo(zone)
    if as_of is not None:
        return Now(as_of, datetime.combine(as_of, wall_time(12), here).astimezone(UTC))
    instant = datetime.now(UTC).replace(microsecond=0)
    return Now(instant.astimezone(here).date(), instant)


def monotonic() -> float:
    """Seconds that only grow while the machine runs."""
    return time.monotonic()


def pause(seconds: float) -> None:
    time.sleep(seconds)
