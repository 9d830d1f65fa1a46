# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.plan.moments import document_moment, last_time, right_of
from engine.core.policy.moment import MOMENT_WORDS, Moment, MomentWord
from tests.core.plans import APPROVED, DELIVERED, DRAFTED, ISSUED, number_of, played

MAY = "stages.work.may."
ASKED = {
    MAY
    + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [second_line, hr], times: 2}"
}
FREE = {MAY + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: []}"}
WEEKLY = {"stages.work.must.weekly": "{do: check_in, every: 1 week, during: period}"}


@pytest.mark.parametrize(
    ("word", "lines", "when"),
    [
        pytest.param("drafted", DRAFTED, 0, id="drafted at once"),
        pytest.param("approved", DRAFTED, None, id="no approval yet"),
        pytest.param("approved", (*DRAFTED, "1 second_line approve plan_letter"), None, id="one of two is not approved"),
        pytest.param("approved", (*DRAFTED, "1 second_line approve plan_letter", "2 hr approve plan_letter"), 2, id="approved with the last"),
        pytest.param("issued", APPROVED, None, id="approved is not issued"),
        pytest.param("issued", (*APPROVED, "3 manager issue plan_letter"), 3, id="issued"),
        pytest.param("delivered", ISSUED, None, id="issued is not handed over"),
        pytest.param("delivered", (*ISSUED, "5 manager deliver plan_letter --on 4"), 5, id="no time runs before it is on record"),
        pytest.param("acknowledged", DELIVERED, None, id="not received yet"),
        pytest.param("acknowledged", (*DELIVERED, "8 passes"), 7, id="received by silence"),
        pytest.param("acknowledged", (*DELIVERED, "4 manager refuse plan_letter --note S.D."), 4, id="a refusal counts as receipt"),
    ],
)  # fmt: skip
def test_when_something_happened_to_a_letter(word, lines, when) -> None:
    then = played(*lines)
    assert number_of(document_moment(then.m.policy, then.plan.documents[2], word)) == when


def test_a_letter_nobody_must_approve_is_approved_as_drafted() -> None:
    then = played(*DRAFTED)
    assert number_of(document_moment(then.m.policy, then.plan.documents[1], "approved")) == 0


@pytest.mark.parametrize(
    ("changes", "moment", "lines", "when"),
    [
        pytest.param({}, "period.started", (), 0, id="a clock starts"),
        pytest.param({}, "period.ended", ("30 passes",), None, id="not ended on its last day's morning"),
        pytest.param({}, "period.ended", ("31 passes",), 30, id="ended in its evening"),
        pytest.param(WEEKLY, "weekly.done", ("3 manager check-in weekly", "9 manager check-in weekly"), 9, id="of what recurs the last time"),
        pytest.param(WEEKLY, "weekly.missed", ("11 passes",), 10, id="missed after its grace"),
        pytest.param(ASKED, "more.asked", ("3 manager extend more",), 3, id="asked"),
        pytest.param(ASKED, "more.granted", ("3 manager extend more", "4 second_line approve --item more"), None, id="one of two is not granted"),
        pytest.param(ASKED, "more.granted", ("3 manager extend more", "4 second_line approve --item more", "5 hr approve --item more"), 5, id="granted with the last"),
        pytest.param(ASKED, "more.used", ("3 manager extend more", "4 second_line approve --item more"), None, id="not used before"),
        pytest.param(ASKED, "more.used", ("3 manager extend more", "4 second_line approve --item more", "5 hr approve --item more"), 5, id="used then"),
        pytest.param(ASKED, "more.granted", ("3 manager extend more", "4 second_line approve --item more --outcome refused"), None, id="a refusal grants nothing"),
        pytest.param(FREE, "more.granted", ("3 manager extend more",), 3, id="where nobody must agree, with the asking"),
        pytest.param({}, "end.decided", ("82 passes",), 81, id="a review decided by time"),
    ],
)  # fmt: skip
def test_the_last_time_it_happened(changes, moment, lines, when) -> None:
    then = played(*DELIVERED, *lines, changes=changes)
    thing, _, word = moment.partition(".")
    assert number_of(last_time(then.m.policy, then.plan, 1, Moment(thing, word))) == when


def test_another_visit_has_its_own_moments() -> None:
    then = played(*DELIVERED)
    assert last_time(then.m.policy, then.plan, 2, Moment("period", "started")) is None


def test_a_right_is_found_in_its_stage_or_in_the_whole_policy() -> None:
    stage = played(*DELIVERED, "3 manager extend more", changes=FREE)
    assert right_of(stage.m.policy, stage.plan, stage.plan.uses[("more", 1)]).kind == "extend"
    reply = {"may.reply": "{do: reply, by: employee}"}
    whole = played(*DELIVERED, "3 employee reply --note hm", changes=reply)
    assert right_of(whole.m.policy, whole.plan, whole.plan.uses[("reply", 1)]).kind == "reply"


@pytest.mark.parametrize("word", MOMENT_WORDS)
def test_every_moment_of_the_language_is_looked_for(word: MomentWord) -> None:
    then = played(*DELIVERED)
    assert last_time(then.m.policy, then.plan, 1, Moment("nothing", word)) is None
