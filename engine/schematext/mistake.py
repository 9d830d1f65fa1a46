"""One thing to mend in a file, and the words that several kinds of it share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.core.values.suggest import ALIKE_IN_LANGUAGE, nearest
from engine.schematext.dialect import NotActing
from engine.schematext.schema import Schema, typed_words
from engine.schematext.text import quoted

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemaMistake:
    """`on_key` places it at the key that ends the path, not at what stands under it."""

    path: Path
    code: str
    message: str
    hint: str = ""
    on_key: bool = False


def unknown_key(
    path: Path, title: str, free: Sequence[str], waiting: NotActing
) -> SchemaMistake:
    """The key that ends `path` is none of the keys still `free` in the form of this title."""
    key = path[-1]
    expected = f"expected one of {quoted(free)}" if free else "expected no further key"
    if waiting.key_waits(key, title):
        return SchemaMistake(
            path, "P120", f'"{key}" does not act yet, {expected}', "delete it", True
        )
    if likely := nearest(key, free, ALIKE_IN_LANGUAGE):
        message = f'found "{key}", expected "{likely}"'
        return SchemaMistake(path, "P110", message, f"type {likely}:", True)
    return SchemaMistake(
        path, "P110", f'found "{key}", {expected}', "delete or rename it", True
    )


def missing_key(path: Path, key: str, example: object = None) -> SchemaMistake:
    hint = f"type {key}:" if example is None else f"type {key}: {flow(example)}"
    return SchemaMistake(path, "P111", f'found no "{key}", expected it here', hint, True)


def unknown_word(
    path: Path, word: str, known: Sequence[str], waiting: NotActing
) -> SchemaMistake:
    expected = f"expected one of {quoted(known)}"
    if not word:
        return SchemaMistake(
            path, "P114", f"found nothing, {expected}", f"type {known[0]}", True
        )
    if word in waiting.words:
        message = f'"{word}" does not act yet, {expected}'
        return SchemaMistake(path, "P120", message, f"type {known[0]}")
    truth = truth_meant(word) if set(known) == {"true", "false"} else ""
    likely = truth or nearest(word, known, ALIKE_IN_LANGUAGE) or known[0]
    return SchemaMistake(path, "P113", f'found "{word}", {expected}', f"type {likely}")


def truth_meant(word: str) -> str:
    return "true" if word.lower() in ("yes", "on", "y", "true") else "false"


def both(path: Path, first: str) -> SchemaMistake:
    message = f'found "{path[-1]}" beside "{first}", expected only one of them'
    return SchemaMistake(path, "P115", message, "delete one of them", True)


def none_given(path: Path, keys: Sequence[str]) -> SchemaMistake:
    message = f"found none of {quoted(keys)}, expected one of them"
    return SchemaMistake(path, "P116", message, f"type {keys[0]}:", True)


def found_words(found: object) -> str:
    if isinstance(found, str):
        return f'found "{found}"' if found else "found nothing"
    return "found a list" if isinstance(found, list) else "found keys with values"


def flow(example: object) -> str:
    """An example as one types it on one line."""
    if isinstance(example, Mapping):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(flow(item) for item in example) + "]"
    return typed_words(example)[0]


def for_example(schema: Schema) -> str:
    example = next(iter(schema.get("examples", ())), None)
    return f"type it like {flow(example)}" if example is not None else "add what is missing"
