"""Which two roles may be one person, and which surely are."""

from dataclasses import replace
from datetime import date

import pytest

from engine.core.policy.policy import Calendar, Document, HeldRule, Policy, Role
from engine.core.soundness.people import maybe_one, maybe_one_person, surely_one

MANAGER = Role(field="manager")
UP = Role(field="manager.manager")


def a_policy(one: Role, other: Role) -> Policy:
    return Policy(
        id="p",
        title="P",
        version="1",
        effective=date(2026, 4, 1),
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar("US", "America/New_York"),
        held=HeldRule("one", "closed"),
        roles={"one": one, "other": other},
        documents={
            "first": Document("a.docx", "one", approved_by=("one", "other")),
            "second": Document("b.docx", "one", approved_by=("other", "one")),
        },
    )


@pytest.mark.parametrize(
    ("one", "other", "maybe", "surely"),
    [
        pytest.param(MANAGER, MANAGER, True, True, id="the same field"),
        pytest.param(MANAGER, UP, False, False, id="a manager and the manager above"),
        pytest.param(
            replace(MANAGER, if_vacant="other"),
            UP,
            True,
            False,
            id="one stands in for the other",
        ),
        pytest.param(
            MANAGER, Role(group="hr"), True, False, id="a manager may be in the group"
        ),
        pytest.param(
            MANAGER, Role(group="hr", not_same_as=("one",)), False, False, id="told apart"
        ),
        pytest.param(
            Role(group="hr", above=("other",)), MANAGER, False, False, id="told to be above"
        ),
        pytest.param(Role(group="hr"), Role(group="hr"), True, False, id="two of one group"),
        pytest.param(MANAGER, Role(field="hr_partner"), True, False, id="two fields"),
        pytest.param(Role(person="E1"), Role(person="E1"), True, True, id="the same person"),
        pytest.param(Role(person="E1"), Role(person="E2"), False, False, id="two persons"),
        pytest.param(Role(person="E1"), MANAGER, True, False, id="a person may be the manager"),
    ],
)
def test_two_roles_may_be_one_person(one: Role, other: Role, maybe: bool, surely: bool) -> None:
    policy = a_policy(one, other)
    assert maybe_one(policy, "one", "other") == maybe_one(policy, "other", "one") == maybe
    assert surely_one(policy, "one", "other") == surely_one(policy, "other", "one") == surely


def test_two_roles_are_warned_of_once_where_they_first_meet() -> None:
    (warned,) = maybe_one_person(a_policy(MANAGER, Role(group="hr")))
    assert warned.path == ("documents", "first", "approved_by")
    assert warned.warning
