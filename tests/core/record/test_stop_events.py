"""That a plan stood still is written down and read again as it was, without a word of why."""

import pytest

from engine.core.record import events as e
from engine.core.record.codec import decoded, encoded
from tests.builders import day


@pytest.mark.parametrize(
    ("event", "body"),
    [
        pytest.param(
            e.Stopped(day(1), day(0)), {"on": "2026-01-06", "since": "2026-01-05"}, id="stopped"
        ),
        pytest.param(
            e.WentOn(day(3), day(0), day(2)),
            {"on": "2026-01-08", "since": "2026-01-05", "resumed": "2026-01-07"},
            id="went on",
        ),
    ],
)
def test_its_days_are_all_that_is_kept(event: e.Event, body: dict) -> None:
    entry = encoded(event)
    assert (entry.body, entry.said) == (body, None)
    assert decoded(entry) == event
