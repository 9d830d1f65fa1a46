"""What is told beside a file that came back, and what to do about it."""

from engine.core.read_back.difference_messages import Told
from engine.core.values.message import Message, message

# -- what was found ------------------------------------------------------------------------------


def fields_removed(fields: Told) -> Message:
    return message("told.fields_removed", fields=fields)


def nothing_counts(says: Message) -> Message:
    return message("told.nothing_counts", says=says)


def holds_hidden_text(text: str) -> Message:
    return message("told.hidden_text", text=text)


def left_open_before(told: Told) -> Message:
    return message("told.left_open_before", told=told)


def filled_too_early(fields: Told) -> Message:
    return message("told.filled_too_early", fields=fields)


def filled_in_review_copy(fields: Told) -> Message:
    return message("told.filled_in_review_copy", fields=fields)


def filled_too_late(fields: Told) -> Message:
    return message("told.filled_too_late", fields=fields)


def changes_wanted_in_document() -> Message:
    return message("told.changes_wanted")


def merged_into(version: int, new: int) -> Message:
    return message("told.merged_into", version=version, new=new)


def changed_after_issue(version: int) -> Message:
    return message("told.changed_after_issue", version=version)


def changed_after_step(version: int) -> Message:
    return message("told.changed_after_step", version=version)


def late_with_clause_changed(version: int) -> Message:
    return message("told.late_with_clause", version=version)


def form_changed_too_late(version: int) -> Message:
    return message("told.form_too_late", version=version)


def altered_after_issue(told: Told) -> Message:
    return message("told.altered_after_issue", told=told)


def typed_beside_fields(told: Told) -> Message:
    return message("told.beside_fields", told=told)


# -- what to do about it --------------------------------------------------------------------------


def accept_or_reject() -> Message:
    return message("do.accept_or_reject")


def settle_comments() -> Message:
    return message("do.settle_comments")


def put_in_again() -> Message:
    return message("do.put_in_again")


def put_clause_back() -> Message:
    return message("do.put_clause_back")


def move_and_fill_in_ours() -> Message:
    return message("do.move_and_fill_in_ours")


def delete_or_show() -> Message:
    return message("do.delete_or_show")


def fill_in_issued() -> Message:
    return message("do.fill_in_issued")


def ask_hr_kept_as_evidence() -> Message:
    return message("do.ask_hr_kept")


def ask_hr_to_write_anew() -> Message:
    return message("do.ask_hr_anew")


def go_on_in(version: int) -> Message:
    return message("do.go_on_in", version=version)


def move_and_take_issued() -> Message:
    return message("do.move_and_take_issued")


def type_into_fields() -> Message:
    return message("do.type_into_fields")


def have_it_recorded_by_hand() -> Message:
    return message("do.recorded_by_hand")


def change_anew_in_newest() -> Message:
    return message("do.change_anew")


def as_refused(reason: Message | str) -> Message:
    return message("told.as_refused", reason=reason)
