"""The forms inside stages: level, clock, goals, reviews, deadline, held, finals, questions."""

# ruff: noqa: E501 - a row of a table is read across, like the line of a diary

from collections.abc import Iterator

from tests.stories.patching import HANDED_OVER, LATE, OPENED
from tests.stories.rows import Row, row

WORK = "stages.work"
END = WORK + ".reviews.end"
FEBRUARY = "2026-03-02 told closed_won 2026-02 {0}; quota 2026-02 100\n"
TO_THE_END = (
    FEBRUARY
    + "2026-03-08 told closed_won 2026-03-01..2026-03-07 {0}; quota 2026-03-01..2026-03-07 100\n"
)
BELOW, ABOVE = HANDED_OVER + TO_THE_END.format(50), HANDED_OVER + TO_THE_END.format(90)
SECOND = {
    "stages.second": "{level: 2, reviews: {look: {days: [10], rows: [{otherwise: stay}, {not_known: stay}]}}}"
}
HARSH = {
    **SECOND,
    END + ".rows": "[{when: {metric: attainment, over: period, at_least: 80%}, go: success},"
    " {when: {metric: attainment, over: period, below: 80%}, go: second}, {not_known: held}]",
}
CHOICE = {**SECOND, END + ".rows.1": "{otherwise: [second, ended], decided_by: [hr]}"}

STAGES = (
    row("a stage's title", "/stages working_stage.title", {WORK + ".title": None}, OPENED, {WORK + ".title": "At work"}, "brief"),
    row("a final stage's title", "final_stage.title", {"stages.success.title": None}, ABOVE + LATE,
        {"stages.success.title": "Done", "must.tell": "{do: issue, document: plan_letter, in: [success], from: plan.closed}"}, "brief"),
    row("how a plan ends", "final_stage.final", {"stages.ended.final": "expired"}, BELOW + LATE),
    row("a higher level is never entered by itself", "working_stage.level", {"stages.second.level": "1"}, BELOW + LATE, HARSH),
    row("without levels, a later stage is never entered by itself", "working_stage.level", {"stages.work.level": None, "stages.second.level": None}, BELOW + LATE,
        HARSH | {"stages.work.level": "2", "stages.second.level": "1"}),
    row("without the letter, no clock", "working_stage.must", {WORK + ".must": None}, OPENED),
    row("without a right, no extension", "working_stage.may", {WORK + ".may": None}, HANDED_OVER + "2026-02-10 manager extend more\n",
        {WORK + ".may": "{more: {do: extend, clock: period, up_to: 10 days}}"}),
    row("without a clock, no end of it", "working_stage.clocks", {WORK + ".clocks": None, END + ".at": "letter.done"}, ABOVE + LATE,
        {END + ".rows": "[{otherwise: ended}, {not_known: held}]"}),
    row("how long a clock runs", "clock.length", {WORK + ".clocks.period.length": "40 days"}, ABOVE + LATE),
    row("a clock in whole months", "clock.whole", {WORK + ".clocks.period.whole": None}, ABOVE + LATE, {WORK + ".clocks.period.whole": "month"}),
    row("until when a review waits for figures", "calendar.figures_due", {"calendar.figures_due": None}, HANDED_OVER + LATE, {"calendar.figures_due": "5 business days"}),
    row("what a clock runs from", "clock.from", {WORK + ".clocks.period.from": "stage.entered"}, ABOVE + LATE),
    row("how long a stage may take", "working_stage.deadline working_stage.deadline.within",
        {WORK + ".deadline.within": "9 weeks"}, OPENED + "2026-05-01 passes\n", {WORK + ".deadline": "{within: 8 weeks}"}),
    row("what a deadline counts from", "working_stage.deadline.from", {WORK + ".deadline.from": None}, HANDED_OVER + "2026-05-01 passes\n",
        {WORK + ".deadline": "{within: 8 weeks, from: plan_letter.delivered}", END + ".at": "plan_letter.acknowledged",
         "documents.plan_letter.acknowledged": "{within: 40 business days}"}),
)  # fmt: skip

HELD = OPENED + "2026-06-01 passes\n"
SHORT = {WORK + ".deadline": "{within: 2 weeks}"}
HOLD = (
    row("who looks after a held plan", "/held held.by", {"held.by": None}, OPENED + "2026-02-20 second_line resume --note go\n",
        {**SHORT, "held": "{by: second_line}"}),
    row("how often they are reminded", "held.remind", {"held.remind": None}, HELD, {**SHORT, "held": "{remind: 3 business days}"}),
    row("how long a plan is held", "held.at_most", {"held.at_most": None}, HELD, {**SHORT, "held": "{at_most: 10 business days}"}),
    row("how it ends when nobody decides", "held.then", {"held.then": None}, HELD,
        {**SHORT, "held": "{then: over}", "stages.over": "{final: expired}"}),
)  # fmt: skip

GOALS = {
    "metrics.calls": "{count: calls, partial: prorate}",
    WORK
    + ".goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%, weight: 70},"
    " calls: {metric: calls, over: period, at_least: 10, weight: 30}}}",
    END
    + ".rows": "[{when: {goals: score, at_least: 60%}, go: success}, {otherwise: ended}, {not_known: held}]",
}
FIXED = WORK + ".goals.fixed"
SCORED = (
    HANDED_OVER
    + TO_THE_END.format(90).strip()
    + "; calls 2026-02 5; calls 2026-03-01..2026-03-07 1\n"
    + LATE
)
OWN = HANDED_OVER.replace(
    "2026-02-04 hr", "2026-02-04 manager goal --note 'Two new accounts'\n2026-02-04 hr"
)


def _goal_rows() -> Iterator[Row]:
    yield row(
        "a goal's metric",
        "working_stage.goals goals.fixed goal.metric",
        {FIXED + ".attain.metric": "calls", FIXED + ".attain.at_least": "80"},
        SCORED,
        GOALS,
    )
    yield row("a goal's weight", "goal.weight", {FIXED + ".attain.weight": "30"}, SCORED, GOALS)
    yield row(
        "a goal's title",
        "goal.title",
        {FIXED + ".attain.title": None},
        SCORED,
        {**GOALS, FIXED + ".attain.title": "Quota"},
        "brief",
    )
    yield row(
        "a goal over a clock",
        "goal.over",
        {FIXED + ".attain.over": None, FIXED + ".attain.each": "month"},
        HANDED_OVER
        + FEBRUARY.format(100)
        + "2026-04-01 told closed_won 2026-03 70; quota 2026-03 100\n"
        + LATE,
        {
            **GOALS,
            WORK + ".clocks.period.length": "55 days",
            FIXED: "{attain: {metric: attainment, over: period, at_least: 80%}}",
        },
    )
    yield row(
        "a goal in each month",
        "goal.each",
        {FIXED + ".attain.each": None, FIXED + ".attain.over": "period"},
        HANDED_OVER
        + FEBRUARY.format(100)
        + "2026-04-01 told closed_won 2026-03 70; quota 2026-03 100\n"
        + LATE,
        {
            **GOALS,
            WORK + ".clocks.period.length": "55 days",
            FIXED: "{attain: {metric: attainment, each: month, at_least: 80%}}",
        },
    )
    yield row(
        "a goal in each week of the clock",
        "goal.each",
        {FIXED + ".calls.each": "calendar_week"},
        HANDED_OVER
        + "2026-03-09 told calls 2026-02-06 1; calls 2026-02-13 1; calls 2026-02-20 1; calls 2026-02-27 1; calls 2026-03-09 1\n"
        + LATE,
        {
            **GOALS,
            FIXED: "{calls: {metric: calls, each: week, at_least: 1}}",
            END + ".rows.0.when": "{goals: all_met}",
            "metrics.calls.partial": None,
        },
    )
    for said, other in (
        ("below: 95%", "below: 85%"),
        ("at_least: 80%", "at_least: 95%"),
        ("above: 80%", "above: 95%"),
        ("at_most: 95%", "at_most: 85%"),
        ("between: [80%, 95%]", "between: [95%, 99%]"),
    ):
        operator = said.split(":")[0]
        yield row(
            f"a goal {operator.replace('_', ' ')}",
            f"goal.{operator}",
            {FIXED + ".attain": f"{{metric: attainment, over: period, {other}, weight: 70}}"},
            SCORED,
            {
                **GOALS,
                FIXED + ".attain": f"{{metric: attainment, over: period, {said}, weight: 70}}",
            },
        )
    for said, other in (
        ("below: 80%", "below: 60%"),
        ("at_least: 60%", "at_least: 80%"),
        ("above: 60%", "above: 80%"),
        ("at_most: 80%", "at_most: 60%"),
        ("between: [60%, 80%]", "between: [80%, 90%]"),
    ):
        operator = said.split(":")[0]
        yield row(
            f"a score {operator.replace('_', ' ')}",
            f"goals_test.{operator}",
            {END + ".rows.0.when": f"{{goals: score, {other}}}"},
            SCORED,
            {**GOALS, END + ".rows.0.when": f"{{goals: score, {said}}}"},
        )
    yield row(
        "how many goals are met",
        "goals_test.goals",
        {END + ".rows.0.when.at_least": "2"},
        SCORED,
        {**GOALS, END + ".rows.0.when": "{goals: met, at_least: 1}"},
    )
    yield row(
        "all goals are met",
        "goals_test.goals",
        {END + ".rows.0.when": "{goals: all_met}"},
        SCORED,
        GOALS,
    )
    own = {
        WORK + ".goals": "{set_by: {role: manager, at_most: 1, weight: 1}}",
        END + ".rows.0": "{when: {goals: all_met}, go: success}",
    }
    yield row(
        "who sets goals",
        "goals.set_by goals.set_by.role",
        {WORK + ".goals.set_by.role": "hr"},
        OWN,
        own,
    )
    yield row(
        "what the goals of a person weigh",
        "goals.set_by.weight",
        {WORK + ".goals.set_by.weight": None},
        OWN,
        own,
    )
    yield row(
        "who judges the goals of a person",
        "goals.set_by.judged_by",
        {WORK + ".goals.set_by.judged_by": "hr"},
        OWN,
        own,
        "brief",
    )
    yield row(
        "how many goals a person sets",
        "goals.set_by.at_most",
        {WORK + ".goals.set_by.at_most": "2"},
        OWN.replace("2026-02-04 hr", "2026-02-04 manager goal --note 'Another'\n2026-02-04 hr"),
        own,
    )


ASK = {
    "questions.progress": "{ask: manager, text: How far, answers: [enough, partly, little]}",
    END
    + ".rows": "[{when: {answer: progress, is: enough}, go: success}, {otherwise: ended}, {not_known: held}]",
}
SAID = HANDED_OVER + "2026-03-09 manager answer --answer progress=enough\n" + LATE
WHEN = END + ".rows.0.when"
MIDDLE = WORK + ".reviews.middle"
LOOK = "rows: [{when: {metric: attainment, over: last 1 month, at_least: 80%}, go: success}, {otherwise: stay}, {not_known: stay}]"

REVIEWS = (
    row("who answers a question", "/questions questions.ask answer_test.answer", {"questions.progress.ask": "hr"}, SAID, ASK),
    row("what may be answered", "questions.answers", {"questions.progress.answers": "[partly, little, enough_]"}, SAID, ASK),
    row("an answer is", "answer_test.is", {WHEN + ".is": "partly"}, SAID, ASK),
    row("an answer is not", "answer_test.is_not", {WHEN + ".is_not": "enough"}, SAID, {**ASK, WHEN: "{answer: progress, is_not: little}"}),
    row("an answer is one of", "answer_test.is_one_of", {WHEN + ".is_one_of": "[little]"}, SAID,
        {**ASK, WHEN: "{answer: progress, is_one_of: [enough, partly]}"}),
    row("without reviews, only the deadline ends a stage", "working_stage.reviews", {WORK + ".reviews": None}, ABOVE + LATE),
    row("a row's condition", "when_row.when", {WHEN + ".at_least": "95%"}, ABOVE + LATE),
    row("where a row leads", "when_row.go", {END + ".rows.0.go": "ended"}, ABOVE + LATE),
    row("who decides a row", "when_row.decided_by", {END + ".rows.0.decided_by": None}, ABOVE + LATE,
        {END + ".rows.0.decided_by": "[hr]"}),
    row("where all others lead", "otherwise_row.otherwise", {END + ".rows.1.otherwise": "stay"}, BELOW + LATE),
    row("who decides all others", "otherwise_row.decided_by", {END + ".rows.1.decided_by": None}, BELOW + LATE,
        {END + ".rows.1.decided_by": "[hr]"}),
    row("where not knowing leads", "not_known_row.not_known", {END + ".rows.2.not_known": "stay"}, HANDED_OVER + LATE),
    row("the deciders choose", "otherwise_row.otherwise", {END + ".rows.1.otherwise": "[ended, success]"},
        BELOW + "2026-03-09 hr decide --outcome second\n" + LATE, CHOICE),
    row("the day of the review", "full_review.at", {END + ".at": "plan_letter.delivered"}, ABOVE + LATE),
    row("a review on a day of the clock", "full_review.days", {MIDDLE + ".days": "[20]"}, ABOVE + LATE,
        {MIDDLE: f"{{days: [10], during: period, {LOOK}}}"}),
    row("again and again", "full_review.every", {MIDDLE + ".every": "2 weeks"}, ABOVE + LATE,
        {MIDDLE: f"{{every: 1 week, during: period, {LOOK}}}"}),
    row("counted from the clock or from the stage", "full_review.during", {MIDDLE + ".during": None}, ABOVE + LATE,
        {MIDDLE: f"{{days: [10], during: period, {LOOK}}}"}),
    row("who holds the review", "full_review.by", {END + ".by": None}, BELOW + "2026-03-09 hr decide --outcome second\n" + LATE,
        {**HARSH, END + ".by": "hr"}),
    row("how long a review waits", "full_review.within", {END + ".within": None}, HANDED_OVER + LATE, {END + ".within": "15 business days"}),
    row("which rows there are", "full_review.rows", {END + ".rows": "[{otherwise: stay}, {not_known: stay}]"}, ABOVE + LATE),
    row("the text of a question", "questions.text", {"questions.progress.text": "Another"}, BELOW, {
        **ASK, "must.tell": "{do: issue, document: plan_letter, in: [work]}"}, "brief"),
)  # fmt: skip


def _waits(moment: str, given: dict[str, str | None], story: str) -> Row:
    """The other clock waits for the moment; without it, it would run from the day of entering."""
    other = {
        WORK + ".clocks": "{other: {length: 7 days, from: " + moment + "}}",
        END + ".at": "other.ended",
    }
    rows = {END + ".rows": "[{otherwise: stay}, {not_known: stay}]"}
    return row(
        f"from {moment}",
        "clock.from",
        {WORK + ".clocks.other.from": "stage.entered"},
        story,
        {**other, **rows, **given},
    )


AFTER = "{do: act, text: Thank, within: 5 days, from: %s}"
STAYS = {END + ".rows": "[{otherwise: stay}, {not_known: stay}]"}
WORD = {
    **STAYS,
    WORK + ".may": "{word: {do: extend, clock: period, up_to: 10 days, by: employee}}",
}
ASKED = (
    HANDED_OVER + "2026-02-10 employee extend word\n2026-02-12 hr approve --item word\n" + LATE
)


def _owed_after(moment: str, given: dict[str, str | None], story: str) -> Row:
    """A duty waits for the moment; without it, it would be due after the day of entering."""
    after = {WORK + ".must.after": AFTER % moment}
    return row(
        f"owed after {moment}",
        "clock.from",
        {WORK + ".must.after.from": "stage.entered"},
        story,
        {**after, **given},
    )


MOMENTS = (
    _waits("plan_letter.drafted", {"documents.note": "{approved_by: []}", WORK + ".must.letter.every": "1 week",
           WORK + ".must.letter.during": "stage"}, HANDED_OVER + "2026-02-28 passes\n"),
    _waits("plan_letter.approved", {}, HANDED_OVER + LATE),
    _waits("plan_letter.issued", {}, HANDED_OVER + LATE),
    _waits("plan_letter.delivered", {}, HANDED_OVER + LATE),
    _waits("document.delivered", {}, HANDED_OVER + LATE),
    _waits("plan_letter.acknowledged", {"documents.plan_letter.acknowledged": "{within: 5 business days}"}, HANDED_OVER + LATE),
    _waits("letter.done", {}, HANDED_OVER + LATE),
    _waits("letter.missed", {}, OPENED + LATE),
    _waits("talk.held", {WORK + ".must.talk": "{do: meeting}"}, OPENED + "2026-02-10 manager meet talk\n" + LATE),
    _waits("talk.missed", {WORK + ".must.talk": "{do: meeting}"}, OPENED + LATE),
    _waits("visit.done", {WORK + ".must.visit": "{do: support, text: A visit}"}, OPENED + "2026-02-10 manager support visit\n" + LATE),
    _owed_after("word.asked", WORD, ASKED),
    _owed_after("word.granted", WORD, ASKED),
    _owed_after("word.used", WORD, ASKED),
    _owed_after("period.ended", STAYS, HANDED_OVER + LATE),
    _owed_after("period.started", {}, HANDED_OVER + LATE),
    _waits("look.decided", {WORK + ".reviews.look": "{days: [5], rows: [{otherwise: stay}, {not_known: stay}]}"}, OPENED + LATE),
    row("from plan.opened", "clock.from", {WORK + ".clocks.period.from": "plan_letter.delivered"}, HANDED_OVER,
        {WORK + ".clocks.period.from": "plan.opened"}),
    row("from a moment of another stage", "clock.from", {"must.tell.from": "plan.opened"}, ABOVE + LATE,
        {"must.tell": "{do: act, text: Thank, in: [success], within: 40 days, from: work.stage.left}"}),
    row("from the plan's end", "clock.from", {"must.tell.from": "plan.opened"}, ABOVE + LATE,
        {"must.tell": "{do: act, text: Thank, in: [success], within: 40 days, from: plan.closed}"}),
)  # fmt: skip

ROWS = (*STAGES, *HOLD, *_goal_rows(), *REVIEWS, *MOMENTS)
