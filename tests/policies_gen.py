"""Random policies that are sound: every name known, every stage reached and left, no gap."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from engine.core.policy.condition import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Each,
    EarlierPlan,
    EarlierWithin,
    FieldTest,
    MeanOf,
    MetricTest,
    NoneOf,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.policy.metric import LeaveRule, Metric
from engine.core.policy.moment import Moment
from engine.core.policy.open_row import OpenRow
from engine.core.policy.policy import (
    Calendar,
    Dated,
    Document,
    EmployeeField,
    Exclusion,
    HeldRule,
    Policy,
    Question,
    Role,
    Stage,
    Value,
)
from engine.core.values.units import Span, TimeUnit
from tests.kinds import a_duty, a_metric, a_right, an_opening
from tests.stages_gen import (
    ANSWERS,
    SEGMENTS,
    SHORT,
    STAGE_NAMES,
    STEPS,
    clocked_stage,
    letters,
    number,
    percent,
    plain_stage,
    spans,
)

EFFECTIVE = date(2026, 4, 1)
LONG_LEAVE = LeaveRule(("leave",), Span(5, TimeUnit.DAY))
LOOK_BACK = spans(TimeUnit.MONTH, TimeUnit.QUARTER, least=1, most=4)
# What documents are given, as far as these policies' templates ask.
BRIEF_FIELDS = frozenset({"employee.name", "plan.stage", "goals[].name", "reason.sentence"})


def working(policy: Policy) -> list[str]:
    """The ids of the stages that do not end a plan, in order."""
    return [id_ for id_, stage in policy.stages.items() if not stage.final]


def templates_of(policy: Policy) -> dict[str, frozenset[str]]:
    """Templates that fit the policy: each asks for what every document is given."""
    return {document.template: BRIEF_FIELDS for document in policy.documents.values()}


@st.composite
def dated_percents(draw: st.DrawFn) -> Value:
    """Percents from 55 to 75, the first in force on the effective day."""
    days = [EFFECTIVE - timedelta(days=draw(st.integers(0, 400)))]
    for _ in range(draw(st.integers(0, 2))):
        days.append(days[-1] + timedelta(days=draw(st.integers(1, 500))))
    figures = [percent(draw(st.integers(55, 75))) for _ in days]
    dated = tuple(Dated(day, f, "HR-1") for day, f in zip(days, figures, strict=True))
    return Value(
        dated=dated, taken_at=draw(st.sampled_from(["plan.opened", "stage.entered", "today"]))
    )


@st.composite
def values(draw: st.DrawFn, segments: Sequence[str]) -> dict[str, Value]:
    """`floor` and `bar` are percents from 55 to 75 and from 80 to 95, `window` a length."""
    bars = {s: percent(draw(st.integers(80, 95))) for s in segments}
    windows = {s: draw(spans(TimeUnit.MONTH, least=2, most=9)) for s in segments}
    return {
        "floor": draw(dated_percents()),
        "bar": Value(varies_by="segment", by=bars),
        "window": Value(varies_by="segment", by=windows),
    }


@st.composite
def metrics(draw: st.DrawFn) -> dict[str, Metric]:
    left_out = draw(st.sampled_from([(), ("leave",), LONG_LEAVE]))
    needs = draw(st.sampled_from([None, Span(1, TimeUnit.MONTH)]))
    partial = draw(st.sampled_from(["leave_out", "prorate"]))
    return {
        "attainment": a_metric(
            "ratio",
            "won",
            "target",
            leave_out=left_out,
            needs=needs,
            partial=partial,
            round=draw(STEPS),
            figures_due=draw(st.sampled_from([None, Span(8, TimeUnit.BUSINESS_DAY)])),
        ),
        "calls": a_metric("count", "call", round=draw(STEPS)),
        "revenue": a_metric("sum", "won", leave_out=left_out, round=draw(STEPS)),
        "rating": a_metric("latest", "rating", round=draw(STEPS)),
    }


@st.composite
def roles(draw: st.DrawFn) -> dict[str, Role]:
    vacant = draw(st.sampled_from(["", "second_line"]))
    apart = {
        "not_same_as": {"not_same_as": ("manager", "second_line")},
        "above": {"above": ("manager", "second_line")},
    }[draw(st.sampled_from(["not_same_as", "above"]))]
    return {
        "manager": Role(field="manager", if_vacant=vacant),
        "second_line": Role(field="manager.manager", not_same_as=("manager",)),
        "hr": Role(group="hr-partners", **apart),
    }


COVERS = st.sampled_from(
    [
        None,
        FieldTest("job", "is", ("Account Executive",)),
        FieldTest("segment", "is_one_of", SEGMENTS[:2]),
        All(
            (
                FieldTest("job", "is_not", ("Trainee",)),
                TimeSince("hired", "at_least", Span(6, TimeUnit.MONTH)),
            )
        ),
        AnyOf(
            (
                FieldTest("segment", "is", SEGMENTS[:1]),
                FieldTest("hired", "before", ("2025-01-01",)),
            )
        ),
        NoneOf((FieldTest("job", "is", ("Director",)),)),
    ]
)
EXCLUSIONS = st.lists(
    st.sampled_from(
        [
            Exclusion("Ramp", TimeSince("hired", "below", Span(6, TimeUnit.MONTH))),
            Exclusion("Leave", FieldTest("leave", "is_one_of", ("parental", "sick"))),
            Exclusion(
                "Second", EarlierPlan(True, EarlierWithin("ended", Span(1, TimeUnit.YEAR)))
            ),
        ]
    ),
    unique_by=lambda e: e.title,
    max_size=2,
).map(tuple)


@st.composite
def openings(draw: st.DrawFn, stages: Sequence[str]) -> tuple[OpenRow, ...]:
    """Rows that look at different things, so that none hides another."""
    part = draw(st.sampled_from([TimeUnit.MONTH, TimeUnit.QUARTER]))
    each = Each(part, draw(st.integers(1, 3)))
    tests: list[Condition] = [
        MetricTest("attainment", each, Comparison("below", ValueRef("floor"))),
        MetricTest(
            "attainment", Over(last=ValueRef("window")), Comparison("below", ValueRef("bar"))
        ),
        MetricTest("revenue", MeanOf(draw(LOOK_BACK)), Comparison("below", number(1000))),
        All(
            (
                MetricTest(
                    "attainment",
                    Over(last=Span(6, TimeUnit.MONTH)),
                    Comparison("below", percent(60)),
                ),
                MetricTest(
                    "calls",
                    Over(last=Span(6, TimeUnit.MONTH)),
                    Comparison("at_least", number(1)),
                ),
            )
        ),
    ]
    chosen = draw(
        st.lists(st.sampled_from(range(len(tests))), min_size=1, max_size=3, unique=True)
    )
    found = [
        an_opening(
            f"track{n}",
            "results",
            (stages[0] if n == chosen[0] else draw(st.sampled_from(stages)),),
            ("hr",),
            when=tests[n],
            not_older_than=draw(st.sampled_from([None, "forever", Span(90, TimeUnit.DAY)])),
            counts_earlier=draw(st.booleans()),
        )
        for n in chosen
    ]
    if draw(st.booleans()):
        found.append(an_opening("judged", "asked", tuple(stages), opened_by=("manager", "hr")))
    return tuple(found)


FINALS = {
    "success": Stage("Success", final="success"),
    "left": Stage("Left", final="left"),
    "closed": Stage("Closed", final="no_action"),
    "dismissed": Stage("Dismissed", final="dismissed"),
}
DEMOTED = Stage("Demoted", final="demoted")


@st.composite
def sound_policies(draw: st.DrawFn) -> Policy:
    """Policies without a finding, not even a warning.

    The last working stage always has a clock `period`, a duty `letter`, a review `end` whose
    rows leave no `otherwise`, a deadline, and leads to an adverse final that two roles decide.
    """
    names = STAGE_NAMES[-draw(st.integers(1, len(STAGE_NAMES))) :]
    documents = {f"{name}_letter": draw(letters(name)) for name in names}
    documents["outcome_letter"] = Document(
        "outcome.docx", "hr", approved_by=("hr",), assurance="confirmed"
    )
    measured = draw(metrics())
    steps = {id_: metric.rules.round for id_, metric in measured.items()}
    adverse = draw(st.sampled_from([("dismissed",), ("dismissed", "demoted")]))
    stages: dict[str, Stage] = {}
    for level, name in enumerate(names, start=1):
        last = level == len(names)
        worse = adverse if last else (names[level],)
        deciders = ("second_line", "hr") if last else ()
        clocked = clocked_stage(
            (name, level), documents[f"{name}_letter"], worse, deciders, steps
        )
        kinds = [clocked] if last else [clocked, plain_stage((name, level), worse)]
        stages[name] = draw(st.one_of(kinds))
    stages |= FINALS | ({"demoted": DEMOTED} if "demoted" in adverse else {})
    outcome = a_duty(
        "issue",
        "hr",
        "outcome_letter",
        within=draw(SHORT),
        since=Moment("plan", "closed"),
        in_stages=("success", "dismissed"),
    )
    reply = a_right(
        "reply",
        "employee",
        within=Span(15, TimeUnit.DAY),
        since=Moment("document", "delivered"),
    )
    return Policy(
        id="field",
        title="Field policy",
        version="1",
        effective=EFFECTIVE,
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar(
            "US",
            "America/New_York",
            roll=draw(st.sampled_from(["forward", "none"])),
            figures_due=draw(
                st.sampled_from([Span(15, TimeUnit.BUSINESS_DAY), Span(20, TimeUnit.DAY)])
            ),
        ),
        held=HeldRule("hr", "closed"),
        employee={
            "job": EmployeeField("text"),
            "hired": EmployeeField("date"),
            "segment": EmployeeField("one_of", SEGMENTS),
            "leave": EmployeeField("absence", restricted=True),
        },
        values=draw(values(SEGMENTS)),
        metrics=measured,
        questions={"progress": Question("manager", "How far has the work improved?", ANSWERS)},
        issues=("results", "conduct"),
        covers=draw(COVERS),
        leaves_out=draw(EXCLUSIONS),
        roles=draw(roles()),
        open=draw(openings(names)),
        documents=documents,
        must={"outcome": outcome},
        may={"answer_back": reply} if draw(st.booleans()) else {},
        stages=stages,
        accepts=dict.fromkeys(("P246", "P247", "P248"), "clocks of every length are played"),
    )
