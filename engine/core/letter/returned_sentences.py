"""What came back from Word, one plain sentence an entry."""

from typing import assert_never

from engine.core.plan.open_items import open_words
from engine.core.record import events as e

STATES = {
    "same": "saved again, unchanged",
    "filled": "read back: fields filled in",
    "edited": "read back: its text was changed",
    "stripped": "sent back by a program that removed the fields; nothing in it counts",
    "late": "came back after a newer version was drafted",
    "over": "came back after its document was issued or its step was over",
    "altered": "was altered after it was issued",
}
SAYS = {
    "approve": "approved",
    "return": "changes wanted",
    "received": "received",
    "refused": "refused",
    "reply": "a reply",
    "held": "held",
}
BECAUSE = {
    "copied": "it was signed for another document, version or plan",
    "contradicts": "it contradicts what was said before",
    "employee": "it is in the employee's hand",
    "not_holder": "the name is not of somebody who may",
    "superseded": "a newer version has followed",
    "edited": "the text it stands under was changed",
    "day": "its date cannot be",
    "not_allowed": "it is not allowed now",
}

FileEvent = e.ReadBack | e.Claimed | e.ClaimRefused | e.Revised | e.Attached


def said_of_file(event: FileEvent) -> str:
    match event:
        case e.ReadBack():
            left = f"; held back by {open_words(event.open)}" if event.open else ""
            signed = "; digitally signed, which is not verified" if event.signed else ""
            return f"document {event.number:02} v{event.version} {STATES[event.state]}{signed}{left}"
        case e.Claimed():
            sure = ", confirmed" if event.assurance == "confirmed" else ""
            return (
                f"document {event.number:02} v{event.version}: the file says "
                f"{SAYS[event.says]}, by {event.by} as {event.role} on {event.day}{sure}"
            )
        case e.ClaimRefused():
            return (
                f"document {event.number:02} v{event.version}: {SAYS[event.says]} as {event.role} "
                f"does not count: {BECAUSE[event.because]}"
            )
        case e.Revised():
            what = f"document {event.number:02} v{event.version}"
            return f"what was wanted of {what} answered by {event.by} as {event.role}"
        case e.Attached():
            about = f" to document {event.number:02}" if event.number else ""
            return f"a scan ({event.kind}) attached{about}"
        case _:
            assert_never(event)
