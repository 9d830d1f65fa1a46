# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.plan.review import (
    UNKNOWN,
    adverse,
    deciding,
    measured,
    not_known_row,
    questions_of,
)
from tests.builders import day
from tests.core.plans import DELIVERED, a_short_policy, played
from tests.english import english

END = "stages.work.reviews.end"
ASKS = "{answer: progress, is: enough}"
OVER = "{metric: attainment, over: period, at_least: 80%}"
BELOW = "{metric: attainment, over: period, below: 80%}"
HERE = "31 told sales 2026-01-05..2026-02-04 {}; target 2026-01-05..2026-02-04 100"
CHOICE = {
    END
    + ".rows": f"[{{when: {OVER}, go: success}}, {{otherwise: [last_chance, stay]}}, {{not_known: held}}]"
}
QUESTION_FIRST = {
    END
    + ".rows": f"[{{when: {ASKS}, go: success}}, {{when: {BELOW}, go: last_chance}}, {{otherwise: stay}}, {{not_known: held}}]"
}


def found(lines, changes):
    m = played(*DELIVERED, *lines, changes=changes).m
    m = replace(m, plan=replace(m.plan, visits=m.plan.visits[:1]))  # as it stood in its stage
    return measured(m, m.policy.stages["work"].reviews["end"], day(30))


@pytest.mark.parametrize(
    ("reached", "row", "go"),
    [
        pytest.param("80", 0, ("success",), id="on the mark is a pass"),
        pytest.param("79.95", 0, ("success",), id="79.95 is printed as 80.0, so it passes"),
        pytest.param(
            "79.94", 1, ("last_chance",), id="79.94 is printed as 79.9, so it does not"
        ),
        pytest.param("0", 1, ("last_chance",), id="zero is known"),
    ],
)
def test_the_first_row_that_is_yes_holds(reached: str, row: int, go: tuple[str, ...]) -> None:
    outcome = found((HERE.format(reached),), {})
    assert (outcome.row, outcome.go) == (row, go)


@pytest.mark.parametrize(
    ("changes", "lines", "row"),
    [
        pytest.param({}, (), UNKNOWN, id="no figures: not known, not even otherwise"),
        pytest.param(QUESTION_FIRST, (HERE.format(50),), UNKNOWN, id="a row above is not known: the yes below does not count"),
        pytest.param(QUESTION_FIRST, (HERE.format(50), "32 manager answer --answer progress=partly"), 1, id="once it is a no, the yes below counts"),
        pytest.param(QUESTION_FIRST, ("31 manager answer --answer progress=enough",), 0, id="the first yes, whatever is not known below"),
        pytest.param(QUESTION_FIRST, (HERE.format(90), "32 manager answer --answer progress=partly"), 2, id="all are no: otherwise"),
    ],
)  # fmt: skip
def test_not_known_is_neither_yes_nor_no(changes, lines, row) -> None:
    then = played(*DELIVERED, "30 evening", *lines, changes=changes)
    (look,) = then.plan.looks.values()
    assert look.row == row


def test_the_reason_of_otherwise_is_what_all_rows_above_found() -> None:
    why = found((HERE.format(50),), {}).why
    assert why.answer is True
    assert (
        english(why.says)
        == "Attainment 50.0 % in 2026-01-05 to 2026-02-04 is not at least 80 % (50 of 100)"
    )


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        pytest.param("{otherwise: stay}", (), id="staying needs nobody"),
        pytest.param("{otherwise: success}", (), id="nor does a good end"),
        pytest.param("{otherwise: held}", (), id="nor to be held"),
        pytest.param("{otherwise: last_chance}", ("manager",), id="a higher level: who leads the review"),
        pytest.param("{otherwise: [success, stay]}", ("manager",), id="a choice: somebody must choose"),
        pytest.param("{otherwise: last_chance, decided_by: [hr]}", ("hr",), id="a higher level: those named"),
        pytest.param("{otherwise: separated}", ("manager", "hr"), id="an end against the employee: two, named or not"),
        pytest.param("{otherwise: separated, decided_by: [hr]}", ("hr", "manager"), id="one named: a second beside"),
        pytest.param("{otherwise: separated, decided_by: [second_line, hr]}", ("second_line", "hr"), id="two named: those"),
        pytest.param("{otherwise: [success, separated]}", ("manager", "hr"), id="a choice that holds such an end: two"),
    ],
)  # fmt: skip
def test_who_must_decide(row: str, roles: tuple[str, ...]) -> None:
    m = played(*DELIVERED, changes={END + ".rows.1": row}).m
    review = m.policy.stages["work"].reviews["end"]
    assert deciding(m.policy, m.plan.stage, review, review.rows[1]) == roles


def test_without_levels_too_somebody_confirms_a_later_stage() -> None:
    unsaid = {"stages.work.level": None, "stages.last_chance.level": None}
    m = played(*DELIVERED, changes=unsaid).m
    review = m.policy.stages["work"].reviews["end"]
    assert deciding(m.policy, "work", review, review.rows[1]) == ("manager",)


@pytest.mark.parametrize(
    ("stage", "go", "harsh"),
    [
        pytest.param("work", "stay", False, id="staying"),
        pytest.param("work", "held", False, id="held for a person"),
        pytest.param("work", "success", False, id="a good end"),
        pytest.param("work", "closed", False, id="an end without a verdict"),
        pytest.param("work", "last_chance", True, id="a higher level"),
        pytest.param("last_chance", "work", False, id="a lower level"),
        pytest.param("last_chance", "last_chance", False, id="the same level"),
        pytest.param("last_chance", "separated", True, id="an end against the employee"),
    ],
)
def test_what_is_adverse(stage: str, go: str, harsh: bool) -> None:
    assert adverse(a_short_policy(), stage, go) is harsh


def test_the_row_for_time_that_is_up_and_its_absence() -> None:
    review = a_short_policy().stages["work"].reviews["end"]
    assert review.rows[not_known_row(review)].kind == "not_known"
    without = a_short_policy({END + ".rows.2": None}).stages["work"].reviews["end"]
    assert not_known_row(without) in (UNKNOWN, 2)


def test_each_question_is_asked_once_and_in_order() -> None:
    twice = {
        END
        + ".rows": f"[{{when: {{any: [{ASKS}, {OVER}]}}, go: success}}, {{when: {{answer: progress, is: partly}}, go: stay}},"
        " {otherwise: last_chance}, {not_known: held}]"
    }
    assert questions_of(a_short_policy(twice).stages["work"].reviews["end"]) == ("progress",)
    assert questions_of(a_short_policy().stages["work"].reviews["end"]) == ()


def test_a_choice_is_measured_as_all_it_may_lead_to() -> None:
    outcome = found((HERE.format(50),), CHOICE)
    assert (outcome.go, outcome.roles) == (("last_chance", "stay"), ("manager",))
