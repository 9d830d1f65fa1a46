"""A stored commit says which head it made."""

from datetime import UTC, date, datetime

from engine.core.record.commit import NOTHING_YET, Commit, Head, Stored


def test_the_head_after_a_commit_is_its_place_and_its_seal():
    commit = Commit("tick", date(2026, 5, 12), datetime(2026, 5, 12, 10, 42, tzinfo=UTC))
    assert Stored(7, commit, "ab").head == Head(7, "ab")


def test_the_first_commit_follows_nothing():
    assert Head(0, "") == NOTHING_YET
