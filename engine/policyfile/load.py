"""The door for policies: text in, a policy or all of its problems out."""

from collections.abc import Mapping
from typing import Any

from engine.core.policy.policy import Policy
from engine.core.values.diagnostic import Diagnostic
from engine.disk.strict_yaml import YamlNode, as_plain, compose, place
from engine.policyfile import build
from engine.policyfile.cross import cross_mistakes
from engine.policyfile.fill import filled
from engine.schematext.mistake import SchemaMistake
from engine.schematext.say import mistakes
from engine.schematext.schema import load_schema, validator


def load_policy(text: str, file: str) -> Policy | list[Diagnostic]:
    """The policy in `text`, or every mistake of form, sorted by place. `file` is only named."""
    read = read_sound(text, file, "policy.v1")
    if isinstance(read, list):
        return read
    _, plain = read
    return build.policy(filled(plain).policy)


def read_sound(
    text: str, file: str, schema: str
) -> tuple[YamlNode, Mapping[str, Any]] | list[Diagnostic]:
    """The text as nodes and as plain data that fits the schema, or every problem in it."""
    node = compose(text)
    if not isinstance(node, YamlNode):
        return [
            Diagnostic(file, found.line, found.column, found.code, found.message, found.hint)
            for found in node
        ]
    plain = as_plain(node)
    found = mistakes(plain, validator(schema), load_schema(schema))
    if not found and isinstance(plain, dict):
        found = cross_mistakes(plain, schema)
    if found:
        return sorted({_diagnostic(node, file, mistake) for mistake in found})
    assert isinstance(plain, dict)  # noqa: S101 - the schema has just said so
    return node, plain


def _diagnostic(node: YamlNode, file: str, mistake: SchemaMistake) -> Diagnostic:
    line, column = place(node, mistake.path, key=mistake.on_key)
    return Diagnostic(file, line, column, mistake.code, mistake.message, mistake.hint)
