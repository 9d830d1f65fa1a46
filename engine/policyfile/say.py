"""What a departure from the schema means, in our words: one sentence for each schema keyword."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import ValidationError

from engine.policyfile.form import Form, forms
from engine.policyfile.not_acting import key_waits, word_waits
from engine.policyfile.scalar import MisreadError, nearest, quoted
from engine.policyfile.schema import Schema, Validator, resolved, typed_words

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend. `on_key` places it at the key that ends the path, not at its value."""

    path: Path
    code: str
    message: str
    hint: str = ""
    on_key: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    root: Schema
    validator: Validator


def mistakes(context: Context, found: object) -> list[Mistake]:
    """All that departs from the schema, one entry for each thing a person has to mend."""
    said = [m for error in context.validator.iter_errors(found) for m in say(context, error)]
    return list(dict.fromkeys(said))


def say(context: Context, error: ValidationError) -> Iterator[Mistake]:
    keyword = error.validator if isinstance(error.validator, str) else "false"
    yield from SAY[keyword](context, _path(error), error)


def _path(error: ValidationError) -> Path:
    return tuple(str(step) for step in error.absolute_path)


def _unknown_keys(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    known, title = list(error.schema["properties"]), str(error.schema.get("title", ""))
    for key in error.instance:
        if key not in known:
            yield _unknown_key(
                (*path, key), title, [k for k in known if k not in error.instance]
            )


def _unknown_key(path: Path, title: str, free: Sequence[str]) -> Mistake:
    key = path[-1]
    if key_waits(key, title):
        expected = f"expected one of {quoted(free)}" if free else "expected nothing more"
        return Mistake(path, "P120", f'"{key}" does not act yet, {expected}', "delete it", True)
    if likely := nearest(key, free):
        message = f'found "{key}", expected "{likely}"'
        return Mistake(path, "P110", message, f"type {likely}:", True)
    expected = f"expected one of {quoted(free)}" if free else "expected no further key"
    return Mistake(path, "P110", f'found "{key}", {expected}', "delete or rename it", True)


def _missing(context: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    known = error.schema.get("properties", {})
    strangers = [key for key in error.instance if known and key not in known]
    for key in error.validator_value:
        if key in error.instance or any(nearest(s, [key]) for s in strangers):
            continue  # the misspelled key is the mistake; its absence only follows
        yield _missing_key(path, key, resolved(context.root, known.get(key, {})))


def _missing_key(path: Path, key: str, schema: Schema) -> Mistake:
    example = next(iter(schema.get("examples", ())), None)
    hint = f"type {key}: {flow(example)}" if example is not None else f"type {key}:"
    return Mistake(path, "P111", f'found no "{key}", expected it here', hint, True)


def _partner(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    for key, partners in error.validator_value.items():
        for partner in partners:
            if key in error.instance and partner not in error.instance:
                message = f'found "{key}" without "{partner}", expected both'
                yield Mistake((*path, key), "P111", message, f"type {partner}: beside it", True)


_KINDS = {
    "object": "keys with values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": '"true" or "false"',
}


def _wrong_kind(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    wanted = error.validator_value
    wanted = wanted[0] if isinstance(wanted, list) else wanted
    expected, hint = _KINDS[wanted], _for_example(error.schema)
    if error.instance == "":
        yield Mistake(path, "P114", f"found nothing, expected {expected}", hint, True)
    elif wanted == "boolean" and isinstance(error.instance, str):
        truth = error.instance.lower() in ("yes", "on", "y")
        typed = f"type {'true' if truth else 'false'}"
        yield Mistake(path, "P113", f"{shown(error.instance)}, expected {expected}", typed)
    elif wanted in ("integer", "number") and isinstance(error.instance, str):
        yield Mistake(path, "P127", f"{shown(error.instance)}, expected {expected}", hint)
    else:
        yield Mistake(path, "P112", f"{shown(error.instance)}, expected {expected}", hint)


def _wrong_word(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    yield _word(path, error.instance, typed_words(error.validator_value))


def _word(path: Path, word: str, known: Sequence[str]) -> Mistake:
    expected = f"expected one of {quoted(known)}"
    if word == "":
        return Mistake(path, "P114", f"found nothing, {expected}", f"type {known[0]}", True)
    if word_waits(word):
        return Mistake(path, "P120", f'"{word}" does not act yet, {expected}', "use another")
    likely = nearest(word, known)
    return Mistake(path, "P113", f'found "{word}", {expected}', f"type {likely or known[0]}")


def _wrong_constant(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    wanted = error.validator_value
    message = f'{shown(error.instance)}, expected "{wanted}"'
    yield Mistake(path, "P118", message, f"type {wanted}")


def _misread(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    cause = error.cause
    if not isinstance(cause, MisreadError):
        raise TypeError(f"{error.validator_value} says no without saying why") from cause
    if "propertyNames" in error.absolute_schema_path:
        path = (*path, str(error.instance))
    message = f'found "{error.instance}", expected {cause.expected}'
    is_key = "propertyNames" in error.absolute_schema_path
    yield Mistake(path, cause.code, message, cause.hint, is_key)


def _too_few(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    least, hint = error.validator_value, _for_example(error.schema)
    if not error.instance:
        thing = "at least one entry" if least == 1 else f"at least {least} entries"
        thing = "text" if error.validator == "minLength" else thing
        yield Mistake(path, "P114", f"found nothing, expected {thing}", hint, True)
        return
    found = f"found {len(error.instance)}, expected at least {least}"
    yield Mistake(path, "P117", found, hint, True)


def _too_many(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    most = error.validator_value
    entries = list(error.instance)
    message = f"found {len(entries)} entries, expected {most} at most"
    extra = (*path, str(most) if isinstance(error.instance, list) else entries[most])
    yield Mistake(extra, "P119", message, "delete what is too much", True)


def _out_of_bounds(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    bound = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}
    expected = f"expected {bound[str(error.validator)]} {error.validator_value}"
    hint = _for_example(error.schema)
    yield Mistake(path, "P117", f'found "{error.instance}", {expected}', hint)


def _twice(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    items = error.instance
    for at, item in enumerate(items):
        if item in items[:at]:
            message = f"found {flow(item)} again, expected each only once"
            yield Mistake((*path, str(at)), "P132", message, "delete one of them")


def _forms(context: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    """A `oneOf`: of closed forms, or only of keys of which one must be there."""
    known = forms(context.root, error.schema)
    if known:
        yield from _form(context, path, error, known)
        return
    keys = [key for branch in error.validator_value for key in branch.get("required", ())]
    yield from _one_of(path, error.instance, keys)


def _one_of(path: Path, found: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Mistake]:
    here = [key for key in found if key in keys]
    if len(here) > 1:
        yield _both((*path, here[1]), here[0])
    elif not here:
        strangers = [key for key in found if nearest(key, keys)]
        if not strangers:  # else the misspelled key is the mistake
            yield _none_of(path, keys)


def _both(path: Path, first: str) -> Mistake:
    message = f'found "{path[-1]}" beside "{first}", expected only one of them'
    return Mistake(path, "P115", message, "delete one of them", True)


def _none_of(path: Path, keys: Sequence[str]) -> Mistake:
    message = f"found none of {quoted(keys)}, expected one of them"
    return Mistake(path, "P116", message, f"type {keys[0]}:", True)


def _any_of(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    yield from _one_of(path, error.instance, [b["required"][0] for b in error.validator_value])


def _exclude(_: Context, path: Path, error: ValidationError) -> Iterator[Mistake]:
    """A `not` of pairs of keys."""
    for pair in error.validator_value["anyOf"]:
        here = [key for key in error.instance if key in pair["required"]]
        if len(here) > 1:
            yield _both((*path, here[1]), here[0])
            return


def _form(
    context: Context, path: Path, error: ValidationError, known: Sequence[Form]
) -> Iterator[Mistake]:
    found = error.instance
    if not isinstance(found, dict):
        return  # the type beside the oneOf has said so
    here = [form for form in known if form.key in found]
    fitting = [form for form in here if form.fits(found)]
    if len({form.key for form in here}) > 1:
        first, second = [key for key in found if key in {form.key for form in here}][:2]
        yield _both((*path, second), first)
    elif fitting:
        yield from _within(context, path, found, fitting[0])
    elif here:
        key, words = here[0].key, [form.word for form in here]
        yield _form_word((*path, key), found[key], words)
    else:
        yield from _formless(context, path, error, known)


def _form_word(path: Path, word: object, known: Sequence[str]) -> Mistake:
    if isinstance(word, str):
        return _word(path, word, known)
    return Mistake(path, "P112", f"{shown(word)}, expected text", f"type {known[0]}")


def _within(
    context: Context, path: Path, found: Mapping[str, Any], form: Form
) -> Iterator[Mistake]:
    """What is wrong with `found` once its form is known."""
    narrowed = replace(context, validator=context.validator.evolve(schema=form.schema))
    for mistake in mistakes(narrowed, found):
        yield replace(mistake, path=(*path, *mistake.path))


def _formless(
    context: Context, path: Path, error: ValidationError, known: Sequence[Form]
) -> Iterator[Mistake]:
    found: dict[str, Any] = error.instance
    keys = list(dict.fromkeys(form.key for form in known))
    title = str(error.schema.get("title", ""))
    for key in found:
        likely = nearest(key, keys)
        if likely or key_waits(key, title):
            yield _unknown_key((*path, key), title, keys)
            return
    if known[0].word:
        yield _missing_key(path, keys[0], {"examples": [known[0].word]})
    else:
        yield _none_of(path, keys)


def _forbidden(_: Context, path: Path, __: ValidationError) -> Iterator[Mistake]:
    message = f'found "{path[-1]}", expected no such key in this form'
    yield Mistake(path, "P110", message, "delete it", True)


def shown(found: object) -> str:
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


def _for_example(schema: Schema) -> str:
    example = next(iter(schema.get("examples", ())), None)
    return f"type it like {flow(example)}" if example is not None else "type something"


SAY: dict[str, Callable[[Context, Path, ValidationError], Iterator[Mistake]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing,
    "dependentRequired": _partner,
    "type": _wrong_kind,
    "enum": _wrong_word,
    "const": _wrong_constant,
    "format": _misread,
    "minLength": _too_few,
    "minItems": _too_few,
    "minProperties": _too_few,
    "maxItems": _too_many,
    "maxProperties": _too_many,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
    "exclusiveMinimum": _out_of_bounds,
    "uniqueItems": _twice,
    "oneOf": _forms,
    "anyOf": _any_of,
    "not": _exclude,
    "false": _forbidden,
}
