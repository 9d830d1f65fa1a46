"""Text that several kinds of files have: as typed it becomes a value, or says what was expected."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

Reader = Callable[[str], object]  # raises MisreadError
LONGEST_NAME = 60  # signs


@dataclass(frozen=True, slots=True)
class MisreadError(ValueError):
    """Text that is not what its place asks for: a code, what was expected, what to type."""

    code: str
    expected: str
    hint: str = ""


def identifier(text: str) -> str:
    if not is_identifier(text) or len(text) > LONGEST_NAME:
        likely = re.sub(r"[ -]+", "_", text.lower()).strip("_")
        hint = "small letters, digits and _, a letter first"
        if is_identifier(likely) and len(likely) <= LONGEST_NAME:
            hint = f"type {likely}"
        raise MisreadError("P125", "a name of small letters, digits and _", hint)
    return text


def is_identifier(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9_]*", text) is not None


def day(text: str) -> date:
    hint = "type it like 2026-04-01"
    if turned := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", text.strip()):
        hint = f"type {turned[1]}-{int(turned[2]):02}-{int(turned[3]):02}"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise MisreadError("P123", "a date as year-month-day", hint)
    try:
        found = date.fromisoformat(text)
    except ValueError:
        hint = "a month from 01 to 12, and a day that it has"
        raise MisreadError("P123", "a day that the calendar has", hint) from None
    if not 1900 <= found.year <= 2199:
        raise MisreadError("P123", "a date from 1900 to 2199", "type a year between the two")
    return found


def person_id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}", text):
        hint = "type it as the roster does: letters, digits and -"
        raise MisreadError("P131", "a person's id as the roster has it", hint)
    return text


def dotted(text: str) -> str:
    """The number that `text` can only mean, or nothing: 80,5 percent is 80.5, 1,000 may be a thousand."""
    found = re.fullmatch(r"\s*(-?[0-9]{1,15})(?:[.,]([0-9]{1,6}))?\s*(?:%|percent)?\s*", text)
    if not found or ("," in text and len(found[2]) == len("000")):
        return ""
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def quoted(words: Collection[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
