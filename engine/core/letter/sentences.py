"""Every entry of a plan in one plain sentence, for history, status and the log."""

from typing import assert_never

from engine.core.facts.explanation import first_sentence, title_of
from engine.core.letter.returned_sentences import said_of_file
from engine.core.record import events as e


def said_in_words(event: e.Event) -> str:
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
        case e.ReviewOpened() | e.Measured() | e.Voted() | e.ReviewDecided():
            return _review(event)
        case e.RightAsked() | e.RightGranted() | e.RightRefused() | e.RightUsed():
            return _right(event)
        case _:
            return _word(event)


def _course(
    event: e.Proposed | e.Renewed | e.Noted | e.Opened | e.Closed | e.StageEntered,
) -> str:
    match event:
        case e.Proposed():
            return f"{title_of(event.track)} proposed as of {event.basis}{_because(event)}"
        case e.Renewed():
            return f"proposed anew: {title_of(event.track).lower()}{_because(event)}"
        case e.Noted():
            return f"the test said yes again as of {event.basis}{_because(event)}"
        case e.Opened():
            return f"opened by {event.by} as {event.role}, to start in {event.stage}"
        case e.StageEntered():
            return f"entered {event.stage}{_because(event)}"
        case e.Closed():
            by = f" by {event.by} as {event.role}" if event.by else ""
            return f"closed: {event.outcome.replace('_', ' ')}{by}{_because(event)}"
        case _:
            assert_never(event)


def _because(
    event: e.Proposed
    | e.Renewed
    | e.Noted
    | e.StageEntered
    | e.Closed
    | e.Measured
    | e.ReviewDecided,
) -> str:
    return f": {first_sentence(event.why)}" if event.why else ""


def _document(
    event: e.Drafted | e.Approved | e.Returned | e.Issued | e.Delivered | e.Acknowledged,
) -> str:
    match event:
        case e.Drafted():
            return f"document {event.number:02} {event.document} v{event.version} drafted"
        case e.Approved():
            what = f"document {event.number:02} v{event.version}"
            return f"{what} approved by {event.by} as {event.role}{_sure(event)}"
        case e.Returned():
            what = f"document {event.number:02} v{event.version}"
            return f"changes to {what} wanted by {event.by} as {event.role}"
        case e.Issued():
            return f"document {event.number:02} v{event.version} issued by {event.by} as {event.role}"
        case e.Delivered():
            return f"document {event.number:02} handed over on {event.day} by {event.by}"
        case e.Acknowledged():
            how = {
                "receipt": "receipt confirmed",
                "refused": "receipt refused, and noted",
                "silence": "taken as received: its window ended",
            }[event.how]
            return f"document {event.number:02}: {how} on {event.day}{_late(event)}"
        case _:
            assert_never(event)


def _sure(event: e.Approved | e.Voted) -> str:
    return " (confirmed)" if event.assurance == "confirmed" else ""


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


def _late(event: Timed) -> str:
    if event.late is None:
        return ""
    return f" (nobody was looking from {event.late.first} to {event.late.last})"


def _time(
    event: e.ClockStarted | e.ClockEnded | e.ClockExtended | e.Held | e.HeldReminded,
) -> str:
    match event:
        case e.ClockStarted():
            return f"{event.clock} runs from {event.first} to {event.last}"
        case e.ClockEnded():
            return f"{event.clock} ended{_late(event)}"
        case e.ClockExtended():
            return f"{event.clock} extended from {event.before} to {event.last}"
        case e.Held():
            about = f" ({event.subject})" if event.subject else ""
            return f"held for a person: {event.because.replace('_', ' ')}{about}{_late(event)}"
        case e.HeldReminded():
            return f"still held: reminder {event.number}{_late(event)}"
        case _:
            assert_never(event)


def _duty(event: e.DutyDone | e.DutyMissed | e.Reminded | e.Escalated) -> str:
    what = f"{event.duty} {event.occurrence}" if event.occurrence > 1 else event.duty
    match event:
        case e.DutyDone():
            return f"{what} done on {event.day} by {event.by}"
        case e.DutyMissed():
            return f"{what} missed, due {event.due}{_late(event)}"
        case e.Reminded():
            return f"reminder for {what}{_late(event)}"
        case e.Escalated():
            return f"{what} escalated to {event.role}{_late(event)}"
        case _:
            assert_never(event)


def _review(event: e.ReviewOpened | e.Measured | e.Voted | e.ReviewDecided) -> str:
    match event:
        case e.ReviewOpened():
            return f"review {event.review} as of {event.basis}, waits until {event.closes}"
        case e.Measured():
            state = (
                "not known yet"
                if event.row < 0
                else f"row {event.row + 1}, to {' or '.join(event.go)}"
            )
            return f"review {event.review}: {state}{_because(event)}"
        case e.Voted():
            who = f"{event.by} as {event.role}"
            return f"review {event.review}: {who} decided {event.outcome}{_sure(event)}"
        case e.ReviewDecided():
            return (
                f"review {event.review} decided: {event.outcome}{_because(event)}{_late(event)}"
            )
        case _:
            assert_never(event)


def _right(event: e.RightAsked | e.RightGranted | e.RightRefused | e.RightUsed) -> str:
    what = {
        e.RightAsked: "called on",
        e.RightGranted: "granted",
        e.RightRefused: "refused",
        e.RightUsed: "takes effect",
    }[type(event)]
    by = "" if isinstance(event, e.RightUsed) else f" by {event.by} as {event.role}"
    return f"{event.right} {what}{by}"


Word = (
    e.GoalSet | e.GoalJudged | e.Answered | e.QuestionRaised | e.QuestionSettled | e.HandedOver
    | e.Delegated | e.Resumed | e.Struck
)  # fmt: skip


def _word(event: Word) -> str:
    match event:
        case e.GoalSet():
            return f"goal {event.goal} set by {event.by} as {event.role}"
        case e.GoalJudged():
            return f"goal {event.goal} judged {'met' if event.met else 'not met'} by {event.by}"
        case e.Answered():
            return f"{event.question} answered {event.answer} by {event.by} as {event.role}"
        case e.QuestionRaised():
            why = f": {first_sentence(event.why)}" if event.why else ""
            return f"{event.question}: today's figures would not have led to {event.about}{why}"
        case e.QuestionSettled():
            return f"{event.question} settled by {event.by}: {event.outcome}"
        case e.HandedOver():
            return (
                f"{event.role} is {event.after} from now on, before {event.before or 'nobody'}"
            )
        case e.Delegated():
            return f"{event.to} stands in for {event.by} as {event.role}"
        case e.Resumed():
            return (
                f"resumed by {event.by} as {event.role}: the stage has until {event.deadline}"
            )
        case e.Struck():
            return f"entry {event.entry} struck by {event.by}: made in error"
        case _:
            assert_never(event)
