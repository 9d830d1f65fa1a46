# ruff: noqa: E501 - a row of a table is read across

from decimal import Decimal
from typing import get_args

import pytest

from engine.core.facts.explanation import Why
from engine.core.letter.sentences import message_of
from engine.core.plan.messages import issued_while_protected, stands_still_long
from engine.core.record import events as e
from engine.core.values.message import Message
from engine.core.values.period import Period
from tests.builders import day
from tests.core.plans import LAST_CHANCE, played
from tests.english import english

D = day(0)
WHY = Why(Message("Attainment 60.0 % in 2025-Q4 is below 70 %"), True)
LONG = Why(stands_still_long(day(2), day(2 + 26 * 7)), None)
THEN = Why(issued_while_protected(day(2)), None)
LATE = Period(day(0), day(3))
AWAY = " (nobody was looking from 2026-01-05 to 2026-01-08)"

SAID = [
    (e.Proposed(D, "E1", "pin", "p", 0, "plan", "results", ("work",), ("hr",), day(-5), why=WHY), "Plan proposed as of 2025-12-31: Attainment 60.0 % in 2025-Q4 is below 70 %"),
    (e.Renewed(D, 0, "plan", ("work",), ("hr",), day(-5), WHY), "proposed anew: plan: Attainment 60.0 % in 2025-Q4 is below 70 %"),
    (e.Noted(D, 0, day(-5)), "the test said yes again as of 2025-12-31"),
    (e.Opened(D, "hr", "E9", "work", note="secret"), "opened by E9 as hr, to start in work"),
    (e.StageEntered(D, "work", 1, "opened", WHY), "entered work: Attainment 60.0 % in 2025-Q4 is below 70 %"),
    (e.ClockStarted(D, "period", D, day(30)), "period runs from 2026-01-05 to 2026-02-04"),
    (e.ClockEnded(D, "period", LATE), f"period ended{AWAY}"),
    (e.ClockExtended(D, "period", day(30), day(40), "more"), "period extended from 2026-02-04 to 2026-02-14"),
    (e.Drafted(D, "letter", "item", 1, 2, 3), "document 02 letter v3 drafted"),
    (e.Approved(D, 2, 3, "hr", "E9", "sha"), "document 02 v3 approved by E9 as hr"),
    (e.Approved(D, 2, 3, "hr", "E9", "sha", assurance="confirmed"), "document 02 v3 approved by E9 as hr (confirmed)"),
    (e.Returned(D, 2, 3, "hr", "E9", "secret"), "changes to document 02 v3 wanted by E9 as hr"),
    (e.Issued(D, 2, 3, "manager", "E3", "sha"), "document 02 v3 issued by E3 as manager"),
    (e.Delivered(D, 2, "manager", "E3", day(-1)), "document 02 handed over on 2026-01-04 by E3"),
    (e.Acknowledged(D, 2, "receipt", D), "document 02: receipt confirmed on 2026-01-05"),
    (e.ReadBack(D, 2, 1, "sha", "edited", ("changes", "comments"), note=(Message("secret"),)), "document 02 v1 read back: its text was changed; held back by tracked changes nobody has accepted or rejected and open comments"),
    (e.Claimed(D, 2, 1, "hr", "E9", "approve", day(-1), "sha", "confirmed"), "document 02 v1: the file says approved, by E9 as hr on 2026-01-04, confirmed"),
    (e.ClaimRefused(D, 2, 1, "hr", "approve", "copied", "sha", (Message("secret"),)), "document 02 v1: approved as hr does not count: it was signed for another document, version or plan"),
    (e.Revised(D, 2, 1, "manager", "E3", "secret"), "what was wanted of document 02 v1 answered by E3 as manager"),
    (e.Attached(D, 2, "sha", "pdf", "secret"), "a scan (pdf) attached to document 02"),
    (e.DutyArose(D, "rest", WHY), "rest is owed: Attainment 60.0 % in 2025-Q4 is below 70 %"),
    (e.DutyDone(D, "weekly", 2, "manager", "E3", day(-1), note="secret"), "weekly 2 done on 2026-01-04 by E3"),
    (e.DutyMissed(D, "weekly", 1, day(-1)), "weekly missed, due 2026-01-04"),
    (e.Reminded(D, "weekly", 1, 1), "reminder for weekly"),
    (e.Escalated(D, "weekly", 1, 2, "hr", LATE), f"weekly escalated to hr{AWAY}"),
    (e.GoalSet(D, "own-1", Decimal(1), "manager", "E3", "secret"), "goal own-1 set by E3 as manager"),
    (e.GoalJudged(D, "own-1", False, "manager", "E3"), "goal own-1 judged not met by E3"),
    (e.Answered(D, "progress", "partly", "manager", "E3", "secret"), "progress answered partly by E3 as manager"),
    (e.RightAsked(D, "more", 1, "manager", "E3", "secret"), "more called on by E3 as manager"),
    (e.RightGranted(D, "more", 1, "hr", "E9"), "more granted by E9 as hr"),
    (e.RightRefused(D, "more", 1, "hr", "E9"), "more refused by E9 as hr"),
    (e.RightAsked(D, "resign", 1, "employee", "E12", "secret", effective=day(30)), "resigned, said by E12 as employee: employment ends on 2026-02-04, and it may be withdrawn until then"),
    (e.RightAsked(D, "resign", 1, "hr", "E9", "secret", effective=day(30), letter="abc"), "resigned by a letter that E9 as hr put on record: employment ends on 2026-02-04, and it may be withdrawn until then"),
    (e.RightWithdrawn(D, "resign", 1, "employee", "E12", "secret"), "resign withdrawn, said by E12 as employee"),
    (e.Reopened(D, day(-9), WHY), "opened again as it stood on 2025-12-27: Attainment 60.0 % in 2025-Q4 is below 70 %"),
    (e.RightUsed(D, "more", 1), "more takes effect"),
    (e.ReviewOpened(D, "end", 1, day(-1), day(7)), "review end as of 2026-01-04, waits until 2026-01-12"),
    (e.Measured(D, "end", 1, -1, (), ()), "review end: not known yet"),
    (e.Voted(D, "end", 1, "hr", "E9", "success", "secret"), "review end: E9 as hr decided success"),
    (e.Voted(D, "end", 1, "hr", "E9", "ended", assurance="confirmed"), "review end: E9 as hr decided ended (confirmed)"),
    (e.ReviewDecided(D, "end", 1, 0, "success"), "review end decided: success"),
    (e.QuestionRaised(D, "stop-1", "stop.2026-01-07", "hr", LONG), "stop-1: the plan has stood still since 2026-01-07, which was 26 weeks on 2026-07-08"),
    (e.QuestionRaised(D, "correction-1", "letter.2", "hr", THEN), "correction-1, about letter.2: it was issued on 2026-01-07, a day on which nothing could be issued against the employee"),
    (e.QuestionRaised(D, "correction-1", "opening", "hr", WHY), "correction-1: today's figures would not have led to opening: Attainment 60.0 % in 2025-Q4 is below 70 %"),
    (e.QuestionSettled(D, "correction-1", "keep", "hr", "E9"), "correction-1 settled by E9: keep"),
    (e.HandedOver(D, "manager", "", "E3"), "manager is E3 from now on, before nobody"),
    (e.Delegated(D, "manager", "E3", "E1", "secret"), "E1 stands in for E3 as manager"),
    (e.Held(D, "not_known", "end"), "held for a person: not known (end)"),
    (e.HeldReminded(D, 2), "still held: reminder 2"),
    (e.Stopped(D, day(-2)), "stands still from 2026-01-03: nothing that goes against the employee happens, and no window runs"),
    (e.WentOn(D, day(-2), D), "goes on: the days from 2026-01-03 to 2026-01-04 count for no window"),
    (e.Resumed(D, "hr", "E9", day(7), day(30)), "resumed by E9 as hr: the stage has until 2026-02-04"),
    (e.Struck(D, 7, "hr", "E9", "secret"), "entry 7 struck by E9: made in error"),
    (e.Closed(D, "no_action", why=WHY), "closed: no action: Attainment 60.0 % in 2025-Q4 is below 70 %"),
]  # fmt: skip


@pytest.mark.parametrize(("event", "says"), SAID, ids=[type(x).__name__ for x, _ in SAID])
def test_each_entry_is_one_plain_sentence(event: e.Event, says: str) -> None:
    assert english(message_of(event)) == says


@pytest.mark.parametrize(
    ("event", "says"),
    [
        pytest.param(e.Acknowledged(D, 2, "refused", D, note="secret"), "document 02: receipt refused, and noted on 2026-01-05", id="refused"),
        pytest.param(e.Acknowledged(D, 2, "silence", D), "document 02: taken as received: its window ended on 2026-01-05", id="silence"),
        pytest.param(e.Acknowledged(D, 2, "silence", day(3), late=LATE), "document 02: taken as received on 2026-01-08: its window had ended" + AWAY, id="silence, while nobody looked"),
        pytest.param(e.GoalJudged(D, "own-1", True, "manager", "E3"), "goal own-1 judged met by E3", id="a goal met"),
        pytest.param(e.DutyDone(D, "weekly", 1, "manager", "E3", D), "weekly done on 2026-01-05 by E3", id="the first needs no number"),
        pytest.param(e.Measured(D, "end", 1, 1, ("stay", "left"), ()), "review end: row 2, to stay or left", id="rows count from one"),
        pytest.param(e.Closed(D, "declined", "hr", "E9"), "closed: declined by E9 as hr", id="closed by a person"),
        pytest.param(e.RightAsked(D, "more", 1, "manager", "E3", length="10 days"), "more for 10 days called on by E3 as manager", id="a length is said"),
        pytest.param(e.HandedOver(D, "manager", "E3", "E4"), "manager is E4 from now on, before E3", id="from one to another"),
        pytest.param(e.Held(D, "deadline"), "held for a person: deadline", id="held for nothing in particular"),
    ],
)  # fmt: skip
def test_its_other_forms(event: e.Event, says: str) -> None:
    assert english(message_of(event)) == says


def test_every_kind_of_entry_has_its_sentence() -> None:
    assert {type(event) for event, _ in SAID} == set(get_args(e.Event))


def test_no_remark_of_a_person_is_told() -> None:
    assert not [event for event, _ in SAID if "secret" in english(message_of(event))]
    life = played(*LAST_CHANCE, "40 hr withdraw --note secret")
    assert not [x for x in life.events if "secret" in english(message_of(x))]
