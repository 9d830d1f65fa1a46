"""How commands print: JSON one way, colour only where a person looks at a terminal."""

import json
import os
import sys

import click


def print_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, sort_keys=False))


def styled(text: str, **style: bool | str) -> str:
    """Plain when NO_COLOR is set or the output is no terminal; FORCE_COLOR overrules both."""
    if os.environ.get("FORCE_COLOR"):
        return click.style(text, **style)  # type: ignore[arg-type]  # click's own keywords
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, **style)  # type: ignore[arg-type]  # click's own keywords
