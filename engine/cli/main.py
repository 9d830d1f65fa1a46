"""The command `planward`: every command, with one line of help each."""

import os
import sys
from importlib import import_module
from importlib.metadata import version
from typing import cast

import click

from engine.cli.failures import run_command
from engine.core.values.suggest import did_you_mean

COMMANDS = {
    "init": "Write a new workspace: config, a starter policy, templates, folders.",
    "check": "Find every mistake in policies, sources and templates.",
    "preview": "Say how a file would be read and what would follow; change nothing.",
    "run": "Take what was dropped, move what is due, publish documents.",
    "status": "Show every plan, who is awaited for what, and which files need fixing.",
    "explain": "Say why: every decision of a plan, down to the cells.",
    "record": "Record what a person did or decided.",
    "history": "Show every entry of a plan, oldest first.",
    "redline": "Show what changed between two versions of a document, in Word.",
    "verify": "Find any changed byte in the record and in issued documents.",
    "rebuild": "Make the index again from the record.",
    "demo": "Play a made-up company's story, every line printed as typed.",
}


class Commands(click.Group):
    """Each command is imported when it is asked for: `status` need not wait for Excel's reader."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the arguments are click's
        return [*COMMANDS]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - as above
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", getattr(import_module(f"engine.cli.{cmd_name}"), cmd_name))

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - as above
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(
                f'there is no command "{args[0]}"; {did_you_mean(args[0], sorted(COMMANDS))}'
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("planward"), prog_name="planward")
@click.pass_context
def planward(context: click.Context) -> None:
    """Performance plans by policy: figures in, explained letters out.

    A workspace holds policies and templates, the shared folder `plans`, and the record. Begin with
    `planward demo` to see a whole story, or `planward init DIR` for your own.

    Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 another engine has the lock, 4 folders or
    disks not fit, 5 a fault in planward itself, 130 interrupted, 143 asked to end (SIGTERM).
    """
    if os.environ.get("FORCE_COLOR"):
        context.color = True  # else colour is stripped where no terminal is


def run_typed() -> int:
    """Run the command as it was typed; what to exit with."""
    return run_command(planward, sys.argv[1:])
