"""Where a plan stands. Always derived from its events, never stored."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from engine.core.facts.explanation import same_ground
from engine.core.plan.document_state import unclaimed, with_document
from engine.core.plan.state import OwnGoal, Raised, ReviewLook, Run, Task, Use, Visit
from engine.core.plan.state import Plan as Plan
from engine.core.policy.policy import EMPLOYMENT_ENDED
from engine.core.record import events as e

DAY = timedelta(days=1)


STRIKABLE = (
    e.DutyDone,
    e.Answered,
    e.GoalSet,
    e.GoalJudged,
    e.Approved,
    e.RightAsked,
    e.Voted,
    e.Delegated,
)


def unsettled(plan: Plan) -> bool:
    """True while a person is asked what corrected figures mean for the plan."""
    return any(not raised.settled for raised in plan.raised.values())


# What time alone says follows from no entry: the person's entry before it can still be struck.
PASSING = (e.Noted, e.DutyArose, e.DutyMissed, e.Reminded, e.Escalated, e.HeldReminded)


def begun(plan: str, event: e.Proposed) -> Plan:
    """The plan that a proposal begins."""
    return Plan(
        id=plan,
        employee=event.employee,
        pin=event.pin,
        policy=event.policy,
        track=event.track,
        issue=event.issue,
        row=event.row,
        start=event.start,
        to=event.to,
        basis=event.basis,
        judged=event.on,
        proposed=event.on,
        day=event.on,
        team=event.team,
        seq=1,
        why=event.why,
    )


def replay(plan: str, events: Iterable[e.Event]) -> Plan:
    """The state after `events`, of which the first must be a proposal."""
    rest = iter(events)
    first = next(rest)
    if not isinstance(first, e.Proposed):
        raise TypeError(f"{plan} begins with {type(first).__name__}")
    state = begun(plan, first)
    for event in rest:
        state = apply(state, event)
    return state


def apply(plan: Plan, event: e.Event) -> Plan:
    """`plan` with one more entry."""
    if isinstance(event, e.Struck):
        earlier = plan.before
        if earlier is None:
            raise ValueError(f"{plan.id}: entry {plan.seq} cannot be struck")
        return replace(earlier, seq=plan.seq + 1, day=event.on, before=None)
    before, maker = None, ("", "")
    if isinstance(event, e.Approved) and event.once_as:
        before, maker = plan.before, plan.maker  # struck with the approval it follows from
    elif isinstance(event, STRIKABLE):
        before, maker = replace(plan, before=None), (event.role, event.by)
        if isinstance(event, e.Approved) and event.file:
            before = unclaimed(before, event)  # or what the file says would approve it again
    elif isinstance(event, PASSING) and plan.before:
        before, maker = _applied(plan.before, event), plan.maker
    state = _applied(plan, event)
    return replace(state, seq=plan.seq + 1, day=event.on, before=before, maker=maker)


def _applied(plan: Plan, event: e.Event) -> Plan:
    match event:
        case (
            e.Drafted() | e.Approved() | e.Returned() | e.Issued() | e.Delivered() | e.Acknowledged()
            | e.ReadBack() | e.Claimed() | e.ClaimRefused() | e.Revised() | e.Attached()
        ):  # fmt: skip
            return with_document(plan, event)
        case e.DutyDone() | e.DutyMissed() | e.Reminded() | e.Escalated():
            return _with_task(plan, event)
        case e.DutyArose():
            arisen = {**plan.arisen, (_visit(plan), event.duty): event.on}
            return replace(plan, arisen=arisen)
        case e.Stopped():
            return replace(plan, stopped=event.since)
        case e.WentOn():
            return replace(
                _with_more_time_to_act(plan, event.since, event.resumed), stopped=None
            )
        case e.Reopened():
            return _reopened(plan, event)
        case e.ReviewOpened() | e.Measured() | e.Voted() | e.ReviewDecided():
            return _with_look(plan, event)
        case (
            e.RightAsked() | e.RightGranted() | e.RightRefused() | e.RightWithdrawn() | e.RightUsed()
        ):  # fmt: skip
            return _with_use(plan, event)
        case e.ClockStarted() | e.ClockEnded() | e.ClockExtended():
            return _with_run(plan, event)
        case (
            e.GoalSet()
            | e.GoalJudged()
            | e.Answered()
            | e.QuestionRaised()
            | e.QuestionSettled()
        ):
            return _with_word(plan, event)
        case _:
            return _moved(plan, event)


Course = (
    e.Proposed | e.Renewed | e.Noted | e.Opened | e.StageEntered | e.HandedOver | e.Delegated
    | e.Held | e.HeldReminded | e.Resumed | e.Struck | e.Closed
)  # fmt: skip


def _moved(plan: Plan, event: Course) -> Plan:
    match event:
        case e.Proposed() | e.Struck():
            raise TypeError(f"{type(event).__name__} is not an entry of a running plan")
        case e.Renewed():
            return replace(
                plan, row=event.row, track=event.track, start=event.start, to=event.to,
                basis=event.basis, judged=event.on, why=event.why,
            )  # fmt: skip
        case e.Noted():
            return replace(plan, noted=(*plan.noted, (event.row, event.basis)))
        case e.Opened():
            return replace(plan, state="open", opened=event.on, holders=dict(event.holders))
        case e.StageEntered():
            left = tuple(replace(v, left=v.left or event.on) for v in plan.visits)
            visit = Visit(event.visit, event.stage, event.on)
            return replace(
                plan, state="open", held=None, visits=(*left, visit), answers={}, answered={}
            )
        case e.HandedOver():
            plan = replace(plan, holders={**plan.holders, event.role: event.after})
            own = plan.delegates.get(event.role) == event.after
            return _without_stand_in(plan, event.role) if own else plan
        case e.Delegated():
            return _delegated(plan, event)
        case e.Held():
            return _held(plan, event)
        case e.HeldReminded():
            return replace(plan, held_reminders=event.number)
        case e.Resumed():
            return _resumed(plan, event)
        case e.Closed():
            until = plan if event.outcome == EMPLOYMENT_ENDED else None
            return replace(
                plan, state="closed", closed=event.on, outcome=event.outcome, until=until
            )
        case _:
            assert_never(event)


def _held(plan: Plan, event: e.Held) -> Plan:
    """Nobody could act while nobody was looking: the time to act begins on the day after."""
    since = event.late.last + DAY if event.late else event.on
    return replace(
        plan, state="held", held=event.on, held_since_seen=since, held_for=event.because,
        held_reminders=0,
    )  # fmt: skip


def _delegated(plan: Plan, event: e.Delegated) -> Plan:
    """A stand-in who passes it on does so for the same holder; a holder may take it back."""
    onward = plan.delegates.get(event.role) == event.by
    holder = plan.stands_for.get(event.role, event.by) if onward else event.by
    if event.to == holder:
        return _without_stand_in(plan, event.role)
    return replace(
        plan,
        delegates={**plan.delegates, event.role: event.to},
        stands_for={**plan.stands_for, event.role: holder},
    )


def _without_stand_in(plan: Plan, role: str) -> Plan:
    return replace(
        plan,
        delegates={r: p for r, p in plan.delegates.items() if r != role},
        stands_for={r: p for r, p in plan.stands_for.items() if r != role},
    )


def _resumed(plan: Plan, event: e.Resumed) -> Plan:
    """Clocks of this visit stood still while the plan was held; what was being decided is open again."""
    stood = event.on - (plan.held or event.on)
    here = _visit(plan)
    return replace(
        plan,
        state="open",
        held=None,
        held_for="",
        stood=(*plan.stood, (plan.held or event.on, event.on)),
        visits=(*plan.visits[:-1], replace(plan.visits[-1], deadline=event.deadline)),
        runs={
            k: r if r.ended or k[0] != here else replace(r, last=r.last + stood)
            for k, r in plan.runs.items()
        },
        looks={
            k: replace(look, decided="", on=None, votes=(), closes=event.closes)
            if k[0] == here and look.decided in ("", "held")
            else look
            for k, look in plan.looks.items()
        },
    )


def _reopened(plan: Plan, event: e.Reopened) -> Plan:
    """As it stood when it was closed; nobody's time to act ran in between."""
    if plan.until is None:
        raise ValueError(f"{plan.id}: nothing to go back to")
    found = _with_more_time_to_act(plan.until, event.since, event.on)
    seen = found.held_since_seen
    return replace(found, held_since_seen=seen and seen + (event.on - event.since))


def _with_more_time_to_act(plan: Plan, since: date, resumed: date) -> Plan:
    """The clocks run on; what is waited for, and the stage, have that much more time after it."""
    here, more = _visit(plan), resumed - since
    visits = plan.visits
    if visits and visits[-1].deadline:
        visits = (*visits[:-1], replace(visits[-1], deadline=visits[-1].deadline + more))
    return replace(
        plan,
        stood=(*plan.stood, (since, resumed)),
        visits=visits,
        looks={
            k: replace(look, closes=look.closes + more)
            if k[0] == here and not look.decided
            else look
            for k, look in plan.looks.items()
        },
    )


def _with_task(plan: Plan, event: e.DutyDone | e.DutyMissed | e.Reminded | e.Escalated) -> Plan:
    key = (_visit(plan), event.duty, event.occurrence)
    task = plan.tasks.get(key, Task())
    match event:
        case e.DutyDone():
            task = replace(
                task, done=max(event.day, event.on), by=event.by, outcome=event.outcome
            )
        case e.DutyMissed():
            task = replace(task, missed=True, missed_on=event.on)
        case e.Reminded() | e.Escalated():
            task = replace(task, steps=event.step)
        case _:
            assert_never(event)
    return replace(plan, tasks={**plan.tasks, key: task})


def _with_look(
    plan: Plan, event: e.ReviewOpened | e.Measured | e.Voted | e.ReviewDecided
) -> Plan:
    key = (_visit(plan), event.review, event.occurrence)
    if isinstance(event, e.ReviewOpened):
        looks = {**plan.looks, key: ReviewLook(event.basis, event.closes)}
        # Asked anew; what was answered on the review's own day was answered to it.
        answered = {q: on for q, on in plan.answered.items() if on >= event.basis}
        answers = {q: plan.answers[q] for q in answered}
        return replace(plan, looks=looks, answers=answers, answered=answered)
    look = plan.looks[key]
    match event:
        case e.Measured():
            # Other figures are another decision: what was said about the old ones falls away.
            same = (event.row, event.go) == (look.row, look.go)
            votes = look.votes if same and same_ground(event.why, look.why) else ()
            look = replace(
                look, row=event.row, go=event.go, roles=event.roles, votes=votes, why=event.why
            )
        case e.Voted():
            look = replace(look, votes=(*look.votes, (event.role, event.by, event.outcome)))
        case e.ReviewDecided():
            look = replace(
                look, decided=event.outcome, row=event.row, on=event.on, answers=plan.answers,
                why=event.why,
            )  # fmt: skip
        case _:
            assert_never(event)
    return replace(plan, looks={**plan.looks, key: look})


Using = e.RightAsked | e.RightGranted | e.RightRefused | e.RightWithdrawn | e.RightUsed


def _with_use(plan: Plan, event: Using) -> Plan:
    key = (event.right, event.number)
    if isinstance(event, e.RightAsked):
        asked = Use(
            event.right, _visit(plan), event.on, note=event.note, length=event.length,
            effective=event.effective,
        )  # fmt: skip
        return replace(plan, uses={**plan.uses, key: asked})
    use = plan.uses[key]
    match event:
        case e.RightGranted():
            given = (*use.granted, (event.role, event.by))
            use = replace(use, granted=given, granted_on=event.on)
        case e.RightRefused():
            use = replace(use, state="refused")
        case e.RightWithdrawn():
            use = replace(use, state="withdrawn")
        case e.RightUsed():
            use = replace(use, state="used", used_on=event.on)
        case _:
            assert_never(event)
    return replace(plan, uses={**plan.uses, key: use})


def _with_run(plan: Plan, event: e.ClockStarted | e.ClockEnded | e.ClockExtended) -> Plan:
    key = (_visit(plan), event.clock)
    match event:
        case e.ClockStarted():
            run = Run(event.clock, event.first, event.last)
        case e.ClockEnded():
            run = replace(plan.runs[key], ended=True)
        case e.ClockExtended():
            return _with_more_time(plan, event)
        case _:
            assert_never(event)
    return replace(plan, runs={**plan.runs, key: run})


def _with_more_time(plan: Plan, event: e.ClockExtended) -> Plan:
    """Where the goals are set anew, those a person set fall away and the count begins anew."""
    key = (_visit(plan), event.clock)
    run = replace(plan.runs[key], last=event.last)
    goals = plan.own_goals
    if event.goals == "reset":
        run = replace(run, anew=event.before + timedelta(days=1))
        goals = {
            k: replace(g, dropped=g.dropped or g.visit == key[0]) for k, g in goals.items()
        }
    return replace(
        plan,
        extended={**plan.extended, key: event.before},
        runs={**plan.runs, key: run},
        own_goals=goals,
    )


Word = e.GoalSet | e.GoalJudged | e.Answered | e.QuestionRaised | e.QuestionSettled


def _with_word(plan: Plan, event: Word) -> Plan:
    match event:
        case e.GoalSet():
            goal = OwnGoal(_visit(plan), event.text)
            return replace(plan, own_goals={**plan.own_goals, event.goal: goal})
        case e.GoalJudged():
            goal = replace(plan.own_goals[event.goal], met=event.met)
            return replace(plan, own_goals={**plan.own_goals, event.goal: goal})
        case e.Answered():
            answers = {**plan.answers, event.question: event.answer}
            answered = {**plan.answered, event.question: event.on}
            return replace(plan, answers=answers, answered=answered)
        case e.QuestionRaised():
            raised = Raised(event.about, event.role)
            return replace(plan, raised={**plan.raised, event.question: raised})
        case e.QuestionSettled():
            raised = replace(plan.raised[event.question], settled=event.outcome)
            return replace(plan, raised={**plan.raised, event.question: raised})
        case _:
            assert_never(event)


def _visit(plan: Plan) -> int:
    """The current visit's number; 0 while the plan is only proposed."""
    return plan.visits[-1].number if plan.visits else 0
