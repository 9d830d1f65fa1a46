"""What the receipt of a file says of what it holds and was not read, or was read in a way of its own."""

from engine.core.values.message import Message, message


def columns_not_read(names: tuple[str | Message, ...]) -> Message:
    return message("unread.columns", names=names, count=len(names))


def sheets_not_read(names: tuple[str | Message, ...]) -> Message:
    return message("unread.sheets", names=names, count=len(names))


def hidden_sheets_not_read(names: tuple[str | Message, ...]) -> Message:
    return message("unread.hidden_sheets", names=names, count=len(names))


def hidden_columns_read(names: tuple[str | Message, ...]) -> Message:
    return message("unseen.columns", names=names, count=len(names))


def hidden_rows_read(count: int, numbers: tuple[str | Message, ...]) -> Message:
    """`numbers`: of the rows, or of the first of them."""
    return message("unseen.rows", count=count, numbers=numbers)


def unread_more(count: int) -> Message:
    return message("unread.more", count=count)


def rows_above_header(count: int) -> Message:
    return message("unread.above_header", count=count)


def rows_below_stop(count: int, line: str) -> Message:
    """`line` is the text that ends the data; `count` includes it."""
    return message("unread.below_stop", count=count, line=line)


def rows_filtered_out(count: int, column: str, found: tuple[str | Message, ...]) -> Message:
    """`found`: what stands in that column of these rows, or the first of it."""
    return message("unread.filtered_out", count=count, column=column, found=found)


def nothing_there() -> Message:
    return message("unread.nothing_there")


def as_told_before(says: str) -> Message:
    """A note as records from before hold it: a sentence."""
    return message("unread.told_before", says=says)
