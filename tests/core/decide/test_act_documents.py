# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.record import events as e
from tests.core.decide.test_acts import refused
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HEDDA,
    HIGH,
    ISSUED,
    LAST_CHANCE,
    SVEN,
    names,
    number_of,
    played,
    proposed,
)

PAPERS = {
    "documents.plan_letter.acknowledged": "{within: 5 business days, if_refused: note}",
}
GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}, set_by: {role: manager, at_most: 2}}"
}
MORE = {
    "documents.more": "{approved_by: []}",
    "stages.work.must.note": "{do: issue, document: more, by: hr}",
}


def test_where_the_policy_asks_for_it_an_approval_comes_from_that_very_person() -> None:
    then = played(*DRAFTED, changes={"documents.plan_letter.assurance": "confirmed"})
    assert refused(then, "0 second_line approve plan_letter") == (
        "plan_letter needs an approval that is confirmed: E00002's own operating-system user must"
        " record it (users in planward.yaml)"
    )
    (said,) = then.then("0 second_line approve plan_letter --assurance confirmed").of(
        e.Approved
    )
    assert (said.by, said.assurance) == (SVEN, "confirmed")


def test_how_sure_an_approval_was_is_kept_where_nobody_asked_for_it_too() -> None:
    sure, unsure = (
        played(*DRAFTED, f"0 second_line approve plan_letter{how}").of(e.Approved)[0].assurance
        for how in (" --assurance confirmed", "")
    )
    assert (sure, unsure) == ("confirmed", "asserted")


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        pytest.param(
            DRAFTED, "0 hr approve plan_letter",
            'approve is for the role "second_line", not "hr"; E00002 may', id="the second approver waits for the first",
        ),
        pytest.param(
            (*DRAFTED, "0 second_line approve plan_letter"), "0 second_line approve plan_letter",
            'approve is for the role "hr", not "second_line"; E00009 or E00010 may', id="the first approver approves once",
        ),
        pytest.param(
            (*DRAFTED, "0 second_line approve plan_letter", "0 hr delegate --outcome E00002"), "0 hr/E00002 approve plan_letter",
            "E00002 has approved this version already; hr must be another person", id="one person is never two approvers, not as a stand-in either",
        ),
        pytest.param(
            APPROVED, "0 hr approve plan_letter",
            "plan_letter v1 has every approval; it can be issued", id="no approval too many",
        ),
        pytest.param(
            DRAFTED, "0 manager issue plan_letter",
            "plan_letter v1 still needs the approval of second_line: E00002 may", id="not issued without the first approval",
        ),
        pytest.param(
            (*DRAFTED, "0 second_line approve plan_letter"), "0 manager issue plan_letter",
            "plan_letter v1 still needs the approval of hr: E00009 or E00010 may", id="nor without the second",
        ),
        pytest.param(
            APPROVED, "0 hr issue plan_letter", 'issue is for the role "manager", not "hr"; E00003 may', id="issued by whose duty it is",
        ),
        pytest.param(
            APPROVED, "0 manager deliver plan_letter",
            "deliver: document 02 plan_letter is drafted, not issued", id="not handed over before it is issued",
        ),
        pytest.param(
            ISSUED, "0 employee acknowledge plan_letter",
            "acknowledge: document 02 plan_letter is issued, not delivered", id="no receipt of what was not handed over",
        ),
        pytest.param(
            DELIVERED, "1 manager acknowledge plan_letter",
            'acknowledge is for the role "employee", not "manager"; E00012 may', id="no receipt by another hand",
        ),
        pytest.param(
            DELIVERED, "1 employee refuse plan_letter --note no",
            'refuse is for the role "manager", not "employee"; E00003 may', id="a refusal is noted by whoever handed it over",
        ),
        pytest.param(
            DELIVERED, "1 manager refuse plan_letter", "a refusal is noted with its witness: --note", id="and with its witness",
        ),
        pytest.param(
            (), "0 hr approve gap", "approve: document 01 gap is no letter that can be issued now", id="a gap statement is not a letter",
        ),
        pytest.param(
            DRAFTED, "0 second_line approve last_letter",
            "approve: the plan has no document last_letter; it has gap, plan_letter", id="a letter that is not there",
        ),
        pytest.param(
            DRAFTED, "0 second_line return plan_letter", "say what should be changed: --note", id="sent back without a word",
        ),
        pytest.param(
            DRAFTED, "0 manager return plan_letter --note no",
            'return is not for the role "manager"; second_line: E00002 may; hr: E00009 or E00010 may', id="sent back by an approver only",
        ),
    ],
)  # fmt: skip
def test_a_letter_does_not_go_on(lines, line, told) -> None:
    assert refused(played(*lines), line) == told


@pytest.mark.parametrize(
    ("handed_over", "able"),
    [
        pytest.param(2, False, id="the day before it was issued"),
        pytest.param(3, True, id="the day it was issued"),
        pytest.param(4, True, id="the day after"),
    ],
)
def test_a_letter_is_handed_over_on_or_after_the_day_of_issue(
    handed_over: int, able: bool
) -> None:
    issued = played(*APPROVED, "3 manager issue plan_letter")
    line = f"5 manager deliver plan_letter --on {handed_over}"
    if able:
        assert number_of(issued.then(line).of(e.Delivered)[0].day) == handed_over
    else:
        assert refused(issued, line).startswith(
            "plan_letter was issued on 2026-01-08; it cannot be handed over"
        )


@pytest.mark.parametrize(
    "said", ["employee acknowledge plan_letter", "manager refuse plan_letter --note S.D."]
)
@pytest.mark.parametrize(
    ("received", "able"),
    [
        pytest.param(2, False, id="the day before it was handed over"),
        pytest.param(3, True, id="the day it was handed over"),
    ],
)
def test_a_receipt_is_not_older_than_the_handing_over(
    said: str, received: int, able: bool
) -> None:
    handed_over = played(*ISSUED, "3 manager deliver plan_letter")
    line = f"5 {said} --on {received}"
    if able:
        assert number_of(handed_over.then(line).of(e.Acknowledged)[0].day) == received
    else:
        assert (
            refused(handed_over, line)
            == "plan_letter was handed over on 2026-01-08; not received or refused before"
        )


def test_approvals_are_given_in_order_by_two_people() -> None:
    document = played(*APPROVED).plan.documents[2]
    assert document.approvals == (("second_line", SVEN), ("hr", HEDDA))


def test_sent_back_the_next_version_has_no_approvals() -> None:
    back = played(
        *DRAFTED, "1 second_line approve plan_letter", "2 hr return plan_letter --note dates"
    )
    assert names(back.events)[-2:] == ["Returned", "Drafted"]
    document = back.plan.documents[2]
    assert (document.version, document.state, document.approvals) == (2, "drafted", ())
    assert refused(back, "3 hr approve plan_letter").startswith(
        'approve is for the role "second_line"'
    )


@pytest.mark.parametrize(
    ("line", "how"),
    [
        pytest.param("3 employee acknowledge plan_letter", "receipt", id="the employee signs"),
        pytest.param("3 manager refuse plan_letter --note 'seen by S.D.'", "refused", id="refused, with a witness"),
        pytest.param("8 passes", "silence", id="or says nothing for five working days"),
    ],
)  # fmt: skip
def test_a_letter_is_received_one_way_or_another(line: str, how: str) -> None:
    then = played(*DELIVERED, line)
    assert [x.how for x in then.of(e.Acknowledged)] == [how]
    state = "refused" if how == "refused" else "acknowledged"
    told = f"acknowledge: document 02 plan_letter is {state}, not delivered"
    assert refused(then, "9 employee acknowledge plan_letter") == told


@pytest.mark.parametrize(
    ("day", "how"),
    [
        pytest.param(7, "receipt", id="on the last day of its window"),
        pytest.param(8, "silence", id="a day late: silence has spoken"),
    ],
)
def test_the_window_of_a_receipt_ends_with_its_last_day(day: int, how: str) -> None:
    then = played(*DELIVERED, f"{day - 1} passes", f"{day} passes")
    if how == "receipt":
        then = then.then(f"{day} employee acknowledge plan_letter")
    assert [x.how for x in then.of(e.Acknowledged)] == [how]


def test_where_a_plain_note_will_do_a_refusal_needs_no_witness() -> None:
    assert played(*DELIVERED, "2 manager refuse plan_letter", changes=PAPERS).of(e.Acknowledged)


def test_of_two_letters_one_is_named_by_its_name_or_its_number() -> None:
    both = played(*APPROVED, changes=MORE)
    assert "name the document" in refused(both, "0 manager issue")
    assert both.brought("0 manager issue 2")[0].number == 2
    assert both.brought("0 manager issue plan_letter")[0].number == 2
    assert both.brought("0 hr issue more")[0].number == 3


def test_the_only_letter_needs_no_name() -> None:
    assert played(*APPROVED, "0 manager issue").plan.documents[2].state == "issued"


def test_a_letter_of_a_stage_left_can_be_handed_over_but_not_issued() -> None:
    half = played(*DRAFTED, "1 hr withdraw")
    told = refused(played(*LAST_CHANCE), "40 second_line approve plan_letter")
    assert told == "approve: document 02 plan_letter is acknowledged, not drafted"
    assert half.plan.state == "closed"
    issued = played(*ISSUED, "1 hr withdraw")
    assert issued.then("2 manager deliver plan_letter").plan.documents[2].state == "delivered"


def test_an_approval_names_the_bytes_it_was_given_for() -> None:
    (approved,) = played(*DRAFTED).brought("1 second_line approve plan_letter")
    assert (approved.number, approved.version, approved.role, approved.by) == (
        2,
        1,
        "second_line",
        SVEN,
    )


def test_an_approval_without_a_document_speaks_of_the_right_that_waits() -> None:
    changes = {
        "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [hr]}"
    }
    asked = played(*DELIVERED, "2 manager extend more", changes=changes)
    assert names(asked.brought("3 hr approve"))[0] == "RightGranted"
    assert names(asked.brought("3 hr return --note no"))[0] == "RightRefused"


def test_a_proposal_and_a_good_end_have_their_documents_too() -> None:
    assert [p.document for p in proposed().plan.documents.values()] == ["gap"]
    tell = {
        "must.tell": "{do: issue, document: last_letter, in: [success], by: hr, within: 5 business days, from: plan.closed}"
    }
    over = played(*DELIVERED, HIGH, changes=tell)
    then = over.then(
        "32 second_line approve last_letter",
        "32 hr issue last_letter",
        "33 hr deliver last_letter",
    )
    assert then.plan.documents[3].state == "delivered"
