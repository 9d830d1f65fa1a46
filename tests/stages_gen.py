"""Random stages that are sound: their duties, rights, clocks, goals, and rows without a gap."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from engine.core.policy.condition import (
    All,
    AnswerTest,
    Comparison,
    Condition,
    FieldTest,
    GoalsTest,
    Length,
    MetricTest,
    Over,
    Threshold,
    ValueRef,
    Window,
)
from engine.core.policy.duty import Duty
from engine.core.policy.moment import Moment
from engine.core.policy.policy import (
    Acknowledgement,
    Clock,
    Deadline,
    Document,
    Goal,
    Goals,
    GoalSetting,
    Stage,
)
from engine.core.policy.review import HELD, STAY, Review, ReviewRow
from engine.core.policy.right import Right
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from tests.kinds import a_duty, a_right, a_row, a_step

STAGE_NAMES = ("talking", "improving", "warning", "last_chance")
SEGMENTS = ("small", "middle", "large")
ANSWERS = ("enough", "partly", "too_little")
ENTERED = Moment("stage", "entered")


def percent(value: Decimal | int | str) -> Amount:
    return Amount(Decimal(value), Unit.PERCENT)


def number(value: Decimal | int | str) -> Amount:
    return Amount(Decimal(value), Unit.NUMBER)


def spans(*parts: TimeUnit, least: int = 1, most: int = 4) -> st.SearchStrategy[Span]:
    return st.builds(Span, st.integers(least, most), st.sampled_from(parts))


SHORT = st.one_of(
    spans(TimeUnit.BUSINESS_DAY, least=3, most=10),
    spans(TimeUnit.DAY, least=5, most=15),
    spans(TimeUnit.WEEK, least=1, most=2),
)
CLOCK = st.one_of(
    spans(TimeUnit.DAY, least=30, most=120),
    spans(TimeUnit.WEEK, least=5, most=13),
    spans(TimeUnit.MONTH, least=1, most=4),
    spans(TimeUnit.BUSINESS_DAY, least=30, most=60),
)
WHOLE = st.sampled_from([None, None, TimeUnit.MONTH, TimeUnit.QUARTER])
STEPS = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1)])


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
    staying: bool,
) -> tuple[ReviewRow, ...]:
    """Rows that lead to `worse` below and to success above. `plain`: no `otherwise`."""
    conditions = draw(split(looked))
    stay: list[tuple[str, ...]] = [(STAY,)] if staying else []
    middle = st.sampled_from([(HELD,), ("success",), *stay])
    goes = [worse, *(draw(middle) for _ in conditions[2:]), ("success",)]
    deciding = [deciders, *(() for _ in conditions[1:])]
    found = [a_row("when", g, c, d) for g, c, d in zip(goes, conditions, deciding, strict=True)]
    if draw(st.booleans()):
        found.reverse()
    if not plain and draw(st.booleans()):
        found = [
            *(r for r in found if r.go != ("success",)),
            a_row("otherwise", ("success",)),
        ]
    return (*found, a_row("not_known", draw(st.sampled_from([(HELD,), *stay]))))


def answer_rows(
    worse: tuple[str, ...], deciders: tuple[str, ...]
) -> st.SearchStrategy[tuple[ReviewRow, ...]]:
    def asked(operator: str, *answers: str) -> AnswerTest:
        return AnswerTest("progress", operator, answers)

    good = a_row("when", ("success",), asked("is", "enough"))
    bad = a_row("when", worse, asked("is", "too_little"), deciders)
    rest = a_row("when", (STAY,), asked("is", "partly"))
    both = a_row("when", worse, asked("is_one_of", "partly", "too_little"), deciders)
    unknown = a_row("not_known", (STAY,))
    return st.sampled_from(
        [
            (good, bad, rest, unknown),
            (good, both, unknown),
            (bad, good, a_row("otherwise", (STAY,)), unknown),
            (good, a_row("when", worse, asked("is_not", "enough"), deciders), unknown),
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
                    a_step("remind", Span(2, TimeUnit.BUSINESS_DAY)),
                    a_step("escalate", Span(3, TimeUnit.DAY), "second_line"),
                ),
            ]
        )
    )
    first = a_duty(
        "issue", "manager", document=letter, within=draw(SHORT), since=ENTERED, if_missed=missed
    )
    extra = {
        "weekly": a_duty(
            "check_in",
            "manager",
            every=Span(draw(st.integers(1, 3)), TimeUnit.WEEK),
            during="period",
            if_missed=missed,
        ),
        "marks": a_duty("check_in", "manager", days=draw(DAYS), during="period"),
        "training": a_duty(
            "train",
            "manager",
            text="Two sessions",
            given_by="Academy",
            within=draw(SHORT),
            since=Moment("period", "started"),
        ),
        "visits": a_duty(
            "support",
            "manager",
            text="Joint visits",
            within=draw(SHORT),
            since=Moment(letter, "delivered"),
            when=FieldTest("segment", "is", SEGMENTS[:1]),
        ),
        "summary": a_duty("act", "hr", text="Summary", at=Moment("period", "ended")),
    }
    kept = draw(st.sets(st.sampled_from(sorted(extra)), max_size=3))
    notice = draw(st.sampled_from([None, Span(2, TimeUnit.BUSINESS_DAY)]))
    return {
        "letter": first,
        "kickoff": a_duty(
            "meeting",
            "manager",
            notice=notice,
            within=Span(draw(st.integers(5, 10)), TimeUnit.BUSINESS_DAY),
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
        "more_time": a_right(
            "extend",
            "manager",
            clock="period",
            up_to=Span(draw(st.integers(5, 30)), TimeUnit.DAY),
            goals=draw(st.sampled_from(["kept", "reset"])),
            approved_by=("hr",),
            times=draw(st.integers(1, 2)),
            when=draw(st.sampled_from([None, partly])),
        ),
        "reply": a_right(
            "reply",
            "employee",
            within=Span(15, TimeUnit.DAY),
            since=Moment("document", "delivered"),
        ),
        "resign": a_right(
            "resign",
            "employee",
            go="left",
            within=Span(3, TimeUnit.BUSINESS_DAY),
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
            each=TimeUnit.WEEK,
            calendar=draw(st.booleans()),
            weight=Decimal("0.5"),
        ),
    }
    kept = draw(st.sampled_from([("attain",), ("attain", "calls")]))
    setting = draw(
        st.sampled_from(
            [
                None,
                GoalSetting("manager", 3, "manager"),
                GoalSetting("manager", 1, "hr", Decimal("0.5")),
            ]
        )
    )
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
        spans(TimeUnit.WEEK, least=80, most=120),
        spans(TimeUnit.MONTH, least=18, most=24),
        spans(TimeUnit.YEAR, least=2, most=2),
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
    late = draw(st.booleans())
    rows = draw(end_rows(looked, worse, deciders, plain=bool(deciders), staying=late))
    reviews = {"end": Review("hr", rows, at=Moment("period", "ended"), within=draw(SHORT))}
    if draw(st.booleans()) and not deciders:
        early = a_row("when", worse, over.test(Comparison("below", percent(30))))
        rest = (a_row("otherwise", (STAY,)), a_row("not_known", (STAY,)))
        reviews["middle"] = Review("manager", (early, *rest), days=draw(DAYS), during="period")
    if late:
        good = a_row("when", ("success",), AnswerTest("progress", "is", ("enough",)))
        rest = (a_row("otherwise", (STAY,)), a_row("not_known", (STAY,)))
        every = Span(4, TimeUnit.WEEK)
        reviews["late"] = Review("manager", (good, *rest), every=every, during="stage")
    length: Length = draw(st.one_of(CLOCK, st.just(ValueRef("window"))))
    must = draw(clocked_duties(letter))
    since = draw(anchors(letter, document))
    leaves_alone = not (deciders or since != ENTERED or any(STAY in row.go for row in rows))
    return Stage(
        title=stage.capitalize(),
        level=level,
        clocks={"period": Clock(length, since, draw(WHOLE))},
        goals=aims,
        must=must,
        may=draw(clocked_rights(letter)),
        reviews=reviews,
        deadline=draw(st.none() | deadlines()) if leaves_alone else draw(deadlines()),
    )


@st.composite
def plain_stage(draw: st.DrawFn, names: tuple[str, int], worse: tuple[str, ...]) -> Stage:
    """A stage without a clock, looked at again and again."""
    stage, level = names
    rows = draw(answer_rows(worse, ()))
    every = Span(draw(st.integers(1, 4)), TimeUnit.WEEK)
    letter = a_duty("issue", "manager", f"{stage}_letter", within=draw(SHORT), since=ENTERED)
    talk = a_duty("check_in", "manager", every=Span(1, TimeUnit.WEEK), during="stage")
    look = Review("manager", rows, every=every, during="stage")
    return Stage(
        stage.capitalize(),
        level,
        must={"letter": letter, **({"talk": talk} if draw(st.booleans()) else {})},
        reviews={"look": look},
        deadline=draw(deadlines()),
    )
