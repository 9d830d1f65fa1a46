"""What one issue does hides no other, and a plan that was withdrawn hides nothing: over sound policies.

`pytest --hypothesis-profile=thorough` plays fifty times as many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.decide.acts import Act
from engine.core.decide.meaning import SEM
from engine.core.decide.opening import considered
from engine.core.facts.facts import Fact, Trait
from engine.core.life.gathering import earlier_ends, running_plans
from engine.core.life.memory import InMemory, let_act, let_know, let_pass
from engine.core.life.on_record import PinnedRules
from engine.core.plan.replay import Plan
from engine.core.policy.open_row import ProposingRow
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from tests.builders import NOWHERE
from tests.histories import (
    ABOVE,
    EVA,
    HUGO,
    LONG_AGO,
    MOODS,
    START,
    WORKDAYS,
    Dice,
    History,
    Story,
    a_month,
    begun,
    histories,
    month_ends,
    played,
    policies,
    tell,
)

EXAMPLES = settings().max_examples // 5  # 20; with the profile, many more
promise = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ISSUES = ("results", "conduct", "care")
MONTHS = 14


@dataclass(frozen=True, slots=True)
class SeveralIssues:
    """A life under a policy whose rows are about several issues; `dice` says what is told and done."""

    policy: Policy
    dice: tuple[int, ...]  # one a month


@st.composite
def several_issues(draw: st.DrawFn) -> SeveralIssues:
    policy = draw(policies())
    rows = tuple(
        replace(row, issue=draw(st.sampled_from(ISSUES)))
        for row in policy.open
        if isinstance(row, ProposingRow)
    )
    policy = replace(policy, open=rows, issues=ISSUES)
    months = st.lists(st.integers(0, 10**6), min_size=3, max_size=MONTHS)
    return SeveralIssues(policy, tuple(draw(months)))


def of_issue(policy: Policy, issue: str) -> Policy:
    return replace(policy, open=tuple(row for row in policy.open if row.issue == issue))


def lived(policy: Policy, dice: Sequence[int]) -> InMemory:
    """Month by month: figures come in, and the newest proposal on each issue is answered."""
    memory = InMemory([PinnedRules("pin", policy, WORKDAYS, SEM)])
    story = Story(policy)
    people = [Trait(who, "manager", boss, LONG_AGO, NOWHERE) for who, boss in ABOVE.items()]
    people += [Trait(HUGO, "group", "hr-partners", LONG_AGO, NOWHERE)]
    own = {"job": "Account Executive", "hired": "2024-03-01", "segment": "small"}
    people += [Trait(EVA, name, value, LONG_AGO, NOWHERE) for name, value in own.items()]
    let_know(memory, START, people)
    first = START
    for number in dice:
        rolled = Dice(number)
        first = (first.replace(day=1) + timedelta(days=40)).replace(
            day=3 + rolled.of((0, 7, 20))
        )
        let_pass(memory, first)
        facts: list[Fact] = [
            figure
            for last in month_ends(first - timedelta(days=95), first - timedelta(days=1))
            for figure in a_month(story, last, rolled.of(MOODS["grim"]))
        ]
        let_know(memory, first, facts)
        for issue in ISSUES:
            _answered(memory, issue, rolled.of(("", "confirm", "decline", "withdraw")), first)
    return memory


def _answered(memory: InMemory, issue: str, action: str, day: date) -> None:
    mine = [plan for plan in memory.plans.values() if plan.issue == issue and not plan.ended]
    if not mine or not action or (mine[0].state != "proposed" and action != "withdraw"):
        return
    outcome = mine[0].start[0] if action == "confirm" else ""
    let_act(memory, day, mine[0].id, Act(action, "hr", HUGO, day, outcome=outcome, note="So."))


def told_of(memory: InMemory, issue: str) -> list[tuple[str, str, str]]:
    """What happened on the issue, entry by entry, whatever the plans' numbers and rows are."""
    plans = [plan for plan in memory.plans.values() if plan.issue == issue]
    order = {plan.id: f"{at}" for at, plan in enumerate(plans)}
    return [
        (order[plan], type(event).__name__, str(event.on))
        for plan, event in memory.events
        if plan in order
    ]


@promise
@given(several_issues())
def test_what_one_issue_does_never_hides_another(life: SeveralIssues) -> None:
    """On each issue the same happens as under a policy that knows no other."""
    together = lived(life.policy, life.dice)
    for issue in {row.issue for row in life.policy.open}:
        alone = lived(of_issue(life.policy, issue), life.dice)
        assert told_of(together, issue) == told_of(alone, issue)


@promise
@given(several_issues(), st.booleans())
def test_each_look_finds_on_an_issue_what_it_finds_alone(
    life: SeveralIssues, told: bool
) -> None:
    """Day by day and row by row, with what is not known."""
    story = begun(History(life.policy, (), life.dice[0], "grim"))
    rolled = Dice(life.dice[-1])
    day = story.day + timedelta(days=rolled.of((0, 31, 62, 100)))
    since = day - timedelta(days=rolled.of((0, 40, 90)))
    found = considered(life.policy, EVA, story.facts, since, day, told=told).found
    for issue in {row.issue for row in life.policy.open}:
        rows = [at for at, row in enumerate(life.policy.open) if row.issue == issue]
        alone = considered(
            of_issue(life.policy, issue), EVA, story.facts, since, day, told=told
        ).found
        assert [each for each in found if each[0] in rows] == [
            (rows[at], *rest) for at, *rest in alone
        ]


OVER = histories(("next", "next", "owed", "all", "figures", "wrong", "people"))


@promise
@given(OVER, st.sets(st.integers(0, 5), min_size=1), st.integers(0, 10**6))
def test_withdrawing_a_plan_leaves_what_opens_as_if_it_had_never_been(
    history: History, which: set[int], dice: int
) -> None:
    """Its number and its letters stay. The figures are later than all that anybody judged."""
    story = played(history)
    plans = [*story.plans.values()]
    gone = {plan.id for at, plan in enumerate(plans) if at in which}
    withdrawn = [replace(plan, **WITHDRAWN) if plan.id in gone else plan for plan in plans]
    kept = [plan for plan in plans if plan.id not in gone]
    assert earlier_ends(withdrawn) == earlier_ends(kept)
    assert running_plans(withdrawn) == running_plans(kept)
    assert [each.documents for each in withdrawn] == [each.documents for each in plans]
    later = begun(replace(history, dice=dice))
    later.traits, later.absences = story.traits, story.absences
    later.figures = story.figures
    later.day = story.day + timedelta(days=200)
    tell_new(later, Dice(dice), story.day)
    assert seen(later, withdrawn) == seen(later, kept)


WITHDRAWN = {"state": "closed", "outcome": "withdrawn", "closed": date(2026, 5, 1)}


def tell_new(story: Story, dice: Dice, since: date) -> None:
    facts = [
        figure
        for last in month_ends(since + timedelta(days=35), story.day - timedelta(days=1))
        for figure in a_month(story, last, dice.of(MOODS["grim"]))
    ]
    tell(story, facts)


def seen(story: Story, plans: Sequence[Plan]) -> object:
    known = replace(story.facts, earlier=earlier_ends(plans), running=running_plans(plans))
    return considered(story.policy, EVA, known, story.day, story.day, told=True)


def test_a_proposal_is_what_was_played() -> None:
    """The lives are not empty: somebody is proposed a plan on more than one issue."""
    found: list[InMemory] = []

    @settings(
        max_examples=30, database=None, deadline=None, suppress_health_check=[*HealthCheck]
    )
    @given(several_issues())
    def play(life: SeveralIssues) -> None:
        found.append(lived(life.policy, life.dice))

    play()
    many = [{plan.issue for plan in memory.plans.values()} for memory in found]
    assert any(len(issues) > 1 for issues in many)
    assert any(isinstance(event, e.Opened) for memory in found for _, event in memory.events)
