"""While a plan is held its time stands still: no day of it counts, against nobody."""

from engine.core.record import events as e
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, HANDED_OVER, patched

POLICY = policy_of(
    patched(
        BASE,
        {
            "documents.plan_letter.acknowledged": "{within: 10 business days}",
            "stages.work.must.weekly": "{do: check_in, every: 1 week, during: period}",
            "stages.work.must.visit": "{do: support, text: A visit, within: 14 days,"
            " from: period.started}",
            "questions.progress": "{text: How far, answers: [enough, little]}",
            "stages.work.reviews.middle": "{days: [5], during: period, within: 1 business day,"
            " rows: [{when: {answer: progress, is: enough}, go: success}, {otherwise: stay},"
            " {not_known: held}]}",
            "stages.work.reviews.later": "{days: [20], during: period, within: 1 business day,"
            " rows: [{otherwise: stay}, {not_known: stay}]}",
        },
    )
)
# handed over on 2026-02-05, held from the evening of 2026-02-11 to 2026-02-25: 14 days
STORY = HANDED_OVER + '2026-02-25 hr resume --note "the manager is back"\n'
GOES_ON = """\
2026-02-26 manager answer --answer progress=little
2026-03-31 passes
"""


def resumed(further: str = "") -> Told:
    told = played(STORY + further, POLICY)
    (held, *_), (again, *_) = told.all_of(e.Held), told.all_of(e.Resumed)
    assert (str(held.on), str(again.on)) == ("2026-02-11", "2026-02-25")
    return told


def test_the_clock_ends_later_by_the_days_it_stood() -> None:
    told = resumed()
    (run,) = told.plans[0].runs.values()
    assert (str(run.first), str(run.last)) == ("2026-02-05", "2026-03-21")  # 2026-03-07 before


def test_the_employees_window_is_longer_by_them() -> None:
    silent = resumed(GOES_ON)
    (receipt,) = silent.all_of(e.Acknowledged)
    # ten business days from 2026-02-05 end on 2026-02-20, and 14 days later on 2026-03-06
    assert (receipt.how, str(receipt.day)) == ("silence", "2026-03-06")


def test_a_duty_is_due_later_and_what_recurred_meanwhile_falls_away() -> None:
    told = resumed(GOES_ON)
    missed = {(x.duty, x.occurrence): str(x.due) for x in told.all_of(e.DutyMissed)}
    assert missed[("visit", 1)] == "2026-03-05"  # 2026-02-19 before
    weekly = {occurrence: due for (duty, occurrence), due in missed.items() if duty == "weekly"}
    # those of 2026-02-12 and 2026-02-19 fell away; the others keep their numbers
    assert weekly == {3: "2026-02-26", 4: "2026-03-05", 5: "2026-03-12", 6: "2026-03-19"}


def test_a_review_on_a_day_counts_the_days_that_ran() -> None:
    told = resumed(GOES_ON)
    later = next(x for x in told.all_of(e.ReviewOpened) if x.review == "later")
    assert str(later.basis) == "2026-03-11"  # day 20 is 2026-02-25, and 14 days later


def test_what_nobody_answered_is_asked_again() -> None:
    told = resumed("2026-02-26 manager answer --answer progress=enough\n")
    assert told.plans[0].outcome == "success"


def test_a_resumed_review_waits_anew() -> None:
    told = resumed("2026-03-31 passes\n")
    assert [str(held.on) for held in told.all_of(e.Held)] == ["2026-02-11", "2026-03-11"]
