"""`planward verify`: hold the whole record and every issued document against its seals."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from engine import service
from engine.cli.lines import Line, show
from engine.cli.options import json_option, root
from engine.cli.printing import print_result
from engine.cli.progress import patience
from engine.core.values.counts import count_of
from engine.results import VerifyResult


@click.command()
@root
@json_option
def verify(root: Path, as_json: bool) -> None:
    """Find any changed byte, removed line, cut end or altered issued document. Repairs nothing.

    Exits 1 if anything is found.
    """
    with patience("verifying"):
        found = service.verify(root)
    if as_json:
        print_result(found)
    else:
        show(_lines(found))
    sys.exit(1 if found.problems else 0)


def _lines(found: VerifyResult) -> Iterator[Line]:
    for each in found.problems:
        place = f"{each.file}:{each.line}" if each.line else each.file
        yield Line(f"{place}: {each.code} {each.says}", whole=(each.file,))
    if found.problems:
        yield Line(count_of(len(found.problems), "problem"), colour="red")
    else:
        yield Line("the record is whole", colour="green")
