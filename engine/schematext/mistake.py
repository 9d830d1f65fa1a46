"""One thing to mend in a file, and the words that several kinds of it share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.core.values.suggest import surely
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
    if likely := surely(key, free):
        message = f'found "{key}", expected "{likely}"'
        return SchemaMistake(path, "P110", message, f"type {likely}:", True)
    return SchemaMistake(
        path, "P110", f'found "{key}", {expected}', "delete or rename it", True
    )


def missing_key(path: Path, key: str, example: object = None) -> SchemaMistake:
    like = "" if example is None else f", written like {key}: {flow(example)}"
    return SchemaMistake(
        path, "P111", f'found no "{key}", expected it here', f"add {key}:{like}", True
    )


def unknown_word(
    path: Path, word: str, known: Sequence[str], waiting: NotActing
) -> SchemaMistake:
    """A hint only where one of the words can be meant; else all of them, and none is favoured."""
    listed = f"one of: {', '.join(known)}"
    if not word:
        return SchemaMistake(path, "P114", "found nothing, expected a word", listed, True)
    if word in waiting.words:
        message = f'"{word}" does not act yet, expected a word that does'
        return SchemaMistake(path, "P120", message, listed)
    likely = truth_meant(word) if set(known) == {"true", "false"} else surely(word, known)
    if not likely:
        message = f'found "{word}", which is none of the words that can stand here'
        return SchemaMistake(path, "P113", message, listed)
    message = f'found "{word}", expected one of {quoted(known)}'
    return SchemaMistake(path, "P113", message, f"type {likely}")


_TRUTHS = {
    "true": {"true", "yes", "y", "on"},
    "false": {"false", "no", "n", "off"},
}


def truth_meant(word: str) -> str:
    """Nothing where neither is sure: for a word such as `maybe`."""
    said = word.strip().casefold()
    return next((truth for truth, words in _TRUTHS.items() if said in words), "")


def both(path: Path, first: str) -> SchemaMistake:
    message = f'found "{path[-1]}" beside "{first}", expected only one of them'
    return SchemaMistake(path, "P115", message, "delete one of them", True)


def none_given(path: Path, keys: Sequence[str]) -> SchemaMistake:
    message = "found none of the keys of which one must stand here"
    return SchemaMistake(path, "P116", message, f"one of: {', '.join(keys)}", True)


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
