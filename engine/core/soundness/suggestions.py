"""Names that were mistyped: what was found, what was expected, which name was meant."""

from collections.abc import Collection

from engine.core.policy.walk import Path
from engine.core.values.diagnostic import Finding
from engine.core.values.suggest import nearest, surely

LISTED = 40  # names a hint can hold and still be read


def meant(name: str, known: Collection[str]) -> str:
    """`name` itself when known, else the nearest known name, else nothing.

    The other checks go on with what was meant, so that one slip is one finding. What is offered
    to a person is `surely` meant.
    """
    return name if name in known else nearest(name, sorted(known))


def unknown(
    path: Path, code: str, name: str, kind: str, known: Collection[str]
) -> list[Finding]:
    """Empty when `name` is known. `kind` reads after "expected": `a stage`."""
    if name in known:
        return []
    near = surely(name, known)
    hint = f"write {near}" if near else listed(known) if known else f"add {kind} first"
    return [Finding(path, code, f'found "{name}", expected {kind}', hint)]


def listed(known: Collection[str]) -> str:
    """All that can stand there, none favoured."""
    more = f", and {len(known) - LISTED} more" if len(known) > LISTED else ""
    return f"one of: {', '.join(sorted(known)[:LISTED])}{more}"
