"""What history says of each entry of a plan: ids and codes, no remarks of people."""

from datetime import date

from engine.core.values.message import Message, message
from engine.core.values.units import Span

# -- added to a sentence --------------------------------------------------------------------------


def for_reason(said: Message, reason: Message) -> Message:
    return message("event.for_reason", said=said, reason=reason)


def made_sure(said: Message) -> Message:
    return message("event.made_sure", said=said)


def while_nobody_looked(said: Message, first: date, last: date) -> Message:
    return message("event.while_nobody_looked", said=said, first=first, last=last)


# -- the course of a plan -------------------------------------------------------------------------


def was_proposed(track: str, basis: date) -> Message:
    return message("event.proposed", track=track, basis=basis)


def was_proposed_anew(track: str) -> Message:
    return message("event.renewed", track=track)


def plan_stopped(since: date) -> Message:
    return message("event.stopped", since=since)


def plan_went_on(since: date, last: date) -> Message:
    return message("event.went_on", since=since, last=last)


def was_noted(basis: date) -> Message:
    return message("event.noted", basis=basis)


def was_opened(by: str, role: str, stage: str) -> Message:
    return message("event.opened", by=by, role=role, stage=stage)


def stage_entered(stage: str) -> Message:
    return message("event.entered", stage=stage)


def was_closed(outcome: str) -> Message:
    return message("event.closed", outcome=outcome)


def was_closed_by(outcome: str, by: str, role: str) -> Message:
    return message("event.closed_by", outcome=outcome, by=by, role=role)


def question_raised(question: str, about: str) -> Message:
    return message("event.question_raised", question=question, about=about)


def question_of_time(question: str) -> Message:
    return message("event.question_of_time", question=question)


def question_of_time_about(question: str, about: str) -> Message:
    return message("event.question_of_time_about", question=question, about=about)


def question_settled(question: str, by: str, outcome: str) -> Message:
    return message("event.question_settled", question=question, by=by, outcome=outcome)


def role_handed_over(role: str, after: str, before: str) -> Message:
    return message("event.handed_over", role=role, after=after, before=before)


def role_filled(role: str, after: str) -> Message:
    return message("event.filled", role=role, after=after)


def was_delegated(to: str, by: str, role: str) -> Message:
    return message("event.delegated", to=to, by=by, role=role)


def was_resumed(by: str, role: str, deadline: date) -> Message:
    return message("event.resumed", by=by, role=role, deadline=deadline)


def entry_struck(entry: int, by: str) -> Message:
    return message("event.struck", entry=entry, by=by)


# -- time -----------------------------------------------------------------------------------------


def clock_runs(clock: str, first: date, last: date) -> Message:
    return message("event.clock_runs", clock=clock, first=first, last=last)


def clock_ended(clock: str) -> Message:
    return message("event.clock_ended", clock=clock)


def clock_extended(clock: str, before: date, last: date) -> Message:
    return message("event.clock_extended", clock=clock, before=before, last=last)


def was_held(because: str) -> Message:
    return message("event.held", because=because)


def was_held_about(because: str, subject: str) -> Message:
    return message("event.held_about", because=because, subject=subject)


def still_held(number: int) -> Message:
    return message("event.still_held", number=number)


# -- duties, goals, questions, rights -------------------------------------------------------------


def numbered_duty(duty: str, occurrence: int) -> Message:
    return message("event.numbered_duty", duty=duty, occurrence=occurrence)


Duty = str | Message


def duty_arose(duty: Duty) -> Message:
    return message("event.duty_arose", duty=duty)


def duty_done(duty: Duty, day: date, by: str) -> Message:
    return message("event.duty_done", duty=duty, day=day, by=by)


def duty_missed(duty: Duty, due: date) -> Message:
    return message("event.duty_missed", duty=duty, due=due)


def duty_reminded(duty: Duty) -> Message:
    return message("event.duty_reminded", duty=duty)


def duty_escalated(duty: Duty, role: str) -> Message:
    return message("event.duty_escalated", duty=duty, role=role)


def goal_set(goal: str, by: str, role: str) -> Message:
    return message("event.goal_set", goal=goal, by=by, role=role)


def goal_said_met(goal: str, by: str) -> Message:
    return message("event.goal_met", goal=goal, by=by)


def goal_said_missed(goal: str, by: str) -> Message:
    return message("event.goal_missed", goal=goal, by=by)


def question_answered(question: str, answer: str, by: str, role: str) -> Message:
    return message("event.answered", question=question, answer=answer, by=by, role=role)


def right_called_on(right: str, by: str, role: str) -> Message:
    return message("event.right_asked", right=right, by=by, role=role)


def right_called_on_for(right: str, length: Span, by: str, role: str) -> Message:
    return message("event.right_asked_for", right=right, length=length, by=by, role=role)


def resigned(by: str, role: str, effective: date) -> Message:
    return message("event.resigned", by=by, role=role, effective=effective)


def resigned_by_letter(by: str, role: str, effective: date) -> Message:
    return message("event.resigned_by_letter", by=by, role=role, effective=effective)


def right_withdrawn(right: str, by: str, role: str) -> Message:
    return message("event.right_withdrawn", right=right, by=by, role=role)


def reopened(since: date) -> Message:
    return message("event.reopened", since=since)


def right_granted(right: str, by: str, role: str) -> Message:
    return message("event.right_granted", right=right, by=by, role=role)


def right_refused(right: str, by: str, role: str) -> Message:
    return message("event.right_refused", right=right, by=by, role=role)


def right_takes_effect(right: str) -> Message:
    return message("event.right_used", right=right)


# -- reviews --------------------------------------------------------------------------------------


def review_opened(review: str, basis: date, closes: date) -> Message:
    return message("event.review_opened", review=review, basis=basis, closes=closes)


def review_waits(review: str, basis: date, figures: date, closes: date) -> Message:
    return message(
        "event.review_waits", review=review, basis=basis, figures=figures, closes=closes
    )


def review_not_known(review: str) -> Message:
    return message("event.review_not_known", review=review)


def review_measured(review: str, row: int, go: tuple[str, ...]) -> Message:
    return message("event.review_measured", review=review, row=row, go=go)


def review_voted(review: str, by: str, role: str, outcome: str) -> Message:
    return message("event.review_voted", review=review, by=by, role=role, outcome=outcome)


def review_decided(review: str, outcome: str) -> Message:
    return message("event.review_decided", review=review, outcome=outcome)
