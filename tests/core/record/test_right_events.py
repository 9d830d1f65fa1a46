"""What a right came to is written down and read again as it was; remarks are kept apart."""

import pytest

from engine.core.record import events as e
from engine.core.record.codec import decoded, encoded
from tests.builders import day

LAST = {"effective": "2026-02-04"}


@pytest.mark.parametrize(
    ("event", "more"),
    [
        pytest.param(
            e.RightAsked(day(1), "resign", 1, "employee", "E1", "why"), {}, id="asked"
        ),
        pytest.param(
            e.RightAsked(
                day(1), "resign", 1, "hr", "E1", "why", effective=day(30), letter="ab"
            ),
            LAST | {"letter": "ab"},
            id="resigned, by letter",
        ),
        pytest.param(
            e.RightWithdrawn(day(1), "resign", 1, "hr", "E1", "why"), {}, id="withdrawn"
        ),
        pytest.param(e.RightGranted(day(1), "resign", 1, "hr", "E1", "why"), {}, id="granted"),
        pytest.param(e.RightRefused(day(1), "resign", 1, "hr", "E1", "why"), {}, id="refused"),
    ],
)
def test_remarks_are_kept_apart(event: e.Event, more: dict[str, str]) -> None:
    entry = encoded(event)
    assert decoded(entry) == event
    assert entry.said == {"note": "why"}
    assert isinstance(entry.body, dict)
    assert entry.body.items() >= more.items()
