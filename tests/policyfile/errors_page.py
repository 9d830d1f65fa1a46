"""The page of errors as data: what is wrong, what is said of it, what mends it, for each code.

A section is a heading `### CODE`, a sentence, and three fenced blocks: what is wrong, what is
said, what is right. After the fence's language stands the kind of file: policy, config, …
"""

import re
from dataclasses import dataclass

SECTION = re.compile(
    r"^### (?P<code>[A-Z][0-9]{3})\n\n(?P<meaning>.+?)\n\n"
    r"```\w+ (?P<kind>\w+) wrong\n(?P<wrong>.*?)\n```\n\n"
    r"```text\n(?P<said>.*?)\n```\n\n"
    r"```\w+ \w+ right\n(?P<right>.*?)\n```\n",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    meaning: str
    kind: str
    wrong: str
    said: str
    right: str


def sections(page: str) -> list[Section]:
    return [Section(**found.groupdict()) for found in SECTION.finditer(page)]


def codes(page: str) -> list[str]:
    """Every code with a heading, whether or not its blocks are complete."""
    return re.findall(r"^### ([A-Z][0-9]{3})$", page, re.MULTILINE)
