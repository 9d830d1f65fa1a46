"""Everything wrong with a policy file before anybody relies on it: its form, then its sense."""

from collections.abc import Mapping

from engine.core.diagnostic import Diagnostic, Finding
from engine.core.soundness import soundness
from engine.disk.strict_yaml import Node, as_plain, place
from engine.policyfile import build
from engine.policyfile.fill import filled
from engine.policyfile.load import read_sound


def check_policy(
    text: str,
    file: str,
    templates: Mapping[str, frozenset[str]] | None = None,
    brief_fields: frozenset[str] | None = None,
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Errors and warnings, each sorted by place. Sense is asked for only where the form is right.

    `templates` maps a template's file name to the fields it asks for; None: not checked.
    """
    read = read_sound(text, file, "policy.v1")
    if isinstance(read, list):
        return read, []
    node, plain = read
    found = soundness(build.policy(filled(plain).policy), templates, brief_fields)
    errors = {placed(node, file, finding) for finding in found if not finding.warning}
    warnings = {placed(node, file, finding) for finding in found if finding.warning}
    return sorted(errors), sorted(warnings)


def placed(node: Node, file: str, finding: Finding) -> Diagnostic:
    """`finding` with its line and column, or those of the nearest part that was typed."""
    line, column = place(node, as_typed(as_plain(node), finding.path))
    return Diagnostic(file, line, column, finding.code, finding.message, finding.hint)


def as_typed(plain: object, path: tuple[str, ...]) -> tuple[str, ...]:
    """`path`, which leads through written-out forms, as it leads through the short ones."""
    typed: list[str] = []
    for step in path:
        if isinstance(plain, list) and step == "rows":
            continue  # a review that is a plain list of its rows
        if isinstance(plain, list) and step in plain:
            step = str(plain.index(step))  # documents that are a plain list of names
        typed.append(step)
        plain = _inside(plain, step)
    return tuple(typed)


def _inside(plain: object, step: str) -> object:
    if isinstance(plain, list):
        return plain[int(step)] if step.isdigit() and int(step) < len(plain) else None
    return plain.get(step) if isinstance(plain, dict) else None
