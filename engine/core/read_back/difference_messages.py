"""How a returned file differs from its version: who changed what, and what is left open."""

from engine.core.values.message import Message, message

Who = str | Message
Told = tuple[str | Message, ...]


def somebody() -> Message:
    return message("difference.somebody")


def nothing_said() -> Message:
    return message("difference.nothing")


def and_more(count: int) -> Message:
    return message("difference.and_more", count=count)


# -- the text -------------------------------------------------------------------------------------


def text_replaced(who: Who, was: str, now: str) -> Message:
    return message("difference.replaced", who=who, was=was, now=now)


def text_added(who: Who, text: str) -> Message:
    return message("difference.added", who=who, text=text)


def text_taken_out(who: Who, text: str) -> Message:
    return message("difference.taken_out", who=who, text=text)


def changes_settled(who: Who, count: int) -> Message:
    return message("difference.changes_settled", who=who, count=count)


def comments_resolved(who: Who, count: int) -> Message:
    return message("difference.comments_resolved", who=who, count=count)


def field_says(field: str, says: Who) -> Message:
    return message("difference.field_says", field=field, says=says)


def property_says(name: str, says: Who) -> Message:
    return message("difference.property_says", name=name, says=says)


# -- what is left open ----------------------------------------------------------------------------


def changes_left(count: int, told: Told) -> Message:
    return message("difference.changes_left", count=count, told=told)


def comments_left(count: int, told: Told) -> Message:
    return message("difference.comments_left", count=count, told=told)


def clause_changed(told: Told) -> Message:
    return message("difference.clause_changed", told=told)


def text_inserted(who: Who, where: str, text: str) -> Message:
    return message("difference.inserted", who=who, where=where, text=text)


def text_deleted(who: Who, where: str, text: str) -> Message:
    return message("difference.deleted", who=who, where=where, text=text)


def text_moved(who: Who, where: str, text: str) -> Message:
    return message("difference.moved", who=who, where=where, text=text)


def text_formatted(who: Who, where: str, text: str) -> Message:
    return message("difference.formatted", who=who, where=where, text=text)


def was_commented(who: Who, about: str, where: str, text: str) -> Message:
    return message("difference.comment", who=who, about=about, where=where, text=text)


# -- carried over into a new version --------------------------------------------------------------


def carried_as_changes(count: int) -> Message:
    return message("carried.as_changes", count=count)


def edits_to_settle(count: int, told: Told) -> Message:
    return message("carried.to_settle", count=count, told=told)


def in_the_block(told: Told) -> Message:
    return message("carried.in_the_block", told=told)


def only_newest_carried(files: int) -> Message:
    return message("carried.only_newest", files=files)


def not_carried_over(why: str, kept: str) -> Message:
    return message("carried.left_out", why=why, kept=kept)


def not_carried_into_new(why: str) -> Message:
    return message("carried.not_into_new", why=why)
