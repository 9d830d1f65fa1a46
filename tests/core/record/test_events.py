from dataclasses import fields
from typing import get_args

import pytest

from engine.core.record import events as e

KINDS = get_args(e.Event)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_event_is_dated_and_never_changed(kind: type) -> None:
    assert fields(kind)[0].name == "on"
    assert kind.__dataclass_params__.frozen


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_decides_says_why_and_who_acts_is_named(kind: type) -> None:
    names = {field.name for field in fields(kind)}
    assert ("role" in names) >= ("by" in names)
    if kind in (e.Proposed, e.Renewed, e.StageEntered, e.Measured, e.ReviewDecided, e.Closed):
        assert "why" in names


def test_remarks_reasons_and_briefs_can_be_erased() -> None:
    said = {"note", "told", "text", "why", "brief"}
    assert said == e.PRIVATE
    assert all(said & {f.name for f in fields(kind)} <= e.PRIVATE for kind in KINDS)
