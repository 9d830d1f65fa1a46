"""Whether a version of a policy says what it said: to plans in the record, and on the default branch."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.core.policy.policy import Policy, same_meaning
from engine.core.values.diagnostic import Diagnostic, Finding
from engine.core.values.errors import EngineError
from engine.disk.history import on_default_branch
from engine.disk.strict_yaml import YamlNode
from engine.ledger import index, store
from engine.ledger.book import Book
from engine.ledger.canonical import sha256
from engine.policyfile import build
from engine.policyfile.check import placed
from engine.policyfile.fill import filled
from engine.policyfile.load import read_sound

MOST_NAMED = 3  # places that differ
NO_HISTORY = "git holds no earlier text of the policies: a version used twice may go unnoticed"
COMMIT = "commit the policies in git; where only a part was fetched, fetch the main branch, too"


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text somebody may rely on; `where` says who or where."""

    text: bytes
    where: str


def in_record(book: Book, content: bytes) -> Iterator[EarlierText]:
    """The texts that plans opened under. None where this very text is one of them: it was held to them."""
    if store.has_blob(book.ledger, sha256(content)):
        return
    seen: set[str] = set()
    for pin, plan in index.pins(book.index).items():
        try:
            manifest = json.loads(store.blob(book.ledger, pin))
            if manifest["policy"] not in seen:
                seen.add(manifest["policy"])
                text = store.blob(book.ledger, manifest["policy"])
                yield EarlierText(text, f"for {plan}, which it binds")
        except EngineError:
            continue  # `verify` tells of what is lost


def on_branch(folder: Path) -> tuple[EarlierText, ...] | None:
    """The policies as they stand on the default branch; None where nobody can say."""
    found = on_default_branch(folder, ".yaml")
    if found is None:
        return None
    return tuple(EarlierText(text, f"on {found.branch}") for text in found.texts.values())


def version_reused(
    content: bytes, file: str, earlier: Iterable[EarlierText]
) -> Diagnostic | None:
    """Told once, of the first text that says another thing by the same version."""
    now = _read(content, file)
    for each in earlier if now else ():
        before = _read(each.text, file) if each.text != content else None
        if not now or not before:
            continue
        policy, old = now.policy, before.policy
        same = (policy.id, policy.version) == (old.id, old.version)
        if same and not same_meaning(policy, old):
            places = ", ".join(_differing(before.filled, now.filled, ""))
            message = (
                f'version "{policy.version}" says something else than {each.where}: {places}'
            )
            hint = "give the new text a new version; layout and comments may change without"
            return placed(now.node, file, Finding(("version",), "P283", message, hint))
    return None


def no_history(file: str) -> Diagnostic:
    return Diagnostic(file, 1, 1, "P284", NO_HISTORY, COMMIT)


def no_record(file: str, problem: EngineError) -> Diagnostic:
    says = f"the record cannot be read, and versions are not held against it: {problem}"
    return Diagnostic(file, 1, 1, "P284", says, "planward verify says more")


@dataclass(frozen=True, slots=True)
class _ReadText:
    node: YamlNode
    filled: Mapping[str, Any]
    policy: Policy


@lru_cache(maxsize=64)
def _read(content: bytes, file: str) -> _ReadText | None:
    """None for a text with mistakes of form: nothing can rest on it."""
    read = read_sound(content.decode("utf-8", "replace"), file, "policy.v1")
    if isinstance(read, list):
        return None
    said = filled(read[1]).policy
    return _ReadText(read[0], said, build.policy(said))


def _differing(before: object, now: object, path: str) -> list[str]:
    """Where two texts differ, by the author's own words; the first few."""
    if before == now:
        return []
    found: list[str] = []
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*before, *now)):
            found += _differing(before.get(key), now.get(key), f"{path}.{key}".lstrip("."))
        found = found or [path or "the order of stages"]
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for at, (old, new) in enumerate(zip(before, now, strict=True), start=1):
            found += _differing(old, new, f"{path} {at}")
    return (found or [path])[:MOST_NAMED]
