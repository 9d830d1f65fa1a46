"""A policy with its mistakes of form patched over, so that its names can be checked in the same pass.

Nothing is ever decided on a patched policy; it only lets the finder of unknown names see the rest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.core.values.suggest import surely
from engine.policyfile.cross import cross_mistakes
from engine.policyfile.dialects import policy_dialect
from engine.policyfile.fill import typed
from engine.schematext.departure import misspelled_form
from engine.schematext.form import chosen_form, forms
from engine.schematext.say import mistakes
from engine.schematext.schema import Schema, Validator, resolved

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patching:
    """All paths lead through the patched policy, with its keys spelled right."""

    root: Schema
    by: Validator
    broken: frozenset[Path]  # where mistakes are, and all that holds them
    over: set[Path] = field(default_factory=set)  # where something else stands than was typed
    renamed: set[Path] = field(default_factory=set)

    def sound(self, path: Path) -> bool:
        """Whether nothing at `path` or below it needs a patch."""
        under_renamed = any(path[:n] in self.renamed for n in range(len(path) + 1))
        return path not in self.broken and not under_renamed

    def fits(self, schema: Schema, found: object) -> bool:
        # Evolving to a schema that names its dialect would lose our reading of untyped text.
        by = self.by if schema is self.root else self.by.evolve(schema=schema)
        return next(by.iter_errors(found), None) is None


# Keys under which names are given: with one of them patched over, no name can be called unknown.
_GIVING = frozenset(
    {"employee", "values", "metrics", "questions", "issues", "roles", "documents", "stages"}
    | {"clocks", "must", "may", "reviews", "goals", "fixed", "answers"}
)


def patched(plain: object) -> tuple[Mapping[str, Any], set[Path]] | None:
    """A policy that fits the schema, and the paths patched over. None: beyond patching."""
    policy = policy_dialect("policy.v1")
    root = policy.schema
    found = mistakes(plain, policy)
    broken = {said.path[:n] for said in found for n in range(len(said.path) + 1)}
    patching = _Patching(root, policy.by, frozenset(broken))
    made = _part(patching, root, plain, ())
    if any(not path or path[-1] in _GIVING for path in patching.over):
        return None
    if not isinstance(made, dict) or cross_mistakes(made, "policy.v1"):
        return None
    return made, patching.over


def _part(at: _Patching, schema: Schema, found: object, path: Path) -> object:
    if at.sound(path):
        return found
    stated = resolved(at.root, schema)
    schema = chosen_form(at.root, stated, found)
    known = forms(at.root, schema)
    if known and isinstance(found, dict):
        key, likely = misspelled_form(known, found)
        at.renamed.add(path)
        found = {likely if name == key else name: item for name, item in found.items()}
        schema = chosen_form(at.root, schema, found)
    if isinstance(found, dict) and schema.get("type") == "object":
        made: object = _keys(at, schema, found, path)
    elif isinstance(found, list) and schema.get("type", "array") == "array":
        items = enumerate(found)
        made = [_part(at, schema.get("items", {}), i, (*path, str(n))) for n, i in items]
    else:
        made = found
    return made if at.fits(schema, made) else _example(at, stated, schema, path)


def _example(at: _Patching, stated: Schema, schema: Schema, path: Path) -> object:
    at.over.add(path)
    examples = stated.get("examples") or schema.get("examples") or ("x",)
    return typed(examples[0])


def _name(key: str) -> str:
    """The name that a key meant, so that what mentions it is not unknown as well."""
    return re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_") or "x"


def _keys(
    at: _Patching, schema: Schema, found: dict[str, Any], path: Path
) -> dict[str, object]:
    known: Schema = schema.get("properties", {})
    others = schema.get("additionalProperties")
    made: dict[str, object] = {}
    for key, item in found.items():
        name = key if key in known else surely(key, [k for k in known if k not in found])
        if isinstance(others, Mapping):
            name = _name(key) if "propertyNames" in schema else key
        if name != key:
            at.renamed.add((*path, name))
        if name:
            made[name] = _part(at, known.get(name, others), item, (*path, name))
    for key in schema.get("required", ()):
        if key not in made:
            made[key] = _example(at, resolved(at.root, known[key]), {}, (*path, key))
    return made
