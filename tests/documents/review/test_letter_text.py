"""From a review copy that people changed its letter follows: their text, nothing of the approvals."""

from copy import deepcopy
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from lxml import etree

from engine.core.record.returned import ReturnedDocument
from engine.disk.child import child
from engine.documents.reading.read_back import read_returned
from engine.documents.review.letter_text import LetterText, letter_of
from engine.documents.review.merge import merged
from engine.documents.review.merge_apart import Carried, MergeFiles, merge_in
from engine.documents.template.refuse import OF_APPROVERS
from engine.documents.template.render import render
from tests.documents.edits import edited_with_markers, edits
from tests.documents.letters import BODY, PROPERTIES, TOKENS, parts_of, with_parts
from tests.documents.pages import W, sample
from tests.documents.reviewer import Reviewer
from tests.documents.versions import NAMES, compiled, corrected

DAY = date(2026, 7, 9)
LETTER = "written_warning"
IN_BLOCK = f"{W}rsidR"  # an attribute that nothing reads: which pieces the block was made of
MARK = "00BB10CC"


@cache
def drawn(name: str, *, new: bool = False) -> tuple[bytes, bytes]:
    """The review copy and the letter as the engine alone draws them."""
    brief = corrected(sample(name)) if new else sample(name)
    copy, letter = (
        render(compiled(name), brief, PROPERTIES, TOKENS, review=review)
        for review in (True, False)
    )
    return copy, letter


def brought(theirs: bytes, name: str = LETTER) -> LetterText:
    """What the engine makes of a saved review copy: the next version's letter."""
    copy, letter = drawn(name)
    review = merged(copy, theirs, copy, author="Hal Partner", on=DAY).content
    return letter_of(copy, review, letter)


def said(content: bytes) -> list[str]:
    return [line.partition("| ")[2] for line in read_returned(content).lines]


def nobody_approves_in(letter: ReturnedDocument) -> bool:
    return not [field for field in letter.fields if field.name.startswith(OF_APPROVERS)]


@pytest.mark.parametrize("name", NAMES)
def test_without_a_change_it_says_what_the_letter_said(name: str) -> None:
    copy, letter = drawn(name)
    made = letter_of(copy, copy, letter)
    assert read_returned(made.content) == read_returned(letter)
    assert made.beside == ()


def test_changed_words_and_new_paragraphs_are_in_it_and_comments_and_marks_are_not() -> None:
    reviewer = Reviewer(drawn(LETTER)[0], "Hal Partner")
    reviewer.rewords("This letter is", "This document is").adds("Dear ", "One more sentence.")
    reviewer.comments("One more", "Is that so?")
    made = brought(reviewer.saves())
    letter = read_returned(made.content)
    assert any(line.startswith("This document is a written") for line in said(made.content))
    assert "One more sentence." in said(made.content)
    assert (letter.changes, letter.remarks, made.beside) == ((), (), ())
    assert nobody_approves_in(letter)
    assert letter.properties == read_returned(drawn(LETTER)[1]).properties


@pytest.mark.parametrize(
    ("after", "inside"),
    [
        pytest.param("The policy then", False, id="before the block"),
        pytest.param("Approval", True, id="behind its heading"),
        pytest.param("Under the policy this letter", True, id="behind its first sentence"),
        pytest.param("Whoever wants changes", False, id="behind its last sentence"),
        pytest.param("Your reply", False, id="behind the heading after it"),
    ],
)
def test_what_was_written_into_the_block_is_told_and_no_part_of_the_letter(
    after: str, *, inside: bool
) -> None:
    if after == "The policy then":
        after = sample(LETTER)["next"]["sentence"][:20]
    theirs = Reviewer(drawn(LETTER)[0], "Hal Partner").adds(after, "Fine with me, Hal").saves()
    made = brought(theirs)
    assert ("Fine with me, Hal" in said(made.content)) is not inside
    assert made.beside == (("Fine with me, Hal",) if inside else ())


def test_a_heading_of_the_block_that_was_typed_anew_does_not_come_into_the_letter() -> None:
    theirs = (
        Reviewer(drawn(LETTER)[0], "Hal Partner").rewords("Approval", "Signed off by").saves()
    )
    made = brought(theirs)
    assert said(made.content) == said(drawn(LETTER)[1])
    assert made.beside == ("Signed off by",)


def of_the_block(reviewer: Reviewer) -> list[etree._Element]:
    pieces = [*reviewer.word.element.body]
    texts = ["".join(t.text or "" for t in piece.iter(f"{W}t")) for piece in pieces]
    first = texts.index("Approval")
    last = next(at for at, text in enumerate(texts) if text.startswith("Whoever wants changes"))
    return pieces[first : last + 1]


@pytest.mark.parametrize("moved", [True, False], ids=["moved", "pasted again"])
@pytest.mark.parametrize("where", ["Dear ", "Whoever wants changes", "Your reply"])
def test_the_block_stays_out_of_the_letter_wherever_it_was_put(
    where: str, *, moved: bool
) -> None:
    reviewer = Reviewer(drawn(LETTER)[0], "Hal Partner")
    if moved and where == "Whoever wants changes":
        reviewer.fills(decision_hr="Approve", name_hr="Hal Partner")
    pieces = of_the_block(reviewer)
    target = next(
        p for p in reviewer.word.element.body if "".join(p.itertext()).startswith(where)
    )
    if target in pieces:
        target = pieces[-1].getnext()
    for piece in reversed(pieces):
        target.addnext(piece if moved else deepcopy(piece))
    made = brought(reviewer.saves())
    assert said(made.content) == said(drawn(LETTER)[1])
    assert nobody_approves_in(read_returned(made.content))


def test_filled_in_boxes_leave_no_trace() -> None:
    theirs = Reviewer(drawn(LETTER)[0], "Hal Partner")
    theirs.fills(decision_hr="Approve", name_hr="Hal Partner", date_hr="2026-07-09")
    made = brought(theirs.saves())
    assert read_returned(made.content) == read_returned(drawn(LETTER)[1])
    assert b"Hal Partner" not in b"".join(parts_of(made.content).values())


def test_the_letter_is_made_where_the_versions_are_merged() -> None:
    old, (copy, letter) = drawn(LETTER)[0], drawn(LETTER, new=True)
    theirs = Reviewer(old, "Hal Partner").adds("Dear ", "One more sentence.").saves()
    with child() as reader:
        made = merge_in(
            reader, MergeFiles(old, theirs, copy, drawn=copy, letter=letter), on=DAY
        )
    assert isinstance(made, Carried)
    assert made.letter == letter_of(copy, made.content, letter).content
    assert "One more sentence." in said(made.letter)
    assert any("Senior Account Executive" in line for line in said(made.letter))


# -- whatever people changed ------------------------------------------------------------------------


def marked(content: bytes) -> bytes:
    """The review copy with each piece of the block told by an attribute that nothing reads."""
    root = etree.fromstring(parts_of(content)[BODY])
    pieces = list(root.find(f"{W}body"))
    texts = ["".join(t.text or "" for t in piece.iter(f"{W}t")) for piece in pieces]
    first = texts.index("Approval")
    letter = etree.fromstring(parts_of(drawn(LETTER)[1])[BODY]).find(f"{W}body")
    for piece in pieces[first : first + len(pieces) - len(letter)]:
        piece.set(IN_BLOCK, MARK)
    return with_parts(content, {BODY: etree.tostring(root, encoding="utf-8")})


def outside(theirs: bytes) -> str:
    """The text of the saved file but for the block, and for what stands between its pieces."""
    body = etree.fromstring(parts_of(theirs)[BODY]).find(f"{W}body")
    pieces = [*body]
    of_block = [at for at, piece in enumerate(pieces) if piece.get(IN_BLOCK) == MARK]
    kept = pieces[: of_block[0]] + pieces[of_block[-1] + 1 :]
    return "\n".join("".join(t.text or "" for t in piece.iter(f"{W}t")) for piece in kept)


@settings(max_examples=30, deadline=None)
@given(made=edits())
def test_whatever_people_changed_each_word_is_in_the_letter_or_in_the_block(
    made: list[tuple[int, int]],
) -> None:
    theirs, markers = edited_with_markers(marked(drawn(LETTER)[0]), made, "t")
    letter = brought(theirs)
    text = "\n".join(said(letter.content))
    wanted = outside(theirs)
    for marker in markers:
        assert (marker in text) == (marker in wanted), marker
        assert marker in text or any(marker in told for told in letter.beside), marker
    assert nobody_approves_in(read_returned(letter.content))
    assert "Choose a decision" not in text
