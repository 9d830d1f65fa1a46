# ruff: noqa: E501 - a row of a table is read across

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from engine.core.decide.opening import considered
from engine.core.letter.brief import Letter, composed
from engine.core.letter.brief_names import brief_names
from engine.core.values.units import Amount
from tests.builders import ANNA, day
from tests.core.plans import (
    APPROVED,
    DELIVERED,
    DRAFTED,
    HIGH,
    ISSUED,
    LAST_CHANCE,
    Played,
    a_short_policy,
    a_world,
    number_of,
    played,
    proposed,
    told,
)
from tests.english import in_english

MUST, MAY = "stages.work.must.", "stages.work.may."
EVERYTHING = {
    MUST + "kickoff": "{do: meeting, notice: 3 business days, within: 10 business days, from: plan_letter.delivered}",
    MUST + "visit": "{do: support, text: A joint visit, within: 3 weeks, from: plan_letter.delivered}",
    MUST + "course": "{do: train, text: Discovery calls, within: 3 weeks, from: stage.entered}",
    MUST + "weekly": "{do: check_in, document: form, every: 1 week, during: period}",
    MAY + "more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], document: more_letter}",
    MAY + "reply": "{do: reply, by: employee, within: 15 days, from: document.delivered}",
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}, set_by: {role: manager, at_most: 2}}",
    "documents.form": "{approved_by: []}",
    "documents.more_letter": "{approved_by: []}",
    "must.tell": "{do: issue, document: outcome, in: [success], by: hr, from: plan.closed}",
    "documents.outcome": "{drafted_by: hr, approved_by: []}",
    "leaves_out": "[{title: Ramp, when: {time_since: hired, below: 6 months}}]",
}  # fmt: skip
ASKING = {
    "questions.effort": "{ask: hr, text: Was help given, answers: [yes, no]}",
    "questions.progress.answers": "[enough, partly, too_little]",
    "stages.work.reviews.end.rows.0.when": "{all: [{answer: progress, is: enough}, {answer: effort, is: yes}]}",
    "stages.work.reviews.middle": "{days: [10], during: period, rows: [{when: {answer: progress, is: enough}, go: success}, {otherwise: stay}, {not_known: stay}]}",
}  # fmt: skip
RESTRICTED = {
    "leaves_out": "[{title: Illness, when: {field: health, is: poor}}, {title: Away, when: {field: leave, is_one_of: [burnout]}},"
    " {title: Cure, when: {time_since: cured, below: 6 months}}, {title: Ramp, when: {time_since: hired, below: 6 months}}]",
    MUST + "rest": "{do: act, text: Rest, when: {field: health, is_not: poor}}",
    "values.floor": "{varies_by: health, is: {frail: 70%}}",
    "open.0.when": "{metric: attainment, over: last 3 months, below: $floor}",
}
SECRETS = (
    "frail",
    "burnout",
    "2019-03-07",
    "health",
    "cured",
    "leave",
    "Illness",
    "Away",
    "Cure",
)


def brief(then: Played, number: int = 2, on: int = 0) -> dict:
    """The brief of a document of the plan, as if drafted anew on that day."""
    document = then.plan.documents[number]
    letter = Letter(
        document.document, document.item, document.occurrence, number, document.version, day(on)
    )
    return in_english(composed(then.m, letter, "Example Ltd"))


def names_in(value: object, path: str = "") -> Iterator[str]:
    """The dotted names a brief holds, a row of a list as `goals[].name`; lists by their own name too."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from names_in(each, f"{path}.{key}" if path else key)
        return
    yield path
    if isinstance(value, list):
        for row in value:
            yield from (f"{path}[].{key}" for key in row)


def everything_in(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from everything_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from everything_in(each)
    else:
        yield value


# -- which names ----------------------------------------------------------------------------------

LIVES = [
    pytest.param((), 1, id="a proposal's gap statement"),
    pytest.param(DRAFTED, 2, id="the first letter"),
    pytest.param(DELIVERED, 2, id="handed over"),
    pytest.param((*DELIVERED, "9 manager check-in weekly"), 3, id="a check-in form"),
    pytest.param((*DELIVERED, "9 manager extend more --note slow"), 4, id="an extension"),
    pytest.param((*DELIVERED, "38 passes"), 2, id="held"),
    pytest.param((*DELIVERED, HIGH), 4, id="after a good end"),
]


@pytest.mark.parametrize(("lines", "number"), LIVES)
def test_every_name_is_always_there_and_no_other(lines, number: int) -> None:
    then = played(*lines, changes=EVERYTHING)
    promised = brief_names(then.m.policy)
    given = set(names_in(brief(then, number)))
    rows = {name for name in promised if "[]" in name}
    assert given <= promised
    assert promised - given <= rows  # a list without a row names no column


def test_each_list_with_a_row_has_every_column() -> None:
    told_of = set()
    for param in LIVES:
        lines, number = param.values
        told_of |= set(names_in(brief(played(*lines, changes=EVERYTHING), number)))
    told_of |= set(names_in(brief(played(*LAST_CHANCE), 3, 32)))
    told_of |= set(names_in(brief(played(*DRAFTED, changes=ASKING))))
    assert told_of == brief_names(played(changes=EVERYTHING).m.policy)


def test_a_list_without_rows_is_an_empty_list() -> None:
    found = brief(played(*DRAFTED))
    assert (found["goals"], found["support"], found["checkins"], found["earlier"]) == (
        [],
        [],
        [],
        [],
    )


# -- dates ----------------------------------------------------------------------------------------

NOT_YET = [
    pytest.param("period.starts", "", id="no start of a clock that has not started"),
    pytest.param("period.ends", "", id="nor its end"),
    pytest.param(
        "period.words",
        "30 days from the day this letter is handed over",
        id="its length in words",
    ),
    pytest.param(
        "reply.words",
        "within 15 days of the day this letter is handed over",
        id="a reply's window in words",
    ),
    pytest.param(
        "acknowledge.words",
        "within 5 business days of the day this letter is handed over",
        id="a receipt's too",
    ),
    pytest.param(
        "support.0.due",
        "within 3 weeks of the day this letter is handed over",
        id="what is promised from then on",
    ),
    pytest.param("training.0.due", day(21), id="what is promised from now on has its day"),
    pytest.param("checkins.0.date", "every week", id="what recurs in it"),
    pytest.param("goals.0.due", "end of the period", id="a goal's end"),
    pytest.param("plan.opened", day(0), id="the opening has happened"),
    pytest.param("decision.on", "", id="no decision has"),
]
HAPPENED = [
    pytest.param("period.starts", day(0), id="the clock's first day"),
    pytest.param("period.ends", day(30), id="and its last"),
    pytest.param("support.0.due", day(21), id="what is promised from then on"),
    pytest.param("checkins.0.date", day(7), id="the first check-in"),
    pytest.param("checkins.1.date", day(15), id="the second, after the holiday"),
    pytest.param("goals.0.due", day(30), id="a goal's end"),
]


def at(found: object, path: str) -> object:
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]  # type: ignore[index]
    return found


@pytest.mark.parametrize(("path", "value"), NOT_YET)
def test_before_it_happened_it_is_said_in_words(path: str, value: object) -> None:
    for lines in (DRAFTED, APPROVED, ISSUED):
        assert at(brief(played(*lines, changes=EVERYTHING)), path) == value


@pytest.mark.parametrize(("path", "value"), HAPPENED)
def test_once_it_happened_it_has_its_day(path: str, value: object) -> None:
    assert at(brief(played(*DELIVERED, changes=EVERYTHING)), path) == value


def test_no_day_to_come_is_printed_but_a_planned_one_of_the_record() -> None:
    """Before the letter is handed over, the only later day is that of a duty counted from the stage."""
    found = brief(played(*DRAFTED, changes=EVERYTHING))
    later = [x for x in everything_in(found) if isinstance(x, date) and x > day(0)]
    assert [number_of(x) for x in later] == [21]


def test_an_extension_prints_both_ends_of_the_record() -> None:
    then = played(*DELIVERED, "9 manager extend more --note slow", changes=EVERYTHING)
    assert brief(then, 4, 9)["extension"] == {
        "from": day(30), "to": day(40), "number": 1, "of": 1, "words": "by 10 days",
        "reason": "slow", "goals": "kept",
    }  # fmt: skip


# -- what is never printed ------------------------------------------------------------------------


def test_restricted_fields_are_nowhere() -> None:
    world = told(
        a_world(), "health = frail; cured = 2019-03-07; away leave burnout -60..-50", day(-100)
    )
    for lines, number in (((), 1), (DRAFTED, 2), (DELIVERED, 2)):
        then = played(*lines, changes=RESTRICTED, world=world)
        printed = " | ".join(str(x) for x in everything_in(brief(then, number)))
        assert [secret for secret in SECRETS if secret in printed] == []
        assert "Ramp" in printed  # what may be named is


@pytest.mark.parametrize("field", ["name", "job", "team", "hired"])
def test_a_field_of_the_employee_made_restricted_is_empty(field: str) -> None:
    kind = "date" if field == "hired" else "text"
    open_ = brief(played(*DRAFTED))["employee"]
    closed = brief(
        played(*DRAFTED, changes={f"employee.{field}": f"{{type: {kind}, restricted: true}}"})
    )["employee"]
    assert open_[field]
    assert closed[field] == ("E00012" if field == "name" else "")


# -- figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reached", "text"),
    [
        pytest.param("89.84", "69.9 %", id="69.947 is compared and printed as 69.9"),
        pytest.param("80.002", "66.7 %", id="66.667… as 66.7"),
    ],
)
def test_the_number_printed_is_the_number_compared(reached: str, text: str) -> None:
    world = told(a_world(), f"sales 2025-12 {reached}", day(-5))
    found = brief(proposed(world=world), 1)
    assert found["reason"]["sentence"].startswith(
        f"Attainment {text} in 2025-Q4 is below 70 % ("
    )


def test_what_prints_as_the_mark_is_on_the_mark() -> None:
    """69.95 % is 70.0 % on paper, so nobody is told they are below 70 %."""
    world = told(a_world(), "sales 2025-12 89.85", day(-5))
    case = considered(a_short_policy(), ANNA, world.known(), day(-5), day(0), told=True)
    assert case.found == ()


@pytest.mark.parametrize(
    ("sales", "result"),
    [
        pytest.param("49.95", "50.0 %", id="half goes up"),
        pytest.param("49.94", "49.9 %", id="below half stays"),
    ],
)
def test_each_periods_share_is_rounded_once_by_the_metrics_own_rule(
    sales: str, result: str
) -> None:
    then = proposed(world=told(a_world(), f"sales 2025-12 {sales}", day(-5)))
    last = brief(then, 1)["readings"][-1]
    assert isinstance(last["result"], Amount)
    assert (last["actual"], last["target"], str(last["result"])) == (sales, "100", result)


FLOOR = {
    "values.floor": "{taken_at: plan.opened, dated: [{starting: 2025-01-01, is: 65%}, {starting: 2026-01-05, is: 70%}]}",
    "open.0.when": "{metric: attainment, over: last 3 months, below: $floor}",
}


@pytest.mark.parametrize(
    ("lines", "number"),
    [pytest.param((), 1, id="proposed"), pytest.param(DRAFTED, 2, id="opened since")],
)
def test_what_was_required_is_what_was_compared_with(lines, number: int) -> None:
    """The floor rises on the day the plan opens; it was judged before, by the lower one."""
    found = brief(played(*lines, changes=FLOOR), number)
    assert "is below 65 %" in found["reason"]["sentence"]
    assert {row["required"] for row in found["readings"]} == {"at least 65 %"}


def test_after_a_decision_what_was_required_is_what_the_review_asked() -> None:
    found = brief(played(*LAST_CHANCE), 3, 32)
    assert found["reason"]["sentence"].startswith(
        "Attainment 50.0 % in 2026-01-05 to 2026-02-04 is not at least 80 %"
    )
    assert [(r["actual"], str(r["result"]), r["required"]) for r in found["readings"]] == [
        ("50", "50.0 %", "at least 80 %")
    ]


def test_corrected_later_the_letter_prints_what_was_decided_on() -> None:
    then = played(*DELIVERED, "9 told sales 2025-12 80")
    assert brief(then)["readings"] == brief(played(*DELIVERED))["readings"]


# -- who ------------------------------------------------------------------------------------------


def test_names_are_those_of_the_letters_day() -> None:
    then = played(*DRAFTED, "9 told manager = E00001")
    assert brief(then, 2, 8)["drafter"] == {
        "id": "manager",
        "role": "Manager",
        "name": "Mona Lind",
    }
    assert brief(then, 2, 9)["drafter"] == {
        "id": "manager",
        "role": "Manager",
        "name": "Dora Ek",
    }


def test_a_role_nobody_holds_is_empty_and_a_person_without_a_name_is_an_id() -> None:
    world = a_world()
    nameless = replace(
        world,
        traits=tuple(t for t in world.traits if (t.employee, t.field) != ("E00003", "name")),
    )
    assert brief(played(*DRAFTED, world=nameless))["drafter"]["name"] == "E00003"
    gone = played(*DRAFTED, "3 told E00009 left = 2026-01-06; E00010 left = 2026-01-06")
    assert brief(gone, 2, 3)["roles"]["hr"] == {"id": "", "name": ""}


def test_who_signs_is_everybody_once_and_the_employee_where_a_receipt_is_asked_for() -> None:
    assert [row["role"] for row in brief(played(*DRAFTED))["signatures"]] == [
        "Manager",
        "Second line",
        "HR",
        "Employee",
    ]
    assert [row["role"] for row in brief(played(*LAST_CHANCE), 3, 32)["signatures"]] == [
        "HR",
        "Second line",
    ]


def test_whoever_signs_is_named_by_the_role_of_the_policy() -> None:
    found = brief(played(*DRAFTED))
    assert [row["id"] for row in found["approvals"]] == ["second_line", "hr"]
    assert [row["id"] for row in found["signatures"]] == [
        "manager",
        "second_line",
        "hr",
        "employee",
    ]


def test_a_goal_is_named_as_the_policy_names_it() -> None:
    then = played(*DELIVERED, changes=EVERYTHING)
    assert [goal["id"] for goal in brief(then)["goals"]] == ["attain"]


def test_a_receipt_says_whose_it_is_and_no_receipt_nobody() -> None:
    assert brief(played(*DRAFTED))["acknowledge"]["by"] == "employee"
    assert brief(proposed(), 1)["acknowledge"]["by"] == ""


# -- what is asked --------------------------------------------------------------------------------


def test_the_drafter_reads_each_question_of_the_stages_reviews_once_and_no_other_roles() -> (
    None
):
    assert brief(played(*DRAFTED, changes=ASKING))["questions"] == [
        {
            "id": "progress",
            "text": "How far has the work improved",
            "answers": "enough, partly or too little",
        }
    ]


def test_another_drafter_is_asked_other_questions() -> None:
    by_hr = {**ASKING, "documents.plan_letter.drafted_by": "hr"}
    found = brief(played(*DRAFTED, changes=by_hr))["questions"]
    assert [(q["id"], q["answers"]) for q in found] == [("effort", "yes or no")]


def test_no_review_no_question() -> None:
    assert brief(proposed(changes=ASKING), 1)["questions"] == []
    assert brief(played(*DRAFTED))["questions"] == []
    assert brief(played(*LAST_CHANCE), 3, 32)["questions"] == []


def test_the_document_says_which_it_is() -> None:
    back = played(*DRAFTED, "1 second_line return plan_letter --note dates")
    assert brief(back, 2, 1)["document"] == {
        "title": "Plan letter", "id": "plan_letter", "version": 2, "number": "02", "drafted": day(1),
    }  # fmt: skip


def test_a_proposal_has_neither_stage_nor_level() -> None:
    found = brief(proposed(), 1)["plan"]
    assert (found["stage"], found["level"], found["opened"]) == ("Proposed", "", "")
