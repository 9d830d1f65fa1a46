"""One value, one spelling: the JSON that is sealed and hashed, and its reading back."""

import hashlib
import json
from collections.abc import Sequence
from typing import NoReturn

from engine.core.record.commit import Json

_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
).encode


class UnfitError(ValueError):
    """A value read from the disk is not of the kind that was written there."""


def canonical(value: Json) -> bytes:
    """Keys sorted, no blanks, ASCII only. TypeError for a value that is not plain."""
    return _encode(value).encode("ascii")


def parsed(text: bytes) -> Json:
    """The value of a JSON text. ValueError when it is none, or holds a float."""
    value: Json = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    return value


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def as_mapping(value: Json) -> dict[str, Json]:
    if isinstance(value, dict):
        return value
    raise UnfitError(f"expected an object, found {type(value).__name__}")


def as_list(value: Json) -> Sequence[Json]:
    if isinstance(value, list):
        return value
    raise UnfitError(f"expected a list, found {type(value).__name__}")


def as_text(value: Json) -> str:
    if isinstance(value, str):
        return value
    raise UnfitError(f"expected text, found {type(value).__name__}")


def as_number(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise UnfitError(f"expected a number, found {type(value).__name__}")


def _no_float(text: str) -> NoReturn:
    raise UnfitError(f"{text} is a float; figures are kept as text")
