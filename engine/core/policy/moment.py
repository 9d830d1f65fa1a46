"""Moments that something is counted from: the thing, and which of its moments."""

from dataclasses import dataclass
from typing import Literal, get_args

MomentWord = Literal[
    "opened", "closed", "entered", "left",
    "drafted", "approved", "issued", "delivered", "acknowledged",
    "held", "done", "missed", "asked", "granted", "used", "started", "ended", "decided",
]  # fmt: skip

MOMENT_WORDS: tuple[MomentWord, ...] = get_args(MomentWord)


@dataclass(frozen=True, slots=True)
class Moment:
    """`plan_letter.delivered`: a thing of this stage, or of another one when `stage` is named.

    `thing` is `plan`, `stage`, `document`, or the id of a document, duty, clock, right or review.
    """

    thing: str
    moment: MomentWord
    stage: str = ""

    def __str__(self) -> str:
        return ".".join(p for p in (self.stage, self.thing, self.moment) if p)
