from dataclasses import replace

from engine.core.plan.document_state import unclaimed, with_paper
from engine.core.record import events as e
from tests.builders import day
from tests.core.plans import DRAFTED, HEDDA, SVEN, played

CLAIM = e.Claimed(day(0), 2, 1, "second_line", SVEN, "approve", day(0), "file")


def test_evidence_changes_nothing() -> None:
    plan = played(*DRAFTED).plan
    assert (
        with_paper(plan, e.ClaimRefused(day(0), 2, 1, "hr", "approve", "copied", "file"))
        is plan
    )
    assert with_paper(plan, e.Attached(day(0), 2, "file", "pdf")) is plan


def test_a_new_version_begins_without_what_was_said_of_the_last() -> None:
    plan = with_paper(played(*DRAFTED).plan, CLAIM)
    plan = with_paper(plan, e.Approved(day(0), 2, 1, "second_line", SVEN, "sha", "file"))
    plan = with_paper(plan, e.Returned(day(0), 2, 1, "hr", HEDDA))
    new = with_paper(plan, e.Drafted(day(1), "plan_letter", "letter", 1, 2, 2))
    paper = new.papers[2]
    assert (paper.claims, paper.approvals, paper.version) == ((), (), 2)
    assert paper.wanted == "hr"
    edited = e.Drafted(day(1), "plan_letter", "letter", 1, 2, 3, source="file", edit=True)
    assert with_paper(new, edited).papers[2].wanted == ""


def test_the_newest_reading_says_what_is_open() -> None:
    plan = played(*DRAFTED).plan
    held = with_paper(plan, e.ReadBack(day(0), 2, 1, "a", "edited", ("changes",), note="which"))
    assert (held.papers[2].open, held.papers[2].file, held.papers[2].says) == (
        ("changes",), "a", "which",
    )  # fmt: skip
    free = with_paper(held, e.ReadBack(day(0), 2, 1, "b", "same"))
    assert (free.papers[2].open, free.papers[2].file) == ((), "")
    late = with_paper(held, e.ReadBack(day(0), 2, 7, "c", "late"))
    assert late == held


def test_edits_that_are_in_no_version_stay_open_until_the_drafter_answers() -> None:
    lost = e.Drafted(
        day(0), "plan_letter", "letter", 1, 2, 2, open=("uncarried",), note="kept as ab"
    )
    plan = with_paper(played(*DRAFTED).plan, lost)
    assert plan.papers[2].inside == ()  # Word cannot settle it
    read = with_paper(plan, e.ReadBack(day(0), 2, 2, "a", "edited", ("comments",), note="why?"))
    assert read.papers[2].open == ("comments", "uncarried")
    assert read.papers[2].says == "why?\nkept as ab"
    new = with_paper(read, e.Drafted(day(1), "plan_letter", "letter", 1, 2, 3)).papers[2]
    assert (new.open, "kept as ab" in new.says) == (("uncarried",), True)
    answered = with_paper(read, e.Revised(day(1), 2, 2, "drafter", HEDDA, "done")).papers[2]
    assert (answered.open, answered.says) == ((), "")


def test_without_the_claim_the_plan_is_as_before_it_and_the_same_words_say_nothing_again() -> (
    None
):
    before = played(*DRAFTED).plan
    claimed = with_paper(before, CLAIM)
    approved = e.Approved(day(0), 2, 1, "second_line", SVEN, "sha", "file")
    paper = unclaimed(claimed, approved).papers[2]
    assert [claim.by for claim in paper.struck] == [SVEN]
    assert replace(paper, struck=()) == before.papers[2]
