"""What was said holds: each time, the length asked for, the weight written, every outcome shown."""

# ruff: noqa: E501 - a line of a diary is not broken

from pathlib import Path
from typing import Any

import pytest

from engine.core.record import events as e
from tests.stories.harness import Told, played, policy_of
from tests.stories.in_workspace import of_workspace
from tests.stories.lives import Life
from tests.stories.patching import BASE, HANDED_OVER, OPENED, patched
from tests.workspaces import PlayedWorkspace

Changes = dict[str, str | None]
WORK = "stages.work."
MUST, END = WORK + "must.", WORK + "reviews.end."
WEEKLY = {MUST + "weekly": "{do: check_in, every: 1 week, during: period}"}
MAIL = WEEKLY | {
    "documents.mail": "{approved_by: []}",
    MUST + "mail": "{do: issue, document: mail, within: 1 day, from: weekly.done}",
}
UNKNOWN = {
    "metrics.talks": "{count: coaching_talks}",
    MUST + "y": "{do: act, text: Call the coach, by: hr, within: 3 days, from: stage.entered,"
    " when: {metric: talks, over: last 3 months, at_least: 3}, if_missed: [{escalate: second_line, after: 1 day}]}",
}


def story(script: str, changes: Changes) -> Told:
    return played(script, policy_of(patched(BASE, changes)))


def on_the_day(told: Told, kind: type[e.Event], **having: str) -> list[str]:
    found = [x for x in told.all_of(kind) if all(getattr(x, k) == v for k, v in having.items())]
    return [str(x.on)[5:] for x in found]


def status_after(root: Path, script: str, changes: Changes) -> dict[str, Any]:
    """How the last plan stands in a workspace in which the story was played."""
    changes = {"documents.plan_letter.template": "coaching_letter.docx", **changes}
    for _ in of_workspace(Life(patched(BASE, changes), script), root):
        pass
    return PlayedWorkspace(root).status()["plans"][-1]


# -- what hangs on a thing that happens again -----------------------------------------------------


def test_a_mail_follows_each_check_in_of_four_weeks() -> None:
    told = story(
        HANDED_OVER
        + """\
2026-02-12 manager check-in weekly
2026-02-13 manager issue mail
2026-02-19 manager check-in weekly
2026-02-20 manager issue mail
2026-02-26 manager check-in weekly
2026-02-27 manager issue mail
2026-03-05 manager check-in weekly
2026-03-06 manager issue mail
2026-03-20 passes
""",
        MAIL,
    )
    assert on_the_day(told, e.Drafted, document="mail") == ["02-12", "02-19", "02-26", "03-05"]
    assert told.all_of(e.DutyMissed) == []


@pytest.mark.parametrize(
    ("script", "drafted", "missed"),
    [
        pytest.param("2026-02-20 manager check-in weekly\n", ["02-20"], ["02-23"], id="a check-in held late: its mail counts from the day it was held"),
        pytest.param("2026-02-13 manager check-in weekly --on 2026-02-12\n", ["02-13"], ["02-17"], id="recorded a day later: there is a day for the mail, over a weekend and a holiday"),
        pytest.param("2026-02-26 manager check-in weekly\n", ["02-26"], ["02-27"], id="one missed: the mail of the next is owed all the same"),
    ],
)  # fmt: skip
def test_siblings_of_a_mail_after_each(
    script: str, drafted: list[str], missed: list[str]
) -> None:
    told = story(HANDED_OVER + script + "2026-03-02 passes\n", MAIL)
    assert on_the_day(told, e.Drafted, document="mail") == drafted
    assert on_the_day(told, e.DutyMissed, duty="mail") == missed


def test_two_recurring_things_keep_what_follows_apart() -> None:
    changes = MAIL | {
        "documents.note": "{approved_by: []}",
        MUST + "talks": "{do: support, text: Talk, by: hr, days: [7, 21], during: period}",
        MUST + "note": "{do: issue, document: note, within: 2 days, from: talks.done}",
    }
    told = story(
        HANDED_OVER
        + """\
2026-02-12 manager check-in weekly
2026-02-12 hr support talks
2026-02-13 manager issue note
2026-02-19 manager check-in weekly
2026-02-26 hr support talks
2026-02-26 manager issue note
2026-02-27 passes
""",
        changes,
    )
    assert on_the_day(told, e.Drafted, document="mail") == ["02-12", "02-19"]
    assert on_the_day(told, e.Drafted, document="note") == ["02-12", "02-26"]
    assert [x.occurrence for x in told.all_of(e.DutyMissed) if x.duty == "mail"] == [1, 2]
    assert [x for x in told.all_of(e.DutyMissed) if x.duty == "note"] == []


def test_a_call_follows_each_check_in_that_was_missed_and_no_other() -> None:
    changes = WEEKLY | {
        MUST + "call": "{do: act, text: Call, by: hr, within: 2 days, from: weekly.missed}"
    }
    told = story(
        HANDED_OVER
        + "2026-02-12 manager check-in weekly\n2026-02-25 hr act call\n2026-02-26 manager check-in weekly\n2026-03-20 passes\n",
        changes,
    )
    assert [x.occurrence for x in told.all_of(e.DutyMissed) if x.duty == "weekly"] == [2, 4]
    assert [x.occurrence for x in told.all_of(e.DutyDone) if x.duty == "call"] == [2]


def test_a_review_looks_at_each_check_in() -> None:
    changes = WEEKLY | {
        WORK + "reviews.slip": "{at: weekly.done, rows: [{otherwise: stay}, {not_known: stay}]}"
    }
    told = story(
        HANDED_OVER
        + "2026-02-12 manager check-in weekly\n2026-02-19 manager check-in weekly\n",
        changes,
    )
    assert on_the_day(told, e.ReviewDecided, review="slip") == ["02-12", "02-19"]


# -- not known is not owed ------------------------------------------------------------------------


def test_a_duty_whose_condition_is_not_known_is_neither_due_nor_missed_nor_escalated() -> None:
    told = story(HANDED_OVER + "2026-03-06 passes\n", UNKNOWN)
    assert on_the_day(told, e.DutyMissed) == on_the_day(told, e.Escalated) == []


def test_once_it_is_known_it_is_owed_from_that_day() -> None:
    told = story(
        HANDED_OVER + "2026-02-20 told coaching_talks 2025-11..2026-01 1\n2026-03-06 passes\n",
        UNKNOWN,
    )
    assert on_the_day(told, e.DutyArose) == ["02-20"]
    assert on_the_day(told, e.DutyMissed) == ["02-23"]


def test_known_to_be_no_it_is_never_owed() -> None:
    told = story(
        HANDED_OVER + "2026-02-20 told coaching_talks 2025-11..2026-01 0\n2026-03-06 passes\n",
        UNKNOWN,
    )
    assert on_the_day(told, e.DutyArose) == on_the_day(told, e.DutyMissed) == []


def test_whoever_decides_sees_that_it_may_be_owed(tmp_path: Path) -> None:
    plan = status_after(tmp_path / "ws", HANDED_OVER, UNKNOWN)
    (note,) = plan["notes"]
    assert note.startswith(
        "it is not known whether hr owes y: Talks in 2025-11 to 2026-01 is not known"
    )
    assert "y" not in [step["item"] for step in plan["awaiting"]]


# -- an extension is as long as was said ----------------------------------------------------------

TWICE = {
    WORK + "may.more": "{do: extend, clock: period, up_to: 30 days, times: 2, approved_by: []}"
}


def extended(*lengths: str, changes: Changes = TWICE) -> list[str]:
    said = [f"--outcome '{length}' " if length else "" for length in lengths]
    lines = (
        f"2026-02-{day} manager extend more {length}--note more\n"
        for day, length in enumerate(said, start=16)
    )
    told = story(HANDED_OVER + "".join(lines) + "2026-02-27 passes\n", changes)
    return [str(x.last)[5:] for x in told.all_of(e.ClockExtended)]


@pytest.mark.parametrize(
    ("lengths", "until"),
    [
        pytest.param(("10 days",), ["03-17"], id="ten days are ten, not thirty"),
        pytest.param(("",), ["04-06"], id="without a length all of it"),
        pytest.param(("10 days", "10 days"), ["03-17", "03-27"], id="twice: each as long as it was said"),
        pytest.param(("10 days", ""), ["03-17", "04-16"], id="then the rest the policy allows"),
        pytest.param(("30 days",), ["04-06"], id="to the last day allowed"),
        pytest.param(("31 days", "5 days"), ["03-12"], id="a day too many is refused and uses nothing up"),
        pytest.param(("1 month",), [], id="a month here is thirty-one days"),
        pytest.param(("4 weeks",), ["04-04"], id="in weeks"),
        pytest.param(("5 business days",), ["03-13"], id="in business days, the end is counted in them"),
        pytest.param(("0 days", "-3 days", "ten days", "10"), [], id="no length at all"),
        pytest.param(("10 days", "10 days", "10 days"), ["03-17", "03-27"], id="no third time"),
    ],
)  # fmt: skip
def test_the_length_that_was_said(lengths: tuple[str, ...], until: list[str]) -> None:
    assert extended(*lengths) == until


def test_business_days_leave_out_a_holiday() -> None:
    """16 February 2026 is a public holiday."""
    changes = TWICE | {WORK + "clocks.period.length": "8 days"}  # to 13 February, a Friday
    told = story(
        HANDED_OVER
        + '2026-02-12 manager extend more --outcome "2 business days" --note more\n',
        changes,
    )
    assert [str(x.last)[5:] for x in told.all_of(e.ClockExtended)] == ["02-18"]


def test_who_agrees_agrees_to_the_length_that_was_asked_for() -> None:
    changes = {
        WORK + "may.more": "{do: extend, clock: period, up_to: 30 days, approved_by: [hr]}"
    }
    asked = HANDED_OVER + '2026-02-16 manager extend more --outcome "10 days" --note more\n'
    other = story(asked + '2026-02-17 hr approve --item more --outcome "20 days"\n', changes)
    assert other.all_of(e.ClockExtended) == []
    assert "agree to that, or refuse it" in other.text
    agreed = story(asked + "2026-02-17 hr approve --item more\n", changes)
    assert [str(x.last)[5:] for x in agreed.all_of(e.ClockExtended)] == ["03-17"]


def test_each_time_it_is_granted_the_union_is_told() -> None:
    changes = TWICE | {
        MUST
        + "union": "{do: act, text: Tell the union, by: hr, within: 1 day, from: more.used}"
    }
    told = story(
        HANDED_OVER
        + '2026-02-16 manager extend more --outcome "5 days" --note more\n2026-02-17 hr act union\n'
        + '2026-02-23 manager extend more --outcome "5 days" --note more\n2026-03-02 passes\n',
        changes,
    )
    assert [x.occurrence for x in told.all_of(e.DutyDone) if x.duty == "union"] == [1]
    assert [x.occurrence for x in told.all_of(e.DutyMissed) if x.duty == "union"] == [2]


# -- goals that a person sets ---------------------------------------------------------------------


def goals(setting: str) -> Changes:
    fixed = "{a: {metric: attainment, over: period, at_least: 80%, weight: 70}, b: {metric: attainment, over: period, at_least: 10%, weight: 30}}"
    return {
        WORK + "goals": f"{{fixed: {fixed}, set_by: {{role: manager, at_most: 2{setting}}}}}",
        END + "rows.0": "{when: {goals: score, at_least: 90%}, go: success}",
    }


SET = (
    OPENED
    + '2026-02-03 manager goal --note "Two new accounts"\n'
    + HANDED_OVER.removeprefix(OPENED)
)
REACHED = "2026-03-12 told closed_won 2026-02..2026-03 90; quota 2026-02..2026-03 100\n"


@pytest.mark.parametrize(
    ("setting", "judged", "outcome"),
    [
        pytest.param("", "2026-03-09 manager goal --answer own-1=not_met\n", "success", id="one goal set and judged alone turns nothing"),
        pytest.param("", "", "success", id="nor does one that nobody judged"),
        pytest.param(", weight: 0", "2026-03-09 manager goal --answer own-1=not_met\n", "success", id="a weight of nought, written"),
        pytest.param(", weight: 10, judged_by: hr", "2026-03-09 hr goal --answer own-1=not_met\n", "success", id="weighed: 100 of 110 is above the bar"),
        pytest.param(", weight: 30, judged_by: hr", "2026-03-09 hr goal --answer own-1=not_met\n", "no_action", id="weighed: 100 of 130 is below"),
        pytest.param(", weight: 30, judged_by: hr", "2026-03-09 hr goal --answer own-1=met\n", "success", id="weighed and met"),
        pytest.param(", weight: 30, judged_by: hr", "2026-03-09 manager goal --answer own-1=not_met\n", "", id="who sets it cannot judge it: not known yet"),
        pytest.param(", weight: 30, judged_by: hr", "2026-03-02 hr goal --answer own-1=not_met\n2026-03-03 hr goal --answer own-1=met\n", "success", id="the last judgement counts"),
    ],
)  # fmt: skip
def test_goals_of_a_person_weigh_what_the_policy_says(
    setting: str, judged: str, outcome: str
) -> None:
    told = story(SET + judged + REACHED, goals(setting))
    assert told.plans[0].outcome == outcome


def test_status_asks_whoever_judges_once_a_review_rests_on_it(tmp_path: Path) -> None:
    plan = status_after(
        tmp_path / "ws", SET + "2026-03-09 passes\n", goals(", weight: 30, judged_by: hr")
    )
    (asked,) = [step for step in plan["awaiting"] if step["action"] == "goal"]
    assert (asked["role"], asked["person"], asked["due"]) == ("hr", "E00009", "2026-05-05")
    assert [c["command"] for c in asked["choices"]] == [
        f"planward record PW-2026-0001 goal --role hr --by E00009 --answer own-1={said}"
        for said in ("met", "not_met")
    ]
    made = PlayedWorkspace(tmp_path / "ws")
    assert "judged met" in made.says(asked["choices"][0]["command"], "2026-03-09")
    assert "goal" not in [step["action"] for step in made.status()["plans"][0]["awaiting"]]


@pytest.mark.parametrize(
    ("setting", "script"),
    [
        pytest.param("", "2026-03-09 passes\n", id="what weighs nothing nobody waits for"),
        pytest.param(", weight: 30", "2026-03-01 passes\n", id="not before a review rests on it"),
        pytest.param(", weight: 30", "2026-02-20 manager goal --answer own-1=met\n2026-03-09 passes\n", id="not once it is judged"),
    ],
)  # fmt: skip
def test_nobody_is_asked_for_nothing(tmp_path: Path, setting: str, script: str) -> None:
    plan = status_after(tmp_path / "ws", SET + script, goals(setting))
    assert "goal" not in [step["action"] for step in plan["awaiting"]]


# -- every outcome is shown -----------------------------------------------------------------------

THREE = {
    "stages.separated": "{final: dismissed}",
    "stages.demoted": "{final: demoted}",
    "stages.reassigned": "{final: reassigned}",
    "stages.ended": None,
    END
    + "rows.1": "{otherwise: [separated, demoted, reassigned], decided_by: [second_line, hr]}",
}
FAILED = (
    HANDED_OVER + "2026-03-12 told closed_won 2026-02..2026-03 20; quota 2026-02..2026-03 100\n"
)


def test_all_outcomes_are_shown_and_none_is_favoured(tmp_path: Path) -> None:
    plan = status_after(tmp_path / "ws", FAILED, THREE)
    for step in (s for s in plan["awaiting"] if s["action"] == "decide"):
        assert [c["outcome"] for c in step["choices"]] == ["separated", "demoted", "reassigned"]
        assert "--outcome" not in step["command"]
    made = PlayedWorkspace(tmp_path / "ws")
    said = made.does("status", "--as-of", "2026-03-12", exit_code=1)
    assert "separated or demoted or reassigned" in said


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        pytest.param(("second_line demoted", "hr demoted"), "demoted", id="both name the same one"),
        pytest.param(("second_line separated", "hr demoted"), "", id="they differ: nothing follows"),
        pytest.param(("second_line separated", "second_line demoted"), "", id="one of them twice is one voice"),
        pytest.param(("second_line success", "hr success"), "", id="what the row does not offer"),
    ],
)  # fmt: skip
def test_an_outcome_is_what_all_who_decide_have_named(
    votes: tuple[str, ...], outcome: str
) -> None:
    lines = (vote.split() for vote in votes)
    script = "".join(
        f"2026-03-13 {role} decide end --outcome {go} --assurance confirmed\n"
        for role, go in lines
    )
    assert story(FAILED + script, THREE).plans[0].outcome == outcome


def test_a_choice_left_open_is_no_choice() -> None:
    told = story(FAILED + "2026-03-13 hr decide end --assurance confirmed\n", THREE)
    assert "not allowed" in told.text
    assert told.all_of(e.Voted) == []


def test_other_figures_are_another_choice() -> None:
    """What was said about the old figures falls away; the outcomes are shown anew."""
    told = story(
        FAILED
        + "2026-03-13 hr decide end --outcome demoted --assurance confirmed\n"
        + "2026-03-16 told closed_won 2026-02 30\n"
        + "2026-03-17 second_line decide end --outcome demoted --assurance confirmed\n",
        THREE,
    )
    assert told.plans[0].outcome == ""
