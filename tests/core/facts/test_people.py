import pytest

from engine.core.facts.facts import Trait
from engine.core.facts.people import People, leaving_day, members_of
from engine.core.policy.policy import Role
from tests.builders import ANNA, a_trait, on, people
from tests.english import english

BOSS, SECOND, THIRD, HR1, HR2 = "E1", "E2", "E3", "E8", "E9"
TODAY = on("2026-05-12")
MANAGER = Role(field="manager")
ROLES = {
    "manager": Role(field="manager", if_vacant="second_line"),
    "second_line": Role(field="manager.manager", not_same_as=("manager",)),
    "director": Role(field="director", above=("second_line",)),
    "hr": Role(group="hr-partners"),
    "owner": Role(person="E77"),
    "checker": Role(person=BOSS, not_same_as=("manager",), if_vacant="hr"),
}


def line(*extra: Trait, members: dict[str, tuple[str, ...]] | None = None) -> People:
    """Anna reports to E1, E1 to E2, E2 to E3."""
    return people(
        a_trait("manager", BOSS),
        a_trait("manager", SECOND, employee=BOSS),
        a_trait("manager", THIRD, employee=SECOND),
        *extra,
        members=members or {"hr-partners": (HR1, HR2)},
    )


JOBS = people(
    a_trait("job", "Trainee", "2025-01-01"),
    a_trait("job", "Executive", "2026-03-01"),
    a_trait("job", "Specialist", "2026-02-01"),
    a_trait("job", "Account Executive", "2026-03-01"),
    a_trait("grade", "", "2026-01-01"),
)


@pytest.mark.parametrize(
    ("field", "day", "value"),
    [
        pytest.param("job", "2024-12-31", None, id="the day before the first: not known"),
        pytest.param("job", "2025-01-01", "Trainee", id="from its first day on"),
        pytest.param("job", "2026-02-28", "Specialist", id="the latest start counts, not row"),
        pytest.param(
            "job", "2026-03-01", "Account Executive", id="of one day the last recorded"
        ),
        pytest.param("grade", "2026-01-01", "", id="explicitly none is not unknown"),
        pytest.param("team", "2026-01-01", None, id="nobody said"),
    ],
)
def test_a_trait_is_what_was_so_on_the_day(field: str, day: str, value: str | None) -> None:
    assert JOBS.trait(ANNA, field, on(day)) == value


def test_a_path_leads_from_person_to_person() -> None:
    assert line().trait(ANNA, "manager.manager", TODAY) == SECOND
    assert line().trait(ANNA, "manager.manager.manager.manager", TODAY) is None
    nobody_above = people(a_trait("manager", ""))
    assert nobody_above.trait(ANNA, "manager.manager", TODAY) == ""


@pytest.mark.parametrize(
    ("role", "extra", "holders"),
    [
        pytest.param("manager", (), (BOSS,), id="by a field"),
        pytest.param("second_line", (), (SECOND,), id="by a path"),
        pytest.param("hr", (), (HR1, HR2), id="a group has several"),
        pytest.param("owner", (), ("E77",), id="a person by name"),
        pytest.param("nobody", (), (), id="a role the policy does not name"),
        pytest.param(
            "manager",
            (a_trait("manager", "E5", "2026-05-12"),),
            ("E5",),
            id="the new manager takes over on the day",
        ),
        pytest.param(
            "manager",
            (a_trait("manager", "E5", "2026-05-13"),),
            (BOSS,),
            id="and not a day before",
        ),
        pytest.param(
            "manager",
            (a_trait("left", "2026-05-12", employee=BOSS),),
            (SECOND,),
            id="who left today is vacant: the next line stands in",
        ),
        pytest.param(
            "manager",
            (a_trait("left", "2026-05-13", employee=BOSS),),
            (BOSS,),
            id="who leaves tomorrow still acts",
        ),
        pytest.param(
            "second_line",
            (a_trait("left", "2026-05-12", employee=BOSS),),
            (),
            id="who stands in as manager is not second line as well",
        ),
        pytest.param(
            "manager",
            (a_trait("manager", ANNA, "2026-01-01"),),
            (),
            id="nobody manages their own plan, not even two steps up",
        ),
        pytest.param(
            "second_line",
            (a_trait("manager", BOSS, "2026-01-01", employee=BOSS),),
            (),
            id="four eyes: one person is not both",
        ),
        pytest.param(
            "hr",
            (a_trait("left", "2026-01-01", employee=HR1),),
            (HR2,),
            id="a group without those who left",
        ),
        pytest.param(
            "hr",
            (a_trait("group", "payroll", "2026-02-01", employee=HR1),),
            (HR2,),
            id="a group without those who changed to another",
        ),
        pytest.param(
            "hr",
            (a_trait("group", "payroll, hr-partners", "2026-02-01", employee=HR1),),
            (HR1, HR2),
            id="a person may be in two groups",
        ),
        pytest.param(
            "director", (a_trait("director", THIRD),), (THIRD,), id="above the second line"
        ),
        pytest.param(
            "director", (a_trait("director", BOSS),), (), id="a director below them is none"
        ),
        pytest.param(
            "director",
            (a_trait("director", THIRD), a_trait("manager", BOSS, "2026-01-01", SECOND)),
            (),
            id="a line that goes round in circles is survived",
        ),
        pytest.param("checker", (), (HR1, HR2), id="excluded counts as vacant"),
    ],
)
def test_a_role_is_held_by(
    role: str, extra: tuple[Trait, ...], holders: tuple[str, ...]
) -> None:
    assert line(*extra).resolve(role, ROLES, ANNA, TODAY).persons == holders


def test_the_employee_never_holds_a_role_even_in_a_group() -> None:
    found = line(members={"hr-partners": (ANNA, HR2)}).resolve("hr", ROLES, ANNA, TODAY)
    assert found.persons == (HR2,)


@pytest.mark.parametrize(
    ("delegate", "holders"),
    [
        pytest.param("E5", ("E5",), id="a delegate stands in"),
        pytest.param(ANNA, (SECOND,), id="but never the employee"),
        pytest.param("E6", (SECOND,), id="nor one who has left"),
        pytest.param(BOSS, (SECOND,), id="nor one whom the role excludes"),
    ],
)
def test_a_delegate_is_held_to_the_rules_of_the_role(
    delegate: str, holders: tuple[str, ...]
) -> None:
    company = line(a_trait("left", "2026-01-01", employee="E6"))
    delegates = {"second_line": delegate}
    assert company.resolve("second_line", ROLES, ANNA, TODAY, delegates).persons == holders


def test_who_handed_a_role_on_still_counts_as_holding_it() -> None:
    """One person is manager and partner: a stand-in as manager does not make two of them."""
    roles = {
        "manager": Role(field="manager"),
        "hr": Role(field="partner", not_same_as=("manager",)),
    }
    company = line(a_trait("partner", BOSS))
    for delegates in ({}, {"manager": "E5"}):
        found = company.resolve(
            "hr", roles, ANNA, TODAY, delegates, dict.fromkeys(delegates, BOSS)
        )
        assert found.persons == ()
        assert english(found.why) == f"hr is vacant: {BOSS} already acts as manager"


@pytest.mark.parametrize(
    ("extra", "holders"),
    [
        pytest.param((), ("E5",), id="while the holder holds it"),
        pytest.param(
            (a_trait("manager", "E7", "2026-05-12"),), ("E7",), id="a new manager: not any more"
        ),
        pytest.param(
            (a_trait("left", "2026-05-12", employee=BOSS),), (SECOND,), id="the holder has left"
        ),
    ],
)
def test_a_stand_in_stands_in_for_one_holder(
    extra: tuple[Trait, ...], holders: tuple[str, ...]
) -> None:
    found = line(*extra).resolve(
        "manager", ROLES, ANNA, TODAY, {"manager": "E5"}, {"manager": BOSS}
    )
    assert found.persons == holders


@pytest.mark.parametrize(
    ("role", "extra", "why"),
    [
        pytest.param("manager", (), f"manager: manager of {ANNA} is E1", id="found"),
        pytest.param(
            "manager",
            (a_trait("left", "2026-05-01", employee=BOSS),),
            "manager is vacant: E1 has left or is the employee; "
            f"second_line: manager.manager of {ANNA} is E2",
            id="why somebody else",
        ),
        pytest.param(
            "director",
            (),
            f"director is vacant: director of {ANNA} is not known on 2026-05-12",
            id="not known",
        ),
        pytest.param(
            "director",
            (a_trait("director", BOSS),),
            "director is vacant: E1 is not above second_line",
            id="not above",
        ),
        pytest.param(
            "checker",
            (),
            "checker is vacant: E1 already acts as manager; hr: group hr-partners is E8, E9",
            id="excluded",
        ),
    ],
)
def test_it_says_how_a_role_was_filled(role: str, extra: tuple[Trait, ...], why: str) -> None:
    assert english(line(*extra).resolve(role, ROLES, ANNA, TODAY).why) == why


def test_roles_that_fall_to_each_other_end() -> None:
    roles = {
        "a": Role(field="nobody", if_vacant="b", not_same_as=("b",)),
        "b": Role(field="nobody", if_vacant="a", not_same_as=("a",), above=("a",)),
    }
    assert line().resolve("a", roles, ANNA, TODAY).persons == ()


def test_leaving_is_known_ahead() -> None:
    told = people(
        a_trait("left", "2026-06-30", "2026-05-01"), a_trait("left", "2026-07-31", "2026-05-20")
    )
    assert leaving_day(told, ANNA) == on("2026-07-31")
    assert leaving_day(people(a_trait("left", "")), ANNA) is None
    assert leaving_day(people(), ANNA) is None
    assert leaving_day(people(a_trait("left", "yes", "2026-05-02")), ANNA) == on("2026-05-02")


@pytest.mark.parametrize(
    ("told", "members"),
    [
        pytest.param(("a",), {"a": ("E8",)}, id="one group"),
        pytest.param(("a, b",), {"a": ("E8",), "b": ("E8",)}, id="two, by commas"),
        pytest.param(
            (" a ,, b ",), {"a": ("E8",), "b": ("E8",)}, id="spaces and gaps say nothing"
        ),
        pytest.param(("a", "b", "a"), {"a": ("E8",), "b": ("E8",)}, id="ever, and once"),
        pytest.param(("",), {}, id="none"),
    ],
)
def test_everybody_ever_in_a_group_is_found_by_its_name(
    told: tuple[str, ...], members: dict[str, tuple[str, ...]]
) -> None:
    traits = [a_trait("group", each, "2026-01-01", employee="E8") for each in told]
    assert members_of([*traits, a_trait("team", "a", "2026-01-01", employee="E9")]) == members
