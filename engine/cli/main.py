"""The command `planward`: every command, and the one place where expected failures are caught."""

import sys
import traceback
from importlib.metadata import version
from pathlib import Path

import click
from platformdirs import user_log_path

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
from engine.core.errors import EngineError

BUG, INTERRUPTED = 5, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("planward"), prog_name="planward")
def planward() -> None:
    """Performance plans by policy: figures in, explained letters out.

    A workspace holds policies and templates, the shared folder `plans`, and the record. Begin with
    `planward demo` to see a whole year, or `planward init DIR` for your own.

    Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 another engine has the lock, 4 folders or
    disks not fit, 5 a fault in planward itself, 130 interrupted.
    """


for command in (
    init, check, preview, run, status, explain, record, history, verify, rebuild, demo,
):  # fmt: skip
    planward.add_command(command)


def main() -> None:
    """Run the command typed; turn every failure into a sentence and an exit code."""
    try:
        planward.main(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was recorded stays recorded", err=True)
        sys.exit(INTERRUPTED)
    except EngineError as problem:
        click.echo(f"planward: {problem}", err=True)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as bug:
        click.echo(_report(bug), err=True)
        sys.exit(BUG)


def _report(bug: Exception) -> str:
    """The traceback goes to a file: it may name people, a terminal may be shared."""
    folder = user_log_path("planward", appauthor=False, ensure_exists=True)
    file: Path = folder / "fault.log"
    file.write_text("".join(traceback.format_exception(bug)), "utf-8")
    file.chmod(0o600)
    return f"planward: a fault in planward itself ({type(bug).__name__}); details are in {file}"
