"""A merge in a process of its own gives what a merge here gives, or a few words why not."""

from datetime import date

import pytest

from engine.disk.child import Child, ProcessLimits, child
from engine.documents.reading.read_back import read_returned
from engine.documents.review.merge import merged
from engine.documents.review.merge_apart import (
    NOBODY,
    Carried,
    MergeFiles,
    NotCarried,
    merge_in,
)
from engine.documents.word.editable import open_word
from tests.documents.reviewer import Reviewer
from tests.documents.versions import NAMES, versions

DAY = date(2026, 7, 9)


@pytest.fixture(scope="module")
def reader():
    with child() as process:
        yield process


def sides(who: str = "Hal Partner") -> MergeFiles:
    """Hal rewords the first line of a letter and asks something about the second."""
    base, ours = versions(NAMES[0])
    first, second = (each.text for each in Reviewer(base, "").word.paragraphs[:2])
    reviewer = Reviewer(base, who).rewords(first, f"{first} of Hal").comments(second, "Why?")
    return MergeFiles(base, reviewer.saves(), ours)


def test_what_comes_back_is_what_a_merge_gives(reader: Child) -> None:
    made = sides()
    here = merged(made.base, made.theirs, made.ours, author="Hal Partner", on=DAY)
    there = merge_in(reader, made, on=DAY)
    assert there == Carried(
        here.content, b"", here.collisions, here.carried, True, True, True, ()
    )
    assert here.carried == 1


def test_settled_it_is_its_own_text(reader: Child) -> None:
    made = sides()
    there = merge_in(reader, made, on=DAY, settled=True)
    assert isinstance(there, Carried)
    assert there.changes
    assert read_returned(there.content).changes == ()
    plain = merge_in(reader, made, on=DAY)
    assert isinstance(plain, Carried)
    assert there.content == open_word(plain.content).written()


@pytest.mark.parametrize(
    ("signed", "name"), [(b"", NOBODY), (sides("Dana Chief").theirs, "Dana Chief")]
)
def test_the_author_is_whoever_saved_the_file_named(
    signed: bytes, name: str, reader: Child
) -> None:
    made = sides("")
    there = merge_in(reader, MergeFiles(made.base, made.theirs, made.ours, signed), on=DAY)
    assert isinstance(there, Carried)
    assert {each.author for each in read_returned(there.content).changes} == {name}


def test_no_bytes_and_no_limit_make_it_raise(reader: Child) -> None:
    made = sides()
    damaged = MergeFiles(made.base, made.theirs[:500], made.ours)
    assert merge_in(reader, damaged, on=DAY) == NotCarried("its reader failed")
    with child(ProcessLimits(wall_seconds=0)) as slow:
        assert merge_in(slow, made, on=DAY) == NotCarried("it takes too long")
    assert isinstance(merge_in(reader, made, on=DAY), Carried)
