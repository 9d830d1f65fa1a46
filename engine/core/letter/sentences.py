"""Every entry of a plan as one message, for history, status and the log."""

from datetime import timedelta
from typing import assert_never

from engine.core.facts.explanation import first_message
from engine.core.letter import document_messages as documents
from engine.core.letter import event_messages as say
from engine.core.letter.returned_sentences import said_of_file
from engine.core.record import events as e
from engine.core.values.message import Message
from engine.core.values.units import span_written

DAY = timedelta(days=1)


def message_of(event: e.Event) -> Message:
    """Ids and codes only, but for the reason of a decision; no remarks of people."""
    match event:
        case (
            e.Proposed() | e.Renewed() | e.Noted() | e.Opened() | e.Closed() | e.StageEntered()
        ):
            return _course(event)
        case (
            e.Drafted()
            | e.Approved()
            | e.Returned()
            | e.Issued()
            | e.Delivered()
            | e.Acknowledged()
        ):
            return _document(event)
        case e.ReadBack() | e.Claimed() | e.ClaimRefused() | e.Revised() | e.Attached():
            return said_of_file(event)
        case (
            e.ClockStarted() | e.ClockEnded() | e.ClockExtended() | e.Held() | e.HeldReminded()
        ):
            return _time(event)
        case e.DutyDone() | e.DutyMissed() | e.Reminded() | e.Escalated():
            return _duty(event)
        case e.DutyArose():
            return _because(say.duty_arose(event.duty), event)
        case e.Stopped():
            return say.plan_stopped(event.since)
        case e.WentOn():
            return say.plan_went_on(event.since, event.resumed - DAY)
        case e.ReviewOpened() | e.Measured() | e.Voted() | e.ReviewDecided():
            return _review(event)
        case (
            e.RightAsked() | e.RightGranted() | e.RightRefused() | e.RightWithdrawn() | e.RightUsed()
        ):  # fmt: skip
            return _right(event)
        case e.Reopened():
            return _because(say.reopened(event.since), event)
        case _:
            return _word(event)


def _course(
    event: e.Proposed | e.Renewed | e.Noted | e.Opened | e.Closed | e.StageEntered,
) -> Message:
    match event:
        case e.Proposed():
            return _because(say.was_proposed(event.track, event.basis), event)
        case e.Renewed():
            return _because(say.was_proposed_anew(event.track), event)
        case e.Noted():
            return _because(say.was_noted(event.basis), event)
        case e.Opened():
            return say.was_opened(event.by, event.role, event.stage)
        case e.StageEntered():
            return _because(say.stage_entered(event.stage), event)
        case e.Closed():
            if event.by:
                return _because(say.was_closed_by(event.outcome, event.by, event.role), event)
            return _because(say.was_closed(event.outcome), event)
        case _:
            assert_never(event)


def _asked(event: e.QuestionRaised) -> Message:
    """Not every question is one of figures: the days of a plan raise some."""
    if event.why is None or not event.why.says.id.startswith("protection."):
        return say.question_raised(event.question, event.about)
    if event.about.startswith("stop."):
        return say.question_of_time(event.question)
    return say.question_of_time_about(event.question, event.about)


Reasoned = (
    e.Proposed
    | e.Renewed
    | e.Noted
    | e.StageEntered
    | e.Closed
    | e.Measured
    | e.ReviewDecided
    | e.QuestionRaised
    | e.DutyArose
    | e.Reopened
)


def _because(said: Message, event: Reasoned) -> Message:
    return say.for_reason(said, first_message(event.why)) if event.why else said


def _document(
    event: e.Drafted | e.Approved | e.Returned | e.Issued | e.Delivered | e.Acknowledged,
) -> Message:
    number = event.number
    match event:
        case e.Drafted():
            return documents.document_drafted(number, event.document, event.version)
        case e.Approved():
            said = documents.document_approved(number, event.version, event.by, event.role)
            said = documents.approved_once(said, event.once_as) if event.once_as else said
            return _sure(said, event)
        case e.Returned():
            return documents.document_returned(number, event.version, event.by, event.role)
        case e.Issued():
            return documents.document_issued(number, event.version, event.by, event.role)
        case e.Delivered():
            return documents.document_delivered(number, event.day, event.by)
        case e.Acknowledged():
            return _late(_receipt(event), event)
        case _:
            assert_never(event)


RECEIPTS = {
    "receipt": documents.receipt_confirmed,
    "refused": documents.receipt_refused,
    "silence": documents.receipt_by_silence,
}


def _receipt(event: e.Acknowledged) -> Message:
    """Where nobody was looking, silence counts from a later day than the window's last."""
    if event.how == "silence" and event.late:
        return documents.receipt_by_silence_later(event.number, event.day)
    return RECEIPTS[event.how](event.number, event.day)


def _sure(said: Message, event: e.Approved | e.Voted) -> Message:
    return say.made_sure(said) if event.assurance == "confirmed" else said


Timed = (
    e.ClockEnded
    | e.Acknowledged
    | e.DutyMissed
    | e.Reminded
    | e.Escalated
    | e.Held
    | e.HeldReminded
    | e.ReviewDecided
)


def _late(said: Message, event: Timed) -> Message:
    if event.late is None:
        return said
    return say.while_nobody_looked(said, event.late.first, event.late.last)


def _time(
    event: e.ClockStarted | e.ClockEnded | e.ClockExtended | e.Held | e.HeldReminded,
) -> Message:
    match event:
        case e.ClockStarted():
            return say.clock_runs(event.clock, event.first, event.last)
        case e.ClockEnded():
            return _late(say.clock_ended(event.clock), event)
        case e.ClockExtended():
            return say.clock_extended(event.clock, event.before, event.last)
        case e.Held():
            if event.subject:
                return _late(say.was_held_about(event.because, event.subject), event)
            return _late(say.was_held(event.because), event)
        case e.HeldReminded():
            return _late(say.still_held(event.number), event)
        case _:
            assert_never(event)


def _duty(event: e.DutyDone | e.DutyMissed | e.Reminded | e.Escalated) -> Message:
    duty: say.Duty = event.duty
    if event.occurrence > 1:
        duty = say.numbered_duty(event.duty, event.occurrence)
    match event:
        case e.DutyDone():
            return say.duty_done(duty, event.day, event.by)
        case e.DutyMissed():
            return _late(say.duty_missed(duty, event.due), event)
        case e.Reminded():
            return _late(say.duty_reminded(duty), event)
        case e.Escalated():
            return _late(say.duty_escalated(duty, event.role), event)
        case _:
            assert_never(event)


def _review(event: e.ReviewOpened | e.Measured | e.Voted | e.ReviewDecided) -> Message:
    match event:
        case e.ReviewOpened():
            if event.figures:
                return say.review_waits(event.review, event.basis, event.figures, event.closes)
            return say.review_opened(event.review, event.basis, event.closes)
        case e.Measured():
            if event.row < 0:
                return _because(say.review_not_known(event.review), event)
            said = say.review_measured(event.review, event.row + 1, event.go)
            return _because(said, event)
        case e.Voted():
            said = say.review_voted(event.review, event.by, event.role, event.outcome)
            return _sure(said, event)
        case e.ReviewDecided():
            said = _because(say.review_decided(event.review, event.outcome), event)
            return _late(said, event)
        case _:
            assert_never(event)


def _right(
    event: e.RightAsked | e.RightGranted | e.RightRefused | e.RightWithdrawn | e.RightUsed,
) -> Message:
    match event:
        case e.RightAsked():
            if event.effective:
                told = say.resigned_by_letter if event.letter else say.resigned
                return told(event.by, event.role, event.effective)
            if length := span_written(event.length):
                return say.right_called_on_for(event.right, length, event.by, event.role)
            return say.right_called_on(event.right, event.by, event.role)
        case e.RightGranted():
            return say.right_granted(event.right, event.by, event.role)
        case e.RightRefused():
            return say.right_refused(event.right, event.by, event.role)
        case e.RightWithdrawn():
            return say.right_withdrawn(event.right, event.by, event.role)
        case e.RightUsed():
            return say.right_takes_effect(event.right)
        case _:
            assert_never(event)


Word = (
    e.GoalSet | e.GoalJudged | e.Answered | e.QuestionRaised | e.QuestionSettled | e.HandedOver
    | e.Delegated | e.Resumed | e.Struck
)  # fmt: skip


def _word(event: Word) -> Message:
    match event:
        case e.GoalSet():
            return say.goal_set(event.goal, event.by, event.role)
        case e.GoalJudged():
            said = say.goal_said_met if event.met else say.goal_said_missed
            return said(event.goal, event.by)
        case e.Answered():
            return say.question_answered(event.question, event.answer, event.by, event.role)
        case e.QuestionRaised():
            return _because(_asked(event), event)
        case e.QuestionSettled():
            return say.question_settled(event.question, event.by, event.outcome)
        case e.HandedOver():
            if event.before:
                return say.role_handed_over(event.role, event.after, event.before)
            return say.role_filled(event.role, event.after)
        case e.Delegated():
            return say.was_delegated(event.to, event.by, event.role)
        case e.Resumed():
            return say.was_resumed(event.by, event.role, event.deadline)
        case e.Struck():
            return say.entry_struck(event.entry, event.by)
        case _:
            assert_never(event)
