from dataclasses import replace

import pytest

from engine.core.decide.claims import counted
from engine.core.plan.state import Claim
from engine.core.record import events as e
from tests.builders import day
from tests.core.files import document_of
from tests.core.plans import DELIVERED, DRAFTED, HEDDA, SVEN, played

FIRST = Claim("second_line", SVEN, "approve", day(0), "file")
SECOND = Claim("hr", HEDDA, "approve", day(0), "file")


@pytest.mark.parametrize(
    ("claims", "open_", "counts"),
    [
        pytest.param((FIRST,), (), "second_line", id="whose turn it is"),
        pytest.param((SECOND,), (), None, id="whose turn it is not yet"),
        pytest.param((SECOND, FIRST), (), "second_line", id="in the policy's order, not the file's"),
        pytest.param((FIRST,), ("comments",), None, id="nothing while something is open"),
        pytest.param((replace(FIRST, says="return"),), (), None, id="changes wanted approve nothing"),
        pytest.param((replace(FIRST, by=HEDDA),), (), None, id="nobody who does not hold the role"),
    ],
)  # fmt: skip
def test_an_approval_in_a_file_counts_in_its_turn(
    claims: tuple[Claim, ...], open_: tuple[str, ...], counts: str | None
) -> None:
    m = played(*DRAFTED).m
    document = replace(document_of(played(*DRAFTED)), claims=claims, open=open_)
    said = [
        event.role for event in counted(m, document, day(0)) if isinstance(event, e.Approved)
    ]
    assert said == ([counts] if counts else [])


@pytest.mark.parametrize(
    ("says", "how"),
    [
        pytest.param("received", "receipt", id="received"),
        pytest.param(
            "refused", "refused", id="refused is noted, and never taken for agreement"
        ),
    ],
)
def test_a_receipt_in_a_file_acknowledges_what_was_handed_over(says: str, how: str) -> None:
    world = played(*DELIVERED)
    claim = Claim("employee", world.plan.employee, says, day(1), "file")
    document = replace(document_of(world), claims=(claim,))
    entries = [event.how for event in counted(world.m, document, day(1))]
    assert entries == [how]
