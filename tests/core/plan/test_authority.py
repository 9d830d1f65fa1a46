# ruff: noqa: E501 - a row of a table is read across

import pytest

from engine.core.plan.authority import allowed, one_of, only, who_may
from engine.core.values.errors import NotAllowedError
from engine.words.say import refusal_words
from tests.builders import ANNA
from tests.core.plans import DELIVERED, DRAFTED, act, played, proposed
from tests.english import english, refusing


@pytest.mark.parametrize(
    ("line", "role", "told"),
    [
        pytest.param("0 hr confirm", "hr", "", id="one of the group"),
        pytest.param("0 hr/E00010 confirm", "hr", "", id="any other of the group"),
        pytest.param("0 manager goal", "manager", "", id="the manager by the roster"),
        pytest.param("0 employee reply", "employee", "", id="the employee as employee"),
        pytest.param(
            "0 manager confirm", "hr",
            'confirm is for the role "hr", not "manager"; E00009 or E00010 may', id="another role",
        ),
        pytest.param(
            "0 hr/E00003 confirm", "hr",
            "E00003 is not hr for E00012 on 2026-01-05; E00009 or E00010 may", id="a role claimed by somebody else",
        ),
        pytest.param(
            "0 director/E00001 confirm", "director",
            "E00001 is not director for E00012 on 2026-01-05; nobody holds director on 2026-01-05",
            id="a role the policy does not name",
        ),
        pytest.param(
            "0 manager/E00012 goal", "manager",
            "E00012 is not manager for E00012 on 2026-01-05; E00003 may", id="nobody is their own manager",
        ),
    ],
)  # fmt: skip
def test_only_who_holds_the_role_for_this_employee_acts(
    line: str, role: str, told: str
) -> None:
    m = proposed().m
    if not told:
        allowed(m, act(line), role)
        return
    with pytest.raises(NotAllowedError) as problem:
        allowed(m, act(line), role)
    assert refusal_words(problem.value, "en") == told


@pytest.mark.parametrize(
    ("line", "able"),
    [
        pytest.param("9 manager goal", True, id="the day before, still the old manager"),
        pytest.param("10 manager goal", False, id="from its day on, no longer"),
        pytest.param("9 manager/E00001 goal", False, id="the new one not before"),
        pytest.param("10 manager/E00001 goal", True, id="the new one from that day on"),
        pytest.param("11 manager goal --on 9", True, id="said later, of a day when it was so"),
    ],
)
def test_a_role_is_held_as_of_the_day_of_the_act(line: str, able: bool) -> None:
    m = played(*DRAFTED, "10 told manager = E00001").m
    try:
        allowed(m, act(line), "manager")
    except NotAllowedError:
        assert not able
    else:
        assert able


@pytest.mark.parametrize(
    ("line", "able"),
    [
        pytest.param("6 manager/E00001 goal", True, id="the stand-in may"),
        pytest.param("6 manager goal", False, id="not both: it was handed on"),
        pytest.param("6 second_line/E00001 goal", False, id="in no other role"),
    ],
)
def test_a_stand_in_acts_in_that_role_alone(line: str, able: bool) -> None:
    m = played(*DRAFTED, "5 manager delegate --outcome E00001").m
    try:
        allowed(m, act(line), act(line).role)
    except NotAllowedError:
        assert not able
    else:
        assert able


def test_where_several_roles_may_the_one_named_must_hold() -> None:
    m = proposed().m
    one_of(m, act("0 hr decide"), ("second_line", "hr"))
    with refusing("second_line: E00002 may; hr: E00009 or E00010 may"):
        one_of(m, act("0 manager decide"), ("second_line", "hr"))
    with refusing("E00003 is not hr"):
        one_of(m, act("0 hr/E00003 decide"), ("second_line", "hr"))


def test_who_may_is_said_by_id_and_vacancy_too() -> None:
    m = proposed().m
    assert english(who_may(m, act("0 hr decide"), "hr")) == "E00009 or E00010 may"
    assert english(who_may(m, act("0 employee reply"), "employee")) == f"{ANNA} may"
    assert (
        english(who_may(m, act("0 hr decide"), "board")) == "nobody holds board on 2026-01-05"
    )


def test_an_act_fits_the_state_of_the_plan() -> None:
    m = played(*DELIVERED).m
    only(m, act("0 manager extend"), "open", "held")
    with refusing("PW-1 is open; resume needs a plan that is held"):
        only(m, act("0 hr resume"), "held")
