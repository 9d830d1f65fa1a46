"""What came back from Word, one message an entry."""

from collections.abc import Callable, Mapping
from typing import assert_never

from engine.core.letter import document_messages as say
from engine.core.plan.open_items import open_items
from engine.core.record import events as e
from engine.core.values.message import Message

STATES: Mapping[str, Callable[[int, int], Message]] = {
    "same": say.saved_unchanged,
    "filled": say.came_filled,
    "edited": say.came_edited,
    "stripped": say.came_stripped,
    "late": say.came_late,
    "over": say.came_when_over,
    "altered": say.came_altered,
}
CLAIMS: Mapping[str, Callable[[], Message]] = {
    "approve": say.claim_approved,
    "return": say.claim_changes_wanted,
    "received": say.claim_received,
    "refused": say.claim_refused,
    "reply": say.claim_reply,
    "held": say.claim_held,
}
BECAUSE: Mapping[str, Callable[[], Message]] = {
    "copied": say.because_copied,
    "contradicts": say.because_contradicts,
    "employee": say.because_employee,
    "not_holder": say.because_not_holder,
    "superseded": say.because_superseded,
    "edited": say.because_edited,
    "day": say.because_of_day,
    "not_allowed": say.because_not_allowed,
}

FileEvent = e.ReadBack | e.Claimed | e.ClaimRefused | e.Revised | e.Attached


def said_of_file(event: FileEvent) -> Message:
    match event:
        case e.ReadBack():
            said = STATES[event.state](event.number, event.version)
            said = say.signed_unverified(said) if event.signed else said
            return say.held_back_by(said, open_items(event.open)) if event.open else said
        case e.Claimed():
            says = say.file_says_surely if event.assurance == "confirmed" else say.file_says
            claim = CLAIMS[event.says]()
            return says(event.number, event.version, claim, event.by, event.role, event.day)
        case e.ClaimRefused():
            claim, because = CLAIMS[event.says](), BECAUSE[event.because]()
            return say.does_not_count(event.number, event.version, claim, event.role, because)
        case e.Revised():
            return say.document_revised(event.number, event.version, event.by, event.role)
        case e.Attached():
            if event.number:
                return say.scan_attached_to(event.kind, event.number)
            return say.scan_attached(event.kind)
        case _:
            assert_never(event)
