"""Two policies that can cover one employee are found, and those that cannot are left alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.policy.condition import All, AnyOf, Condition, FieldTest, NoneOf, TimeSince
from engine.core.policy.policy import Calendar, Exclusion, HeldRule, Policy
from engine.core.soundness.checks import overlap
from engine.core.soundness.precedence import can_meet
from engine.core.values.units import Span, TimeUnit


def a_policy(id_: str = "a", covers: Condition | None = None, *precedes: str) -> Policy:
    return Policy(
        id=id_,
        title="P",
        version="1",
        effective=date(2026, 4, 1),
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar("US", "America/New_York"),
        held=HeldRule("hr", "closed"),
        covers=covers,
        precedes=precedes,
    )


def job(operator: str, *values: str) -> FieldTest:
    return FieldTest("job", operator, values)


SENIOR = TimeSince("hired", "at_least", Span(1, TimeUnit.YEAR))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        pytest.param(None, None, True, id="both cover everybody"),
        pytest.param(job("is", "x"), job("is", "y"), False, id="two jobs"),
        pytest.param(job("is", "x"), job("is_not", "x"), False, id="a job and all others"),
        pytest.param(job("is_one_of", "x", "y"), job("is", "y"), True, id="a job in both"),
        pytest.param(job("is_not", "x"), job("is_not", "y"), True, id="a third job"),
        pytest.param(job("is", "x"), FieldTest("team", "is", ("t",)), True, id="two fields"),
        pytest.param(
            All((job("is", "x"), SENIOR)), job("is", "y"), False, id="one of several tests"
        ),
        pytest.param(
            AnyOf((job("is", "x"), SENIOR)), job("is", "y"), True, id="one of two ways in"
        ),
        pytest.param(
            AnyOf((job("is", "x"), job("is", "z"))), job("is", "y"), False, id="neither way in"
        ),
        pytest.param(NoneOf((job("is", "x"),)), job("is", "x"), False, id="none of"),
        pytest.param(SENIOR, NoneOf((SENIOR,)), True, id="only texts keep apart"),
    ],
)
def test_field_tests_keep_policies_apart(
    one: Condition | None, other: Condition | None, meet: bool
) -> None:
    found = overlap([a_policy("a", one), a_policy("b", other)])
    place = ("covers",) if other else ("policy",)
    assert [(id_, f.code, f.path) for id_, f in found] == [("b", "P280", place)] * meet


def test_what_one_policy_leaves_out_another_may_cover() -> None:
    left_out = (Exclusion("Trainees", job("is", "trainee")),)
    everybody_else = replace(a_policy("a"), leaves_out=left_out)
    assert overlap([everybody_else, a_policy("b", job("is", "trainee"))]) == []


@pytest.mark.parametrize(
    ("policies", "found"),
    [
        pytest.param([a_policy("a", None, "b"), a_policy("b")], [], id="one goes first"),
        pytest.param(
            [a_policy("a", None, "b"), a_policy("b", None, "c"), a_policy("c")],
            [],
            id="first, second, third",
        ),
        pytest.param(
            [a_policy("a", None, "b"), a_policy("b", None, "a")], [("a", "P281")], id="a circle"
        ),
        pytest.param([a_policy("a", None, "a")], [("a", "P281")], id="before itself"),
        pytest.param(
            [a_policy("alpha", None, "betta"), a_policy("beta", job("is", "x"), "alpha")],
            [("alpha", "P215")],
            id="an unknown policy",
        ),
        pytest.param([a_policy("a"), a_policy("a")], [("a", "P282")], id="the same text twice"),
        pytest.param(
            [a_policy("a"), replace(a_policy("a"), effective=date(2027, 1, 1))],
            [],
            id="this year's text and next year's",
        ),
    ],
)
def test_precedence_is_clear(policies: list[Policy], found: list[tuple[str, str]]) -> None:
    assert [(id_, finding.code) for id_, finding in overlap(policies)] == found


FIELDS = {"job": ("x", "y", "z"), "team": ("s", "t")}
TESTS = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda field: st.builds(
        FieldTest,
        st.just(field),
        st.sampled_from(["is", "is_not", "is_one_of"]),
        st.lists(st.sampled_from(FIELDS[field]), min_size=1, max_size=2).map(tuple),
    )
)
CONDITIONS = st.recursive(
    TESTS,
    lambda parts: st.builds(
        lambda kind, p: kind(tuple(p)),
        st.sampled_from([All, AnyOf, NoneOf]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=5,
)


def covers(condition: Condition, employee: Mapping[str, str]) -> bool:
    match condition:
        case All(parts):
            return all(covers(part, employee) for part in parts)
        case AnyOf(parts):
            return any(covers(part, employee) for part in parts)
        case NoneOf(parts):
            return not any(covers(part, employee) for part in parts)
        case FieldTest(field, "is_not", values):
            return employee[field] not in values
        case FieldTest(field, _, values):
            return employee[field] in values
    raise AssertionError(condition)


# "other" stands for every text no policy names.
EMPLOYEES = [
    dict(zip(FIELDS, texts, strict=True))
    for texts in product(*((*texts, "other") for texts in FIELDS.values()))
]


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=200, deadline=None)
def test_policies_can_meet_exactly_if_some_employee_is_covered_by_both(
    one: Condition, other: Condition
) -> None:
    both = any(covers(one, e) and covers(other, e) for e in EMPLOYEES)
    assert can_meet(a_policy("a", one), a_policy("b", other)) == both
