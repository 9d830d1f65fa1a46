# ruff: noqa: E501 - a row of a table is read across

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.letter.brief import Letter, composed
from engine.core.plan.chains import obstacles
from engine.core.plan.in_force import holders
from engine.core.record import events as e
from engine.core.soundness.checks import soundness
from tests.builders import day
from tests.core.decide.test_acts import refused
from tests.core.plans import DORA, DRAFTED, LOW, MONA, SVEN, names, played, proposed
from tests.english import english, in_english

PLAN, LAST = "documents.plan_letter.", "documents.last_letter."
# The second line is the manager, too: both fields lead to Mona.
ONE = {"roles.second_line": "{field: manager}", PLAN + "approved_by": "[manager, second_line]"}
ELSE = ONE | {
    "roles.second_line": "{field: manager, if_same: director}",
    "roles.director": f"{{person: {DORA}}}",
}
ONCE = {
    "roles.second_line": "{field: manager}",
    "documents.more_letter": "{approved_by: [manager, second_line], same_person: once}",
    "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], document: more_letter}",
}
DELIVERED = (
    *DRAFTED, "0 second_line/E00003 approve plan_letter", "0 hr approve plan_letter",
    "0 manager issue plan_letter", "0 manager deliver plan_letter",
)  # fmt: skip
EXTENDED = (*DELIVERED, "9 manager extend more")


def told(then) -> list[str]:
    return [english(each) for each in obstacles(then.m, day(0))]


# -- said at the proposal -------------------------------------------------------------------------


def test_with_a_person_for_each_role_nothing_stops_the_plan() -> None:
    assert told(proposed()) == []


def test_one_person_in_two_roles_is_told_before_anything_starts() -> None:
    (only,) = told(proposed(ONE))
    assert only == (
        "E00003 alone would act as manager and second line, and these must be 2 different people: "
        "the approval of Plan letter"
    )


def test_two_people_for_three_roles_are_too_few() -> None:
    changes = {
        "roles.hr": f"{{person: {SVEN}}}",
        PLAN + "approved_by": "[manager, second_line, hr]",
    }
    found = told(proposed(changes))
    assert found[0].startswith(
        "E00002 alone would act as second line and hr, and these must be 2"
    )
    assert found[0].endswith("the approval of Plan letter and the decision on separated")


def test_a_role_that_nobody_holds_is_told() -> None:
    changes = {"roles.director": "{field: director}", LAST + "approved_by": "[director]"}
    (only,) = told(proposed(changes))
    assert only.startswith("nobody holds the role director (")
    assert only.endswith("): the approval of Last letter")


def test_the_gap_statement_says_so() -> None:
    def checked(changes):
        brief = composed(
            proposed(changes).m, Letter("gap", "open", 1, 1, 1, day(0)), "Northwind"
        )
        return in_english(brief["reason"]["checked"])

    assert checked({}) == []
    (row,) = checked(ONE)
    assert (row["title"], row["result"]) == ("People who will be needed", "to be settled first")
    assert "E00003 alone would act as manager and second line" in row["text"]


@given(boss=st.sampled_from([MONA, SVEN, DORA]), partner=st.sampled_from([MONA, SVEN, DORA]))
@settings(max_examples=9, deadline=None)
def test_what_is_not_told_can_be_approved_by_different_people(boss: str, partner: str) -> None:
    changes = {
        "roles.second_line": f"{{person: {boss}}}",
        "roles.hr": f"{{person: {partner}}}",
        PLAN + "approved_by": "[manager, second_line, hr]",
    }
    then = proposed(changes)
    people = [
        set(holders(then.m, role, day(0)).persons) for role in ("manager", "second_line", "hr")
    ]
    apart = len(set.union(*people)) == 3
    assert any("Plan letter" in each for each in told(then)) is not apart


# -- another role steps in ------------------------------------------------------------------------


def test_where_one_person_would_be_two_the_named_role_steps_in() -> None:
    then = played(*DRAFTED, "0 manager approve plan_letter", changes=ELSE)
    assert told(then) == []
    assert holders(then.m, "second_line", day(0)).persons == (DORA,)
    assert "E00001 may" in refused(then, "0 second_line/E00003 approve plan_letter")
    assert names(then.brought("0 second_line/E00001 approve plan_letter")) == ["Approved"]


def test_where_they_are_two_it_does_not() -> None:
    changes = ELSE | {"roles.second_line": "{field: manager.manager, if_same: director}"}
    assert holders(proposed(changes).m, "second_line", day(0)).persons == (SVEN,)


def test_a_vacant_role_is_no_matter_of_sameness() -> None:
    changes = ELSE | {"roles.second_line": "{field: director, if_same: director}"}
    assert holders(proposed(changes).m, "second_line", day(0)).persons == ()


# -- once for both --------------------------------------------------------------------------------


def test_a_letter_of_no_adverse_step_is_approved_once_for_both() -> None:
    then = played(*EXTENDED, changes=ONCE)
    assert not [each for each in told(then) if "More letter" in each]
    once = [
        x for x in then.brought("9 manager approve more_letter") if isinstance(x, e.Approved)
    ]
    assert [(x.role, x.by, x.once_as) for x in once] == [
        ("manager", MONA, ""),
        ("second_line", MONA, "manager"),
    ]


def test_struck_both_are_gone() -> None:
    then = played(*EXTENDED, "9 manager approve more_letter", changes=ONCE)
    struck = then.then("9 manager strike --note 'wrong letter'")
    assert [
        d.approvals for d in struck.plan.documents.values() if d.document == "more_letter"
    ] == [()]


def test_two_people_approve_twice_all_the_same() -> None:
    apart = ONCE | {"roles.second_line": "{field: manager.manager}"}
    lines = (
        *DELIVERED[:1],
        "0 second_line approve plan_letter",
        *DELIVERED[2:],
        "9 manager extend more",
    )
    brought = played(*lines, changes=apart).brought("9 manager approve more_letter")
    assert names(brought) == ["Approved"]


@pytest.mark.parametrize(
    ("document", "adverse"),
    [("plan_letter", True), ("last_letter", True), ("more_letter", False)],
)
def test_letters_of_adverse_steps_are_never_merged(document: str, adverse: bool) -> None:
    changes = ONCE | {f"documents.{document}.same_person": "once"}
    found = [each.path for each in soundness(proposed(changes).m.policy) if each.code == "P297"]
    assert found == ([("documents", document, "same_person")] if adverse else [])


def test_an_end_of_employment_needs_two_people_always() -> None:
    one = {"roles.hr": f"{{person: {SVEN}}}", PLAN + "approved_by": "[second_line]"}
    (only,) = told(proposed(one))
    assert only.endswith("2 different people: the decision on separated")
    then = played(
        "0 hr/E00002 confirm", "0 second_line approve plan_letter", "0 manager issue plan_letter",
        "0 manager deliver plan_letter", LOW, "31 manager decide end --outcome last_chance",
        "32 second_line approve last_letter", "32 hr/E00002 issue last_letter",
        "32 hr/E00002 deliver last_letter", "93 told sales 2026-02-06..2026-04-07 50; target 2026-02-06..2026-04-07 100",
        "94 second_line decide end --outcome separated --assurance confirmed", changes=one,
    )  # fmt: skip
    said = refused(then, "94 hr/E00002 decide end --outcome separated --assurance confirmed")
    assert said.startswith("E00002")
    assert then.plan.state == "open"
