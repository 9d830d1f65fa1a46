# ruff: noqa: E501 - a row of a table is read across
from dataclasses import replace

import pytest

from engine.core.facts.facts import Absence
from engine.core.measure.context import (
    EvaluationContext,
    Looked,
    current_absences,
    current_figures,
    looked_up,
    restricted,
    value_of,
)
from engine.core.policy.condition import ValueRef
from engine.core.policy.policy import Dated, EmployeeField, Value
from tests.builders import (
    ANNA,
    NOWHERE,
    a_case,
    a_figure,
    a_policy,
    a_trait,
    day,
    months,
    on,
    people,
    percent,
    period,
)
from tests.english import english

FLOOR = Value(
    dated=(
        Dated(on("2025-10-01"), percent(65), "HR-112"),
        Dated(on("2026-04-01"), percent(70), "HR-131"),
    )
)
WINDOW = Value(varies_by="segment", by={"smb": months(6), "enterprise": months(9)})
HIDDEN = Value(varies_by="band", by={"a": months(6)})
TODAY = Value(dated=FLOOR.dated, taken_at="today")
ENTERED = Value(dated=FLOOR.dated, taken_at="stage.entered")
POLICY = a_policy(
    values={
        "floor": FLOOR,
        "window": WINDOW,
        "hidden": HIDDEN,
        "today": TODAY,
        "entered": ENTERED,
    },
    employee={"band": EmployeeField("text", restricted=True), "segment": EmployeeField("text")},
)
WHO = people(
    a_trait("segment", "smb", "2026-01-01"),
    a_trait("segment", "enterprise", "2026-06-01"),
    a_trait("band", "z", "2026-01-01"),
)


def case(basis: str, **taken: str) -> EvaluationContext:
    days = {name.replace("_", "."): on(text) for name, text in taken.items()}
    return a_case(basis, policy=POLICY, who=WHO, taken=days)


@pytest.mark.parametrize(
    ("name", "at", "value", "note"),
    [
        pytest.param(
            "floor",
            case("2026-03-31"),
            percent(65),
            "floor since 2025-10-01, HR-112",
            id="65 %",
        ),
        pytest.param(
            "floor",
            case("2026-04-01"),
            percent(70),
            "floor since 2026-04-01, HR-131",
            id="70 % from its first day",
        ),
        pytest.param(
            "floor",
            case("2025-09-30"),
            None,
            "floor has no value on 2025-09-30",
            id="before it",
        ),
        pytest.param(
            "floor",
            case("2026-05-01", plan_opened="2026-03-31"),
            percent(65),
            "floor since 2025-10-01, HR-112",
            id="a plan keeps the value it opened under",
        ),
        pytest.param(
            "today",
            case("2026-05-01", plan_opened="2026-03-31"),
            percent(70),
            "today since 2026-04-01, HR-131",
            id="unless the policy says today",
        ),
        pytest.param(
            "entered",
            case("2026-05-01", plan_opened="2026-03-31", stage_entered="2026-04-01"),
            percent(70),
            "entered since 2026-04-01, HR-131",
            id="or the day the stage was entered",
        ),
        pytest.param("window", case("2026-05-31"), months(6), "segment smb", id="by a field"),
        pytest.param(
            "window",
            case("2026-07-01", plan_opened="2026-05-31"),
            months(6),
            "segment smb",
            id="by the field as of opening",
        ),
        pytest.param(
            "window",
            case("2025-12-31"),
            None,
            "segment is not known on 2025-12-31",
            id="not said",
        ),
        pytest.param(
            "hidden",
            case("2026-05-31"),
            None,
            "there is no value for a restricted field",
            id="a restricted field is never printed",
        ),
        pytest.param(
            "hidden",
            case("2025-12-31"),
            None,
            "a restricted field is not known on 2025-12-31",
            id="nor named",
        ),
        pytest.param(
            "none", case("2026-05-31"), None, "the policy has no value none", id="no such name"
        ),
    ],
)
def test_a_value_is_looked_up(
    name: str, at: EvaluationContext, value: object, note: str
) -> None:
    found = looked_up(ValueRef(name), at)
    assert (found.value, english(found.note)) == (value, note)
    assert value_of(ValueRef(name), at) == value


def test_an_amount_stands_for_itself() -> None:
    assert value_of(percent(70), case("2026-05-01")) == percent(70)
    assert looked_up(months(3), case("2026-05-01")) == Looked(months(3))


def test_a_field_with_no_entry_for_the_value_says_which() -> None:
    at = a_case(policy=POLICY, who=people(a_trait("segment", "")))
    assert (
        english(looked_up(ValueRef("window"), at).note) == "there is no value for segment none"
    )


def test_only_the_last_recorded_of_one_period_is_current() -> None:
    told = [
        a_figure("actual", "2026-05", 1),
        a_figure("target", "2026-05", 9),
        a_figure("actual", "2026-04", 2),
        a_figure("actual", "2026-05", 3),
    ]
    found = current_figures(told)
    assert [(f.period, int(f.value)) for f in found["actual"]] == [
        (period("2026-04"), 2),
        (period("2026-05"), 3),
    ]
    assert set(found) == {"actual", "target"}


def test_a_path_through_a_restricted_field_is_restricted() -> None:
    assert restricted("band", case("2026-05-01"))
    assert restricted("manager.band", case("2026-05-01"))
    assert not restricted("segment", case("2026-05-01"))
    assert "band" not in str(looked_up(ValueRef("hidden"), case("2026-05-31")).note)


@pytest.mark.parametrize(
    ("rows", "until"),
    [
        pytest.param([("a", 2, "sick", 5)], [5], id="one"),
        pytest.param([("a", 2, "sick", 5), ("b", 2, "sick", 9)], [9], id="its end is told anew"),
        pytest.param([("a", 2, "sick", 5), ("b", 2, "none", 5)], [], id="taken back"),
        pytest.param([("a", 2, "long", 30), ("a", 3, "sick", 5)], [30, 5], id="two rows of one file"),
        pytest.param([("a", 2, "long", 30), ("a", 3, "sick", 5), ("b", 2, "long", 20)], [20], id="the next file tells of one"),
    ],
)  # fmt: skip
def test_which_of_the_absences_that_begin_on_a_day_are_current(rows, until) -> None:
    told = [
        Absence(ANNA, "leave", kind, day(0), day(last), replace(NOWHERE, drop=drop, row=row))
        for drop, row, kind, last in rows
    ]
    assert [away.until for away in current_absences(told)] == [day(last) for last in until]
