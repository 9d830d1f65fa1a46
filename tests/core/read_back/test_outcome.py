# ruff: noqa: E501 - a row of a table is read across
"""What a returned Word file leads to, told in the words of the history."""

from dataclasses import replace

import pytest

from engine.core.decide.inputs import after_reading
from engine.core.plan.owed import document_state, owed
from engine.core.record import events as e
from engine.core.record.returned import Change, ReturnedDocument, ReviewComment
from engine.core.values.errors import NotAllowedError
from engine.words.say import refusal_words
from tests.builders import day
from tests.core.files import (
    LETTER,
    LINES,
    blank,
    brought,
    codes,
    comes_back,
    document_of,
    filled,
    last,
    signed,
)
from tests.core.plans import APPROVED, DELIVERED, DRAFTED, HEDDA, ISSUED, SVEN, _stepped, played
from tests.english import english, in_lines, refusing

YES_SVEN, YES_HEDDA = signed("second_line", SVEN), signed("hr", HEDDA)
NEW_TEXT = (LINES[0], "body| We agree on five talks.", LINES[2])
COMMENT = ReviewComment("Hedda Moe", "Which talks?", "three talks", "body")
TRACKED = Change("inserted", "Hedda Moe", "five", "body")


def refused_of(after) -> list[tuple[str, str, str]]:
    return [(x.role, x.says, x.because) for x in after.of(e.ClaimRefused)]


# -- sign-offs in order -----------------------------------------------------------------------------


def test_each_approver_signs_in_the_document_and_with_the_last_it_is_approved() -> None:
    drafted = played(*DRAFTED)
    one, notes = comes_back(drafted, filled(**YES_SVEN))
    assert brought(drafted, one) == [
        "document 02 v1 read back: fields filled in",
        "document 02 v1: the file says approved, by E00002 as second_line on 2026-01-05",
        "document 02 v1 approved by E00002 as second_line",
    ]
    assert notes == []
    both, _ = comes_back(one, filled(**YES_SVEN, **YES_HEDDA), on=1)
    assert brought(one, both)[1:] == [
        "document 02 v1: the file says approved, by E00009 as hr on 2026-01-05",
        "document 02 v1 approved by E00009 as hr",
    ]
    assert document_state(both.m, document_of(both)) == "approved"
    approved = last(both, e.Approved)
    assert approved.sha256 == document_of(both).letter
    assert approved.file == last(both, e.Claimed).sha256


def test_who_signs_before_their_turn_is_heard_once_it_comes() -> None:
    early, notes = comes_back(played(*DRAFTED), filled(**YES_HEDDA))
    assert early.of(e.Approved) == []
    assert notes == []
    after = early.then("1 second_line approve plan_letter")
    assert [(x.role, x.by) for x in after.of(e.Approved)] == [
        ("second_line", SVEN),
        ("hr", HEDDA),
    ]


def test_a_file_saved_again_says_nothing_new() -> None:
    one, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN))
    again, notes = comes_back(one, filled(**YES_SVEN, saved_by="Word"), on=1)
    assert brought(one, again) == ["document 02 v1 read back: fields filled in"]
    assert notes == []


def test_a_draft_that_was_only_opened_and_saved_is_unchanged() -> None:
    drafted = played(*DRAFTED)
    after, notes = comes_back(drafted, replace(LETTER, saved_by="Sven Dahl"))
    assert brought(drafted, after) == ["document 02 v1 saved again, unchanged"]
    assert notes == []


def test_an_approval_by_file_can_be_struck_and_does_not_come_back_by_itself() -> None:
    one, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN))
    after = one.then('1 second_line strike --note "the wrong letter"')
    assert document_of(after).approvals == ()
    assert after.then("2 passes").of(e.Approved) == one.of(e.Approved)


@pytest.mark.parametrize(
    ("fields", "because", "told"),
    [
        pytest.param({**YES_SVEN, "name_second_line": "Hedda Moe"}, "not_holder", '"Hedda Moe" does not hold the role second line on 2026-01-05; E00002 does', id="a name of somebody else"),
        pytest.param({**YES_SVEN, "name_second_line": "Anna Berg"}, "employee", "the sign-off of second line was filled in or saved by the employee, who cannot give it", id="the employee's own name"),
        pytest.param({**YES_SVEN, "saved_by": "Anna Berg"}, "employee", "the sign-off of second line was filled in or saved by the employee, who cannot give it", id="saved by the employee"),
        pytest.param({**YES_SVEN, "date_second_line": "2026-01-06"}, "day", 'the date of second line, "2026-01-06", is no day up to today, written like 2026-01-05', id="a day to come"),
        pytest.param({**YES_SVEN, "date_second_line": "5.1.26"}, "day", 'the date of second line, "5.1.26", is no day up to today, written like 2026-01-05', id="a day nobody can read"),
        pytest.param({**YES_SVEN, **signed("hr", SVEN)}, "not_holder", '"Sven Dahl" does not hold the role hr on 2026-01-05; E00009 or E00010 does', id="one person for two roles"),
    ],
)  # fmt: skip
def test_a_sign_off_that_does_not_count_is_kept_as_evidence(fields, because, told) -> None:
    drafted = played(*DRAFTED)
    after, notes = comes_back(drafted, filled(**fields))
    assert [x[2] for x in refused_of(after)] == [because]
    assert [note.says for note in notes] == [told]
    assert codes(notes) == ["R405"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"decision_hr": "Approve"}, "the sign-off of hr is not whole: its name and its date are empty", id="nobody has signed yet"),
        pytest.param({"decision_hr": "Approve", "name_hr": "Hedda Moe"}, "the sign-off of hr is not whole: its date is empty", id="no date yet"),
        pytest.param({"decision_hr": "Perhaps"}, 'the decision of hr, "Perhaps", is neither Approve nor Changes wanted', id="no decision"),
    ],
)  # fmt: skip
def test_an_unfinished_sign_off_is_asked_for_and_not_recorded(fields, told) -> None:
    after, notes = comes_back(played(*DRAFTED), filled(**fields))
    assert refused_of(after) == []
    assert [(note.code, note.says) for note in notes] == [("R413", told)]
    whole, notes = comes_back(after, filled(**YES_SVEN, **YES_HEDDA))
    assert [x.role for x in whole.of(e.Approved)] == ["second_line", "hr"]


def test_a_sign_off_copied_from_another_document_is_refused() -> None:
    copied = replace(
        LETTER,
        fields=tuple(
            replace(f, token="other") if f.name == "decision_second_line" else f
            for f in filled(**YES_SVEN).fields
        ),
    )
    after, notes = comes_back(played(*DRAFTED), copied)
    assert refused_of(after) == [("second_line", "approve", "copied")]
    assert (
        notes[0].says
        == "the sign-off of second line was made for another document or version, and copied into this one"
    )
    assert after.of(e.Approved) == []


def test_a_field_put_in_beside_the_version_s_own_is_refused() -> None:
    own = filled(**YES_SVEN)
    strange = next(f for f in own.fields if f.name == "decision_second_line")
    doubled = replace(own, fields=(*own.fields, replace(strange, token="other")))
    after, notes = comes_back(played(*DRAFTED), doubled)
    assert refused_of(after) == [("second_line", "approve", "copied")]
    assert (
        notes[0].says
        == "the sign-off of second line stands here twice, and the two do not agree"
    )


def test_a_second_sign_off_that_contradicts_the_first_is_refused() -> None:
    one, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN))
    after, _ = comes_back(one, filled(**signed("second_line", SVEN, "Changes wanted")), on=1)
    assert refused_of(after) == [("second_line", "return", "contradicts")]
    assert document_of(after).approvals == (("second_line", SVEN),)
    assert document_of(after).version == 1


def test_a_document_that_needs_more_waits_for_the_person_s_own_word() -> None:
    changes = {"documents.plan_letter.approved_by": "[second_line]"}
    drafted = played(*DRAFTED, changes=changes)
    documents = {
        k: replace(d, assurance="confirmed") for k, d in drafted.m.policy.documents.items()
    }
    strict = replace(
        drafted, m=replace(drafted.m, policy=replace(drafted.m.policy, documents=documents))
    )
    claimed, _ = comes_back(strict, filled(**YES_SVEN))
    assert claimed.of(e.Approved) == []
    sure, _ = comes_back(claimed, filled(**YES_SVEN), confirmed="second_line")
    assert [x.by for x in sure.of(e.Approved)] == [SVEN]
    assert last(sure, e.Claimed).assurance == "confirmed"


# -- what is left open ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        pytest.param(replace(filled(**YES_SVEN), remarks=(COMMENT,)), "comments", '1 open comment: Hedda Moe at "three talks" (body): Which talks?', id="an open comment"),
        pytest.param(replace(filled(**YES_SVEN), changes=(TRACKED,)), "changes", "1 tracked change not accepted or rejected: inserted by Hedda Moe (body): five", id="a tracked change"),
        pytest.param(filled(**YES_SVEN, clause_receipt="A signature confirms agreement."), "clause", "a clause the author locked came back changed: A signature confirms receipt, never agreement.", id="a locked clause"),
    ],
)  # fmt: skip
def test_what_is_open_holds_the_approval_back_and_says_which_and_where(
    said, code, told
) -> None:
    drafted = played(*DRAFTED)
    after, notes = comes_back(drafted, said)
    document = document_of(after)
    assert document.open == (code,)
    assert document.version == 1
    assert document.approvals == ()
    assert notes[0].says == told
    assert [(o.action, o.role) for o in owed(after.m) if o.number == document.number] == [
        ("revise", "manager")
    ]
    with pytest.raises(NotAllowedError) as refused:
        after.then("1 second_line approve plan_letter")
    assert refusal_words(refused.value, "en") == f"plan_letter v1 is held back: {told}"
    done = tuple(replace(remark, resolved=True) for remark in said.remarks)
    back, _ = comes_back(after, replace(filled(**YES_SVEN), remarks=done), on=1)
    if code == "changes":  # whoever rejects says so nowhere
        assert document_of(back).open == ("lost",)
        back = back.then('1 manager revise plan_letter --note "rejected, as agreed with Hedda"')
    assert [x.by for x in back.of(e.Approved)] == [SVEN]


# -- two people, two files --------------------------------------------------------------------------


@pytest.mark.parametrize("left", [{"remarks": (COMMENT,)}, {"changes": (TRACKED,)}])
def test_what_one_left_open_is_not_forgotten_when_another_saves_an_older_copy(left) -> None:
    first, _ = comes_back(played(*DRAFTED), replace(LETTER, **left))
    after, notes = comes_back(first, filled(**YES_SVEN), on=1)
    assert after.of(e.Approved) == []
    assert document_of(after).open == ("lost",)
    assert notes[0].says.startswith("not in this file, though left open in an earlier one: ")
    assert last(after, e.ReadBack).unmet == (last(first, e.ReadBack).sha256,)
    again, _ = comes_back(after, filled(**YES_SVEN, saved_by="Word"), on=2)
    assert document_of(again).open == ("lost",)


def test_a_change_that_was_accepted_is_met_by_its_words() -> None:
    first, _ = comes_back(played(*DRAFTED), replace(LETTER, changes=(TRACKED,)))
    after, notes = comes_back(first, filled(lines=NEW_TEXT), on=1)
    assert last(after, e.Drafted).open == ()
    assert notes == []


def test_an_edit_that_lacks_what_another_left_open_is_a_version_held_for_it() -> None:
    first, _ = comes_back(played(*DRAFTED), replace(LETTER, remarks=(COMMENT,)))
    other = (*LINES[:2], "body| Signed with care: [decision_hr]")
    after, _ = comes_back(first, filled(lines=other), on=1)
    assert document_of(after).version == 2
    assert document_of(after).open == ("lost",)
    assert "Which talks?" in in_lines(document_of(after).says)
    answered = after.then('2 manager revise plan_letter --note "the three we hold"')
    assert document_of(answered).open == ()


def test_a_comment_that_was_answered_is_not_open_again_with_every_save() -> None:
    first, _ = comes_back(played(*DRAFTED), replace(LETTER, remarks=(COMMENT,)))
    answered = first.then('1 manager revise plan_letter --note "the three we hold"')
    after, notes = comes_back(answered, replace(filled(**YES_SVEN), remarks=(COMMENT,)), on=2)
    assert [x.by for x in after.of(e.Approved)] == [SVEN]
    assert notes == []


def test_what_the_employee_signed_for_others_does_not_count_once_somebody_else_saves_it() -> (
    None
):
    forged, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN, saved_by="Anna Berg"))
    after, _ = comes_back(forged, filled(**YES_SVEN, **YES_HEDDA, saved_by="Hedda Moe"), on=1)
    assert refused_of(after)[1:] == [("second_line", "approve", "employee")]
    assert after.of(e.Approved) == []
    anew = signed("second_line", SVEN, on=1)
    real, _ = comes_back(after, filled(**anew, **YES_HEDDA, saved_by="Sven Dahl"), on=1)
    assert [x.by for x in real.of(e.Approved)] == [SVEN, HEDDA]


def test_the_employee_saving_over_real_sign_offs_spoils_none() -> None:
    both, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN, **YES_HEDDA))
    after, notes = comes_back(both, filled(**YES_SVEN, **YES_HEDDA, saved_by="Anna Berg"), on=1)
    assert refused_of(after) == []
    assert notes == []


def test_a_struck_sign_off_does_not_come_back_with_the_next_save() -> None:
    one, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN))
    struck = one.then('1 second_line strike --note "the wrong letter"')
    after, _ = comes_back(struck, filled(**YES_SVEN, **YES_HEDDA), on=2)
    assert document_of(after).approvals == ()


def test_another_day_beside_the_same_word_contradicts_nothing() -> None:
    early, _ = comes_back(played(*DRAFTED), filled(**YES_HEDDA))
    after, notes = comes_back(early, filled(**signed("hr", HEDDA, on=1)), on=1)
    assert refused_of(after) == []
    assert notes == []


def test_what_is_filled_in_at_the_wrong_moment_is_said_to_lead_nowhere() -> None:
    _, notes = comes_back(played(*DRAFTED), filled(reply="I was away."))
    assert [(n.code, n.says) for n in notes] == [
        ("R415", "filled in before the document is issued, so that nothing follows: reply")
    ]
    _, notes = comes_back(played(*DELIVERED), filled(**RECEIVED), on=2, letter=False)
    assert [n.code for n in notes] == ["R415"]


def test_a_comment_that_is_resolved_holds_nothing_back() -> None:
    after, notes = comes_back(
        played(*DRAFTED),
        replace(filled(**YES_SVEN), remarks=(replace(COMMENT, resolved=True),)),
    )
    assert [x.by for x in after.of(e.Approved)] == [SVEN]
    assert notes == []


def test_a_comment_made_after_the_approvals_holds_the_issue_back() -> None:
    after, _ = comes_back(played(*APPROVED), replace(LETTER, remarks=(COMMENT,)), on=1)
    with refusing("is held back: 1 open comment"):
        after.then("1 manager issue plan_letter")
    answered = after.then(
        '2 manager revise plan_letter --note "talked it over"', "2 manager issue plan_letter"
    )
    assert last(answered, e.Issued).version == 1


def test_what_only_word_can_settle_is_not_settled_by_a_word() -> None:
    after, _ = comes_back(played(*DRAFTED), replace(LETTER, changes=(TRACKED,)))
    with refusing("tracked change not accepted"):
        after.then('1 manager revise plan_letter --note "fine"')
    assert english(next(o.first for o in owed(after.m) if o.action == "revise")).startswith(
        "1 tracked change"
    )


@pytest.mark.parametrize(
    ("held", "code", "told"),
    [
        pytest.param({"changes": (TRACKED,)}, "changes", "Mona Lind: accepted or rejected 1 tracked change", id="a tracked change"),
        pytest.param({"remarks": (COMMENT,)}, "comments", "Mona Lind: resolved 1 comment", id="a comment"),
    ],
)  # fmt: skip
def test_what_a_version_itself_holds_is_settled_in_word_and_in_a_version_without_it(
    held, code, told
) -> None:
    """The version as drafted holds it still, and what is approved is what is handed over."""
    drafted = played(*DRAFTED)
    number = document_of(drafted).number
    second = e.Drafted(day(0), "plan_letter", "letter", 1, number, 2, source="s", open=(code,))
    merged = _stepped(drafted, after_reading(drafted.m, (second,), day(0)))
    base = replace(LETTER, **held)
    with pytest.raises(NotAllowedError):
        merged.then('1 manager revise plan_letter --note "fine"')
    after, _ = comes_back(merged, filled(**YES_SVEN, saved_by="Mona Lind"), on=1, base=base)
    document = document_of(after)
    assert (document.version, document.open, document.approvals) == (3, (), ())
    assert in_lines(last(after, e.Drafted).note) == told


def test_a_file_that_lost_its_fields_settles_nothing() -> None:
    held, _ = comes_back(played(*DRAFTED), replace(LETTER, remarks=(COMMENT,)))
    after, notes = comes_back(held, replace(LETTER, fields=()), on=1)
    assert codes(notes) == ["R403"]
    assert document_of(after).open == ("comments",)
    with refusing("is held back: 1 open comment"):
        after.then("1 second_line approve plan_letter")


def test_hidden_text_is_pointed_out() -> None:
    _, notes = comes_back(played(*DRAFTED), replace(LETTER, hidden=("Approved by hr",)))
    assert [(n.code, n.says) for n in notes] == [
        ("R414", "it holds hidden text, which does not count: Approved by hr")
    ]


def test_a_digital_signature_is_noted_and_approves_nothing() -> None:
    after, _ = comes_back(played(*DRAFTED), replace(LETTER, signed=True))
    assert last(after, e.ReadBack).signed
    assert after.of(e.Approved) == []


# -- changed text, changes wanted -------------------------------------------------------------------


def test_changed_text_is_a_version_of_its_own_without_approvals() -> None:
    one, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN))
    after, _ = comes_back(one, filled(**YES_SVEN, lines=NEW_TEXT, saved_by="Hedda Moe"), on=1)
    drafted = last(after, e.Drafted)
    assert (drafted.version, drafted.edit, drafted.made_from) == (2, True, 1)
    assert (
        in_lines(drafted.note)
        == "Hedda Moe: was: We agree on three talks.; now: We agree on five talks."
    )
    assert drafted.source == last(after, e.ReadBack).sha256
    assert document_of(after).approvals == ()


def test_whoever_changes_the_text_approves_the_version_that_has_it() -> None:
    after, notes = comes_back(played(*DRAFTED), filled(**YES_SVEN, lines=NEW_TEXT))
    assert refused_of(after) == [("second_line", "approve", "edited")]
    assert (
        notes[0].says
        == "the text was changed as well: second line approves the new version, which has it"
    )
    assert document_of(after).version == 2


def test_changes_wanted_is_a_task_for_the_drafter_and_a_new_version() -> None:
    drafted = played(*DRAFTED)
    after, notes = comes_back(
        drafted, replace(filled(**signed("hr", HEDDA, "Changes wanted")), remarks=(COMMENT,))
    )
    assert brought(drafted, after)[1:] == [
        "document 02 v1: the file says changes wanted, by E00009 as hr on 2026-01-05",
        "changes to document 02 v1 wanted by E00009 as hr",
        "document 02 plan_letter v2 drafted",
    ]
    assert (
        in_lines(last(after, e.Returned).told)
        == '1 open comment: Hedda Moe at "three talks" (body): Which talks?'
    )
    assert last(after, e.Drafted).open == ("comments",)
    assert ("revise", "manager") in [(o.action, o.role) for o in owed(after.m)]
    assert notes == []  # the next version holds the comment
    mended, _ = comes_back(after, filled(lines=NEW_TEXT, saved_by="Mona Lind"), on=1)
    assert document_of(mended).version == 3
    assert document_of(mended).wanted == ""


def test_changes_wanted_without_a_word_is_answered_by_the_drafter() -> None:
    after, _ = comes_back(played(*DRAFTED), filled(**signed("hr", HEDDA, "Changes wanted")))
    assert last(after, e.Drafted).source == ""
    answered = after.then(
        '1 manager revise plan_letter --note "nothing to change, agreed with hr"'
    )
    assert document_of(answered).wanted == ""
    with refusing("nobody wants plan_letter v2 changed"):
        answered.then('1 manager revise plan_letter --note "again"')


# -- a version that another has followed ------------------------------------------------------------


def test_approving_an_older_version_is_refused() -> None:
    two, _ = comes_back(played(*DRAFTED), filled(lines=NEW_TEXT))
    after, notes = comes_back(two, filled(**YES_SVEN), on=1, version=1)
    assert refused_of(after) == [("second_line", "approve", "superseded")]
    assert notes[0].says == "version 1 can be approved no more; the newest is 2"
    assert document_of(after).approvals == ()


def test_text_changed_in_an_older_version_is_merged_into_a_new_one() -> None:
    two, _ = comes_back(played(*DRAFTED), filled(lines=NEW_TEXT))
    late = (*LINES[:2], "body| Signed with care: [decision_hr]")
    after, notes = comes_back(two, filled(lines=late), on=1, version=1)
    drafted = last(after, e.Drafted)
    assert (drafted.version, drafted.edit, drafted.made_from, drafted.open) == (
        3,
        False,
        1,
        ("changes",),
    )
    assert codes(notes) == ["R408"]


def test_a_draft_is_not_rewritten_once_its_document_is_issued() -> None:
    after, notes = comes_back(played(*ISSUED), filled(lines=NEW_TEXT), on=1, letter=False)
    assert len(after.of(e.Drafted)) == len(played(*ISSUED).of(e.Drafted))
    assert last(after, e.ReadBack).state == "over"
    assert codes(notes) == ["R408"]


def test_a_draft_signed_before_it_was_issued_may_be_saved_again() -> None:
    both, _ = comes_back(played(*DRAFTED), filled(**YES_SVEN, **YES_HEDDA))
    issued = both.then("1 manager issue plan_letter")
    after, notes = comes_back(
        issued, filled(**YES_SVEN, **YES_HEDDA, saved_by="Word"), on=2, letter=False
    )
    assert brought(issued, after) == [
        "document 02 v1 came back after its document was issued or its step was over"
    ]
    assert notes == []


# -- after it was issued ----------------------------------------------------------------------------

RECEIVED = {"receipt": "Received", "receipt_date": day(1).isoformat()}


def test_the_employee_confirms_receipt_in_the_document_itself() -> None:
    delivered = played(*DELIVERED)
    after, notes = comes_back(delivered, filled(**RECEIVED, companion="Ivar Juhl"), on=2)
    assert brought(delivered, after) == [
        "document 02 v1 read back: fields filled in",
        "document 02 v1: the file says received, by E00012 as employee on 2026-01-06",
        "document 02: receipt confirmed on 2026-01-06",
    ]
    assert in_lines(last(after, e.Acknowledged).told) == "companion present: Ivar Juhl"
    assert notes == []


def test_a_receipt_counts_once_the_letter_is_on_record_as_handed_over() -> None:
    early, _ = comes_back(played(*ISSUED), filled(**RECEIVED), on=1)
    assert early.of(e.Acknowledged) == []
    after = early.then("2 manager deliver plan_letter --on 1")
    assert [x.how for x in after.of(e.Acknowledged)] == ["receipt"]


def test_a_refusal_names_who_saw_it() -> None:
    fields = {"receipt": "Refused", "receipt_date": day(1).isoformat()}
    unseen, notes = comes_back(played(*DELIVERED), filled(**fields), on=2)
    assert unseen.of(e.Acknowledged) == []
    assert notes[0].says == "receipt was refused, and the name of the witness is empty"
    _, notes = comes_back(played(*DELIVERED), filled(**fields, witness="Anna Berg"), on=2)
    assert notes[0].says == "the witness has to be another person than the employee"
    after, _ = comes_back(unseen, filled(**fields, witness="Ivar Juhl"), on=3)
    said = last(after, e.Acknowledged)
    assert (said.how, said.by, in_lines(said.told)) == ("refused", "", "witness: Ivar Juhl")


def test_a_receipt_copied_from_another_letter_is_refused() -> None:
    fields = tuple(
        replace(f, token="other") if f.name == "receipt" else f
        for f in filled(**RECEIVED).fields
    )
    after, _ = comes_back(played(*DELIVERED), replace(LETTER, fields=fields), on=2)
    assert refused_of(after) == [("employee", "received", "copied")]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(filled(lines=NEW_TEXT), id="a word"),
        pytest.param(filled(lines=LINES[:2]), id="a line less"),
        pytest.param(filled(**YES_SVEN), id="an approver's field"),
        pytest.param(replace(LETTER, changes=(TRACKED,)), id="a tracked change"),
        pytest.param(replace(LETTER, properties={"planward_plan": "PW-2"}), id="a property"),
        pytest.param(filled(clause_receipt="Agreed."), id="a locked clause"),
    ],
)  # fmt: skip
def test_an_issued_document_that_says_something_else_is_altered(said: ReturnedDocument) -> None:
    after, notes = comes_back(played(*DELIVERED), replace(said, **{}), on=2)
    assert last(after, e.ReadBack).state == "altered"
    assert codes(notes) == ["R412"]
    assert document_of(after).state == "delivered"


def test_an_issued_document_saved_again_is_not_altered() -> None:
    again = replace(
        LETTER, saved_by="Anna Berg", properties={"planward_plan": "PW-1", "Company": "x"}
    )
    after, notes = comes_back(played(*DELIVERED), again, on=2)
    assert last(after, e.ReadBack).state == "same"
    assert notes == []


REPLYING = {
    "stages.work.may": "{reply: {do: reply, by: employee, within: 15 days, from: plan_letter.delivered}}"
}


def test_the_employee_s_reply_is_kept_once() -> None:
    delivered = played(*DELIVERED, changes=REPLYING)
    after, notes = comes_back(delivered, filled(reply="I was ill."), on=2)
    assert [x.note for x in after.of(e.RightAsked)] == ["I was ill."]
    again, _ = comes_back(after, filled(reply="I was ill.", **RECEIVED), on=3)
    assert len(again.of(e.RightAsked)) == 1
    assert notes == []


def test_a_reply_nobody_may_give_any_more_is_kept_as_evidence() -> None:
    after, notes = comes_back(played(*DELIVERED), filled(reply="I was ill."), on=2)
    assert refused_of(after) == [("employee", "reply", "not_allowed")]
    assert notes[0].says.startswith("the reply: ")


# -- a program that removed the fields --------------------------------------------------------------


@pytest.mark.parametrize("lines", [DRAFTED, DELIVERED], ids=["a draft", "an issued letter"])
def test_a_document_without_its_fields_is_never_an_approval(lines) -> None:
    bare = replace(filled(**YES_SVEN, **RECEIVED), fields=())
    after, notes = comes_back(played(*lines), bare, on=1)
    assert last(after, e.ReadBack).state == "stripped"
    assert after.of(e.Claimed) == []
    assert codes(notes) == ["R403"]
    assert "sent back by a program that removed the fields" in notes[0].says


def test_a_program_that_removed_the_fields_settles_nothing() -> None:
    held, _ = comes_back(played(*DRAFTED), replace(LETTER, remarks=(COMMENT,)))
    after, _ = comes_back(held, replace(LETTER, fields=()), on=1)
    assert last(after, e.ReadBack).state == "stripped"
    assert document_of(after).open == ("comments",)


# -- check-in forms ---------------------------------------------------------------------------------

CHECKING = {
    "documents.form": "{approved_by: []}",
    "stages.work.must.weekly": "{do: check_in, document: form, by: manager, every: 1 week, during: period}",
    "stages.work.reviews.end.rows": "[{when: {answer: progress, is: enough}, go: success}, {otherwise: last_chance}, {not_known: held}]",
}
FORM = blank(
    "held_on",
    "held_by",
    "support",
    "blockers",
    "next_actions",
    "answer_progress",
    "remark_own-1",
)
HELD = {"held_on": day(8).isoformat(), "held_by": "Mona Lind", "support": "A joint visit."}


def with_form(**fields: str):
    before = played(*DELIVERED, "8 passes", changes=CHECKING)
    return before, *comes_back(before, filled(FORM, **fields), on=8, document="form", base=FORM)


def test_a_form_that_was_filled_in_is_the_duty_s_record() -> None:
    before, after, notes = with_form(**HELD)
    assert brought(before, after)[:2] == [
        "document 03 v1 read back: fields filled in",
        "weekly done on 2026-01-13 by E00003",
    ]
    assert in_lines(last(after, e.DutyDone).told) == "Support delivered: A joint visit."
    assert notes == []


@pytest.mark.parametrize(
    ("fields", "code", "told"),
    [
        pytest.param({"support": "A joint visit."}, "R413", '"held on" and "held by" are empty', id="nothing but remarks"),
        pytest.param({**HELD, "held_by": "Sven Dahl"}, "R405", '"Sven Dahl" does not hold the role manager on 2026-01-13; E00003 does', id="held by somebody else"),
        pytest.param({**HELD, "held_on": "2026-02-01"}, "R405", 'held on "2026-02-01" is no day up to today, written like 2026-01-13', id="a day to come"),
        pytest.param({**HELD, "saved_by": "Anna Berg"}, "R405", "the form was filled in by the employee, who cannot give it", id="by the employee"),
        pytest.param({**HELD, "answer_progress": "a bit"}, "R413", '"How far has the work improved" is answered "a bit", expected enough or partly', id="no such answer"),
    ],
)  # fmt: skip
def test_a_form_that_does_not_count_says_why(fields, code, told) -> None:
    _, after, notes = with_form(**fields)
    assert after.of(e.DutyDone) == []
    assert [(n.code, n.says) for n in notes] == [(code, told)]


def test_words_typed_beside_the_fields_of_a_form_are_kept_or_asked_for() -> None:
    beside = (*LINES, "body| He was late twice.")
    _, after, notes = with_form(**HELD, lines=beside)
    assert in_lines(last(after, e.DutyDone).told).endswith(
        "Beside the fields: somebody: added: He was late twice."
    )
    assert notes == []
    _, after, notes = with_form(lines=beside)
    assert after.of(e.DutyDone) == []
    assert codes(notes) == ["R413"]


def test_a_form_filled_in_twice_counts_once() -> None:
    _, after, _ = with_form(**HELD)
    again, notes = comes_back(
        after, filled(FORM, **HELD, blockers="None."), on=9, number=3, base=FORM
    )
    assert len(again.of(e.DutyDone)) == 1
    assert codes(notes) == ["R415"]


def test_answers_of_a_form_are_answers_to_the_policy_s_questions() -> None:
    _, after, notes = with_form(**HELD, answer_progress="Partly")
    assert [(x.question, x.answer) for x in after.of(e.Answered)] == [("progress", "partly")]
    assert notes == []
