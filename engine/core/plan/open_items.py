"""What holds an approval back."""

from collections.abc import Callable, Mapping

from engine.core.plan import messages as say
from engine.core.values.message import Message

OPEN: Mapping[str, Callable[[], Message]] = {
    "changes": say.open_changes,
    "comments": say.open_comments,
    "clause": say.open_clause,
    "lost": say.open_elsewhere,
    "uncarried": say.open_uncarried,
}


def open_items(open_: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(OPEN[code]() for code in open_)
