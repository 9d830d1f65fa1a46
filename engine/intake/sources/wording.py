"""Check a text against its JSON Schema and say what is wrong in our own words."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from engine.disk.strict_yaml import YamlNode, YamlProblem, as_plain, place

UNKNOWN_KEY, MISSING_KEY, WRONG_VALUE = "P180", "P181", "P182"


@cache
def _validator(name: str) -> Draft202012Validator:
    text = files("engine.schemas").joinpath(f"{name}.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def form_problems(node: YamlNode, schema: str) -> tuple[YamlProblem, ...]:
    """Every breach of the schema of that name (`source.v1`), in file order."""
    errors = _validator(schema).iter_errors(as_plain(node))
    return tuple(sorted({p for error in errors for p in _said(error, node)}))


def _said(error: ValidationError, node: YamlNode) -> Iterator[YamlProblem]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, node, path)
    elif error.validator == "required":
        yield from _missing_keys(error, node, path)
    elif "propertyNames" in error.absolute_schema_path:
        line, column = place(node, (*path, str(error.instance)), key=True)
        message = f'found the name "{error.instance}", expected small letters, digits, - and _'
        yield YamlProblem(line, column, WRONG_VALUE, message)
    else:
        line, column = place(node, path)
        message = f"found {_found(error.instance)}, expected {_expected(error)}"
        yield YamlProblem(line, column, WRONG_VALUE, message, _hint(error))


def _unknown_keys(
    error: ValidationError, node: YamlNode, path: tuple[str | int, ...]
) -> Iterator[YamlProblem]:
    known = list(_mapping(error.schema).get("properties", {}))
    for key in sorted(set(_mapping(error.instance)) - set(known)):
        near = get_close_matches(key, known, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
        line, column = place(node, (*path, key), key=True)
        yield YamlProblem(line, column, UNKNOWN_KEY, f'found the unknown key "{key}"', hint)


def _missing_keys(
    error: ValidationError, node: YamlNode, path: tuple[str | int, ...]
) -> Iterator[YamlProblem]:
    line, column = place(node, path, key=True)
    for key in _mapping(error.schema)["required"]:
        if key not in _mapping(error.instance):
            said = f'the key "{key}" is missing'
            yield YamlProblem(line, column, MISSING_KEY, said, _add(error.schema, key))


def _add(schema: object, key: str) -> str:
    examples = _mapping(_mapping(_mapping(schema).get("properties")).get(key)).get("examples")
    if examples and isinstance(examples[0], str):
        return f"add, for example, {key}: {examples[0]}"
    return f"add {key}:"


def _found(instance: object) -> str:
    if isinstance(instance, str):
        return f'"{instance}"' if instance else "nothing"
    kind = "list" if isinstance(instance, list) else "mapping"
    return f"a {kind}" if instance else f"an empty {kind}"


def _expected(error: ValidationError) -> str:
    rules = _mapping(error.schema)
    if "const" in rules:
        return f'"{rules["const"]}"'
    if "enum" in rules:
        words = dict.fromkeys(
            str(v).lower() if isinstance(v, bool) else v for v in rules["enum"]
        )
        return "one of " + ", ".join(words)
    title = str(rules.get("title", "a value")).lower()
    if error.validator == "maxProperties":
        return f"one key only in {title}"
    if error.validator == "type":
        kinds = {"string": "text", "array": "a list", "object": "a mapping"}
        typed = [rules["type"]] if isinstance(rules["type"], str) else rules["type"]
        return " or ".join(kinds[t] for t in typed if t in kinds) + f" for {title}"
    if error.validator in ("minLength", "minItems", "minProperties"):
        return f"at least one entry in {title}"
    return f"a valid {title}"


def _hint(error: ValidationError) -> str:
    rules = _mapping(error.schema)
    if "enum" in rules and isinstance(error.instance, str):
        words = [str(v) for v in rules["enum"]]
        near = get_close_matches(error.instance, words, n=1, cutoff=0.6)
        return f"did you mean {near[0]}?" if near else ""
    example = next(iter(rules.get("examples", ())), None)
    return f"for example {json.dumps(example, ensure_ascii=False)}" if example else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
