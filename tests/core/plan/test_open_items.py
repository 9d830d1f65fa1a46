from engine.core.plan.open_items import OPEN, open_words


def test_what_is_open_is_told_in_one_breath() -> None:
    assert open_words(tuple(OPEN)) == (
        "tracked changes nobody has accepted or rejected and open comments"
        " and a locked clause that was changed"
        " and something another file had left open and the newest does not have"
        " and edits that could not be carried over"
    )
