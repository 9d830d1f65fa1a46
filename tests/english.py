"""What the engine says in English, for tests that read it. An id without an entry says itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

import pytest

from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Argument, Message, message
from engine.words.say import all_in_words, refusal_words, words

T = TypeVar("T")


def english(said: "Argument | None") -> str:
    """A message, several of them as a series, or a text as it stands; nothing said is empty."""
    if isinstance(said, tuple):
        return words(message("measure.metric_over", metric="", over=said), "en").removeprefix(
            " in "
        )
    return words(said, "en") if isinstance(said, Message) else str(said or "")


def in_lines(told: tuple[Message, ...]) -> str:
    return "\n".join(english(each) for each in told)


def in_english(value: T) -> T:
    """Rows and lists of a letter with words in the place of every message."""
    return cast("T", all_in_words(value, "en"))


@contextmanager
def refusing(pattern: str) -> Iterator[None]:
    """What is not allowed inside, and says so in words that match."""
    with pytest.raises(NotAllowedError) as problem:
        yield
    assert re.search(pattern, refusal_words(problem.value, "en"))
