"""Turns a plan can take where being a day or a person off would wrong somebody."""

from engine.core.record import events as e
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, HANDED_OVER, OPENED, patched

ENOUGH = "2026-03-02 told closed_won 2026-02 90; quota 2026-02 100\n"
TO_THE_END = ENOUGH + (
    "2026-03-08 told closed_won 2026-03-01..2026-03-07 90; quota 2026-03-01..2026-03-07 100\n"
)
ASKED = "2026-03-06 manager extend more --note 'two deals slipped'\n"
MORE = {"stages.work.may.more": "{do: extend, clock: period, up_to: 10 days}"}


def story(script: str, given: dict[str, str | None]) -> Told:
    return played(script, policy_of(patched(BASE, given)))


def test_a_window_to_reply_runs_on_when_the_plan_is_over() -> None:
    reply = {"stages.work.may.word": "{do: reply, within: 40 days, from: document.delivered}"}
    told = story(
        HANDED_OVER
        + TO_THE_END
        + "2026-03-10 employee reply word --note 'Thank you'\n"
        + "2026-03-18 employee reply word --note 'One more thing'\n",
        reply,
    )
    assert told.plans[0].outcome == "success"
    assert [str(x.on) for x in told.all_of(e.RightUsed)] == ["2026-03-10"]


def test_a_clock_waits_for_the_answer_to_a_request_made_in_time() -> None:
    told = story(
        HANDED_OVER + ENOUGH + ASKED + "2026-03-12 hr approve --item more\n2026-04-01 passes\n",
        MORE,
    )
    assert [(x.before.day, x.last.day) for x in told.all_of(e.ClockExtended)] == [(7, 17)]
    assert [str(x.on) for x in told.all_of(e.ClockEnded)] == ["2026-03-17"]


def test_a_refused_request_ends_the_clock_and_the_review_still_has_its_time() -> None:
    refused = (
        HANDED_OVER + ENOUGH + ASKED + "2026-03-12 hr return --item more --note 'too late'\n"
    )
    told = story(refused + "2026-04-01 passes\n", MORE)
    assert told.all_of(e.ClockExtended) == []
    (opened,) = told.all_of(e.ReviewOpened)
    assert (str(opened.on), str(opened.basis)) == ("2026-03-12", "2026-03-07")
    assert str(opened.closes) == "2026-05-05"  # March is due by 2026-04-21


def test_a_letter_that_recurs_is_written_on_its_own_day_and_each_must_be_issued() -> None:
    note = {
        "documents.note": "{approved_by: []}",
        "stages.work.must.notes": "{do: issue, document: note, days: [5, 12], during: period}",
    }
    told = story(HANDED_OVER + "2026-02-11 manager issue note\n2026-03-01 passes\n", note)
    drafted = [str(x.on) for x in told.all_of(e.Drafted) if x.document == "note"]
    assert drafted == ["2026-02-10", "2026-02-17"]
    assert [(x.duty, x.occurrence) for x in told.all_of(e.DutyMissed)] == [("notes", 2)]


def test_an_ending_takes_two_people_even_where_the_policy_names_one() -> None:
    harsh = {
        "stages.ended.final": "dismissed",
        "stages.work.reviews.end.by": "hr",
        "stages.work.reviews.end.rows.1": "{otherwise: ended, decided_by: [hr]}",
    }
    ended = "decide --outcome ended --assurance confirmed\n"
    low = HANDED_OVER + TO_THE_END.replace("90", "40") + f"2026-03-09 hr {ended}"
    alone = story(low + "2026-03-10 passes\n", harsh)
    assert alone.plans[0].state == "open"
    both = story(low + f"2026-03-10 manager {ended}", harsh)
    assert both.plans[0].outcome == "dismissed"


def test_a_second_visit_counts_from_its_own_letter() -> None:
    """The letter comes from a duty of the whole policy; that of the first visit starts no clock."""
    again = {
        "stages.work.must": None,
        "must.letter": "{do: issue, document: plan_letter, in: [work]}",
        "stages.work.reviews.end.rows.1": "{otherwise: pause}",
        "stages.pause": "{level: 1, reviews: {look: {days: [5], rows: [{otherwise: work},"
        " {not_known: stay}]}}}",
    }
    told = story(HANDED_OVER + TO_THE_END.replace("90", "40") + "2026-04-01 passes\n", again)
    assert [visit.stage for visit in told.plans[0].visits] == ["work", "pause", "work"]
    assert len(told.all_of(e.ClockStarted)) == 1


def test_a_figure_that_comes_late_is_no_correction() -> None:
    stays = {"stages.work.reviews.end.rows.2": "{not_known: stay}"}
    told = story(
        HANDED_OVER + "2026-04-20 told closed_won 2026-02 40; quota 2026-02 100\n", stays
    )
    assert told.all_of(e.QuestionRaised) == []


def test_a_corrected_figure_that_changes_where_a_review_led_is_asked_about_once() -> None:
    stays = {
        "stages.work.reviews.middle": "{days: [25], during: period, rows: [{when: {metric: attainment,"
        " over: period, at_least: 80%}, go: success}, {otherwise: stay}, {not_known: stay}]}"
    }
    told = story(
        HANDED_OVER
        + "2026-03-02 told closed_won 2026-02 40; quota 2026-02 100\n"
        + "2026-03-04 told closed_won 2026-02 95\n2026-03-05 told closed_won 2026-02 96\n",
        stays,
    )
    assert [x.about for x in told.all_of(e.QuestionRaised)] == ["middle.1.1"]


def test_nobody_approves_in_two_roles() -> None:
    two = {"documents.plan_letter.approved_by": "[manager, hr]", "roles.hr": "{field: manager}"}
    told = story(
        OPENED.replace("hr confirm", "hr/E00003 confirm")
        + "2026-02-04 manager approve plan_letter\n2026-02-05 hr/E00003 approve plan_letter\n",
        two,
    )
    assert len(told.all_of(e.Approved)) == 1
