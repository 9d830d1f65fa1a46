"""One kind of file: its published schema, and what of its language a schema cannot say."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from engine.schematext.schema import Schema, Validator, load_schema, validator
from engine.schematext.text import Reader


@dataclass(frozen=True, slots=True)
class NotActing:
    """Language that does not act yet: refused by name, so that none of it is silently ignored."""

    anywhere: Set[str] = frozenset()  # keys
    in_form: Mapping[str, Set[str]] = field(default_factory=dict)  # keys, by a form's title
    words: Set[str] = frozenset()

    def key_waits(self, key: str, title: str) -> bool:
        """Whether `key` does not act yet in the form with this title."""
        return key in self.anywhere or key in self.in_form.get(title, ())


@dataclass(frozen=True, slots=True)
class Dialect:
    """`by` finds where untyped data departs from `schema`."""

    schema: Schema
    by: Validator
    waiting: NotActing


def dialect(
    name: str, readers: Mapping[str, Reader], waiting: NotActing | None = None
) -> Dialect:
    """The files of the schema called `name`. `readers` has one for each `format` in it."""
    return Dialect(load_schema(name), validator(name, readers), waiting or NotActing())
