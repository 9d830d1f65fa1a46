from engine.core.plan.messages import all_that_is_open
from engine.core.plan.open_items import OPEN, open_items
from tests.english import english


def test_what_is_open_is_told_in_one_breath() -> None:
    assert english(all_that_is_open(open_items(tuple(OPEN)))) == (
        "tracked changes nobody has accepted or rejected and open comments"
        " and a locked clause that was changed"
        " and something another file had left open and the newest does not have"
        " and edits that could not be carried over"
    )
