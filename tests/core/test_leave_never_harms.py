"""Leave never harms: over every sound policy, at every look and in whole lives.

`pytest --hypothesis-profile=thorough` plays fifty times as many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.decide.agenda import next_due
from engine.core.decide.opening import covers, first_yes
from engine.core.facts.facts import Absence
from engine.core.measure.context import EvaluationContext, LookBack
from engine.core.plan.in_force import PlanContext, case_of
from engine.core.plan.owed import Owed, owed, persons
from engine.core.plan.protection import is_adverse, protected_on
from engine.core.plan.replay import apply, replay
from engine.core.plan.review import adverse, how_grave, measured
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from tests.builders import NOWHERE
from tests.histories import (
    EVA,
    OFTEN,
    START,
    History,
    Story,
    a_month,
    begun,
    commanded,
    histories,
    month_ends,
    played,
    policies,
    tell,
    try_act,
    wait,
)

EXAMPLES = settings().max_examples // 5  # 20; with the profile, many more
promise = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAY = timedelta(days=1)
FAR = 400  # days of a life
LEAVE = st.builds(
    lambda first, days: Absence(
        EVA, "leave", "sick", START + timedelta(days=first), START + timedelta(days=first + days), NOWHERE
    ),
    st.integers(-120, 300),
    st.sampled_from((0, 0, 0, 1, 4, 10, 40)),
)  # fmt: skip


@st.composite
def one_more_day(draw: st.DrawFn) -> tuple[tuple[Absence, ...], tuple[Absence, ...]]:
    """Some leave, and the same with one more day: of its own, or at either end of one of them."""
    away = {each.first: each for each in draw(st.lists(LEAVE, max_size=4))}
    before = tuple(away.values())
    at = draw(st.integers(-1, len(before) - 1))
    if at < 0:
        day = START + timedelta(days=draw(st.integers(-120, 300)))
        more = Absence(EVA, "leave", "sick", day, day, NOWHERE)
        return before, (*(each for each in before if each.first != day), more)
    one = before[at]
    assert one.until
    longer = (
        replace(one, first=one.first - DAY)
        if draw(st.booleans())
        else replace(one, until=one.until + DAY)
    )
    return before, (*before[:at], longer, *before[at + 1 :])


# -- at one look ----------------------------------------------------------------------------------


def opening_weight(case: EvaluationContext) -> tuple[int, ...]:
    """Not covered, no, not known, yes by the level where it starts."""
    covered, _ = covers(case)
    at, why = first_yes(case)
    if not covered or (at is None and why is None):
        return (0,)
    if at is None:
        return (1,)
    levels = (case.policy.stages[name].level for name in case.policy.open[at].start)
    return (2, max(levels))


@given(history=histories(most=30), away=one_more_day())
@promise
def test_one_more_day_of_leave_never_gives_a_graver_answer(
    history: History, away: tuple[tuple[Absence, ...], tuple[Absence, ...]]
) -> None:
    fewer, more = away
    for happening in played(history).told:
        m = happening.m
        without = replace(m, known=replace(m.known, absences=fewer))
        with_it = replace(m, known=replace(m.known, absences=more))
        for (visit, name, _), look in m.plan.looks.items():
            if m.plan.visit and visit == m.visit.number and not look.decided:
                review = m.stage.reviews[name]
                answers = [measured(each, review, look.basis) for each in (with_it, without)]
                assert how_grave(m, answers[0]) <= how_grave(m, answers[1])
        cases = [
            replace(
                case_of(each, happening.day),
                taken={},
                clocks={},
                look_back=LookBack(happening.day, happening.day),
            )
            for each in (with_it, without)
        ]
        assert opening_weight(cases[0]) <= opening_weight(cases[1])


# -- while it lasts -------------------------------------------------------------------------------


def against(m: PlanContext, event: e.Event) -> date | None:
    """The day of something adverse; None for anything else. `m` is the plan as it was before it."""
    match event:
        case e.Proposed() | e.Renewed() | e.Opened():
            return event.on
        case e.Measured() if any(adverse(m.policy, m.plan.stage, go) for go in event.go):
            return event.on
        case e.Voted() | e.ReviewDecided() if adverse(m.policy, m.plan.stage, event.outcome):
            return event.on
        case e.RightRefused():
            return event.on
        case e.StageEntered() if event.because not in ("opened", "right"):
            stage = m.policy.stages[event.stage]
            worse = stage.adverse or (
                not stage.final and stage.level > m.policy.stages[m.plan.stage].level
            )
            return event.on if worse else None
        case e.Issued() if is_adverse(m, m.plan.documents[event.number]):
            return event.on
        case e.Delivered() if is_adverse(m, m.plan.documents[event.number]):
            return event.day
        case e.Acknowledged() if event.how == "silence":
            return event.on
        case _:
            return None


def adverse_days(story: Story) -> Iterator[tuple[date, PlanContext, e.Event]]:
    for plan, events in story.entries.items():
        state = replay(plan, events[:1])
        yield state.proposed, replace(story.matter(plan), plan=state), events[0]
        for event in events[1:]:
            m = replace(story.matter(plan), plan=state)
            if day := against(m, event):
                yield day, m, event
            state = apply(state, event)


AWAY = (*OFTEN, *("people",) * 6)


@given(history=histories(AWAY))
@promise
def test_nothing_adverse_happens_while_the_employee_is_known_to_be_away(
    history: History,
) -> None:
    for happening in played(history).told:
        m = happening.m
        plan = m.plan
        for event in happening.events:
            day = against(replace(m, plan=plan), event)
            assert day is None or protected_on(m.policy, m.known, day) is None, event
            plan = apply(plan, event)


# -- whole lives ----------------------------------------------------------------------------------


def worst(m: PlanContext, one: Owed) -> str:
    """The gravest of what may be said."""
    stages = [go for go in one.outcomes if go in m.policy.stages]
    harsh = [go for go in stages if adverse(m.policy, m.plan.stage, go)]
    return (harsh or [*one.outcomes, ""])[0]


KIND = frozenset({"decline", "withdraw", "resume"})


def do_the_worst(story: Story) -> None:
    """Everybody does at once what is awaited of them, and says the gravest there is to say."""
    for _ in range(12):
        m = story.newest
        if m is None:
            return
        before = len(story.told)
        for one in owed(m):
            may = persons(m, one, story.day)
            if one.action in KIND or not may or (one.earliest and story.day < one.earliest):
                continue
            outcome = worst(m, one) if m.plan.stage else (one.outcomes or ("",))[0]
            act = commanded(m.plan, one, may[0], story.day, outcome)
            try_act(story, m.plan.id, replace(act, assurance="confirmed"), one)
            break
        if len(story.told) == before or all(h.refused for h in story.told[before:]):
            return


def life(policy: Policy, levels: Sequence[str], leave: Sequence[Absence], told: bool) -> Story:
    """A year of figures, told five days after each month; leave is told before or when it begins."""
    story = begun(History(policy, (), 0, "silent"))
    early = [away for away in leave if told or away.first <= START]
    late = {
        first: [each for each in leave if each.first == first]
        for first in {away.first for away in leave if away not in early}
    }
    if early:
        tell(story, early)
    ends = [*month_ends(START, START + timedelta(days=FAR))]
    news = {last + timedelta(days=5): last for last in ends}
    day = START
    while day < START + timedelta(days=FAR):
        do_the_worst(story)
        due = next_due(story.newest) if story.newest else None
        days = [d for d in (*news, story.again) if d and d > day]
        if due and due.day + DAY > day:
            days.append(due.day + DAY)
        days += [first for first in late if first > day]
        day = min(days, default=START + timedelta(days=FAR))
        wait(story, day)
        if day in late:
            tell(story, late[day])
        if day in news:
            tell(story, a_month(story, news[day], levels[ends.index(news[day]) % len(levels)]))
    return story


LEVELS = st.lists(st.sampled_from(("low", "low", "middling", "high")), min_size=4, max_size=14)


def first_from(story: Story, since: date = date.min) -> date:
    """The first adverse entry from a day on; the last of all days where there is none."""
    return min((day for day, _, _ in adverse_days(story) if day >= since), default=date.max)


@given(policy=policies(), levels=LEVELS, away=one_more_day(), told=st.booleans())
@promise
def test_the_first_adverse_entry_is_never_earlier_for_one_more_day(
    policy: Policy,
    levels: list[str],
    away: tuple[tuple[Absence, ...], tuple[Absence, ...]],
    told: bool,
) -> None:
    fewer, more = (life(policy, levels, leave, told) for leave in away)
    assert first_from(fewer) <= first_from(more)


@given(policy=policies(), levels=LEVELS, away=LEAVE)
@promise
def test_nor_is_the_next_one_in_a_plan_that_runs(
    policy: Policy, levels: list[str], away: Absence
) -> None:
    """The two lives are one until the leave begins."""
    without, with_it = (life(policy, levels, leave, told=False) for leave in ((), (away,)))
    since = max(away.first, START)
    assert first_from(without, since) <= first_from(with_it, since)
