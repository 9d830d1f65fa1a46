from dataclasses import replace

from engine.core.plan.document_state import unclaimed, with_document
from engine.core.record import events as e
from engine.core.values.message import Message
from tests.builders import day
from tests.core.plans import DRAFTED, HEDDA, SVEN, played

CLAIM = e.Claimed(day(0), 2, 1, "second_line", SVEN, "approve", day(0), "file")

WHICH, WHY, KEPT = Message("which"), Message("why?"), Message("kept as ab")


def test_evidence_changes_nothing() -> None:
    plan = played(*DRAFTED).plan
    assert (
        with_document(plan, e.ClaimRefused(day(0), 2, 1, "hr", "approve", "copied", "file"))
        is plan
    )
    assert with_document(plan, e.Attached(day(0), 2, "file", "pdf")) is plan


def test_a_new_version_begins_without_what_was_said_of_the_last() -> None:
    plan = with_document(played(*DRAFTED).plan, CLAIM)
    plan = with_document(plan, e.Approved(day(0), 2, 1, "second_line", SVEN, "sha", "file"))
    plan = with_document(plan, e.Returned(day(0), 2, 1, "hr", HEDDA))
    new = with_document(plan, e.Drafted(day(1), "plan_letter", "letter", 1, 2, 2))
    document = new.documents[2]
    assert (document.claims, document.approvals, document.version) == ((), (), 2)
    assert document.wanted == "hr"
    edited = e.Drafted(day(1), "plan_letter", "letter", 1, 2, 3, source="file", edit=True)
    assert with_document(new, edited).documents[2].wanted == ""


def test_the_newest_reading_says_what_is_open() -> None:
    plan = played(*DRAFTED).plan
    held = with_document(
        plan, e.ReadBack(day(0), 2, 1, "a", "edited", ("changes",), note=(WHICH,))
    )
    assert (held.documents[2].open, held.documents[2].file, held.documents[2].says) == (
        ("changes",), "a", (WHICH,),
    )  # fmt: skip
    free = with_document(held, e.ReadBack(day(0), 2, 1, "b", "same"))
    assert (free.documents[2].open, free.documents[2].file) == ((), "")
    late = with_document(held, e.ReadBack(day(0), 2, 7, "c", "late"))
    assert late == held


def test_edits_that_are_in_no_version_stay_open_until_the_drafter_answers() -> None:
    lost = e.Drafted(
        day(0), "plan_letter", "letter", 1, 2, 2, open=("uncarried",), note=(KEPT,)
    )
    plan = with_document(played(*DRAFTED).plan, lost)
    assert plan.documents[2].inside == ()  # Word cannot settle it
    read = with_document(
        plan, e.ReadBack(day(0), 2, 2, "a", "edited", ("comments",), note=(WHY,))
    )
    assert read.documents[2].open == ("comments", "uncarried")
    assert read.documents[2].says == (WHY, KEPT)
    new = with_document(read, e.Drafted(day(1), "plan_letter", "letter", 1, 2, 3)).documents[2]
    assert (new.open, KEPT in new.says) == (("uncarried",), True)
    answered = with_document(read, e.Revised(day(1), 2, 2, "drafter", HEDDA, "done")).documents[
        2
    ]
    assert (answered.open, answered.says) == ((), ())


def test_without_the_claim_the_plan_is_as_before_it_and_the_same_words_say_nothing_again() -> (
    None
):
    before = played(*DRAFTED).plan
    claimed = with_document(before, CLAIM)
    approved = e.Approved(day(0), 2, 1, "second_line", SVEN, "sha", "file")
    document = unclaimed(claimed, approved).documents[2]
    assert [claim.by for claim in document.struck] == [SVEN]
    assert replace(document, struck=()) == before.documents[2]
