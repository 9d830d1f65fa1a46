"""Everything wrong with a policy file before anybody relies on it: its form, then its sense."""

from collections.abc import Mapping, Set

from engine.core.soundness.checks import soundness
from engine.core.values.diagnostic import Diagnostic, Finding
from engine.disk.strict_yaml import Mapping as YamlMapping
from engine.disk.strict_yaml import YamlNode, as_plain, compose, place
from engine.policyfile import build
from engine.policyfile.fill import filled
from engine.policyfile.load import places_unknown, read_sound
from engine.policyfile.patch import patched

Path = tuple[str, ...]

# The codes of names that mean nothing: they hold whatever else is wrong.
NAMES = frozenset(f"P{number}" for number in range(201, 215))


def check_policy(
    text: str,
    file: str,
    templates: Mapping[str, frozenset[str]] | None = None,
    brief_fields: frozenset[str] | None = None,
    faulty: frozenset[str] = frozenset(),
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Errors and warnings, each sorted by place.

    Where the form is wrong, of the sense only the names are checked: what else could be said
    would follow from the mistakes. `templates` maps a template's file name to the fields it asks
    for; None: not checked. `faulty` are those with mistakes of their own that nobody else tells.
    """
    read = read_sound(text, file, "policy.v1")
    nowhere = places_unknown(text, file)
    if isinstance(read, list):
        return sorted([*read, *nowhere, *_unknown_names(text, file)]), []
    node, plain = read
    found = soundness(build.policy(filled(plain).policy), templates, brief_fields, faulty)
    errors = {placed(node, file, finding) for finding in found if not finding.warning}
    warnings = {placed(node, file, finding) for finding in found if finding.warning}
    return sorted({*errors, *nowhere}), sorted(warnings)


def _unknown_names(text: str, file: str) -> list[Diagnostic]:
    """The unknown names of a policy whose form is wrong elsewhere."""
    node = compose(text)
    patch = patched(as_plain(node)) if isinstance(node, YamlNode) else None
    if not isinstance(node, YamlNode) or patch is None:
        return []
    plain, over = patch
    return [
        placed(node, file, finding)
        for finding in soundness(build.policy(filled(plain).policy))
        if finding.code in NAMES and not _touched(finding.path, over)
    ]


def _touched(path: Path, over: Set[Path]) -> bool:
    """Whether a patch stands at `path` or above it."""
    steps = [step for step in path if step != "rows"]  # a review may be a plain list of them
    patches = {tuple(step for step in patch if step != "rows") for patch in over}
    return any(tuple(steps[:n]) in patches for n in range(len(steps) + 1))


def placed(node: YamlNode, file: str, finding: Finding) -> Diagnostic:
    """`finding` with its line and column, or those of the nearest part that was typed.

    A word or figure is shown itself; of what holds several lines, the key it stands under.
    """
    path = as_typed(as_plain(node), finding.path)
    line, column = place(node, path, key=not isinstance(_nearest(node, path).value, str))
    return Diagnostic(file, line, column, finding.code, finding.message, finding.hint)


def _nearest(node: YamlNode, path: Path) -> YamlNode:
    """What stands at `path`, else the nearest part of it that was typed."""
    for step in path:
        inside = node.value
        if isinstance(inside, YamlMapping) and (child := inside.get(step)):
            node = child
        elif isinstance(inside, tuple) and step.isdigit() and int(step) < len(inside):
            node = inside[int(step)]
        else:
            break
    return node


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
