"""`planward record`: say what a person did or decided; anybody else is refused by name."""

from datetime import date
from pathlib import Path

import click

from engine import service
from engine.cli.lines import entry_lines, show
from engine.cli.options import Day, OneOf, as_of, dry_run, json_option, root
from engine.cli.printing import print_result
from engine.cli.user import own_user
from engine.requests import ActSaid

NOT_RECORDED = "nothing was recorded: this was a dry run"


@click.command()
@root
@click.argument("plan")
@click.argument("action", type=OneOf("action", service.ACTIONS), metavar="ACTION")
@click.option(
    "--role", required=True, help="The role in which the person acts, as the policy names it."
)
@click.option("--by", required=True, metavar="PERSON-ID", help="Who acts.")
@click.option(
    "--document", default="", help="Which document: its id, or its number in the plan."
)
@click.option(
    "--version",
    "of_version",
    type=click.IntRange(min=1),
    help="The version that was read; refused once there is a newer one.  [default: the newest]",
)
@click.option(
    "--item", default="", help="Which duty, right, question or review, where several wait."
)
@click.option(
    "--on", type=Day(), help="The day it was done.  [default: the day it is recorded]"
)
@click.option("--outcome", default="", help="What was decided, where there is a choice.")
@click.option(
    "--answer", "answers", multiple=True, metavar="Q=A", help="An answer; may be repeated."
)
@click.option("--note", default="", help="A remark, kept with the entry.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With resign: the employee's own letter, kept with the entry.",
)
@as_of
@dry_run
@json_option
def record(
    root: Path, plan: str, action: str, role: str, by: str, document: str, item: str,
    of_version: int | None, on: date | None, outcome: str, answers: tuple[str, ...], note: str,
    file: Path | None, as_of: date | None, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Record ACTION for PLAN (its number, or the id of an employee with one running plan).

    Actions: confirm decline withdraw approve return revise issue deliver acknowledge refuse meet
    check-in train support act goal extend reply resign answer decide resume delegate strike, and open
    (by hand, with the employee's id).

    Resign says with --outcome the last day of employment, by default the day it is recorded; until then
    the employee may withdraw it.
    """
    said = ActSaid(
        plan, action, role, by, own_user(), on, document, of_version or 0, item, outcome,
        tuple(_pair(answer) for answer in answers), note, file,
    )  # fmt: skip
    done = service.act(root, said, as_of, dry_run=dry_run)
    if as_json:
        print_result(done)
        return
    show(entry_lines((*done.by_time, *done.follows), indent=0))
    if dry_run:
        click.echo(NOT_RECORDED)


def _pair(answer: str) -> tuple[str, str]:
    question, sign, said = answer.partition("=")
    if not sign or not question or not said:
        raise click.BadParameter(
            f'"{answer}": write it like progress=partly', param_hint="--answer"
        )
    return question, said
