"""Damaged files of every kind, the same ones each time; `python -m tests.fuzz` tries others for longer."""

from collections.abc import Iterator

import pytest

from tests.fuzz.kinds import FuzzKind, at_work
from tests.fuzz.trying import tried

SEED = 20260505
KINDS = (
    "csv",
    "workbook",
    "form",
    "report",
    "source",
    "policy",
    "config",
    "draft",
    "merge",
    "template",
)


@pytest.fixture(scope="module")
def kinds() -> Iterator[dict[str, FuzzKind]]:
    with at_work() as found:
        yield found


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_to_a_file_makes_its_reader_fail(
    kind: str, kinds: dict[str, FuzzKind]
) -> None:
    done = tried(kind, kinds[kind], SEED, iter(range(kinds[kind].in_ci)))
    print(f"{kind}: {done.line}")
    assert [(crash.number, crash.why) for crash in done.crashes] == []
    assert len(done.answers) > 2, "the damage leads to one answer only"


def test_every_kind_is_tried(kinds: dict[str, FuzzKind]) -> None:
    assert (*kinds,) == KINDS
