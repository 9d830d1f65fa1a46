"""The command `planward`: every command, with one line of help each."""

import sys
from importlib.metadata import version

import click

from engine.cli.answering import answered
from engine.cli.check import check
from engine.cli.demo import demo
from engine.cli.explain import explain
from engine.cli.history import history
from engine.cli.init import init
from engine.cli.preview import preview
from engine.cli.rebuild import rebuild
from engine.cli.record import record
from engine.cli.run import run
from engine.cli.status import status
from engine.cli.verify import verify
from engine.views import meant


class Commands(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(
                f'there is no command "{args[0]}"; {meant(args[0], sorted(self.commands))}'
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("planward"), prog_name="planward")
def planward() -> None:
    """Performance plans by policy: figures in, explained letters out.

    A workspace holds policies and templates, the shared folder `plans`, and the record. Begin with
    `planward demo` to see a whole story, or `planward init DIR` for your own.

    Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 another engine has the lock, 4 folders or
    disks not fit, 5 a fault in planward itself, 130 interrupted.
    """


for command in (
    init, check, preview, run, status, explain, record, history, verify, rebuild, demo,
):  # fmt: skip
    planward.add_command(command)


def main() -> None:
    """Run the command typed; its exit code says how it went."""
    sys.exit(answered(planward, sys.argv[1:]))
