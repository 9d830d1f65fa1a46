"""A policy written out in full, each default marked: what `check --full` prints."""

import json
import re
from collections.abc import Iterator, Mapping

from engine.core.values.diagnostic import Diagnostic
from engine.policyfile.fill import Filled, filled
from engine.policyfile.load import read_sound

Path = tuple[str, ...]

_HEAD = "# With nothing left unsaid; what is marked was not typed but holds by default."
_UNSAID = "# {key} is not said: {meant}"
_PLAIN = re.compile(r"[\w$][\w $.%@/+-]*(?<! )")


def full(text: str, file: str) -> str | list[Diagnostic]:
    """YAML that loads as the same policy, or every problem of form in `text`."""
    read = read_sound(text, file, "policy.v1")
    if isinstance(read, list):
        return read
    made = filled(read[1])
    return "\n".join([_HEAD, *_entries(made.policy, (), made)]) + "\n"


def _entries(found: Mapping[str, object], path: Path, made: Filled) -> Iterator[str]:
    pad = "  " * len(path)
    for key, value in found.items():
        here = (*path, key)
        mark = " # default" if here in made.added else ""
        flow = _flow(value)
        yield f"{pad}{_scalar(key)}: {flow}{mark}" if flow else f"{pad}{_scalar(key)}:{mark}"
        if not flow:
            yield from _inside(value, here, made)
    for key, meant in made.unsaid.get(path, {}).items():
        yield pad + _UNSAID.format(key=key, meant=meant)


def _inside(value: object, path: Path, made: Filled) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _entries(value, path, made)
    elif isinstance(value, list):
        pad = "  " * len(path)
        for at, item in enumerate(value):
            # An item's first line is drawn back to make room for its dash.
            lines = list(_inside(item, (*path, str(at)), made)) or [f"{pad}  {_flow(item)}"]
            yield f"{pad}- {lines[0].lstrip()}"
            yield from lines[1:]


def _flow(value: object) -> str:
    """The value on one line: text, a list of texts, or what is empty. Else nothing."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "[" + ", ".join(_scalar(item) for item in value) + "]"
    return "{}" if value == {} else ""


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
