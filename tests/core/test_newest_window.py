"""No plan is proposed on an old window, and one that was withdrawn leaves none behind: over whole lives.

What a window may be is worked out here a second time, plainly: all figures of these lives are monthly.
`pytest --hypothesis-profile=thorough` plays fifty times as many.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.decide.opening import GOOD_ENDS, considered
from engine.core.facts.explanation import all_figures
from engine.core.life.beginnings import spoken_for
from engine.core.life.gathering import Gathered, known_now
from engine.core.plan.in_force import Known
from engine.core.policy.condition import Each, MetricTest, metric_tests
from engine.core.policy.metric import figures_of
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import month_end, period_holding
from engine.core.values.units import TimeUnit
from tests.builders import ANNA
from tests.core.lives import QUARTER, a_memory, lived
from tests.histories import History, Story, histories, played

EXAMPLES = settings().max_examples // 5  # 20; with the profile, many more
promise = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAY = timedelta(days=1)
FIRST, JANUARY = date(2026, 1, 5), date(2026, 1, 31)


def proposals(story: Story) -> Iterator[tuple[Known, e.Proposed | e.Renewed]]:
    """Each with all that was known when it was made."""
    yield from story.begun
    for happening in story.told:
        yield from (
            (happening.m.known, x) for x in happening.events if isinstance(x, e.Renewed)
        )


def newest(policy: Policy, test: MetricTest, known: Known, day: date) -> date | None:
    """The end of the newest month, or quarter, of which the last month is told for every figure."""
    each = isinstance(test.window, Each) and test.window.part is TimeUnit.QUARTER
    told = [
        {f.period.last for f in known.figures.get(name, ()) if f.period.last <= day}
        for name in figures_of(policy.metrics[test.metric])
    ]
    months = set.intersection(*told)
    return max((m for m in months if not each or m.month % 3 == 0), default=None)


def overdue(policy: Policy, test: MetricTest, known: Known, last: date, day: date) -> bool:
    """Whether the month or quarter after it should have been told by that day."""
    each = isinstance(test.window, Each) and test.window.part is TimeUnit.QUARTER
    after = period_holding(last + DAY, TimeUnit.QUARTER if each else TimeUnit.MONTH)
    due = policy.metrics[test.metric].rules.figures_due or policy.calendar.figures_due
    return known.workdays.due(after.last, due, policy.calendar.roll) < day


@promise
@given(histories())
def test_no_proposal_rests_on_a_window_that_is_not_the_newest_told(history: History) -> None:
    story = played(history)
    for known, event in proposals(story):
        row = story.policy.open[event.row]
        assert row.when is not None
        ends = {}
        for test in metric_tests(row.when):
            ends[test] = newest(story.policy, test, known, event.on)
        assert event.basis == max(end for end in ends.values() if end)
        assert event.why is not None
        used = [each.figure for each in all_figures(event.why)]
        for test, last in ends.items():
            fields = figures_of(story.policy.metrics[test.metric])
            mine = [f.period.last for f in used if f.field in fields]
            assert last is not None
            assert max(mine) <= event.basis
            assert not overdue(story.policy, test, known, last, event.on)


@promise
@given(histories())
def test_no_proposal_counts_a_month_before_a_good_end(history: History) -> None:
    story = played(history)
    for known, event in proposals(story):
        row = story.policy.open[event.row]
        ends = [
            plan.ended
            for plan in known.earlier
            if plan.outcome in GOOD_ENDS and plan.issue == row.issue and plan.ended <= event.on
        ]
        if ends and not row.counts_earlier and event.why:
            assert all(max(ends) < each.figure.period.first for each in all_figures(event.why))


LEVELS = st.lists(st.integers(0, 120), min_size=1, max_size=6)
RAN = st.sampled_from(
    ((), ("3 hr confirm",), ("3 hr confirm", "4 second_line approve plan_letter"))
)


@promise
@given(ran=RAN, withdrawn=st.integers(5, 150), months=LEVELS, late=st.integers(1, 25))
def test_a_plan_that_was_withdrawn_leaves_the_windows_as_if_it_had_never_been(
    ran: tuple[str, ...], withdrawn: int, months: list[int], late: int
) -> None:
    """Only what nobody has judged yet is needed before the next proposal."""
    memory = a_memory(figures=False)
    lived(memory, QUARTER, *ran)
    try:
        lived(memory, f"{withdrawn} hr withdraw --note 'the figures were wrong'")
    except (NotAllowedError, WrongUseError):
        return  # it has lapsed, or was held and is over
    (plan,) = memory.plans_of(ANNA)
    rules, day, last = memory.policies[0], FIRST + timedelta(days=withdrawn), JANUARY
    for level in months:
        day = max(day, last + timedelta(days=late))
        number = (day - FIRST).days
        lived(memory, f"{number} told sales {last:%Y-%m} {level}; target {last:%Y-%m} 100")
        memory.plans, memory.owners = {plan.id: plan}, {ANNA: [plan.id]}
        never = replace(memory, plans={}, owners={})
        looks = [
            considered(rules.policy, ANNA, known, day, day, told=True)
            for each in (memory, never)
            for known in [known_now(Gathered(each), ANNA, rules.workdays)]
        ]
        assert looks[0] == looks[1]
        for found in looks[0].found:
            fresh = any(plan.basis < x.figure.period.last for x in all_figures(found.why))
            assert (spoken_for([plan], "results", found) is None) == fresh
        last = month_end(last + DAY)
