"""`planward record`: say what a person did or decided; anybody else is refused by name."""

from datetime import date
from pathlib import Path

import click

from engine import workflow
from engine.cli.options import Day, OneOf, as_of, dry_run, root
from engine.cli.user import own_user
from engine.clock import now
from engine.core.decide.acts import TAKERS, Act
from engine.core.letter.sentences import said_in_words
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import config_of, working

ACTIONS = (*TAKERS, "open")


@click.command()
@root
@click.argument("plan")
@click.argument("action", type=OneOf("action", ACTIONS), metavar="ACTION")
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
@as_of
@dry_run
def record(
    root: Path, plan: str, action: str, role: str, by: str, document: str, item: str,
    of_version: int | None, on: date | None, outcome: str, answers: tuple[str, ...], note: str,
    as_of: date | None, dry_run: bool,
) -> None:  # fmt: skip
    """Record ACTION for PLAN (its number, or the id of an employee with one running plan).

    Actions: confirm decline withdraw approve return revise issue deliver acknowledge refuse meet
    check-in train support act goal extend reply resign answer decide resume delegate strike, and open
    (by hand, with the employee's id).
    """
    config, user = config_of(root), own_user()
    moment = now(config.time_zone, as_of)
    pairs = tuple(_pair(answer) for answer in answers)
    sure = "confirmed" if config.users.get(by) == user else "asserted"
    act = Act(
        action, role, by, on or moment.day, document, item, outcome, note, pairs,
        version=of_version or 0, assurance=sure,
    )  # fmt: skip
    with working(root, moment.day) as workspace:
        done = workflow.perform(workspace, moment, plan, act, user, dry_run=dry_run)
        _tell(done.before)
        _tell(done.act)
    if dry_run:
        click.echo("nothing was recorded: this was a dry run")


def _tell(transaction: Transaction) -> None:
    for name, event in transaction.events:
        click.echo(f"{name}  {event.on}  {said_in_words(event)}")


def _pair(answer: str) -> tuple[str, str]:
    question, sign, said = answer.partition("=")
    if not sign or not question or not said:
        raise click.BadParameter(
            f'"{answer}": write it like progress=partly', param_hint="--answer"
        )
    return question, said
