"""What a departure from the schema means, in our words: one sentence for each schema keyword."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from engine.core.values.suggest import surely
from engine.schematext.departure import (
    Departure,
    departures,
    key_meant,
    keys_of,
    misspelled_form,
)
from engine.schematext.dialect import Dialect
from engine.schematext.form import forms
from engine.schematext.mistake import (
    SchemaMistake,
    both,
    flow,
    for_example,
    found_words,
    missing_key,
    none_given,
    truth_meant,
    unknown_key,
    unknown_word,
)
from engine.schematext.schema import Schema, resolved, typed_words
from engine.schematext.text import MisreadError


def mistakes(found: object, dialect: Dialect) -> list[SchemaMistake]:
    """All that departs from the schema, one entry for each thing a person has to mend."""
    said = (
        mistake for d in departures(found, dialect.by, dialect) for mistake in SAY[d.keyword](d)
    )
    return list(dict.fromkeys(said))


def _unknown_keys(d: Departure) -> Iterator[SchemaMistake]:
    known = d.schema["properties"]
    free = [key for key in known if key not in d.found]
    for key in d.found:
        if key not in known:
            yield unknown_key((*d.path, key), d.title, free, d.waiting)


def _missing(d: Departure) -> Iterator[SchemaMistake]:
    """Not where a misspelled or a future key is the mistake, from which this only follows."""
    known = d.schema.get("properties", {})
    strangers = [key for key in d.found if known and key not in known]
    if any(d.waits(key) for key in strangers):
        return
    instead = {likely: key for key in strangers if (likely := key_meant(key, d))}
    for key in d.wanted:
        if key in instead and _takes_any_key(d):
            yield unknown_key((*d.path, instead[key]), d.title, [key], d.waiting)
        elif key not in d.found and key not in instead:
            examples = resolved(d.root, known.get(key, {})).get("examples", ())
            yield missing_key(d.path, key, next(iter(examples), None))


def _takes_any_key(d: Departure) -> bool:
    """Whether nobody else says that a key is misspelled, for all may stand here."""
    return isinstance(d.schema.get("additionalProperties"), Mapping)


def _partner(d: Departure) -> Iterator[SchemaMistake]:
    for key, partners in d.wanted.items():
        for partner in partners:
            if key in d.found and partner not in d.found:
                message = f'found "{key}" without "{partner}", expected both'
                path = (*d.path, key)
                yield SchemaMistake(path, "P111", message, f"add {partner}: beside it", True)


_KINDS = {
    "object": "keys with values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": '"true" or "false"',
}


def _wrong_kind(d: Departure) -> Iterator[SchemaMistake]:
    kinds = d.wanted if isinstance(d.wanted, list) else [d.wanted]
    wanted = kinds[0]
    expected = " or ".join(_KINDS[kind] for kind in kinds)
    message, hint = f"{found_words(d.found)}, expected {expected}", for_example(d.schema)
    if d.found == "":
        yield SchemaMistake(d.path, "P114", message, hint, True)
    elif wanted == "boolean" and isinstance(d.found, str):
        truth = truth_meant(d.found)
        hint = f"type {truth}" if truth else "one of: true, false"
        yield SchemaMistake(d.path, "P113", message, hint)
    elif wanted in ("integer", "number") and isinstance(d.found, str):
        yield SchemaMistake(d.path, "P127", message, _numbers_allowed(d.schema) or hint)
    elif wanted == "array" and isinstance(d.found, str):
        yield SchemaMistake(d.path, "P112", message, f"type [{d.found}]")
    else:
        yield SchemaMistake(d.path, "P112", message, hint)


def _wrong_word(d: Departure) -> Iterator[SchemaMistake]:
    yield unknown_word(d.path, d.found, list(dict.fromkeys(typed_words(d.wanted))), d.waiting)


def _wrong_constant(d: Departure) -> Iterator[SchemaMistake]:
    message = f'{found_words(d.found)}, expected "{d.wanted}"'
    yield SchemaMistake(d.path, "P118", message, f"type {d.wanted}")


def _misread(d: Departure) -> Iterator[SchemaMistake]:
    if not isinstance(d.cause, MisreadError):
        raise TypeError(f"the reader of {d.wanted} says no without saying why")
    message = f"{found_words(d.found)}, expected {d.cause.expected}"
    yield SchemaMistake(d.path, d.cause.code, message, d.cause.hint, d.of_key)


def _too_few(d: Departure) -> Iterator[SchemaMistake]:
    if d.found:
        message = f"found {len(d.found)}, expected at least {d.wanted}"
        yield SchemaMistake(d.path, "P117", message, for_example(d.schema), True)
        return
    expected = "text" if d.keyword == "minLength" else "at least one entry"
    message = f"found nothing, expected {expected}"
    yield SchemaMistake(d.path, "P114", message, for_example(d.schema), True)


def _too_long(d: Departure) -> Iterator[SchemaMistake]:
    message = f"found {len(d.found)} characters, expected {d.wanted} at most"
    yield SchemaMistake(d.path, "P119", message, "shorten it")


def _too_many(d: Departure) -> Iterator[SchemaMistake]:
    entries = (
        [str(at) for at, _ in enumerate(d.found)] if isinstance(d.found, list) else d.found
    )
    extra = list(entries)[d.wanted]
    message = f"found {len(d.found)} entries, expected {d.wanted} at most"
    yield SchemaMistake((*d.path, extra), "P119", message, "delete what is too much", True)


def _out_of_bounds(d: Departure) -> Iterator[SchemaMistake]:
    bound = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}
    message = f'found "{d.found}", expected {bound[d.keyword]} {d.wanted}'
    yield SchemaMistake(d.path, "P117", message, _numbers_allowed(d.schema))


def _numbers_allowed(schema: Schema) -> str:
    """`a whole number from 1 to 99`; nothing where no bound is said."""
    what = "a whole number" if schema.get("type") == "integer" else "a number"
    above = [f"above {schema['exclusiveMinimum']}"] if "exclusiveMinimum" in schema else []
    least = [f"from {schema['minimum']}"] if "minimum" in schema else []
    most = [f"to {schema['maximum']}"] if "maximum" in schema else []
    if above and most:
        most = [f"and at most {schema['maximum']}"]
    return " ".join([what, *above, *least, *most]) if above or least or most else ""


def _twice(d: Departure) -> Iterator[SchemaMistake]:
    for at, item in enumerate(d.found):
        if item in d.found[:at]:
            message = f"found {flow(item)} again, expected each only once"
            yield SchemaMistake((*d.path, str(at)), "P132", message, "delete one of them")


def _one_of(d: Departure) -> Iterator[SchemaMistake]:
    """A choice between closed forms, or only of keys of which one must be there."""
    known = forms(d.root, d.schema)
    if not known:
        keys = [key for branch in d.wanted for key in branch["required"]]
        yield from _one_key(d, d.found, keys)
        return
    here = keys_of(known, d.found)
    if len(here) > 1:
        yield both((*d.path, here[1]), here[0])
    elif here:
        yield _form_word(d, here[0], [form.word for form in known if form.key == here[0]])
    else:
        yield _formless(d)


def _form_word(d: Departure, key: str, known: Sequence[str]) -> SchemaMistake:
    word, path = d.found[key], (*d.path, key)
    if isinstance(word, str):
        return unknown_word(path, word, known, d.waiting)
    hint = f"one of: {', '.join(known)}"
    return SchemaMistake(path, "P112", f"{found_words(word)}, expected text", hint)


def _formless(d: Departure) -> SchemaMistake:
    known = forms(d.root, d.schema)
    keys = list(dict.fromkeys(form.key for form in known))
    waiting = [key for key in d.found if d.waits(key)]
    typed = waiting[0] if waiting else misspelled_form(known, d.found)[0]
    if typed:
        return unknown_key((*d.path, typed), d.title, keys, d.waiting)
    if known[0].word:
        words = ", ".join(form.word for form in known)
        message = f'found no "{keys[0]}", expected it here'
        return SchemaMistake(
            d.path, "P111", message, f"add {keys[0]}: and one of: {words}", True
        )
    return none_given(d.path, keys)


def _one_key(
    d: Departure, found: Mapping[str, Any], keys: Sequence[str]
) -> Iterator[SchemaMistake]:
    here = [key for key in found if key in keys]
    if len(here) > 1:
        yield both((*d.path, here[1]), here[0])
    elif not here and not any(surely(key, keys) or d.waits(key) for key in found):
        yield none_given(d.path, keys)


def _any_of(d: Departure) -> Iterator[SchemaMistake]:
    keys = [branch["required"][0] for branch in d.wanted]
    yield from _one_key(d, d.found, keys)


def _exclude(d: Departure) -> Iterator[SchemaMistake]:
    """A `not` of keys that may not stand here, or of pairs that may not stand together."""
    for branch in d.wanted["anyOf"]:
        here = [key for key in d.found if key in branch["required"]]
        if len(here) == len(branch["required"]):
            yield both((*d.path, here[1]), here[0]) if here[1:] else _stray(d, here[0])
            return


def _stray(d: Departure, key: str) -> SchemaMistake:
    message = f'found "{key}", expected no such key in this form'
    return SchemaMistake((*d.path, key), "P110", message, "delete it", True)


SAY: dict[str, Callable[[Departure], Iterator[SchemaMistake]]] = {
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
    "maxLength": _too_long,
    "maxItems": _too_many,
    "maxProperties": _too_many,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
    "exclusiveMinimum": _out_of_bounds,
    "uniqueItems": _twice,
    "oneOf": _one_of,
    "anyOf": _any_of,
    "not": _exclude,
}
