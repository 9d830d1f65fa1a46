"""Which of several forms a mapping has: the key, or the word under `do`, that tells it apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.schematext.schema import Schema, resolved


@dataclass(frozen=True, slots=True)
class Form:
    """`word` is what stands under `key` when the key alone does not tell forms apart."""

    key: str
    word: str
    schema: Schema

    def fits(self, found: Mapping[str, object]) -> bool:
        return self.key in found and self.word in ("", found[self.key])


def forms(root: Schema, schema: Schema) -> tuple[Form, ...]:
    """The closed forms of a `oneOf`; none where it only says which keys exclude each other."""
    branches = [resolved(root, branch) for branch in schema.get("oneOf", ())]
    if not branches or "properties" not in branches[0]:
        return ()
    return tuple(_form(root, branch, branches) for branch in branches)


def _form(root: Schema, branch: Schema, branches: Sequence[Schema]) -> Form:
    """A word under a key tells it apart; else the key that no other form asks for."""
    for key in branch["required"]:
        word = resolved(root, branch["properties"][key]).get("const", "")
        if word:
            return Form(key, word, branch)
    others = [other["required"] for other in branches if other is not branch]
    alone = [key for key in branch["required"] if not any(key in other for other in others)]
    return Form(alone[0], "", branch)


def chosen_form(root: Schema, schema: Schema, found: object) -> Schema:
    """The part of `schema` that a sound `found` follows: its form, or the then or else."""
    schema = resolved(root, schema)
    if "if" in schema and "then" in schema and "properties" not in schema:
        branch = "then" if _meets(schema["if"], found) else "else"
        return chosen_form(root, schema[branch], found)
    if isinstance(found, Mapping):
        for form in forms(root, schema):
            if form.fits(found):
                return form.schema
    return schema


def _meets(test: Schema, found: object) -> bool:
    """The few tests the schemas use: a type, and keys that are there."""
    kinds = {"array": list, "object": dict}
    wanted = test.get("type")
    if isinstance(wanted, list):
        return isinstance(found, str)
    if wanted is not None and not isinstance(found, kinds[wanted]):
        return False
    return all(isinstance(found, Mapping) and key in found for key in test.get("required", ()))
