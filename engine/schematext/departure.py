"""Where untyped data departs from its schema: narrowed to the form a person meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import ValidationError

from engine.core.values.suggest import surely
from engine.schematext.dialect import Dialect, NotActing
from engine.schematext.form import Form, forms
from engine.schematext.schema import Schema, Validator

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """`found`, at `path`, is not what `keyword` of `schema` asks for; `wanted` stands under it."""

    path: Path
    keyword: str
    wanted: Any
    found: Any
    schema: Schema
    cause: BaseException | None
    of_key: bool  # a key, the last of the path, and not its value
    dialect: Dialect

    @property
    def title(self) -> str:
        return str(self.schema.get("title", ""))

    @property
    def waiting(self) -> NotActing:
        return self.dialect.waiting

    def waits(self, key: str) -> bool:
        """Whether `key` does not act yet where this is."""
        return self.waiting.key_waits(key, self.title)

    @property
    def root(self) -> Schema:
        return self.dialect.schema


def departures(found: object, by: Validator, dialect: Dialect) -> Iterator[Departure]:
    """Everything in `found` that departs; inside a misspelled key as if it were spelled right."""
    for error in by.iter_errors(found):
        departure = _departure(error, dialect)
        if departure.keyword == "additionalProperties":
            yield departure
            yield from _under_misspelled(departure, by)
        elif departure.keyword == "oneOf" and forms(dialect.schema, departure.schema):
            yield from _of_form(departure, by)
        else:
            yield departure


def _departure(error: ValidationError, dialect: Dialect) -> Departure:
    path = tuple(str(step) for step in error.absolute_path)
    of_key = "propertyNames" in error.absolute_schema_path
    return Departure(
        path=(*path, str(error.instance)) if of_key else path,
        keyword=str(error.validator),
        wanted=error.validator_value,
        found=error.instance,
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        cause=error.cause,
        of_key=of_key,
        dialect=dialect,
    )


def key_meant(key: str, departure: Departure) -> str:
    """The key of the form that a key it does not know was probably meant to be."""
    known = departure.schema["properties"]
    return surely(key, [name for name in known if name not in departure.found])


def _under_misspelled(departure: Departure, by: Validator) -> Iterator[Departure]:
    known = departure.schema["properties"]
    for key, value in departure.found.items():
        likely = "" if key in known else key_meant(key, departure)
        if likely:
            inside = departures(value, by.evolve(schema=known[likely]), departure.dialect)
            yield from (_below(inner, (*departure.path, key)) for inner in inside)


def _below(inner: Departure, path: Path) -> Departure:
    return replace(inner, path=(*path, *inner.path))


def _of_form(departure: Departure, by: Validator) -> Iterator[Departure]:
    """What departs from the one form that was meant; the choice itself when none is clear."""
    found, known = departure.found, forms(departure.root, departure.schema)
    if not isinstance(found, dict):
        return  # the type beside the oneOf has said so
    fitting = [form for form in known if form.fits(found)]
    if len(fitting) == 1 and len(keys_of(known, found)) == 1:
        inside = departures(found, by.evolve(schema=fitting[0].schema), departure.dialect)
        yield from (_below(inner, departure.path) for inner in inside)
        return
    yield departure
    if not keys_of(known, found):
        yield from _of_misspelled_form(departure, known, by)


def keys_of(known: tuple[Form, ...], found: Mapping[str, Any]) -> list[str]:
    """The keys in `found` that tell the forms apart, in the order typed."""
    return [key for key in found if any(form.key == key for form in known)]


def _of_misspelled_form(
    departure: Departure, known: tuple[Form, ...], by: Validator
) -> Iterator[Departure]:
    key, likely = misspelled_form(known, departure.found)
    if not likely:
        return
    spelled = {likely if k == key else k: value for k, value in departure.found.items()}
    form = next(form for form in known if form.key == likely)
    if not form.fits(spelled):
        return
    for inner in departures(spelled, by.evolve(schema=form.schema), departure.dialect):
        path = (key, *inner.path[1:]) if inner.path[:1] == (likely,) else inner.path
        yield _below(replace(inner, path=path), departure.path)


def misspelled_form(known: tuple[Form, ...], found: Mapping[str, Any]) -> tuple[str, str]:
    """The key as typed that should tell the forms apart, and how it is spelled."""
    keys = list(dict.fromkeys(form.key for form in known))
    return next(
        ((key, likely) for key in found if (likely := surely(key, keys))),
        ("", ""),
    )
