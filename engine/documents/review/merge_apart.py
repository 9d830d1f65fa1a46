"""Merges what people wrote into a new draft in a process of its own: no file can hurt the engine."""

import json
import struct
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from engine.disk.child import Child, Failed
from engine.documents.reading.read_back import read_returned
from engine.documents.review.letter_text import LetterText, letter_of
from engine.documents.review.merge import merged
from engine.documents.word.editable import open_word

NOBODY = "Reviewer"
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class MergeFiles:
    """The bytes of Word files: `ours` is to hold what somebody changed from `base` to `theirs`.

    Their name is in the file they saved, `signed`, where that is another than `theirs`. `drawn` and
    `letter` are the two copies of the new version as the engine alone draws them; without them no letter
    is made.
    """

    base: bytes
    theirs: bytes
    ours: bytes
    signed: bytes = b""
    drawn: bytes = b""
    letter: bytes = b""


@dataclass(frozen=True, slots=True)
class Carried:
    """The new draft, and what it says of itself: tracked changes, comments, and which are unresolved.

    `letter` is what it will be handed over as; `beside` what was written into its approval block.
    """

    content: bytes
    letter: bytes
    collisions: tuple[str, ...]
    carried: int
    changes: bool
    remarks: bool
    unresolved: bool
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCarried:
    """There is no new draft of these. `why` is a few words for the people who are told."""

    why: str


def merge_in(
    child: Child, sides: MergeFiles, *, on: date, settled: bool = False
) -> Carried | NotCarried:
    """See `merged`. With `settled` what is tracked is accepted in it afterwards: its own text from now on.

    Never raises, whatever the bytes are. What kills the child costs nothing else.
    """
    how = json.dumps({"on": on.isoformat(), "settled": settled}).encode()
    files = sides.base, sides.theirs, sides.ours, sides.signed, sides.drawn, sides.letter
    payload = _framed(how, *files)
    told = child.call("engine.documents.review.merge_apart:merge_in_child", payload)
    if isinstance(told, Failed):
        return NotCarried(str(told.why))
    head, content, letter = _unframed(told)
    said = cast("dict[str, Any]", json.loads(head))
    said |= {name: tuple(said[name]) for name in ("collisions", "beside")}
    return Carried(content, letter, **said)


def merge_in_child(payload: bytes) -> bytes:
    """In the child: what `merge_in` understands."""
    head, base, theirs, ours, signed, drawn, letter = _unframed(payload)
    how = cast("dict[str, Any]", json.loads(head))
    author = read_returned(signed or theirs).saved_by or NOBODY
    made = merged(base, theirs, ours, author=author, on=date.fromisoformat(how["on"]))
    now = read_returned(made.content)
    text = letter_of(drawn, made.content, letter) if letter else LetterText(b"")
    said = {
        "collisions": made.collisions,
        "carried": made.carried,
        "changes": bool(now.changes),
        "remarks": bool(now.remarks),
        "unresolved": any(not each.resolved for each in now.remarks),
        "beside": text.beside,
    }
    content = open_word(made.content, own=True).written() if how["settled"] else made.content
    return _framed(json.dumps(said).encode(), content, text.content)


def _framed(*pieces: bytes) -> bytes:
    """Each with its length ahead of it."""
    return b"".join(part for piece in pieces for part in (_LENGTH.pack(len(piece)), piece))


def _unframed(content: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(content):
        (length,) = _LENGTH.unpack_from(content, at)
        at += _LENGTH.size
        found.append(content[at : at + length])
        at += length
    return found
