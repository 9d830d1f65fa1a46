"""Gives each content control, while a letter is filled in, its tag, its bookmark's name and its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.core.record.field_names import (
    BOOKMARK,
    DECISION,
    HELD_ON,
    LONGEST_BOOKMARK,
    LONGEST_TAG,
    RECEIPT,
)
from engine.core.record.returned import SIGNED_TAG
from engine.documents.word.clean import one_line

EMPLOYEE = "employee"  # who signs for a receipt, among the roles that tokens are given for
NO_BOOKMARK_SIGN = re.compile(r"\W", re.ASCII)


class UnsignableError(ValueError):
    """A control cannot be given its tag: no token for its role, or too long a name."""


@dataclass(slots=True)
class Numbering:
    """The controls of one letter as they come: no number and no bookmark's name is given twice."""

    tokens: Mapping[str, str]  # role -> token
    number: int  # the next one
    names: set[str] = field(default_factory=set)  # in small letters: to Word they are the same

    def control(self, tag: str, drafter: str = "") -> tuple[str, str, str]:
        """Number, bookmark's name and tag of the next control. Raises UnsignableError."""
        number, self.number = self.number, self.number + 1
        tag = self._signed(one_line(tag), drafter)[:LONGEST_TAG]
        return str(number), self._bookmark(tag), tag

    def _signed(self, tag: str, drafter: str) -> str:
        if tag == RECEIPT:
            role = EMPLOYEE
        elif tag == HELD_ON:
            role = drafter
        elif tag.startswith(DECISION):
            role = tag[len(DECISION) :]
        else:
            return tag
        signed = f"{tag}__{self.tokens.get(role, '')}"
        if len(signed) > LONGEST_TAG:
            raise UnsignableError(f'the tag "{signed}" has more than {LONGEST_TAG} characters')
        if not SIGNED_TAG.fullmatch(signed):
            raise UnsignableError(f'no token was given for the role "{role}", which signs here')
        return signed

    def _bookmark(self, tag: str) -> str:
        whole = BOOKMARK + NO_BOOKMARK_SIGN.sub("_", tag)
        name, count = whole[:LONGEST_BOOKMARK], 1
        while name.lower() in self.names:
            count += 1
            end = f"_{count}"
            name = whole[: LONGEST_BOOKMARK - len(end)] + end
        self.names.add(name.lower())
        return name


def title(value: object) -> str:
    """A control's title, which Word shows above it: no longer than Word takes."""
    return one_line(value)[:LONGEST_TAG]


def numbered(numbering: Numbering, tag: str, drafter: str = "") -> tuple[str, str, str]:
    """`Numbering.control` as a template calls it."""
    return numbering.control(tag, drafter)
