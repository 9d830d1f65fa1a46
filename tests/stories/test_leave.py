# ruff: noqa: E501 - a row of a table is read across, like the line of a diary
"""Leave, dated: what it changes in what is proposed, decided and awaited, and that it harms nobody."""

from functools import partial

import pytest

from engine.core.record import events as e
from tests.english import english
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, patched

QUARTER = {
    "metrics.attainment": "{ratio: {of: closed_won, to: quota}, partial: prorate, leave_out: [leave]}",
    "open.0.when": "{metric: attainment, over: last 3 months, below: 70%}",
}
LONG = QUARTER | {"metrics.attainment.leave_out": "{fields: [leave], at_least: 5 days}"}
AWAY = {
    "leaves_out": "[{title: Away, when: {field: leave, is: away}}]",
    "employee.leave.restricted": "false",
}
RECEIPT = {
    "documents.plan_letter": "{approved_by: [hr], acknowledged: {within: 5 business days}}",
    "stages.work.deadline": "{within: 60 days}",
}
FINAL = {
    "stages.ended": "{level: 2, must: {letter: {do: issue, document: plan_letter}}, reviews: {look: {days: [20],"
    " during: stage, rows: [{when: {metric: attainment, over: last 1 month, at_least: 80%}, go: success},"
    " {otherwise: gone, decided_by: [second_line, hr]}, {not_known: held}]}}, deadline: {within: 32 days}}",
    "stages.gone": "{final: dismissed}",
    "stages.work.level": "1",
}
MORE = {
    "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [second_line]}"
}


def first_quarter(*reached: int | None) -> str:
    """What was sold of 100 in January, February and March, told on 2 April."""
    months = zip(("2026-01", "2026-02", "2026-03"), reached, strict=True)
    told = (f"closed_won {m} {won}; quota {m} 100" for m, won in months if won is not None)
    return f"2026-04-02 told {'; '.join(told)}\n"


def told(script: str, given: dict[str, str | None] | None = None) -> Told:
    return played(script, policy_of(patched(BASE, given or {})))


def proposals(found: Told) -> list[str]:
    """The days and what they rest on."""
    return [f"{x.on}: {english(x.why.says)}" for x in found.all_of(e.Proposed)]


SAYS = "2026-04-02: Attainment {} % in {} is below 70 % ({}, {} business days counted)"


@pytest.mark.parametrize(
    ("away", "reached", "says"),
    [
        pytest.param("2026-03-10..2026-03-10", (60, 60, 150), None, id="one sick day in the good March: 90 %, not 60 %"),
        pytest.param("2026-03-10..2026-03-10", (60, 60, 45), SAYS.format("60.0", "2026-01 to 2026-02", "120 of 200", 39), id="too little either way: March is left out, as the policy says"),
        pytest.param("2026-03-01..2026-03-31", (60, 60, 0), SAYS.format("60.0", "2026-01 to 2026-02", "120 of 200", 39), id="the whole of March"),
        pytest.param("2026-03-01..2026-03-31", (90, 60, 0), None, id="the whole of March, and enough without it"),
        pytest.param("2026-03-01..2026-03-31", (60, 60, None), None, id="a month away of which nobody tells figures: not known when it counts"),
        pytest.param("2026-03-30..2026-04-01", (90, 60, 45), None, id="across the quarter's end"),
        pytest.param("2026-01-30..2026-02-02", (20, 150, 40), None, id="from a bad month into a good one: the bad one alone is left out"),
        pytest.param("2026-01-31..2026-01-31", (20, 150, 40), None, id="the day before: the answer was that already"),
        pytest.param("2026-01-31..2026-02-01", (20, 99, 40), SAYS.format("40.0", "2026-03", "40 of 100", 22), id="no mixture is enough"),
        pytest.param("2026-01-02..2026-03-31", (20, 20, 20), None, id="away all the time: nothing is left, so not known"),
    ],
)  # fmt: skip
def test_the_answer_that_is_kinder_holds(
    away: str, reached: tuple[int, ...], says: str | None
) -> None:
    found = told(f"2026-01-05 told away leave sick {away}\n" + first_quarter(*reached), QUARTER)
    assert proposals(found) == ([says] if says else [])


@pytest.mark.parametrize(
    ("leaves", "proposed"),
    [
        pytest.param(["2026-01-05..2026-01-08"], True, id="four days leave nothing out: 53 %"),
        pytest.param(["2026-01-05..2026-01-09"], False, id="five do: 80 %"),
        pytest.param(["2026-01-05..2026-01-07", "2026-01-08..2026-01-09"], True, id="three and two are not five"),
        pytest.param(["2026-01-05..2026-01-09", "2026-01-07..2026-01-12"], False, id="two that overlap"),
    ],
)  # fmt: skip
def test_the_least_length_is_that_of_one_absence(leaves: list[str], proposed: bool) -> None:
    away = "; ".join(f"away leave sick {each}" for each in leaves)
    found = told(f"2026-01-20 told {away}\n" + first_quarter(0, 80, 80), LONG)
    assert bool(proposals(found)) == proposed


def test_the_least_length_does_not_say_what_protects() -> None:
    found = told(
        "2026-04-01 told away leave sick 2026-04-02..2026-04-03\n"
        + first_quarter(0, 50, 50)
        + "2026-05-01 passes\n",
        LONG,
    )
    assert [str(x.on) for x in found.all_of(e.Proposed)] == ["2026-04-06"]


@pytest.mark.parametrize(
    ("kind", "proposed"),
    [
        pytest.param("away", [], id="no kind was told: away"),
        pytest.param("Parental", [], id="a kind was told: away all the same"),
        pytest.param("none", ["2026-04-02"], id="told in error and taken back"),
    ],
)  # fmt: skip
def test_whoever_is_away_can_be_left_out_whatever_the_kind(
    kind: str, proposed: list[str]
) -> None:
    away = "2026-03-01 told away leave away 2026-03-02..\n"
    found = told(
        away + f"2026-03-03 told away leave {kind} 2026-03-02..\n" + first_quarter(50, 50, 50),
        AWAY,
    )
    assert [str(x.on) for x in found.all_of(e.Proposed)] == proposed


# -- while it lasts ---------------------------------------------------------------------------------

FIGURES = "2026-02-02 told closed_won 2026-01 50; quota 2026-01 100\n"
OPENED = FIGURES + "2026-02-03 hr confirm\n"
ISSUED = OPENED + "2026-02-04 hr approve plan_letter\n2026-02-04 manager issue plan_letter\n"
HANDED_OVER = (
    ISSUED + "2026-02-05 manager deliver plan_letter\n"
)  # the clock runs to 7 March, a Saturday
LOW = "2026-03-02 told closed_won 2026-02..2026-03 40; quota 2026-02..2026-03 100\n"


def days(found: Told, kind: type[e.Event]) -> list[str]:
    return [str(x.on) for x in found.all_of(kind)]


def sick(on: str, first_last: str, kind: str = "sick") -> str:
    return f"{on} told away leave {kind} {first_last}\n"


def test_nothing_is_proposed_before_the_first_working_day_after_it() -> None:
    """It ends on the Friday before Presidents' Day, the third Monday in February."""
    story = sick("2026-01-20", "2026-01-26..2026-02-13") + FIGURES
    looks = "".join(f"2026-02-{day} passes\n" for day in (13, 14, 15, 16))
    counted = {"metrics.attainment.leave_out": "[]"}
    assert days(told(story + looks, counted), e.Proposed) == []
    assert days(told(story + "2026-03-01 passes\n", counted), e.Proposed) == ["2026-02-17"]


def test_what_a_metric_leaves_out_unless_told_otherwise_is_protected_leave() -> None:
    story = sick("2026-01-20", "2026-01-26..2026-02-13") + FIGURES + "2026-03-01 passes\n"
    assert days(told(story), e.Proposed) == []
    unprotected = {"employee.leave.restricted": "false"}
    assert days(told(story, unprotected), e.Proposed) == ["2026-02-02"]


def test_a_proposal_waits_and_is_judged_anew() -> None:
    """The corrected figure came while nobody could use it against the employee."""
    away = FIGURES + sick("2026-02-03", "2026-02-03..2026-02-11")
    corrected = (
        away
        + "2026-02-04 hr confirm\n2026-02-05 told closed_won 2026-01 65\n2026-02-12 hr confirm\n"
    )
    found = told(corrected)
    assert days(found, e.Opened) == ["2026-02-12"]
    assert [english(x.why.says)[:17] for x in found.all_of(e.Renewed)] == ["Attainment 65.0 %"]


@pytest.mark.parametrize(
    ("away", "silence"),
    [
        pytest.param("", "2026-02-12", id="five business days after it was handed over"),
        pytest.param(sick("2026-02-09", "2026-02-09..2026-02-11"), "2026-02-17", id="three days away are three days more; the Monday is a holiday"),
        pytest.param(sick("2026-02-11", "2026-02-12.."), None, id="nobody knows until when"),
        pytest.param(sick("2026-02-11", "2026-02-12..") + sick("2026-02-20", "2026-02-12..2026-02-18"), "2026-02-20", id="its end is told when it is over"),
        pytest.param(sick("2026-02-11", "2026-02-12..") + sick("2026-02-18", "2026-02-12..", "none"), "2026-02-18", id="it never was"),
    ],
)  # fmt: skip
def test_silence_counts_only_on_days_on_which_the_employee_was_there(
    away: str, silence: str | None
) -> None:
    found = told(HANDED_OVER + away + "2026-03-01 passes\n", RECEIPT)
    assert [str(x.day) for x in found.all_of(e.Acknowledged)] == ([silence] if silence else [])


def review(away: str, *later: str, given: dict[str, str | None] | None = None) -> Told:
    script = HANDED_OVER + away + LOW + "".join(later) + "2026-06-01 passes\n"
    return told(script, (given or {}) | FINAL)


def decided(on: str, outcome: str, *by: str) -> str:
    return "".join(
        f"{on} {who} decide --outcome {outcome} --assurance confirmed\n" for who in by
    )


def test_leave_that_starts_on_the_reviews_day_holds_the_decision_back() -> None:
    """Saturday, 7 March, is the clock's last day; the answer is told from the first working day after it on."""
    early = decided("2026-03-09", "ended", "manager")
    found = review(
        sick("2026-03-02", "2026-03-07..2026-03-12"),
        early,
        decided("2026-03-13", "ended", "manager"),
    )
    assert [(str(x.on), x.outcome) for x in found.all_of(e.ReviewDecided)][:1] == [
        ("2026-03-13", "ended")
    ]
    assert [str(x.on) for x in found.all_of(e.Voted)][:1] == ["2026-03-13"]


def test_a_good_end_does_not_wait() -> None:
    enough = LOW.replace(" 40;", " 95;")
    found = told(
        HANDED_OVER
        + sick("2026-03-02", "2026-03-05..2026-03-20")
        + enough
        + "2026-04-01 passes\n"
    )
    assert [(str(p.closed), p.outcome) for p in found.plans] == [("2026-03-07", "success")]


def test_the_deadline_on_a_sunday_is_as_much_later_as_the_leave_took() -> None:
    """Entered on Wednesday, 11 March, 32 days are Sunday, 12 April; away for a week, Sunday, 19 April."""
    plain = review("", decided("2026-03-11", "ended", "manager"))
    away = review(
        "",
        decided("2026-03-11", "ended", "manager"),
        sick("2026-04-05", "2026-04-06..2026-04-12"),
    )
    held = [[str(x.on) for x in found.all_of(e.Held)] for found in (plain, away)]
    assert held == [["2026-04-12"], ["2026-04-19"]]


def test_a_warning_handed_over_while_away_is_asked_about_once_that_is_told() -> None:
    found = told(
        HANDED_OVER
        + sick("2026-02-10", "2026-02-05..2026-02-06")
        + sick("2026-02-11", "2026-02-05..2026-02-09")
    )
    (asked,) = found.all_of(e.QuestionRaised)
    assert (str(asked.on), asked.about, asked.role) == ("2026-02-10", "letter.1", "hr")
    assert found.plans[0].state == "open"


def test_leave_while_an_extension_is_asked_for() -> None:
    asked = (
        sick("2026-03-01", "2026-03-03..2026-03-10")
        + "2026-03-02 manager extend more --note 'two deals slipped'\n"
    )
    told_on = partial(told, given=MORE)
    refused = told_on(
        HANDED_OVER + asked + "2026-03-04 second_line return --item more --note no\n"
    )
    granted = told_on(HANDED_OVER + asked + "2026-03-04 second_line approve --item more\n")
    assert refused.all_of(e.RightRefused) == []
    assert [str(x.last) for x in granted.all_of(e.ClockExtended)] == ["2026-03-17"]


def test_leave_corrected_to_less_takes_its_days_back() -> None:
    """Told until 27 February, it was over on the 10th: back on the day on which that is told."""
    found = told(
        HANDED_OVER
        + sick("2026-02-06", "2026-02-06..2026-02-27")
        + sick("2026-02-16", "2026-02-06..2026-02-10")
        + "2026-04-01 passes\n",
        RECEIPT,
    )
    assert [(str(x.since), str(x.on)) for x in found.all_of(e.WentOn)] == [
        ("2026-02-06", "2026-02-16")
    ]


def test_half_a_year_of_leave_asks_human_resources_once() -> None:
    found = told(HANDED_OVER + sick("2026-02-09", "2026-02-09..") + "2026-12-01 passes\n")
    assert [(str(x.on), x.role) for x in found.all_of(e.QuestionRaised)] == [
        ("2026-08-10", "hr")
    ]
