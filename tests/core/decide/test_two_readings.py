# ruff: noqa: E501 - a row of a table is read across
"""What leave touches is judged left out and counted: what opens, what a review finds, what a correction asks."""

from dataclasses import replace

import pytest

from engine.core.decide.opening import considered
from engine.core.facts.explanation import Why
from engine.core.record import events as e
from tests.builders import ANNA, NOWHERE, day
from tests.core.plans import DELIVERED, World, a_short_policy, a_world, names, played, told
from tests.english import english

OUT = {"metrics.attainment.leave_out": "[leave]"}
LONG = {"metrics.attainment.leave_out": "{fields: [leave], at_least: 5 days}"}
IN_A_ROW = {"open.0.when": "{metric: attainment, each: month, for: 3 in a row, below: 70%}"}
MEAN = {"open.0.when": "{metric: attainment, mean_of: last 3 months, below: 70%}"}
STEPS = OUT | {"open": (
    "[{when: {metric: attainment, over: last 3 months, below: 55%}, start: last_chance},"
    " {when: {metric: attainment, over: last 3 months, below: 70%}, start: work, document: gap}]"
)}  # fmt: skip
OCTOBER = "away leave sick {}..{}"


def world(sales: tuple[int | None, int | None, int | None], *away: tuple[int, int]) -> World:
    """What was sold of 100 in October, November and December, and days away."""
    found = replace(a_world(), figures=())
    months = ("2025-10", "2025-11", "2025-12")
    for month, reached in zip(months, sales, strict=True):
        if reached is not None:
            found = told(found, f"sales {month} {reached}; target {month} 100", day(0))
    for first, last in away:
        found = told(found, OCTOBER.format(first, last), day(0))
    return found


IN_OCTOBER, IN_NOVEMBER, IN_DECEMBER = (-82, -82), (-50, -50), (-20, -20)


def opens(changes: dict, known: World) -> list[tuple[int, Why]]:
    """The row that says yes on day 0, with its reason."""
    seen = considered(a_short_policy(changes), ANNA, known.known(), day(-5), day(0), told=True)
    return [(at, why) for at, _, why, _ in seen.found]


@pytest.mark.parametrize(
    ("changes", "sales", "away", "row"),
    [
        pytest.param(OUT, (150, 60, 60), [IN_OCTOBER], None, id="a day in the good month does not take the month away: 90, not 60"),
        pytest.param(OUT, (0, 80, 80), [IN_OCTOBER], None, id="the bad month is left out: 80, not 53"),
        pytest.param(OUT, (50, 60, 60), [IN_OCTOBER], 0, id="too little either way"),
        pytest.param(OUT, (None, 60, 60), [IN_OCTOBER], None, id="a month of which nothing is told is not known when counted"),
        pytest.param(OUT, (50, 60, 60), [IN_OCTOBER, IN_NOVEMBER, IN_DECEMBER], None, id="leave in every month: nothing is left when left out"),
        pytest.param(OUT, (150, 60, 60), [], None, id="no leave, one reading: 90"),
        pytest.param(OUT, (0, 80, 80), [], 0, id="no leave, one reading: 53"),
        pytest.param(LONG, (0, 80, 80), [IN_OCTOBER], 0, id="a day is too short to leave the month out"),
        pytest.param(LONG, (0, 80, 80), [(-84, -80)], None, id="five days are not"),
        pytest.param(LONG, (150, 60, 60), [(-84, -80)], None, id="nor do five days take the good month away"),
        pytest.param(OUT | IN_A_ROW, (150, 60, 60), [IN_OCTOBER], None, id="three in a row: the good month breaks the row"),
        pytest.param(OUT | MEAN, (150, 60, 60), [IN_OCTOBER], None, id="a mean: 90, not 60"),
        pytest.param(OUT | MEAN, (0, 80, 80), [IN_OCTOBER], None, id="a mean: 80, not 53"),
        pytest.param(STEPS, (20, 60, 60), [IN_OCTOBER], 1, id="both suggest a plan: the one that starts lower"),
        pytest.param(STEPS, (100, 50, 50), [IN_OCTOBER], 1, id="and where the month taken out would start it higher"),
    ],
)  # fmt: skip
def test_a_plan_opens_on_the_kinder_reading_only(changes, sales, away, row) -> None:
    assert [at for at, _ in opens(changes, world(sales, *away))] == (
        [] if row is None else [row]
    )


def test_the_reading_that_did_not_hold_is_kept_beside_the_one_that_did() -> None:
    ((_, why),) = opens(STEPS, world((20, 60, 60), IN_OCTOBER))
    assert english(why.says) == (
        "Attainment 60.0 % in 2025-11 to 2025-12 is below 70 % (120 of 200, 43 business days counted)"
    )
    assert why.other is not None
    assert english(why.other.says) == (
        "Attainment 46.7 % in 2025-Q4 is below 55 % (140 of 300, 66 business days counted)"
    )


def test_no_word_says_why_days_were_left_out() -> None:
    ((_, why),) = opens(STEPS, world((20, 60, 60), IN_OCTOBER))
    said = english(why.says) + english(why.other.says)
    assert not {"leave", "sick", "absence", "away"} & {*said.lower().split()}


@pytest.mark.parametrize(
    ("sales", "away", "said"),
    [
        pytest.param((50, None, 60), [], "are missing", id="what is missing"),
        pytest.param((50, None, 60), [IN_OCTOBER], "are missing", id="what is missing, leave or not"),
        pytest.param((50, 60, 60), [IN_OCTOBER, IN_NOVEMBER, IN_DECEMBER], "", id="nothing that leave alone left out"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_said_as_though_nobody_had_been_away(sales, away, said) -> None:
    known = world(sales, *away).known()
    seen = considered(a_short_policy(OUT), ANNA, known, day(-5), day(0), told=True)
    assert seen.found == ()
    assert (english(seen.undecided) if seen.undecided else "").endswith(said)


END = "{metric: attainment, over: period, at_least: 80%}"
OVER = OUT | {"metrics.attainment.partial": "leave_out"}


@pytest.mark.parametrize(
    ("first", "second", "away", "go"),
    [
        pytest.param(150, 50, (1, 1), "success", id="the good half counts although leave touched it"),
        pytest.param(10, 90, (1, 1), "success", id="the bad half is left out"),
        pytest.param(10, 50, (1, 1), "last_chance", id="too little either way"),
        pytest.param(None, 50, (1, 1), "", id="not told, so not known when counted: nothing adverse"),
        pytest.param(None, 90, (1, 1), "success", id="not told, and enough when left out"),
    ],
)  # fmt: skip
def test_a_review_finds_what_the_kinder_reading_finds(first, second, away, go) -> None:
    halves = (("2026-01-05..2026-01-19", first), ("2026-01-20..2026-02-04", second))
    figures = "; ".join(
        f"sales {when} {reached}; target {when} 100"
        for when, reached in halves
        if reached is not None
    )
    line = f"31 told {figures}; {OCTOBER.format(*away)}"
    plan = played(*DELIVERED, line, changes=OUT).plan
    ((_, look),) = plan.looks.items()
    assert (look.decided or "".join(look.go)) == go


CORRECTED = "9 told away leave sick {}..{}"


@pytest.mark.parametrize(
    ("sales", "away", "asked"),
    [
        pytest.param((0, 80, 80), (-82, -82), ["opening"], id="left out it would not have opened"),
        pytest.param((50, 60, 60), (-82, -82), [], id="it would have opened either way"),
        pytest.param((50, 60, 60), (-90, -5), ["opening"], id="nothing is left: not known, and so not opened"),
        pytest.param((50, 60, 60), (0, 3), ["opening"], id="decided while it lasted"),
        pytest.param((50, 60, 60), (1, 3), [], id="it began on the day after"),
    ],
)  # fmt: skip
def test_leave_told_later_than_a_decision_asks_a_person(sales, away, asked) -> None:
    life = played(*DELIVERED, changes=OUT, world=world(sales))
    brought = life.brought(CORRECTED.format(*away))
    raised = [event for event in brought if isinstance(event, e.QuestionRaised)]
    assert [event.about for event in raised] == asked
    assert life.then(CORRECTED.format(*away)).plan.stage == "work"


def test_leave_that_is_told_takes_a_proposal_back_that_it_would_not_have_brought() -> None:
    life = played(changes=OUT, world=world((0, 80, 80)))
    assert names(life.brought("3 told away leave sick -82..-82")) == ["Closed"]
    assert NOWHERE.file not in english(life.plan.why.says)
