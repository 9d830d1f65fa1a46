# ruff: noqa: E501 - a row of a table is read across, like the line of a diary
"""On which window a plan is proposed: the newest told, none before a good end, none that is stale."""

from collections.abc import Mapping

import pytest

from engine.core.facts.explanation import all_figures
from engine.core.plan.replay import replay
from engine.core.record import events as e
from engine.core.record.codec import decoded, encoded
from tests.policyfile.shipped import ROOT
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, patched

LOOK = "open.0.when"
THREE_MONTHS = {LOOK: "{metric: attainment, over: last 3 months, below: 70%}"}
APRIL = {"stages.work.clocks.period.length": "24 days"}  # from the 6th: no other month is cut
QUARTERS = {LOOK: "{metric: attainment, each: quarter, below: 70%}"}
WEEKS = {LOOK: "{metric: attainment, over: last 2 weeks, below: 70%}"}
HOLES = THREE_MONTHS | {"metrics.attainment.needs": "2 months"}
LEAVE = THREE_MONTHS | {
    "metrics.attainment.leave_out": "[leave]",
    "employee.leave.restricted": "false",
}
TWO_ISSUES = THREE_MONTHS | {
    "issues": "[results, conduct]",
    "open.1": "{track: other, issue: conduct, opened_by: [hr], start: work}",
}
BY_HAND = {
    "open.0": "{track: judged, opened_by: [manager], start: work, when: {metric: attainment, over: last 3 months, below: 70%}}"
}


def sold(day: str, **months: int) -> str:
    """`sold("2026-04-02", m03=60)`: told on that day, of 100 each."""
    told = "; ".join(
        f"closed_won 2026-{name[1:]} {reached}; quota 2026-{name[1:]} 100"
        for name, reached in months.items()
    )
    return f"{day} told {told}\n"


QUARTER = sold("2026-04-02", m01=60, m02=60, m03=60)
HANDED = """\
2026-04-03 hr confirm
2026-04-06 hr approve plan_letter
2026-04-06 manager issue plan_letter
2026-04-06 manager deliver plan_letter
"""
GOOD_END = sold("2026-04-02", m01=100, m02=60, m03=10) + HANDED + sold("2026-05-11", m04=95)


def account(told: Told) -> list[str]:
    """What was proposed, on which window, and how plans ended."""
    found = []
    for _, event in told.entries:
        match event:
            case e.Proposed() | e.Renewed() | e.Noted():
                kind = type(event).__name__.lower()
                found.append(f"{event.on} {kind} to {event.basis}")
            case e.Closed():
                found.append(f"{event.on} {event.outcome}")
            case _:
                pass
    return found


def told_of(changes: Mapping[str, str], script: str) -> Told:
    told = played(script, policy_of(patched(BASE, changes)))
    for plan in told.plans:  # the same after a restart
        events = [event for owner, event in told.entries if owner == plan.id]
        assert replay(plan.id, (decoded(encoded(event)) for event in events)) == plan
    return told


ROWS = (
    # -- the newest window told
    ("a look at a month's end waits for its month", HOLES, QUARTER + "2026-04-30 told grade = 3\n2026-05-01 passes\n",
     ["2026-04-02 proposed to 2026-03-31"]),
    ("two months are enough: the newest told are February and before, and March may still come", HOLES, sold("2026-04-02", m01=60, m02=60) + "2026-04-30 passes\n",
     ["2026-04-02 proposed to 2026-02-28", "2026-04-29 lapsed"]),
    ("and not once the newest is overdue", HOLES, sold("2026-03-02", m01=90, m02=90) + "2026-04-23 told closed_won 2026-01 10\n", []),
    ("a hole in the middle is what they are for", HOLES, sold("2026-04-02", m01=60, m03=60), ["2026-04-02 proposed to 2026-03-31"]),
    ("all months in one file: the newest window alone", THREE_MONTHS, sold("2026-07-02", m01=10, m02=10, m03=10, m04=90, m05=90, m06=90), []),
    ("one month good, the rest bad, whatever the order of files", THREE_MONTHS,
     sold("2026-04-02", m03=60) + sold("2026-04-03", m01=60) + sold("2026-04-07", m02=60), ["2026-04-07 proposed to 2026-03-31"]),
    ("an older file after the newer one", THREE_MONTHS, sold("2026-05-04", m02=90, m03=90, m04=90) + sold("2026-05-05", m01=0), []),
    ("the newest month makes it good: taken back", THREE_MONTHS, QUARTER + sold("2026-05-04", m04=150), ["2026-04-02 proposed to 2026-03-31", "2026-05-04 withdrawn"]),
    ("the newest month is bad, too: proposed anew on it", THREE_MONTHS, QUARTER + sold("2026-05-04", m04=50),
     ["2026-04-02 proposed to 2026-03-31", "2026-05-04 renewed to 2026-04-30"]),
    ("a corrected figure of the window", THREE_MONTHS, QUARTER + sold("2026-04-10", m03=100), ["2026-04-02 proposed to 2026-03-31", "2026-04-10 withdrawn"]),
    ("no figure at all for months: nothing is looked back at", THREE_MONTHS, sold("2026-04-02", m01=60, m02=60, m03=60).replace("2026-04-02", "2026-07-02"), []),
    ("a month without any figure is not known", THREE_MONTHS, sold("2026-05-04", m02=60, m04=60), []),
    ("quarters: not before the quarter is told", QUARTERS, sold("2026-05-04", m01=90, m02=90, m03=90, m04=10), []),
    ("quarters: three months of figures", QUARTERS, QUARTER, ["2026-04-02 proposed to 2026-03-31"]),
    ("quarters: a correction while the next one runs", QUARTERS, sold("2026-04-02", m01=90, m02=90, m03=90) + sold("2026-06-01", m03=0), ["2026-06-01 proposed to 2026-03-31"]),
    ("weeks: the newest two told", WEEKS, "2026-02-17 told closed_won 2026-02-02..2026-02-08 60; quota 2026-02-02..2026-02-08 100; closed_won 2026-02-09..2026-02-15 60; quota 2026-02-09..2026-02-15 100\n",
     ["2026-02-17 proposed to 2026-02-15"]),
    ("weeks: told late, and one since is overdue", WEEKS, "2026-03-18 told closed_won 2026-02-02..2026-02-08 60; quota 2026-02-02..2026-02-08 100; closed_won 2026-02-09..2026-02-15 60; quota 2026-02-09..2026-02-15 100\n", []),
    ("leave in the window: both readings see the newest month", LEAVE, "2026-03-02 told away leave sick 2026-02-10..2026-02-12\n" + QUARTER, ["2026-04-02 proposed to 2026-03-31"]),
    ("leave in the newest month, of which nothing is told", LEAVE, "2026-04-01 told away leave sick 2026-04-01..2026-04-30\n" + QUARTER + "2026-05-29 told closed_won 2026-03 50\n",
     ["2026-04-02 proposed to 2026-03-31"]),
    # -- too old, overdue
    ("nobody confirms it: it lapses when it is too old", THREE_MONTHS, QUARTER + "2026-06-30 passes\n", ["2026-04-02 proposed to 2026-03-31", "2026-06-01 lapsed"]),
    ("as the row says", THREE_MONTHS | {"open.0.not_older_than": "40 days"}, QUARTER + "2026-06-30 passes\n", ["2026-04-02 proposed to 2026-03-31", "2026-05-11 lapsed"]),
    ("or never", THREE_MONTHS | {"open.0.not_older_than": "forever"}, QUARTER + "2027-06-30 passes\n", ["2026-04-02 proposed to 2026-03-31"]),
    ("after a lapse a newer window may be proposed on", THREE_MONTHS, QUARTER + sold("2026-06-10", m04=60, m05=60),
     ["2026-04-02 proposed to 2026-03-31", "2026-06-01 lapsed", "2026-06-10 proposed to 2026-05-31"]),
    # -- after a good end
    ("months before a good end do not count again", THREE_MONTHS | APRIL, GOOD_END + sold("2026-06-02", m05=95) + "2026-06-30 passes\n",
     ["2026-04-02 proposed to 2026-03-31", "2026-05-11 success"]),
    ("three whole months after it do", THREE_MONTHS | APRIL, GOOD_END + sold("2026-07-02", m05=95, m06=50) + sold("2026-08-04", m07=50) + sold("2026-09-02", m08=50),
     ["2026-04-02 proposed to 2026-03-31", "2026-05-11 success", "2026-09-02 proposed to 2026-08-31"]),
    ("unless the row counts them", THREE_MONTHS | APRIL | {"open.0.counts_earlier": "true"}, GOOD_END + sold("2026-06-02", m05=95),
     ["2026-04-02 proposed to 2026-03-31", "2026-05-11 success", "2026-06-02 proposed to 2026-05-31"]),
    ("a good end on another issue takes nothing away", TWO_ISSUES | APRIL,
     sold("2026-04-02", m01=90, m02=90, m03=40) + "2026-04-02 hr open other --note 'as asked'\n" + HANDED.split("\n", 1)[1] + sold("2026-05-11", m04=95) + sold("2026-06-02", m05=20),
     ["2026-04-02 proposed to 2026-04-02", "2026-05-11 success", "2026-06-02 proposed to 2026-05-31"]),
    ("held until it ended without a verdict: an end, too", THREE_MONTHS | APRIL, QUARTER + HANDED + "2026-07-31 passes\n" + sold("2026-08-04", m04=50, m05=50, m06=50, m07=50),
     ["2026-04-02 proposed to 2026-03-31", "2026-07-21 no_action"]),
    # -- after a decline or a withdrawal
    ("declined: the same window is not proposed again", THREE_MONTHS, QUARTER + "2026-04-03 hr decline\n2026-04-20 told grade = 3\n2026-05-20 passes\n",
     ["2026-04-02 proposed to 2026-03-31", "2026-04-03 declined"]),
    ("nor with a figure corrected", THREE_MONTHS, QUARTER + "2026-04-03 hr decline\n" + sold("2026-04-20", m03=10), ["2026-04-02 proposed to 2026-03-31", "2026-04-03 declined"]),
    ("a month that nobody judged is needed", THREE_MONTHS, QUARTER + "2026-04-03 hr decline\n" + sold("2026-05-04", m04=60),
     ["2026-04-02 proposed to 2026-03-31", "2026-04-03 declined", "2026-05-04 proposed to 2026-04-30"]),
    ("also one that was over, but not told, when it was declined", THREE_MONTHS, QUARTER + "2026-05-04 hr decline\n" + sold("2026-05-05", m04=60),
     ["2026-04-02 proposed to 2026-03-31", "2026-05-04 declined", "2026-05-05 proposed to 2026-04-30"]),
    ("withdrawn while it ran: the next month is judged with those before, as if it had never been", THREE_MONTHS | APRIL,
     QUARTER + HANDED + "2026-04-20 hr withdraw\n" + sold("2026-05-04", m04=60), ["2026-04-02 proposed to 2026-03-31", "2026-04-20 withdrawn", "2026-05-04 proposed to 2026-04-30"]),
    # -- by hand
    ("by hand on the newest window", BY_HAND, QUARTER + "2026-04-03 manager open judged --note 'as agreed'\n", ["2026-04-03 proposed to 2026-03-31"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "script", "then"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_a_plan_rests_on_the_newest_window_that_may_count(changes, script: str, then) -> None:
    told = told_of(changes, script)
    assert account(told) == then, told.text


@pytest.mark.parametrize(
    ("changes", "script", "says"),
    [
        pytest.param(THREE_MONTHS, QUARTER + "2026-05-22 hr confirm\n",
                     "not allowed: this proposal cannot be confirmed now: Attainment is not known: the figures for 2026-04 are overdue: they were to be told by 2026-05-21", id="a later month is overdue"),
        pytest.param(BY_HAND, QUARTER + "2026-05-22 manager open judged --note 'as agreed'\n",
                     "not allowed: judged cannot be opened by hand: Attainment is not known: the figures for 2026-04 are overdue", id="by hand, too"),
        pytest.param(BY_HAND, sold("2026-04-02", m01=10, m02=10, m03=10) + sold("2026-05-04", m04=200) + "2026-05-05 manager open judged --note 'as agreed'\n",
                     "not allowed: judged cannot be opened by hand: Attainment", id="by hand, on months that the newest has made good"),
        pytest.param(THREE_MONTHS | {"open.0.not_older_than": "40 days", "calendar.figures_due": "40 days"}, QUARTER.replace("2026-04-02", "2026-05-12"),
                     "cannot decide: Attainment is not known: 2026-Q1 is too long ago: nothing is proposed on it after 2026-05-10", id="too old to propose on: noted"),
        pytest.param(THREE_MONTHS, QUARTER.replace("2026-04-02", "2026-05-22"),
                     "cannot decide: Attainment is not known: the figures for 2026-04 are overdue", id="overdue: noted"),
        pytest.param(THREE_MONTHS | APRIL, GOOD_END + sold("2026-06-02", m05=95),
                     "cannot decide: Attainment is not known: an earlier plan ended on 2026-05-11: only what came after it counts", id="not full yet: noted"),
        pytest.param(THREE_MONTHS, QUARTER + "2026-06-30 passes\n", "closed: lapsed: nobody confirmed it in time, and the figures to 2026-03-31 that it rests on are too old by now", id="a lapse says why"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said(changes, script: str, says: str) -> None:
    assert says in told_of(changes, script).text, told_of(changes, script).text


def test_a_proposal_can_be_confirmed_until_the_next_month_is_overdue() -> None:
    told = told_of(THREE_MONTHS, QUARTER + "2026-05-21 hr confirm\n")
    assert told.plans[0].state == "open"
    assert {str(used.figure.period) for used in all_figures(told.plans[0].why)} == {
        "2026-01",
        "2026-02",
        "2026-03",
    }


@pytest.mark.parametrize(
    ("later", "asked"),
    [
        pytest.param(sold("2026-05-04", m04=200), [], id="a newer month says nothing of the decision"),
        pytest.param(sold("2026-05-04", m03=60, m04=200), [], id="the same figures told again"),
        pytest.param(sold("2026-04-20", m03=200), ["opening"], id="a corrected month of its window does"),
        pytest.param(sold("2026-04-20", m03=10), [], id="unless it would have opened all the same"),
        pytest.param(sold("2026-05-04", m03=200, m04=10), ["opening"], id="whatever the newer month says"),
    ],
)  # fmt: skip
def test_a_decision_is_held_against_its_own_window(later: str, asked: list[str]) -> None:
    told = told_of(THREE_MONTHS, QUARTER + HANDED + later)
    assert [event.about for event in told.all_of(e.QuestionRaised)] == asked, told.text


def test_the_gap_statement_tells_the_newest_window() -> None:
    stated = THREE_MONTHS | {"open.0.document": "plan_letter"}
    told = told_of(stated, QUARTER + sold("2026-05-04", m04=50))
    assert [(event.number, event.version) for event in told.all_of(e.Drafted)] == [
        (1, 1),
        (1, 2),
    ]
    first, second = (brief["reason"]["sentence"] for _, brief in told.briefs)
    assert "60.0 % in 2026-Q1" in first
    assert "56.7 % in 2026-02 to 2026-04" in second


STARTER = """\
2026-04-02 told closed_won 2026-01..2026-02 60; quota 2026-01..2026-03 100; closed_won 2026-03 10
2026-04-03 hr confirm
2026-04-03 hr approve written_warning
2026-04-03 manager issue written_warning
2026-04-03 manager deliver written_warning
2026-05-04 told closed_won 2026-04 95; quota 2026-04 100
2026-06-02 told closed_won 2026-05 95; quota 2026-05 100
"""
WORSE = """\
2026-07-02 told closed_won 2026-06 50; quota 2026-06 100
2026-08-04 told closed_won 2026-07 50; quota 2026-07 100
2026-09-02 told closed_won 2026-08 50; quota 2026-08 100
2026-10-02 told closed_won 2026-09 50; quota 2026-09 100
"""


def test_after_a_success_under_the_shipped_policy_only_what_came_since_counts() -> None:
    """March would make 66.7 % of March to May. The clock ends in May, whose figures come on June 2."""
    told = played(
        STARTER + WORSE, policy_of((ROOT / "policies" / "starter.yaml").read_text("utf-8"))
    )
    first, _, second, third = account(told)
    assert first == "2026-04-02 proposed to 2026-03-31"
    assert second == "2026-06-02 success", told.text
    assert third == "2026-10-02 proposed to 2026-09-30", told.text


@pytest.mark.parametrize("month", range(1, 12))
@pytest.mark.parametrize("newest", [0, 60, 200])
def test_a_look_at_a_months_end_never_rests_on_the_months_before_without_it(
    month: int, newest: int
) -> None:
    """Two of three months are enough, and two bad ones are told: whatever the newest is, it is waited for."""
    names = [f"m{n:02}" for n in range(1, month + 1)]
    reached = dict.fromkeys(names, 90) | dict.fromkeys(names[-2:], 0)
    following = month + 1
    day = f"2026-{following:02}-03"
    later = f"2026-{following + 1:02}-03" if following < 12 else "2027-01-04"
    script = (
        sold(day, **reached)
        + f"2026-{following:02}-28 told grade = 3\n"
        + sold(later, **{f"m{following:02}": newest})
    )
    told = told_of(HOLES, script)
    ends = [str(event.basis) for event in told.all_of(e.Proposed) + told.all_of(e.Renewed)]
    assert all(
        basis.startswith((f"2026-{month:02}", f"2026-{following:02}")) for basis in ends
    ), told.text
    for event in told.all_of(e.Proposed) + told.all_of(e.Renewed):
        assert max(used.figure.period.last for used in all_figures(event.why)) == event.basis
