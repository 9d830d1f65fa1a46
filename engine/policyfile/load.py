"""The door for policies: text in, a policy or all of its problems out."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.core.policy.policy import Policy
from engine.core.values.diagnostic import Diagnostic
from engine.disk.strict_yaml import YamlNode, YamlProblem, as_plain, compose
from engine.policyfile import build
from engine.policyfile.cross import cross_mistakes, with_own_moments
from engine.policyfile.dialects import policy_dialect
from engine.policyfile.fill import filled
from engine.policyfile.places import unknown_places
from engine.schematext.form_check import form_problems, placed_mistake


def load_policy(text: str, file: str) -> Policy | list[Diagnostic]:
    """The policy in `text`, or every mistake of form, sorted by place. `file` is only named."""
    read = read_sound(text, file, "policy.v1")
    if isinstance(read, list):
        return read
    _, plain = read
    return build.policy(filled(plain).policy)


def places_unknown(text: str, file: str) -> list[Diagnostic]:
    """Countries, languages and their parts that nobody here knows: asked of what opens new plans."""
    node = compose(text)
    if not isinstance(node, YamlNode):
        return []
    found = unknown_places(as_plain(node))
    return _diagnostics(file, [placed_mistake(node, one) for one in found])


def read_sound(
    text: str, file: str, schema: str
) -> tuple[YamlNode, Mapping[str, Any]] | list[Diagnostic]:
    """The text as nodes and as plain data that fits the schema, or every problem in it."""
    node = compose(text)
    if not isinstance(node, YamlNode):
        return _diagnostics(file, node)
    plain = as_plain(node)
    found = form_problems(node, policy_dialect(schema), with_own_moments)
    if not found and isinstance(plain, dict):
        found = tuple(placed_mistake(node, one) for one in cross_mistakes(plain, schema))
    if found:
        return _diagnostics(file, found)
    assert isinstance(plain, dict)  # noqa: S101 - the schema has just said so
    return node, plain


def _diagnostics(file: str, problems: Iterable[YamlProblem]) -> list[Diagnostic]:
    return sorted(
        {Diagnostic(file, p.line, p.column, p.code, p.message, p.hint) for p in problems}
    )
