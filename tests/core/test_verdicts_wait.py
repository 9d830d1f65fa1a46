"""A verdict waits for its figures and judges no day before its letter: in every history.

`pytest --hypothesis-profile=thorough` plays fifty times as many.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from engine.core.decide.advance import Step, advanced
from engine.core.decide.agenda import EVENING
from engine.core.decide.inputs import after_facts
from engine.core.facts.explanation import Used, Why, all_figures
from engine.core.facts.facts import Figure
from engine.core.plan.in_force import PlanContext
from engine.core.plan.replay import Plan, apply, replay
from engine.core.plan.state import ReviewLook, Run
from engine.core.plan.waiting import closing
from engine.core.policy.duty import IssueDuty
from engine.core.policy.metric import figures_of
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.core.values.period import Period, month_end
from tests.builders import NOWHERE
from tests.histories import EVA, History, Story, histories, played

EXAMPLES = settings().max_examples // 5  # 20; with the profile, many more
promise = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LIVELY = histories(("next", "next", "next", "all", "figures"), moods="grim")
DAY = timedelta(days=1)
END = "end"


# -- a fact that arrives before the verdict ----------------------------------------------------------


def running(story: Story) -> Iterator[tuple[PlanContext, Run]]:
    """Plans in a stage whose clock runs and ends in a review."""
    for plan in story.plans:
        m = story.matter(plan)
        if m.plan.state != "open" or m.plan.stopped or m.plan.visit is None:
            continue
        review = m.stage.reviews.get(END)
        for (visit, name), run in m.plan.runs.items():
            ends = review and review.at and review.at.thing == name
            if visit == m.visit.number and not run.ended and ends:
                yield m, run


def months_of(policy: Policy, run: Run, dice: Iterable[int]) -> list[Figure]:
    """A figure of every field for every month that the clock touches."""
    fields = sorted({f for metric in policy.metrics.values() for f in figures_of(metric)})
    found, last = [], month_end(run.first)
    numbers = iter([*dice] * 400)
    while last.replace(day=1) <= run.last:
        month = Period(last.replace(day=1), last)
        found += [Figure(EVA, f, month, Decimal(next(numbers)), NOWHERE) for f in fields]
        last = month_end(last + DAY)
    return found


def knowing(m: PlanContext, figures: list[Figure]) -> PlanContext:
    told: Mapping[str, tuple[Figure, ...]] = {
        name: tuple(
            sorted(
                {
                    f.period: f
                    for f in (*m.known.figures.get(name, ()), *figures)
                    if f.field == name
                }.values(),
                key=lambda f: (f.period.first, f.period.last),
            )
        )
        for name in {*m.known.figures, *(f.field for f in figures)}
    }
    return replace(m, known=replace(m.known, figures=told))


def after(m: PlanContext, steps: Iterable[Step]) -> PlanContext:
    *_, plan = (m.plan, *(step.plan for step in steps))
    return replace(m, plan=plan)


def verdict(m: PlanContext, visit: int) -> ReviewLook | None:
    return m.plan.looks.get((visit, END, 1))


def said(look: ReviewLook) -> tuple[object, ...]:
    return look.row, look.go, look.roles, look.decided, look.why and look.why.says


def late_and_early(
    story: Story, dice: list[int], days: int
) -> Iterator[tuple[ReviewLook, ReviewLook]]:
    """The same figures told some days after the review began, and told before the clock ended."""
    for m, run in running(story):
        visit, figures = m.visit.number, months_of(m.policy, run, dice)
        late = after(m, advanced(m, run.last, EVENING))
        early = knowing(m, figures)
        early = after(early, after_facts(early, story.day))
        early = after(early, advanced(early, run.last, EVENING))
        look = verdict(late, visit)
        if look is None or look.decided or len(late.plan.visits) > visit:
            continue
        on = min(run.last + days * DAY, closing(late, END, look))
        late = after(late, advanced(late, on))
        waits = verdict(late, visit)
        if waits is None or waits.decided or late.plan.state != "open":
            continue
        late = knowing(late, figures)
        late = after(late, after_facts(late, on))
        early = after(early, advanced(early, on))
        one, other = verdict(late, visit), verdict(early, visit)
        if one and other and other.basis == look.basis:  # a review before it led elsewhere
            yield one, other


NUMBERS = st.lists(st.sampled_from([1, 40, 400, 700, 900, 1000, 1500]), min_size=3, max_size=7)


@promise
@given(LIVELY, NUMBERS, st.integers(1, 60))
def test_a_fact_that_arrives_before_the_verdict_changes_it_as_if_it_had_been_there(
    history: History, dice: list[int], days: int
) -> None:
    for late, early in late_and_early(played(history), dice, days):
        assert said(late) == said(early)


def test_the_histories_come_to_a_verdict_that_waits() -> None:
    """And to one that the figures change."""
    found = find(
        st.tuples(LIVELY, NUMBERS),
        lambda drawn: any(
            late.row >= 0 for late, _ in late_and_early(played(drawn[0]), drawn[1], 10)
        ),
        settings=settings(
            max_examples=400, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert found


# -- no day before the letter ----------------------------------------------------------------------


def states(story: Story) -> Iterator[tuple[Plan, e.Event]]:
    for plan in story.plans:
        first, *rest = story.entries[plan]
        state = replay(plan, [first])
        for event in rest:
            yield state, event
            state = apply(state, event)


def letter_delivered(policy: Policy, plan: Plan) -> date | None:
    """The day on which the letter with which the stage begins was handed over; None where it has none."""
    stage, visit = policy.stages[plan.stage], plan.visits[-1].number
    duties = {
        **stage.must,
        **{n: d for n, d in policy.must.items() if plan.stage in d.terms.in_stages},
    }
    letters = {
        name
        for name, duty in duties.items()
        if isinstance(duty, IssueDuty)
        and duty.terms.since
        and duty.terms.since.moment == "entered"
    }
    told = [d for d in plan.documents.values() if d.visit == visit and d.item in letters]
    days = [d.delivered for d in told if d.delivered]
    if letters and not days:
        return date.max
    return min(days, default=None)


def judged(why: Why) -> Iterator[Used]:
    yield from all_figures(why)
    if why.other:
        yield from judged(why.other)
    for part in why.parts:
        if part.other:
            yield from judged(part.other)


@promise
@given(LIVELY | histories())
def test_no_letter_judges_a_day_before_it_was_delivered(history: History) -> None:
    story = played(history)
    for plan, event in states(story):
        if not isinstance(event, e.Measured | e.ReviewDecided) or event.why is None:
            continue
        since = letter_delivered(story.policy, plan) or plan.visits[-1].entered
        for used in judged(event.why):
            period = used.figure.period
            assert (period.first if used.share is None else period.last) >= since, used
