"""`planward redline`: what changed between two versions of a document, with real tracked changes."""

from pathlib import Path

import click

from engine import service
from engine.cli.options import dry_run, root
from engine.core.values.errors import WrongUseError


@click.command()
@root
@click.argument("plan")
@click.argument("document", metavar="DOC")
@click.argument("first", metavar="V1", type=click.IntRange(min=1))
@click.argument("second", metavar="V2", type=click.IntRange(min=1))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path),
    help="Where to write it.  [default: here, under the document's own name]",
)  # fmt: skip
@dry_run
def redline(
    root: Path,
    plan: str,
    document: str,
    first: int,
    second: int,
    output: Path | None,
    dry_run: bool,
) -> None:
    """Write a Word file that shows what changed from version V1 to version V2 of a document.

    PLAN is the plan's number, or the id of an employee with one running plan. DOC is the number
    that the document's file name begins with, such as 02, or its id in the policy, such as
    improvement_plan. V1 and V2 are the numbers after the v in the file names, in either order.

    Accept all changes in Word, and the file says what V2 says; reject all, and it says what V1 says.
    """
    found = service.redline(root, plan, document, first, second)
    target = output or Path(found.name)
    if target.exists():
        raise WrongUseError(f"{target} is there already; name another file with --output")
    if not target.parent.is_dir():
        raise WrongUseError(f"there is no folder {target.parent}; make it, or name another")
    if dry_run:
        click.echo(f"would write {target}; nothing was written: this was a dry run")
        return
    with target.open("xb") as file:
        file.write(found.content)
    click.echo(f"written {target}")
