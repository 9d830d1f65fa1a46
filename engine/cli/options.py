"""Options that several commands share, with their types."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.core.values.suggest import did_you_mean

Command = TypeVar("Command", bound=Callable[..., Any])


LATEST = date(2999, 12, 31)


class Day(click.ParamType[date]):
    """A day as 2026-05-12."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is no day; write it like 2026-05-12', param, ctx)
        if day > LATEST:  # the calendar ends soon after: nothing could be due later
            self.fail(f'"{value}" lies too far ahead; write a day like 2026-05-12', param, ctx)
        return day


class OneOf(click.ParamType[str]):
    """One of a few words; a slip of the hand is told what was meant."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        self.name = name
        self.words = words

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        if value in self.words:
            return str(value)
        said = f'there is no {self.name} "{value}"; {did_you_mean(str(value), self.words)}'
        raise click.BadParameter(said, ctx, param)


def root(command: Command) -> Command:
    return click.option(
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="this folder",
        help="The workspace: the folder with planward.yaml.",
    )(command)


def as_of(command: Command) -> Command:
    return click.option(
        "--as-of",
        type=Day(),
        help="Act as on this day (not before the last one recorded).  [default: today]",
    )(command)


def dry_run(command: Command) -> Command:
    return click.option(
        "--dry-run", is_flag=True, help="Say what would happen; write nothing."
    )(command)


def json_option(command: Command) -> Command:
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON, as a program reads it."
    )(command)
