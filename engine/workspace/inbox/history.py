"""What the record knows of dropped files: receipts of those taken, notes of those refused."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.record.commit import Json
from engine.core.values.message import message_from_json
from engine.intake.read import READER
from engine.ledger import index
from engine.words.say import words
from engine.workspace.session.workspace import Workspace

WORD = "word/1"  # changes when the same bytes of a Word file would be read otherwise


@dataclass(frozen=True, slots=True)
class KnownRefusal:
    """`world` is what the refusal rested on besides the bytes; empty: on what may change any day.

    A Word file's rests on its reader alone.
    """

    world: str
    note: str
    problem: str


def receipt_of(workspace: Workspace, sha256: str) -> str | None:
    """What the receipt of a taken file says; None for a file never taken."""
    if not sha256 or not index.has_drop(workspace.book.index, sha256):
        return None
    said = index.said_of_drop(workspace.book.index, sha256)
    receipt = receipt_words(said, workspace.config.language) if isinstance(said, dict) else ""
    return receipt + _since(workspace, sha256)


def receipt_words(said: Mapping[str, Json], language: str) -> str:
    """What the commit of a taken file says of it; empty where its payload was erased."""
    kept = said.get("receipt")
    return words(message_from_json(kept), language) if kept else ""


def _since(workspace: Workspace, sha256: str) -> str:
    """That the file's values count no longer, and how to go back: the same bytes again say nothing new."""
    kept = workspace.memory.overtaken
    if kept[0] != workspace.head:
        kept = workspace.memory.overtaken = (workspace.head, {})
    if sha256 not in kept[1]:
        kept[1][sha256] = index.overtaken(workspace.book.index, sha256)
    count = kept[1][sha256]
    if not count:
        return ""
    values = "1 of its values counts" if count == 1 else f"{count} of its values count"
    return (
        f". Since then {values} no longer: a later file says otherwise. To drop this file again"
        " changes nothing; to go back to its values, add an empty line to it, save it and drop that"
    )


def refusals_of(workspace: Workspace) -> Mapping[tuple[str, str], KnownRefusal]:
    """By sha256 and file name: how it was refused last."""
    found: dict[tuple[str, str], KnownRefusal] = {}
    for _, _, _, _, body, said in index.commits_of(workspace.book.index, ("refused",)):
        if isinstance(body, dict) and isinstance(said, dict):
            known = KnownRefusal(
                str(body["world"]), str(said.get("note", "")), str(said.get("problem", ""))
            )
            found[(str(body["refused"]), str(said.get("name", "")))] = known
    return found


def world_now(workspace: Workspace, world: str) -> str:
    """What a refusal rests on once everything before it was recorded."""
    return world if world in ("", WORD) else world_of(workspace)


def world_of(workspace: Workspace) -> str:
    """What a drop's refusal rests on besides the bytes: the reader, the sources, the newest roster."""
    roster = index.newest_with(workspace.book.index, "roster")
    told = json.dumps([READER, sorted(workspace.source_texts.items()), roster])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
