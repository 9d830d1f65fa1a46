"""What the receipt of a file says of what it holds and was not read, or was read in a way of its own."""

from decimal import Decimal

from engine.core.values.message import Message, message
from engine.core.values.period import FiscalPeriod


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


def rows_counted_once(count: int, column: str, numbers: tuple[str | Message, ...]) -> Message:
    """Rows that say the same as one above them of the same thing; `column` tells things apart."""
    return message("unread.once", count=count, column=column, numbers=numbers)


def same_but_for(columns: tuple[str | Message, ...]) -> Message:
    """Of rows that count once: columns that nobody reads, in which they differ."""
    return message("unread.same_but_for", columns=columns, count=len(columns))


def strangers_held(count: int, ids: tuple[str | Message, ...]) -> Message:
    return message("unread.strangers_held", count=count, ids=ids)


def strangers_left_out(count: int, ids: tuple[str | Message, ...]) -> Message:
    return message("unread.strangers_left_out", count=count, ids=ids)


def nought_without_row(
    ids: tuple[str | Message, ...], value: Decimal, periods: tuple[FiscalPeriod, ...]
) -> Message:
    """Of people whom a report of these periods does not name."""
    return message("unread.nought", ids=ids, value=value, periods=periods, count=len(ids))


def nought_not_yet(periods: tuple[FiscalPeriod, ...]) -> Message:
    return message("unread.nought_not_yet", periods=periods)


def no_nought_for(ids: tuple[str | Message, ...], why: Message) -> Message:
    """Of people without a row of whom it is not certain that there should be one."""
    return message("unread.no_nought", ids=ids, why=why, count=len(ids))


def not_there_all_of_it() -> Message:
    return message("unread.not_there_all_of_it")


def named_otherwise() -> Message:
    return message("unread.named_otherwise")


def told_before() -> Message:
    return message("unread.told_by_a_row")


def nothing_there() -> Message:
    return message("unread.nothing_there")


def as_told_before(says: str) -> Message:
    """A note as records from before hold it: a sentence."""
    return message("unread.told_before", says=says)
