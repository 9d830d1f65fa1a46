"""The names of the fields that people fill in, and how tags and bookmarks of a Word file carry them."""

import re

from engine.core.record.returned import SIGNED_TAG

DECISION, NAME, DATE = "decision_", "name_", "date_"  # an approver's, followed by the role
RECEIPT, HELD_ON = "receipt", "held_on"  # these two sign, and so does every decision
OF_EMPLOYEE = frozenset({RECEIPT, "receipt_date", "witness", "companion", "reply"})
OF_CHECK_IN = frozenset({HELD_ON, "held_by", "support", "blockers", "next_actions"})
REMARK, ANSWER = "remark_", "answer_"  # followed by the goal or question
CLAUSE = "clause_"  # text that is locked, and no field
WHOLE = OF_EMPLOYEE | OF_CHECK_IN
FILLED = (DECISION, NAME, DATE, REMARK, ANSWER)
BEGINS = (*FILLED, CLAUSE)

CUT_TOKEN = re.compile(r"__[a-z2-7]{0,11}\Z", re.ASCII)
REST = re.compile(r"[\w-]+", re.ASCII)
BOOKMARK = "pw_"  # each control stands in a bookmark of its name, for programs that lose tags
LONGEST_BOOKMARK, LONGEST_TAG = 40, 64  # characters: Word takes no more


def is_known(name: str) -> bool:
    """Whether a tag, or what stands before the first field it prints, is one the engine knows."""
    return name in WHOLE or name.startswith(BEGINS)


def is_filled(name: str) -> bool:
    """Whether people fill that in. What stands there is a value, not text; clauses are text."""
    begin = next((begin for begin in FILLED if name.startswith(begin)), "")
    return name in WHOLE or bool(begin and REST.fullmatch(name, len(begin)))


def name_of(tag: str) -> str:
    """The tag without its token: the same in every version of a document."""
    signed = SIGNED_TAG.fullmatch(tag)
    return signed["name"] if signed else tag


def name_in_bookmark(name: str) -> str:
    """The name a bookmark of ours carries, or nothing. Word cuts long ones, perhaps in the token."""
    if not name.startswith(BOOKMARK):
        return ""
    tag = name.removeprefix(BOOKMARK)
    if SIGNED_TAG.fullmatch(tag) or len(name) < LONGEST_BOOKMARK:
        return name_of(tag)
    return CUT_TOKEN.sub("", tag)
