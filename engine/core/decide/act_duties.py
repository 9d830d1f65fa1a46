"""Acts that fulfil a duty: hold, train, support, set and judge goals, answer."""

from datetime import date

from engine.core.decide import refusal_messages as refusal
from engine.core.decide.act_documents import redraft
from engine.core.plan.authority import Act, allowed, only
from engine.core.plan.in_force import (
    PlanContext,
    documents_here,
    duties_in_force,
    occurrences,
    rights_in_force,
)
from engine.core.plan.owed import JUDGEMENTS, Owed, announced, duties_owed, needs_issue
from engine.core.plan.state import PlanDocument
from engine.core.policy.duty import notice_of
from engine.core.policy.right import ExtendRight
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError


def done(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    one = duty_meant(m, act)
    name, duty, occurrence = one.item, duties_in_force(m)[one.item], one.occurrence
    allowed(m, act, duty.terms.by)
    _in_time(m, act, one, day)
    goals = {**(dict(act.answers) if act.action == "check-in" else {})}
    said_of = tuple((goal, said) for goal, said in goals.items() if goal in m.plan.own_goals)
    if said_of and m.stage.goals and m.stage.goals.set_by:
        allowed(m, act, m.stage.goals.set_by.judged_by)
    judged = tuple(
        e.GoalJudged(day, goal, said in ("met", "yes"), act.role, act.by)
        for goal, said in said_of
    )
    done = e.DutyDone(
        day, name, occurrence, act.role, act.by, act.day, act.outcome, act.note, act.told
    )
    return (done, *judged)


def _in_time(m: PlanContext, act: Act, one: Owed, day: date) -> None:
    """NotAllowedError for a meeting without notice, and for what is done ahead of its time.

    What was done before the stage began was not done for it: clocks may count from the day.
    """
    duty = duties_in_force(m)[one.item]
    if act.day < m.visit.entered:
        raise NotAllowedError(
            refusal.stage_entered_after(one.item, m.plan.stage, m.visit.entered)
        )
    found = occurrences(m, one.item, duty)
    at = next(each for each in found if each.number == one.occurrence)
    earliest = announced(m, duty, at)
    if earliest and act.day < earliest:
        notice = notice_of(duty)
        if notice:
            raise NotAllowedError(refusal.needs_notice(one.item, notice, earliest))
    if one.earliest and day < one.earliest:
        said = refusal.duty_numbered(one.item, one.occurrence)
        raise NotAllowedError(refusal.not_due_yet(said, one.due or one.earliest, one.earliest))


def duty_meant(m: PlanContext, act: Act) -> Owed:
    """The duty that is meant: by name, else the earliest of its kind that is owed."""
    found = [o for o in duties_owed(m) if o.action == act.action]
    wanted = act.item or act.document
    if act.occurrence:
        not_past(m, act)
        found = [o for o in found if (o.item, o.occurrence) == (act.item, act.occurrence)]
    elif wanted:
        found = [o for o in found if wanted in (o.item, o.document)]
    if not found:
        stage = m.plan.stage or refusal.a_proposal()
        if wanted:
            raise NotAllowedError(refusal.nothing_owed_of(act.action, wanted, stage))
        raise NotAllowedError(refusal.nothing_owed(act.action, stage))
    return min(found, key=lambda o: o.due or date.max)


def not_past(m: PlanContext, act: Act) -> None:
    """NotAllowedError for the very occurrence that a form was made for, once it is over."""
    one = refusal.duty_numbered(act.item, act.occurrence)
    task = m.plan.tasks.get((act.visit, act.item, act.occurrence))
    if task and task.done:
        raise NotAllowedError(refusal.recorded_already(one, task.done, task.by))
    if m.plan.visit is None or act.visit != m.visit.number:
        raise NotAllowedError(refusal.step_is_over(one, m.plan.id))
    if task and task.missed and task.missed_on:
        duty = duties_in_force(m).get(act.item)
        if duty and duty.terms.recurs:
            raise NotAllowedError(refusal.marked_as_missed(one, task.missed_on))


def goal(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    only(m, act, "open")
    goals = m.stage.goals
    if goals is None or goals.set_by is None:
        raise NotAllowedError(refusal.no_goals_to_set(m.plan.stage))
    allowed(m, act, goals.set_by.judged_by if act.answers else goals.set_by.role)
    if act.answers:
        return tuple(judged(m, act, day, goal, said) for goal, said in act.answers)
    here = [g for g in m.plan.own_goals.values() if g.visit == m.visit.number and not g.dropped]
    if len(here) >= goals.set_by.at_most or not act.note:
        raise NotAllowedError(refusal.say_the_goal(goals.set_by.at_most, len(here)))
    if any(p.approvals or p.issued for p in printing_goals(m)):
        raise NotAllowedError(refusal.goals_come_first())
    name = f"own-{len(m.plan.own_goals) + 1}"
    again = tuple(redraft(document, day) for document in printing_goals(m))
    return (e.GoalSet(day, name, goals.set_by.weight, act.role, act.by, act.note), *again)


def printing_goals(m: PlanContext) -> list[PlanDocument]:
    """The letters of this visit; where goals are set anew, those that say so."""
    found = [p for p in documents_here(m) if needs_issue(m, p)]
    if not any(run.anew for (visit, _), run in m.plan.runs.items() if visit == m.visit.number):
        return found
    anew = [
        name
        for name, right in rights_in_force(m).items()
        if isinstance(right, ExtendRight) and right.goals == "reset"
    ]
    return [document for document in found if document.item in anew]


def judged(m: PlanContext, act: Act, day: date, goal: str, said: str) -> e.Event:
    here = [name for name, own in m.plan.own_goals.items() if not own.dropped]
    if goal not in here or said not in JUDGEMENTS:
        typed = f"{goal}={said}"
        if here:
            raise NotAllowedError(refusal.no_such_goal(typed, tuple(here)))
        raise NotAllowedError(refusal.no_goal_there(typed))
    return e.GoalJudged(day, goal, said == "met", act.role, act.by, act.note)


def answer_question(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    only(m, act, "open")
    if act.occurrence:
        _still_asked(m, act)
    if not act.answers:
        raise NotAllowedError(refusal.say_the_answer())
    return tuple(answered(m, act, day, q, a) for q, a in act.answers)


def _still_asked(m: PlanContext, act: Act) -> None:
    """A form's answers belong to one look of one review; they count until it is decided."""
    look = m.plan.looks.get((act.visit, act.item, act.occurrence))
    if look is None or look.decided or act.visit != m.visit.number:
        raise NotAllowedError(refusal.review_waits_no_more(act.item))


def answered(m: PlanContext, act: Act, day: date, question: str, answer: str) -> e.Event:
    asked = m.policy.questions.get(question)
    if asked is None:
        raise NotAllowedError(refusal.no_such_question(question, tuple(m.policy.questions)))
    if answer not in asked.answers:
        raise NotAllowedError(refusal.no_such_answer(answer, question, asked.answers))
    allowed(m, act, asked.ask)
    return e.Answered(day, question, answer, act.role, act.by, act.note)
