"""Pages of errors as data: a code with what it means, what lies there, what is said, what mends it.

A section is a heading `### CODE`, a paragraph, a fenced file marked `wrong` (where the file is
text), a fenced `text` block with what is said, and a fenced file marked `right` or a line `**Fix:**`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SECTION = re.compile(
    r"^### (?P<code>[A-Z][0-9]{3})\n\n(?P<meaning>.+?)\n\n"
    r"(?:```\w+ (?P<name>[^\n]+?) wrong\n(?P<wrong>.*?\n)```\n\n)?"
    r"```text\n(?P<said>.*?)\n```\n\n"
    r"(?:```\w+ [^\n]+? right\n(?P<right>.*?\n)```|\*\*Fix:\*\* (?P<fix>.+?))\n(?=\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Explained:
    code: str
    meaning: str
    name: str | None
    wrong: str | None
    said: str
    right: str | None
    fix: str | None


def explained(page: str) -> dict[str, Explained]:
    """By code. Every heading must have become one, or something in its section is missing."""
    found = [Explained(**one.groupdict()) for one in SECTION.finditer(page)]
    headings = re.findall(r"^### ([A-Z][0-9]{3})$", page, re.MULTILINE)
    assert [one.code for one in found] == headings, "a section is incomplete, or out of order"
    assert headings == sorted(set(headings))
    return {one.code: one for one in found}


def with_said(page: str, said: Mapping[str, str]) -> str:
    """The page with what is really said put in."""

    def section(found: re.Match[str]) -> str:
        whole, start = found.group(), found.start()
        first, last = (at - start for at in found.span("said"))
        return whole[:first] + said[found["code"]] + whole[last:]

    return SECTION.sub(section, page)
