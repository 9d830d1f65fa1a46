"""How commands print: JSON one way, colour only where a person looks at a terminal."""

import json
import os
import sys

import click

from engine.envelope import enveloped
from engine.results import Result


def print_result(result: Result) -> None:
    """As JSON, by the schema of its kind."""
    click.echo(json.dumps(enveloped(result), indent=2, ensure_ascii=False))


def styled(text: str, **style: bool | str) -> str:
    """Plain when NO_COLOR is set or the output is no terminal; FORCE_COLOR overrules both."""
    if os.environ.get("FORCE_COLOR"):
        return click.style(text, **style)  # type: ignore[arg-type]  # click's own keywords
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, **style)  # type: ignore[arg-type]  # click's own keywords
