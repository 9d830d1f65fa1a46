"""The reasons of what is decided, where no condition gives them."""

from datetime import date

from engine.core.values.message import Message, message


def has_left(day: date) -> Message:
    return message("opening.has_left", day=day)


def excluded_by(exclusion: str, reason: Message) -> Message:
    return message("opening.excluded_by", exclusion=exclusion, reason=reason)


def opened_by_hand(role: str) -> Message:
    return message("opening.by_hand", role=role)


def opened_by_hand_for(role: str, note: str) -> Message:
    return message("opening.by_hand_for", role=role, note=note)


def opened_by_hand_on(opened: Message, ground: Message) -> Message:
    return message("opening.by_hand_on", opened=opened, ground=ground)


def none_precedes(policies: tuple[str, ...]) -> Message:
    return message("opening.none_precedes", policies=policies)


def proposal_lapsed(basis: date) -> Message:
    return message("course.proposal_lapsed", basis=basis)


def employee_left(day: date) -> Message:
    return message("course.employee_left", day=day)


def has_not_left() -> Message:
    return message("course.has_not_left")


def held_too_long(since: date, day: date) -> Message:
    return message("course.held_too_long", since=since, day=day)


def nobody_decided(day: date) -> Message:
    return message("course.nobody_decided", day=day)


def not_known_in_time(day: date) -> Message:
    return message("course.not_known_in_time", day=day)


def is_covered() -> Message:
    return message("opening.is_covered")


def cannot_open_by_hand(track: str, reason: Message) -> Message:
    return message("opening.cannot_open_by_hand", track=track, reason=reason)


def said_in_document() -> Message:
    return message("receipt.in_document")


# -- what became of a dropped file ----------------------------------------------------------------


def file_taken(at: str, counts: Message) -> Message:
    """`at` is an instant in UTC, to the minute."""
    return message("receipt.taken", at=at, counts=counts)


def file_taken_with_notes(at: str, counts: Message, notes: tuple[Message, ...]) -> Message:
    """`notes` say what of the file was not read, and what was read in a way of its own."""
    return message("receipt.taken_with_notes", at=at, counts=counts, notes=notes)


def counts_told(rows: Message, proposals: Message, not_covered: int) -> Message:
    return message(
        "receipt.counts", rows=rows, proposals=proposals, not_covered=not_covered
    )  # fmt: skip


def rows_read(count: int) -> Message:
    return message("receipt.rows", count=count)


def proposals_made(count: int) -> Message:
    return message("receipt.proposals", count=count)


# -- files in git ---------------------------------------------------------------------------------


def faulty_file(file: str, count: int, policies: tuple[str, ...]) -> Message:
    return message("files.faulty", file=file, count=count, policies=policies)


def file_gone(file: str, policies: tuple[str, ...]) -> Message:
    return message("files.gone", file=file, policies=policies)


def no_file_holds(policies: tuple[str, ...]) -> Message:
    return message("files.none_holds", policies=policies)


def nothing_opened(reason: Message | str, files: tuple[Message, ...]) -> Message:
    return message("files.refused", reason=reason, files=files)
