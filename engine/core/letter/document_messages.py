"""What history says of a document: drafted, read back, signed, issued, handed over."""

from datetime import date

from engine.core.values.message import Message, message


def document_drafted(number: int, document: str, version: int) -> Message:
    return message("document.drafted", number=number, document=document, version=version)


def document_approved(number: int, version: int, by: str, role: str) -> Message:
    return message("document.approved", number=number, version=version, by=by, role=role)


def approved_once(said: Message, role: str) -> Message:
    return message("document.approved_once", said=said, role=role)


def document_returned(number: int, version: int, by: str, role: str) -> Message:
    return message("document.returned", number=number, version=version, by=by, role=role)


def document_issued(number: int, version: int, by: str, role: str) -> Message:
    return message("document.issued", number=number, version=version, by=by, role=role)


def document_delivered(number: int, day: date, by: str) -> Message:
    return message("document.delivered", number=number, day=day, by=by)


def receipt_confirmed(number: int, day: date) -> Message:
    return message("document.receipt_confirmed", number=number, day=day)


def receipt_refused(number: int, day: date) -> Message:
    return message("document.receipt_refused", number=number, day=day)


def receipt_by_silence(number: int, day: date) -> Message:
    return message("document.receipt_by_silence", number=number, day=day)


def receipt_by_silence_later(number: int, day: date) -> Message:
    return message("document.receipt_by_silence_later", number=number, day=day)


def document_revised(number: int, version: int, by: str, role: str) -> Message:
    return message("document.revised", number=number, version=version, by=by, role=role)


def scan_attached(kind: str) -> Message:
    return message("document.scan_attached", kind=kind)


def scan_attached_to(kind: str, number: int) -> Message:
    return message("document.scan_attached_to", kind=kind, number=number)


# -- a file that came back ------------------------------------------------------------------------


def saved_unchanged(number: int, version: int) -> Message:
    return message("file.same", number=number, version=version)


def came_filled(number: int, version: int) -> Message:
    return message("file.filled", number=number, version=version)


def came_edited(number: int, version: int) -> Message:
    return message("file.edited", number=number, version=version)


def came_stripped(number: int, version: int) -> Message:
    return message("file.stripped", number=number, version=version)


def came_late(number: int, version: int) -> Message:
    return message("file.late", number=number, version=version)


def came_when_over(number: int, version: int) -> Message:
    return message("file.over", number=number, version=version)


def came_altered(number: int, version: int) -> Message:
    return message("file.altered", number=number, version=version)


def signed_unverified(said: Message) -> Message:
    return message("file.signed_unverified", said=said)


def held_back_by(said: Message, items: tuple[Message, ...]) -> Message:
    return message("file.held_back_by", said=said, items=items)


def file_says(
    number: int, version: int, claim: Message, by: str, role: str, day: date
) -> Message:
    return message(
        "file.says", number=number, version=version, claim=claim, by=by, role=role, day=day
    )  # fmt: skip


def file_says_surely(
    number: int, version: int, claim: Message, by: str, role: str, day: date
) -> Message:
    return message(
        "file.says_surely", number=number, version=version, claim=claim, by=by, role=role, day=day
    )  # fmt: skip


def does_not_count(
    number: int, version: int, claim: Message, role: str, because: Message
) -> Message:
    return message(
        "file.does_not_count",
        number=number, version=version, claim=claim, role=role, because=because,
    )  # fmt: skip


# -- what a sign-off says, and why it does not count ----------------------------------------------


def claim_approved() -> Message:
    return message("claim.approve")


def claim_changes_wanted() -> Message:
    return message("claim.return")


def claim_received() -> Message:
    return message("claim.received")


def claim_refused() -> Message:
    return message("claim.refused")


def claim_reply() -> Message:
    return message("claim.reply")


def claim_held() -> Message:
    return message("claim.held")


def because_copied() -> Message:
    return message("unfit.copied")


def because_contradicts() -> Message:
    return message("unfit.contradicts")


def because_employee() -> Message:
    return message("unfit.employee")


def because_not_holder() -> Message:
    return message("unfit.not_holder")


def because_superseded() -> Message:
    return message("unfit.superseded")


def because_edited() -> Message:
    return message("unfit.edited")


def because_of_day() -> Message:
    return message("unfit.day")


def because_not_allowed() -> Message:
    return message("unfit.not_allowed")
