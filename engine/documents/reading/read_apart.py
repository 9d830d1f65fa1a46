"""Reads a returned Word file in a process of its own, so that no file can hurt the engine."""

import json
from dataclasses import asdict, dataclass
from typing import Any, cast

from engine.core.record.returned import Change, Field, ReturnedDocument, ReviewComment
from engine.core.values.errors import EngineError
from engine.disk.child import Child, Failed
from engine.documents.reading.read_back import read_returned


@dataclass(frozen=True, slots=True)
class ReadingRefused:
    """The file was not read. `why` is one plain sentence for the person who sent it.

    `failed`: what stopped its reader, which a busy machine can do to a sound file; for the log.
    """

    why: str
    failed: str = ""


def read_in(child: Child, content: bytes) -> ReturnedDocument | ReadingRefused:
    """What the file says, or why it was not read. Never raises, whatever the bytes are.

    A file that kills the child costs nothing else: the next call starts another.
    """
    told = child.call("engine.documents.reading.read_apart:read_in_child", content)
    if isinstance(told, Failed):
        failed = f"its reader, {told.detail or told.why.name.lower()}"
        return ReadingRefused(f"the file cannot be read: {told.why}", failed)
    return told_by_child(told)


def read_in_child(content: bytes) -> bytes:
    """In the child: what `decoded` understands."""
    try:
        told: dict[str, object] = {"returned": asdict(read_returned(content))}
    except EngineError as error:
        told = {"refused": str(error)}
    return json.dumps(told).encode()


def told_by_child(told: bytes) -> ReturnedDocument | ReadingRefused:
    """What `answer` wrote. It comes from our own child and is taken as such."""
    said = cast("dict[str, Any]", json.loads(told))
    if "refused" in said:
        return ReadingRefused(str(said["refused"]))
    body = said["returned"]
    return ReturnedDocument(
        lines=tuple(body["lines"]),
        fields=tuple(Field(**each) for each in body["fields"]),
        remarks=tuple(_remark(each) for each in body["remarks"]),
        changes=tuple(Change(**each) for each in body["changes"]),
        hidden=tuple(body["hidden"]),
        properties=dict(body["properties"]),
        saved_by=body["saved_by"],
        signed=body["signed"],
    )


def _remark(body: dict[str, Any]) -> ReviewComment:
    replies = tuple((author, text) for author, text in body["replies"])
    return ReviewComment(**{**body, "replies": replies})
