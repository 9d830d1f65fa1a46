"""The published schemas, and a validator for text that has not been typed yet."""

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from engine.schematext.text import MisreadError, Reader

Schema = Mapping[str, Any]


class Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[ValidationError]: ...

    def evolve(self, **changes: object) -> "Validator": ...


@cache
def load_schema(name: str) -> Schema:
    """The schema called `name`, for instance policy.v1. Treat it as read only."""
    text = files("engine.schemas").joinpath(f"{name}.json").read_text("utf-8")
    loaded: Schema = json.loads(text)
    return loaded


def validator(name: str, readers: Mapping[str, Reader]) -> Validator:
    """Finds where untyped YAML departs from the schema called `name`.

    A `pattern` is for editors: the reader of the `format` beside it says in words what it asks.
    """
    made: Validator = _TextValidator(load_schema(name), format_checker=_formats(readers))
    return made


def resolved(root: Schema, schema: Schema) -> Schema:
    """`schema` with its reference followed; its own title and default win over the target's."""
    while "$ref" in schema:
        target = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        schema = {**target, **{key: said for key, said in schema.items() if key != "$ref"}}
    return schema


def number(text: object) -> Decimal | None:
    try:
        found = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


def _is_integer(_: object, instance: object) -> bool:
    found = isinstance(instance, str) and instance.removeprefix("-").isdecimal()
    return found and instance.isascii()  # type: ignore[attr-defined]  # found says it is text


def _is_number(_: object, instance: object) -> bool:
    return number(instance) is not None


def _is_boolean(_: object, instance: object) -> bool:
    return instance in ("true", "false")


def typed_words(words: object) -> list[str]:
    """The words of an `enum` as they are typed: 0.1, true."""
    listed = words if isinstance(words, list) else [words]
    return [json.dumps(word) if not isinstance(word, str) else word for word in listed]


Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]


def _enum(_: object, words: object, instance: object, __: object) -> Iterator[ValidationError]:
    if isinstance(instance, str) and instance not in typed_words(words):
        yield ValidationError("not one of the words")


def _told_by_its_format(*_: object) -> Iterator[ValidationError]:
    yield from ()


def _format(by: Any, name: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401 - the library's own signature
    if instance or "minLength" not in schema:  # which says that nothing was typed
        yield from Draft202012Validator.VALIDATORS["format"](by, name, instance, schema)


def _bound(keyword: str, kept: Callable[[Decimal, Decimal], bool]) -> Keyword:
    def check(_: Any, bound: Any, instance: Any, __: Any) -> Iterator[ValidationError]:  # noqa: ANN401 - the library's own signature
        found = number(instance)
        if found is not None and not kept(found, Decimal(str(bound))):
            yield ValidationError(keyword)

    return check


_TextValidator = extend(  # type: ignore[no-untyped-call]  # the library has no types here
    Draft202012Validator,
    validators={
        "enum": _enum,
        "pattern": _told_by_its_format,
        "format": _format,
        "minimum": _bound("minimum", lambda found, bound: found >= bound),
        "maximum": _bound("maximum", lambda found, bound: found <= bound),
        "exclusiveMinimum": _bound("exclusiveMinimum", lambda found, bound: found > bound),
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"integer": _is_integer, "number": _is_number, "boolean": _is_boolean}
    ),
)


def _formats(readers: Mapping[str, Reader]) -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, read in readers.items():
        checker.checks(name, raises=MisreadError)(_reads(read))
    return checker


def _reads(read: Reader) -> Callable[[object], bool]:
    def fits(instance: object) -> bool:
        if isinstance(instance, str):
            read(instance)
        return True

    return fits
