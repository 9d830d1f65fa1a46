"""What can be said of how far a plan's goals are reached, and of what a review finds."""

from engine.core.values.message import Message, message


def goal_judged_met(title: str) -> Message:
    return message("goal.met", title=title)


def goal_judged_missed(title: str) -> Message:
    return message("goal.missed", title=title)


def goal_not_judged_yet(title: str) -> Message:
    return message("goal.not_judged_yet", title=title)


def goal_not_begun(title: str) -> Message:
    return message("goal.not_begun", title=title)


def goal_without_period(title: str) -> Message:
    return message("goal.without_period", title=title)


def goal_met_in(title: str, met: int, of: int) -> Message:
    return message("goal.met_in", title=title, met=met, of=of)


def review_leads_anyway() -> Message:
    return message("review.leads_anyway")


def no_row_holds() -> Message:
    return message("review.no_row_holds")


def open_changes() -> Message:
    return message("open.changes")


def open_comments() -> Message:
    return message("open.comments")


def open_clause() -> Message:
    return message("open.clause")


def open_elsewhere() -> Message:
    return message("open.lost")


def open_uncarried() -> Message:
    return message("open.uncarried")


def all_that_is_open(items: tuple[Message, ...]) -> Message:
    return message("open.all", items=items)


def lines_told(lines: tuple[Message, ...]) -> Message:
    return message("open.lines", lines=lines)
