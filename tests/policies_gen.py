"""Random policies that are sound: every name known, every stage reached and left, no gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from engine.core.policy import (
    HELD,
    STAY,
    Acknowledgement,
    All,
    AnswerTest,
    AnyOf,
    Calendar,
    Clock,
    Comparison,
    Condition,
    Dated,
    Deadline,
    Document,
    Duty,
    Each,
    EarlierPlan,
    EmployeeField,
    Exclusion,
    FieldTest,
    Goal,
    Goals,
    GoalSetting,
    GoalsTest,
    Held,
    Length,
    MeanOf,
    Metric,
    MetricTest,
    MissedStep,
    Moment,
    NoneOf,
    OpenRow,
    Over,
    Policy,
    Question,
    Review,
    Right,
    Role,
    Row,
    Stage,
    Threshold,
    TimeSince,
    Value,
    ValueRef,
    Window,
)
from engine.core.units import Amount, Part, Span, Unit

EFFECTIVE = date(2026, 4, 1)
STAGE_NAMES = ("talking", "improving", "warning", "last_chance")
SEGMENTS = ("small", "middle", "large")
ANSWERS = ("enough", "partly", "too_little")
ENTERED = Moment("stage", "entered")

# What documents are given, as far as these policies' templates ask.
BRIEF_FIELDS = frozenset({"employee.name", "plan.stage", "goals[].name", "reason.sentence"})


def percent(value: Decimal | int | str) -> Amount:
    return Amount(Decimal(value), Unit.PERCENT)


def number(value: Decimal | int | str) -> Amount:
    return Amount(Decimal(value), Unit.NUMBER)


def working(policy: Policy) -> list[str]:
    """The ids of the stages that do not end a plan, in order."""
    return [id_ for id_, stage in policy.stages.items() if not stage.final]


def templates_of(policy: Policy) -> dict[str, frozenset[str]]:
    """Templates that fit the policy: each asks for what every document is given."""
    return {document.template: BRIEF_FIELDS for document in policy.documents.values()}


def spans(*parts: Part, least: int = 1, most: int = 4) -> st.SearchStrategy[Span]:
    return st.builds(Span, st.integers(least, most), st.sampled_from(parts))


SHORT = st.one_of(
    spans(Part.BUSINESS_DAY, least=3, most=10),
    spans(Part.DAY, least=5, most=15),
    spans(Part.WEEK, least=1, most=2),
)
CLOCK = st.one_of(
    spans(Part.DAY, least=30, most=120),
    spans(Part.WEEK, least=5, most=13),
    spans(Part.MONTH, least=1, most=4),
    spans(Part.BUSINESS_DAY, least=30, most=60),
)
LOOK_BACK = spans(Part.MONTH, Part.QUARTER, least=1, most=4)
STEPS = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1)])


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
    windows = {s: draw(spans(Part.MONTH, least=2, most=9)) for s in segments}
    return {
        "floor": draw(dated_percents()),
        "bar": Value(varies_by="segment", by=bars),
        "window": Value(varies_by="segment", by=windows),
    }


@st.composite
def metrics(draw: st.DrawFn) -> dict[str, Metric]:
    left_out = draw(st.sampled_from([(), ("leave",)]))
    needs = draw(st.sampled_from([None, Span(1, Part.MONTH)]))
    partial = draw(st.sampled_from(["leave_out", "prorate"]))
    return {
        "attainment": Metric(
            "ratio", "won", "target", left_out, needs, partial, round=draw(STEPS)
        ),
        "calls": Metric("count", "call", round=draw(STEPS)),
        "revenue": Metric("sum", "won", leave_out=left_out, round=draw(STEPS)),
        "rating": Metric("latest", "rating", round=draw(STEPS)),
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
                TimeSince("hired", "at_least", Span(6, Part.MONTH)),
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
            Exclusion("Ramp", TimeSince("hired", "below", Span(6, Part.MONTH))),
            Exclusion("Leave", FieldTest("leave", "is_one_of", ("parental", "sick"))),
            Exclusion("Second", EarlierPlan(same_issue=True, ended_within=Span(1, Part.YEAR))),
        ]
    ),
    unique_by=lambda e: e.title,
    max_size=2,
).map(tuple)


@st.composite
def openings(draw: st.DrawFn, stages: Sequence[str]) -> tuple[OpenRow, ...]:
    """Rows that look at different things, so that none hides another."""
    part = draw(st.sampled_from([Part.MONTH, Part.QUARTER]))
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
                    Over(last=Span(6, Part.MONTH)),
                    Comparison("below", percent(60)),
                ),
                MetricTest(
                    "calls", Over(last=Span(6, Part.MONTH)), Comparison("at_least", number(1))
                ),
            )
        ),
    ]
    chosen = draw(
        st.lists(st.sampled_from(range(len(tests))), min_size=1, max_size=3, unique=True)
    )
    found = [
        OpenRow(
            f"track{n}",
            "results",
            (stages[0] if n == chosen[0] else draw(st.sampled_from(stages)),),
            ("hr",),
            when=tests[n],
        )
        for n in chosen
    ]
    if draw(st.booleans()):
        found.append(OpenRow("judged", "asked", tuple(stages), opened_by=("manager", "hr")))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rows of a review look at: a metric over a clock, or the goals' score."""

    metric: str
    window: Window | None
    unit: Unit
    step: Decimal

    def test(self, comparison: Comparison) -> Condition:
        if self.window is None:
            return GoalsTest("score", comparison)
        return MetricTest(self.metric, self.window, comparison)

    def amount(self, value: Decimal) -> Amount:
        return Amount(value, self.unit)


@st.composite
def split(draw: st.DrawFn, looked: Looked, *, least_rows: int = 2) -> list[Condition]:
    """Conditions that cut all that can be seen into two to four parts, lowest first.

    The lowest reads `below`, the highest `at_least`; bounds lie on the rounding step.
    """
    count = draw(st.integers(least_rows, 4)) - 1
    tens = sorted(draw(st.sets(st.integers(2, 9), min_size=count, max_size=count)))
    cuts: list[Threshold] = [looked.amount(Decimal(10 * t)) for t in tens]
    if looked.unit is Unit.PERCENT and draw(st.booleans()):
        name = draw(st.sampled_from(["floor", "bar"]))
        lower = [c for c in cuts[:-1] if isinstance(c, Amount) and c.value < 55]
        cuts = [*lower, ValueRef(name)]
    found = [looked.test(Comparison("below", cuts[0]))]
    for low, high in pairwise(cuts):
        found.append(draw(st.sampled_from(_between(looked, low, high))))
    return [*found, looked.test(Comparison("at_least", cuts[-1]))]


def _between(looked: Looked, low: Threshold, high: Threshold) -> list[Condition]:
    """The ways to say: from `low` on, but below `high`."""
    two = All(
        (looked.test(Comparison("at_least", low)), looked.test(Comparison("below", high)))
    )
    if isinstance(low, Amount) and isinstance(high, Amount):
        up_to = looked.amount(high.value - looked.step)
        return [two, looked.test(Comparison("between", low, up_to))]
    return [two]


@st.composite
def end_rows(
    draw: st.DrawFn,
    looked: Looked,
    worse: tuple[str, ...],
    deciders: tuple[str, ...],
    *,
    plain: bool,
) -> tuple[Row, ...]:
    """Rows that lead to `worse` below and to success above. `plain`: no `otherwise`."""
    conditions = draw(split(looked))
    middle = st.sampled_from([(STAY,), (HELD,), ("success",)])
    goes = [worse, *(draw(middle) for _ in conditions[2:]), ("success",)]
    deciding = [deciders, *(() for _ in conditions[1:])]
    found = [Row("when", g, c, d) for g, c, d in zip(goes, conditions, deciding, strict=True)]
    if draw(st.booleans()):
        found.reverse()
    if not plain and draw(st.booleans()):
        found = [*(r for r in found if r.go != ("success",)), Row("otherwise", ("success",))]
    return (*found, Row("not_known", draw(st.sampled_from([(HELD,), (STAY,)]))))


def answer_rows(
    worse: tuple[str, ...], deciders: tuple[str, ...]
) -> st.SearchStrategy[tuple[Row, ...]]:
    def asked(operator: str, *answers: str) -> AnswerTest:
        return AnswerTest("progress", operator, answers)

    good = Row("when", ("success",), asked("is", "enough"))
    bad = Row("when", worse, asked("is", "too_little"), deciders)
    rest = Row("when", (STAY,), asked("is", "partly"))
    both = Row("when", worse, asked("is_one_of", "partly", "too_little"), deciders)
    unknown = Row("not_known", (STAY,))
    return st.sampled_from(
        [
            (good, bad, rest, unknown),
            (good, both, unknown),
            (bad, good, Row("otherwise", (STAY,)), unknown),
            (good, Row("when", worse, asked("is_not", "enough"), deciders), unknown),
        ]
    )


@st.composite
def letters(draw: st.DrawFn, stage: str) -> Document:
    receipt = st.builds(Acknowledgement, within=SHORT)
    approvers = st.sampled_from([("hr",), ("manager", "hr"), ("second_line",), ()])
    return Document(
        template=f"{stage}.docx",
        drafted_by=draw(st.sampled_from(["manager", "hr"])),
        title=draw(st.sampled_from(["", "Letter"])),
        approved_by=draw(approvers),
        acknowledged=draw(st.none() | receipt),
    )


@st.composite
def clocked_duties(draw: st.DrawFn, letter: str) -> dict[str, Duty]:
    """Always the letter and the meeting; the rest by chance."""
    missed = draw(
        st.sampled_from(
            [
                (),
                (
                    MissedStep("remind", Span(2, Part.BUSINESS_DAY)),
                    MissedStep("escalate", Span(3, Part.DAY), "second_line"),
                ),
            ]
        )
    )
    first = Duty(
        "issue", "manager", document=letter, within=draw(SHORT), since=ENTERED, if_missed=missed
    )
    extra = {
        "weekly": Duty(
            "check_in",
            "manager",
            every=Span(draw(st.integers(1, 3)), Part.WEEK),
            during="period",
            if_missed=missed,
        ),
        "marks": Duty("check_in", "manager", days=draw(DAYS), during="period"),
        "training": Duty(
            "train",
            "manager",
            text="Two sessions",
            given_by="Academy",
            within=draw(SHORT),
            since=Moment("period", "started"),
        ),
        "visits": Duty(
            "support",
            "manager",
            text="Joint visits",
            within=draw(SHORT),
            since=Moment(letter, "delivered"),
            when=FieldTest("segment", "is", SEGMENTS[:1]),
        ),
        "summary": Duty("act", "hr", text="Summary", at=Moment("period", "ended")),
    }
    kept = draw(st.sets(st.sampled_from(sorted(extra)), max_size=3))
    notice = draw(st.sampled_from([None, Span(2, Part.BUSINESS_DAY)]))
    return {
        "letter": first,
        "kickoff": Duty(
            "meeting",
            "manager",
            notice=notice,
            within=Span(draw(st.integers(5, 10)), Part.BUSINESS_DAY),
            since=Moment(letter, "delivered"),
        ),
        **{id_: extra[id_] for id_ in sorted(kept)},
    }


DAYS = st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True).map(
    lambda d: tuple(sorted(d))
)


@st.composite
def clocked_rights(draw: st.DrawFn, letter: str) -> dict[str, Right]:
    partly = AnswerTest("progress", "is", ("partly",))
    every = {
        "more_time": Right(
            "extend",
            "manager",
            clock="period",
            up_to=Span(draw(st.integers(5, 30)), Part.DAY),
            goals=draw(st.sampled_from(["kept", "reset"])),
            approved_by=("hr",),
            times=draw(st.integers(1, 2)),
            when=draw(st.sampled_from([None, partly])),
        ),
        "reply": Right(
            "reply",
            "employee",
            within=Span(15, Part.DAY),
            since=Moment("document", "delivered"),
        ),
        "resign": Right(
            "resign",
            "employee",
            go="left",
            within=Span(3, Part.BUSINESS_DAY),
            since=Moment(letter, "delivered"),
        ),
    }
    kept = draw(st.sets(st.sampled_from(sorted(every))))
    return {id_: every[id_] for id_ in sorted(kept)}


@st.composite
def goals(draw: st.DrawFn) -> Goals:
    fixed = {
        "attain": Goal(
            "Attainment",
            "attainment",
            Comparison("at_least", percent(80)),
            over="period",
            weight=Decimal(draw(st.integers(1, 70))),
        ),
        "calls": Goal(
            "Calls",
            "calls",
            Comparison("at_least", number(12)),
            each=Part.WEEK,
            weight=Decimal("0.5"),
        ),
    }
    kept = draw(st.sampled_from([("attain",), ("attain", "calls")]))
    setting = draw(st.sampled_from([None, GoalSetting("manager", 3)]))
    return Goals({id_: fixed[id_] for id_ in kept}, setting)


@st.composite
def anchors(draw: st.DrawFn, letter: str, document: Document) -> Moment:
    found = [
        ENTERED,
        Moment(letter, "delivered"),
        Moment("kickoff", "held"),
        Moment("letter", "done"),
    ]
    if document.acknowledged is not None:
        found.append(Moment(letter, "acknowledged"))
    return draw(st.sampled_from(found))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Longer than anything the stages of this module can take."""
    within = st.one_of(
        spans(Part.WEEK, least=80, most=120),
        spans(Part.MONTH, least=18, most=24),
        spans(Part.YEAR, least=2, most=2),
    )
    return Deadline(draw(within), ENTERED)


@st.composite
def clocked_stage(
    draw: st.DrawFn,
    names: tuple[str, int],
    document: Document,
    worse: tuple[str, ...],
    deciders: tuple[str, ...],
    steps: dict[str, Decimal],
) -> Stage:
    """A stage with a letter, a meeting, a clock and a review at its end."""
    stage, level = names
    letter = f"{stage}_letter"
    aims = draw(st.none() | goals())
    over = Looked("attainment", Over(clock="period"), Unit.PERCENT, steps["attainment"])
    seen = [over, Looked("calls", Over(clock="period"), Unit.NUMBER, steps["calls"])]
    if aims is not None:
        seen.append(Looked("", None, Unit.PERCENT, Decimal("0.1")))
    looked = draw(st.sampled_from(seen))
    rows = draw(end_rows(looked, worse, deciders, plain=bool(deciders)))
    reviews = {"end": Review("hr", rows, at=Moment("period", "ended"), within=draw(SHORT))}
    if draw(st.booleans()) and not deciders:
        early = Row("when", worse, over.test(Comparison("below", percent(30))))
        rest = (Row("otherwise", (STAY,)), Row("not_known", (STAY,)))
        reviews["middle"] = Review("manager", (early, *rest), days=draw(DAYS), during="period")
    length: Length = draw(st.one_of(CLOCK, st.just(ValueRef("window"))))
    must = draw(clocked_duties(letter))
    if isinstance(length, Span) and length.part is Part.BUSINESS_DAY:
        length = Span(length.count, Part.DAY)
    return Stage(
        title=stage.capitalize(),
        level=level,
        clocks={"period": Clock(length, draw(anchors(letter, document)))},
        goals=aims,
        must=must,
        may=draw(clocked_rights(letter)),
        reviews=reviews,
        deadline=draw(deadlines()),
    )


@st.composite
def plain_stage(draw: st.DrawFn, names: tuple[str, int], worse: tuple[str, ...]) -> Stage:
    """A stage without a clock, looked at again and again."""
    stage, level = names
    rows = draw(answer_rows(worse, ()))
    every = Span(draw(st.integers(1, 4)), Part.WEEK)
    letter = Duty("issue", "manager", f"{stage}_letter", within=draw(SHORT), since=ENTERED)
    talk = Duty("check_in", "manager", every=Span(1, Part.WEEK), during="stage")
    look = Review("manager", rows, every=every, during="stage")
    return Stage(
        stage.capitalize(),
        level,
        must={"letter": letter, **({"talk": talk} if draw(st.booleans()) else {})},
        reviews={"look": look},
        deadline=draw(deadlines()),
    )


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
    rows leave no `otherwise`, and leads to an adverse final that two roles decide.
    """
    names = STAGE_NAMES[-draw(st.integers(1, len(STAGE_NAMES))) :]
    documents = {f"{name}_letter": draw(letters(name)) for name in names}
    documents["outcome_letter"] = Document("outcome.docx", "hr", approved_by=("hr",))
    measured = draw(metrics())
    steps = {id_: metric.round for id_, metric in measured.items()}
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
    outcome = Duty(
        "issue",
        "hr",
        "outcome_letter",
        within=draw(SHORT),
        since=Moment("plan", "closed"),
        in_stages=("success", "dismissed"),
    )
    reply = Right(
        "reply", "employee", within=Span(15, Part.DAY), since=Moment("document", "delivered")
    )
    return Policy(
        id="field",
        title="Field policy",
        version="1",
        effective=EFFECTIVE,
        owner="hr@example.com",
        language="en-US",
        calendar=Calendar(
            "US", "America/New_York", roll=draw(st.sampled_from(["forward", "none"]))
        ),
        held=Held("hr", "closed"),
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
    )
