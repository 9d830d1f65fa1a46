"""`planward verify`: hold the whole record and every issued document against its seals."""

import sys
from pathlib import Path

import click

from engine import verifying
from engine.cli.options import json_option, root
from engine.cli.printing import print_json, styled
from engine.cli.progress import patience


@click.command()
@root
@json_option
def verify(root: Path, as_json: bool) -> None:
    """Find any changed byte, removed line, cut end or altered issued document. Repairs nothing.

    Exits 1 if anything is found.
    """
    with patience("verifying"):
        found = verifying.verified(root)
    if as_json:
        print_json(
            {
                "problems": [
                    {"file": p.file, "line": p.line, "code": p.code, "says": p.sentence}
                    for p in found
                ]
            }
        )
    else:
        for problem in found:
            click.echo(problem)
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        word = count if found else "the record is whole"
        click.echo(styled(word, fg="red" if found else "green"))
    sys.exit(1 if found else 0)
